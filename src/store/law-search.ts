import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Period } from '../law/calendar.ts'
import type { Modality } from '../law/instrument.ts'
import { placeName } from '../law/place-name.ts'
import type { RoleId } from '../law/role.ts'
import { findTerms, searchForm, type Term, termsOf } from '../law/search-words.ts'
import type { Text } from '../law/text.ts'
import type { Cited, Excerpt, LawFound, LawHit } from '../report/law/found.ts'

export interface LawQuery {
  /** Words, all of which must be found; in quotes they stand together. May be empty where there is a filter. */
  readonly text: string
  readonly laws?: readonly string[]
  readonly modalities?: readonly Modality[]
  readonly bearers?: readonly RoleId[]
  /** With any time limit; in a unit; or of a length. */
  readonly limit?: 'any' | Period['unit'] | Period
  /** Only what is in force on that day. */
  readonly inForceOn?: string
  /** The day for which standings are given. */
  readonly on: string
  /** At most this many hits. */
  readonly most: number
}

/** So many provisions are weighed against each other; those in front in the order of the index. */
const WEIGHED = 300
/** Characters of a text that are shown. */
const SHOWN = 160

/** So many words are tried for one that is still being typed. */
const GOES_ON = 8
const MOST_CITATIONS = 500
const MOST_LAWS = 5
const HAN = /\p{Script=Han}/u

interface Row {
  readonly ref: string
  readonly title: string
  readonly label: string
  readonly gist_zh: string | null
  readonly gist_en: string | null
  readonly zh: string | null
  readonly en: string | null
  readonly marks: string
  readonly starts: string | null
  readonly ends: string | null
  readonly draft: number
  readonly binding: number
}

const COLUMNS =
  'p.ref, p.title, p.label, p.gist_zh, p.gist_en, p.zh, p.en, p.marks, p.starts, p.ends, p.draft, p.binding'
const IN_FORCE =
  'and p.draft = 0 and p.binding = 1 and coalesce(p.starts, p.passed) <= :day and (p.ends is null or p.ends >= :day)'

/** Bounds of a reference and of all that lies in it. */
const within = (ref: string) => ({ ref, inner: `${ref}.`, end: `${ref}/` })

/** Searches an index that `openLawIndex` or `buildLawIndex` gave. Statements are prepared once for each database. */
export class LawSearch {
  readonly #db: DatabaseSync
  readonly #tags: ReadonlyMap<string, number>
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
    // A large index is read through the page cache of the system, without a call for each page.
    db.exec('pragma mmap_size = 2147418112')
    const rows = db.prepare('select name, id from tag').all() as unknown as { name: string; id: number }[]
    this.#tags = new Map(rows.map(({ name, id }) => [name, id]))
  }

  close(): void {
    this.#db.close()
  }

  find(query: LawQuery): LawFound {
    const terms = termsOf(query.text)
    const match = this.#match(terms, query)
    const named = this.#at(query.text.trim())
    const rows = named ? [named] : match === undefined ? [] : this.#rows(match, query)
    const weighed = rows
      .map((row, i) => ({ row, weight: weightOf(row, terms, query.text), i }))
      .sort((a, b) => b.weight - a.weight || a.i - b.i)
    return {
      schema: 'guiju/law-search/1',
      query: query.text,
      on: query.on,
      total: rows.length,
      more: rows.length >= WEIGHED,
      laws: this.#laws(terms),
      hits: weighed.slice(0, query.most).map(({ row }) => hitOf(row, terms, query.on)),
    }
  }

  /** The provisions that cite a provision, or what lies in it unless it is asked for `alone`, in the order of the index. */
  citedBy(ref: string, alone = false): readonly Cited[] {
    const statement = this.#prepare(`
      select distinct p.ref, p.title, p.label from citation c join provision p on p.id = c.source
      where ${alone ? 'c.target = :ref' : 'c.target = :ref or (c.target > :inner and c.target < :end)'}
      order by p.id limit ${MOST_CITATIONS}`)
    const rows = statement.all(alone ? { ref } : within(ref)) as unknown as Pick<Row, 'ref' | 'title' | 'label'>[]
    return rows.map(({ ref: source, title, label }) => ({
      ref: source,
      title: JSON.parse(title) as Cited['title'],
      label: JSON.parse(label) as Text,
    }))
  }

  /** What a provision cites, or one in it unless it is asked for `alone`. */
  cites(ref: string, alone = false): readonly Cited[] {
    const statement = this.#prepare(`
      select distinct c.target from provision p join citation c on c.source = p.id
      where ${alone ? 'p.ref = :ref' : 'p.ref = :ref or (p.ref > :inner and p.ref < :end)'}
      order by c.rowid limit ${MOST_CITATIONS}`)
    const rows = statement.all(alone ? { ref } : within(ref)) as unknown as { target: string }[]
    return rows.flatMap(({ target }) => this.#named(target) ?? [])
  }

  #named(target: string): Cited | undefined {
    const cut = target.indexOf('#')
    const place = cut < 0 ? undefined : target.slice(cut + 1)
    if (target.startsWith('《')) {
      const title = { zh: target.slice(1, target.indexOf('》')), en: null }
      const label = place === undefined ? undefined : placeName(place, 'articles')
      return { ref: null, title, ...(label ? { label } : {}) }
    }
    const statement = this.#prepare(
      `select ref, title, label from provision where ${place === undefined ? 'ref > :ref and ref < :end' : 'ref in (:ref, :end)'} limit 1`,
    )
    const bounds = place === undefined ? { ref: `${target}#`, end: `${target}$` } : { ref: target, end: `${target}.p1` }
    const row = statement.get(bounds) as unknown as Pick<Row, 'ref' | 'title' | 'label'> | undefined
    if (!row) return undefined
    const title = JSON.parse(row.title) as Cited['title']
    if (place === undefined) return { ref: target, title }
    const label = row.ref === target ? (JSON.parse(row.label) as Text) : placeName(place, 'articles')
    return { ref: target, title, ...(label ? { label } : {}) }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /** The expression of the full-text index; undefined where nothing can match. Only our own words enter it, quoted. */
  #match(terms: readonly Term[], query: LawQuery): string | undefined {
    const tags: string[][] = []
    if (query.laws) tags.push(query.laws.map((id) => `law:${id}`))
    if (query.modalities) tags.push(query.modalities.map((m) => `modality:${m}`))
    if (query.bearers) tags.push(query.bearers.map((b) => `bearer:${b}`))
    const { limit } = query
    if (limit === 'any') tags.push(['limit'])
    else if (limit !== undefined)
      tags.push([typeof limit === 'string' ? `limit:${limit}` : `limit:${limit.n} ${limit.unit}`])
    const parts: string[] = []
    for (const group of tags) {
      const ids = group.flatMap((name) => this.#tags.get(name) ?? [])
      if (ids.length === 0) return undefined
      parts.push(`tags : (${ids.map((id) => `"t${id}"`).join(' OR ')})`)
    }
    for (const { words, open } of terms) {
      const phrase = `"${words.join(' ')}"`
      if (!open) parts.push(`{zh en} : ${phrase}`)
      else if (words.length > 1) parts.push(`{zh en} : (${phrase} *)`)
      else if (HAN.test(words[0]!)) parts.push(`single : ${phrase}`)
      else parts.push(`{zh en} : (${[words[0]!, ...this.#goOn(words[0]!)].map((word) => `"${word}"`).join(' OR ')})`)
    }
    return parts.length === 0 ? undefined : parts.join(' AND ')
  }

  /** The most frequent words that begin with what was typed. */
  #goOn(word: string): string[] {
    if (!/^[a-z]{1,40}$/.test(word)) return []
    const statement = this.#prepare(
      `select word from vocabulary where word > :word and word < :end order by n desc limit ${GOES_ON}`,
    )
    return (statement.all({ word, end: `${word}{` }) as unknown as { word: string }[]).map((row) => row.word)
  }

  /** The provision of a reference that was typed. */
  #at(ref: string): Row | undefined {
    if (!ref.includes('#')) return undefined
    const statement = this.#prepare(`select ${COLUMNS} from provision p where p.ref in (:ref, :first) limit 1`)
    return statement.get({ ref, first: `${ref}.p1` }) as unknown as Row | undefined
  }

  /** Laws whose title holds all the words. */
  #laws(terms: readonly Term[]): LawFound['laws'] {
    if (terms.length === 0) return []
    const match = terms.map(({ words, open }) => `"${words.join(' ')}"${open ? ' *' : ''}`).join(' AND ')
    const statement = this.#prepare(`
      select law.id, law.title from titles join law on law.n = titles.rowid
      where titles match :match order by length(law.title) limit ${MOST_LAWS}`)
    return (statement.all({ match }) as unknown as { id: string; title: string }[]).map(({ id, title }) => ({
      id,
      title: JSON.parse(title) as LawHit['title'],
    }))
  }

  #rows(match: string, { inForceOn }: LawQuery): Row[] {
    const statement = this.#prepare(`
      select ${COLUMNS} from words w join provision p on p.id = w.rowid
      where words match :match ${inForceOn === undefined ? '' : IN_FORCE} limit ${WEIGHED}`)
    return statement.all({ match, ...(inForceOn === undefined ? {} : { day: inForceOn }) }) as unknown as Row[]
  }
}

/** Heavier is shown first: many of the words in few characters, above all in a gist, and the whole query as typed. */
function weightOf(row: Row, terms: readonly Term[], query: string): number {
  const whole = searchForm(query).trim()
  const fields = [
    [row.gist_zh, 2],
    [row.gist_en, 2],
    [row.zh, 1],
    [row.en, 1],
    [row.label, 3],
  ] as const
  let weight = 0
  for (const [text, factor] of fields) {
    if (text === null) continue
    const form = text.toLowerCase()
    let found = 0
    for (const term of terms) found += times(form, term.form)
    if (found > 0) weight += (factor * found) / Math.log2(16 + form.length)
    if (terms.length > 1 && form.includes(whole)) weight += factor
  }
  return weight
}

/** More of the same weighs no more. */
const MOST_TIMES = 4

function times(text: string, words: string): number {
  let n = 0
  for (let at = text.indexOf(words); at >= 0 && n < MOST_TIMES; at = text.indexOf(words, at + words.length)) n++
  return n
}

function hitOf(row: Row, terms: readonly Term[], on: string): LawHit {
  const { modalities, bearers, limits } = JSON.parse(row.marks) as Pick<LawHit, 'modalities' | 'bearers' | 'limits'>
  const standing = row.draft
    ? ('draft' as const)
    : row.starts === null
      ? undefined
      : on < row.starts
        ? ('not-yet' as const)
        : row.ends !== null && on > row.ends
          ? ('replaced' as const)
          : ('in-force' as const)
  return {
    ref: row.ref,
    title: JSON.parse(row.title) as LawHit['title'],
    label: JSON.parse(row.label) as LawHit['label'],
    modalities,
    bearers,
    limits,
    ...(standing ? { standing } : {}),
    ...(row.binding ? {} : { binding: false as const }),
    inForce: row.starts === null ? null : { from: row.starts, ...(row.ends === null ? {} : { until: row.ends }) },
    zh: { gist: excerpt(row.gist_zh, terms), text: excerpt(row.zh, terms) },
    en: { gist: excerpt(row.gist_en, terms), text: excerpt(row.en, terms) },
  }
}

/** The stretch of a text around the first word found, or its beginning. */
function excerpt(text: string | null, terms: readonly Term[]): Excerpt | null {
  if (text === null) return null
  const marks = findTerms(text, terms)
  const first = marks[0]?.[0] ?? 0
  let from = first < SHOWN / 2 ? 0 : first - SHOWN / 4
  if (from > 0 && text.length - from < SHOWN) from = Math.max(0, text.length - SHOWN)
  while (from > 0 && /[\p{Script=Latin}\uDC00-\uDFFF]/u.test(text[from]!) && first - from < SHOWN / 2) from--
  let to = Math.min(text.length, from + SHOWN)
  while (to < text.length && /[\p{Script=Latin}\uDC00-\uDFFF]/u.test(text[to]!) && to - from < SHOWN * 1.5) to++
  const [head, tail] = [from > 0 ? '…' : '', to < text.length ? '…' : '']
  return {
    text: head + text.slice(from, to) + tail,
    marks: marks
      .filter(([a, b]) => a >= from && b <= to)
      .map(([a, b]) => [a - from + head.length, b - from + head.length] as const),
  }
}
