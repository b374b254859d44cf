import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readSheets } from '../../src/collect/log/sheets.ts'
import { toXlsx } from '../../src/report/result-sheets.ts'
import { sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

const result = sampleResult([sampleApp(), sampleLoanBook()])
const all = result.results.flatMap((r) => r.determinations)

describe('a result as a workbook', () => {
  for (const lang of ['zh', 'en'] as const)
    it(`holds every determination, evidence, need and input (${lang})`, async () => {
      const sheets = await readSheets(
        Buffer.from(toXlsx(result, lang)),
        new Budget(DOCUMENT_LIMITS),
        new ProblemLog('r.xlsx'),
      )
      assert.ok(sheets)
      const [, determinations, evidence, needs, inputs] = sheets.map((sheet) => sheet.rows.slice(1))
      assert.equal(sheets.length, 5)
      assert.equal(determinations!.length, all.length)
      const places = all.reduce((n, d) => n + d.evidence.length + d.leads.reduce((m, l) => m + l.evidence.length, 0), 0)
      assert.equal(evidence!.length, places)
      assert.equal(
        needs!.length,
        all.reduce((n, d) => n + d.needs.length, 0),
      )
      assert.equal(
        inputs!.length,
        result.results.reduce((n, r) => n + r.subject.inputs.length, 0),
      )
      assert.ok(determinations!.every((row, i) => row[7] === all[i]!.fix[lang] || all[i]!.fix[lang] === ''))
    })
})
