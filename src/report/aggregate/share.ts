/** One examined subject to which the provision applies. */
export interface Case {
  readonly found: boolean
  /** Subjects it stands for: those in its tier by those examined of the tier. */
  readonly weight: number
}

/** From and to, both between 0 and 1. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The quantile of the normal distribution that leaves 2.5 % on each side. */
const Z = 1.959963984540054

/**
 * The 95 % interval of Wilson for the share among all subjects of the list, from those drawn. Unequal weights count as
 * Kish has it, by fewer cases; of a finite list the part not examined alone is uncertain, so that one examined whole
 * has no interval.
 * @param examined subjects drawn and examined
 * @param listed subjects on the list
 */
export function wilson(cases: readonly Case[], examined: number, listed: number): Interval | undefined {
  const weight = sum(cases.map((c) => c.weight))
  if (cases.length === 0 || weight === 0) return undefined
  const share = sum(cases.filter((c) => c.found).map((c) => c.weight)) / weight
  const rest = 1 - examined / listed
  if (rest <= 0) return { low: share, high: share }
  const n = weight ** 2 / sum(cases.map((c) => c.weight ** 2)) / rest
  const middle = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n)
  const reach = (Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))) / (1 + Z ** 2 / n)
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}

/** The share as the cases stand for it; undefined where there are none. */
export function weighted(cases: readonly Case[]): number | undefined {
  const weight = sum(cases.map((c) => c.weight))
  return weight === 0 ? undefined : sum(cases.filter((c) => c.found).map((c) => c.weight)) / weight
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** `12.3 %` */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
