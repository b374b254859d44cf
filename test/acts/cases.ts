import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type AuditOptions, auditOne } from '../../src/cli/audit.ts'
import type { Outcome, SubjectResult } from '../../src/judge/result.ts'
import type { CarrierName } from '../../src/rules/app-pi-2019/carriers.ts'

/** One audit from end to end: what is given, of which kinds it is, and what some of the acts come to. */
export interface Case {
  readonly name: string
  readonly given: readonly CarrierName[]
  /** Name of the target in `files`, or a full path. */
  readonly target: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  /** Options; names in `files` become paths. */
  readonly options?: AuditOptions
  /** Outcome by act; acts that are not named are not asked about. */
  readonly expect: Readonly<Record<string, Outcome>>
}

export const DAY = '2026-11-02'

/** Writes the files of a case and audits them. */
export async function run({ target, files = {}, options = {} }: Case): Promise<SubjectResult> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-act-'))
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    const folders = new Set(Object.keys(files).map((name) => name.split('/')[0]!))
    const place = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(place)
        : typeof value === 'string' && (value in files || folders.has(value))
          ? join(folder, value)
          : value
    const placed = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, place(value)]))
    return await auditOne(place(target) as string, placed, DAY)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
