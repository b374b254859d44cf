import { EngineError, type Session } from '../collect/engine/session.ts'
import { CELLS, type Cells } from '../collect/table/cells.ts'
import type { Answered, Step } from '../collect/table/check.ts'
import { unreadable } from '../collect/table/load.ts'
import type { Mapping } from '../collect/table/mapping.ts'
import type { Keep, Loaded } from '../collect/table/shape.ts'
import type { Input, SubjectResult } from '../judge/result.ts'
import { type Dialect, type DialectName, dialects } from '../judge/sql/dialect.ts'
import type { Text } from '../law/text.ts'

export type Problems = { readonly problems: readonly Text[] }
/** A subject that was judged may have problems too; it has determinations. */
export const isProblems = (of: object): of is Problems => 'problems' in of && !('determinations' in of)
export type Answers = Readonly<Record<string, Answered>>

/** How one engine is spoken to. */
export interface Tongue {
  readonly dialect: Dialect
  readonly cells: Cells
  readonly keep: Keep
  readonly drop: (table: string) => string
}

export const tongueOf = (name: DialectName): Tongue => {
  const dialect = dialects[name]
  return { dialect, cells: CELLS[name], keep: dialect.keep, drop: dialect.drop }
}

/** The tables of a mapping on a day as an engine has them, and what a report calls its inputs. */
export interface Ground {
  readonly mapping: Mapping
  /** Path of the mapping. */
  readonly file: string
  readonly tongue: Tongue
  readonly tables: readonly Loaded[]
  readonly inputs: () => Promise<readonly Input[]>
  /** What a report says of where the rows were judged. */
  readonly limits: readonly Text[]
}

/**
 * Everything an engine has to do for one report on one day, in order, and what its answers come to. `check` performs it,
 * `compile` writes it down, `collect` reads the answers back: the three give the same report.
 */
export interface Work {
  readonly steps: readonly Step[]
  readonly fold: (answers: Answers) => Promise<SubjectResult | Problems>
}

export const told = (name: string, sql: string, table: string): Step => ({ name, sql, table })

/** Has an engine make the tables of a mapping. */
export const madeSteps = (tables: readonly Loaded[]): Step[] =>
  tables.flatMap((t) => t.make.map((sql) => told(t.table, sql, t.source.name)))

/** What is asked, every cell as text: no client takes digits away. */
export function asText({ sql, columns = [] }: Step, cells: Cells): string {
  return `SELECT ${columns.map((c) => `${cells.shown(`r.${c}`)} AS ${c}`).join(', ')} FROM (${sql}) AS r`
}

/** Has an engine take the steps; what it answers, or what cannot be read, in one line. */
export async function asked(
  session: Session,
  steps: readonly Step[],
  { mapping, tongue }: Pick<Ground, 'mapping' | 'tongue'>,
): Promise<Answers | Problems> {
  const answers: Record<string, Answered> = {}
  for (const step of steps) {
    try {
      if (step.columns) answers[step.name] = inOrder(await session.rows(asText(step, tongue.cells)), step.columns)
      else await session.run(step.sql)
    } catch (error) {
      const source = mapping.tables.find((one) => one.name === step.table)
      if (!(error instanceof EngineError) || error.what !== 'refused' || !source) throw error
      return { problems: [unreadable(source, error)] }
    }
  }
  return answers
}

/** Has an engine do the work. Answers what cannot be read instead, in one line. */
export async function perform(
  session: Session,
  { steps, fold }: Work,
  ground: Pick<Ground, 'mapping' | 'tongue'>,
): Promise<SubjectResult | Problems> {
  const answers = await asked(session, steps, ground)
  return isProblems(answers) ? answers : fold(answers)
}

/** Rows in the order of their columns, whatever an engine's own order is. */
export function inOrder(rows: Answered, columns: readonly string[]): Answered {
  return rows.toSorted((a, b) => {
    for (const column of columns) {
      const by = ordered(a[column], b[column])
      if (by !== 0) return by
    }
    return 0
  })
}

function ordered(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return -1
  if (b === null || b === undefined) return 1
  const [one, other] = [String(a), String(b)]
  if (WHOLE.test(one) && WHOLE.test(other)) {
    const [x, y] = [BigInt(one), BigInt(other)]
    if (x !== y) return x < y ? -1 : 1
  }
  return one < other ? -1 : one > other ? 1 : 0
}

const WHOLE = /^-?\d{1,40}$/
