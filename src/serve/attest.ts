import { parse, stringify } from 'yaml'
import { isPlain } from '../collect/inventory/values.ts'
import { appEntity } from '../facts/app.ts'
import type { Field } from '../facts/entity.ts'
import type { SubjectResult } from '../judge/result.ts'
import type { FormField, ShownAttestation } from '../report/bench/screen.ts'
import { attestationsOf } from '../store/state/attestations.ts'
import { jobOf } from '../store/state/jobs.ts'
import type { HeldFile, ResultRow } from '../store/state/tables.ts'
import type { Bench } from './bench.ts'
import { type AuditInput, jobInput } from './jobs/input.ts'

const FIELDS = appEntity.fields as Record<string, Field>

/** The field of an app that a fact is; undefined where one answer does not give it. */
export function fieldNamed(fact: string): string | undefined {
  const name = fact.startsWith('app.') ? fact.slice(4) : ''
  return Object.hasOwn(FIELDS, name) ? name : undefined
}

/** Facts of an app that are needed and that one answer of a person gives. */
export const answerable = ({ determinations }: SubjectResult): FormField[] => {
  const names = new Set(determinations.flatMap((d) => d.needs).flatMap(({ fact }) => fieldNamed(fact) ?? []))
  return [...names].map(fieldOf)
}

/** What the audit was asked with that a result came from; undefined where no job of this workbench made it. */
export async function auditBehind(bench: Bench, ws: string, row: ResultRow): Promise<AuditInput | undefined> {
  const job = row.job_id === null ? undefined : await jobOf(bench.db, ws, row.job_id)
  const input = job && jobInput.safeParse(JSON.parse(job.input))
  return input?.success && input.data.kind === 'audit' ? input.data : undefined
}

/** Facts a person can attest of a subject: those that are needed, and those attested before, to be said anew. */
export async function attestable(bench: Bench, ws: string, row: ResultRow, one: SubjectResult): Promise<FormField[]> {
  const needed = answerable(one)
  const before = (await attestedOf(bench, ws, row.subject_id)).flatMap((a) => a.answers.map((answer) => answer.fact))
  const more = [...new Set(before)].filter((name) => !needed.some((f) => f.name === name))
  return [...needed, ...more.map(fieldOf)]
}

function fieldOf(name: string): FormField {
  const { title, type, choices = {} } = FIELDS[name]!
  return { name, title, type, choices }
}

/** What was attested of a subject, the newest first; of each fact the newest answer counts. */
export async function attestedOf(bench: Bench, ws: string, subject: string): Promise<ShownAttestation[]> {
  const said = new Set<string>()
  return (await attestationsOf(bench.db, ws, subject)).map((row) => {
    const answers = Object.entries(JSON.parse(row.answers) as Readonly<Record<string, string | boolean>>)
      .filter(([fact]) => Object.hasOwn(FIELDS, fact))
      .map(([fact, value]) => {
        const { title, choices } = FIELDS[fact]!
        const words = choices?.[String(value)]
        return { fact, title, value, counts: !said.has(fact), ...(words ? { words } : {}) }
      })
    for (const { fact } of answers) said.add(fact)
    return {
      id: row.id,
      by: row.by_name,
      on: row.on_day,
      sender: row.sender ?? '',
      made: row.made_at,
      result: row.result_id,
      job: row.job_id,
      answers,
      evidence: JSON.parse(row.evidence) as HeldFile[],
    }
  })
}

interface Said {
  readonly by: string
  readonly on: string
  readonly evidence: readonly string[]
  readonly answers: Readonly<Record<string, unknown>>
}

/**
 * An attestation as `--attest` reads it.
 * @param before the text of the one it adds to: of its facts those that are said anew are replaced, on their own grounds
 */
export function attestationText({ by, on, evidence, answers }: Said, before?: string): string {
  const root: unknown = before === undefined ? undefined : parse(before, { maxAliasCount: 50, schema: 'core' })
  if (!isPlain(root)) return stringify({ schema: 'guiju/attestation/1', by, on, evidence, facts: answers })
  const anew = Object.fromEntries(
    Object.entries(answers).map(([fact, value]) => [fact, { value, by, on, note: '', evidence }]),
  )
  return stringify(isPlain(root['facts']) ? { ...root, facts: { ...root['facts'], ...anew } } : { ...root, ...anew })
}
