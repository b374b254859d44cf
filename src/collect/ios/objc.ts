import { placeOf, type Section, type SliceBytes, sectionBytes } from './macho.ts'

/** What the Objective-C metadata of a slice names. */
export interface ObjcNames {
  readonly classes: readonly string[]
  readonly loading: readonly string[]
  readonly selectors: ReadonlySet<string>
}

const MAX_NAME = 1024

/** Reads class lists and selector references; what cannot be followed is left out. */
export function objcOf(slice: SliceBytes): ObjcNames {
  const sections = (name: string) => slice.sections.filter((s) => s.name === name)
  const classes = new Set<string>()
  const loading = new Set<string>()
  for (const section of sections('__objc_classlist'))
    for (const address of pointers(slice, section)) {
      const name = className(slice, address)
      if (name !== undefined) classes.add(name)
    }
  for (const section of sections('__objc_nlclslist'))
    for (const address of pointers(slice, section)) {
      const name = className(slice, address)
      if (name !== undefined) loading.add(name)
    }
  const selectors = new Set<string>()
  for (const section of sections('__objc_selrefs'))
    for (const address of pointers(slice, section)) {
      const name = nameAt(slice, address)
      if (name !== undefined) selectors.add(name)
    }
  if (selectors.size === 0)
    for (const section of sections('__objc_methname')) for (const name of names(slice, section)) selectors.add(name)
  return { classes: [...classes], loading: [...loading], selectors }
}

/** Addresses a section of pointers may hold: each in the readings that the file's own segments confirm. */
export function* pointers(slice: SliceBytes, section: Section): Generator<number> {
  const bytes = sectionBytes(slice, section)
  const size = slice.bits / 8
  for (let at = 0; at + size <= bytes.length; at += size) {
    slice.budget.steps()
    const address = pointer(slice, bytes, at)
    if (address !== undefined) yield address
  }
}

/**
 * A pointer as it stands in the file: a plain address, or one whose high bits chain it to the next fix-up (36 or 43 bits
 * of address or of distance from the image's start). With the highest bit set it names something of another image.
 */
export function pointer(slice: SliceBytes, bytes: Buffer, at: number): number | undefined {
  if (slice.bits === 32) {
    const address = bytes.readUInt32LE(at)
    return placeOf(slice, address) === undefined ? undefined : address
  }
  const low = bytes.readUInt32LE(at)
  const high = bytes.readUInt32LE(at + 4)
  if (high >= 0x8000_0000) return undefined
  const readings = [high, high & 0xf, high & 0x7ff].map((top) => top * 0x1_0000_0000 + low)
  for (const value of readings)
    for (const address of [value, slice.base + value])
      if (value !== 0 && placeOf(slice, address) !== undefined) return address
  return undefined
}

function className(slice: SliceBytes, address: number): string | undefined {
  const wide = slice.bits === 64
  const data = follow(slice, address, wide ? 32 : 16)
  if (data === undefined) return undefined
  const name = follow(slice, data - (data % (wide ? 8 : 4)), wide ? 24 : 16)
  return name === undefined ? undefined : nameAt(slice, name)
}

/** The pointer that stands some bytes after an address. */
export function follow(slice: SliceBytes, address: number, distance: number): number | undefined {
  const at = placeOf(slice, address + distance)
  if (at === undefined || at + slice.bits / 8 > slice.bytes.length) return undefined
  return pointer(slice, slice.bytes, at)
}

export function nameAt(slice: SliceBytes, address: number): string | undefined {
  const at = placeOf(slice, address)
  if (at === undefined) return undefined
  const end = slice.bytes.indexOf(0, at)
  if (end <= at || end - at > MAX_NAME) return undefined
  const name = slice.bytes.toString('latin1', at, end)
  return /^[\x20-\x7e]+$/.test(name) ? name : undefined
}

function* names(slice: SliceBytes, section: Section): Generator<string> {
  const bytes = sectionBytes(slice, section)
  for (let at = 0; at < bytes.length; ) {
    slice.budget.steps()
    const zero = bytes.indexOf(0, at)
    const end = zero < 0 ? bytes.length : zero
    if (end > at && end - at <= MAX_NAME) yield bytes.toString('latin1', at, end)
    at = end + 1
  }
}

/** The Swift module of a class's run-time name: `_TtC7MyShell4Main` → `MyShell`. */
export function swiftModule(className: string): string | undefined {
  const digits = /^_Tt[A-Z]+(\d{1,3})/.exec(className)
  if (!digits) return className.includes('.') ? className.slice(0, className.indexOf('.')) : undefined
  const start = digits[0].length
  const name = className.slice(start, start + Number(digits[1]))
  return name.length === Number(digits[1]) ? name : undefined
}
