/**
 * Writes one DEX of many classes whose static methods call one another: material for measuring, not a program worth
 * running. Layout from the Android Open Source Project page "Dalvik executable format".
 */
export interface DexShape {
  /** Number of the file; its classes are `com.big.dNN.cNNNNN`. */
  readonly number: number
  readonly classes: number
  readonly methodsPerClass: number
  /** Instruction pairs that only compute, per method. */
  readonly padding: number
  /** Number of the file whose first method the last method of this one calls. */
  readonly next: number | undefined
  /** Calls `TelephonyManager.getDeviceId` in every such class. */
  readonly readsEvery: number
}

const NONE = 0xffffffff
const HEADER = 0x70

const pad = (n: number, width: number): string => String(n).padStart(width, '0')
export const className = (file: number, index: number): string => `Lcom/big/d${pad(file, 2)}/c${pad(index, 5)};`

export function writeDex(shape: DexShape): Buffer {
  const { number, classes, methodsPerClass: per } = shape
  const types = Array.from({ length: classes }, (_, i) => className(number, i))
  const methods = Array.from({ length: per }, (_, i) => `m${pad(i, 3)}`)
  // The first class of the first file starts everything as it is loaded.
  const nameOf = (type: number, method: number): string =>
    number === 0 && type === 0 && method === 0 ? '<clinit>' : methods[method]!
  const external = shape.next === undefined ? [] : [className(shape.next, 0)]
  const strings = [
    ...new Set([
      ...types,
      ...external,
      ...methods,
      '<clinit>',
      ...Array.from({ length: classes }, (_, i) => `text ${pad(number, 2)} ${pad(i, 5)} of the table`),
      'Landroid/telephony/TelephonyManager;',
      'Ljava/lang/Object;',
      'Ljava/lang/String;',
      'L',
      'V',
      'getDeviceId',
    ]),
  ].sort()
  const stringAt = new Map(strings.map((text, i) => [text, i]))
  const typeNames = [
    ...types,
    ...external,
    'Landroid/telephony/TelephonyManager;',
    'Ljava/lang/Object;',
    'Ljava/lang/String;',
    'V',
  ].sort()
  const typeAt = new Map(typeNames.map((text, i) => [text, i]))
  const [toText, toVoid] = [0, 1]
  const methodRows = [
    ...types.flatMap((type, c) => methods.map((_, m) => ({ type, name: nameOf(c, m), proto: toVoid }))),
    ...external.map((type) => ({ type, name: methods[0]!, proto: toVoid })),
    { type: 'Landroid/telephony/TelephonyManager;', name: 'getDeviceId', proto: toText },
  ].sort((a, b) => typeAt.get(a.type)! - typeAt.get(b.type)! || (a.name < b.name ? -1 : 1))
  const methodAt = new Map(methodRows.map(({ type, name }, i) => [`${type}${name}`, i]))
  if (methodRows.length > 0xffff) throw new RangeError('too many methods for one file')

  const tables = { strings: HEADER, types: 0, protos: 0, methods: 0, classes: 0, data: 0 }
  tables.types = tables.strings + strings.length * 4
  tables.protos = tables.types + typeNames.length * 4
  tables.methods = tables.protos + 2 * 12
  tables.classes = tables.methods + methodRows.length * 8
  tables.data = tables.classes + classes * 32

  const data: Buffer[] = []
  let at = tables.data
  const put = (bytes: Buffer, align: number): number => {
    const gap = (align - (at % align)) % align
    if (gap > 0) data.push(Buffer.alloc(gap))
    at += gap
    const start = at
    data.push(bytes)
    at += bytes.length
    return start
  }

  const words = new Uint32Array(tables.data / 4)
  const set = (offset: number, ...values: number[]) => {
    for (const [i, value] of values.entries()) words[offset / 4 + i] = value
  }
  for (const [i, text] of strings.entries())
    set(tables.strings + i * 4, put(Buffer.concat([uleb(text.length), Buffer.from(`${text}\0`, 'latin1')]), 1))
  for (const [i, text] of typeNames.entries()) set(tables.types + i * 4, stringAt.get(text)!)
  set(tables.protos, stringAt.get('L')!, typeAt.get('Ljava/lang/String;')!, 0)
  set(tables.protos + 12, stringAt.get('V')!, typeAt.get('V')!, 0)
  for (const [i, row] of methodRows.entries())
    set(tables.methods + i * 8, typeAt.get(row.type)! | (row.proto << 16), stringAt.get(row.name)!)

  const reading = methodAt.get('Landroid/telephony/TelephonyManager;getDeviceId')!
  let seed = number * 7919 + 1
  const below = (n: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 8) % n
  }
  for (let c = 0; c < classes; c++) {
    const list: Buffer[] = [uleb(0), uleb(0), uleb(per), uleb(0)]
    for (let m = 0; m < per; m++) {
      const text = stringAt.get(`text ${pad(number, 2)} ${pad(c, 5)} of the table`)!
      const units = text > 0xffff ? [0x001b, text & 0xffff, text >>> 16] : [0x001a, text]
      for (let i = 0; i < shape.padding; i++) units.push(0x0113, below(0x7fff), 0x01d8, 0x0501)
      const invoke = (method: number) => units.push(0x0071, method, 0)
      if (m + 1 < per) invoke(methodAt.get(`${types[c]!}${methods[m + 1]!}`)!)
      else if (c + 1 < classes) invoke(methodAt.get(`${types[c + 1]!}${methods[0]!}`)!)
      else if (external[0] !== undefined) invoke(methodAt.get(`${external[0]}${methods[0]!}`)!)
      invoke(methodAt.get(`${types[below(classes)]!}${methods[1 + below(per - 1)]!}`)!)
      // const/4 v0, null; invoke-virtual {v0}, getDeviceId
      if (m === 0 && c % shape.readsEvery === 0) units.push(0x0012, 0x106e, reading, 0)
      units.push(0x000e)
      const code = Buffer.alloc(16 + units.length * 2)
      code.writeUInt16LE(2, 0)
      code.writeUInt16LE(1, 4)
      code.writeUInt32LE(units.length, 12)
      for (const [i, unit] of units.entries()) code.writeUInt16LE(unit, 16 + i * 2)
      const offset = put(code, 4)
      const name = nameOf(c, m)
      const id = methodAt.get(`${types[c]!}${name}`)!
      list.push(uleb(m === 0 ? id : 1), uleb(name === '<clinit>' ? 0x10008 : 0x9), uleb(offset))
    }
    const offset = put(Buffer.concat(list), 1)
    set(tables.classes + c * 32, typeAt.get(types[c]!)!, 1, typeAt.get('Ljava/lang/Object;')!, 0, NONE, 0, offset, 0)
  }
  const out = Buffer.concat([Buffer.from(words.buffer), ...data])
  out.write('dex\n035\0', 0, 'latin1')
  const header = [out.length, HEADER, 0x12345678, 0, 0, tables.data, strings.length, tables.strings]
  header.push(typeNames.length, tables.types, 2, tables.protos, 0, 0, methodRows.length, tables.methods)
  header.push(classes, tables.classes, out.length - tables.data, tables.data)
  for (const [i, value] of header.entries()) out.writeUInt32LE(value, 32 + i * 4)
  return out
}

function uleb(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; ; left >>>= 7) {
    if (left < 0x80) {
      bytes.push(left)
      return Buffer.from(bytes)
    }
    bytes.push((left & 0x7f) | 0x80)
  }
}
