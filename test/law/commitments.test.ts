import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { commitmentsOf } from '../../src/law/commitments.ts'
import { loadInstrument, loadOutline } from '../../src/law/library.ts'

const of = async (id: 'rule-of-law-society-2020' | 'credit-constraint-2020' | 'cyber-speech-2018', on: string) =>
  commitmentsOf(await loadOutline(id), (await loadInstrument(id)).issued!, on)

describe('dated commitments', () => {
  it('run until the last day of the year printed', async () => {
    const states = async (on: string) => (await of('rule-of-law-society-2020', on)).map((c) => [c.until, c.state])
    assert.deepEqual(await states('2025-12-31'), [
      ['2035-12-31', 'running'],
      ['2025-12-31', 'running'],
      ['2035-12-31', 'running'],
    ])
    assert.deepEqual((await states('2026-01-01'))[1], ['2025-12-31', 'over'])
  })
  it('run until the day printed', async () => {
    const [found] = await of('credit-constraint-2020', '2022-01-01')
    assert.deepEqual([found?.until, found?.state, found?.daysLeft], ['2021-12-31', 'over', -1])
  })
  it('are not the days of which a text only tells', async () => {
    assert.deepEqual(await of('cyber-speech-2018', '2020-01-01'), [])
  })
})
