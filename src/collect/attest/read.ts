import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { appEntity } from '../../facts/app.ts'
import { codeOf } from '../../facts/choice.ts'
import type { AnyEntity, Field } from '../../facts/entity.ts'
import { FactError, readScalar } from '../../facts/read.ts'
import type { Scalar } from '../../facts/row.ts'
import { isDay } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { nearest } from '../nearest.ts'

const MOST_BYTES = 4 << 20
const MOST_ROWS = 5000

/** Who says so, since when, on what. */
export interface Grounds {
  readonly by: string
  readonly on: string
  readonly note?: string
  readonly files: readonly Digest[]
}

export interface AttestedValue {
  readonly value: Scalar | null
  readonly grounds: Grounds
}

/** Facts of one row as a person attests them. */
export interface AttestedRow {
  readonly values: Readonly<Record<string, AttestedValue>>
  readonly links: Readonly<Record<string, AttestedRow>>
  readonly lists: Readonly<Record<string, AttestedList>>
}

export interface AttestedList {
  readonly rows: readonly AttestedRow[]
  /** The person says that there are no others. */
  readonly complete: boolean
  readonly grounds: Grounds
}

export interface Attestation {
  readonly name: string
  readonly inputs: readonly Digest[]
  readonly subject?: string
  /** Ids of other carriers that are the same subject. */
  readonly sameAs: readonly string[]
  readonly facts: AttestedRow
}

export interface AttestUnread {
  readonly error:
    | 'file.missing'
    | 'file.unreadable'
    | 'attest.unreadable'
    | 'attest.unsigned'
    | 'attest.key'
    | 'attest.value'
  readonly values: Readonly<Record<string, string | Text>>
}

class Refused extends Error {
  readonly unread: AttestUnread
  constructor(error: AttestUnread['error'], values: AttestUnread['values']) {
    super(error)
    this.unread = { error, values }
  }
}

type Plain = Readonly<Record<string, unknown>>
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const SCHEMA = 'guiju/attestation/1'
const META = ['schema', 'subject', 'sameAs', 'by', 'on', 'note', 'evidence', 'facts'] as const
const GROUNDS = ['by', 'on', 'note', 'evidence'] as const

/** Reads an attestation. Files it names as evidence stand beside it, or at a full path; only their digests are taken. */
export function readAttestation(path: string): Attestation | AttestUnread {
  const input = digestOf(path)
  if ('error' in input) return input
  if (input.bytes > MOST_BYTES)
    return {
      error: 'attest.unreadable',
      values: { name: path, why: { zh: '文件过大', en: 'it is too large' } },
    }
  try {
    return new Reader(path).read(rootOf(path), input)
  } catch (error) {
    if (error instanceof Refused) return error.unread
    throw error
  }
}

function rootOf(path: string): Plain {
  const unreadable = (zh: string, en: string) => new Refused('attest.unreadable', { name: path, why: { zh, en } })
  let root: unknown
  try {
    root = parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), {
      maxAliasCount: 50,
      schema: 'core',
      logLevel: 'error',
    })
  } catch (error) {
    const line = /at line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '?'
    throw unreadable(`第 ${line} 行不是有效的 YAML`, `line ${line} is not valid YAML`)
  }
  if (!isPlain(root)) throw unreadable('内容不是键值对', 'it holds no names and values')
  return root
}

class Reader {
  readonly #path: string
  readonly #files = new Map<string, Digest>()
  #rows = 0

  constructor(path: string) {
    this.#path = path
  }

  read(root: Plain, input: Digest): Attestation {
    if (root['schema'] !== undefined && root['schema'] !== SCHEMA) this.#value('schema', String(root['schema']))
    if (root['facts'] !== undefined && root['facts'] !== null && !isPlain(root['facts']))
      this.#value('facts', String(root['facts']))
    const wrapped = isPlain(root['facts'])
    const facts = wrapped
      ? (root['facts'] as Plain)
      : Object.fromEntries(Object.entries(root).filter(([k]) => !(META as readonly string[]).includes(k)))
    if (wrapped)
      for (const key of Object.keys(root)) if (!(META as readonly string[]).includes(key)) this.#unknown(key, META)
    const grounds = this.#grounds(root, undefined, '')
    if (!grounds) throw new Refused('attest.unsigned', { name: this.#path })
    const same = root['sameAs']
    const subject = root['subject']
    return {
      name: basename(this.#path),
      ...(typeof subject === 'string' ? { subject } : {}),
      sameAs: (Array.isArray(same) ? same : [same]).filter((s): s is string => typeof s === 'string'),
      facts: this.#row(appEntity, facts, grounds, ''),
      inputs: [input, ...this.#files.values()],
    }
  }

  #unknown(key: string, known: readonly string[], where = ''): never {
    const near = nearest(key, known)
    const hint: Text = near
      ? { zh: `是否指 ${near}？`, en: `did you mean ${near}?` }
      : {
          zh: '用 guiju facts template attestation 查看全部名称',
          en: 'see guiju facts template attestation for the names',
        }
    throw new Refused('attest.key', { name: this.#path, key: where ? `${where}.${key}` : key, hint })
  }

  #value(where: string, why: string): never {
    throw new Refused('attest.value', { name: this.#path, where, why })
  }

  #grounds(from: Plain, outer: Grounds | undefined, where: string): Grounds | undefined {
    const by = typeof from['by'] === 'string' && from['by'].trim() !== '' ? from['by'].trim() : outer?.by
    const given = from['on'] instanceof Date ? from['on'].toISOString().slice(0, 10) : from['on']
    const on =
      given === undefined
        ? outer?.on
        : typeof given === 'string' && isDay(given)
          ? given
          : this.#value(`${where}on`, String(given))
    if (by === undefined || on === undefined) return undefined
    const note = typeof from['note'] === 'string' ? from['note'] : outer?.note
    const files = from['evidence'] === undefined ? (outer?.files ?? []) : this.#evidence(from['evidence'], where)
    return { by, on, files, ...(note === undefined ? {} : { note }) }
  }

  #evidence(given: unknown, where: string): readonly Digest[] {
    const names = Array.isArray(given) ? given : given === null || given === '' ? [] : [given]
    return names.map((name) => {
      if (typeof name !== 'string') return this.#value(`${where}evidence`, String(name))
      const path = resolve(dirname(this.#path), name)
      const known = this.#files.get(path)
      if (known) return known
      const digest = digestOf(path)
      if ('error' in digest) throw new Refused(digest.error, digest.values)
      this.#files.set(path, digest)
      return digest
    })
  }

  #row(of: AnyEntity, facts: Plain, grounds: Grounds, where: string): AttestedRow {
    if (++this.#rows > MOST_ROWS) this.#value(where || 'facts', `> ${MOST_ROWS}`)
    const values: Record<string, AttestedValue> = {}
    const links: Record<string, AttestedRow> = {}
    const lists: Record<string, AttestedList> = {}
    const fields = of.fields as Record<string, Field>
    for (const [key, given] of Object.entries(facts)) {
      const at = where ? `${where}.${key}` : key
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      const link = Object.hasOwn(of.links, key) ? (of.links as Record<string, AnyEntity>)[key] : undefined
      const element = Object.hasOwn(of.lists, key) ? (of.lists as Record<string, AnyEntity>)[key] : undefined
      if (field) {
        const answer = isPlain(given) ? given : { value: given }
        for (const name of Object.keys(answer))
          if (name !== 'value' && !(GROUNDS as readonly string[]).includes(name))
            this.#unknown(name, ['value', ...GROUNDS], at)
        const value = this.#scalar(field, answer['value'], at)
        if (value !== undefined) values[key] = { value, grounds: this.#grounds(answer, grounds, `${at}.`)! }
      } else if (link) {
        if (!isPlain(given)) this.#value(at, String(given))
        const [own, inner] = withoutGrounds(given as Plain)
        links[key] = this.#row(link, inner, this.#grounds(own, grounds, `${at}.`)!, at)
      } else if (element) lists[key] = this.#list(element, given, grounds, at)
      else if (!(GROUNDS as readonly string[]).includes(key) || where === '')
        this.#unknown(key, [...Object.keys(fields), ...Object.keys(of.links), ...Object.keys(of.lists)], where)
    }
    return { values, links, lists }
  }

  #list(of: AnyEntity, given: unknown, grounds: Grounds, at: string): AttestedList {
    const form = Array.isArray(given) ? { rows: given } : isPlain(given) ? given : this.#value(at, String(given))
    for (const name of Object.keys(form))
      if (!['rows', 'open', 'complete', ...GROUNDS].includes(name))
        this.#unknown(name, ['rows', 'open', 'complete', ...GROUNDS], at)
    const own = this.#grounds(form as Plain, grounds, `${at}.`)!
    const given_ = (form as Plain)['rows'] ?? []
    if (!Array.isArray(given_)) this.#value(`${at}.rows`, String(given_))
    const rows = (given_ as unknown[]).map((row, i) => {
      const place = `${at}[${i}]`
      if (!isPlain(row)) return this.#value(place, String(row))
      const [ownGrounds, inner] = withoutGrounds(row)
      return this.#row(of, inner, this.#grounds(ownGrounds, own, `${place}.`)!, place)
    })
    const open = (form as Plain)['open'] === true || (form as Plain)['complete'] === false
    return { rows, complete: !open, grounds: own }
  }

  #scalar(field: Field, value: unknown, at: string): Scalar | null | undefined {
    const day = value instanceof Date ? value.toISOString().slice(0, 10) : value
    const plain = field.choices && typeof day === 'string' ? (codeOf(field, day) ?? day) : day
    try {
      return readScalar(field, plain, at)
    } catch (error) {
      if (error instanceof FactError) return this.#value(at, String(JSON.stringify(plain)))
      throw error
    }
  }
}

/** Splits a row into who says so and what is said. */
function withoutGrounds(row: Plain): [Plain, Plain] {
  const own = Object.fromEntries(Object.entries(row).filter(([k]) => (GROUNDS as readonly string[]).includes(k)))
  const rest = Object.fromEntries(Object.entries(row).filter(([k]) => !(GROUNDS as readonly string[]).includes(k)))
  return [own, rest]
}
