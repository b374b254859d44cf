import { doubt, type FactList, type Row } from '../facts/row.ts'
import type { Condition } from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import { type Compiled, compile } from './compile.ts'
import { type Context, determine, graced, headOf, noOutcomes, rowId, unique, untested } from './engine.ts'
import type { Environment } from './environment.ts'
import { explain } from './explain.ts'
import { type Determination, type Need, OUTCOMES, type Outcome } from './result.ts'
import type { Rule } from './rule.ts'
import { FALSE, outcomeOf, type Truth } from './truth.ts'

/** Ids of rows shown with a determination over many. */
export const MOST_SAMPLES = 10
/** Different reasons kept; a book with more of them is told by the first. */
export const MOST_REASONS = 1000
/** Reasons asked for what they need, one row for each. */
export const MOST_NEEDY = 20

/**
 * One determination for a rule over many rows: the gravest outcome any row has, with counts, reasons and a few row ids.
 * Over a list that is not complete nothing is `passed` or `inapplicable`: a missing row may fail.
 */
export function determineMany(rule: Rule, rows: Iterable<Row> | FactList, context: Context): Determination {
  const list: FactList | { rows: Iterable<Row>; open: readonly Text[] } = isFactList(rows) ? rows : { rows, open: [] }
  if (!rule.ceiling) return conclude(rule, tally(rule, list.rows, context), list.open, context)
  const counts = noOutcomes()
  for (const _ of list.rows) counts.untested++
  return { ...untested(rule, context, []), counts, reasons: {}, samples: [] }
}

/** What one row of an outcome is told by. */
export type Told = Pick<Determination, 'outcome' | 'why' | 'fix' | 'evidence' | 'needs' | 'leads'>

/** What many rows came to, however they were judged. */
export interface Tally {
  readonly counts: Readonly<Record<Outcome, number>>
  readonly reasons: ReadonlyMap<string, number>
  readonly samples: ReadonlyMap<Outcome, readonly string[]>
  /** A row of the outcome; none where no row has it. */
  readonly told: (outcome: Outcome) => Told | undefined
  /** What would settle the rows that cannot be told. */
  readonly needs: () => readonly Need[]
}

/** The one determination that a tally comes to. */
export function conclude(rule: Rule, found: Tally, openList: readonly Text[], context: Context): Determination {
  const { counts } = found
  const outcome = gravest(counts, openList.length > 0)
  const told = found.told(outcome)
  const base = told ?? { ...NO_ROWS, fix: rule.remedy, evidence: [], leads: [] }
  const open = outcome === 'cantTell' ? openList : []
  const own = told ? (base.outcome === outcome ? [base.why] : [DOUBTED]) : open.length === 0 ? [NO_ROWS.why] : []
  const whys = [...own, ...open.map(notComplete)]
  const leafText = (leaf: Condition) => explain(leaf, rule.subject, context.env)
  return {
    ...headOf(rule, context),
    ...base,
    outcome,
    why: { zh: whys.map((t) => t.zh).join('；'), en: whys.map((t) => t.en).join('; ') },
    needs: outcome === 'cantTell' ? unique([...found.needs(), ...listNeeds(rule, open)]) : [],
    counts,
    reasons: Object.fromEntries(found.reasons),
    samples: found.samples.get(outcome) ?? [],
    leaves: {
      applies: leavesOf(rule.appliesWhen).map(leafText),
      requires: leavesOf(rule.requires).map(leafText),
    },
  }
}

/** The outcome of one row: one that may not exist shows neither a breach nor that nothing applies. */
export function outcomeOfRow(
  rule: Rule,
  env: Environment,
  applies: Truth,
  requires: Truth,
  absent: boolean,
  waits: Truth = FALSE,
): Outcome {
  const judged = outcomeOf(applies, requires)
  if (judged === 'failed' && waits !== FALSE) return 'cantTell'
  return absent && judged !== 'passed' ? 'cantTell' : graced(rule, env, judged)
}

/** What a rule comes to for one row after the other, not told: for counting. */
export function outcomesBy(rule: Rule, env: Environment): (row: Row) => Outcome {
  if (rule.ceiling) return () => 'untested'
  const applies = compile(rule.appliesWhen, rule.subject.name, env.parameter)
  const requires = compile(rule.requires, rule.subject.name, env.parameter)
  const pending = rule.pending && compile(rule.pending.while, rule.subject.name, env.parameter)
  return (row) =>
    outcomeOfRow(rule, env, applies(row, env), requires(row, env), row[doubt] === 'absent', pending?.(row, env))
}

function tally(rule: Rule, rows: Iterable<Row>, context: Context): Tally {
  const { env } = context
  const outcomeBy = outcomesBy(rule, env)
  const maskOf = masker(rule, env)
  const counts = noOutcomes()
  const first = new Map<Outcome, Row>()
  const samples = new Map<Outcome, string[]>(OUTCOMES.map((o) => [o, []]))
  const reasons = new Map<string, { count: number; readonly row: Row; readonly outcome: Outcome }>()
  for (const row of rows) {
    const outcome = outcomeBy(row)
    counts[outcome]++
    if (!first.has(outcome)) first.set(outcome, row)
    if (outcome !== 'failed' && outcome !== 'cantTell') continue
    const shown = samples.get(outcome)!
    if (shown.length < MOST_SAMPLES) shown.push(rowId(rule, row))
    const mask = maskOf(row, outcome)
    const reason = reasons.get(mask)
    if (reason) reason.count++
    else if (reasons.size < MOST_REASONS) reasons.set(mask, { count: 1, row, outcome })
  }
  const judge = (row: Row) => determine(rule, { shown: row, all: row }, context)
  return {
    counts,
    reasons: new Map([...reasons].map(([mask, { count }]) => [mask, count])),
    samples,
    told(outcome) {
      const row = first.get(outcome)
      return row && judge(row)
    },
    needs: () =>
      [...reasons.values()]
        .filter((reason) => reason.outcome === 'cantTell')
        .slice(0, MOST_NEEDY)
        .flatMap(({ row }) => judge(row).needs),
  }
}

/** The leaves of a condition in order; a quantifier is one leaf. */
export function leavesOf(condition: Condition): Condition[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.of.flatMap(leavesOf)
  return condition.kind === 'not' ? leavesOf(condition.of) : [condition]
}

/**
 * Why a row came out as it did, short enough to count by: its outcome and one sign per leaf, false `-`, unknown `?`, true
 * `+`, of what applies and, after `|`, of what is required: `failed ++|-`.
 */
function masker(rule: Rule, env: Environment): (row: Row, outcome: Outcome) => string {
  const compileAll = (condition: Condition): Compiled[] =>
    leavesOf(condition).map((leaf) => compile(leaf, rule.subject.name, env.parameter))
  const [applies, requires] = [compileAll(rule.appliesWhen), compileAll(rule.requires)]
  const signs = (leaves: readonly Compiled[], row: Row) => leaves.map((leaf) => leaf(row, env))
  return (row, outcome) => reasonOf(outcome, signs(applies, row), signs(requires, row))
}

const SIGNS = ['-', '?', '+'] as const
const signs = (leaves: readonly Truth[]) => leaves.map((leaf) => SIGNS[leaf]).join('')

export const reasonOf = (outcome: Outcome, applies: readonly Truth[], requires: readonly Truth[]): string =>
  `${outcome} ${signs(applies)}|${signs(requires)}`

function gravest(counts: Readonly<Record<Outcome, number>>, open: boolean): Outcome {
  if (counts.failed > 0) return 'failed'
  if (counts.cantTell > 0 || open) return 'cantTell'
  return counts.passed > 0 ? 'passed' : 'inapplicable'
}

const NO_ROWS = {
  outcome: 'inapplicable',
  why: { zh: '没有可以判断的记录。', en: 'There are no records to judge.' },
} as const

const DOUBTED: Text = {
  zh: '有记录缺少分组所需的信息，不能确定属于哪一组',
  en: 'some records lack the facts that say which group they belong to',
}

const notComplete = (reason: Text): Text => ({
  zh: `清单不完整（${reason.zh}），未列入的记录可能不符合`,
  en: `the list is not complete (${reason.en}): records that are not in it may fail`,
})

const listNeeds = (rule: Rule, open: readonly Text[]): Need[] =>
  open.length === 0
    ? []
    : [
        {
          fact: rule.subject.name,
          how: {
            zh: `提供完整的${rule.subject.title.zh}清单`,
            en: `supply the complete list of ${rule.subject.title.en} entries`,
          },
        },
      ]

const isFactList = (rows: Iterable<Row> | FactList): rows is FactList => 'rows' in rows && 'open' in rows
