import { same } from '../law/text.ts'
import type { ShownException } from '../report/bench/screen.ts'
import { rules } from '../rules/registry.ts'
import { exceptionsEnding, exceptionsOf } from '../store/state/exceptions.ts'
import type { HeldFile } from '../store/state/tables.ts'
import type { Bench } from './bench.ts'

type Row = Awaited<ReturnType<typeof exceptionsOf>>[number]

/** An exception as of a day. */
function shown(row: Row, on: string): ShownException {
  const { withdrawn_at: at } = row
  return {
    id: row.id,
    subject: { id: row.subject_id, name: row.subject },
    rule: row.rule,
    provision: row.provision,
    what: rules.find((r) => r.id === row.rule)?.title ?? same(row.rule),
    basis: row.basis,
    reason: row.reason,
    until: row.until_day,
    maker: row.maker ?? '',
    made: row.made_at,
    state: at !== null ? 'withdrawn' : row.until_day < on ? 'ended' : row.outcome === 'failed' ? 'holds' : 'settled',
    withdrawn: at === null ? null : { by: row.withdrawer ?? '', at },
    evidence: JSON.parse(row.evidence) as HeldFile[],
  }
}

/** What is excepted of a subject, the newest first. */
export const exceptedOf = async ({ db }: Bench, ws: string, subject: string, on: string): Promise<ShownException[]> =>
  (await exceptionsOf(db, ws, subject)).map((row) => shown(row, on))

const MOST_ENDING = 50

/** Exceptions that hold and end up to a day, the earliest first. */
export const endingExceptions = async (
  { db }: Bench,
  ws: string,
  on: string,
  until: string,
): Promise<ShownException[]> => (await exceptionsEnding(db, ws, on, until, MOST_ENDING)).map((row) => shown(row, on))
