import type { ProblemLog } from '../archive/problem-log.ts'
import { placeOf, type Section, type SliceBytes } from './macho.ts'
import { follow, nameAt, pointer, pointers } from './objc.ts'

/** A class of this image that the app delegate's launch method refers to. */
export interface LaunchUse {
  readonly className: string
  /** Methods from the launch method to the one that refers to it. */
  readonly path: readonly string[]
}

interface Method {
  readonly selector: string
  readonly address: number
}

const LAUNCH = 'application:didFinishLaunchingWithOptions:'
const RELATIVE = 0x8000_0000
const DIRECT_SELECTOR = 0x4000_0000
/** Bytes of one method that are walked, and methods of one class that are followed. */
const MAX_BODY = 1 << 16
const MAX_METHODS = 4096
const MAX_DEPTH = 6

/**
 * Follows the launch method of the class that has one, and the methods of that class it names, through 64-bit ARM code.
 * Only references by address are seen: class and selector references loaded through a page and an offset, or from beside
 * the code. What runs under a condition is not told apart.
 */
export function launchUses(
  slice: SliceBytes,
  starts: readonly number[],
  log: ProblemLog,
  locator: string,
): LaunchUse[] {
  const found = log.guard(locator, () => new Walker(slice, starts).walk())
  return found ?? []
}

class Walker {
  readonly #slice: SliceBytes
  readonly #starts: readonly number[]
  readonly #sections: {
    readonly classes: readonly Section[]
    readonly selectors: readonly Section[]
    readonly stubs: readonly Section[]
  }

  constructor(slice: SliceBytes, starts: readonly number[]) {
    this.#slice = slice
    this.#starts = starts
    const named = (name: string) => slice.sections.filter((s) => s.name === name)
    this.#sections = {
      classes: named('__objc_classrefs'),
      selectors: named('__objc_selrefs'),
      stubs: named('__objc_stubs'),
    }
  }

  walk(): LaunchUse[] {
    const uses = new Map<string, LaunchUse>()
    for (const list of this.#slice.sections.filter((s) => s.name === '__objc_classlist'))
      for (const address of pointers(this.#slice, list)) {
        const methods = this.#methods(address)
        const launch = methods.find((m) => m.selector === LAUNCH)
        const name = launch && this.#className(address)
        if (launch && name !== undefined) this.#follow(name, methods, launch, uses)
      }
    return [...uses.values()]
  }

  #follow(name: string, methods: readonly Method[], launch: Method, uses: Map<string, LaunchUse>): void {
    const bySelector = new Map(methods.map((m) => [m.selector, m]))
    const queue = [{ method: launch, path: [`-[${name} ${launch.selector}]`] }]
    const seen = new Set([launch.selector])
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { classes, selectors } = this.#references(next.method.address)
      for (const className of classes)
        if (className !== name && !uses.has(className)) uses.set(className, { className, path: next.path })
      for (const selector of selectors) {
        const method = bySelector.get(selector)
        if (!method || seen.has(selector) || next.path.length >= MAX_DEPTH) continue
        seen.add(selector)
        queue.push({ method, path: [...next.path, `-[${name} ${selector}]`] })
      }
    }
  }

  #className(address: number): string | undefined {
    const data = follow(this.#slice, address, 32)
    const name = data === undefined ? undefined : follow(this.#slice, data - (data % 8), 24)
    return name === undefined ? undefined : nameAt(this.#slice, name)
  }

  /** Instance methods of a class; both forms of the list: entries of three pointers, or of three distances. */
  #methods(address: number): Method[] {
    const { bytes, budget } = this.#slice
    const data = follow(this.#slice, address, 32)
    const list = data === undefined ? undefined : follow(this.#slice, data - (data % 8), 32)
    const at = list === undefined ? undefined : placeOf(this.#slice, list)
    if (list === undefined || at === undefined || at + 8 > bytes.length) return []
    const flags = bytes.readUInt32LE(at)
    const count = Math.min(bytes.readUInt32LE(at + 4), MAX_METHODS)
    const relative = flags >= RELATIVE
    const size = relative ? 12 : 24
    const methods: Method[] = []
    for (let i = 0, entry = at + 8; i < count && entry + size <= bytes.length; i++, entry += size) {
      budget.steps()
      const place = list + 8 + i * size
      const named = relative
        ? this.#distant(place, entry, (flags & DIRECT_SELECTOR) === 0)
        : pointer(this.#slice, bytes, entry)
      const code = relative ? place + 8 + bytes.readInt32LE(entry + 8) : pointer(this.#slice, bytes, entry + 16)
      const selector = named === undefined ? undefined : nameAt(this.#slice, named)
      if (selector !== undefined && code !== undefined) methods.push({ selector, address: code })
    }
    return methods
  }

  /** The name a distance leads to: directly, or through a selector reference. */
  #distant(place: number, entry: number, through: boolean): number | undefined {
    const target = place + this.#slice.bytes.readInt32LE(entry)
    return through ? follow(this.#slice, target, 0) : target
  }

  /** Classes and selectors the code of one method loads. */
  #references(start: number): { classes: string[]; selectors: string[] } {
    const { bytes, budget } = this.#slice
    const classes: string[] = []
    const selectors: string[] = []
    const at = placeOf(this.#slice, start)
    if (at === undefined) return { classes, selectors }
    const end = Math.min(at + this.#length(start), bytes.length - 3)
    const visit = (address: number) => {
      const target = inAny(this.#sections.classes, address)
      if (target) {
        const found = follow(this.#slice, address, 0)
        const name = found === undefined ? undefined : this.#className(found)
        if (name !== undefined) classes.push(name)
      } else if (inAny(this.#sections.selectors, address)) {
        const found = follow(this.#slice, address, 0)
        const name = found === undefined ? undefined : nameAt(this.#slice, found)
        if (name !== undefined) selectors.push(name)
      }
    }
    const pages = new Map<number, number>()
    for (let i = at; i < end; i += 4) {
      budget.steps()
      const pc = start + (i - at)
      const target = this.#step(bytes.readUInt32LE(i), pc, pages)
      if (target === undefined) continue
      if (inAny(this.#sections.stubs, target))
        for (const name of this.#references(target).selectors) selectors.push(name)
      else visit(target)
    }
    return { classes, selectors }
  }

  /** One instruction: keeps what registers hold of addresses, and gives the address it loads from or calls. */
  #step(word: number, pc: number, pages: Map<number, number>): number | undefined {
    const d = word & 31
    const n = (word >>> 5) & 31
    if ((word & 0x1f00_0000) >>> 0 === 0x1000_0000) {
      const distance = (((word >>> 5) & 0x7ffff) << 2) | ((word >>> 29) & 3)
      const signed = (distance << 11) >> 11
      const page = word >>> 31 === 1
      pages.set(d, page ? pc - (pc % 4096) + signed * 4096 : pc + signed)
      return undefined
    }
    if ((word & 0xff80_0000) >>> 0 === 0x9100_0000) {
      const base = pages.get(n)
      const value = ((word >>> 10) & 0xfff) * ((word >>> 22) & 1 ? 4096 : 1)
      if (base === undefined) pages.delete(d)
      else pages.set(d, base + value)
      return undefined
    }
    if ((word & 0xffc0_0000) >>> 0 === 0xf940_0000) {
      const base = pages.get(n)
      pages.delete(d)
      return base === undefined ? undefined : base + ((word >>> 10) & 0xfff) * 8
    }
    if ((word & 0xff00_0000) >>> 0 === 0x5800_0000) {
      pages.delete(d)
      return pc + ((((word >>> 5) & 0x7ffff) << 13) >> 13) * 4
    }
    if ((word & 0xfc00_0000) >>> 0 === 0x9400_0000) {
      // A call keeps only what the callee must restore.
      for (let r = 0; r <= 18; r++) pages.delete(r)
      return pc + (((word & 0x3ff_ffff) << 6) >> 6) * 4
    }
    // Any other instruction may write the register in its lowest bits; loads and stores two more.
    pages.delete(d)
    if ((word & 0x0a00_0000) >>> 0 === 0x0800_0000) {
      pages.delete(n)
      pages.delete((word >>> 10) & 31)
    }
    return undefined
  }

  /** Bytes up to the next function; a stub of a selector has eight instructions at most. */
  #length(start: number): number {
    if (inAny(this.#sections.stubs, start)) return 32
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! > start) high = middle
      else low = middle + 1
    }
    const next = this.#starts[low]
    return next === undefined ? 0 : Math.min(next - start, MAX_BODY)
  }
}

const inAny = (sections: readonly Section[], address: number): boolean =>
  sections.some((s) => address >= s.address && address < s.address + s.size)

/** Addresses at which functions begin, as the linker lists them: distances in groups of seven bits. */
export function functionStarts(bytes: Buffer, base: number): number[] {
  const starts: number[] = []
  let address = base
  for (let at = 0; at < bytes.length; ) {
    let delta = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++] ?? 0
      delta += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
    }
    if (delta === 0) break
    address += delta
    starts.push(address)
  }
  return starts
}
