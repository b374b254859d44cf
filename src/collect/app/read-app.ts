import { appEntity } from '../../facts/app.ts'
import { type Reading, Recorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { Budget, PACKAGE_LIMITS } from '../budget.ts'
import { appType } from '../catalog/app-types.ts'
import { android } from './android.ts'
import type { AppKind, Beside, Carrier, Opened } from './carrier.ts'
import { harmony } from './harmony.ts'
import { ios } from './ios.ts'
import { recordPolicy } from './policy-facts.ts'
import { type PolicyInput, type PolicyUnread, policyOf } from './policy-input.ts'
import { type Digest, digestOf, lookAt, type Target, whyNoPackage } from './target.ts'
import { web } from './web.ts'

/** Asked in this order: a package may hold a file of another kind. */
const CARRIERS: readonly Carrier[] = [ios, harmony, android, web]

export interface AppInputs {
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
}

/** Why nothing can be said at all: an error code of the command line with its values. */
export interface AppUnread {
  readonly error: 'file.missing' | 'file.unreadable' | 'target.unknown' | 'category.unknown' | PolicyUnread['error']
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
  const opened: Source[] = []
  try {
    for (const target of targets) {
      const source = await open(target)
      if ('error' in source) return source
      opened.push(source)
    }
    return record(opened, document, inputs.category)
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

function record(sources: readonly Source[], document: PolicyInput | undefined, category: string | undefined): AppRead {
  const [first] = sources as [Source]
  const id = `${first.carrier.kind}:${first.app.id ?? 'unknown'}`
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
      inputs: [...sources.flatMap((s) => s.inputs), ...(document ? [document.input] : [])],
    },
    readings,
    limits: [...sources.flatMap((s) => s.app.limits()), ...(found ? [] : [NO_POLICY])],
  }
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
