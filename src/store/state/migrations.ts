import { type Kysely, sql, type Transaction } from 'kysely'
import type { Result } from '../../judge/result.ts'
import { foldedOf, numberOf, placeOf } from './subject-text.ts'
import type { Tables } from './tables.ts'
import { TaskMoves } from './task-moves.ts'
import type { Tells } from './upgrade.ts'

export type Flavour = 'sqlite' | 'postgres'
/** @param through told how many subjects were gone through */
type Step = (db: Transaction<Tables>, flavour: Flavour, through: (subjects: number) => void) => Promise<void>

/** In order; a step that was published is never changed. */
const STEPS: readonly Step[] = [first, standings, places, identities, people, outcomes, tasks, excepted, drawn]

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

/**
 * Brings a database up to date, or to an earlier version, each step whole or not at all. Throws `TooNew`.
 * @param tell told how far it is, where the database holds subjects
 */
export async function migrate(db: Kysely<Tables>, flavour: Flavour, to = CURRENT, tell?: Tells): Promise<void> {
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
  if (version >= to) return
  const steps = to - version
  const of = tell && version > 0 ? await subjectsIn(db) : 0
  for (const [index, step] of STEPS.slice(0, to).entries()) {
    if (index < version) continue
    const through = (done: number) => of > 0 && tell?.({ to, step: index + 1 - version, steps, done, of })
    through(0)
    await db.transaction().execute(async (within) => {
      // Two servers that start at once: the second waits here and finds the step taken.
      if (flavour === 'postgres') await sql`lock table migration in exclusive mode`.execute(within)
      const taken = await within
        .selectFrom('migration')
        .select('version')
        .where('version', '=', index + 1)
        .execute()
      if (taken.length > 0) return
      await step(within, flavour, through)
      await within
        .insertInto('migration')
        .values({ version: index + 1, at: Date.now() })
        .execute()
    })
  }
}

const subjectsIn = async (db: Kysely<Tables>): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('subject')
        .select((q) => q.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

/** Subjects gone through at once. */
const BATCH = 100

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

/** What lists and searches read, so that none has to read every subject or result. */
async function places(db: Transaction<Tables>, flavour: Flavour, through: (n: number) => void): Promise<void> {
  await table(db, 'tally', { workspace_id: 'text', kind: 'text', outcome: 'text', n: 'integer' }, [
    ['workspace_id', 'kind', 'outcome'],
  ])
  for (const column of ['failed', 'cant_tell'])
    await db.schema
      .alterTable('subject')
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  await db.schema
    .alterTable('subject')
    .addColumn('folded', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .alterTable('subject')
    .addColumn('n', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('determination').addColumn('place', 'text').execute()
  const known = db.selectFrom('subject').innerJoin('result', 'result.id', 'subject.latest_id')
  const rows = await known
    .select(['subject.id', 'subject.key', 'subject.name', 'subject.latest_id', 'result.failed', 'result.cant_tell'])
    .execute()
  for (const [n, of] of rows.entries()) {
    const { failed, cant_tell } = of
    if (n % BATCH === 0) through(n)
    await db
      .updateTable('subject')
      .set({ failed, cant_tell, folded: foldedOf(of.name, of.key), n: numberOf(of.id) })
      .where('id', '=', of.id)
      .execute()
    await db
      .updateTable('determination')
      .set({ place: placeOf(of.name) })
      .where('result_id', '=', of.latest_id)
      .execute()
  }
  await sql`insert into tally (workspace_id, kind, outcome, n)
    select workspace_id, kind, 'any', count(*) from subject group by workspace_id, kind
    union all select workspace_id, kind, 'failed', count(*) from subject where failed > 0 group by workspace_id, kind
    union all select workspace_id, kind, 'cantTell', count(*) from subject where cant_tell > 0 group by workspace_id, kind`.execute(
    db,
  )
  await db.schema.dropIndex('determination_by_workspace_id_outcome_provision').execute()
  await db.schema.dropIndex('subject_by_workspace_id_changed_at').execute()
  for (const statement of [
    `create index determination_in_order on determination (workspace_id, provision, outcome, place, result_id)
      where place is not null`,
    'create index subject_by_latest_id on subject (latest_id)',
    'create index subject_by_kind on subject (workspace_id, kind, changed_at desc, id)',
    'create index subject_failed on subject (workspace_id, changed_at desc, id) where failed > 0',
    'create index subject_cant_tell on subject (workspace_id, changed_at desc, id) where cant_tell > 0',
    ...(flavour === 'sqlite' ? SEARCH_SQLITE : SEARCH_POSTGRES),
  ])
    await sql.raw(statement).execute(db)
}

const SEARCH_SQLITE = [
  'create index subject_in_order on subject (workspace_id, changed_at desc, id, kind, folded)',
  'create unique index subject_by_n on subject (n)',
  `create virtual table subject_text using
    fts5(folded, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')`,
  'insert into subject_text (rowid, folded) select n, folded from subject',
  `create trigger subject_text_made after insert on subject begin
    insert into subject_text (rowid, folded) values (new.n, new.folded); end`,
  `create trigger subject_text_gone after delete on subject begin
    delete from subject_text where rowid = old.n; end`,
  `create trigger subject_text_changed after update of folded on subject when old.folded <> new.folded begin
    delete from subject_text where rowid = old.n;
    insert into subject_text (rowid, folded) values (new.n, new.folded); end`,
]

/** Where the extension may not be made, a search reads every subject. */
const SEARCH_POSTGRES = [
  'create index subject_in_order on subject (workspace_id, changed_at desc, id)',
  `do $$ begin
    create extension if not exists pg_trgm;
    create index subject_text on subject using gin (folded gin_trgm_ops);
  exception when others then null; end $$`,
]

/** Accounts that an identity provider vouches for. */
async function identities(db: Transaction<Tables>): Promise<void> {
  await table(
    db,
    'identity',
    { issuer: 'text', subject: 'text', account_id: 'text', made_at: 'bigint', seen_at: 'bigint' },
    [['issuer', 'subject']],
  )
  await table(db, 'flow', { hash: 'text', account_id: 'text?', to_path: 'text', ends_at: 'bigint' }, [['hash']])
  await db.schema.createIndex('identity_by_account_id').on('identity').column('account_id').execute()
  await db.schema.alterTable('session').addColumn('id_token', 'text').execute()
}

/** Where a role comes from, where a session was opened, and what was attested when. */
async function people(db: Transaction<Tables>): Promise<void> {
  await db.schema.alterTable('member').addColumn('source', 'text').execute()
  await db.schema.alterTable('session').addColumn('agent', 'text').execute()
  await table(db, 'withheld', { workspace_id: 'text', account_id: 'text', at: 'bigint' }, [
    ['workspace_id', 'account_id'],
  ])
  await table(
    db,
    'attestation',
    {
      id: 'text',
      workspace_id: 'text',
      subject_id: 'text',
      result_id: 'text',
      job_id: 'text',
      account_id: 'text',
      by_name: 'text',
      on_day: 'text',
      answers: 'text',
      evidence: 'text',
      made_at: 'bigint',
    },
    [['id']],
  )
  await db.schema
    .createIndex('attestation_by_subject')
    .on('attestation')
    .columns(['workspace_id', 'subject_id', 'made_at'])
    .execute()
}

/** A list with an outcome is read from an index alone. */
async function outcomes(db: Transaction<Tables>): Promise<void> {
  for (const [name, columns] of [
    ['subject_by_kind', '(workspace_id, kind, changed_at desc, id, failed, cant_tell)'],
    ['subject_failed', '(workspace_id, changed_at desc, id, failed) where failed > 0'],
    ['subject_cant_tell', '(workspace_id, changed_at desc, id, cant_tell) where cant_tell > 0'],
  ] as const) {
    await db.schema.dropIndex(name).execute()
    await sql.raw(`create index ${name} on subject ${columns}`).execute(db)
  }
}

/** What is still to be done over the latest results. */
async function tasks(db: Transaction<Tables>, _: Flavour, through: (n: number) => void): Promise<void> {
  await table(
    db,
    'task',
    {
      workspace_id: 'text',
      subject_id: 'text',
      n: 'integer',
      result_id: 'text',
      kind: 'text',
      of: 'text',
      role: 'text',
      material: 'text',
      provisions: 'text',
      facts: 'text',
      due: 'text?',
      place: 'text',
    },
    [['subject_id', 'n']],
  )
  await table(
    db,
    'task_tally',
    { workspace_id: 'text', kind: 'text', of: 'text', role: 'text', provision: 'text', dated: 'integer', n: 'integer' },
    [['workspace_id', 'kind', 'of', 'role', 'provision', 'dated']],
  )
  await table(
    db,
    'material',
    { workspace_id: 'text', id: 'text', kind: 'text', zh: 'text', en: 'text', n: 'integer' },
    [['workspace_id', 'id']],
  )
  for (const statement of [
    'create index task_in_order on task (workspace_id, place, subject_id, n)',
    'create index task_by_kind on task (workspace_id, kind, place, subject_id, n)',
    'create index task_by_of on task (workspace_id, "of", place, subject_id, n)',
    'create index task_by_material on task (workspace_id, material, place, subject_id, n)',
    'create index task_by_due on task (workspace_id, due, place, subject_id, n) where due is not null',
    'create index material_by_n on material (workspace_id, n desc, id)',
  ])
    await sql.raw(statement).execute(db)
  const moves = new Map<string, TaskMoves>()
  let gone = 0
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('subject')
      .innerJoin('result', 'result.id', 'subject.latest_id')
      .select(['subject.id', 'subject.workspace_id', 'subject.name', 'result.id as result', 'result.body'])
      .where('subject.id', '>', after)
      .orderBy('subject.id')
      .limit(BATCH)
      .execute()
    for (const { id, workspace_id, name, result, body } of rows) {
      const own = moves.get(workspace_id) ?? new TaskMoves(workspace_id)
      moves.set(workspace_id, own)
      const one = (JSON.parse(body) as Partial<Result>).results?.[0]
      if (one) await own.come(db, { subject: id, result, place: placeOf(name) }, one)
    }
    const last = rows.at(-1)
    if (!last) break
    after = last.id
    gone += rows.length
    through(gone)
  }
  for (const own of moves.values()) await own.settle(db)
}

/** Findings that are not put right for the time being. */
async function excepted(db: Transaction<Tables>): Promise<void> {
  await table(
    db,
    'exception',
    {
      id: 'text',
      workspace_id: 'text',
      subject_id: 'text',
      rule: 'text',
      provision: 'text',
      basis: 'text',
      reason: 'text',
      until_day: 'text',
      evidence: 'text',
      account_id: 'text',
      made_at: 'bigint',
      withdrawn_by: 'text?',
      withdrawn_at: 'bigint?',
    },
    [['id']],
  )
  for (const [name, columns] of [
    ['exception_by_subject', ['workspace_id', 'subject_id', 'made_at']],
    ['exception_by_end', ['workspace_id', 'until_day']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('exception')
      .columns([...columns])
      .execute()
}

/** Draws with their logs, so that every server of a database has them. */
async function drawn(db: Transaction<Tables>): Promise<void> {
  await table(db, 'draw', { workspace_id: 'text', commitment: 'text', body: 'text' }, [['workspace_id', 'commitment']])
  await table(db, 'draw_log', { workspace_id: 'text', body: 'text' }, [['workspace_id']])
}
