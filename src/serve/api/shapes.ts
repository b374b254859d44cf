import { z } from 'zod'
import { OUTCOMES, SUBJECT_KINDS } from '../../judge/result.ts'
import { JOB_STATES } from '../../store/state/tables.ts'
import { PERMISSIONS, ROLES } from '../access.ts'

export const text = z.object({ zh: z.string(), en: z.string() })
const time = z.int().describe('Milliseconds since 1970')
const id = z.string()
const count = z.int().min(0)

export const counts = z.object({
  failed: count,
  passed: count,
  cantTell: count,
  inapplicable: count,
  untested: count,
})

export const workspace = z
  .object({
    id,
    name: z.string(),
    demo: z.boolean(),
    separated: z.boolean(),
    role: z.enum(ROLES).nullable(),
    rights: z.array(z.enum(PERMISSIONS)),
  })
  .meta({ id: 'workspace' })

export const me = z
  .object({
    name: z.string().nullable(),
    operator: z.boolean(),
    hasPassword: z.boolean(),
    csrf: z.string().nullable(),
    workspaces: z.array(workspace),
  })
  .meta({ id: 'me' })

export const member = z
  .object({
    account: id,
    name: z.string(),
    role: z.enum(ROLES),
    since: time,
    disabled: z.boolean(),
    locked: z.boolean(),
    issuer: z.string().nullable().describe('The identity provider that vouches for it; null for a local account'),
  })
  .meta({ id: 'member' })

export const session = z
  .object({
    id: z.string().describe('SHA-256 of what the cookie holds'),
    agent: z.string().describe('Browser and system'),
    oidc: z.boolean().describe('Opened by the identity provider'),
    made: time,
    seen: time.describe('Of the last request, to the minute'),
    current: z.boolean(),
  })
  .meta({ id: 'session' })

export const identity = z.object({ issuer: z.string(), made: time, seen: time }).meta({ id: 'identity' })

export const waiting = z
  .object({ account: id, name: z.string(), issuer: z.string(), made: time })
  .meta({ id: 'waiting', description: 'An account of an identity provider that has no role anywhere.' })

export const token = z
  .object({
    id,
    name: z.string(),
    account: z.string(),
    scopes: z.array(z.enum(PERMISSIONS)),
    made: time,
    ends: time,
    used: time.nullable(),
    revoked: z.boolean(),
  })
  .meta({ id: 'token' })

export const trailLine = z
  .object({ position: count, at: time, actor: z.string(), action: z.string(), object: z.string(), hash: z.string() })
  .meta({ id: 'trailLine' })

export const resultHead = z
  .object({ id, subject: id, asOf: z.string(), version: z.string(), made: time, summary: counts })
  .meta({ id: 'resultHead' })

export const subject = z
  .object({
    id,
    key: z.string(),
    kind: z.enum(SUBJECT_KINDS),
    name: z.string(),
    changed: time,
    latest: resultHead,
  })
  .meta({ id: 'subject' })

export const artifact = z
  .object({ sha256: z.string(), name: z.string(), bytes: count, made: time })
  .meta({ id: 'artifact' })

export const job = z
  .object({
    id,
    kind: z.enum(['audit', 'check']),
    state: z.enum(JOB_STATES),
    title: z.string(),
    attempt: count,
    progress: z.object({ stage: z.string(), done: count, of: count, what: z.string().exactOptional() }),
    error: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
    made: time,
    started: time.nullable(),
    ended: time.nullable(),
    results: z.array(z.object({ subject: id, result: id })),
  })
  .meta({ id: 'job' })

export const exception = z
  .object({
    id,
    subject: z.object({ id, name: z.string() }),
    rule: z.string(),
    provision: z.string(),
    what: text,
    basis: z.string().describe('What allows it'),
    reason: z.string(),
    until: z.string().describe('The last day on which it holds'),
    maker: z.string(),
    made: time,
    state: z.enum(['holds', 'ended', 'withdrawn', 'settled']).describe('settled: the latest result no longer finds it'),
    withdrawn: z.object({ by: z.string(), at: time }).nullable(),
    evidence: z.array(z.object({ sha256: z.string(), name: z.string() })),
  })
  .meta({ id: 'exception' })

export const caseHead = z
  .object({ id, procedure: z.string(), title: text, state: text, steps: count, revision: count, changed: time })
  .meta({ id: 'caseHead' })

export const attestation = z
  .object({
    id,
    by: z.string().describe('Who answers for it'),
    on: z.string().describe('The day since when'),
    sender: z.string().describe('The account that sent it in'),
    made: time,
    result: id.describe('The result that needed it'),
    job: id.describe('The job that checks again with it'),
    answers: z.array(
      z.object({
        fact: z.string(),
        title: text,
        value: z.union([z.boolean(), z.string()]),
        words: text.exactOptional(),
        counts: z.boolean().describe('False where a newer one says it anew'),
      }),
    ),
    evidence: z.array(z.object({ sha256: z.string(), name: z.string() })),
  })
  .meta({ id: 'attestation' })

export const change = z
  .object({
    rule: z.string(),
    kind: z.enum(['fixed', 'worse', 'changed', 'new', 'gone', 'evidence', 'same']),
    before: z.enum(OUTCOMES).nullable(),
    after: z.enum(OUTCOMES).nullable(),
  })
  .meta({ id: 'change' })

export const due = z
  .object({
    case: id,
    title: text,
    citation: z.string(),
    who: text,
    due: z.string(),
    status: z.enum(['running', 'overdue']),
    workdays: z.int(),
    why: text,
  })
  .meta({ id: 'due' })

export const problem = z
  .object({ error: z.object({ code: z.string(), zh: z.string(), en: z.string() }) })
  .meta({ id: 'refusal', description: 'Why a request was not done, and what to do.' })

export const listOf = <S extends z.ZodType>(of: S) => z.object({ items: z.array(of), all: count.exactOptional() })
