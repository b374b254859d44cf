import { chunk, PoolWriter, pad, u16, u32 } from './chunk-writer.ts'

export interface ConfigShape {
  language?: string
  region?: string
  script?: string
  sdk?: number
  density?: number
}

export interface ResourceItem {
  name: number
  value: ResourceValue
}

/** A string, number, boolean, reference, or the items of an array, plural or style. */
export type ResourceValue =
  | string
  | number
  | boolean
  | { ref: number }
  | { parent?: number; items: readonly ResourceItem[] }

export interface ResourceRow {
  name: string
  /** Values per configuration; the empty configuration is the default. */
  values: readonly { config?: ConfigShape; value: ResourceValue }[]
}

export interface ResourceType {
  name: string
  rows: readonly ResourceRow[]
}

export interface TableShape {
  packageName?: string
  packageId?: number
  utf8?: boolean
  /** How entries are found and written. */
  layout?: 'plain' | 'sparse' | 'offset16'
  compact?: boolean
}

const NO_ENTRY = 0xffffffff

/** Writes a `resources.arsc`. Type `n` gets id `n + 1`, rows count from 0: `0x7f010000` is the first row of the first type. */
export function writeArsc(types: readonly ResourceType[], shape: TableShape = {}): Buffer {
  const values = new PoolWriter()
  const keys = new PoolWriter()
  const typeNames = new PoolWriter()
  const body: Buffer[] = []
  for (const [index, type] of types.entries()) {
    typeNames.append(type.name)
    body.push(chunk(0x0202, u32(index + 1, type.rows.length), u32(...type.rows.map(() => 0))))
    for (const config of configsOf(type)) body.push(typeChunk(index + 1, type, config, values, keys, shape))
  }
  const typePool = typeNames.bytes(shape.utf8 ?? false)
  const keyPool = keys.bytes(shape.utf8 ?? false)
  const name = Buffer.alloc(256)
  name.write((shape.packageName ?? 'com.example.app').slice(0, 127), 'utf16le')
  const head = Buffer.concat([u32(shape.packageId ?? 0x7f), name, u32(288, types.length, 288 + typePool.length, 0, 0)])
  const owner = chunk(0x0200, head, Buffer.concat([typePool, keyPool, ...body]))
  return chunk(0x0002, u32(1), Buffer.concat([values.bytes(shape.utf8 ?? false), owner]))
}

function configsOf(type: ResourceType): ConfigShape[] {
  const configs = new Map<string, ConfigShape>()
  for (const row of type.rows) for (const { config = {} } of row.values) configs.set(configKey(config), config)
  return [...configs.values()]
}

const configKey = (config: ConfigShape): string =>
  [config.language, config.region, config.script, config.sdk, config.density].join('|')

function typeChunk(
  id: number,
  type: ResourceType,
  config: ConfigShape,
  values: PoolWriter,
  keys: PoolWriter,
  shape: TableShape,
): Buffer {
  const entries: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const row of type.rows) {
    const own = row.values.find((candidate) => configKey(candidate.config ?? {}) === configKey(config))
    if (own === undefined) {
      offsets.push(-1)
      continue
    }
    const bytes = entry(own.value, keys.index(row.name), values, shape.compact === true)
    offsets.push(at)
    entries.push(bytes)
    at += bytes.length
  }
  const { table, flags, count } = offsetTable(offsets, shape.layout ?? 'plain')
  const settings = configBytes(config)
  const start = 8 + 12 + settings.length + table.length
  const head = Buffer.concat([Buffer.from([id, flags, 0, 0]), u32(count, start), settings])
  return chunk(0x0201, head, Buffer.concat([table, ...entries]))
}

function offsetTable(
  offsets: readonly number[],
  layout: NonNullable<TableShape['layout']>,
): { table: Buffer; flags: number; count: number } {
  if (layout === 'sparse') {
    const present = offsets.flatMap((offset, index) => (offset < 0 ? [] : [[index, offset / 4]])).flat()
    return { table: u16(...present), flags: 1, count: present.length / 2 }
  }
  if (layout === 'offset16') {
    const table = u16(...offsets.map((offset) => (offset < 0 ? 0xffff : offset / 4)))
    return { table: pad(table), flags: 2, count: offsets.length }
  }
  return { table: u32(...offsets.map((offset) => (offset < 0 ? NO_ENTRY : offset))), flags: 0, count: offsets.length }
}

function entry(value: ResourceValue, key: number, values: PoolWriter, compact: boolean): Buffer {
  if (typeof value === 'object' && 'items' in value) {
    const items = value.items.map((item) => {
      const { type, data } = simple(item.value, values)
      return Buffer.concat([u32(item.name), u16(8), Buffer.from([0, type]), u32(data)])
    })
    return Buffer.concat([u16(16, 0x0001), u32(key, value.parent ?? 0, items.length), ...items])
  }
  const { type, data } = simple(value, values)
  if (compact) return Buffer.concat([u16(key, 0x0008 | (type << 8)), u32(data)])
  return Buffer.concat([u16(8, 0), u32(key), u16(8), Buffer.from([0, type]), u32(data)])
}

function simple(value: ResourceValue, values: PoolWriter): { type: number; data: number } {
  if (typeof value === 'string') return { type: 0x03, data: values.index(value) }
  if (typeof value === 'number') return { type: 0x10, data: value }
  if (typeof value === 'boolean') return { type: 0x12, data: value ? 0xffffffff : 0 }
  if ('ref' in value) return { type: 0x01, data: value.ref }
  throw new Error('a list of items cannot stand inside another')
}

function configBytes(config: ConfigShape): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32LE(64, 0)
  bytes.write(config.language ?? '', 8, 2, 'latin1')
  bytes.write(config.region ?? '', 10, 2, 'latin1')
  bytes.writeUInt16LE(config.density ?? 0, 14)
  bytes.writeUInt16LE(config.sdk ?? 0, 24)
  bytes.write(config.script ?? '', 36, 4, 'latin1')
  return bytes
}
