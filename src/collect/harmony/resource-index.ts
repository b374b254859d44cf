import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** One value of a resource for one set of conditions. */
export interface ResourceValue {
  /** Language, script and region as far as they are given: `zh-Hans-CN`; empty for all. */
  readonly locale: string
  readonly text: string
}

export interface Resource {
  readonly id: number
  readonly name: string
  readonly values: readonly ResourceValue[]
}

const VERSION = 128
const OLD_HEADER = VERSION + 8
const NEW_HEADER = VERSION + 12
const STRING = 9
const STRING_ARRAY = 10
const PLURAL = 17
const KEY = { language: 0, region: 1, script: 5 } as const
const MAX_KEYS = 4096

/** String resources of a `resources.index` by id and by name; empty with a problem where it cannot be read. */
export class ResourceIndex {
  readonly #byId = new Map<number, Resource & { values: ResourceValue[] }>()
  readonly #byName = new Map<string, Resource>()

  /** Adds the strings of one index. */
  add(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): void {
    const whole = log.guard(locator, () => (isNew(bytes) ? this.#readNew(bytes, budget) : this.#readOld(bytes, budget)))
    if (whole === false)
      log.add('harmony.resource-index', locator, {
        zh: '资源索引损坏或不是已知格式，部分或全部文字未读。',
        en: 'The resource index is broken or of no known form; some or all texts were not read.',
      })
  }

  /** By number, or by a reference such as `$string:reason`. */
  find(reference: number | string): Resource | undefined {
    if (typeof reference === 'number') return this.#byId.get(reference)
    const name = /^\$string:(.+)$/.exec(reference)?.[1]
    return name === undefined ? undefined : this.#byName.get(name)
  }

  all(): Iterable<Resource> {
    return this.#byId.values()
  }

  #put(id: number, name: string, locale: string, text: string): void {
    const known = this.#byId.get(id)
    if (known) {
      if (!known.values.some((v) => v.locale === locale)) known.values.push({ locale, text })
      return
    }
    const resource = { id, name, values: [{ locale, text }] }
    this.#byId.set(id, resource)
    if (!this.#byName.has(name)) this.#byName.set(name, resource)
  }

  /** Each set of conditions points to a list of ids, each id to a record with type, value and name. */
  #readOld(bytes: Buffer, budget: Budget): boolean {
    if (bytes.length < OLD_HEADER) return false
    const sets = bytes.readUInt32LE(VERSION + 4)
    let at = OLD_HEADER
    let whole = sets <= MAX_KEYS
    for (let i = 0; i < sets && i < MAX_KEYS; i++) {
      if (!tagAt(bytes, at, 'KEYS') || at + 12 > bytes.length) return false
      const ids = bytes.readUInt32LE(at + 4)
      const count = bytes.readUInt32LE(at + 8)
      if (at + 12 + count * 8 > bytes.length) return false
      if (!this.#oldSet(bytes, ids, localeOf(bytes, at + 12, count), budget)) whole = false
      at += 12 + count * 8
    }
    return whole
  }

  #oldSet(bytes: Buffer, at: number, locale: string, budget: Budget): boolean {
    if (!tagAt(bytes, at, 'IDSS') || at + 8 > bytes.length) return false
    const count = bytes.readUInt32LE(at + 4)
    if (at + 8 + count * 8 > bytes.length) return false
    let whole = true
    for (let i = 0; i < count; i++) {
      budget.steps()
      const record = bytes.readUInt32LE(at + 12 + i * 8)
      if (record + 12 > bytes.length) {
        whole = false
        continue
      }
      const type = bytes.readUInt32LE(record + 4)
      if (type !== STRING && type !== STRING_ARRAY && type !== PLURAL) continue
      const value = sized(bytes, record + 12, budget)
      const name = value && sized(bytes, value.end, budget)
      if (value === undefined || name === undefined) whole = false
      else {
        const text = type === STRING ? plain(bytes, value.start, value.end) : parts(bytes, value.start, value.end)
        this.#put(bytes.readUInt32LE(record + 8), plain(bytes, name.start, name.end), locale, text)
      }
    }
    return whole
  }

  /** Conditions by number, then ids by type with name and place, then per id a value for each set of conditions. */
  #readNew(bytes: Buffer, budget: Budget): boolean {
    const sets = bytes.readUInt32LE(VERSION + 4)
    const locales = new Map<number, string>()
    let at = NEW_HEADER
    for (let i = 0; i < sets && i < MAX_KEYS; i++) {
      if (!tagAt(bytes, at, 'KEYS') || at + 12 > bytes.length) return false
      const count = bytes.readUInt32LE(at + 8)
      if (at + 12 + count * 8 > bytes.length) return false
      locales.set(bytes.readUInt32LE(at + 4), localeOf(bytes, at + 12, count))
      at += 12 + count * 8
    }
    if (!tagAt(bytes, at, 'IDSS') || at + 16 > bytes.length) return false
    const types = bytes.readUInt32LE(at + 8)
    at += 16
    let whole = true
    for (let t = 0; t < types && at + 12 <= bytes.length; t++) {
      const type = bytes.readUInt32LE(at)
      const count = bytes.readUInt32LE(at + 8)
      at += 12
      for (let i = 0; i < count; i++) {
        budget.steps()
        if (at + 12 > bytes.length) return false
        const id = bytes.readUInt32LE(at)
        const info = bytes.readUInt32LE(at + 4)
        const length = bytes.readUInt32LE(at + 8)
        if (at + 12 + length > bytes.length) return false
        const name = bytes.toString('utf8', at + 12, at + 12 + length)
        at += 12 + length
        if (type === STRING || type === STRING_ARRAY || type === PLURAL)
          whole = this.#newValues(bytes, { id, info, name, type }, locales, budget) && whole
      }
    }
    return whole
  }

  #newValues(
    bytes: Buffer,
    of: { id: number; info: number; name: string; type: number },
    locales: ReadonlyMap<number, string>,
    budget: Budget,
  ): boolean {
    if (of.info + 12 > bytes.length) return false
    const count = bytes.readUInt32LE(of.info + 8)
    if (of.info + 12 + count * 8 > bytes.length) return false
    let whole = true
    for (let i = 0; i < count; i++) {
      budget.steps()
      const at = of.info + 12 + i * 8
      const value = sized(bytes, bytes.readUInt32LE(at + 4), budget)
      if (value === undefined) whole = false
      else {
        const text = of.type === STRING ? plain(bytes, value.start, value.end) : parts(bytes, value.start, value.end)
        this.#put(of.id, of.name, locales.get(bytes.readUInt32LE(at)) ?? '', text)
      }
    }
    return whole
  }
}

const tagAt = (bytes: Buffer, at: number, tag: string): boolean => bytes.toString('latin1', at, at + 4) === tag

/** The newer form has one more number in its header. */
const isNew = (bytes: Buffer): boolean => bytes.length >= NEW_HEADER && tagAt(bytes, NEW_HEADER, 'KEYS')

/** Letters of a language, script or region stand in a number, last letter lowest. */
function letters(value: number): string {
  let word = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) word = String.fromCharCode(rest % 256) + word
  return word.replace(/[^A-Za-z]/g, '')
}

function localeOf(bytes: Buffer, at: number, count: number): string {
  const found = new Map<number, string>()
  for (let i = 0; i < count; i++) found.set(bytes.readUInt32LE(at + i * 8), letters(bytes.readUInt32LE(at + i * 8 + 4)))
  return [KEY.language, KEY.script, KEY.region].flatMap((k) => found.get(k) || []).join('-')
}

/** The range of a value that states its own length; a zero that closes it is left out by `plain`. */
function sized(bytes: Buffer, at: number, budget: Budget): { start: number; end: number } | undefined {
  if (at + 2 > bytes.length) return undefined
  const end = at + 2 + bytes.readUInt16LE(at)
  if (end > bytes.length) return undefined
  budget.steps(1 + ((end - at) >> 6))
  return { start: at + 2, end }
}

const plain = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('utf8', start, end).replace(/\0+$/, '')

/** Members of an array or plural, each with its own length. */
function parts(bytes: Buffer, start: number, end: number): string {
  const members: string[] = []
  for (let at = start; at + 2 <= end; ) {
    const stop = Math.min(at + 2 + bytes.readUInt16LE(at), end)
    members.push(plain(bytes, at + 2, stop))
    at = bytes[stop] === 0 ? stop + 1 : stop
  }
  return members.filter((m) => m !== '').join('；')
}

const SIMPLIFIED = /^zh(?:-Hans)?(?:-CN)?$/

/**
 * The value a phone set to simplified Chinese shows: its own language, any Chinese, then the base, or another language
 * where the base has none.
 */
export const shownValue = (resource: Resource): ResourceValue =>
  resource.values.find((v) => SIMPLIFIED.test(v.locale)) ??
  resource.values.find((v) => v.locale.startsWith('zh')) ??
  resource.values.find((v) => v.locale === '' && v.text.trim() !== '') ??
  resource.values.find((v) => v.text.trim() !== '') ??
  resource.values[0]!
