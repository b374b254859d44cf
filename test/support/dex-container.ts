/** Words of the header that are offsets: map, six tables, data. */
const OFFSET_WORDS = [13, 15, 17, 19, 21, 23, 25, 27]
const HEADER = 0x70
const HEADER_41 = 0x78

/**
 * Puts plain DEX files into one version-041 container: the longer header in front of each, every offset counted from
 * the start of the container. For small files: code offsets must stay two-byte numbers.
 */
export function dexContainer(files: readonly Buffer[]): Buffer {
  const total = files.reduce((sum, file) => sum + file.length + HEADER_41 - HEADER, 0)
  const out = Buffer.alloc(total)
  let at = 0
  for (const file of files) {
    const delta = at + HEADER_41 - HEADER
    file.copy(out, at, 0, HEADER)
    file.copy(out, at + HEADER_41, HEADER)
    out.write('041', at + 4, 'latin1')
    out.writeUInt32LE(file.length + HEADER_41 - HEADER, at + 32)
    out.writeUInt32LE(HEADER_41, at + 36)
    out.writeUInt32LE(total, at + 0x70)
    out.writeUInt32LE(at, at + 0x74)
    const shift = (where: number) => {
      const value = out.readUInt32LE(where)
      if (value !== 0) out.writeUInt32LE(value + delta, where)
    }
    const table = (word: number) => ({
      count: file.readUInt32LE(word * 4),
      offset: file.readUInt32LE(word * 4 + 4) + delta,
    })
    for (const word of OFFSET_WORDS) shift(at + word * 4)
    const rows = (word: number, size: number, fields: readonly number[]) => {
      const { count, offset } = table(word)
      for (let i = 0; i < count; i++) for (const field of fields) shift(offset + i * size + field)
    }
    rows(14, 4, [0])
    rows(18, 12, [8])
    rows(24, 32, [12, 20, 24, 28])
    const classes = table(24)
    for (let i = 0; i < classes.count; i++) {
      const data = out.readUInt32LE(classes.offset + i * 32 + 24)
      if (data !== 0) shiftCode(out, data, delta)
    }
    at += file.length + HEADER_41 - HEADER
  }
  return out
}

function shiftCode(out: Buffer, data: number, delta: number): void {
  let at = data
  const next = () => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = out[at++]!
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const [fields, instance, direct, virtual] = [next(), next(), next(), next()]
  for (let i = 0; i < (fields + instance) * 2; i++) next()
  for (let i = 0; i < direct + virtual; i++) {
    next()
    next()
    const where = at
    const code = next()
    if (code === 0) continue
    if (at - where !== 2 || code + delta >= 0x4000) throw new Error('the file is too long for this helper')
    out[where] = ((code + delta) & 0x7f) | 0x80
    out[where + 1] = (code + delta) >> 7
  }
}
