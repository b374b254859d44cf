/**
 * Writes the example inventories under `examples/`: an account register, the products of a site, and programmes, each with
 * its mapping and, row by row, what every rule over it is expected to come to and why. `--check` fails where one is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../../src/judge/result.ts'
import { ACCOUNTS } from './inventory-accounts.ts'
import { PRODUCTS, PROGRAMMES } from './inventory-products.ts'

type Cell = string | number | boolean | null
export interface ExampleRow {
  readonly id: string
  readonly because: string
  /** What differs from the first row of the table. */
  readonly cells?: Readonly<Record<string, Cell>>
  /** What differs from the outcomes of the first row, by rule without its instrument. */
  readonly expect?: Readonly<Record<string, Outcome>>
}
export interface ExampleTable {
  readonly key: string
  readonly cells: Readonly<Record<string, Cell>>
  readonly expect: Readonly<Record<string, Outcome>>
  readonly rows: readonly ExampleRow[]
}
export interface ExampleInventory {
  readonly folder: string
  readonly facts: string
  readonly asOf: string
  readonly tables: Readonly<Record<string, ExampleTable>>
  readonly attest?: Readonly<Record<string, Cell>>
  /** Rules over derived rows and answers: counts or the one outcome. */
  readonly whole: Readonly<Record<string, Outcome>>
}

const root = fileURLToPath(new URL('../../examples/', import.meta.url))
const cell = (value: Cell | undefined) => {
  const written = value === null || value === undefined ? '' : String(value)
  return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written
}

export function filesOf(one: ExampleInventory): Map<string, string> {
  const files = new Map<string, string>()
  const mapping = [`facts: ${one.facts}`, `asOf: ${one.asOf}`, 'tables:']
  const expectation: Record<string, unknown> = {}
  for (const [name, table] of Object.entries(one.tables)) {
    const columns = [
      table.key,
      ...new Set([...Object.keys(table.cells), ...table.rows.flatMap((row) => Object.keys(row.cells ?? {}))]),
    ]
    const lines = table.rows.map((row) => {
      const cells: Record<string, Cell> = { ...table.cells, ...row.cells, [table.key]: row.id }
      return columns.map((column) => cell(cells[column])).join(',')
    })
    files.set(`${name}.csv`, `${[columns.join(','), ...lines].join('\n')}\n`)
    mapping.push(`  ${name}:`, `    from: ${name}.csv`, '    columns:', ...columns.map((c) => `      ${c}: ${c}`))
    expectation[name] = Object.fromEntries(
      table.rows.map((row) => [row.id, { because: row.because, outcomes: { ...table.expect, ...row.expect } }]),
    )
  }
  const attested = Object.entries(one.attest ?? {})
  if (attested.length > 0) {
    mapping.push('attest:')
    for (const [field, answer] of attested) mapping.push(`  ${field}: { answer: ${answer}, evidence: rules.pdf }`)
  }
  files.set('mapping.yaml', `${mapping.join('\n')}\n`)
  files.set('expectation.json', `${JSON.stringify({ rows: expectation, whole: one.whole }, null, 2)}\n`)
  return files
}

export const INVENTORY_EXAMPLES: readonly ExampleInventory[] = [ACCOUNTS, PRODUCTS, PROGRAMMES]

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let stale = 0
  for (const one of INVENTORY_EXAMPLES)
    for (const [name, content] of filesOf(one)) {
      const path = join(root, one.folder, name)
      if (!process.argv.includes('--check')) {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, content)
      } else if (readFileSync(path, 'utf8') !== content) {
        stale++
        console.error(`${one.folder}/${name} is stale: run node scripts/examples/inventories.ts`)
      }
    }
  process.exitCode = stale > 0 ? 1 : 0
}
