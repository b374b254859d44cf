import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import type { Attestation } from '../attest/read.ts'
import type { Own } from '../log/parties.ts'
import type { Log, LogUnread } from '../log/read.ts'
import { lacksDate, timeOf } from '../log/time.ts'
import type { TicketsUnread } from '../tickets/read.ts'
import type { AppKind, Beside } from './carrier.ts'
import type { Digest } from './target.ts'

/** What may be given beside the carriers of an app. */
export interface CompanionInputs {
  /** Paths of runtime logs, captures and recorded screens; a folder stands for its files. */
  readonly log?: readonly string[]
  /** Moment of consent, as a person writes it. */
  readonly consentAt?: string
  /** Path of an earlier build, and of an earlier policy. */
  readonly before?: string
  readonly policyBefore?: string
  /** Path of the answers a person gives. */
  readonly attest?: string
  /** Path of the table of requests and complaints. */
  readonly tickets?: string
  /** Day judged, `YYYY-MM-DD`: dates times that have no year, and counts open tickets. */
  readonly on?: string
}

/** Whose companions they are. */
export interface Whose {
  readonly kind: AppKind
  /** Package name, bundle id, appid or origin. */
  readonly id: string | undefined
}

/** Something read beside the carriers: it fills the same row. */
export interface Companion {
  readonly reader: string
  readonly inputs: readonly Digest[]
  record(app: RowRecorder, recorder: Recorder, beside: Beside): void
  limits(): readonly Text[]
}

export interface CompanionUnread {
  readonly error: LogUnread['error'] | TicketsUnread['error'] | 'log.other' | 'time.invalid'
  readonly values: Readonly<Record<string, string | Text>>
}

/** Opens what was given beside the carriers. Never throws for bad content. */
export async function openCompanions(
  inputs: CompanionInputs,
  whose: Whose,
  carried: readonly Log[],
  attestation: Attestation | undefined,
): Promise<readonly Companion[] | CompanionUnread> {
  const logs = await logsOf(inputs, whose, carried)
  if ('error' in logs) return logs
  const tickets = await ticketsOf(inputs)
  if ('error' in tickets) return tickets
  return [...logs, ...tickets, ...(attestation ? [await attested(attestation)] : [])]
}

async function attested(attestation: Attestation): Promise<Companion> {
  const { ATTESTED, recordAttestation } = await import('../attest/facts.ts')
  return {
    reader: ATTESTED,
    inputs: attestation.inputs,
    record: (app, recorder, { policy }) => recordAttestation(attestation, app, recorder, policy?.artifact),
    limits: () => [],
  }
}

async function ticketsOf(inputs: CompanionInputs): Promise<readonly Companion[] | TicketsUnread> {
  if (inputs.tickets === undefined) return []
  const { readTickets } = await import('../tickets/read.ts')
  const { recordTickets } = await import('../tickets/facts.ts')
  const log = await readTickets(inputs.tickets)
  if ('error' in log) return log
  return [
    {
      reader: 'tickets',
      inputs: [log.input],
      record: (app, recorder, { policy }) => recordTickets(log, app, recorder, policy, inputs.on),
      limits: () => [],
    },
  ]
}

async function logsOf(
  inputs: CompanionInputs,
  whose: Whose,
  carried: readonly Log[],
): Promise<readonly Companion[] | CompanionUnread> {
  if (inputs.log === undefined && carried.length === 0 && inputs.consentAt === undefined) return []
  const { readLogs } = await import('../log/read.ts')
  const { recordLogs } = await import('../log/facts.ts')
  const packageName = whose.kind === 'app.web' ? undefined : whose.id
  const near = timeOf(`${inputs.on ?? '2020-01-01'} 12:00`) ?? 0
  const given = await readLogs(inputs.log ?? [], near, packageName)
  if ('error' in given) return given
  const logs = [...carried, ...given]
  const other = given.find(({ content }) => appOf(content) !== undefined && appOf(content) !== packageName)
  if (other && packageName !== undefined)
    return { error: 'log.other', values: { name: other.name, app: appOf(other.content)!, id: packageName } }
  const consentAt = consentMoment(inputs.consentAt, logs, near)
  if (inputs.consentAt !== undefined && consentAt === undefined)
    return { error: 'time.invalid', values: { value: inputs.consentAt } }
  if (logs.length === 0) return []
  const own: Own = packageName === undefined ? hostOf(whose.id) : { packageName }
  return [
    {
      reader: 'log',
      inputs: given.map((log) => log.input),
      record: (app, recorder, beside) =>
        recordLogs(logs, app, recorder, beside, { own, ...(consentAt === undefined ? {} : { consentAt }) }),
      limits: () => [LOCAL_TIME],
    },
  ]
}

const LOCAL_TIME: Text = {
  zh: '日志中没有时区的时间按北京时间读取。',
  en: 'Times in logs that name no zone were read as China’s.',
}

const appOf = (content: Log['content']): string | undefined =>
  content.kind === 'hooks' ? content.app : content.kind === 'grants' ? content.packageName : undefined

function hostOf(origin: string | undefined): Own {
  try {
    return { host: new URL(origin ?? '').hostname }
  } catch {
    return {}
  }
}

/** A time of day takes its date from the first dated row of the logs. */
function consentMoment(written: string | undefined, logs: readonly Log[], near: number): number | undefined {
  if (written === undefined) return undefined
  return timeOf(written, lacksDate(written) ? (firstMoment(logs) ?? near) : near)
}

function firstMoment(logs: readonly Log[]): number | undefined {
  for (const { content } of logs) {
    if (content.kind === 'hooks') {
      const at = content.rows.find((r) => r.moment?.at !== undefined)?.moment?.at
      if (at !== undefined) return at
    } else if (content.kind === 'har') {
      const at = content.entries.find((e) => e.at !== undefined)?.at
      if (at !== undefined) return at
    } else if (content.kind === 'screen' && content.at !== undefined) return content.at
  }
  return undefined
}
