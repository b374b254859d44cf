import type { Strength } from '../../facts/evidence.ts'

/** A personal value somewhere in a request; never the value itself. */
export interface Personal {
  readonly item: string
  /** Name it was sent under. */
  readonly key: string
  readonly masked: string
  readonly strength: Strength
}

interface Form {
  readonly item: string
  readonly key: RegExp
  readonly value: RegExp
  readonly valid?: (value: string) => boolean
  /** Recognised by its form alone, whatever its name: an indication. */
  readonly alone?: true
}

const ZEROS = /^[0:-]+$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const idOf = (value: string) => UUID.test(value) || /^[0-9a-f]{16,64}$/i.test(value)

/** Luhn check of the last digit. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const d = Number(digits[i])
    sum += double ? (d > 4 ? 2 * d - 9 : 2 * d) : d
  }
  return sum % 10 === 0
}

/** Check digit of a resident identity number (GB 11643). */
export function residentId(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

/** Names are compared without case and separators: `device_id`, `deviceId`, `X-Device-ID`. */
const FORMS: readonly Form[] = [
  { item: 'imei', key: /imei|meid/, value: /^\d{15}$/, valid: luhn },
  // Allocations begin with the body that gave them: 35 and 86 for nearly all phones sold in China.
  {
    item: 'imei',
    key: /^x?(?:device|client|terminal)(?:id|no|code)$|^udid$/,
    value: /^(?:35|86)\d{13}$/,
    valid: luhn,
    alone: true,
  },
  { item: 'imsi', key: /imsi/, value: /^460\d{12}$/ },
  { item: 'iccid', key: /iccid|simserial/, value: /^8986\w{15,16}$/, alone: true },
  { item: 'android-id', key: /androidid|ssaid|androiddeviceid|^andid$/, value: /^[0-9a-f]{15,16}$/i },
  { item: 'oaid', key: /oaid/, value: /./, valid: idOf },
  { item: 'gaid', key: /gaid|googleadid|advertisingid|^aaid$|^adid$/, value: UUID },
  { item: 'idfa', key: /idfa/, value: UUID },
  { item: 'idfv', key: /idfv/, value: UUID },
  {
    item: 'bssid',
    key: /bssid|routermac/,
    value: /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i,
    valid: (v) => !/^02[:-]00/.test(v),
  },
  {
    item: 'mac',
    key: /mac/,
    value: /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i,
    valid: (v) => !/^02[:-]00[:-]00[:-]00|^ff/i.test(v),
    alone: true,
  },
  { item: 'serial', key: /^(?:device|hw|build)?serial(?:no|number|num)?$/, value: /^(?!unknown)[A-Za-z0-9]{8,24}$/i },
  { item: 'phone-number', key: /phone|mobile|msisdn|telno|^tel$|shouji/, value: /^(?:\+?86[- ]?)?1[3-9]\d{9}$/ },
  {
    item: 'id-card',
    key: /idcard|idno|idnum|certno|identity|sfz/,
    value: /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/,
    valid: residentId,
    alone: true,
  },
  { item: 'email', key: /e?mail/, value: /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}$/ },
  { item: 'ssid', key: /^(?:wifi)?ssid$|wifiname/, value: /^(?!<unknown|unknown)\S.{0,31}$/i },
]

const LATITUDE = /^(?:x|gps|loc(?:ation)?)?(?:lat|latitude)$/
const LONGITUDE = /^(?:x|gps|loc(?:ation)?)?(?:lng|lon|long|longitude)$/
const PAIR_KEY = /^(?:x|gps)?(?:location|lnglat|latlng|lonlat|coordinate|coord|gps|loc|position)s?$/
const DEGREES = /^-?\d{1,3}\.\d{3,}$/

/** Enough to find the value again, not to use it. */
export function mask(value: string): string {
  const chars = [...value]
  if (chars.length < 7) return '***'
  const shown = chars.length >= 11 ? 3 : 2
  return `${chars.slice(0, shown).join('')}***${chars.slice(-2).join('')}`
}

const degrees = (value: string): string => value.replace(/\.\d+/, '.***')

const near = (lat: number, lng: number): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0)

const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '')

/** What one named value is; undefined where it is nothing personal or already hashed. */
export function personalValue(key: string, value: string): Personal | undefined {
  const content = value.trim()
  if (content.length === 0 || content.length > 128 || ZEROS.test(content)) return undefined
  const name = plainKey(key)
  for (const form of FORMS) {
    if (!form.value.test(content) || form.valid?.(content) === false) continue
    if (form.key.test(name)) return { item: form.item, key, masked: mask(content), strength: 'shown' }
  }
  const pair = /^(-?\d{1,3}\.\d{3,})\s*[,;|]\s*(-?\d{1,3}\.\d{3,})$/.exec(content)
  if (pair && PAIR_KEY.test(name)) {
    const [a, b] = [Number(pair[1]), Number(pair[2])]
    if (near(a, b) || near(b, a))
      return { item: 'location', key, masked: `${degrees(pair[1]!)},${degrees(pair[2]!)}`, strength: 'shown' }
  }
  const alone = FORMS.find((f) => f.alone && f.value.test(content) && f.valid?.(content) !== false)
  return alone && { item: alone.item, key, masked: mask(content), strength: 'indicated' }
}

/** A latitude and a longitude among the values of one object. */
function place(pairs: readonly (readonly [string, string])[]): Personal | undefined {
  const find = (pattern: RegExp) =>
    pairs.find(([key, value]) => pattern.test(plainKey(key)) && DEGREES.test(value.trim()))
  const [lat, lng] = [find(LATITUDE), find(LONGITUDE)]
  if (!lat || !lng || !near(Number(lat[1]), Number(lng[1]))) return undefined
  const masked = `${degrees(lat[1].trim())},${degrees(lng[1].trim())}`
  return { item: 'location', key: `${lat[0]}, ${lng[0]}`, masked, strength: 'shown' }
}

const MOST_VALUES = 4000
const DEEPEST = 8

/** Personal values among named values, looking into JSON, forms and base64 inside them. Each (item, key) once. */
export class ValueSearch {
  readonly #found = new Map<string, Personal>()
  readonly #spend: (steps: number) => void
  #left = MOST_VALUES

  constructor(spend: (steps: number) => void) {
    this.#spend = spend
  }

  get found(): readonly Personal[] {
    return [...this.#found.values()]
  }

  pairs(pairs: readonly (readonly [string, string])[], depth = 0): void {
    const at = place(pairs)
    if (at) this.#add(at)
    for (const [key, value] of pairs) this.#value(key, value, depth)
  }

  /** A body: JSON, a form, or parts of a form. */
  body(text: string, type: string, depth = 0): void {
    this.#spend(text.length)
    const trimmed = text.trim()
    if (/^[[{]/.test(trimmed)) this.#json(trimmed, '', depth)
    else if (/multipart\/form-data/i.test(type) || /^--\S{2,80}\r?\n/.test(trimmed)) this.pairs(parts(trimmed), depth)
    else if (/^[\w.%[\]-]{1,128}=/.test(trimmed)) this.pairs([...new URLSearchParams(trimmed)].slice(0, 400), depth)
  }

  #value(key: string, value: string, depth: number): void {
    if (this.#left-- <= 0) return
    this.#spend(value.length)
    const found = personalValue(key, value)
    if (found) this.#add(found)
    else if (depth < DEEPEST && value.length >= 16) this.#inside(key, value, depth)
  }

  #inside(key: string, value: string, depth: number): void {
    const trimmed = value.trim()
    if (/^[[{]/.test(trimmed)) this.#json(trimmed, key, depth + 1)
    else if (/^(?:eyJ|W3si|ey[A-Za-z0-9])[A-Za-z0-9+/_-]{12,}={0,2}/.test(trimmed)) {
      const decoded = Buffer.from(trimmed.split('.')[0]!.slice(0, 1 << 20), 'base64').toString('utf8')
      if (/^[[{]/.test(decoded)) this.#json(decoded, key, depth + 1)
    } else if (/^\w{1,32}=[^&]{1,512}&\w{1,32}=/.test(trimmed)) this.body(trimmed, '', depth + 1)
  }

  #json(text: string, key: string, depth: number): void {
    let root: unknown
    try {
      root = JSON.parse(text)
    } catch {
      return
    }
    const queue: { readonly key: string; readonly value: unknown; readonly level: number }[] = [
      { key, value: root, level: 0 },
    ]
    for (let next = queue.pop(); next && this.#left > 0; next = queue.pop()) {
      const { value, level } = next
      this.#spend(1)
      if (Array.isArray(value)) {
        if (level < 32)
          for (const item of value.slice(0, 500)) queue.push({ key: next.key, value: item, level: level + 1 })
      } else if (typeof value === 'object' && value !== null) {
        const members = Object.entries(value as Record<string, unknown>).slice(0, 1000)
        const plain = members.flatMap(([k, v]): [string, string][] =>
          typeof v === 'string' || typeof v === 'number' ? [[k, String(v)]] : [],
        )
        this.pairs(plain, depth)
        if (level < 32)
          for (const [k, v] of members)
            if (typeof v === 'object' && v !== null) queue.push({ key: k, value: v, level: level + 1 })
      } else if (typeof value === 'string' || typeof value === 'number') this.#value(next.key, String(value), depth)
    }
  }

  #add(found: Personal): void {
    const id = `${found.item} ${found.key}`
    const known = this.#found.get(id)
    if (!known || (known.strength === 'indicated' && found.strength === 'shown')) this.#found.set(id, found)
  }
}

function parts(text: string): [string, string][] {
  const found: [string, string][] = []
  for (const part of text.split(/\r?\n--/).slice(0, 200)) {
    const head = /name="([^"\r\n]{1,128})"[^\r\n]{0,256}(?:\r?\n[^\r\n]{1,256}){0,4}?\r?\n\r?\n/.exec(part)
    if (head)
      found.push([head[1]!, part.slice(head.index + head[0].length, head.index + head[0].length + 16_384).trim()])
  }
  return found
}
