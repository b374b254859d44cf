import reasons from '../../law/coverage/reasons.json' with { type: 'json' }
import type { CheckedBy, Norm, Outline, Provision } from './instrument.ts'
import { isRef, isWithin, type Ref } from './ref.ts'
import type { Text } from './text.ts'

/**
 * What judges a provision: a rule, a step of a procedure, a document check, a person; `text`: it asks nothing that can
 * be checked; `boundary`: Guiju does not judge it; `not-yet`: it could be checked and is not.
 */
export const COVERS = ['rule', 'procedure', 'document', 'human', 'text', 'boundary', 'not-yet'] as const
export type Cover = (typeof COVERS)[number]

/** Something that judges a provision. */
export interface Judge {
  readonly id: string
  readonly cites: Ref
}

export interface Covered {
  readonly ref: Ref
  readonly label: Text
  readonly gist: Text
  readonly cover: Cover
  /** Rules and procedures that judge it. */
  readonly by: readonly string[]
  /** Norms that have no judge yet, by what could check them, each with its reason. */
  readonly open: readonly { readonly checkedBy: CheckedBy; readonly reason: Text | null }[]
}

export interface CoverageOf {
  readonly instrument: string
  readonly operational: boolean
  readonly provisions: readonly Covered[]
  readonly totals: Readonly<Record<Cover, number>>
}

interface Reasons {
  readonly operational: readonly string[]
  readonly reasons: readonly {
    readonly instrument: string
    readonly checkedBy: string
    /** Places the reason is for; all of the instrument where absent. */
    readonly places?: readonly string[]
    readonly reason: Text
  }[]
}
const DATA: Reasons = reasons

/** Instruments that are to work: in them nothing stays open without a reason. */
export const OPERATIONAL: ReadonlySet<string> = new Set(DATA.operational)

const reasonFor = (instrument: string, place: string, checkedBy: CheckedBy): Text | null =>
  DATA.reasons.find(
    (one) =>
      one.instrument === instrument && one.checkedBy === checkedBy && (!one.places || one.places.includes(place)),
  )?.reason ?? null

/** Every reference under a key `cites` in a tree of data: what a procedure judges. */
export function citesIn(value: unknown, found = new Set<Ref>(), seen = new Set<object>()): Set<Ref> {
  if (value === null || typeof value !== 'object' || seen.has(value)) return found
  seen.add(value)
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'cites' && typeof inner === 'string' && isRef(inner)) found.add(inner)
    else citesIn(inner, found, seen)
  }
  return found
}

/** What judges each provision of an instrument that has words of its own. */
export function coverageOf(outline: Outline, rules: readonly Judge[], procedures: readonly Judge[]): CoverageOf {
  const id = outline.instrument
  const provisions: Covered[] = []
  const judges = (list: readonly Judge[], at: Ref) =>
    list.filter(({ cites }) => cites === at || isWithin(cites, at) || isWithin(at, cites))
  const walk = (p: Provision) => {
    const ref = `${id}#${p.ref}` as Ref
    if (p.sha256 !== undefined || p.missing || (p.norms?.length ?? 0) > 0) {
      const [byRule, byProcedure] = [judges(rules, ref), judges(procedures, ref)]
      provisions.push({
        ref,
        label: p.label,
        gist: p.gist,
        ...verdict(id, p, byRule, byProcedure),
        by: [...new Set([...byRule, ...byProcedure].map((judge) => judge.id))],
      })
    }
    for (const child of p.children ?? []) walk(child)
  }
  for (const p of outline.provisions) walk(p)
  const totals = Object.fromEntries(
    COVERS.map((cover) => [cover, provisions.filter((p) => p.cover === cover).length]),
  ) as CoverageOf['totals']
  return { instrument: id, operational: OPERATIONAL.has(id), provisions, totals }
}

const CHECKABLE: readonly CheckedBy[] = ['data', 'scan', 'document']

function verdict(
  id: string,
  p: Provision,
  byRule: readonly Judge[],
  byProcedure: readonly Judge[],
): Pick<Covered, 'cover' | 'open'> {
  if (byRule.length > 0) return { cover: 'rule', open: [] }
  if (byProcedure.length > 0) return { cover: 'procedure', open: [] }
  const kinds = [...new Set((p.norms ?? []).map((norm: Norm) => norm.checkedBy))]
  const open = kinds
    .filter((kind) => CHECKABLE.includes(kind))
    .map((checkedBy) => ({ checkedBy, reason: reasonFor(id, p.ref, checkedBy) }))
  if (open.length > 0) return { cover: 'not-yet', open }
  if (kinds.includes('human')) return { cover: 'human', open: [] }
  return { cover: kinds.includes('boundary') ? 'boundary' : 'text', open: [] }
}

/** Provisions of operational instruments that are open without a reason. */
export const unexplained = (all: readonly CoverageOf[]): readonly Ref[] =>
  all
    .filter(({ operational }) => operational)
    .flatMap(({ provisions }) => provisions)
    .filter(({ open }) => open.some(({ reason }) => reason === null))
    .map(({ ref }) => ref)
