/** Offset of China's one time zone, in minutes: a time that names none is taken as local there. */
const LOCAL = 8 * 60

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The other reading of an ambiguous time. */
  readonly or?: number
}

const DATED =
  /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(?:(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})秒?)?(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/
const UNDATED = /^\s*(?:(\d{1,2})-(\d{1,2})\s+)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*$/

const inRange = (month: number, day: number, hour: number, minute: number, second: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 61

const fraction = (digits: string | undefined) => (digits ? Math.floor(Number(`0.${digits}`) * 1000) : 0)

function offset(zone: string | undefined): number {
  if (zone === undefined) return LOCAL
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone[0] === '-' ? -minutes : minutes
}

/**
 * Milliseconds since 1970 of a written time: with or without zone, date separators or fractions; a count of seconds or
 * milliseconds; `MM-DD hh:mm:ss` and `hh:mm:ss` with the year or day of `near`. A time without a zone is China's.
 */
export function timeOf(value: unknown, near?: number): number | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,16}(?:\.\d{1,9})?$/.test(value.trim()))) {
    const n = Number(value)
    if (n > 1e17 || n < 1e8) return undefined
    return Math.round(n > 1e15 ? n / 1000 : n > 1e11 ? n : n * 1000)
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime()
  if (typeof value !== 'string' || value.length > 64) return undefined
  const full = DATED.exec(value)
  if (full) {
    const [, y, mo, d, h = '0', mi = '0', s = '0', ms, zone] = full
    if (!inRange(Number(mo), Number(d), Number(h), Number(mi), Number(s))) return undefined
    const utc = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s), fraction(ms))
    return utc - offset(zone) * 60_000
  }
  const bare = UNDATED.exec(value)
  if (!bare || near === undefined) return undefined
  const [, mo, d, h, mi, s = '0', ms] = bare
  const around = new Date(near + LOCAL * 60_000)
  const month = mo === undefined ? around.getUTCMonth() + 1 : Number(mo)
  const day = d === undefined ? around.getUTCDate() : Number(d)
  if (!inRange(month, day, Number(h), Number(mi), Number(s))) return undefined
  const utc = Date.UTC(around.getUTCFullYear(), month - 1, day, Number(h), Number(mi), Number(s), fraction(ms))
  return utc - LOCAL * 60_000
}

/** Whether a text gives a time of day without its date, so that a date must come from elsewhere. */
export const lacksDate = (text: string): boolean => UNDATED.test(text) && !/^\s*\d{1,2}-\d{1,2}\s/.test(text)

const CAMILLE = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})\s*$/

/**
 * Times of a camille log. Its script writes the month as counted from zero and pads nothing, in one statement: a file
 * with an unpadded number, a month 0 or a day its month does not have was written by it, and one month is added. Where
 * every number of the file has two digits both readings are kept.
 */
export function camilleTimes(texts: readonly string[]): (Moment | undefined)[] {
  const parts = texts.map((text) => CAMILLE.exec(text)?.slice(1))
  const fromZero = parts.some((p) => p?.slice(1).some((n) => n.length === 1) || Number(p?.[1]) === 0)
  return parts.map((p, i) => {
    if (!p) {
      const at = timeOf(texts[i])
      return at === undefined ? undefined : { at }
    }
    const [y, mo, d, h, mi, s] = p.map(Number) as [number, number, number, number, number, number]
    if (mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 60) return undefined
    const read = (month: number) => Date.UTC(y, month, d, h, mi, s) - LOCAL * 60_000
    if (fromZero || new Date(Date.UTC(y, mo - 1, d)).getUTCDate() !== d) return { at: read(mo) }
    return { at: read(mo - 1), or: read(mo) }
  })
}
