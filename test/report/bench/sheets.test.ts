import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { same } from '../../../src/law/text.ts'
import type { Screen, ShownAttestation } from '../../../src/report/bench/screen.ts'
import { tablesOf } from '../../../src/report/bench/sheets.ts'
import { BENCH_WORDS as W } from '../../../src/report/bench/words.ts'

const attested = (answers: ShownAttestation['answers']): Extract<Screen, { screen: 'subject' }> => ({
  screen: 'subject',
  id: 's',
  key: 'k',
  kind: 'app.android',
  name: '应用',
  history: [],
  exceptions: [],
  attestations: [
    { id: 'a', by: '张三', on: '2026-09-01', sender: 'admin', made: 0, result: 'r', job: 'j', answers, evidence: [] },
  ],
})

describe('the tables of a screen as sheets', () => {
  it('tell of an attestation what was asked, what was answered, and whether a newer one counts', () => {
    const [, table] = tablesOf(
      attested([
        { fact: 'a', title: same('甲'), value: true, counts: false },
        { fact: 'b', title: same('乙'), value: 'x', words: same('某项'), counts: true },
      ]),
    )
    const heads = table!.head.map((head) => head.zh)
    assert.ok(!heads.includes(W.state.zh))
    assert.ok(table!.rows.every((row) => row.length === heads.length))
    const column = (head: string) => table!.rows.map((row) => row[heads.indexOf(head)])
    assert.deepEqual(column('声明的事实'), [same('甲'), same('乙')])
    assert.deepEqual(column('回答'), [W.yes, same('某项')])
    assert.deepEqual(column('已有更新的声明'), [W.yes, W.no])
    // Midnight of 1970 in Greenwich is eight in the morning in Beijing.
    assert.deepEqual(column('提交'), ['1970-01-01 08:00', '1970-01-01 08:00'])
  })
})
