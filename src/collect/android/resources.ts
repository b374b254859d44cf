import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { chineseRank } from './config.ts'
import {
  type BagItem,
  type ResourceEntry,
  type ResourcePackage,
  ResourceTable,
  type TypeChunk,
  type TypeGroup,
} from './resource-table.ts'
import { asBoolean, asInteger, asWord, hex, isReference, VALUE, type Value } from './values.ts'

/** References in references, parents of styles. */
const MAX_HOPS = 20
const LOCATOR = 'resources.arsc'
/** Highest platform version a value may ask for; newer ones do not exist yet. */
const MAX_SDK = 1000

/** A text a user sees, as the package states it; a missing key: the package has no such text. */
export interface LocalText {
  /** Id of the resource, 0 for a literal. */
  readonly id: number
  /** Text of the default configuration, or the literal. */
  readonly default?: string
  /** Text of the best Simplified Chinese configuration. */
  readonly zh?: string
}

export interface ResourceString {
  readonly id: number
  /** `string/privacy_title`, `array/…`, `plurals/…`; items of arrays share the name. */
  readonly name: string
  readonly locale: 'default' | 'zh'
  readonly text: string
}

/** A resource that is a file of the package. */
export interface ResourceFile {
  readonly id: number
  readonly name: string
  readonly path: string
}

interface Place {
  readonly table: ResourceTable
  readonly owner: ResourcePackage
  readonly group: TypeGroup
}

/** The resource tables of a package and its splits, as one. */
export class Resources {
  readonly #tables: ResourceTable[] = []
  readonly #places = new Map<number, Place[]>()
  readonly #budget: Budget
  readonly #log: ProblemLog
  #names: Map<string, number> | undefined

  constructor(budget: Budget, log: ProblemLog) {
    this.#budget = budget
    this.#log = log
  }

  /** Adds a `resources.arsc`. Values of all tables count; names of earlier ones win. */
  add(bytes: Buffer, locator: string): void {
    const table = new ResourceTable(bytes, this.#budget, this.#log, locator)
    this.#tables.push(table)
    this.#names = undefined
    for (const owner of table.packages)
      for (const group of owner.types.values()) {
        const key = (owner.id << 8) | group.id
        const places = this.#places.get(key)
        if (places === undefined) this.#places.set(key, [{ table, owner, group }])
        else places.push({ table, owner, group })
      }
  }

  /** True when no table could be read, or none holds a package. */
  get empty(): boolean {
    return this.#tables.every((table) => table.packages.length === 0)
  }

  /** `string/privacy_title`, for an id of this package. */
  name(id: number): string | undefined {
    return this.#guard(() => this.#nameOf(id))
  }

  #nameOf(id: number): string | undefined {
    for (const place of this.#at(id))
      for (const chunk of place.group.chunks) {
        const at = place.table.offsetOf(chunk, id & 0xffff)
        if (at < 0) continue
        const key = place.owner.keys.get(place.table.keyAt(at))
        if (key !== undefined) return `${place.group.name}/${key}`
      }
    return undefined
  }

  /** The id of a name such as `layout/activity_login`. Builds an index of all names when first asked. */
  find(name: string): number | undefined {
    this.#names ??= this.#guard(() => this.#index()) ?? new Map()
    return this.#names.get(name)
  }

  /** The text of a value: a literal, or a string resource followed through references. */
  text(value: Value): LocalText {
    if (!isReference(value)) {
      const word = asWord(value)
      return word === undefined ? { id: 0 } : { id: 0, default: word }
    }
    const plain = this.#follow(value.data, false).value
    const chinese = this.#follow(value.data, true)
    const word = plain === undefined ? undefined : asWord(plain)
    const zh = chinese.chinese && chinese.value !== undefined ? asWord(chinese.value) : undefined
    return {
      id: value.data,
      ...(word !== undefined ? { default: word } : {}),
      ...(zh !== undefined ? { zh } : {}),
    }
  }

  /** The value a reference stands for in the default configuration of a current phone; other values are returned as they are. */
  resolve(value: Value): Value | undefined {
    return isReference(value) ? this.#follow(value.data, false).value : value
  }

  boolean(value: Value): boolean | undefined {
    const resolved = this.resolve(value)
    return resolved === undefined ? undefined : asBoolean(resolved)
  }

  integer(value: Value): number | undefined {
    const resolved = this.resolve(value)
    return resolved === undefined ? undefined : asInteger(resolved)
  }

  /** The word a value stands for: string, number or boolean written out, references followed. */
  word(value: Value): string | undefined {
    const resolved = this.resolve(value)
    return resolved === undefined ? undefined : asWord(resolved)
  }

  /** An attribute of a style or its parents. */
  styleValue(style: number, attribute: number): Value | undefined {
    return this.#guard(() => this.#inStyle(style, attribute))
  }

  #inStyle(style: number, attribute: number): Value | undefined {
    let id = style
    for (let hop = 0; hop < MAX_HOPS && id !== 0; hop++) {
      const bag = this.#bag(id)
      if (bag === undefined) return undefined
      const item = bag.items.find((candidate) => candidate.name === attribute)
      if (item !== undefined) return item
      id = bag.parent
    }
    return undefined
  }

  /** Paths of a file resource in all configurations. */
  paths(id: number): string[] {
    return this.#guard(() => this.#pathsOf(id)) ?? []
  }

  #pathsOf(id: number): string[] {
    const paths = new Set<string>()
    for (const { table, group } of this.#at(id))
      for (const chunk of group.chunks) {
        const value = table.entry(chunk, id & 0xffff)?.value
        if (value?.type === VALUE.string && value.text !== undefined) paths.add(value.text)
      }
    return [...paths]
  }

  /** All files of a type such as `layout`, in all configurations. */
  files(type: string): Generator<ResourceFile> {
    return this.#guarded(this.#files(type))
  }

  *#files(type: string): Generator<ResourceFile> {
    for (const { table, owner, group, chunk } of this.#chunks((name) => name === type))
      for (const { index, entry } of table.entries(chunk)) {
        const path = entry.value?.type === VALUE.string ? entry.value.text : undefined
        if (path === undefined) continue
        const id = ((owner.id << 24) | (group.id << 16) | index) >>> 0
        yield { id, name: `${type}/${owner.keys.get(entry.key) ?? hex(id)}`, path }
      }
  }

  /** Strings, arrays and plurals of the default and the Simplified Chinese configurations, one after the other. */
  strings(): Generator<ResourceString> {
    return this.#guarded(this.#strings())
  }

  *#strings(): Generator<ResourceString> {
    const wanted = (name: string) => name === 'string' || name === 'array' || name === 'plurals'
    for (const { table, owner, group, chunk } of this.#chunks(wanted)) {
      const locale = chunk.config.language === '' ? 'default' : chineseRank(chunk.config) > 0 ? 'zh' : undefined
      if (locale === undefined) continue
      for (const { index, entry } of table.entries(chunk)) {
        const id = ((owner.id << 24) | (group.id << 16) | index) >>> 0
        const name = `${group.name}/${owner.keys.get(entry.key) ?? hex(id)}`
        for (const value of entry.items ?? [entry.value])
          if (value?.type === VALUE.string && value.text !== undefined) yield { id, name, locale, text: value.text }
      }
    }
  }

  #guard<T>(read: () => T): T | undefined {
    return this.#log.guard(LOCATOR, read)
  }

  /** Ends a list with a problem when the budget is used up. */
  *#guarded<T>(list: Generator<T>): Generator<T> {
    for (;;) {
      const next = this.#guard(() => list.next())
      if (next === undefined || next.done === true) return
      yield next.value
    }
  }

  *#chunks(wanted: (type: string) => boolean): Generator<Place & { chunk: TypeChunk }> {
    for (const table of this.#tables)
      for (const owner of table.packages)
        for (const group of owner.types.values())
          if (wanted(group.name)) for (const chunk of group.chunks) yield { table, owner, group, chunk }
  }

  #index(): Map<string, number> {
    const names = new Map<string, number>()
    for (const { table, owner, group, chunk } of this.#chunks(() => true))
      for (const index of table.indexes(chunk)) {
        const key = owner.keys.get(table.keyAt(table.offsetOf(chunk, index)))
        const name = `${group.name}/${key}`
        if (key !== undefined && !names.has(name)) names.set(name, ((owner.id << 24) | (group.id << 16) | index) >>> 0)
      }
    return names
  }

  #at(id: number): readonly Place[] {
    const type = (id >>> 16) & 0xff
    const owner = id >>> 24
    const places = this.#places.get((owner << 8) | type)
    if (places !== undefined || owner !== 0) return places ?? []
    // Package 0 in a reference of a shared library or feature means the package itself.
    const own = this.#tables[0]?.packages[0]?.id
    return own === undefined ? [] : (this.#places.get((own << 8) | type) ?? [])
  }

  /** The entry for one language: the least special configuration, then the newest platform version. */
  #choose(id: number, chinese: boolean): ResourceEntry | undefined {
    const index = id & 0xffff
    let best: { table: ResourceTable; chunk: TypeChunk } | undefined
    let bestRank = 0
    for (const { table, group } of this.#at(id))
      for (const chunk of group.chunks) {
        const { config } = chunk
        const language = chinese ? chineseRank(config) : config.language === '' ? 1 : 0
        if (language === 0 || config.sdk > MAX_SDK) continue
        const rank = language * 1e6 + (config.plain ? 1e4 : 0) + config.sdk
        if (rank <= bestRank || table.offsetOf(chunk, index) < 0) continue
        best = { table, chunk }
        bestRank = rank
      }
    return best?.table.entry(best.chunk, index)
  }

  /** Follows references; `chinese` tells whether a Chinese value was used on the way. */
  #follow(id: number, wantChinese: boolean): { value: Value | undefined; chinese: boolean } {
    return this.#guard(() => this.#walk(id, wantChinese)) ?? { value: undefined, chinese: false }
  }

  #walk(id: number, wantChinese: boolean): { value: Value | undefined; chinese: boolean } {
    let at = id
    let chinese = false
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      const special = wantChinese ? this.#choose(at, true) : undefined
      if (special !== undefined) chinese = true
      const value = (special ?? this.#choose(at, false))?.value
      if (value === undefined || !isReference(value)) return { value, chinese }
      at = value.data
    }
    return { value: undefined, chinese }
  }

  #bag(id: number): { parent: number; items: readonly BagItem[] } | undefined {
    const entry = this.#choose(id, false)
    return entry?.items === undefined ? undefined : { parent: entry.parent, items: entry.items }
  }
}
