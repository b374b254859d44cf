import { kindOfResult } from '../store/state/results.ts'
import type { Bench } from './bench.ts'
import type { Principal, Standing } from './principal.ts'

/** Borrowers, holders of accounts, people in key posts, parties and officers. */
const OF_PEOPLE: ReadonlySet<string> = new Set([
  'loan-book',
  'account-register',
  'network',
  'organisation',
  'credit-case',
  'inspection',
])

export const isOfPeople = (kind: string): boolean => OF_PEOPLE.has(kind)

/** That an answer shows something of people, as the trail calls it. */
export interface Shows {
  readonly action: string
  /** The id is of a result: noted only where the rows of its kind of subject are about people. */
  readonly result?: true
}

/**
 * Notes who is about to be shown what: its name, never what it says. Rejects where the trail cannot be written, and then
 * nothing is shown. Demonstrations are about nobody.
 */
export async function noteShown(
  bench: Bench,
  who: Principal,
  { workspace }: Standing,
  { action, result }: Shows,
  id: string,
  form = '',
): Promise<void> {
  if (workspace.demo === 1) return
  if (result && !isOfPeople((await kindOfResult(bench.db, workspace.id, id)) ?? '')) return
  await bench.note(who, workspace.id, action, `${id} ${form}`.trim())
}
