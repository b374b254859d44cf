import { ATTR } from '../../src/collect/android/attributes.ts'
import { chunk, PoolWriter, u16, u32 } from './chunk-writer.ts'

export interface RawValue {
  type: number
  data: number
}

/** A string, number or boolean, `{ ref }` to a resource, or any typed value. */
export type AttributeValue = string | number | boolean | { ref: number } | RawValue

export interface XmlNode {
  tag: string
  /** `android:name`, or a name without namespace such as `package`. */
  attributes?: Record<string, AttributeValue>
  children?: XmlNode[]
  text?: string
  line?: number
}

export interface AxmlShape {
  utf8?: boolean
  /** Writes empty names for attributes with a resource id, as obfuscators do. */
  blankNames?: boolean
  /** Type and size stated in the file's header. */
  type?: number
  size?: number
  /** Bytes of an unknown chunk between the tables and the elements. */
  unknownChunk?: Buffer
  /** Bytes per attribute, 20 in real files. */
  stride?: number
}

const ANDROID = 'http://schemas.android.com/apk/res/android'
const NONE = 0xffffffff

/** Writes a binary XML file as Android's compiler does. */
export function writeAxml(root: XmlNode, shape: AxmlShape = {}): Buffer {
  const pool = new PoolWriter()
  const ids: number[] = []
  const named = new Map<string, number>()
  // Names with a resource id come first: the table of ids runs along with the strings.
  visit(root, (node) => {
    for (const key of Object.keys(node.attributes ?? {})) {
      const name = androidName(key)
      if (name === undefined || named.has(name)) continue
      const id = (ATTR as Record<string, number>)[name]
      if (id === undefined) throw new Error(`no resource id known for android:${name}`)
      ids.push(id)
      named.set(name, pool.append(shape.blankNames === true ? '' : name))
    }
  })
  const body: Buffer[] = []
  const write = (node: XmlNode): void => {
    const { line = 1 } = node
    const head = u32(line, NONE)
    body.push(chunk(0x0102, head, startTag(node, pool, named, shape.stride ?? 20)))
    if (node.text !== undefined) body.push(chunk(0x0104, head, u32(pool.index(node.text), 0x08, 0)))
    for (const child of node.children ?? []) write(child)
    body.push(chunk(0x0103, head, u32(NONE, pool.index(node.tag))))
  }
  write(root)
  const map = chunk(0x0180, Buffer.alloc(0), u32(...ids))
  const all = Buffer.concat([pool.bytes(shape.utf8 ?? false), map, shape.unknownChunk ?? Buffer.alloc(0), ...body])
  const file = chunk(shape.type ?? 0x0003, Buffer.alloc(0), all)
  if (shape.size !== undefined) file.writeUInt32LE(shape.size, 4)
  return file
}

function startTag(node: XmlNode, pool: PoolWriter, named: Map<string, number>, stride: number): Buffer {
  const attributes = Object.entries(node.attributes ?? {})
  const rows = attributes.map(([key, value]) => {
    const name = androidName(key)
    const index = name === undefined ? pool.index(key) : named.get(name)!
    const typed = toValue(value, pool)
    const raw = typeof value === 'string' ? typed.data : NONE
    const row = Buffer.concat([
      u32(name === undefined ? NONE : pool.index(ANDROID), index, raw),
      u16(8),
      Buffer.from([0, typed.type]),
      u32(typed.data),
    ])
    return Buffer.concat([row, Buffer.alloc(stride - 20)])
  })
  const head = Buffer.concat([u32(NONE, pool.index(node.tag)), u16(20, stride, rows.length, 0, 0, 0)])
  return Buffer.concat([head, ...rows])
}

function toValue(value: AttributeValue, pool: PoolWriter): RawValue {
  if (typeof value === 'string') return { type: 0x03, data: pool.index(value) }
  if (typeof value === 'number') return { type: 0x10, data: value }
  if (typeof value === 'boolean') return { type: 0x12, data: value ? 0xffffffff : 0 }
  return 'ref' in value ? { type: 0x01, data: value.ref } : value
}

const androidName = (key: string): string | undefined => (key.startsWith('android:') ? key.slice(8) : undefined)

function visit(node: XmlNode, act: (node: XmlNode) => void): void {
  act(node)
  for (const child of node.children ?? []) visit(child, act)
}
