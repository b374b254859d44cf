import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { appEntity } from '../../facts/app.ts'
import { type Reading, Recorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { openAndroid } from '../android/package.ts'
import { Budget, DOCUMENT_LIMITS, PACKAGE_LIMITS } from '../budget.ts'
import { appType } from '../catalog/app-types.ts'
import { readPolicy } from '../policy/read.ts'
import type { PolicyScan } from '../policy/scan.ts'
import { limitsOf, recordPackage } from './package-facts.ts'
import { scanPackage } from './package-scan.ts'
import { recordPolicy } from './policy-facts.ts'

export interface AppInputs {
  /** Path of the policy document. */
  readonly policy?: string
  /** One of the 39 app types. */
  readonly category?: string
}

export interface AppRead {
  readonly subject: {
    readonly kind: 'app.android'
    readonly id: string
    readonly name: string
    readonly version: string
    readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[]
  }
  readonly readings: readonly Reading[]
  readonly limits: readonly Text[]
}

/** Why nothing can be said at all: an error code of the command line with its values. */
export interface AppUnread {
  readonly error: 'file.missing' | 'file.unreadable' | 'target.unknown' | 'policy.unreadable' | 'category.unknown'
  readonly values: Readonly<Record<string, string>>
}

/** Reads an Android package with what was given beside it. Never throws for bad content. */
export async function readApp(target: string, inputs: AppInputs): Promise<AppRead | AppUnread> {
  if (inputs.category !== undefined && !appType(inputs.category))
    return { error: 'category.unknown', values: { value: inputs.category } }
  const file = inputOf(target)
  if ('error' in file) return file
  const document = inputs.policy === undefined ? undefined : policyOf(inputs.policy)
  if (document && 'error' in document) return document

  const budget = new Budget(PACKAGE_LIMITS)
  const pkg = openAndroid(target, budget)
  if (pkg.kind === 'unreadable')
    return { error: 'target.unknown', values: { name: target, why: pkg.problems[0]?.message.en ?? 'not a package' } }
  try {
    const scan = scanPackage(pkg, budget)
    const name = pkg.manifest?.application?.label
    const id = `app.android:${pkg.manifest?.package || 'unknown'}`
    const recorder = new Recorder('android')
    const app = recorder
      .row(appEntity.name, id)
      .show('id', id)
      .show('policyGiven', document !== undefined)
    if (inputs.category !== undefined) app.show('category', appType(inputs.category)!.zh)
    recordPackage(scan, app, recorder, {
      ...(document ? { policy: document.scan } : {}),
      ...(inputs.category === undefined ? {} : { category: inputs.category }),
    })
    const readings = [recorder.reading()]
    if (document) {
      const text = new Recorder('policy')
      recordPolicy(document.scan, text.row(appEntity.name, id), text)
      readings.push(text.reading())
    }
    return {
      subject: {
        kind: 'app.android',
        id,
        name: name?.zh ?? name?.default ?? pkg.manifest?.package ?? basename(target),
        version: pkg.manifest?.versionName ?? pkg.manifest?.versionCode ?? '',
        inputs: [file, ...(document ? [document.input] : [])],
      },
      readings,
      limits: [...limitsOf(scan), ...(document ? [] : [NO_POLICY])],
    }
  } finally {
    pkg.close()
  }
}

const NO_POLICY: Text = {
  zh: '没有提供隐私政策，与政策有关的行为无法判断（--policy）。',
  en: 'No privacy policy was given: acts that turn on it cannot be told (--policy).',
}

interface FileInput {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

/** Digest of a file, read in pieces. */
function inputOf(path: string): FileInput | AppUnread {
  try {
    if (!statSync(path).isFile()) return { error: 'file.unreadable', values: { name: path, why: 'not a file' } }
    const fd = openSync(path, 'r')
    try {
      const hash = createHash('sha256')
      const piece = Buffer.allocUnsafe(1 << 20)
      for (let n = readSync(fd, piece); n > 0; n = readSync(fd, piece)) hash.update(piece.subarray(0, n))
      return { name: basename(path), sha256: hash.digest('hex'), bytes: fstatSync(fd).size }
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return code === 'ENOENT'
      ? { error: 'file.missing', values: { name: path } }
      : { error: 'file.unreadable', values: { name: path, why: code } }
  }
}

function policyOf(path: string): { readonly scan: PolicyScan; readonly input: FileInput } | AppUnread {
  const input = inputOf(path)
  if ('error' in input) return input
  if (input.bytes > DOCUMENT_LIMITS.bytes)
    return { error: 'policy.unreadable', values: { name: path, why: `${input.bytes} bytes` } }
  const scan = readPolicy(readFileSync(path), basename(path), new Budget(DOCUMENT_LIMITS))
  const unreadable = scan.unread.includes('format') || (scan.unread.includes('blank') && scan.length.chars === 0)
  return unreadable
    ? { error: 'policy.unreadable', values: { name: path, why: scan.problems[0]?.message.en ?? 'no text' } }
    : { scan, input }
}
