import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OUTCOMES, type Outcome, type Result } from '../../src/judge/result.ts'
import {
  keepResult,
  removeSubject,
  type SubjectAsked,
  subjectsOf,
  subjectsWithOutcome,
} from '../../src/store/state/results.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

const KINDS = ['app.android', 'app.ios', 'network'] as const
const NAMES = ['支付助手', '某某商城', 'Été 100%', 'a_b\\c', "o'Brien", '"quoted" OR x', '商', '\u0000\u0001', '💳钱包']

/** A result whose outcomes, kind and name are drawn from numbers. */
function drawn(subject: number, seed: number): Result {
  const result = sampleResult()
  const [one] = result.results
  const determinations = one!.determinations.slice(0, 6).map((d, n) => ({
    ...d,
    outcome: (seed % 4 === 0 ? 'passed' : OUTCOMES[(seed * 7 + n * n) % 5]) as Outcome,
  }))
  const summary = Object.fromEntries(OUTCOMES.map((o) => [o, determinations.filter((d) => d.outcome === o).length]))
  const of = {
    ...one!.subject,
    kind: KINDS[subject % KINDS.length]!,
    id: `${KINDS[subject % KINDS.length]}:com.example.s${subject}`,
    name: `${NAMES[(subject + (seed % 2)) % NAMES.length]} ${seed % 2}`,
  }
  return { ...result, results: [{ ...one!, subject: of, determinations, summary: summary as Record<Outcome, number> }] }
}

describe('lists of subjects', () => {
  let bench: TestBench
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
  })
  after(() => bench.close())

  /** The same by reading every row. */
  async function slowly(asked: Omit<SubjectAsked, 'most' | 'from'>): Promise<string[]> {
    const rows = await bench.bench.db
      .selectFrom('subject')
      .innerJoin('result', 'result.id', 'subject.latest_id')
      .select(['subject.id', 'subject.name', 'subject.key', 'subject.kind', 'subject.changed_at'])
      .select(['result.failed', 'result.cant_tell'])
      .where('subject.workspace_id', '=', 'main')
      .execute()
    const text = asked.text?.toLowerCase()
    return rows
      .filter((r) => asked.kind === undefined || r.kind === asked.kind)
      .filter((r) => asked.outcome !== 'failed' || r.failed > 0)
      .filter((r) => asked.outcome !== 'cantTell' || r.cant_tell > 0)
      .filter((r) => text === undefined || [r.name, r.key].some((t) => t.toLowerCase().includes(text)))
      .sort((a, b) => b.changed_at - a.changed_at || (a.id < b.id ? -1 : 1))
      .map((r) => r.id)
  }

  it('are what reading every row gives, by whatever filter and page, whatever was kept or removed', async () => {
    const { db } = bench.bench
    const texts = [
      undefined,
      '支付',
      '支付助',
      'été',
      '100%',
      'a_b',
      "o'brien",
      '"quoted" or',
      'COM.EXAMPLE.S1',
      's',
      '💳钱包',
    ]
    const kept = (seed: number) => drawn(seed % 23, seed)
    for (let step = 0; step < 120; step += 1) {
      if (step % 10 === 9) {
        const { rows } = await subjectsOf(db, 'main', { most: 1, from: step % 5 })
        if (rows[0]) await removeSubject(db, 'main', rows[0].id)
      } else {
        await keepResult(db, 'main', kept(step))
        await keepResult(db, 'other', kept(step + 1))
      }
      if (step % 10 === 8) await keepResult(db, 'main', kept(step - 23 < 0 ? step : step - 23))
      const kind = [undefined, ...KINDS][step % 4]
      const outcome = ([undefined, 'failed', 'cantTell'] as const)[step % 3]
      const asked = { kind, outcome, text: texts[step % texts.length] }
      const want = await slowly(asked)
      for (const from of [0, 3]) {
        const { all, rows } = await subjectsOf(db, 'main', { ...asked, most: 4, from })
        assert.equal(all, want.length, JSON.stringify(asked))
        assert.deepEqual(
          rows.map((r) => r.id),
          want.slice(from, from + 4),
          JSON.stringify(asked),
        )
      }
    }
  })

  it('answer a provision by the latest results alone, each subject once, by name', async () => {
    const { db } = bench.bench
    const provision = 'app-pi-2019#1.3'
    for (const outcome of OUTCOMES) {
      const want = await db
        .selectFrom('determination')
        .innerJoin('subject', 'subject.latest_id', 'determination.result_id')
        .select('subject.id')
        .where('determination.workspace_id', '=', 'main')
        .where('provision', '=', provision)
        .where('outcome', '=', outcome)
        .distinct()
        .execute()
      const got = await subjectsWithOutcome(db, 'main', provision, outcome)
      assert.deepEqual(got.map((s) => s.id).sort(), want.map((s) => s.id).sort())
    }
  })
})
