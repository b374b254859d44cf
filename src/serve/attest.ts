import { parse, stringify } from 'yaml'
import { isPlain } from '../collect/inventory/values.ts'
import { appEntity } from '../facts/app.ts'
import type { Field } from '../facts/entity.ts'
import type { SubjectResult } from '../judge/result.ts'
import type { FormField, ShownAttestation } from '../report/bench/screen.ts'
import { attestationsOf } from '../store/state/attestations.ts'
import { jobOf } from '../store/state/jobs.ts'
import type { AttestationRow, HeldFile, ResultRow } from '../store/state/tables.ts'
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

/** What the audit was asked with that a result came from, and when; undefined where no job of this workbench made it. */
export async function auditBehind(
  bench: Bench,
  ws: string,
  row: ResultRow,
): Promise<{ readonly input: AuditInput; readonly made: number } | undefined> {
  const job = row.job_id === null ? undefined : await jobOf(bench.db, ws, row.job_id)
  const input = job && jobInput.safeParse(JSON.parse(job.input))
  return input?.success && input.data.kind === 'audit' ? { input: input.data, made: job!.made_at } : undefined
}

/** Facts a person can attest of a subject: those that are needed, and those attested before, to be said anew. */
export function attestable(one: SubjectResult, attested: readonly ShownAttestation[]): FormField[] {
  const needed = answerable(one)
  const before = attested.flatMap((a) => a.answers.map((answer) => answer.fact))
  const more = [...new Set(before)].filter((name) => !needed.some((f) => f.name === name))
  return [...needed, ...more.map(fieldOf)]
}

function fieldOf(name: string): FormField {
  const { title, type, choices = {} } = FIELDS[name]!
  return { name, title, type, choices }
}

type Answers = Readonly<Record<string, string | boolean>>

/** Its answers of facts that are facts still. */
const answersOf = ({ answers }: AttestationRow) =>
  Object.entries(JSON.parse(answers) as Answers).filter(([fact]) => Object.hasOwn(FIELDS, fact))

const evidenceOf = ({ evidence }: AttestationRow) => JSON.parse(evidence) as HeldFile[]

/** What was attested of a subject that counts when some facts are said anew, the newest first. */
export async function countingBeside(bench: Bench, ws: string, subject: string, anew: Answers) {
  const said = new Set(Object.keys(anew))
  return (await attestationsOf(bench.db, ws, subject)).flatMap((row) => {
    const counting = answersOf(row).filter(([fact]) => !said.has(fact))
    for (const [fact] of counting) said.add(fact)
    if (counting.length === 0) return []
    const { by_name: by, on_day: on, made_at: made } = row
    return [{ by, on, made, evidence: evidenceOf(row), answers: Object.fromEntries(counting) }]
  })
}

/** What was attested of a subject, the newest first; of each fact the newest answer counts. */
export async function attestedOf(bench: Bench, ws: string, subject: string): Promise<ShownAttestation[]> {
  const said = new Set<string>()
  return (await attestationsOf(bench.db, ws, subject)).map((row) => {
    const answers = answersOf(row).map(([fact, value]) => {
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
      evidence: evidenceOf(row),
    }
  })
}

interface Said {
  readonly by: string
  readonly on: string
  readonly evidence: readonly string[]
  readonly answers: Readonly<Record<string, unknown>>
}

const NONE: readonly Said[] = []

/** Facts on grounds of their own; no fact is said twice. */
const grounded = (said: readonly Said[]) =>
  Object.fromEntries(
    said.flatMap(({ by, on, evidence, answers }) =>
      Object.entries(answers).map(([fact, value]) => [fact, { value, by, on, note: '', evidence }]),
    ),
  )

/**
 * An attestation as `--attest` reads it.
 * @param before the text of the one it adds to: of its facts those that are said anew are replaced, on their own grounds
 * @param others what else was attested and counts: `older` where that text says nothing, `newer` whatever it says
 */
export function attestationText(anew: Said, before?: string, { older = NONE, newer = NONE } = {}): string {
  const root: unknown = before === undefined ? undefined : parse(before, { maxAliasCount: 50, schema: 'core' })
  if (!isPlain(root)) {
    const { by, on, evidence, answers } = anew
    const facts = { ...grounded([...older, ...newer]), ...answers }
    return stringify({ schema: 'guiju/attestation/1', by, on, evidence, facts })
  }
  const added = (said: object) => ({ ...grounded(older), ...said, ...grounded([...newer, anew]) })
  return stringify(isPlain(root['facts']) ? { ...root, facts: added(root['facts']) } : added(root))
}
