/** String resources for tests: by name, texts by locale (`''`, `zh-CN`). */
export interface ResourceShape {
  readonly id: number
  readonly name: string
  readonly texts: Readonly<Record<string, string>>
}

const letters = (word: string): number => [...word].reduce((n, c) => n * 256 + c.charCodeAt(0), 0)

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, i * 4)
  return bytes
}

/** Language, script and region are told by their form. */
const keysOf = (locale: string): [number, number][] =>
  locale
    .split('-')
    .filter((p) => p !== '')
    .map((p) => [p.length === 4 ? 5 : p === p.toUpperCase() ? 1 : 0, letters(p)])

function sized(text: string, zero: boolean): Buffer {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(2)
  head.writeUInt16LE(bytes.length + (zero ? 1 : 0))
  return Buffer.concat([head, bytes, Buffer.from([0])])
}

const VERSION = 128

/** Writes a `resources.index` in the older form, or in the newer one. */
export function writeResourceIndex(resources: readonly ResourceShape[], form: 'old' | 'new' = 'old'): Buffer {
  const locales = [...new Set(resources.flatMap((r) => Object.keys(r.texts)))]
  return form === 'old' ? oldIndex(resources, locales) : newIndex(resources, locales)
}

function header(name: string): Buffer {
  const bytes = Buffer.alloc(VERSION)
  bytes.write(name)
  return bytes
}

function oldIndex(resources: readonly ResourceShape[], locales: readonly string[]): Buffer {
  const keySize = locales.map((l) => 12 + keysOf(l).length * 8)
  let at = VERSION + 8 + keySize.reduce((a, b) => a + b, 0)
  const keys: Buffer[] = []
  const sets: Buffer[] = []
  const records: Buffer[] = []
  const rows = locales.map((locale) => resources.filter((r) => locale in r.texts))
  let recordAt = at + rows.reduce((n, list) => n + 8 + list.length * 8, 0)
  for (const [i, locale] of locales.entries()) {
    const list = rows[i]!
    keys.push(Buffer.from('KEYS'), u32(at, keysOf(locale).length, ...keysOf(locale).flat()))
    const ids: number[] = []
    for (const resource of list) {
      const body = Buffer.concat([
        u32(9, resource.id),
        sized(resource.texts[locale]!, true),
        sized(resource.name, true),
      ])
      // Stated lengths count the closing zero and what follows stands right behind it.
      const record = Buffer.concat([u32(body.length), body])
      ids.push(resource.id, recordAt)
      records.push(record)
      recordAt += record.length
    }
    sets.push(Buffer.from('IDSS'), u32(list.length, ...ids))
    at += 8 + list.length * 8
  }
  return Buffer.concat([header('Restool 5.0'), u32(recordAt, locales.length), ...keys, ...sets, ...records])
}

function newIndex(resources: readonly ResourceShape[], locales: readonly string[]): Buffer {
  const keys = locales.map((l, i) =>
    Buffer.concat([Buffer.from('KEYS'), u32(i, keysOf(l).length, ...keysOf(l).flat())]),
  )
  const items = resources.map((r) => 12 + Buffer.byteLength(r.name))
  const idsSize = 16 + 12 + items.reduce((a, b) => a + b, 0)
  const data = VERSION + 12 + keys.reduce((n, k) => n + k.length, 0) + idsSize
  const infos = resources.map((r) => 12 + Object.keys(r.texts).length * 8)
  let infoAt = data + 12
  let valueAt = infoAt + infos.reduce((a, b) => a + b, 0)
  const ids: Buffer[] = []
  const info: Buffer[] = []
  const values: Buffer[] = []
  for (const [i, resource] of resources.entries()) {
    const name = Buffer.from(resource.name)
    ids.push(u32(resource.id, infoAt, name.length), name)
    const pairs: number[] = []
    for (const [locale, text] of Object.entries(resource.texts)) {
      const value = sized(text, false)
      pairs.push(locales.indexOf(locale), valueAt)
      values.push(value)
      valueAt += value.length
    }
    info.push(u32(resource.id, infos[i]!, pairs.length / 2, ...pairs))
    infoAt += infos[i]!
  }
  const idBytes = Buffer.concat(ids)
  return Buffer.concat([
    header('Restool 7.0'),
    u32(valueAt, locales.length, data),
    ...keys,
    Buffer.from('IDSS'),
    u32(idsSize, 1, resources.length, 9, idBytes.length + 12, resources.length),
    idBytes,
    Buffer.from('DATA'),
    u32(valueAt - data, resources.length),
    ...info,
    ...values,
  ])
}

/** One source file of byte code for tests. */
export interface RecordShape {
  /** `L&entry/src/main/ets/pages/Index&;` */
  readonly name: string
  readonly package: string
  /** Module to names taken from it. */
  readonly imports?: Readonly<Record<string, readonly string[]>>
}

/** Writes byte code whose code uses these strings. */
export function writeAbc(records: readonly RecordShape[], strings: readonly string[] = []): Buffer {
  const parts: Buffer[] = []
  const HEADER = 60
  const REGION = 40
  const places = new Map<string, number>()
  // Header, class list, one region and its list stand in front; strings and items after them.
  const listAt = HEADER + records.length * 4 + REGION
  let at = listAt + strings.length * 4
  const add = (bytes: Buffer): number => {
    const place = at
    parts.push(bytes)
    at += bytes.length
    return place
  }
  const text = (value: string): number => {
    const known = places.get(value)
    if (known !== undefined) return known
    const place = add(encoded(value))
    places.set(value, place)
    return place
  }
  const classes = records.map((record) => {
    const owner = text(`pkgName@${record.package}`)
    const field = text('moduleRecordIdx')
    const modules = Object.entries(record.imports ?? {})
    const requests = modules.map(([module]) => text(module))
    const imports = modules.flatMap(([, names], m) => names.map((name) => ({ local: text(name), m })))
    const module = add(
      Buffer.concat([
        u32(0, requests.length, ...requests, imports.length),
        ...imports.map(({ local, m }) => Buffer.concat([u32(local, local), u16(m)])),
        u32(0, 0, 0, 0),
      ]),
    )
    const fields = [
      Buffer.concat([u16(0), u16(0), u32(owner), Buffer.from([8, 1, 0, 0])]),
      Buffer.concat([u16(0), u16(1), u32(field), Buffer.from([8, 2]), u32(module), Buffer.from([0])]),
    ]
    return add(Buffer.concat([encoded(record.name), u32(0), Buffer.from([1, 2, 0, 2, 0, 0]), ...fields]))
  })
  const used = strings.map(text)
  const head = Buffer.alloc(HEADER)
  head.write('PANDA', 0)
  head.set([12, 0, 6, 0], 12)
  const values = [at, 0, 0, records.length, HEADER, 0, 0, 0xffffffff, 0xffffffff, 1, HEADER + records.length * 4]
  u32(...values).copy(head, 16)
  const region = u32(listAt, at, 0, 0, used.length, listAt, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)
  return Buffer.concat([head, u32(...classes), region, u32(...used), ...parts])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function encoded(text: string): Buffer {
  const ascii = [...text].every((c) => c < '\x80')
  const head: number[] = []
  for (let rest = text.length * 2 + (ascii ? 1 : 0); ; rest = Math.floor(rest / 128)) {
    head.push(rest < 128 ? rest : (rest % 128) | 128)
    if (rest < 128) break
  }
  return Buffer.concat([Buffer.from(head), Buffer.from(text), Buffer.from([0])])
}
