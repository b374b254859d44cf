import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDocument } from '../../src/cases/documents/make.ts'
import { findDocument } from '../../src/cases/documents/registry.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { openDocument } from '../../src/collect/document/open.ts'
import { findBrowser } from '../../src/collect/web/browser.ts'
import { printPage } from '../../src/collect/web/print.ts'
import { paperHtml } from '../../src/report/paper/html.ts'
import * as C from '../cases/credit.ts'
import { FIRM_CASE } from '../cases/printed.ts'

test('a document is printed to A4 with its text and the mark of a draft, running nothing', async () => {
  const program = await findBrowser()
  assert.ok(program, 'a browser')
  const events = FIRM_CASE.events.slice(
    0,
    FIRM_CASE.events.findIndex((e) => e.type === 'decision'),
  )
  const proposed = { type: 'decision', at: '2025-03-06', by: 'authority', data: C.DECISION }
  const made = await makeDocument(
    findDocument('credit-case', 'listing-decision')!,
    C.procedure,
    { ...FIRM_CASE, events },
    { asOf: '2025-03-06', proposed },
  )
  const pdf = Buffer.from(await printPage(program, paperHtml(made.paper!, 'both')))
  assert.ok(pdf.subarray(0, 5).equals(Buffer.from('%PDF-')))
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)]
  assert.ok(sizes.length >= 2)
  for (const [, width, height] of sizes) {
    assert.ok(Math.abs(Number(width) - 595) < 2 && Math.abs(Number(height) - 842) < 2, `${width} × ${height}`)
  }
  const { document } = (await openDocument(pdf, 'a.pdf', new Budget(DOCUMENT_LIMITS), new ProblemLog('a.pdf')))!
  const text = JSON.stringify(document.blocks).replace(/\s/g, '')
  for (const one of ['列入严重失信主体名单决定书', '草稿', '最早可在2025年3月11日作出', '救济措施'])
    assert.ok(text.includes(one), one)
})
