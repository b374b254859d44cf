import type { Determination, Outcome, SubjectResult } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { type GroupName, groupOf, instrumentTitle, provisionRef } from './instruments.ts'

export interface Group extends GroupName {
  readonly determinations: readonly Determination[]
}

export interface InstrumentSection {
  readonly instrument: string
  readonly title: Text
  readonly groups: readonly Group[]
}

/** Determinations by instrument and group, each in the order given. */
export function outline(determinations: readonly Determination[]): readonly InstrumentSection[] {
  const sections = new Map<string, Map<string, GroupName & { determinations: Determination[] }>>()
  for (const d of determinations) {
    const { instrument } = provisionRef(d.provision)
    const groups = sections.get(instrument) ?? new Map<string, GroupName & { determinations: Determination[] }>()
    sections.set(instrument, groups)
    const name = groupOf(d.provision)
    const group = groups.get(name.key) ?? { ...name, determinations: [] }
    groups.set(name.key, group)
    group.determinations.push(d)
  }
  return [...sections].map(([instrument, groups]) => ({
    instrument,
    title: instrumentTitle(instrument),
    groups: [...groups.values()],
  }))
}

/** Determinations per outcome. */
export function tally(determinations: readonly Pick<Determination, 'outcome'>[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = { failed: 0, passed: 0, cantTell: 0, inapplicable: 0, untested: 0 }
  for (const d of determinations) counts[d.outcome] += 1
  return counts
}

export interface Highlights {
  readonly total: number
  /** `failed` under a draft, a replaced text or one not yet in force. */
  readonly failedNotInForce: number
  readonly cantTellWithLeads: number
}

export function highlights(subject: SubjectResult): Highlights {
  const ds = subject.determinations
  return {
    total: ds.length,
    failedNotInForce: ds.filter((d) => d.outcome === 'failed' && d.status !== 'in-force').length,
    cantTellWithLeads: ds.filter((d) => d.outcome === 'cantTell' && d.leads.length > 0).length,
  }
}

/** A fragment id for each determination, unique in the page and the same whenever the rule is. */
export function anchors(subjects: readonly SubjectResult[]): ReadonlyMap<Determination, string> {
  const ids = new Map<Determination, string>()
  const taken = new Set<string>()
  for (const [index, subject] of subjects.entries()) {
    for (const d of subject.determinations) {
      const plain = d.rule.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)
      const base = subjects.length > 1 ? `s${index + 1}-${plain}` : `r-${plain}`
      let id = base
      for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`
      taken.add(id)
      ids.set(d, id)
    }
  }
  return ids
}

/** The outcomes in the order in which a reader needs them. */
export const READING_ORDER: readonly Outcome[] = ['failed', 'cantTell', 'passed', 'inapplicable', 'untested']
