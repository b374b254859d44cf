import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { StringPool } from './string-pool.ts'
import { VALUE, type Value } from './values.ts'

const CHUNK = { pool: 0x0001, map: 0x0180, start: 0x0102, end: 0x0103, text: 0x0104 } as const
const NO_INDEX = 0xffffffff
/** Elements in elements; deeper ones are put under the deepest that counts. */
const MAX_DEPTH = 400

const OVERLAP: Text = {
  zh: '字符串池中的字符串互相重叠,部分文字未读。',
  en: 'Strings in the pool overlap each other; some texts were not read.',
}

export interface AxmlAttribute extends Value {
  readonly ns: string | undefined
  readonly name: string | undefined
  /** Resource id of the attribute's name, 0 when it has none. */
  readonly id: number
}

interface Document {
  readonly bytes: Buffer
  strings: StringPool
  /** Where the table of attribute ids stands, and how many it holds. */
  idsAt: number
  idCount: number
}

/** An element of a binary XML file. Attributes are read from the bytes when they are asked for. */
export class AxmlElement {
  readonly parent: AxmlElement | undefined
  readonly children: AxmlElement[] = []
  /** Line of the source file as the compiler noted it, 0 where it was removed. */
  readonly line: number
  /** Text between the tags. */
  text: string | undefined
  readonly #document: Document
  readonly #name: number
  readonly #first: number
  readonly #stride: number
  readonly #count: number

  constructor(
    document: Document,
    parent: AxmlElement | undefined,
    at: { name: number; line: number; first: number; stride: number; count: number },
  ) {
    this.#document = document
    this.parent = parent
    this.line = at.line
    this.#name = at.name
    this.#first = at.first
    this.#stride = at.stride
    this.#count = at.count
  }

  get name(): string {
    return this.#document.strings.get(this.#name) ?? ''
  }

  /** The framework or app attribute with this resource id. */
  find(id: number): Value | undefined {
    const { bytes, idsAt, idCount } = this.#document
    for (let i = 0, at = this.#first; i < this.#count; i++, at += this.#stride) {
      const name = bytes.readUInt32LE(at + 4)
      if (name < idCount && bytes.readUInt32LE(idsAt + name * 4) === id) return this.#value(at)
    }
    return undefined
  }

  /** An attribute that has no namespace, by its name: `package`, `split`, `style`. */
  findPlain(name: string): Value | undefined {
    const { bytes, strings } = this.#document
    for (let i = 0, at = this.#first; i < this.#count; i++, at += this.#stride)
      if (bytes.readUInt32LE(at) === NO_INDEX && strings.get(bytes.readUInt32LE(at + 4)) === name)
        return this.#value(at)
    return undefined
  }

  /** All attributes, for those who want to see everything. */
  attributes(): AxmlAttribute[] {
    const { bytes, strings, idsAt, idCount } = this.#document
    const list: AxmlAttribute[] = []
    for (let i = 0, at = this.#first; i < this.#count; i++, at += this.#stride) {
      const name = bytes.readUInt32LE(at + 4)
      const id = name < idCount ? bytes.readUInt32LE(idsAt + name * 4) : 0
      list.push({ ns: strings.get(bytes.readUInt32LE(at)), name: strings.get(name), id, ...this.#value(at) })
    }
    return list
  }

  #value(at: number): Value {
    const { bytes, strings } = this.#document
    const type = bytes[at + 15]!
    const data = bytes.readUInt32LE(at + 16)
    const text = type === VALUE.string ? (strings.get(data) ?? strings.get(bytes.readUInt32LE(at + 8))) : undefined
    return { type, data, text }
  }
}

/**
 * Reads a binary XML file into its root element. Unknown chunks are skipped, wrong types and counts of the header are
 * ignored where Android ignores them. `undefined` with a problem when there is no element.
 */
export function parseAxml(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): AxmlElement | undefined {
  return log.guard(locator, () => walk(bytes, budget, log, locator))
}

function walk(bytes: Buffer, budget: Budget, log: ProblemLog, locator: string): AxmlElement | undefined {
  if (bytes.length < 16 || bytes.readUInt16LE(2) < 8 || bytes.readUInt16LE(2) > bytes.length) {
    log.add('axml.header', locator, { zh: '不是安卓二进制 XML。', en: 'Not an Android binary XML file.' })
    return undefined
  }
  const stated = bytes.readUInt32LE(4)
  const end = stated < 16 ? bytes.length : Math.min(stated, bytes.length)
  const document: Document = { bytes, strings: new StringPool(bytes, 0, 0, budget), idsAt: 0, idCount: 0 }
  const seen = { pool: false, map: false }
  const overlapping = (): void => log.add('axml.strings', locator, OVERLAP)
  let root: AxmlElement | undefined
  let open: AxmlElement | undefined
  let depth = 0
  let broken = stated > bytes.length
  let at = bytes.readUInt16LE(2)
  while (at + 8 <= end) {
    const type = bytes.readUInt16LE(at)
    const headerSize = bytes.readUInt16LE(at + 2)
    const size = bytes.readUInt32LE(at + 4)
    if (headerSize < 8 || size < headerSize || at + size > end) {
      broken = true
      break
    }
    budget.steps()
    if (type === CHUNK.pool && !seen.pool) {
      document.strings = new StringPool(bytes, at, at + size, budget, overlapping)
      seen.pool = true
    } else if (type === CHUNK.map && !seen.map) {
      document.idsAt = at + headerSize
      document.idCount = (size - headerSize) >>> 2
      seen.map = true
    } else if (type === CHUNK.start) {
      const place = readStart(bytes, at, headerSize, size)
      if (place === undefined) broken = true
      else if (root === undefined || open !== undefined) {
        budget.steps(place.count)
        const element: AxmlElement = new AxmlElement(document, open, place)
        if (root === undefined) root = element
        else open!.children.push(element)
        if (++depth <= MAX_DEPTH) open = element
      }
    } else if (type === CHUNK.end && open !== undefined) {
      if (depth-- <= MAX_DEPTH) open = open.parent
    } else if (type === CHUNK.text && open !== undefined && headerSize + 4 <= size) {
      const text = document.strings.get(bytes.readUInt32LE(at + headerSize))
      if (text !== undefined && text.trim() !== '') open.text = (open.text ?? '') + text
    }
    at += size
  }
  if (root === undefined)
    log.add('axml.empty', locator, { zh: '二进制 XML 中没有任何元素。', en: 'The binary XML holds no element.' })
  else if (broken || open !== undefined)
    log.add('axml.broken', locator, {
      zh: '二进制 XML 部分损坏,其后的元素未读。',
      en: 'The binary XML is broken in part; the elements after that were not read.',
    })
  return root
}

/** Name, line and attribute table of a start tag; `undefined` when the table leaves the chunk. */
function readStart(
  bytes: Buffer,
  at: number,
  headerSize: number,
  size: number,
): { name: number; line: number; first: number; stride: number; count: number } | undefined {
  const body = at + headerSize
  if (headerSize < 16 || headerSize + 20 > size) return undefined
  const start = bytes.readUInt16LE(body + 8)
  const stride = bytes.readUInt16LE(body + 10)
  const count = bytes.readUInt16LE(body + 12)
  // The last record needs its 20 bytes; the stride may be larger (or smaller, for files made to confuse).
  if (count > 0 && (stride === 0 || headerSize + start + stride * (count - 1) + 20 > size)) return undefined
  return { name: bytes.readUInt32LE(body + 4), line: bytes.readUInt32LE(at + 8), first: body + start, stride, count }
}
