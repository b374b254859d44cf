import type { Text } from '../../law/text.ts'
import table from '../catalog/packers.json' with { type: 'json' }

/**
 * What a sign is worth.
 * `stub`: class that stands in for the app's Application, component factory or provider; only the packer uses its name.
 * `loader`: native library that unpacks, under a name of the packer's own.
 * `data`: file that holds what is unpacked.
 * `shared`: also found without hardening (security SDKs of the same vendor, common names); counts only beside a stub,
 * and never alone or with others of its kind.
 */
export type PackerSignalKind = 'stub' | 'loader' | 'data' | 'shared'

export interface PackerSignal {
  readonly kind: PackerSignalKind
  /** The class name, or the entry in the package. */
  readonly value: string
}

export interface Packer {
  readonly id: string
  readonly name: Text
  /**
   * `shown`: a stub with any other sign, or a loader with its data. `indicated`: a stub or a loader alone, or two
   * different files of data.
   */
  readonly strength: 'shown' | 'indicated'
  readonly signals: readonly PackerSignal[]
}

export interface PackerTraces {
  /** Application, component factory and component classes of the manifest. */
  readonly classes: readonly string[]
  /** Names of all entries of the package and its splits. */
  readonly entries: Iterable<string>
}

interface Sign {
  readonly packer: number
  readonly kind: PackerSignalKind
}

interface Lookup {
  readonly exact: ReadonlyMap<string, readonly Sign[]>
  readonly globs: readonly { readonly pattern: RegExp; readonly sign: Sign }[]
  /** Matches whatever one of the globs may match. */
  readonly any: RegExp
}

interface Tables {
  readonly classes: Lookup
  /** Patterns of the whole entry name. */
  readonly paths: Lookup
  /** Patterns of the file name alone. */
  readonly files: Lookup
}

/** Signs noted for one packer. */
const MAX_SIGNALS = 50

let tables: Tables | undefined

/** Finds hardening packers, the surest first; an app can carry more than one. */
export function detectPackers(traces: PackerTraces): Packer[] {
  tables ??= compile()
  const found = new Map<number, Map<string, PackerSignal>>()
  const note = (sign: Sign, value: string): void => {
    const signals = found.get(sign.packer) ?? new Map<string, PackerSignal>()
    found.set(sign.packer, signals)
    if (signals.size < MAX_SIGNALS) signals.set(`${sign.kind}\0${value}`, { kind: sign.kind, value })
  }
  for (const name of traces.classes) look(tables.classes, name, name, note)
  for (const entry of traces.entries) {
    look(tables.paths, entry, entry, note)
    look(tables.files, entry.slice(entry.lastIndexOf('/') + 1), entry, note)
  }
  const packers: Packer[] = []
  for (const [index, signals] of found) {
    const list = [...signals.values()]
    const strength = weigh(list)
    const { id, name } = table.packers[index]!
    if (strength !== undefined) packers.push({ id, name, strength, signals: list })
  }
  const rank = (packer: Packer): number => (packer.strength === 'shown' ? 1000 : 0) + packer.signals.length
  return packers.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))
}

/** The combination that counts; `undefined`: nothing but signs that prove nothing. */
function weigh(signals: readonly PackerSignal[]): Packer['strength'] | undefined {
  const count = (kind: PackerSignalKind): number => signals.filter((signal) => signal.kind === kind).length
  const stub = count('stub') > 0
  const loader = count('loader') > 0
  const data = count('data')
  if ((stub && (loader || data > 0 || count('shared') > 0)) || (loader && data > 0)) return 'shown'
  return stub || loader || data > 1 ? 'indicated' : undefined
}

function look(lookup: Lookup, text: string, value: string, note: (sign: Sign, value: string) => void): void {
  for (const sign of lookup.exact.get(text) ?? []) note(sign, value)
  if (!lookup.any.test(text)) return
  for (const { pattern, sign } of lookup.globs) if (pattern.test(text)) note(sign, value)
}

function compile(): Tables {
  const build = (wanted: (kind: string, match: string) => boolean): Lookup => {
    const exact = new Map<string, Sign[]>()
    const globs: { pattern: RegExp; sign: Sign }[] = []
    const sources: string[] = []
    for (const [packer, { signals }] of table.packers.entries())
      for (const { kind, match } of signals) {
        if (!wanted(kind, match)) continue
        const sign: Sign = { packer, kind: kind as PackerSignalKind }
        if (!match.includes('*')) exact.set(match, [...(exact.get(match) ?? []), sign])
        else {
          sources.push(globSource(match))
          globs.push({ pattern: new RegExp(`^${globSource(match)}$`), sign })
        }
      }
    return { exact, globs, any: new RegExp(sources.length === 0 ? '(?!)' : `^(?:${sources.join('|')})$`) }
  }
  return {
    classes: build((kind) => kind === 'stub'),
    paths: build((kind, match) => kind !== 'stub' && match.includes('/')),
    files: build((kind, match) => kind !== 'stub' && !match.includes('/')),
  }
}

/** `*`: anything but a slash; `**`: anything. */
function globSource(glob: string): string {
  return glob
    .split('**')
    .map((part) =>
      part
        .split('*')
        .map((text) => text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
        .join('[^/]*'),
    )
    .join('.*')
}
