import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { OUTCOMES, type Outcome, type Result } from '../../src/judge/result.ts'
import { type Db, openState } from '../../src/store/state/database.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'
import { keepResult, removeSubject, subjectsWithOutcome } from '../../src/store/state/results.ts'
import { type SubjectAsked, subjectsOf } from '../../src/store/state/subject-list.ts'
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

/** In memory or on a server, and in a file, where long lists are walked a stride at a time. */
const WHERE: readonly (readonly [where: string, stride: number, open: () => Promise<Opened>])[] = [
  ['', 4000, inBench],
  [' in a file, a few at a time', 3, inFile],
]

interface Opened {
  readonly db: Db
  close(): Promise<void>
}

async function inBench(): Promise<Opened> {
  const bench = await TestBench.open()
  return { db: bench.bench.db, close: () => bench.close() }
}

async function inFile(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-lists-'))
  const state = await openState(folder)
  return {
    db: state.db,
    async close() {
      await state.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

for (const [where, stride, open] of WHERE)
  describe(`lists of subjects${where}`, () => {
    let opened: Opened
    before(async () => {
      opened = await open()
      for (const id of ['main', 'other']) await makeWorkspace(opened.db, { id, name: id })
    })
    after(() => opened.close())

    /** The same by reading every row. */
    async function slowly(asked: Omit<SubjectAsked, 'most' | 'from'>): Promise<string[]> {
      const rows = await opened.db
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
      const { db } = opened
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
        for (const from of [0, 3, 8, 100]) {
          const { all, rows } = await subjectsOf(db, 'main', { ...asked, most: 4, from }, stride)
          assert.equal(all, want.length, JSON.stringify(asked))
          assert.deepEqual(
            rows.map((r) => r.id),
            want.slice(from, from + 4),
            JSON.stringify(asked),
          )
        }
      }
    })

    it('that are walked while subjects are added are those of one moment', async () => {
      const { db } = opened
      for (const [n, text] of [undefined, 'e', '商', 'com.example', 'nobody'].entries()) {
        const before = await slowly({ text })
        const [found] = await Promise.all([
          subjectsOf(db, 'main', { text, most: 5, from: 9 }, stride),
          keepResult(db, 'main', drawn(100 + n, 1)),
        ])
        const moments = [before, await slowly({ text })].map((ids) => ids.slice(9, 14))
        const rows = found.rows.map((r) => r.id)
        assert.ok(
          moments.some((ids) => isDeepStrictEqual(ids, rows)),
          `${text}: ${rows}`,
        )
      }
    })

    it('answer a provision by the latest results alone, each subject once, by name', async () => {
      const { db } = opened
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
