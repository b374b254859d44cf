import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { consider, replay } from '../src/cases/fold.ts'
import { inspection2018 } from '../src/cases/procedures/inspection-2018.ts'
import { type AuditOptions, auditOne, auditResult, writeReports } from '../src/cli/audit.ts'
import { judgeTables } from '../src/cli/check.ts'
import { dayOf } from '../src/cli/options.ts'
import { textStatus } from '../src/cli/text-status.ts'
import type { Result } from '../src/judge/result.ts'
import { addDays } from '../src/law/day.ts'
import { KeptError, openInLedger, takeStep, workspacePlace } from '../src/store/case-ledger.ts'
import type { Db } from '../src/store/state/database.ts'
import { makeWorkspace, setMember, workspaceOf } from '../src/store/state/people.ts'
import { keepResult } from '../src/store/state/results.ts'
import { deviceExamples, exampleNames } from './examples/sources.ts'

/** The workspace of the bundled examples: anybody may read it, and it goes with one click. */
export const DEMO = { id: 'demo', name: '示例数据 Demonstration', demo: true }

/** Judges the bundled examples, writes their reports, and keeps the results in the demonstration of a database. */
export async function demonstrate(
  examples: string,
  reports: string,
  version: string,
  bench?: { readonly db: Db; readonly store: string },
): Promise<void> {
  const { db } = bench ?? {}
  const into = db && (await hasDemo(db)) ? db : undefined
  if (into) await keepResult(into, DEMO.id, await audited(earlierIn(examples), version))
  for (const example of examplesIn(examples)) await shown(await audited(example, version), reports, into)
  if (into && bench) await demoCase(bench.store, dayOf({}))
  const book = await judgeTables(join(examples, 'loans/loans.yaml'), undefined, version)
  if ('results' in book) await shown(book, reports, into, ['html', 'json', 'md'])
}

async function audited({ target, options }: Example, version: string): Promise<Result> {
  const asOf = dayOf(options)
  return auditResult(
    [await auditOne(target, options, asOf, await textStatus(options.store, ['app-pi-2019']))],
    asOf,
    version,
  )
}

/** An invented inspection: one step was refused and stays on record, the re-inspection is still to come. */
async function demoCase(store: string, on: string): Promise<void> {
  const by = 'organ:示例支队'
  const notice = {
    organLevel: 'county',
    department: 'network-security',
    placeCompetent: true,
    scope: '第十条、第十一条所列事项',
  }
  const id = '示例-检查-1'
  const events = [
    { type: 'notice', at: '2026-09-07', by, data: notice },
    { type: 'inspection', at: '2026-09-08', by, data: { officers: 1, cardShown: true, noticeShown: true } },
    { type: 'inspection', at: '2026-09-09', by, data: { officers: 2, cardShown: true, noticeShown: true } },
    { type: 'record', at: '2026-09-09', by, data: { of: 'on-site', officersSigned: 2, operatorSigned: true } },
    { type: 'order', at: '2026-09-28', by, data: { until: addDays(on, 5), minor: true } },
  ]
  const place = workspacePlace(store, DEMO.id, id)
  const facts = { id, side: 'organ', operator: '示例公司' }
  try {
    await openInLedger(store, place, { schema: 'guiju/case/1', procedure: inspection2018.id, facts, events: [] })
  } catch (error) {
    if (error instanceof KeptError && error.why === 'exists') return
    throw error
  }
  for (const event of events)
    await takeStep(store, place, (file) => {
      const step = consider(replay(inspection2018, file), event)
      return { event: { ...step.event, outcome: step.outcome }, value: step }
    })
}

async function shown(
  result: Result,
  reports: string,
  db: Db | undefined,
  formats: readonly ('html' | 'json' | 'sarif' | 'md')[] = ['html', 'json', 'sarif', 'md'],
): Promise<void> {
  for (const path of await writeReports(result, formats, reports, 'zh')) console.log(path)
  if (db) await keepResult(db, DEMO.id, result)
}

interface Example {
  readonly target: string
  readonly options: AuditOptions
}

/** Packages by themselves, then a mini program and a page known by the capture of its traffic. */
const examplesIn = (examples: string): readonly Example[] => [
  ...[
    ...exampleNames(examples).map((name) => ({ name, file: `${name}/${name}.apk` })),
    ...deviceExamples(examples),
  ].map(({ name, file }) => {
    const policy = join(examples, name, 'policy.html')
    return { target: join(examples, file), options: existsSync(policy) ? { policy } : {} }
  }),
  { target: join(examples, 'beside/mini'), options: {} },
  { target: join(examples, 'beside/capture.har'), options: {} },
]

/** An app with the policy it had before, so that there is something to compare. */
const earlierIn = (examples: string): Example => ({
  target: join(examples, 'clean/clean.apk'),
  options: { policy: join(examples, 'beside/policy-before.html') },
})

/** Makes the demonstration of a new database. False where a person has removed it. */
async function hasDemo(db: Db): Promise<boolean> {
  if (await workspaceOf(db, DEMO.id)) return true
  const removed = await db.selectFrom('trail').select('position').where('workspace_id', '=', DEMO.id).limit(1).execute()
  if (removed.length > 0) return false
  await makeWorkspace(db, DEMO)
  const operator = await db.selectFrom('account').select('id').where('operator', '=', 1).executeTakeFirst()
  if (operator) await setMember(db, DEMO.id, operator.id, 'owner')
  return true
}
