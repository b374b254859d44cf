import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { read, type WorkBook } from '@e965/xlsx'
import { judgeTables } from '../../../src/cli/check.ts'
import type { Result } from '../../../src/judge/result.ts'
import { toXlsx } from '../../../src/report/result-sheets.ts'
import { compute, formulasOf } from '../../support/formula.ts'
import { book } from '../../support/small-book.ts'

describe('the workbook of a loan book', () => {
  let result: Result
  let workbook: WorkBook
  before(async () => {
    const mapping = book({ head: 'asOf: [2023-06-30, 2023-07-01]\nledger: internet\nregionLevel: 4' })
    result = (await judgeTables(mapping, undefined, '0')) as Result
    workbook = read(toXlsx(result, 'both'), { cellFormula: true, sheetStubs: false })
  })

  it('has formulas whose values are what they compute from the cells', () => {
    const formulas = formulasOf(workbook)
    assert.ok(formulas.length > 40, String(formulas.length))
    for (const { sheet, at, f, v } of formulas) {
      const computed = compute(workbook, sheet, at)
      if (typeof v === 'number' && typeof computed === 'number')
        assert.ok(Math.abs(v - computed) <= Math.abs(v) * 1e-12 + 1e-9, `${sheet} ${at}: ${f} is ${computed}, not ${v}`)
      else assert.equal(computed, v, `${sheet} ${at}: ${f}`)
    }
  })

  it('notices a formula or a value that is wrong', () => {
    const sheet = workbook.SheetNames.find((name) => name.startsWith('第三条'))!
    const other = structuredClone(workbook)
    Object.assign(other.Sheets[sheet]!.D2, { v: 123456 })
    assert.ok(formulasOf(other).some((one) => compute(other, one.sheet, one.at) !== one.v))
  })

  it('sums what each partner group has to what the rule measured, and the bank to all of them', () => {
    const [third, fourth] = ['第三条', '第四条'].map((start) => workbook.SheetNames.find((n) => n.startsWith(start))!)
    const measured = result.results.map((r) =>
      [3, 4].map((n) => r.determinations.find((d) => d.rule.endsWith(`#${n}`))!.measured!),
    )
    const rows = measured.flatMap(([of]) => of!)
    for (const [i, one] of rows.entries()) {
      assert.equal(compute(workbook, third!, `G${i + 2}`), Number(one.atLeast), one.id)
      const beyond = /beyond/.test(String(compute(workbook, third!, `M${i + 2}`)))
      const over = one.of !== undefined && Number(one.atLeast) > Number(one.of) * Number(one.limit)
      assert.equal(beyond, over, one.id)
    }
    for (const [i, one] of measured.flatMap(([, of]) => of!).entries())
      assert.equal(compute(workbook, fourth!, `C${i + 2}`), Number(one.atLeast), one.id)
  })

  it('keeps every digit of an amount in the file', () => {
    const bytes = Buffer.from(toXlsx(result, 'zh')).toString('utf8')
    assert.match(bytes, /<v>599\.99<\/v>/)
    assert.match(bytes, /<f>IF\(E\d+=0,&quot;&quot;,F\d+\/E\d+\)<\/f>/)
  })
})
