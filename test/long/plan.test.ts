import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loan, planned, third } from '../support/planned.ts'

describe('the rectification plan of a loan book', () => {
  it('promises no day without maturesOn, for loans past their day, or where something is not known', async () => {
    const undated = third(await planned(loan('A', 'P4', '900.00', '') + loan('B', 'P4', '200.00', '2023-06-30')))
    assert.deepEqual([undated?.metOn, undated?.open, undated?.undated], [undefined, 'undated', '1100.00'])
    const unknown = third(await planned(loan('A', 'P4', '1100.00', '2023-08-01') + loan('B', 'P4', '', '2023-08-01')))
    assert.deepEqual([unknown?.metOn, unknown?.open], [undefined, 'unknown'])
  })

  it('lets all loans fall with what runs off under section 4', async () => {
    // All loans of B1 are 10000.00: 6000.00 is over 5000.00, and 2000.00 of 10000.00 − 4000.00 is not.
    const of = (balances: readonly string[]) =>
      balances.map((b, i) => loan(`L${i}`, `P${i}`, b, `2024-0${i + 1}-15`)).join('')
    const plan = await planned(of(['2000.00', '2000.00', '2000.00']))
    const fourth = plan.items.find((one) => one.section === 4)
    // After 2000.00: 4000.00 of 8000.00, exactly half.
    assert.deepEqual([fourth?.metOn, fourth?.now, fourth?.whole], ['2024-01-15', '6000.00', '10000.00'])
    const short = (await planned(of(['1999.99', '2000.01', '2000.00']))).items.find((one) => one.section === 4)
    assert.equal(short?.metOn, '2024-02-15')
  })

  it('knows what lies within the transition period, and keeps to stricter local values', async () => {
    const loans = loan('A', 'P4', '1000.00', '2025-01-31') + loan('B', 'P4', '50.00', '2023-05-15')
    const head = (more: string) => `asOf: 2023-03-31\nledger: internet\n${more}`
    assert.deepEqual(
      [third(await planned(loans, head('')))?.inTransition, third(await planned(loans, head('')))?.metOn],
      [true, '2023-05-15'],
    )
    const strict = head(
      'overlays: [{ parameter: single-partner, value: 20%, cite: 某局通知 }, { parameter: partner-share, value: 40%, cite: 某局通知 }]',
    )
    const item = third(await planned(loans, strict))
    assert.deepEqual([item?.metOn, item?.limit, item?.leastShare], ['2025-01-31', '0.20', '0.40'])
  })

  it('lets signed loans below the share and outside the region run off, and does nothing else to them', async () => {
    const loans =
      loan('A', 'P4', '10.00', '2024-05-01', '2022-03-01', '1.00') +
      loan('B', 'P4', '20.00', '2024-06-01', '2022-03-01', '1.00').replace('330106', '110105') +
      loan('C', 'P3', '30.00', '', '2022-03-01', '900.00').replace('330106', '110105')
    const plan = await planned(loans)
    assert.deepEqual(plan.items, [])
    assert.deepEqual(plan.runOff, [
      { section: 2, bank: 'B1', partner: 'P4', n: 2, balance: '30.00', undated: 0, lastOn: '2024-06-01' },
      { section: 5, bank: 'B1', n: 2, balance: '50.00', undated: 1 },
    ])
  })
})
