import type { Evidence } from '../../facts/evidence.ts'
import { doubt, type FactList, provenance, type Row, type Scalar } from '../../facts/row.ts'
import type { Text } from '../../law/text.ts'

type Known = { readonly value: Scalar | null; readonly evidence: readonly Evidence[] } | undefined

/**
 * The network with what its lists show: the first filing, the certificate that lasts longest, what its data are, and
 * since when it has its level.
 */
export function derived(row: Row, say: (at: string, what: Text) => void): Row {
  const found: Readonly<Record<string, Known>> = {
    filedOn: dayOf(row, 'filings', 'filedOn', 'first'),
    sectorOn: dayOf(row, 'filings', 'sectorOn', 'first'),
    certificateUntil: dayOf(row, 'certificates', 'until', 'last'),
    ...ofData(row),
  }
  const from = row[provenance]!
  const fields: Record<string, readonly Evidence[]> = { ...from.fields }
  const values: Record<string, Scalar | null> = {}
  for (const [name, known] of Object.entries(found)) {
    if (known === undefined) continue
    const own = row[name]
    if (own === undefined) {
      values[name] = known.value
      fields[name] = known.evidence
    } else if (own !== known.value)
      say(`networks.${String(row['id'])}.${name}`, {
        zh: `${String(own ?? '无')} 与清单所列 ${String(known.value ?? '无')} 不一致：请核对`,
        en: `${String(own ?? 'none')} differs from ${String(known.value ?? 'none')} in the lists: check both`,
      })
  }
  const { levelSince: own, ...rest } = row
  const since = typeof own === 'string' ? undefined : levelSince(row)
  if (since) {
    values['levelSince'] = since.value
    fields['levelSince'] = since.evidence
  }
  const given = typeof own === 'string' ? row : (rest as Row)
  return { ...given, ...values, [provenance]: { ...from, fields } }
}

/** The day graded, unless a filing at another level is younger: then the first filing at the present one after it. */
function levelSince(row: Row): Known {
  const graded = row['gradedOn']
  if (graded === null) return { value: null, evidence: placesOf(row, 'gradedOn') }
  if (typeof graded !== 'string') return undefined
  const filed = (rowsOf(row, 'filings')?.rows ?? []).filter(
    (r) => typeof r['filedOn'] === 'string' && r['level'] !== undefined && r['level'] !== null,
  )
  const dayFiled = (r: Row) => String(r['filedOn'])
  const others = filed.filter((r) => Number(r['level']) !== Number(row['level']) && dayFiled(r) >= graded)
  if (others.length === 0) return { value: graded, evidence: placesOf(row, 'gradedOn') }
  const changed = others.map(dayFiled).sort().at(-1)!
  const [first] = filed
    .filter((r) => !others.includes(r) && dayFiled(r) > changed)
    .sort((a, b) => (dayFiled(a) < dayFiled(b) ? -1 : 1))
  return first && { value: dayFiled(first), evidence: placesOf(first, 'filedOn') }
}

const rowsOf = (row: Row, list: string): FactList | undefined => row[list] as FactList | undefined
const placesOf = (row: Row, field: string): readonly Evidence[] =>
  row[provenance]?.fields[field] ?? row[provenance]?.evidence ?? []

/** The first or last day of a list; none where the list is complete and empty, unknown while it may still change. */
function dayOf(row: Row, list: string, field: string, which: 'first' | 'last'): Known {
  const found = rowsOf(row, list)
  if (!found) return undefined
  const sure = found.rows.filter((r) => r[doubt] === undefined)
  if (sure.length < found.rows.length) return undefined
  if (sure.length === 0) return found.open.length > 0 ? undefined : { value: null, evidence: [] }
  const days = sure.flatMap((r) => (typeof r[field] === 'string' ? [{ day: r[field], row: r }] : []))
  if (days.length === 0)
    return sure.every((r) => r[field] === null)
      ? { value: null, evidence: sure.flatMap((r) => placesOf(r, field)) }
      : undefined
  if (sure.some((r) => r[field] === undefined) || (which === 'last' && found.open.length > 0)) return undefined
  days.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const one = which === 'first' ? days[0]! : days.at(-1)!
  return { value: one.day, evidence: placesOf(one.row, field) }
}

/** Whether personal or important data are held, stay in the country, go abroad and were assessed before. */
function ofData(row: Row): Readonly<Record<string, Known>> {
  const found = rowsOf(row, 'data')
  if (!found || found.rows.some((r) => r[doubt] !== undefined)) return {}
  const kept = found.rows.filter((r) => r['kind'] !== 'other')
  const closed = found.open.length === 0 && kept.every((r) => r['kind'] !== undefined)
  const some = (rows: readonly Row[], field: string, value: boolean): Known => {
    const one = rows.find((r) => r[field] === value)
    return one ? { value: true, evidence: placesOf(one, field) } : undefined
  }
  const all = (rows: readonly Row[], field: string): Known => {
    const broken = rows.find((r) => r['kind'] !== undefined && r[field] === false)
    if (broken) return { value: false, evidence: placesOf(broken, field) }
    if (!closed || rows.length === 0 || !rows.every((r) => r[field] === true)) return undefined
    return { value: true, evidence: rows.flatMap((r) => placesOf(r, field)) }
  }
  const held = kept.find((r) => r['kind'] !== undefined)
  const none: Known = { value: false, evidence: [] }
  const sent = some(kept, 'sentAbroad', true)
  return {
    importantData: held ? { value: true, evidence: placesOf(held, 'kind') } : closed ? none : undefined,
    storedInChina: all(kept, 'inChina'),
    sentAbroad: sent ?? (closed && kept.every((r) => r['sentAbroad'] === false) ? none : undefined),
    exportAssessed: all(
      kept.filter((r) => r['sentAbroad'] === true),
      'exportAssessed',
    ),
  }
}
