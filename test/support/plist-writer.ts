/** A property list as tests write it; `Map` and plain objects are dictionaries. */
export type PlistShape =
  | string
  | number
  | boolean
  | Buffer
  | readonly PlistShape[]
  | { readonly [key: string]: PlistShape }

const isDict = (value: PlistShape): value is { readonly [key: string]: PlistShape } =>
  typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value)

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The XML form. */
export function writeXmlPlist(value: PlistShape): Buffer {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n'
  return Buffer.from(`${head}<plist version="1.0">${element(value)}</plist>\n`)
}

function element(value: PlistShape): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  if (typeof value === 'number')
    return Number.isInteger(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (Buffer.isBuffer(value)) return `<data>${value.toString('base64')}</data>`
  if (isDict(value))
    return `<dict>${Object.entries(value)
      .map(([key, v]) => `<key>${escaped(key)}</key>${element(v)}`)
      .join('')}</dict>`
  return `<array>${value.map(element).join('')}</array>`
}

/** The binary form. */
export function writeBinaryPlist(value: PlistShape): Buffer {
  const objects: Buffer[] = []
  const put = (of: PlistShape): number => {
    const at = objects.push(Buffer.alloc(0)) - 1
    objects[at] = encode(of, put)
    return at
  }
  put(value)
  const offsets: number[] = []
  let at = 8
  for (const object of objects) {
    offsets.push(at)
    at += object.length
  }
  const table = Buffer.alloc(offsets.length * 4)
  for (const [i, offset] of offsets.entries()) table.writeUInt32BE(offset, i * 4)
  const trailer = Buffer.alloc(32)
  trailer[6] = 4
  trailer[7] = 2
  trailer.writeBigUInt64BE(BigInt(objects.length), 8)
  trailer.writeBigUInt64BE(BigInt(at), 24)
  return Buffer.concat([Buffer.from('bplist00'), ...objects, table, trailer])
}

function head(kind: number, count: number): Buffer {
  if (count < 15) return Buffer.from([(kind << 4) | count])
  const bytes = Buffer.from([(kind << 4) | 15, 0x12, 0, 0, 0, 0])
  bytes.writeUInt32BE(count, 2)
  return bytes
}

function encode(value: PlistShape, put: (of: PlistShape) => number): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 9 : 8])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9)
    if (Number.isInteger(value)) {
      bytes[0] = 0x13
      bytes.writeBigInt64BE(BigInt(value), 1)
    } else {
      bytes[0] = 0x23
      bytes.writeDoubleBE(value, 1)
    }
    return bytes
  }
  if (typeof value === 'string') {
    const ascii = [...value].every((c) => c < '\x80')
    if (ascii) return Buffer.concat([head(5, value.length), Buffer.from(value, 'latin1')])
    return Buffer.concat([head(6, value.length), Buffer.from(value, 'utf16le').swap16()])
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([head(4, value.length), value])
  const members = isDict(value) ? [...Object.keys(value), ...Object.values(value)] : value
  const count = isDict(value) ? Object.keys(value).length : value.length
  const refs = Buffer.alloc(members.length * 2)
  for (const [i, member] of members.entries()) refs.writeUInt16BE(put(member), i * 2)
  return Buffer.concat([head(isDict(value) ? 13 : 10, count), refs])
}

/** A `.strings` file in UTF-16 with a byte order mark, as older tools leave them. */
export const writeStringsFile = (pairs: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    `\ufeff${Object.entries(pairs)
      .map(([key, value]) => `/* ${key} */\n"${key}" = "${value.replaceAll('"', '\\"')}";\n`)
      .join('')}`,
    'utf16le',
  )
