import type { Determination, Outcome, Result, SubjectKind, SubjectResult } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import { type GroupName, groupOf } from '../instruments.ts'
import { type Case, type Interval, weighted, wilson } from './share.ts'
import type { SurveyQuestion } from './survey.ts'

/** The lists a draw was made from and who was drawn, once the draw was verified. */
export interface Sample {
  /** Name of the draw, and the commitment that was published of it. */
  readonly id: string
  readonly commitment: string
  readonly tiers: readonly {
    readonly id: string
    /** Subjects on the list of the tier. */
    readonly of: number
    readonly drawn: readonly string[]
    /** Who steps in for a subject that cannot be examined, in this order. */
    readonly substitutes: readonly string[]
  }[]
}

/** What is known of a subject besides its results. */
export interface About {
  readonly region?: string
  readonly sector?: string
}

export interface AggregateInput {
  readonly title?: string
  readonly results: readonly Result[]
  /** By subject id. */
  readonly about: ReadonlyMap<string, About>
  readonly sample?: Sample
  readonly survey?: readonly SurveyQuestion[]
}

/** One subject as it was examined last. */
export interface Examined {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly kind: SubjectKind
  readonly asOf: string
  readonly region: string | undefined
  readonly sector: string | undefined
  readonly summary: Readonly<Record<Outcome, number>>
}

/** A text, and how many subjects it is said of. */
export interface Counted extends Text {
  readonly count: number
}

/** Numbers of subjects; `n` are those to which the provision applies and which were examined for it. */
export interface Tally {
  readonly n: number
  readonly found: number
  readonly passed: number
  readonly open: number
}

export interface ProvisionRow extends Tally {
  readonly rule: string
  readonly provision: string
  readonly what: Text
  readonly group: GroupName
  readonly status: Determination['status']
  readonly byReference: boolean
  /** Share in which it was found, as the sample stands for the list where there is one. */
  readonly share: number | undefined
  readonly interval: Interval | undefined
  /** The share cannot be less, nor more, whatever the open cases and those not examined turn out to be. */
  readonly bounds: Interval | undefined
  readonly kinds: readonly (Tally & { readonly key: string })[]
  readonly regions: readonly (Tally & { readonly key: string })[]
  /** Ids of the subjects in which it was found, and of those of which it cannot be told. */
  readonly foundIn: readonly string[]
  readonly openIn: readonly string[]
  /** What would put it right, and what would settle it, by how many subjects it is said of. */
  readonly fixes: readonly Counted[]
  readonly needs: readonly Counted[]
}

/** What became of findings in subjects examined more than once, first against last. */
export interface Progress {
  readonly subjects: number
  readonly corrected: readonly Change[]
  readonly stillFound: readonly Change[]
  readonly newlyFound: readonly Change[]
}

export interface Change {
  readonly subject: string
  readonly provision: string
}

export interface SampleState {
  readonly sample: Sample
  /** Drawn subjects and substitutes in their place that were examined. */
  readonly examined: readonly string[]
  readonly missing: readonly string[]
  /** Examined subjects that are not of the draw; they are in no share. */
  readonly others: readonly string[]
  readonly tiers: readonly {
    readonly id: string
    readonly of: number
    readonly drawn: number
    readonly examined: number
  }[]
}

/** `guiju/aggregate/1` */
export interface Aggregate {
  readonly schema: 'guiju/aggregate/1'
  readonly title?: string
  readonly from: string
  readonly until: string
  readonly tool: Result['tool']
  /** True where the results were made by several versions of the rules. */
  readonly mixedRules: boolean
  readonly subjects: readonly Examined[]
  readonly kinds: readonly string[]
  readonly regions: readonly string[]
  readonly sample?: SampleState
  readonly provisions: readonly ProvisionRow[]
  readonly progress?: Progress
  readonly survey?: readonly SurveyQuestion[]
  /** What was not examined or could not be read, by how many subjects it is said of. */
  readonly limits: readonly Counted[]
}

const MOST_ADVICE = 5
const MOST_LIMITS = 20

interface Kept {
  readonly asOf: string
  readonly of: SubjectResult
}

/**
 * Many results as one: the last result of each subject is counted, earlier ones only for what became of their findings.
 * With a sample only the subjects drawn are counted. Throws `TypeError` for no results.
 */
export function aggregate(input: AggregateInput): Aggregate {
  const bySubject = new Map<string, Kept[]>()
  for (const { asOf, results } of input.results)
    for (const of of results) {
      const known = bySubject.get(of.subject.id)
      if (known) known.push({ asOf, of })
      else bySubject.set(of.subject.id, [{ asOf, of }])
    }
  const [first] = input.results
  if (!first || bySubject.size === 0) throw new TypeError('no results')
  // Several of one day keep the order in which they were given.
  for (const kept of bySubject.values()) kept.sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0))
  const last = [...bySubject].map(([id, kept]) => ({ id, kept: kept.at(-1)! })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const sample = input.sample && sampleState(input.sample, new Set(bySubject.keys()))
  const counted = sample ? last.filter(({ id }) => sample.weights.has(id)) : last
  const subjects = counted.map(({ id, kept }) => examinedOf(id, kept, input.about.get(id) ?? {}))
  const days = counted.map(({ kept }) => kept.asOf).sort()
  const progress = progressOf(new Map([...bySubject].filter(([id]) => !sample || sample.weights.has(id))))
  return {
    schema: 'guiju/aggregate/1',
    ...(input.title === undefined ? {} : { title: input.title }),
    from: days[0] ?? first.asOf,
    until: days.at(-1) ?? first.asOf,
    tool: first.tool,
    mixedRules: new Set(input.results.map((r) => r.tool.rules)).size > 1,
    subjects,
    kinds: distinct(subjects.map((s) => s.sector ?? s.kind)),
    regions: distinct(subjects.flatMap((s) => (s.region === undefined ? [] : [s.region]))),
    ...(sample ? { sample: sample.state } : {}),
    provisions: provisionsOf(
      counted.map(({ kept }) => kept.of),
      new Map(subjects.map((s) => [s.id, s])),
      sample,
    ),
    ...(progress ? { progress } : {}),
    ...(input.survey ? { survey: input.survey } : {}),
    limits: most(
      counted.flatMap(({ kept }) => kept.of.limits),
      MOST_LIMITS,
    ),
  }
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

function examinedOf(id: string, { asOf, of }: Kept, { region, sector }: About): Examined {
  const { name, version, kind } = of.subject
  return { id, name, version, kind, asOf, region, sector, summary: of.summary }
}

interface Weighing {
  readonly state: SampleState
  /** By subject id: how many of the list it stands for. */
  readonly weights: ReadonlyMap<string, number>
  readonly listed: number
}

/** A draw names subjects by id, or by what follows the kind. */
const isNamed = (name: string, ids: ReadonlySet<string>, plain: ReadonlyMap<string, string>): string | undefined =>
  ids.has(name) ? name : plain.get(name)

function sampleState(sample: Sample, ids: ReadonlySet<string>): Weighing {
  const plain = new Map([...ids].map((id) => [id.slice(id.indexOf(':') + 1), id]))
  const weights = new Map<string, number>()
  const missing: string[] = []
  const tiers = sample.tiers.map((tier) => {
    const examined: string[] = []
    const absent: string[] = []
    for (const name of tier.drawn) {
      const id = isNamed(name, ids, plain)
      if (id === undefined) absent.push(name)
      else examined.push(id)
    }
    // Substitutes step in one after another, no more than places are free: the chain has no choice in it.
    for (const name of tier.substitutes.slice(0, absent.length)) {
      const id = isNamed(name, ids, plain)
      if (id !== undefined) examined.push(id)
    }
    missing.push(...absent.slice(examined.length - (tier.drawn.length - absent.length)))
    for (const id of examined) weights.set(id, tier.of / examined.length)
    return { id: tier.id, of: tier.of, drawn: tier.drawn.length, examined: examined.length }
  })
  return {
    weights,
    listed: tiers.reduce((n, t) => n + t.of, 0),
    state: {
      sample,
      examined: [...weights.keys()],
      missing,
      others: [...ids].filter((id) => !weights.has(id)).sort(),
      tiers,
    },
  }
}

function provisionsOf(
  results: readonly SubjectResult[],
  subjects: ReadonlyMap<string, Examined>,
  sample: Weighing | undefined,
): readonly ProvisionRow[] {
  const byRule = new Map<string, { readonly d: Determination; readonly subject: Examined }[]>()
  for (const { subject, determinations } of results)
    for (const d of determinations) {
      const entry = { d, subject: subjects.get(subject.id)! }
      const known = byRule.get(d.rule)
      if (known) known.push(entry)
      else byRule.set(d.rule, [entry])
    }
  return [...byRule.values()].map((all) => rowOf(all, results.length, sample))
}

type Entry = { readonly d: Determination; readonly subject: Examined }

function rowOf(all: readonly Entry[], examined: number, sample: Weighing | undefined): ProvisionRow {
  const [{ d: first }] = all as [Entry]
  const relevant = all.filter(({ d }) => d.outcome === 'failed' || d.outcome === 'passed' || d.outcome === 'cantTell')
  const found = relevant.filter(({ d }) => d.outcome === 'failed')
  const open = relevant.filter(({ d }) => d.outcome === 'cantTell')
  const tally = tallyOf(relevant)
  const cases: readonly Case[] = relevant.map(({ d, subject }) => ({
    found: d.outcome === 'failed',
    weight: sample?.weights.get(subject.id) ?? 1,
  }))
  const absent = sample?.state.missing.length ?? 0
  const whole = tally.n + absent
  return {
    ...tally,
    rule: first.rule,
    provision: first.provision,
    what: first.what,
    group: groupOf(first.provision),
    status: first.status,
    byReference: relevant.length > 0 && relevant.every(({ d }) => d.applies === 'by-reference'),
    share: weighted(cases),
    interval: sample && absent === 0 ? wilson(cases, examined, sample.listed) : undefined,
    bounds: whole === 0 ? undefined : { low: tally.found / whole, high: (tally.found + tally.open + absent) / whole },
    kinds: split(relevant, ({ subject }) => subject.sector ?? subject.kind),
    regions: split(relevant, ({ subject }) => subject.region),
    foundIn: found.map(({ subject }) => subject.id),
    openIn: open.map(({ subject }) => subject.id),
    fixes: most(
      found.map(({ d }) => d.fix),
      MOST_ADVICE,
    ),
    needs: most(
      open.flatMap(({ d }) => d.needs.map((need) => need.how)),
      MOST_ADVICE,
    ),
  }
}

const tallyOf = (entries: readonly Entry[]): Tally => ({
  n: entries.length,
  found: entries.filter(({ d }) => d.outcome === 'failed').length,
  passed: entries.filter(({ d }) => d.outcome === 'passed').length,
  open: entries.filter(({ d }) => d.outcome === 'cantTell').length,
})

function split(entries: readonly Entry[], keyOf: (entry: Entry) => string | undefined) {
  const parts = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key === undefined) continue
    const known = parts.get(key)
    if (known) known.push(entry)
    else parts.set(key, [entry])
  }
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => ({ key, ...tallyOf(own) }))
}

/** Texts by how often they are said, the most frequent first. */
function most(texts: readonly Text[], limit: number): readonly Counted[] {
  const counts = new Map<string, { text: Text; count: number }>()
  for (const text of texts) {
    if (text.zh === '' && text.en === '') continue
    const known = counts.get(text.zh)
    if (known) known.count++
    else counts.set(text.zh, { text, count: 1 })
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, limit)
    .map(({ text, count }) => ({ zh: text.zh, en: text.en, count }))
}

function progressOf(bySubject: ReadonlyMap<string, readonly Kept[]>): Progress | undefined {
  const again = [...bySubject].filter(([, kept]) => kept.length > 1).sort(([a], [b]) => (a < b ? -1 : 1))
  if (again.length === 0) return undefined
  const corrected: Change[] = []
  const stillFound: Change[] = []
  const newlyFound: Change[] = []
  for (const [subject, kept] of again) {
    const before = new Map(kept[0]!.of.determinations.map((d) => [d.rule, d.outcome]))
    for (const d of kept.at(-1)!.of.determinations) {
      const was = before.get(d.rule)
      const change = { subject, provision: d.provision }
      if (was === 'failed' && d.outcome === 'passed') corrected.push(change)
      if (was === 'failed' && d.outcome === 'failed') stillFound.push(change)
      if (was === 'passed' && d.outcome === 'failed') newlyFound.push(change)
    }
  }
  return { subjects: again.length, corrected, stillFound, newlyFound }
}
