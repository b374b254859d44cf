import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { entitlementsIn } from './code-signature.ts'
import { functionStarts, type LaunchUse, launchUses } from './launch.ts'
import { objcOf } from './objc.ts'
import type { PlistDict } from './plist.ts'
import { symbolsOf } from './symbols.ts'

/** A section of a slice; `offset` is in the slice, 0 bytes where the file holds nothing for it. */
export interface Section {
  readonly segment: string
  readonly name: string
  readonly address: number
  readonly size: number
  readonly offset: number
}

interface Segment {
  readonly address: number
  readonly offset: number
  readonly size: number
}

export interface Dylib {
  readonly path: string
  readonly weak: boolean
}

/** One architecture of a Mach-O file as its load commands describe it. */
export interface Slice {
  readonly cpu: string
  readonly bits: 32 | 64
  /** `execute`, `dylib`, `bundle` or another number. */
  readonly type: string
  readonly dylibs: readonly Dylib[]
  /** Its own install name, for a library. */
  readonly installName: string | undefined
  readonly minimumOs: string | undefined
  readonly sections: readonly Section[]
  /** The code is encrypted by the store: text, names and code cannot be read. */
  readonly encrypted: boolean
  /** Names from other images and the image's own, without the leading underscore. */
  readonly imports: readonly string[]
  readonly exports: readonly string[]
  /** Objective-C classes it defines, and those of them that run code when loaded. */
  readonly classes: readonly string[]
  readonly loading: readonly string[]
  /** Selectors it sends; all it names where that cannot be told. */
  readonly selectors: ReadonlySet<string>
  /** Classes of its own that the app delegate refers to at launch, as far as its code can be followed (64-bit ARM). */
  readonly launch: readonly LaunchUse[]
  /** It has Swift code, whose short strings stand inside instructions. */
  readonly swift: boolean
  readonly entitlements: PlistDict | undefined
  /** There is a symbol table, so that a name that is absent is not used directly. */
  readonly hasSymbols: boolean
  /** Texts of its string sections. Runs over them anew at each call. */
  strings(): Generator<string>
}

export interface MachO {
  readonly slices: readonly Slice[]
}

/** What the readers of parts need to know of a slice. */
export interface SliceBytes {
  readonly bytes: Buffer
  readonly bits: 32 | 64
  readonly sections: readonly Section[]
  readonly segments: readonly Segment[]
  /** Address of the image's start. */
  readonly base: number
  readonly budget: Budget
  /** Encrypted part of the file; reading stops before it and after it. */
  readonly hidden: { readonly start: number; readonly end: number } | undefined
}

const FAT = 0xcafebabe
const FAT64 = 0xcafebabf
const CPU: Readonly<Record<number, string>> = { 7: 'i386', 12: 'arm', 16777223: 'x86_64', 16777228: 'arm64' }
const TYPE: Readonly<Record<number, string>> = { 1: 'object', 2: 'execute', 6: 'dylib', 8: 'bundle' }
const MAX_SLICES = 32
const MAX_COMMANDS = 10_000
const MAX_SECTIONS = 4096

const LC = {
  symtab: 0x2,
  segment: 0x1,
  segment64: 0x19,
  loadDylib: 0xc,
  idDylib: 0xd,
  weakDylib: 0x80000018,
  reexportDylib: 0x8000001f,
  lazyDylib: 0x20,
  upwardDylib: 0x80000023,
  codeSignature: 0x1d,
  functionStarts: 0x26,
  encryption: 0x21,
  encryption64: 0x2c,
  versionMinIphone: 0x25,
  buildVersion: 0x32,
} as const

/** Whether bytes begin as a Mach-O file does, fat or thin. A Java class file begins like a fat one. */
export function isMachO(head: Buffer): boolean {
  if (head.length < 8) return false
  const magic = head.readUInt32BE(0)
  if (magic === FAT || magic === FAT64) return head.readUInt32BE(4) > 0 && head.readUInt32BE(4) <= MAX_SLICES
  return magic === 0xcefaedfe || magic === 0xcffaedfe
}

/** Reads a Mach-O file, all its slices; `undefined` with a problem when it is none. */
export function readMachO(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): MachO | undefined {
  return log.guard(locator, () => {
    const slices = sliceRanges(bytes).flatMap(([start, end]) => {
      const slice = readSlice(bytes.subarray(start, end), budget, log, locator)
      return slice ? [slice] : []
    })
    if (slices.length > 0) return { slices }
    log.add('macho.broken', locator, {
      zh: '不是可读的 Mach-O 文件，代码未读。',
      en: 'Not a readable Mach-O file; its code was not read.',
    })
    return undefined
  })
}

/** The slice that phones of today run: arm64 before all others. */
export const bestSlice = (file: MachO): Slice =>
  file.slices.find((s) => s.cpu === 'arm64') ?? file.slices.find((s) => s.cpu === 'arm') ?? file.slices[0]!

function sliceRanges(bytes: Buffer): [number, number][] {
  if (!isMachO(bytes)) return []
  const magic = bytes.readUInt32BE(0)
  if (magic !== FAT && magic !== FAT64) return [[0, bytes.length]]
  const wide = magic === FAT64
  const size = wide ? 32 : 20
  const ranges: [number, number][] = []
  for (let i = 0, at = 8; i < bytes.readUInt32BE(4) && at + size <= bytes.length; i++, at += size) {
    const start = wide ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at + 8)
    const length = wide ? Number(bytes.readBigUInt64BE(at + 16)) : bytes.readUInt32BE(at + 12)
    const end = Math.min(start + length, bytes.length)
    // Slices that overlap would be read again and again.
    if (start < end && ranges.every(([from, to]) => end <= from || start >= to)) ranges.push([start, end])
  }
  return ranges
}

interface Draft {
  dylibs: Dylib[]
  installName: string | undefined
  minimumOs: string | undefined
  segments: Segment[]
  sections: Section[]
  hidden: { start: number; end: number } | undefined
  symtab: { symbols: number; count: number; strings: number; size: number } | undefined
  signature: { start: number; size: number } | undefined
  starts: { start: number; size: number } | undefined
}

function readSlice(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): Slice | undefined {
  if (bytes.length < 28) return undefined
  const magic = bytes.readUInt32LE(0)
  if (magic !== 0xfeedface && magic !== 0xfeedfacf) return undefined
  const bits = magic === 0xfeedfacf ? 64 : 32
  const draft: Draft = {
    dylibs: [],
    installName: undefined,
    minimumOs: undefined,
    segments: [],
    sections: [],
    hidden: undefined,
    symtab: undefined,
    signature: undefined,
    starts: undefined,
  }
  const commands = bytes.readUInt32LE(16)
  let at = bits === 64 ? 32 : 28
  let read = 0
  for (; read < commands && read < MAX_COMMANDS && at + 8 <= bytes.length; read++) {
    const size = bytes.readUInt32LE(at + 4)
    if (size < 8 || at + size > bytes.length) break
    budget.steps()
    command(bytes.subarray(at, at + size), bits, draft)
    at += size
  }
  if (read < commands)
    log.add('macho.commands', locator, {
      zh: `Mach-O 声明 ${commands} 条加载命令，只读到 ${read} 条。`,
      en: `The Mach-O file states ${commands} load commands; ${read} could be read.`,
    })
  const base = draft.segments.find((s) => s.offset === 0 && s.size > 0)?.address ?? 0
  const slice: SliceBytes = { ...draft, bytes, bits, base, budget }
  const symbols = symbolsOf(slice, draft.symtab)
  const objc = objcOf(slice)
  const { signature, starts } = draft
  const cpu = CPU[bytes.readUInt32LE(4)] ?? String(bytes.readUInt32LE(4))
  const functions = starts ? functionStarts(bytes.subarray(starts.start, starts.start + starts.size), base) : []
  return {
    cpu,
    launch: cpu === 'arm64' ? launchUses(slice, functions, log, locator) : [],
    bits,
    type: TYPE[bytes.readUInt32LE(12)] ?? String(bytes.readUInt32LE(12)),
    dylibs: draft.dylibs,
    installName: draft.installName,
    minimumOs: draft.minimumOs,
    sections: draft.sections,
    encrypted: draft.hidden !== undefined,
    hasSymbols: draft.symtab !== undefined && symbols.imports.length > 0,
    ...symbols,
    ...objc,
    classes: objc.classes.length > 0 ? objc.classes : definedClasses(symbols.exports),
    swift: draft.sections.some((s) => s.name.startsWith('__swift')),
    entitlements:
      signature &&
      entitlementsIn(bytes.subarray(signature.start, signature.start + signature.size), budget, log, locator),
    strings: () => stringsOf(slice),
  }
}

const CLASS_SYMBOL = 'OBJC_CLASS_$_'
const definedClasses = (exports: readonly string[]): string[] =>
  exports.flatMap((name) => (name.startsWith(CLASS_SYMBOL) ? [name.slice(CLASS_SYMBOL.length)] : []))

function command(bytes: Buffer, bits: 32 | 64, draft: Draft): void {
  const fits = (size: number) => bytes.length >= size
  switch (bytes.readUInt32LE(0)) {
    case LC.segment:
      if (fits(56) && bits === 32) segment(bytes, 32, draft)
      break
    case LC.segment64:
      if (fits(72) && bits === 64) segment(bytes, 64, draft)
      break
    case LC.loadDylib:
    case LC.reexportDylib:
    case LC.lazyDylib:
    case LC.upwardDylib:
      if (fits(24)) draft.dylibs.push({ path: stringAt(bytes, bytes.readUInt32LE(8)), weak: false })
      break
    case LC.weakDylib:
      if (fits(24)) draft.dylibs.push({ path: stringAt(bytes, bytes.readUInt32LE(8)), weak: true })
      break
    case LC.idDylib:
      if (fits(24)) draft.installName = stringAt(bytes, bytes.readUInt32LE(8))
      break
    case LC.symtab:
      if (fits(24))
        draft.symtab = {
          symbols: bytes.readUInt32LE(8),
          count: bytes.readUInt32LE(12),
          strings: bytes.readUInt32LE(16),
          size: bytes.readUInt32LE(20),
        }
      break
    case LC.codeSignature:
      if (fits(16)) draft.signature = { start: bytes.readUInt32LE(8), size: bytes.readUInt32LE(12) }
      break
    case LC.functionStarts:
      if (fits(16)) draft.starts = { start: bytes.readUInt32LE(8), size: bytes.readUInt32LE(12) }
      break
    case LC.encryption:
    case LC.encryption64:
      if (fits(20) && bytes.readUInt32LE(16) !== 0) {
        const start = bytes.readUInt32LE(8)
        draft.hidden = { start, end: start + bytes.readUInt32LE(12) }
      }
      break
    case LC.versionMinIphone:
      if (fits(12)) draft.minimumOs = version(bytes.readUInt32LE(8))
      break
    case LC.buildVersion:
      if (fits(16)) draft.minimumOs = version(bytes.readUInt32LE(12))
      break
    default:
  }
}

/** `0x000d0200` is 13.2. */
function version(packed: number): string {
  const patch = packed & 0xff
  return `${packed >>> 16}.${(packed >>> 8) & 0xff}${patch > 0 ? `.${patch}` : ''}`
}

function segment(bytes: Buffer, bits: 32 | 64, draft: Draft): void {
  const wide = bits === 64
  const number = (at: number) => (wide ? Number(bytes.readBigUInt64LE(at)) : bytes.readUInt32LE(at))
  draft.segments.push({ address: number(24), offset: number(wide ? 40 : 32), size: number(wide ? 48 : 36) })
  const count = bytes.readUInt32LE(wide ? 64 : 48)
  const size = wide ? 80 : 68
  for (let i = 0, at = wide ? 72 : 56; i < count && at + size <= bytes.length; i++, at += size) {
    if (draft.sections.length >= MAX_SECTIONS) return
    draft.sections.push({
      name: fixed(bytes, at),
      segment: fixed(bytes, at + 16),
      address: number(at + 32),
      size: number(at + (wide ? 40 : 36)),
      offset: bytes.readUInt32LE(at + (wide ? 48 : 40)),
    })
  }
}

const fixed = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 16).replace(/\0.*$/s, '')

function stringAt(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at)
  return at < bytes.length ? bytes.toString('utf8', at, end < 0 ? bytes.length : end) : ''
}

/** The bytes of a section that can be read; empty where they are encrypted or not in the file. */
export function sectionBytes(slice: SliceBytes, section: Section): Buffer {
  const { hidden, bytes } = slice
  const end = section.offset + section.size
  if (section.offset === 0 || (hidden && section.offset < hidden.end && end > hidden.start)) return Buffer.alloc(0)
  return bytes.subarray(section.offset, Math.min(end, bytes.length))
}

/** The place in the slice of an address; `undefined` where no segment of the file holds it. */
export function placeOf(slice: SliceBytes, address: number): number | undefined {
  for (const s of slice.segments) {
    if (address < s.address || address >= s.address + s.size) continue
    const at = s.offset + (address - s.address)
    const hidden = slice.hidden !== undefined && at >= slice.hidden.start && at < slice.hidden.end
    return at < slice.bytes.length && !hidden ? at : undefined
  }
  return undefined
}

const STRINGS = new Set(['__cstring', '__oslogstring', '__swift5_reflstr'])
const MAX_STRING = 20_000

function* stringsOf(slice: SliceBytes): Generator<string> {
  for (const section of slice.sections) {
    const wide = section.name === '__ustring'
    if (!wide && !STRINGS.has(section.name)) continue
    const bytes = sectionBytes(slice, section)
    for (let at = 0; at < bytes.length; ) {
      slice.budget.steps()
      const end = wide ? wideEnd(bytes, at) : narrowEnd(bytes, at)
      if (end > at && end - at <= MAX_STRING) yield bytes.toString(wide ? 'utf16le' : 'utf8', at, end)
      at = end + (wide ? 2 : 1)
    }
  }
}

function narrowEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(0, at)
  return end < 0 ? bytes.length : end
}

function wideEnd(bytes: Buffer, at: number): number {
  let end = at
  while (end + 1 < bytes.length && (bytes[end] !== 0 || bytes[end + 1] !== 0)) end += 2
  return end
}
