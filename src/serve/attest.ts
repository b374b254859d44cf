import { stringify } from 'yaml'
import { appEntity } from '../facts/app.ts'
import type { Field } from '../facts/entity.ts'
import type { SubjectResult } from '../judge/result.ts'
import type { FormField } from '../report/bench/screen.ts'
import { jobOf } from '../store/state/jobs.ts'
import type { ResultRow } from '../store/state/tables.ts'
import type { Bench } from './bench.ts'
import { type AuditInput, jobInput } from './jobs/input.ts'

const FIELDS = appEntity.fields as Record<string, Field>

/** Facts of an app that are needed and that one answer of a person gives. */
export const answerable = ({ determinations }: SubjectResult): FormField[] => {
  const names = new Set(
    determinations
      .flatMap((d) => d.needs)
      .flatMap(({ fact }) => {
        const name = fact.startsWith('app.') ? fact.slice(4) : ''
        return Object.hasOwn(FIELDS, name) ? [name] : []
      }),
  )
  return [...names].map((name) => {
    const { title, type, choices = {} } = FIELDS[name]!
    return { name, title, type, choices }
  })
}

/** What the audit was asked with that a result came from; undefined where no job of this workbench made it. */
export async function auditBehind(bench: Bench, ws: string, row: ResultRow): Promise<AuditInput | undefined> {
  const job = row.job_id === null ? undefined : await jobOf(bench.db, ws, row.job_id)
  const input = job && jobInput.safeParse(JSON.parse(job.input))
  return input?.success && input.data.kind === 'audit' ? input.data : undefined
}

/** An attestation as `--attest` reads it. */
export const attestationText = (of: {
  readonly by: string
  readonly on: string
  readonly evidence: readonly string[]
  readonly answers: Readonly<Record<string, unknown>>
}): string =>
  stringify({ schema: 'guiju/attestation/1', by: of.by, on: of.on, evidence: of.evidence, facts: of.answers })
