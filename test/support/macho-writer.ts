import { type PlistShape, writeXmlPlist } from './plist-writer.ts'

/** What a Mach-O file for tests holds. */
export interface MachOShape {
  /** Names it takes from elsewhere, without the leading underscore. */
  readonly imports?: readonly string[]
  /** Names it defines. */
  readonly exports?: readonly string[]
  /** Objective-C classes it defines; those in `loading` run code when loaded. */
  readonly classes?: readonly string[]
  readonly loading?: readonly string[]
  readonly selectors?: readonly string[]
  readonly strings?: readonly string[]
  readonly wideStrings?: readonly string[]
  readonly dylibs?: readonly string[]
  readonly minimumOs?: readonly [number, number]
  readonly encrypted?: boolean
  readonly swift?: boolean
  readonly entitlements?: PlistShape
  readonly cpu?: 'arm' | 'arm64'
  /** An app delegate whose launch method refers to these classes, by way of a method of its own where one is named; `stub`: called as newer compilers call it. */
  readonly launch?: { readonly refers: readonly string[]; readonly via?: string; readonly stub?: boolean }
  /** Pointers as newer linkers write them: distance from the image's start, chain in the high bits. */
  readonly chained?: boolean
}

const BASE = 0x1_0000_0000
const CPU = { arm: 12, arm64: 0x0100000c } as const
const SEGMENT = 72
const SECTION = 80

interface Piece {
  readonly name: string
  readonly bytes: Buffer
}

const LAUNCH = 'application:didFinishLaunchingWithOptions:'

/** `adrp x8, page; ldr x0, [x8, #offset]` at a place, for the address of another. */
function load(pc: number, target: number): Buffer {
  const pages = Math.floor(target / 4096) - Math.floor(pc / 4096)
  const adrp = 0x90000008 | ((pages & 3) << 29) | (((pages >> 2) & 0x7ffff) << 5)
  return numbers(adrp, 0xf9400100 | (((target % 4096) / 8) << 10))
}

function uleb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...uleb(value >>> 7)]
}

const zeroed = (texts: readonly string[], encoding: BufferEncoding = 'utf8'): Buffer =>
  Buffer.concat(texts.map((t) => Buffer.from(`${t}\0`, encoding)))

/** Writes a thin 64-bit Mach-O file with one segment that maps the whole file. */
export function writeMachO(shape: MachOShape = {}): Buffer {
  const { launch } = shape
  const delegate = launch ? ['AppDelegate'] : []
  const classes = [
    ...new Set([...delegate, ...(launch?.refers ?? []), ...(shape.classes ?? []), ...(shape.loading ?? [])]),
  ]
  const own = launch ? [LAUNCH, ...(launch.via === undefined ? [] : [launch.via])] : []
  const selectors = [...own, ...(shape.selectors ?? [])]
  const dylibs = (shape.dylibs ?? []).map(dylib)
  const names = ['__cstring', '__ustring', '__objc_methname', '__objc_classname', '__objc_selrefs', '__objc_classlist']
  const stub = launch?.stub ? ['__objc_stubs'] : []
  const code = launch ? ['__objc_classrefs', '__objc_methlist', '__text', ...stub] : []
  const sections = [...names, '__objc_nlclslist', '__objc_data', ...code, ...(shape.swift ? ['__swift5_types'] : [])]
  const commands =
    1 + dylibs.length + 1 + 1 + (launch ? 1 : 0) + (shape.encrypted ? 1 : 0) + (shape.entitlements ? 1 : 0)
  const commandBytes =
    SEGMENT +
    SECTION * sections.length +
    sum(dylibs) +
    24 +
    24 +
    (launch ? 16 : 0) +
    (shape.encrypted ? 24 : 0) +
    (shape.entitlements ? 16 : 0)
  const start = 32 + commandBytes

  const texts: Piece[] = [
    { name: '__cstring', bytes: zeroed(shape.strings ?? []) },
    { name: '__ustring', bytes: zeroed(shape.wideStrings ?? [], 'utf16le') },
    { name: '__objc_methname', bytes: zeroed(selectors) },
    { name: '__objc_classname', bytes: zeroed(classes) },
  ]
  const places = new Map<string, number>()
  let at = start
  for (const { name, bytes } of texts) {
    places.set(name, at)
    at += bytes.length
  }
  const padding = Buffer.alloc((8 - (at % 8)) % 8)
  at += padding.length
  const pointer = (place: number): Buffer => {
    const bytes = Buffer.alloc(8)
    // A chain step of one in the bits above the target.
    bytes.writeBigUInt64LE(shape.chained ? BigInt(place) | (1n << 51n) : BigInt(BASE + place))
    return bytes
  }
  const nameAt = (section: string, list: readonly string[], name: string) =>
    places.get(section)! + sum(list.slice(0, list.indexOf(name)).map((n) => Buffer.from(`${n}\0`)))
  const data = new Map<string, Buffer>()
  data.set('__objc_selrefs', Buffer.concat(selectors.map((s) => pointer(nameAt('__objc_methname', selectors, s)))))
  places.set('__objc_selrefs', at)
  at += selectors.length * 8
  const lists = [classes.length, (shape.loading ?? []).length]
  places.set('__objc_classlist', at)
  places.set('__objc_nlclslist', at + lists[0]! * 8)
  const objects = at + (lists[0]! + lists[1]!) * 8
  places.set('__objc_data', objects)
  // A class of 40 bytes, then its read-only part of 40 bytes up to its methods.
  const classPlace = (name: string) => objects + classes.indexOf(name) * 80
  const refsAt = objects + classes.length * 80
  const methodsAt = refsAt + (launch?.refers.length ?? 0) * 8
  data.set('__objc_classlist', Buffer.concat(classes.map((c) => pointer(classPlace(c)))))
  data.set('__objc_nlclslist', Buffer.concat((shape.loading ?? []).map((c) => pointer(classPlace(c)))))
  data.set(
    '__objc_data',
    Buffer.concat(
      classes.map((c) =>
        Buffer.concat([
          Buffer.alloc(32),
          pointer(classPlace(c) + 40),
          Buffer.alloc(24),
          pointer(nameAt('__objc_classname', classes, c)),
          launch && c === 'AppDelegate' ? pointer(methodsAt) : Buffer.alloc(8),
        ]),
      ),
    ),
  )
  const methodEntry = shape.chained ? 12 : 24
  const textAt = Math.ceil((methodsAt + 8 + own.length * methodEntry) / 8) * 8
  const bodies: Buffer[] = []
  const starts: number[] = []
  if (launch) {
    let pc = textAt
    for (const [i] of own.entries()) {
      const last = i === own.length - 1
      const loads = last ? launch.refers.map((_, r) => refsAt + r * 8) : [places.get('__objc_selrefs')! + 8]
      const calls = launch.stub && !last
      const method = calls
        ? Buffer.alloc(8)
        : Buffer.concat([...loads.map((target, l) => load(pc + l * 8, target)), numbers(0xd65f03c0)])
      starts.push(pc)
      bodies.push(method)
      pc += method.length
    }
    starts.push(pc)
    if (launch.stub) {
      numbers(0x94000000 | ((pc - textAt) / 4), 0xd65f03c0).copy(bodies[0]!)
      data.set('__objc_stubs', Buffer.concat([load(pc, places.get('__objc_selrefs')! + 8), Buffer.alloc(24)]))
      places.set('__objc_stubs', pc)
    }
    const list = Buffer.alloc(textAt - methodsAt)
    list.writeUInt32LE(shape.chained ? 0x8000000c : 24, 0)
    list.writeUInt32LE(own.length, 4)
    for (const [i, selector] of own.entries()) {
      const at = 8 + i * methodEntry
      if (shape.chained) {
        list.writeInt32LE(places.get('__objc_selrefs')! + i * 8 - (methodsAt + at), at)
        list.writeInt32LE(starts[i]! - (methodsAt + at + 8), at + 8)
      } else {
        pointer(nameAt('__objc_methname', selectors, selector)).copy(list, at)
        pointer(starts[i]!).copy(list, at + 16)
      }
    }
    data.set('__objc_classrefs', Buffer.concat(launch.refers.map((c) => pointer(classPlace(c)))))
    data.set('__objc_methlist', list)
    data.set('__text', Buffer.concat(bodies))
    places.set('__objc_classrefs', refsAt).set('__objc_methlist', methodsAt).set('__text', textAt)
  }
  const functions = launch
    ? Buffer.from([...starts.flatMap((s, i) => uleb(s - (starts[i - 1] ?? 0))), 0])
    : Buffer.alloc(0)
  const body = [
    ...texts.map((t) => t.bytes),
    padding,
    ...['__objc_selrefs', '__objc_classlist', '__objc_nlclslist', '__objc_data', ...code].map((n) => data.get(n)!),
  ]
  const symbolsAt = start + sum(body)
  const { table, strings } = symbolTable(shape)
  const signature = shape.entitlements ? signatureOf(shape.entitlements) : Buffer.alloc(0)
  const functionsAt = symbolsAt + table.length + strings.length
  const end = functionsAt + functions.length + signature.length

  const segment = Buffer.alloc(SEGMENT + SECTION * sections.length)
  segment.writeUInt32LE(0x19, 0)
  segment.writeUInt32LE(segment.length, 4)
  segment.write('__TEXT', 8)
  segment.writeBigUInt64LE(BigInt(BASE), 24)
  segment.writeBigUInt64LE(BigInt(end), 32)
  segment.writeBigUInt64LE(BigInt(end), 48)
  segment.writeUInt32LE(sections.length, 64)
  for (const [i, name] of sections.entries()) {
    const place = places.get(name) ?? start
    const size = texts.find((t) => t.name === name)?.bytes.length ?? data.get(name)?.length ?? 0
    const o = SEGMENT + i * SECTION
    segment.write(name, o)
    segment.write('__TEXT', o + 16)
    segment.writeBigUInt64LE(BigInt(BASE + place), o + 32)
    segment.writeBigUInt64LE(BigInt(size), o + 40)
    segment.writeUInt32LE(place, o + 48)
  }
  const symtab = numbers(0x2, 24, symbolsAt, table.length / 16, symbolsAt + table.length, strings.length)
  const [major, minor] = shape.minimumOs ?? [13, 0]
  const build = numbers(0x32, 24, 2, (major << 16) | (minor << 8), (17 << 16) >>> 0, 0)
  const encryption = shape.encrypted ? [numbers(0x2c, 24, start, symbolsAt - start, 1, 0)] : []
  const signed = shape.entitlements ? [numbers(0x1d, 16, end - signature.length, signature.length)] : []
  const started = launch ? [numbers(0x26, 16, functionsAt, functions.length)] : []
  const header = numbers(0xfeedfacf, CPU[shape.cpu ?? 'arm64'], 0, 2, commands, commandBytes, 0, 0)
  const commandList = [segment, ...dylibs, symtab, build, ...started, ...encryption, ...signed]
  return Buffer.concat([header, ...commandList, ...body, table, strings, functions, signature])
}

const sum = (list: readonly (Buffer | Uint8Array)[]): number => list.reduce((n, b) => n + b.length, 0)

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, i * 4)
  return bytes
}

function dylib(path: string): Buffer {
  const size = Math.ceil((24 + path.length + 1) / 8) * 8
  const bytes = Buffer.alloc(size)
  numbers(0xc, size, 24).copy(bytes)
  bytes.write(path, 24)
  return bytes
}

function symbolTable(shape: MachOShape): { table: Buffer; strings: Buffer } {
  const entries = [
    ...(shape.imports ?? []).map((name) => ({ name, kind: 0x01 })),
    ...(shape.exports ?? []).map((name) => ({ name, kind: 0x0f })),
  ]
  let strings = '\0'
  const rows = entries.map(({ name, kind }) => {
    const row = Buffer.alloc(16)
    row.writeUInt32LE(strings.length, 0)
    row[4] = kind
    strings += `_${name}\0`
    return row
  })
  return { table: Buffer.concat(rows), strings: Buffer.from(strings, 'latin1') }
}

function signatureOf(entitlements: PlistShape): Buffer {
  const plist = writeXmlPlist(entitlements)
  const bytes = Buffer.alloc(28)
  bytes.writeUInt32BE(0xfade0cc0, 0)
  bytes.writeUInt32BE(28 + plist.length, 4)
  bytes.writeUInt32BE(1, 8)
  bytes.writeUInt32BE(5, 12)
  bytes.writeUInt32BE(20, 16)
  bytes.writeUInt32BE(0xfade7171, 20)
  bytes.writeUInt32BE(8 + plist.length, 24)
  return Buffer.concat([bytes, plist])
}

/** Joins thin files into a fat one. */
export function writeFat(slices: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8 + slices.length * 20)
  head.writeUInt32BE(0xcafebabe, 0)
  head.writeUInt32BE(slices.length, 4)
  let at = Math.ceil(head.length / 16) * 16
  const parts: Buffer[] = [head, Buffer.alloc(at - head.length)]
  for (const [i, slice] of slices.entries()) {
    const o = 8 + i * 20
    head.writeUInt32BE(slice.readUInt32LE(4), o)
    head.writeUInt32BE(at, o + 8)
    head.writeUInt32BE(slice.length, o + 12)
    parts.push(slice)
    at += slice.length
  }
  return Buffer.concat(parts)
}
