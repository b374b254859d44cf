import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type AuditOptions, auditOne, auditResult, writeReports } from '../src/cli/audit.ts'
import { judgeTables } from '../src/cli/check.ts'
import { judgeInventory } from '../src/cli/network-check.ts'
import { dayOf } from '../src/cli/options.ts'
import { textStatus } from '../src/cli/text-status.ts'
import type { Result } from '../src/judge/result.ts'
import { keepPictures } from '../src/serve/jobs/pictures.ts'
import type { BlobStore } from '../src/store/state/blobs.ts'
import type { Db } from '../src/store/state/database.ts'
import { makeWorkspace, setMember, WorkspaceGone, workspaceOf } from '../src/store/state/people.ts'
import { keepResult } from '../src/store/state/results.ts'
import { demoCases } from './demo-cases.ts'
import { demoDraws } from './demo-draws.ts'
import { deviceExamples, exampleNames } from './examples/sources.ts'

/** The workspace of the bundled examples: anybody may read it, and it goes with one click. */
export const DEMO = { id: 'demo', name: '示例数据 Demonstration', demo: true }

/** Where the demonstration goes. */
export interface DemoBench {
  readonly db: Db
  readonly store: string
  readonly blobs: BlobStore
}

/** Tables and registers by the names they are shown under. */
const TABLES: Readonly<Record<string, string>> = {
  'loans/loans.yaml': '示例贷款台账',
  'loans/quarters/mapping.yaml': '示例贷款台账（三个季末）',
  'tables/account-register/mapping.yaml': '示例公众账号登记表',
  'tables/product/mapping.yaml': '示例产品功能和售卖页面',
  'tables/programme/mapping.yaml': '示例节目单',
}
const NETWORKS = 'networks/inventory.yaml'
/** A folder whose `shop.run` is a recorded run of the example site. */
const SITE = 'site'

type Format = 'html' | 'json' | 'sarif' | 'md'

/** Judges the bundled examples, writes their reports, and keeps the results in the demonstration of a database. */
export async function demonstrate(
  examples: string,
  reports: string,
  version: string,
  bench?: DemoBench,
): Promise<void> {
  const into = bench && (await hasDemo(bench.db)) ? bench : undefined
  const shown = async (result: Result, formats: readonly Format[] = ['html', 'json', 'md']): Promise<void> => {
    for (const path of await writeReports(result, formats, reports, 'zh')) console.log(path)
    // Somebody may have removed it meanwhile: then nothing more goes into it.
    if (into && (await workspaceOf(into.db, DEMO.id))) await kept(into.db, result)
  }
  // What is clear without an audit comes first: a newcomer sees it at once.
  if (into) await demoCases(into.store, DEMO.id, dayOf({}), join(examples, 'cases/credit.json'))
  if (into) await demoDraws(into, DEMO.id, dayOf({}))
  if (into) await kept(into.db, await audited(earlierIn(examples), version))
  for (const example of examplesIn(examples)) {
    const result = await audited(example, version)
    if (into) await withPictures(into, result, join(examples, SITE))
    await shown(result, ['html', 'json', 'sarif', 'md'])
  }
  for (const [mapping, name] of Object.entries(TABLES)) {
    const found = await judgeTables(join(examples, mapping), undefined, version)
    if ('results' in found) await shown(called(found, basename(dirname(mapping)), name))
  }
  const file = join(examples, NETWORKS)
  const found = await judgeInventory(await readFile(file, 'utf8'), file, undefined, version, dirname(file))
  if ('result' in found) await shown({ ...found.result, results: [...found.result.results] })
}

const kept = (db: Db, result: Result) =>
  keepResult(db, DEMO.id, result).catch((error: unknown) => {
    if (!(error instanceof WorkspaceGone)) throw error
  })

/** A result under a name of its own: the files of several examples are called alike. */
const called = (of: Result, id: string, name: string): Result => ({
  ...of,
  results: of.results.map((r) => ({ ...r, subject: { ...r.subject, id: `${r.subject.kind}:${id}`, name } })),
})

async function audited({ target, options }: Example, version: string): Promise<Result> {
  const asOf = dayOf(options)
  return auditResult(
    [await auditOne(target, options, asOf, await textStatus(options.store, ['app-pi-2019']))],
    asOf,
    version,
  )
}

/** Keeps the pictures of a run that a result speaks of. */
async function withPictures({ db, blobs }: DemoBench, result: Result, folder: string): Promise<void> {
  const operator = await db.selectFrom('account').select('id').where('operator', '=', 1).executeTakeFirst()
  if (operator && (await workspaceOf(db, DEMO.id)))
    await keepPictures({ db, blobs }, { workspace: DEMO.id, account: operator.id }, result, folder)
}

interface Example {
  readonly target: string
  readonly options: AuditOptions
}

/** Packages by themselves, then a mini program, and a page run in a browser. */
const examplesIn = (examples: string): readonly Example[] => [
  ...[
    ...exampleNames(examples).map((name) => ({ name, file: `${name}/${name}.apk` })),
    ...deviceExamples(examples),
  ].map(({ name, file }) => {
    const policy = join(examples, name, 'policy.html')
    return { target: join(examples, file), options: existsSync(policy) ? { policy } : {} }
  }),
  { target: join(examples, 'beside/mini'), options: {} },
  { target: join(examples, SITE, 'shop.run'), options: {} },
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
