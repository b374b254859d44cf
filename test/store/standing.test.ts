import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { OUTCOMES, type Outcome, type Result } from '../../src/judge/result.ts'
import { keepResult, provisionsOf, removeSubject, subjectsWithOutcome } from '../../src/store/state/results.ts'
import { subjectsOf } from '../../src/store/state/subject-list.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

let bench: TestBench
before(async () => {
  bench = await TestBench.open()
  await bench.workspace('main')
})
after(() => bench.close())

/** A result of a subject whose outcomes are drawn from a number. */
function drawn(name: string, seed: number): Result {
  const result = sampleResult()
  const [one] = result.results
  const determinations = one!.determinations.map((d, n) => ({
    ...d,
    outcome: OUTCOMES[(seed * 7 + n * n + (seed % 3)) % 5] as Outcome,
  }))
  const summary = Object.fromEntries(OUTCOMES.map((o) => [o, determinations.filter((d) => d.outcome === o).length]))
  return {
    ...result,
    results: [
      {
        ...one!,
        subject: { ...one!.subject, id: `app.android:${name}` },
        determinations,
        summary: summary as Record<Outcome, number>,
      },
    ],
  }
}

it('counts per provision are those of the latest results, whatever was kept, kept again or removed', async () => {
  const { db } = bench.bench
  let removed = 0
  for (let step = 0; step < 60; step += 1) {
    if (step % 11 === 10) {
      const { rows } = await subjectsOf(db, 'main', { most: 1, from: 0 })
      removed += Number(await removeSubject(db, 'main', rows[0]!.id))
    } else await keepResult(db, 'main', drawn(`s${step % 7}`, step % 13))
    const counted = await provisionsOf(db, 'main')
    for (const p of counted)
      for (const outcome of ['failed', 'cantTell'] as const)
        assert.equal(
          (await subjectsWithOutcome(db, 'main', p.provision, outcome)).length,
          p[outcome],
          `${step} ${p.provision} ${outcome}`,
        )
    const all = await db
      .selectFrom('determination')
      .innerJoin('subject', 'subject.latest_id', 'determination.result_id')
      .select((q) => q.fn.countAll().as('n'))
      .where('outcome', 'in', ['failed', 'cantTell'])
      .executeTakeFirstOrThrow()
    assert.equal(
      counted.reduce((sum, p) => sum + p.failed + p.cantTell, 0),
      Number(all.n),
    )
  }
  assert.ok(removed > 3)
})
