import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DUE_KINDS, type NetworkBoard } from '../../src/judge/board.ts'
import { OUTCOMES, type Outcome, type Result } from '../../src/judge/result.ts'
import { tasksOf } from '../../src/report/tasks.ts'
import { bodyOf, keepResult, removeSubject, resultOf } from '../../src/store/state/results.ts'
import { materialsOf, type TasksAsked, taskCounts, workspaceTasks } from '../../src/store/state/tasks.ts'
import { TestBench } from '../support/bench.ts'
import { sampleResult } from '../support/sample-result.ts'

const KINDS = ['app.android', 'network', 'account-register'] as const

/** Days that are not in order, some of them those of other networks. */
const boardOf = (seed: number): NetworkBoard => ({
  asOf: '2026-11-23',
  networks: [{ id: 'n', name: '办公网', steps: [], classes: [] }],
  dues: DUE_KINDS.slice(0, 1 + (seed % 4)).map((kind, n) => {
    const day = `2026-12-${10 + ((seed * 5 + n * 3) % 7)}`
    return { network: 'n', kind, what: { zh: `事项${n}`, en: `matter ${n}` }, day, workday: day, provisional: false }
  }),
  work: [],
  months: [],
  columns: [],
  ages: [],
})

/** A result whose outcomes, needs, leads and days are drawn from numbers. */
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
  const drawn = { ...one!, subject: of, determinations, summary: summary as Record<Outcome, number> }
  return { ...result, results: [kind === 'network' ? { ...drawn, board: boardOf(seed) } : drawn] }
}

describe('what is to be done over all subjects', () => {
  let bench: TestBench
  before(async () => {
    bench = await TestBench.open()
    for (const ws of ['main', 'other']) await bench.workspace(ws)
  })
  after(() => bench.close())

  interface Slow {
    readonly subject: string
    readonly place: string
    readonly of: string
    readonly kind: string
    readonly say: string
    readonly due: string
    readonly provisions: readonly string[]
  }
  /** The same from the latest result of every subject, by name. */
  async function slowly(): Promise<readonly Slow[]> {
    const { db } = bench.bench
    const subjects = await db.selectFrom('subject').selectAll().where('workspace_id', '=', 'main').execute()
    const found: Slow[] = []
    for (const { id, name, latest_id } of subjects) {
      const [one] = bodyOf((await resultOf(db, 'main', latest_id))!).results
      for (const t of tasksOf(one!))
        found.push({
          subject: id,
          place: `${name} ${id}`,
          of: one!.subject.kind as string,
          kind: t.kind as string,
          say: t.say.zh.replaceAll('\u0000', '\ufffd'),
          due: t.due ?? '',
          provisions: [...new Set(t.settles.map((d) => d.provision))],
        })
    }
    return inOrder(found, (t) => t.place)
  }
  const inOrder = <T>(all: readonly T[], by: (one: T) => string): T[] =>
    all.toSorted((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0))
  const line = (t: { subject: string; kind: string; say: string; provisions: readonly string[] }) =>
    [t.subject, t.kind, t.say, ...t.provisions].join('|')

  it('is that of the latest results, by whatever filter and page, whatever was kept, kept again or removed', async () => {
    const { db } = bench.bench
    let seen = 0
    let dated = 0
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
          (asked.role === undefined || t.provisions[0]?.startsWith('app-pi-2019')) &&
          (!asked.dated || t.due !== ''),
      )
      const got = []
      for (let from = 0; ; from += 7) {
        const page = await workspaceTasks(db, 'main', asked, { most: 7, from })
        assert.equal(page.all, want.length, JSON.stringify(asked))
        got.push(
          ...page.rows.map((r) =>
            line({
              subject: r.subject_id,
              kind: r.kind,
              say: r.zh,
              provisions: r.provisions.split(' ').filter(Boolean),
            }),
          ),
        )
        if (page.rows.length < 7) break
      }
      const order = asked.dated ? inOrder(want, (t) => t.due) : want
      assert.deepEqual(got, order.map(line), JSON.stringify(asked))
      seen += got.length
      if (asked.dated) dated += got.length
      const { kind } = await taskCounts(db, 'main', {})
      for (const [id, n] of kind) assert.equal(n, all.filter((t) => t.kind === id).length)
    }
    assert.ok(seen > 100 && dated > 10)
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
