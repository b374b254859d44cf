import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import { same, type Text } from '../../law/text.ts'
import { Budget, DOCUMENT_LIMITS } from '../budget.ts'
import { readPolicy } from '../policy/read.ts'
import type { PolicyScan } from '../policy/scan.ts'
import { type Digest, digestOf, type Unopened } from './target.ts'

/** A policy as it was given: a file or an http(s) address. */
export interface PolicyInput {
  readonly scan: PolicyScan
  /** For an address: the final one, after redirects. */
  readonly input: Digest
}

/** Why there is no policy to read: an error code of the command line with its values. */
export interface PolicyUnread {
  readonly error: 'policy.unreadable' | 'url.unread'
  readonly values: Readonly<Record<string, string | Text>>
}

const isUrl = (given: string): boolean => /^https?:\/\//i.test(given)

/** Reads the policy from a file or an address. Says in one line why not where there is no text. */
export async function policyOf(given: string, allowPrivate = false): Promise<PolicyInput | PolicyUnread | Unopened> {
  return isUrl(given) ? fromUrl(given, allowPrivate) : fromFile(given)
}

async function fromFile(path: string): Promise<PolicyInput | PolicyUnread | Unopened> {
  const input = digestOf(path)
  if ('error' in input) return input
  if (input.bytes > DOCUMENT_LIMITS.bytes)
    return { error: 'policy.unreadable', values: { name: path, why: tooLarge(input.bytes) } }
  const scan = await readPolicy(readFileSync(path), basename(path), new Budget(DOCUMENT_LIMITS))
  return readable(scan, path, input)
}

async function fromUrl(address: string, allowPrivate: boolean): Promise<PolicyInput | PolicyUnread> {
  const limits = { bytes: DOCUMENT_LIMITS.bytes }
  const { fetchDocument } = await import('../fetch/fetch.ts')
  const fetched = await fetchDocument(address, { allowPrivate, limits })
  if (!fetched.ok) return { error: 'url.unread', values: { name: shown(address), why: fetched.why } }
  const name = shown(fetched.url)
  const scan = await readPolicy(fetched.bytes, name, new Budget(DOCUMENT_LIMITS), fetched.charset)
  return readable(scan, name, { name, sha256: fetched.sha256, bytes: fetched.bytes.length })
}

/** An address as it may be printed: never its user name and password. */
const shown = (address: string): string => address.replace(/^(https?:\/\/)[^/?#]*@/i, '$1')

function readable(scan: PolicyScan, name: string, input: Digest): PolicyInput | PolicyUnread {
  const nothing = scan.unread.length > 0 && scan.length.chars === 0
  if (!nothing && !scan.unread.includes('format')) return { scan, input }
  return { error: 'policy.unreadable', values: { name, why: whyNothing(scan.problems) } }
}

/** What keeps the text from being read says more than what was wrong on the way. */
const REASONS = ['document.encrypted', 'document.format', 'policy.images', 'policy.scripted', 'policy.framed']

function whyNothing(problems: readonly Problem[]): Text {
  const reason = REASONS.map((code) => problems.find((p) => p.code === code)).find((p) => p !== undefined)
  return (reason ?? problems.at(-1))?.message ?? { zh: '没有文字', en: 'there is no text' }
}

const tooLarge = (bytes: number): Text => same(`${bytes} > ${DOCUMENT_LIMITS.bytes} bytes`)
