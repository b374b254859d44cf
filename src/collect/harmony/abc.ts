import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** A name one source file takes from another module. */
export interface AbcImport {
  /** `@ohos:geoLocationManager`, `@normalized:N&&&@umeng/analytics/Index&1.0.0`, `libentry.so` */
  readonly module: string
  /** Exported name; `*` for the whole module, `default` for its main one. */
  readonly name: string
}

/** One source file of the app or of a package built into it. */
export interface AbcRecord {
  /** `entry/src/main/ets/pages/Index` */
  readonly name: string
  /** Package it belongs to (`entry`, `@umeng/analytics`); undefined where the file does not say. */
  readonly package: string | undefined
  readonly requests: readonly string[]
  readonly imports: readonly AbcImport[]
}

export interface Abc {
  /** Version of the format: `12.0.6.0`. */
  readonly version: string
  readonly records: readonly AbcRecord[]
  /** Strings and names code uses, each once. */
  readonly strings: readonly string[]
  /** False where parts could not be read. */
  readonly complete: boolean
}

const HEADER = 60
const REGION = 40
const MAX_FIELDS = 10_000
const MAX_TAGS = 1000
const MAX_STRING = 20_000
const PACKAGE = 'pkgName@'
const MODULE = 'moduleRecordIdx'
/** What stands behind the first tags of each kind of item; four bytes behind all others. */
const TAGS = {
  class: { 1: 'list', 2: 'byte' },
  field: { 1: 'number' },
  method: { 2: 'byte' },
} as const satisfies Record<string, Readonly<Record<number, 'list' | 'byte' | 'number'>>>

/**
 * Reads ArkCompiler byte code (`modules.abc`): source files, what they import, and the strings code refers to. The
 * instructions themselves are not read. `undefined` with a problem when it is none.
 */
export function readAbc(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): Abc | undefined {
  return log.guard(locator, () => {
    if (bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== 'PANDA\0\0\0') {
      log.add('abc.header', locator, {
        zh: '不是方舟字节码文件，代码未读。',
        en: 'Not ArkCompiler byte code; the code was not read.',
      })
      return undefined
    }
    const reader = new Reader(bytes, budget)
    const abc = reader.read()
    if (!abc.complete)
      log.add('abc.broken', locator, {
        zh: '字节码文件有损坏或越界的部分，只读了其余部分。',
        en: 'Parts of the byte code are broken or out of bounds; the rest was read.',
      })
    return abc
  })
}

class Reader {
  readonly #bytes: Buffer
  readonly #budget: Budget
  readonly #known = new Map<number, string | undefined>()
  #complete = true
  /** Bytes that may still be decoded: strings that lie over each other must not grow without end. */
  #left: number

  constructor(bytes: Buffer, budget: Budget) {
    this.#bytes = bytes
    this.#budget = budget
    this.#left = 4 * bytes.length
  }

  read(): Abc {
    const bytes = this.#bytes
    const [foreign, foreignSize, classes, classesAt] = [16 + 4, 16 + 8, 16 + 12, 16 + 16].map((at) =>
      bytes.readUInt32LE(at),
    )
    const records: AbcRecord[] = []
    const code = new Set<number>()
    if (classesAt! + classes! * 4 > bytes.length) this.#complete = false
    for (let i = 0; i < classes! && classesAt! + i * 4 + 4 <= bytes.length; i++) {
      this.#budget.steps()
      const at = bytes.readUInt32LE(classesAt! + i * 4)
      const outside = at >= foreign! && at < foreign! + foreignSize!
      const record = outside ? undefined : this.#record(at, code)
      if (record) records.push(record)
    }
    return {
      version: [...bytes.subarray(12, 16)].join('.'),
      records,
      strings: [...this.#strings(code)],
      complete: this.#complete,
    }
  }

  /** A class: its name, then fields and methods. Only those that stand for source files are kept. */
  #record(start: number, code: Set<number>): AbcRecord | undefined {
    const name = this.#string(start)
    let at = this.#afterString(start)
    if (name === undefined || at === undefined) return this.#broken()
    at += 4
    const [, a] = this.#uleb(at)
    const [fields, b] = this.#uleb(a)
    const [methods, c] = this.#uleb(b)
    at = this.#skipTags(c, 'class')
    let owner: string | undefined
    let module: number | undefined
    for (let i = 0; i < fields; i++) {
      if (i >= MAX_FIELDS || at + 8 > this.#bytes.length) return this.#broken()
      const field = this.#string(this.#bytes.readUInt32LE(at + 4)) ?? ''
      const [, tags] = this.#uleb(at + 8)
      if (field.startsWith(PACKAGE)) owner = field.slice(PACKAGE.length)
      if (field === MODULE) module = this.#tagged(tags)
      at = this.#skipTags(tags, 'field')
    }
    for (let i = 0; i < methods && at + 8 <= this.#bytes.length; i++) {
      this.#budget.steps()
      code.add(at)
      const [, tags] = this.#uleb(at + 8)
      at = this.#skipTags(tags, 'method')
    }
    if (owner === undefined && module === undefined) return undefined
    return { name: sourceName(name), package: owner || packageIn(name), ...this.#module(module) }
  }

  #broken(): undefined {
    this.#complete = false
    return undefined
  }

  /** The imports of a source file: modules asked for, then named imports, then whole modules. */
  #module(offset: number | undefined): Pick<AbcRecord, 'requests' | 'imports'> {
    const requests: string[] = []
    const imports: AbcImport[] = []
    if (offset === undefined || offset + 8 > this.#bytes.length) return { requests, imports }
    let at = offset + 4
    const take = (size: number, use: (at: number) => void) => {
      if (at + 4 > this.#bytes.length) return false
      const count = this.#bytes.readUInt32LE(at)
      at += 4
      if (at + count * size > this.#bytes.length) return false
      for (let i = 0; i < count; i++, at += size) {
        this.#budget.steps()
        use(at)
      }
      return true
    }
    const text = (place: number) => this.#string(this.#bytes.readUInt32LE(place)) ?? ''
    const module = (place: number) => requests[this.#bytes.readUInt16LE(place)] ?? ''
    const whole =
      take(4, (place) => requests.push(text(place))) &&
      take(10, (place) => imports.push({ module: module(place + 8), name: text(place + 4) })) &&
      take(6, (place) => imports.push({ module: module(place + 4), name: '*' }))
    if (!whole) this.#complete = false
    return { requests, imports }
  }

  /** Strings the index regions list; methods and literal arrays stand in the same lists and are told apart by form. */
  *#strings(code: ReadonlySet<number>): Generator<string> {
    const bytes = this.#bytes
    const regions = bytes.readUInt32LE(52)
    const start = bytes.readUInt32LE(56)
    const seen = new Set<string>()
    for (let r = 0; r < regions; r++) {
      const region = start + r * REGION
      if (region + REGION > bytes.length) return this.#broken()
      const count = bytes.readUInt32LE(region + 16)
      const list = bytes.readUInt32LE(region + 20)
      for (let i = 0; i < count; i++) {
        if (list + i * 4 + 4 > bytes.length) return this.#broken()
        this.#budget.steps()
        const at = bytes.readUInt32LE(list + i * 4)
        const text = code.has(at) ? undefined : this.#string(at)
        if (text === undefined || text === '' || seen.has(text)) continue
        seen.add(text)
        yield text
      }
    }
  }

  /** A string: a number with its UTF-16 length and whether it is ASCII, bytes, zero. `undefined` where it is none. */
  #string(at: number): string | undefined {
    if (at < HEADER || at >= this.#bytes.length) return undefined
    if (this.#known.has(at)) return this.#known.get(at)
    const text = this.#decode(at)
    this.#known.set(at, text)
    return text
  }

  #decode(at: number): string | undefined {
    const [head, start] = this.#uleb(at)
    const length = Math.floor(head / 2)
    const end = this.#bytes.indexOf(0, start)
    if (end < 0 || end - start > MAX_STRING * 3 || length > MAX_STRING) return undefined
    this.#left -= end - start
    if (this.#left < 0) return this.#broken()
    if (head % 2 === 1) {
      const ascii = end - start === length && this.#bytes.subarray(start, end).every((byte) => byte < 0x80)
      return ascii ? this.#bytes.toString('latin1', start, end) : undefined
    }
    const text = this.#bytes.toString('utf8', start, end)
    // Characters beyond the first plane are written as two three-byte groups, which decode to replacements.
    const fits = text.length === length || text.includes('\ufffd')
    return fits ? text : undefined
  }

  #afterString(at: number): number | undefined {
    const [, start] = this.#uleb(at)
    const end = this.#bytes.indexOf(0, start)
    return end < 0 ? undefined : end + 1
  }

  #uleb(at: number): [number, number] {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[at++] ?? 0
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
    }
    return [value, at]
  }

  /** The number a field's value tag holds. */
  #tagged(at: number): number | undefined {
    const tag = this.#bytes[at]
    if (tag === 1) return this.#uleb(at + 1)[0]
    return tag === 2 && at + 5 <= this.#bytes.length ? this.#bytes.readUInt32LE(at + 1) : undefined
  }

  #skipTags(at: number, kind: keyof typeof TAGS): number {
    const known: Readonly<Record<number, string>> = TAGS[kind]
    for (let i = 0; i < MAX_TAGS; i++) {
      const tag = this.#bytes[at++]
      if (tag === undefined || tag === 0) break
      switch (known[tag]) {
        case 'byte':
          at += 1
          break
        case 'number':
          at = this.#uleb(at)[1]
          break
        case 'list': {
          const [count, next] = this.#uleb(at)
          at = next + count * 2
          break
        }
        default:
          at += 4
      }
    }
    return at
  }
}

/** `L&entry/src/main/ets/pages/Index&1.0.0;` → `entry/src/main/ets/pages/Index` */
const sourceName = (name: string): string =>
  name
    .replace(/^L/, '')
    .replace(/;$/, '')
    .replace(/^[^&]*&(?:[^&]*&)*?(?=[^&]+&[^&]*$)/, '')
    .replace(/&[^&]*$/, '')

/** The package in a name of older builds: `…/entry@lottie/index`, or of newer: `@ohos/lottie/…`. */
function packageIn(name: string): string | undefined {
  const source = sourceName(name)
  return /^(@[\w.-]+\/[\w.-]+)\//.exec(source)?.[1] ?? /^[\w.]+\/\w+@([\w.-]+)\//.exec(source)?.[1]
}
