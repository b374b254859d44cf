import type { Text } from '../../law/text.ts'
import { PrefixTrie } from './prefix-trie.ts'
import { kindsNamed, type SdkKindId } from './sdk-kinds.ts'
import { bareKey, nameKey, nameVariants } from './sdk-name-key.ts'
import table from './sdks.json' with { type: 'json' }

export interface Vendor extends Text {
  readonly id: string
  /** Brands and company names in policies. */
  readonly names: readonly string[]
  /** Domains of the vendor as a whole. */
  readonly hosts: readonly string[]
  /** The vendor whose name also stands for this one (`tencent` for `wechat`). */
  readonly group?: string
}

/** What the vendor's own public statement says its SDK collects. */
export interface Collects {
  /** Data items of the basic function; empty: it takes no personal information by itself. */
  readonly items: readonly string[]
  /** Data items that depend on version, permission, configuration or platform. */
  readonly optional: readonly string[]
  /** Title and address of the statement. */
  readonly source: string
  /**
   * `page`: the vendor's statement or guide was read when the row was written. `quoted`: read as quoted in an
   * integrator's guide or in apps' third-party lists. `unchecked`: stated from general knowledge of the statement
   * and not looked up; a lead, never a ground. `open-source`: a library that sends nothing to its author.
   */
  readonly checked: 'page' | 'quoted' | 'unchecked' | 'open-source'
}

export interface Sdk extends Text {
  readonly id: string
  readonly vendor: Vendor
  readonly kinds: readonly SdkKindId[]
  /** Java packages or class names, matched on `.` and `$`. */
  readonly packages: readonly string[]
  /** Components outside those packages: class names, or the end of one (`wxapi.WXEntryActivity`). */
  readonly components: readonly string[]
  /** Native libraries; `*` stands for a version or variant. */
  readonly libraries: readonly string[]
  readonly hosts: readonly string[]
  /** Objective-C classes. */
  readonly objc: readonly string[]
  /** iOS frameworks and resource bundles, without ending. */
  readonly frameworks: readonly string[]
  /** HarmonyOS packages (`@umeng/common`). */
  readonly ohpm: readonly string[]
  readonly aliases: readonly string[]
  /** SDKs this one ships in as a component; a policy that names one of them has named it too. */
  readonly inside: readonly string[]
  /** Absent: not known what it collects. */
  readonly collects?: Collects
  readonly source: string
}

interface Row {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly vendor: string
  readonly kinds: readonly string[]
  readonly packages?: readonly string[]
  readonly components?: readonly string[]
  readonly libraries?: readonly string[]
  readonly hosts?: readonly string[]
  readonly objc?: readonly string[]
  readonly frameworks?: readonly string[]
  readonly ohpm?: readonly string[]
  readonly aliases?: readonly string[]
  readonly inside?: readonly string[]
  readonly collects?: {
    readonly items: readonly string[]
    readonly optional?: readonly string[]
    source: string
    checked: string
  }
  readonly source: string
}

const NONE: readonly string[] = []

export const vendors: readonly Vendor[] = table.vendors.map((row) => ({ names: NONE, hosts: NONE, ...row }))
const vendorById = new Map(vendors.map((vendor) => [vendor.id, vendor]))

export const sdks: readonly Sdk[] = (table.sdks as readonly Row[]).map((row) => {
  const { collects, kinds, vendor, ...rest } = row
  return {
    packages: NONE,
    components: NONE,
    libraries: NONE,
    hosts: NONE,
    objc: NONE,
    frameworks: NONE,
    ohpm: NONE,
    aliases: NONE,
    inside: NONE,
    ...rest,
    kinds: kinds as readonly SdkKindId[],
    vendor: vendorById.get(vendor)!,
    ...(collects && { collects: { optional: NONE, ...collects } as Collects }),
  }
})

const byId = new Map(sdks.map((one) => [one.id, one]))

/** The SDK of that id. */
export function sdk(id: string): Sdk | undefined {
  return byId.get(id)
}

/** Builds on first use, so that importing the table costs little. */
const lazy = <T>(build: () => T): (() => T) => {
  let built: { readonly value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}

const trie = lazy(() => {
  const built = new PrefixTrie<Sdk>()
  for (const one of sdks) for (const prefix of one.packages) built.add(prefix, one)
  return built
})

const index = (names: (one: Sdk) => readonly string[]) =>
  lazy(() => new Map(sdks.flatMap((one) => names(one).map((name) => [name, one] as const))))

/**
 * The SDK a class belongs to (dots and `$`, no descriptor): longest package prefix.
 * An app's own package may be a vendor's (`com.baidu.…` in Baidu's app): leave the app's own classes out first.
 */
export function matchClass(className: string): Sdk | undefined {
  return trie().find(className)
}

const components = index((one) => one.components)

/** The SDK a manifest component belongs to: by its name, the end of its name, or its package. */
export function matchComponent(className: string): Sdk | undefined {
  const known = components()
  const last = className.lastIndexOf('.')
  const end = last < 0 ? className : className.slice(className.lastIndexOf('.', last - 1) + 1)
  return known.get(className) ?? known.get(end) ?? matchClass(className)
}

const libraries = lazy(() => {
  const exact = new Map<string, Sdk>()
  const open: { readonly start: string; readonly end: string; readonly sdk: Sdk }[] = []
  for (const one of sdks) {
    for (const name of one.libraries) {
      const star = name.indexOf('*')
      if (star < 0) exact.set(name, one)
      else open.push({ start: name.slice(0, star), end: name.slice(star + 1), sdk: one })
    }
  }
  open.sort((a, b) => b.start.length - a.start.length)
  return { exact, open }
})

/** The SDK of a native library, by file name with or without its path. */
export function matchLibrary(file: string): Sdk | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const { exact, open } = libraries()
  return (
    exact.get(name) ??
    open.find((o) => name.length >= o.start.length + o.end.length && name.startsWith(o.start) && name.endsWith(o.end))
      ?.sdk
  )
}

const objc = index((one) => one.objc)
const ohpm = index((one) => one.ohpm)
const frameworks = index((one) => one.frameworks)

/** The SDK an Objective-C class of an iOS binary belongs to. */
export function matchObjcClass(className: string): Sdk | undefined {
  return objc().get(className)
}

/** The SDK of an iOS framework, library or resource bundle, by its name without ending; a bundle may say what it is for. */
export function matchFramework(name: string): Sdk | undefined {
  return frameworks().get(name) ?? frameworks().get(name.replace(/[_-]?(?:privacy|resources?|bundle)(?:info)?$/i, ''))
}

/** The SDK of a HarmonyOS (ohpm) package, with or without a version: `@umeng/common@1.1.3`. */
export function matchOhpm(name: string): Sdk | undefined {
  const at = name.indexOf('@', 1)
  return ohpm().get(at > 0 ? name.slice(0, at) : name)
}

/** One SDK a name in a policy may mean. */
export interface NameMatch {
  readonly id: string
  /** `exact`: its own name or package; `alias`: another name of it; `vendor`: only the vendor is named. */
  readonly confidence: 'exact' | 'alias' | 'vendor'
}

const RANK = { exact: 0, alias: 1, vendor: 2 } as const

const names = lazy(() => {
  const known = new Map<string, NameMatch[]>()
  const add = (key: string, match: NameMatch) => {
    const already = known.get(key)
    if (!already) known.set(key, [match])
    else if (!already.some((one) => one.id === match.id)) already.push(match)
  }
  for (const one of sdks) for (const name of [one.zh, one.en]) add(nameKey(name), { id: one.id, confidence: 'exact' })
  for (const one of sdks) for (const name of [one.zh, one.en]) add(bareKey(name), { id: one.id, confidence: 'exact' })
  for (const one of sdks) for (const name of one.aliases) add(nameKey(name), { id: one.id, confidence: 'alias' })
  for (const one of sdks) for (const name of one.aliases) add(bareKey(name), { id: one.id, confidence: 'alias' })
  return known
})

const vendorNames = lazy(() =>
  vendors
    .flatMap((vendor) => [vendor.zh, vendor.en, ...vendor.names].map((name) => ({ key: nameKey(name), vendor })))
    .filter(({ key }) => key.length >= 2)
    .sort((a, b) => b.key.length - a.key.length),
)

const brands = lazy(() => new Map(vendorNames().map((named) => [named.key, named])))

/** A vendor's SDKs, with those of the vendors its name also stands for. */
const sdksOf = lazy(() => {
  const of = new Map<string, Sdk[]>()
  for (const one of sdks) {
    for (const id of [one.vendor.id, one.vendor.group ?? one.vendor.id]) {
      const known = of.get(id)
      if (!known) of.set(id, [one])
      else if (!known.includes(one)) known.push(one)
    }
  }
  return of
})

const componentsOf = lazy(() => {
  const of = new Map<string, string[]>()
  for (const one of sdks) for (const host of one.inside) of.set(host, [...(of.get(host) ?? []), one.id])
  return of
})

const LATIN_START = /^[a-z0-9]/
const LATIN_END = /[a-z0-9]$/

const holds = (text: string, key: string): boolean => {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = LATIN_START.test(key) && LATIN_END.test(text.slice(0, at))
    const after = LATIN_END.test(key) && LATIN_START.test(text.slice(at + key.length))
    if (!before && !after) return true
  }
  return false
}

const vendorIn = (key: string): { readonly key: string; readonly vendor: Vendor } | undefined =>
  vendorNames().find((one) => holds(key, one.key))

/** The vendor that one word of a Latin name is: Umeng Analytics, HUAWEI Push Kit. */
const vendorByWord = (text: string): { readonly key: string; readonly vendor: Vendor } | undefined => {
  const words = new Set(text.match(/[a-z0-9]{3,}/g))
  return words.size < 2 ? undefined : vendorNames().find((one) => words.has(one.key))
}

const ofVendor = (named: { readonly key: string; readonly vendor: Vendor }, key: string): readonly NameMatch[] => {
  const all = sdksOf().get(named.vendor.id) ?? []
  const kinds = kindsNamed(key.replace(named.key, ' '))
  const ofKind = all.filter((one) => one.kinds.some((kind) => kinds.includes(kind)))
  if (ofKind.length === 1) return [{ id: ofKind[0]!.id, confidence: 'alias' }]
  return (ofKind.length > 0 ? ofKind : all).map((one) => ({ id: one.id, confidence: 'vendor' }))
}

const PACKAGE = /[a-z_][\w]*(?:\.[a-z_]\w*)+/gi

const matchVariant = (text: string): readonly NameMatch[] => {
  const packages = text.match(PACKAGE)?.flatMap((name) => matchClass(name)?.id ?? []) ?? []
  if (packages.length > 0) return packages.map((id) => ({ id, confidence: 'exact' }))
  const bare = bareKey(text)
  const known = names().get(nameKey(text)) ?? names().get(bare) ?? []
  const brand = brands().get(bare)
  return brand ? [...known, ...ofVendor(brand, bare)] : known
}

const longNames = lazy(() =>
  [...names()].filter(([key]) => key.length >= (LATIN_END.test(key) ? 4 : 3)).sort((a, b) => b[0].length - a[0].length),
)

/** A name inside a longer text is looked for in its beginning only. */
const MAX_KEY = 64

/** The longest known name inside a longer one (我们使用的优量汇). */
const within = (key: string): readonly NameMatch[] =>
  longNames()
    .find(([known]) => holds(key, known))?.[1]
    .map((match) => ({ id: match.id, confidence: 'alias' as const })) ?? []

/**
 * The SDKs a name in a policy may mean, best first; empty when none is known. Width, case, blanks, `SDK`,
 * platform notes and brackets do not matter; a package name counts as exact. A component that ships inside a
 * named SDK is named with it. A bare brand (极光) also means the vendor's other SDKs; where no name of an SDK
 * fits, the vendor's SDKs are returned, those of the kind that is named (推送, 统计 …) if there are any.
 */
export function matchName(name: string): readonly NameMatch[] {
  const found = new Map<string, NameMatch>()
  const variants = nameVariants(name)
  const take = (matches: readonly NameMatch[]) => {
    for (const match of matches) {
      const known = found.get(match.id)
      if (!known || RANK[match.confidence] < RANK[known.confidence]) found.set(match.id, match)
    }
  }
  for (const variant of variants) take(matchVariant(variant))
  if (found.size === 0) {
    const key = nameKey(variants[0] ?? '').slice(0, MAX_KEY)
    take(within(key))
    const named = found.size === 0 ? vendorIn(key) : undefined
    if (named) take(ofVendor(named, key))
    const text = (variants[0] ?? '').toLowerCase().slice(0, MAX_KEY)
    const word = found.size === 0 ? vendorByWord(text) : undefined
    if (word) take(ofVendor(word, text))
  }
  const direct = [...found.values()]
  for (const match of direct) {
    const confidence = match.confidence === 'vendor' ? 'vendor' : 'alias'
    take((componentsOf().get(match.id) ?? []).map((id) => ({ id, confidence })))
  }
  return [...found.values()].sort((a, b) => RANK[a.confidence] - RANK[b.confidence])
}
