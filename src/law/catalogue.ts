import data from '../../law/catalogue/gbt22239-2019.json' with { type: 'json' }
import conclusions from '../../law/catalogue/mlps-conclusions.json' with { type: 'json' }
import type { Text } from './text.ts'

/** The requirements of GB/T 22239-2019: clause numbers and counts are the standard's, titles our own. */

export const REQUIREMENT_LEVELS = [1, 2, 3, 4] as const
export type RequirementLevel = (typeof REQUIREMENT_LEVELS)[number]

/** The general requirements and the four extensions. */
export const REQUIREMENT_GROUPS = ['general', 'cloud', 'mobile', 'iot', 'ics'] as const
export type RequirementGroup = (typeof REQUIREMENT_GROUPS)[number]
export type Extension = Exclude<RequirementGroup, 'general'>

/** The ten classes, in the standard's order. */
export const REQUIREMENT_CLASSES = [
  'physical',
  'communication',
  'boundary',
  'computing',
  'centre',
  'policy',
  'organisation',
  'personnel',
  'construction',
  'operation',
] as const
export type RequirementClass = (typeof REQUIREMENT_CLASSES)[number]

export interface Requirement {
  /** The clause, and the letter where the clause has several items: `8.1.4.1`, `8.1.4.1.a`. */
  readonly id: string
  readonly clause: string
  readonly level: RequirementLevel
  readonly group: RequirementGroup
  readonly class: RequirementClass
  /** The control point as the standard names it, in Chinese. */
  readonly point: string
  readonly title: Text
}

interface Point {
  readonly group: RequirementGroup
  readonly class: RequirementClass
  readonly name: string
  readonly clauses: Readonly<Record<string, string>>
  readonly items: readonly { readonly levels: readonly number[]; readonly zh: string; readonly en: string }[]
}

const points = data.points as unknown as readonly Point[]

export const CATALOGUE: { readonly id: string; readonly title: Text; readonly number: string; readonly source: Text } =
  data

export const CLASS_WORDS = Object.fromEntries(data.classes.map((c) => [c.id, c.title])) as Readonly<
  Record<RequirementClass, Text>
>
export const GROUP_WORDS = Object.fromEntries(data.groups.map((g) => [g.id, g.title])) as Readonly<
  Record<RequirementGroup, Text>
>

/** Number of items the standard has for a group and level. */
export function requirementTotal(group: RequirementGroup, level: RequirementLevel): number {
  return data.groups.find((g) => g.id === group)!.totals[level - 1]!
}

const known = new Map<string, readonly Requirement[]>()

/** The items of one level: the general ones, and those of the extensions named, in order of clauses. */
export function requirementsOf(level: RequirementLevel, extensions: readonly Extension[] = []): readonly Requirement[] {
  const key = `${level} ${REQUIREMENT_GROUPS.filter((g) => g !== 'general' && extensions.includes(g)).join(' ')}`
  const found = known.get(key)
  if (found) return found
  const groups = REQUIREMENT_GROUPS.filter((g) => g === 'general' || extensions.includes(g))
  const made = points
    .filter((p) => groups.includes(p.group))
    .flatMap((p) => itemsOf(p, level))
    .sort((a, b) => byClause(a.clause, b.clause) || (a.id < b.id ? -1 : 1))
  known.set(key, made)
  return made
}

function itemsOf(point: Point, level: RequirementLevel): Requirement[] {
  const clause = point.clauses[String(level)]
  if (clause === undefined) return []
  const items = point.items.filter((item) => item.levels.includes(level))
  return items.map(({ zh, en }, i) => ({
    id: items.length === 1 ? clause : `${clause}.${String.fromCharCode(97 + i)}`,
    clause,
    level,
    group: point.group,
    class: point.class,
    point: point.name,
    title: { zh, en },
  }))
}

/** Orders `8.1.10.2` after `8.1.9.1`. */
function byClause(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (const [i, n] of left.entries()) {
    const difference = n - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** What an assessor's report may conclude, by the template it follows. Only a qualified assessor concludes. */
export interface ConclusionTemplate {
  readonly id: string
  readonly from: string
  readonly until?: string
  readonly verified: boolean
  readonly source: Text
  readonly classes: readonly { readonly id: string; readonly title: Text; readonly when?: Text }[]
}

export const CONCLUSION_TEMPLATES = conclusions.templates as readonly ConclusionTemplate[]

/** The template for a contract signed on a day; undefined before the first. */
export const conclusionTemplateOn = (day: string): ConclusionTemplate | undefined =>
  CONCLUSION_TEMPLATES.find((t) => t.from <= day && (t.until === undefined || day <= t.until))
