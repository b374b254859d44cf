import type { RegionLevel } from '../../facts/lending.ts'
import type { Dialect } from './dialect.ts'
import type { Computed } from './tables.ts'

/** Fields of a loan that a mapping's region level makes up; none where it declares no level. */
export function computedFields(level: RegionLevel | undefined): Readonly<Record<string, Computed>> {
  if (level === undefined) return {}
  const from = [['borrowerRegion'], ['bank', 'region']]
  if (level === 'exact') return { inRegion: { from, print: ([a, b]) => `(${a} = ${b})` } }
  const ready = (text: string, dialect: Dialect) =>
    `CASE WHEN ${dialect.isRegionCode(text)} THEN ${dialect.number(`SUBSTRING(CONCAT(${text}, '000000'), 1, ${level})`)} END`
  return { inRegion: { from, ready, print: ([a, b], dialect) => sameRegion(level, a!, b!, dialect) } }
}

/**
 * `sameRegion` of `facts/lending.ts` as SQL over the numbers that the leading digits of both codes are; NULL where either
 * is unknown or no code. Known to be apart: neither has 00 where they first differ.
 */
function sameRegion(level: number, a: string, b: string, dialect: Dialect): string {
  const cases = [`WHEN ${a} = ${b} THEN TRUE`]
  for (let n = 2; n <= level; n += 2) {
    const [one, other] = [a, b].map((code) => (n === level ? code : dialect.quotient(code, 10 ** (level - n))))
    const named = [one, other].map((code) => `${n === 2 ? code : `${code} % 100`} > 0`).join(' AND ')
    cases.push(
      n === level ? `WHEN ${named} THEN FALSE` : `WHEN ${one} <> ${other} THEN CASE WHEN ${named} THEN FALSE END`,
    )
  }
  return `CASE ${cases.join(' ')} END`
}
