import { appEntity } from '../../facts/app.ts'
import { type Reading, Recorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { contradictions } from '../attest/facts.ts'
import type { Attestation, AttestUnread } from '../attest/read.ts'
import { Budget, PACKAGE_LIMITS } from '../budget.ts'
import { appType } from '../catalog/app-types.ts'
import type { PolicyScan } from '../policy/scan.ts'
import { android } from './android.ts'
import type { AppKind, Beside, Carrier, Opened } from './carrier.ts'
import { type Companion, type CompanionInputs, type CompanionUnread, openCompanions } from './companions.ts'
import { har } from './har.ts'
import { harmony } from './harmony.ts'
import { ios } from './ios.ts'
import { miniProgram } from './mini-program.ts'
import { recordPolicy } from './policy-facts.ts'
import { type PolicyInput, type PolicyUnread, policyOf } from './policy-input.ts'
import { type Digest, digestOf, lookAt, type Target, whyNoPackage } from './target.ts'
import { type Earlier, recordVersions } from './versions.ts'
import { web } from './web.ts'

/** Asked in this order: a package may hold a file of another kind. */
const CARRIERS: readonly Carrier[] = [ios, harmony, android, miniProgram, web, har]

export interface AppInputs extends CompanionInputs {
  /** Path or http(s) address of the policy document. */
  readonly policy?: string
  /** Lets addresses that are not public be opened. */
  readonly allowPrivate?: boolean
  /** One of the 39 app types. */
  readonly category?: string
}

export interface AppRead {
  readonly subject: {
    readonly kind: AppKind
    readonly id: string
    readonly name: string
    readonly version: string
    readonly inputs: readonly Digest[]
  }
  readonly readings: readonly Reading[]
  readonly limits: readonly Text[]
  /** The policy that was supplied or found. */
  readonly policy?: PolicyScan
}

/** Why nothing can be said at all: an error code of the command line with its values. */
export interface AppUnread {
  readonly error:
    | 'file.missing'
    | 'file.unreadable'
    | 'target.unknown'
    | 'category.unknown'
    | 'with.different'
    | 'before.different'
    | PolicyUnread['error']
    | CompanionUnread['error']
    | AttestUnread['error']
    | 'attest.other'
  readonly values: Readonly<Record<string, string | Text>>
}

/**
 * Reads one app from its carriers, the first of which names the subject, with what was given beside them. Never throws
 * for bad content.
 */
export async function readApp(targets: readonly string[], inputs: AppInputs): Promise<AppRead | AppUnread> {
  if (inputs.category !== undefined && !appType(inputs.category))
    return { error: 'category.unknown', values: { value: inputs.category } }
  const document = inputs.policy === undefined ? undefined : await policyOf(inputs.policy, inputs.allowPrivate)
  if (document && 'error' in document) return document
  const attestation =
    inputs.attest === undefined ? undefined : (await import('../attest/read.ts')).readAttestation(inputs.attest)
  if (attestation && 'error' in attestation) return attestation
  const opened: Source[] = []
  try {
    for (const target of targets) {
      const source = await open(target)
      if ('error' in source) return source
      opened.push(source)
    }
    const [first, ...more] = opened as [Source, ...Source[]]
    const other = anotherSubject(first, attestation)
    if (other) return other
    const same = attestation?.sameAs ?? []
    const different = more.find((s) => s.carrier.kind === first.carrier.kind && s.app.id !== first.app.id)
    if (different && !same.some((id) => id === different.app.id || id === idOf(different)))
      return {
        error: 'with.different',
        values: { name: different.target.name, id: different.app.id ?? '?', first: first.app.id ?? '?' },
      }
    const whose = { kind: first.carrier.kind, id: first.app.id }
    const companions = await openCompanions(
      inputs,
      whose,
      opened.flatMap((s) => s.app.logs ?? []),
      attestation,
    )
    if ('error' in companions) return companions
    const earlier = await earlierOf(inputs, first)
    if ('error' in earlier) return earlier
    return record(opened, companions, earlier, document, inputs.category)
  } finally {
    for (const source of opened) source.app.close()
  }
}

interface Source {
  readonly carrier: Carrier
  readonly target: Target
  readonly inputs: readonly Digest[]
  readonly app: Opened
}

async function open(given: string): Promise<Source | AppUnread> {
  const target = lookAt(given)
  if ('error' in target) return target
  const carrier = CARRIERS.find((c) => c.recognises(target))
  if (!carrier) return unknown(given, whyNoPackage(target) ?? NO_CARRIER)
  const app = await carrier.open(target, new Budget(PACKAGE_LIMITS))
  if ('unreadable' in app) return unknown(given, app.unreadable)
  const digest = app.inputs ?? digestOf(given)
  if ('error' in digest) {
    app.close()
    return digest
  }
  return { carrier, target, app, inputs: 'name' in digest ? [digest] : digest }
}

const idOf = ({ carrier, app }: Source): string => `${carrier.kind}:${app.id ?? 'unknown'}`

/** An attestation that names its subject is of no other. */
function anotherSubject(first: Source, attestation: Attestation | undefined): AppUnread | undefined {
  const subject = attestation?.subject
  if (subject === undefined || subject === first.app.id || subject === idOf(first)) return undefined
  return { error: 'attest.other', values: { name: attestation!.name, subject, id: idOf(first) } }
}

interface EarlierInput extends Earlier {
  readonly inputs: readonly Digest[]
}

/** The earlier build, read like the later one, and the earlier policy. */
async function earlierOf(inputs: AppInputs, first: Source): Promise<EarlierInput | AppUnread> {
  const old = inputs.policyBefore === undefined ? undefined : await policyOf(inputs.policyBefore, inputs.allowPrivate)
  if (old && 'error' in old) return old
  const policy = old ? { policy: old.scan } : {}
  const digests = old ? [old.input] : []
  if (inputs.before === undefined) return { ...policy, inputs: digests }
  const source = await open(inputs.before)
  if ('error' in source) return source
  try {
    if (source.carrier.kind !== first.carrier.kind || source.app.id !== first.app.id)
      return { error: 'before.different', values: { name: source.target.name, id: idOf(source), first: idOf(first) } }
    const recorder = new Recorder(source.carrier.reader)
    source.app.record(recorder.row(appEntity.name, idOf(source)), recorder, policy)
    return { ...policy, build: recorder.reading(), inputs: [...source.inputs, ...digests] }
  } finally {
    source.app.close()
  }
}

function record(
  sources: readonly Source[],
  companions: readonly Companion[],
  earlier: EarlierInput,
  document: PolicyInput | undefined,
  category: string | undefined,
): AppRead {
  const [first] = sources as [Source]
  const id = idOf(first)
  const found = document?.scan ?? sources.find((s) => s.app.policy)?.app.policy
  const beside: Beside = { ...(found ? { policy: found } : {}), ...(category === undefined ? {} : { category }) }
  const readings: Reading[] = []
  for (const [i, { carrier, app }] of sources.entries()) {
    const recorder = new Recorder(carrier.reader)
    const row = recorder.row(appEntity.name, id)
    if (i === 0) {
      row.show('id', id).show('policyGiven', found !== undefined)
      if (category !== undefined) row.show('category', appType(category)!.zh)
    }
    app.record(row, recorder, beside)
    readings.push(recorder.reading())
  }
  if (earlier.build || earlier.policy) {
    const recorder = new Recorder('versions')
    recordVersions(earlier, recorder.row(appEntity.name, id), readings, found)
    readings.push(recorder.reading())
  }
  for (const companion of companions) {
    const recorder = new Recorder(companion.reader)
    companion.record(recorder.row(appEntity.name, id), recorder, beside)
    readings.push(recorder.reading())
  }
  if (found) {
    const text = new Recorder('policy')
    recordPolicy(found, text.row(appEntity.name, id), text)
    readings.push(text.reading())
  }
  return {
    subject: {
      kind: first.carrier.kind,
      id,
      name: first.app.name ?? first.app.id ?? first.target.name,
      version: first.app.version ?? '',
      inputs: [...sources, earlier, ...companions].flatMap((s) => s.inputs).concat(document ? [document.input] : []),
    },
    readings: [...readings, ...disputes(readings)],
    limits: [
      ...sources.flatMap((s) => s.app.limits()),
      ...companions.flatMap((c) => c.limits()),
      ...(found ? [] : [NO_POLICY]),
    ],
    ...(found ? { policy: found } : {}),
  }
}

function disputes(readings: readonly Reading[]): readonly Reading[] {
  const problems = contradictions(readings)
  return problems.length === 0 ? [] : [{ reader: 'disputes', entities: [], lists: [], problems }]
}

const NO_POLICY: Text = {
  zh: '没有提供隐私政策，与政策有关的行为无法判断（--policy）。',
  en: 'No privacy policy was given: acts that turn on it cannot be told (--policy).',
}
const NO_CARRIER: Text = {
  zh: '内容不是已支持的安装包、页面或记录',
  en: 'its content is no package, page or record that is supported',
}

const unknown = (name: string, why: Text): AppUnread => ({ error: 'target.unknown', values: { name, why } })
