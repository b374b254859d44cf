/**
 * Fills a store with subjects and their results, by the store's own code, a hundred to a transaction.
 * `node bench/server/fill.ts <store> [subjects] [database]`; by default 100,000 subjects with 30 determinations each.
 */

import type { Determination, Outcome, Result, SubjectKind } from '../../src/judge/result.ts'
import { openInLedger, workspacePlace } from '../../src/store/case-ledger.ts'
import { openState } from '../../src/store/state/database.ts'
import { makeAccount, makeWorkspace, setMember } from '../../src/store/state/people.ts'
import { keepWithin } from '../../src/store/state/results.ts'
import { emptyCase, NOTICE, propose } from '../../test/support/kept-case.ts'
import { sampleApp, sampleResult } from '../../test/support/sample-result.ts'

const PER_SUBJECT = 30
const CASES = 40
const BATCH = 100
const KINDS: readonly SubjectKind[] = ['app.android', 'app.ios', 'app.harmony', 'app.mini-program', 'app.web']
const WORDS = ['支付', '商城', '地图', '出行', '健康', '阅读', '音乐', '外卖', '课堂', '租房', '相机', '天气'] as const
const LATIN = ['pay', 'shop', 'map', 'ride', 'care', 'read', 'tune', 'meal', 'class', 'home', 'lens', 'sky'] as const
const OUTCOMES: readonly Outcome[] = [
  'passed',
  'passed',
  'passed',
  'cantTell',
  'cantTell',
  'failed',
  'inapplicable',
  'untested',
]

/** The same numbers every time. */
function drawer(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** The subject of a number: what a reader asks for is made from the same. */
export function nameOf(n: number): { readonly name: string; readonly key: string; readonly kind: SubjectKind } {
  const [a, b] = [n % WORDS.length, Math.floor(n / WORDS.length) % WORDS.length]
  const kind = KINDS[n % KINDS.length]!
  return { name: `${WORDS[a]}${WORDS[b]}${n}`, key: `${kind}:cn.${LATIN[a]}.${LATIN[b]}${n}`, kind }
}

const sample = sampleResult()
const { problems: _, ...whole } = sampleApp({ evidence: 1 })

export function resultOf(n: number): Result {
  const draw = drawer(n + 1)
  const { name, key, kind } = nameOf(n)
  const determinations = whole.determinations.slice(0, PER_SUBJECT).map(
    (d): Determination => ({
      ...d,
      outcome: OUTCOMES[draw(OUTCOMES.length)]!,
      evidence: d.evidence.slice(0, 1),
      needs: d.needs.slice(0, 1),
      leads: d.leads.slice(0, 1),
    }),
  )
  const summary = { failed: 0, passed: 0, cantTell: 0, inapplicable: 0, untested: 0 }
  for (const { outcome } of determinations) summary[outcome] += 1
  const subject = { ...whole.subject, kind, id: key, name, version: `${1 + draw(9)}.${draw(20)}.${draw(50)}` }
  return { ...sample, results: [{ ...whole, subject, determinations, summary }] }
}

export interface Filled {
  readonly workspace: string
  readonly subjects: number
  readonly determinations: number
}

/** Fills what is not filled yet, and says how much there is. */
export async function fill(store: string, subjects: number, database?: string): Promise<Filled> {
  const state = await openState(store, database)
  const { db } = state
  const workspace = 'main'
  try {
    const account = await makeAccount(db, 'admin', true)
    if (account) {
      await makeWorkspace(db, { id: workspace, name: '默认工作区 Default' })
      await setMember(db, workspace, account.id, 'owner')
    }
    const count = async (table: 'subject' | 'determination') =>
      Number(
        (
          await db
            .selectFrom(table)
            .select((q) => q.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    for (let n = await count('subject'); n < subjects; n += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, subjects - n) }, (_, i) => resultOf(n + i))
      await db.transaction().execute((within) => keepWithin(within, workspace, batch, null))
      if ((n / BATCH) % 50 === 0) process.stderr.write(`${n} subjects\n`)
    }
    for (let n = 0; n < CASES; n += 1) {
      const place = workspacePlace(store, workspace, `case-${n}`)
      const opened = await openInLedger(store, place, {
        ...emptyCase(`case-${n}`),
        facts: { id: `case-${n}`, side: 'organ' },
      }).then(
        () => true,
        () => false,
      )
      if (opened) await propose(store, place, NOTICE)
    }
    return { workspace, subjects: await count('subject'), determinations: await count('determination') }
  } finally {
    await state.close()
  }
}

const [, own, store, subjects = '100000', database] = process.argv
if (own && import.meta.filename === own && store)
  console.log(JSON.stringify(await fill(store, Number(subjects), database)))
