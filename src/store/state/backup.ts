import type { Db } from './database.ts'
import { CURRENT } from './migrations.ts'
import type { Tables } from './tables.ts'

/** In an order in which they can be filled. Sessions and links are not kept: who restores signs in anew. */
const KEPT = [
  'workspace',
  'account',
  'member',
  'withheld',
  'identity',
  'token',
  'subject',
  'result',
  'determination',
  'standing',
  'tally',
  'task',
  'task_tally',
  'material',
  'artifact',
  'attestation',
  'exception',
  'draw',
  'draw_log',
  'job',
  'case_file',
  'trail',
] as const satisfies readonly (keyof Tables)[]

/** Every row of one moment, a line each, and the uploads they name. */
export async function dump(db: Db): Promise<{ readonly text: string; readonly artifacts: readonly string[] }> {
  const lines = [JSON.stringify({ version: CURRENT })]
  const artifacts = new Set<string>()
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (within) => {
      for (const table of KEPT)
        for (const row of await within.selectFrom(table).selectAll().execute()) {
          lines.push(JSON.stringify([table, row]))
          if (table === 'artifact') artifacts.add((row as Tables['artifact']).sha256)
        }
    })
  return { text: `${lines.join('\n')}\n`, artifacts: [...artifacts].sort() }
}

/** Puts every row back, all or none. Jobs that ran are taken up anew. Throws for a text of another version. */
export async function load(db: Db, text: string): Promise<void> {
  const [head, ...lines] = text.trimEnd().split('\n')
  const { version } = JSON.parse(head!) as { version: number }
  if (version !== CURRENT) throw new RangeError(`a backup of version ${version}, this guiju has ${CURRENT}`)
  await db.transaction().execute(async (within) => {
    for (const line of lines) {
      const [table, row] = JSON.parse(line) as [(typeof KEPT)[number], Record<string, unknown>]
      if (!KEPT.includes(table)) throw new RangeError(`no table ${String(table)}`)
      const running = table === 'job' && row['state'] === 'running'
      await within
        .insertInto(table)
        .values((running ? { ...row, state: 'queued', owner: null, lease_until: 0 } : row) as never)
        .execute()
    }
  })
}
