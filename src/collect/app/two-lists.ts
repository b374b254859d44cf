import type { Evidence } from '../../facts/evidence.ts'
import type { EntityFacts, Reading } from '../../facts/reading.ts'
import type { CollectedEntry, Origin, SharedEntry, Stated, TwoLists } from '../../facts/two-lists.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import { matchName } from '../catalog/sdks.ts'
import type { Found, PolicyScan, Statement, ThirdParty } from '../policy/scan.ts'
import { evidenceIn } from './policy-facts.ts'
import type { AppRead } from './read-app.ts'

/** Places kept of one entry, from the app and from the policy each. */
const PLACES = 6

/** Drafts the two lists from what was read of an app and what its policy says. Judges nothing. */
export function twoLists({ subject, readings, policy }: AppRead): TwoLists {
  const { id, name, version } = subject
  return {
    subject: id,
    name,
    version,
    policy: policy !== undefined,
    collected: collectedOf(readings, policy),
    shared: sharedOf(readings, policy),
  }
}

const rowsOf = (readings: readonly Reading[], entity: string): readonly EntityFacts[] =>
  readings.flatMap((r) => r.entities.filter((e) => e.entity === entity && e.strength === 'shown'))

function collectedOf(readings: readonly Reading[], policy: PolicyScan | undefined): readonly CollectedEntry[] {
  const seen = new Map<string, Evidence[]>()
  for (const row of rowsOf(readings, 'collection')) {
    // What a form asks for stands under an id of its own and has no item of the catalogue.
    if (!dataItem(row.id) || row.evidence.length === 0) continue
    const known = seen.get(row.id) ?? []
    known.push(...row.evidence)
    seen.set(row.id, known)
  }
  const stated = new Map<string, Statement[]>()
  for (const one of policy?.statements ?? []) {
    if (one.negated || one.actor !== 'we' || (one.act !== 'collect' && one.act !== 'use')) continue
    for (const { id } of one.items) {
      const known = stated.get(id)
      if (known) known.push(one)
      else stated.set(id, [one])
    }
  }
  const entries: CollectedEntry[] = []
  const told = new Set<string>()
  for (const [item, evidence] of seen) {
    // A policy may name the wider kind: 设备信息 for the model of the device.
    const names = [item, ...widerItems(item)].filter((id) => stated.has(id))
    for (const id of names) told.add(id)
    const own = names.slice(0, 1).flatMap((id) => stated.get(id)!)
    entries.push(entryOf(item, evidence, own, policy))
  }
  for (const [item, own] of stated) if (!told.has(item)) entries.push(entryOf(item, [], own, policy))
  return entries.sort((a, b) => rank(a.origin) - rank(b.origin) || (a.item < b.item ? -1 : 1))
}

const rank = (origin: Origin): number => ['both', 'seen', 'stated'].indexOf(origin)
const originOf = (seen: number, stated: number): Origin => (seen === 0 ? 'stated' : stated === 0 ? 'seen' : 'both')

function entryOf(
  item: string,
  seen: readonly Evidence[],
  statements: readonly Statement[],
  policy: PolicyScan | undefined,
): CollectedEntry {
  const of = dataItem(item)
  return {
    item,
    name: { zh: of?.zh ?? item, en: of?.en ?? item },
    sensitive: of?.sensitive ?? false,
    origin: originOf(seen.length, statements.length),
    seen: seen.slice(0, PLACES),
    sdks: distinct(seen.flatMap((e) => (e.sdk === undefined ? [] : [e.sdk]))),
    stated: {
      purposes: distinct(statements.flatMap((s) => s.purposes)),
      items: distinct(statements.flatMap((s) => s.items.filter((i) => i.id === item).map((i) => i.text))),
      means: distinct(statements.flatMap((s) => (s.means === undefined ? [] : [s.means]))),
      places: placesOf(policy, statements),
    },
  }
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter((t) => t !== ''))]
const placesOf = (policy: PolicyScan | undefined, found: readonly Found[]): readonly Evidence[] =>
  policy ? [...new Set(found)].slice(0, PLACES).map((one) => evidenceIn(policy, one)) : []

function sharedOf(readings: readonly Reading[], policy: PolicyScan | undefined): readonly SharedEntry[] {
  const parties = [...(policy?.thirdParties ?? []), ...(policy?.namedThirdParties ?? [])]
  const taken = new Set<ThirdParty>()
  const entries: SharedEntry[] = []
  const bySdk = new Map<string, EntityFacts[]>()
  for (const row of rowsOf(readings, 'sdk')) bySdk.set(row.id, [...(bySdk.get(row.id) ?? []), row])
  for (const [id, rows] of bySdk) {
    const own = parties.filter((p) => [p.name, p.company].some((n) => n !== undefined && means(n, id)))
    for (const party of own) taken.add(party)
    const text = (field: string): string => String(rows.find((r) => r.cells[field])?.cells[field]?.value ?? '')
    entries.push({
      name: text('name') || id,
      company: text('vendor'),
      origin: originOf(1, own.length),
      seen: rows.flatMap((r) => r.evidence).slice(0, PLACES),
      stated: statedOf(own, policy),
    })
  }
  const rest = new Map<string, ThirdParty[]>()
  for (const party of parties) {
    const name = party.name ?? party.company
    if (name === undefined || taken.has(party)) continue
    rest.set(name, [...(rest.get(name) ?? []), party])
  }
  for (const [name, own] of rest)
    entries.push({
      name,
      company: own.find((p) => p.company !== undefined)?.company ?? '',
      origin: 'stated',
      seen: [],
      stated: statedOf(own, policy),
    })
  return entries.sort((a, b) => rank(a.origin) - rank(b.origin) || (a.name < b.name ? -1 : 1))
}

/** A name of the SDK itself, not only of its vendor. */
const means = (name: string, id: string): boolean =>
  matchName(name).some((match) => match.id === id && match.confidence !== 'vendor')

const statedOf = (own: readonly ThirdParty[], policy: PolicyScan | undefined): Stated => ({
  purposes: distinct(own.flatMap((p) => (p.purpose ? [p.purpose.text] : []))),
  items: distinct(own.flatMap((p) => (p.items ? [p.items.text] : []))),
  means: distinct(own.flatMap((p) => (p.means ? [p.means.text] : []))),
  places: placesOf(policy, own),
})
