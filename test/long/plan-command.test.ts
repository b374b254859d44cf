import assert from 'node:assert/strict'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { read } from '@e965/xlsx'
import { check } from '../../src/cli/check.ts'
import { planWorkbook } from '../../src/report/book/plan-sheets.ts'
import { compute, formulasOf } from '../support/formula.ts'
import { COLUMNS, HEAD, loan, planned, third } from '../support/planned.ts'
import { book } from '../support/small-book.ts'

describe('the rectification plan of a loan book', () => {
  it('names the day on which run-off alone keeps the limit, to the cent', async () => {
    const loans = (small: string) =>
      loan('A', 'P4', '900.00', '2025-01-31') +
      loan('B', 'P4', small, '2023-11-15') +
      loan('C', 'P4', '100.00', '2024-02-29')
    const item = third(await planned(loans('0.01')))
    assert.equal(item?.now, '1000.01')
    assert.equal(item?.metOn, '2023-11-15')
    assert.deepEqual(item?.judged, { without: 'passed', withNew: 'passed', newLoans: 'passed' })
    assert.equal(item?.inTransition, false)
    assert.deepEqual(
      item?.steps.map((s) => [s.day, s.left]),
      [
        ['2023-09-30', '1000.01'],
        ['2023-12-31', '1000.00'],
      ],
    )
    assert.equal(
      third(await planned(loan('A', 'P4', '900.00', '2025-01-31') + loan('C', 'P4', '100.00', '2024-02-29'))),
      undefined,
    )
    const later = third(await planned(loans('0.01').replace('900.00,330106', '900.01,330106')))
    assert.equal(later?.metOn, '2024-02-29')
  })

  it('is a workbook whose formulas compute what they show', async () => {
    const plan = await planned(
      loan('A', 'P4', '900.00', '2025-01-31') +
        loan('B', 'P4', '300.00', '2024-03-10') +
        loan('C', 'P1', '4000.00', '2024-09-09'),
    )
    assert.deepEqual(
      plan.items.map((one) => [one.section, one.metOn]),
      [
        [3, '2024-09-09'],
        [3, '2024-03-10'],
        [4, '2024-09-09'],
      ],
    )
    const workbook = read(planWorkbook(plan, 'book', 'zh'), { cellFormula: true })
    const formulas = formulasOf(workbook)
    assert.ok(formulas.length > 20)
    for (const { sheet, at, f, v } of formulas) {
      const computed = Number(compute(workbook, sheet, at))
      assert.ok(
        Math.abs(Number(v) - computed) <= 1e-9 * Math.max(1, Math.abs(computed)),
        `${sheet} ${at}: ${f} is ${computed}, not ${v}`,
      )
    }
  })

  it('is written beside the report by --plan, and refused for anything but a loan book', async () => {
    const out = mkdtempSync(join(tmpdir(), 'guiju-plan-'))
    const file = book({ loans: HEAD + loan('A', 'P4', '1000.01', '2025-01-31'), columns: COLUMNS })
    const to = join(out, 'plan.xlsx')
    assert.equal(await check(file, { out, plan: to }, '0'), 1)
    assert.ok(existsSync(to))
    const product = new URL('../../examples/tables/programme/mapping.yaml', import.meta.url).pathname
    await assert.rejects(check(product, { out, plan: join(out, 'other.xlsx') }, '0'), /for loan books only/)
  })
})
