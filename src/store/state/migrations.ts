import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Flavour = 'sqlite' | 'postgres'
type Step = (db: Transaction<Tables>, flavour: Flavour) => Promise<void>

/** In order; a step that was published is never changed. */
const STEPS: readonly Step[] = [first, standings]

/** The version a database has when every step was taken. */
export const CURRENT = STEPS.length

/** A database written by a later guiju. */
export class TooNew extends Error {
  readonly version: number
  constructor(version: number) {
    super(`the database has version ${version}, this guiju knows ${CURRENT}`)
    this.name = 'TooNew'
    this.version = version
  }
}

/** Brings a database up to date, each step whole or not at all. Throws `TooNew`. */
export async function migrate(db: Kysely<Tables>, flavour: Flavour): Promise<void> {
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('version', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  const { at: from } = await db
    .selectFrom('migration')
    .select((q) => q.fn.max('version').as('at'))
    .executeTakeFirstOrThrow()
  const version = Number(from ?? 0)
  if (version > CURRENT) throw new TooNew(version)
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue
    await db.transaction().execute(async (within) => {
      // Two servers that start at once: the second waits here and finds the step taken.
      if (flavour === 'postgres') await sql`lock table migration in exclusive mode`.execute(within)
      const taken = await within
        .selectFrom('migration')
        .select('version')
        .where('version', '=', index + 1)
        .execute()
      if (taken.length > 0) return
      await step(within, flavour)
      await within
        .insertInto('migration')
        .values({ version: index + 1, at: Date.now() })
        .execute()
    })
  }
}

type Column = 'text' | 'integer' | 'bigint'
/** `name: type`, with a question mark where it may be null. */
type Columns = Readonly<Record<string, Column | `${Column}?`>>

async function table(
  db: Transaction<Tables>,
  name: string,
  columns: Columns,
  keys: readonly (readonly string[])[],
): Promise<void> {
  let make = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const plain = type.replace('?', '') as Column
    make = make.addColumn(column, plain, (c) => (type.endsWith('?') ? c : c.notNull()))
  }
  const [primary, ...unique] = keys
  make = make.addPrimaryKeyConstraint(`${name}_key`, primary as never)
  for (const [n, key] of unique.entries()) make = make.addUniqueConstraint(`${name}_once_${n + 1}`, key as never)
  await make.execute()
}

async function first(db: Transaction<Tables>, flavour: Flavour): Promise<void> {
  await table(db, 'workspace', { id: 'text', name: 'text', demo: 'integer', separated: 'integer', made_at: 'bigint' }, [
    ['id'],
  ])
  await table(
    db,
    'account',
    {
      id: 'text',
      name: 'text',
      password: 'text?',
      operator: 'integer',
      failures: 'integer',
      locked_until: 'bigint',
      disabled: 'integer',
      made_at: 'bigint',
    },
    [['id'], ['name']],
  )
  await table(db, 'member', { workspace_id: 'text', account_id: 'text', role: 'text', since: 'bigint' }, [
    ['workspace_id', 'account_id'],
  ])
  await table(
    db,
    'session',
    { hash: 'text', account_id: 'text', csrf: 'text', made_at: 'bigint', seen_at: 'bigint', ends_at: 'bigint' },
    [['hash']],
  )
  await table(db, 'link', { hash: 'text', account_id: 'text', ends_at: 'bigint', used_at: 'bigint?' }, [['hash']])
  await table(
    db,
    'token',
    {
      id: 'text',
      hash: 'text',
      workspace_id: 'text',
      account_id: 'text',
      name: 'text',
      scopes: 'text',
      made_at: 'bigint',
      ends_at: 'bigint',
      used_at: 'bigint?',
      revoked_at: 'bigint?',
    },
    [['id'], ['hash']],
  )
  await table(
    db,
    'subject',
    {
      id: 'text',
      workspace_id: 'text',
      key: 'text',
      kind: 'text',
      name: 'text',
      latest_id: 'text',
      changed_at: 'bigint',
    },
    [['id'], ['workspace_id', 'key']],
  )
  await table(
    db,
    'result',
    {
      id: 'text',
      workspace_id: 'text',
      subject_id: 'text',
      job_id: 'text?',
      digest: 'text',
      as_of: 'text',
      version: 'text',
      made_at: 'bigint',
      failed: 'integer',
      passed: 'integer',
      cant_tell: 'integer',
      inapplicable: 'integer',
      untested: 'integer',
      body: 'text',
    },
    [['id'], ['subject_id', 'digest']],
  )
  await table(
    db,
    'determination',
    {
      result_id: 'text',
      workspace_id: 'text',
      position: 'integer',
      rule: 'text',
      provision: 'text',
      outcome: 'text',
      leads: 'integer',
    },
    [['result_id', 'position']],
  )
  await table(
    db,
    'artifact',
    { workspace_id: 'text', sha256: 'text', name: 'text', bytes: 'bigint', account_id: 'text', made_at: 'bigint' },
    [['workspace_id', 'sha256']],
  )
  await table(
    db,
    'job',
    {
      id: 'text',
      workspace_id: 'text',
      account_id: 'text',
      kind: 'text',
      state: 'text',
      input: 'text',
      attempt: 'integer',
      owner: 'text?',
      lease_until: 'bigint',
      progress: 'text',
      error: 'text?',
      results: 'text?',
      made_at: 'bigint',
      started_at: 'bigint?',
      ended_at: 'bigint?',
    },
    [['id']],
  )
  await table(
    db,
    'case_file',
    {
      workspace_id: 'text',
      id: 'text',
      procedure: 'text',
      revision: 'integer',
      body: 'text',
      made_at: 'bigint',
      changed_at: 'bigint',
    },
    [['workspace_id', 'id']],
  )
  await table(
    db,
    'trail',
    {
      workspace_id: 'text',
      position: 'integer',
      at: 'bigint',
      actor: 'text',
      action: 'text',
      object: 'text',
      hash: 'text',
    },
    [['workspace_id', 'position']],
  )
  for (const [on, columns] of [
    ['member', ['account_id']],
    ['session', ['account_id']],
    ['token', ['workspace_id']],
    ['subject', ['workspace_id', 'changed_at']],
    ['result', ['subject_id', 'made_at']],
    ['result', ['job_id']],
    ['determination', ['workspace_id', 'outcome', 'provision']],
    ['job', ['state', 'made_at']],
    ['job', ['workspace_id', 'made_at']],
  ] as const)
    await db.schema
      .createIndex(`${on}_by_${columns.join('_')}`)
      .on(on)
      .columns([...columns])
      .execute()
  await guardTrail(db, flavour)
}

/** A line of the trail is written once: the database itself refuses to change or delete it. */
async function guardTrail(db: Transaction<Tables>, flavour: Flavour): Promise<void> {
  if (flavour === 'sqlite') {
    for (const [name, verb] of [
      ['trail_stays_as_written', 'update'],
      ['trail_stays', 'delete'],
    ] as const)
      await sql`create trigger ${sql.raw(name)} before ${sql.raw(verb)} on trail
        begin select raise(abort, 'the trail is never changed'); end`.execute(db)
    return
  }
  await sql`create function trail_stays() returns trigger language plpgsql as
    'begin raise exception ''the trail is never changed''; end'`.execute(db)
  await sql`create trigger trail_stays before update or delete on trail
    for each row execute function trail_stays()`.execute(db)
}

/** Counts per provision, so that none has to read every determination. */
async function standings(db: Transaction<Tables>): Promise<void> {
  await table(db, 'standing', { workspace_id: 'text', provision: 'text', outcome: 'text', n: 'integer' }, [
    ['workspace_id', 'provision', 'outcome'],
  ])
  await sql`insert into standing (workspace_id, provision, outcome, n)
    select d.workspace_id, d.provision, d.outcome, count(*) from determination d
    join subject s on s.latest_id = d.result_id
    where d.outcome in ('failed', 'cantTell') group by d.workspace_id, d.provision, d.outcome`.execute(db)
}
