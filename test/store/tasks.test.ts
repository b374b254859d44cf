import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { OUTCOMES, type Outcome, type Result } from '../../src/judge/result.ts'
import { tasksOf } from '../../src/report/tasks.ts'
import { bodyOf, keepResult, removeSubject, resultOf } from '../../src/store/state/results.ts'
import { materialsOf, type TasksAsked, taskCounts, workspaceTasks } from '../../src/store/state/tasks.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

const KINDS = ['app.android', 'network', 'account-register'] as const

/** A result whose outcomes, needs and leads are drawn from numbers. */
function drawn(subject: number, seed: number): Result {
  const result = sampleResult()
  const [one] = result.results
  const kind = KINDS[subject % KINDS.length]!
  const determinations = one!.determinations.slice(0, 8).map((d, n) => ({
    ...d,
    ...(kind === 'network' ? { provision: `mlps-cii-2020#2.${1 + (n % 5)}`, rule: `mlps-cii-2020#2.${n}` } : {}),
    outcome: OUTCOMES[(seed * 7 + n * n) % 5] as Outcome,
    needs: [0, 1].map((m) => ({
      fact: `app.f${(seed + m) % 4}`,
      how: {
        zh: `${(seed + n * m) % 3 === 0 ? '由负责人 --attest' : '提供材料'} ${(seed + n) % 5}`,
        en: `give ${n % 5}`,
      },
    })),
    leads: seed % 3 === n % 3 ? [{ what: { zh: `线索${subject}-${seed % 4}\u0000`, en: 'lead' }, evidence: [] }] : [],
  }))
  const summary = Object.fromEntries(OUTCOMES.map((o) => [o, determinations.filter((d) => d.outcome === o).length]))
  const of = { ...one!.subject, kind, id: `${kind}:s${subject}`, name: `名称 ${subject % 5}` }
  return { ...result, results: [{ ...one!, subject: of, determinations, summary: summary as Record<Outcome, number> }] }
}

describe('what is to be done over all subjects', () => {
  let bench: TestBench
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
  })
  after(() => bench.close())

  /** The same from the latest result of every subject. */
  async function slowly(): Promise<
    readonly { subject: string; of: string; kind: string; say: string; provisions: string[] }[]
  > {
    const { db } = bench.bench
    const subjects = await db.selectFrom('subject').selectAll().where('workspace_id', '=', 'main').execute()
    const found = []
    for (const { id, latest_id } of subjects) {
      const [one] = bodyOf((await resultOf(db, 'main', latest_id))!).results
      for (const t of tasksOf(one!))
        found.push({
          subject: id,
          of: one!.subject.kind as string,
          kind: t.kind as string,
          say: t.say.zh.replaceAll('\u0000', '\ufffd'),
          provisions: [...new Set(t.settles.map((d) => d.provision))],
        })
    }
    return found
  }
  const line = (t: { subject: string; kind: string; say: string; provisions: readonly string[] }) =>
    [t.subject, t.kind, t.say, ...t.provisions].join('|')

  it('is that of the latest results, by whatever filter and page, whatever was kept, kept again or removed', async () => {
    const { db } = bench.bench
    let seen = 0
    for (let step = 0; step < 60; step += 1) {
      if (step % 9 === 8) {
        const one = await db.selectFrom('subject').select('id').where('workspace_id', '=', 'main').limit(1).execute()
        await removeSubject(db, 'main', one[0]!.id)
      } else {
        await keepResult(db, 'main', drawn(step % 11, step % 17))
        await keepResult(db, 'other', drawn(step % 7, step))
      }
      const all = await slowly()
      const asked: TasksAsked = [
        {},
        { kind: 'attest' },
        { of: 'network' },
        { provision: 'app-pi-2019#1.2' },
        { provision: 'mlps-cii-2020#2.1', kind: 'evidence' },
        { role: 'app-operator' },
        { subject: all[0]?.subject ?? '' },
        { dated: true },
      ][step % 8]!
      const want = all.filter(
        (t) =>
          (!asked.kind || t.kind === asked.kind) &&
          (!asked.of || t.of === asked.of) &&
          (!asked.subject || t.subject === asked.subject) &&
          (!asked.provision || t.provisions.includes(asked.provision)) &&
          (asked.role === undefined || t.provisions[0]!.startsWith('app-pi-2019')) &&
          !asked.dated,
      )
      const got = []
      for (let from = 0; ; from += 7) {
        const page = await workspaceTasks(db, 'main', asked, { most: 7, from })
        assert.equal(page.all, want.length, JSON.stringify(asked))
        got.push(
          ...page.rows.map((r) =>
            line({ subject: r.subject_id, kind: r.kind, say: r.zh, provisions: r.provisions.trim().split(' ') }),
          ),
        )
        if (page.rows.length < 7) break
      }
      assert.deepEqual(got.toSorted(), want.map(line).toSorted(), JSON.stringify(asked))
      seen += got.length
      const { kind } = await taskCounts(db, 'main', {})
      for (const [id, n] of kind) assert.equal(n, all.filter((t) => t.kind === id).length)
    }
    assert.ok(seen > 100)
  })

  it('a text stands with the number of subjects it is asked of, and is gone with the last of them', async () => {
    const { db } = bench.bench
    const texts = new Map<string, number>()
    for (const { kind, say } of await slowly()) texts.set(`${kind} ${say}`, (texts.get(`${kind} ${say}`) ?? 0) + 1)
    const rows = await db.selectFrom('material').selectAll().where('workspace_id', '=', 'main').execute()
    // One text may be kept twice where its English differs.
    const kept = new Map<string, number>()
    for (const { kind, zh, n } of rows) kept.set(`${kind} ${zh}`, (kept.get(`${kind} ${zh}`) ?? 0) + n)
    assert.deepEqual([...kept].sort(), [...texts].sort())
    const [most] = await materialsOf(db, 'main', 1)
    assert.equal((await workspaceTasks(db, 'main', { material: most!.id }, { most: 200, from: 0 })).all, most!.n)
    for (const { id } of await db.selectFrom('subject').select('id').where('workspace_id', '=', 'main').execute())
      await removeSubject(db, 'main', id)
    assert.deepEqual(await db.selectFrom('material').selectAll().where('workspace_id', '=', 'main').execute(), [])
    assert.equal((await workspaceTasks(db, 'main', {}, { most: 10, from: 0 })).all, 0)
    assert.ok((await workspaceTasks(db, 'other', {}, { most: 10, from: 0 })).all > 0)
  })
})
