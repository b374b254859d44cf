import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { judgeTables, resultOf } from '../../../src/cli/check.ts'
import { groundOn } from '../../../src/cli/ground.ts'
import { loanWork } from '../../../src/cli/loan-book.ts'
import { daysOf, mappingOf } from '../../../src/cli/mapping.ts'
import { isProblems, perform } from '../../../src/cli/work.ts'
import type { Session } from '../../../src/collect/engine/session.ts'
import type { SubjectResult } from '../../../src/judge/result.ts'
import { type DialectName, dialects } from '../../../src/judge/sql/dialect.ts'
import { writeBoundaryBook, writeGeneratedBook } from '../../support/loan-books.ts'
import type { Engine } from './engine.ts'
import { bare, type Judged } from './tables.ts'

const EXAMPLE = join(import.meta.dirname, '../../../examples/loans')

/** What `check` does in an engine that a test runs itself. */
export async function judgeIn(
  name: DialectName,
  engine: Engine,
  columnsOf: Session['columnsOf'],
  file: string,
): Promise<Judged> {
  const session: Session = { title: name, ...engine, columnsOf, tables: async () => [], close: async () => undefined }
  for (const statement of dialects[name].session) await session.run(statement)
  const mapping = await mappingOf(file)
  if (isProblems(mapping)) return mapping
  const days = daysOf(mapping, undefined)
  const results: SubjectResult[] = []
  for (const day of days) {
    const ground = await groundOn(session, name, mapping, file, day)
    if (isProblems(ground)) return ground
    const found = await perform(session, loanWork(ground, day), ground)
    if (isProblems(found)) return found
    results.push(found)
  }
  return resultOf(mapping, results, days, '0')
}

export type Judge = (file: string) => Promise<Judged>

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-books-'))
  try {
    await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Judges a book in DuckDB and in an engine, which must agree to the last word; answers the counts of each day. */
async function agreed(judge: Judge, file: string): Promise<Counts[]> {
  const expected = await judgeTables(file, undefined, '0')
  assert.deepEqual(bare(await judge(file), true), bare(expected, false), file)
  assert.ok('results' in expected, JSON.stringify(expected))
  return expected.results.map(({ determinations }) =>
    Object.fromEntries(determinations.flatMap(({ rule, counts }) => (counts ? [[rule, counts]] : []))),
  )
}
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Tests that an engine judges loan books as `check` does in DuckDB: the example, each limit, and a generated one. */
export function testBooks(title: string, judge: Judge, loans: number, days = ['2022-06-30', '2023-07-01']): void {
  test(`${title} judges the example book as DuckDB does`, () =>
    inFolder(async (folder) => {
      cpSync(EXAMPLE, folder, { recursive: true })
      const [counts] = await agreed(judge, join(folder, 'loans.yaml'))
      assert.ok(Object.values(counts!).some(({ failed = 0 }) => failed > 0))
    }))

  test(`${title} keeps to each limit and day, to the cent at 10^15`, () =>
    inFolder(async (folder) => {
      const { file, expected } = await writeBoundaryBook(folder)
      const [counts] = await agreed(judge, file)
      for (const [rule, told] of Object.entries(expected)) assert.deepEqual({ ...counts![rule] }, told, rule)
    }))

  test(`${title} judges ${loans} generated loans as DuckDB does`, () =>
    inFolder(async (folder) => {
      const seen = new Set<string>()
      for (const file of await writeGeneratedBook(folder, loans, days))
        for (const counts of await agreed(judge, file))
          for (const [rule, told] of Object.entries(counts))
            for (const [outcome, n] of Object.entries(told)) if (n > 0) seen.add(`${rule} ${outcome}`)
      for (const section of [2, 3, 4, 5])
        for (const outcome of ['failed', 'passed', 'cantTell'])
          assert.ok(seen.has(`internet-lending-2021#${section} ${outcome}`), `${section} ${outcome} comes up`)
    }))
}
