import type { RegionLevel } from '../../facts/lending.ts'
import type { Dialect } from './dialect.ts'
import type { Computed } from './tables.ts'

/** Fields of a loan that a mapping's region level makes up; none where it declares no level. */
export function computedFields(level: RegionLevel | undefined): Readonly<Record<string, Computed>> {
  if (level === undefined) return {}
  const from = [['borrowerRegion'], ['bank', 'region']]
  return { inRegion: { from, print: ([a, b], dialect) => sameRegion(level, a!, b!, dialect) } }
}

/** `sameRegion` of `facts/lending.ts` as SQL; NULL where either is unknown. */
function sameRegion(level: RegionLevel, a: string, b: string, dialect: Dialect): string {
  if (level === 'exact') return `(${a} = ${b})`
  const padded = (code: string) => `CONCAT(${code}, '000000')`
  const digits = (code: string, from: number, n: number) => `SUBSTRING(${padded(code)}, ${from}, ${n})`
  const cases = [
    `WHEN NOT ${dialect.isRegionCode(a)} OR NOT ${dialect.isRegionCode(b)} THEN NULL`,
    `WHEN ${digits(a, 1, level)} = ${digits(b, 1, level)} THEN TRUE`,
  ]
  for (let n = 2; n <= level; n += 2) {
    const wider = [a, b].map((code) => `${digits(code, n - 1, 2)} = '00'`).join(' OR ')
    cases.push(`WHEN ${digits(a, 1, n)} <> ${digits(b, 1, n)} THEN CASE WHEN ${wider} THEN NULL ELSE FALSE END`)
  }
  return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ${cases.join(' ')} END`
}
