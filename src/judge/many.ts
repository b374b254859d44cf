import { doubt, type FactList, type Row } from '../facts/row.ts'
import type { Condition } from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import { type Compiled, compile } from './compile.ts'
import { type Context, determine, headOf, noOutcomes, rowId, unique, untested } from './engine.ts'
import type { Environment } from './environment.ts'
import { type Determination, type Need, OUTCOMES, type Outcome } from './result.ts'
import type { Rule } from './rule.ts'
import { outcomeOf } from './truth.ts'

/** Ids of rows shown with a determination over many. */
const MOST_SAMPLES = 10
/** Different reasons kept; a book with more of them is told by the first. */
const MOST_REASONS = 1000

/**
 * One determination for a rule over many rows: the gravest outcome any row has, with counts, reasons and a few row ids.
 * Over a list that is not complete nothing is `passed` or `inapplicable`: a missing row may fail.
 */
export function determineMany(rule: Rule, rows: Iterable<Row> | FactList, context: Context): Determination {
  const list: FactList | { rows: Iterable<Row>; open: readonly Text[] } = isFactList(rows) ? rows : { rows, open: [] }
  const counts = noOutcomes()
  if (rule.ceiling) {
    for (const _ of list.rows) counts.untested++
    return { ...untested(rule, context, []), counts, reasons: {}, samples: [] }
  }
  const found = tally(rule, list.rows, context.env, counts)
  const outcome = gravest(counts, list.open.length > 0)
  const told = found.first.get(outcome)
  const base = told
    ? determine(rule, { shown: told, all: told }, context)
    : { ...headOf(rule, context), ...NO_ROWS, fix: rule.remedy, evidence: [], needs: [], leads: [] }
  const open = outcome === 'cantTell' ? list.open : []
  const own = told ? (base.outcome === outcome ? [base.why] : [DOUBTED]) : open.length === 0 ? [NO_ROWS.why] : []
  const whys = [...own, ...open.map(notComplete)]
  return {
    ...base,
    outcome,
    why: { zh: whys.map((t) => t.zh).join('；'), en: whys.map((t) => t.en).join('; ') },
    needs: outcome === 'cantTell' ? unique([...needsOfAll(rule, found, context), ...listNeeds(rule, open)]) : [],
    counts,
    reasons: Object.fromEntries([...found.reasons].map(([mask, { count }]) => [mask, count])),
    samples: found.samples.get(outcome) ?? [],
  }
}

interface Tally {
  readonly first: Map<Outcome, Row>
  readonly samples: Map<Outcome, string[]>
  readonly reasons: Map<string, { count: number; readonly row: Row; readonly outcome: Outcome }>
}

function tally(rule: Rule, rows: Iterable<Row>, env: Environment, counts: Record<Outcome, number>): Tally {
  const applies = compile(rule.appliesWhen, rule.subject.name, env.parameter)
  const requires = compile(rule.requires, rule.subject.name, env.parameter)
  const maskOf = masker(rule, env)
  const found: Tally = { first: new Map(), samples: new Map(OUTCOMES.map((o) => [o, []])), reasons: new Map() }
  for (const row of rows) {
    const judged = outcomeOf(applies(row, env), requires(row, env))
    // A row that may not exist shows neither a breach nor that nothing applies.
    const outcome = row[doubt] === 'absent' && judged !== 'passed' ? 'cantTell' : judged
    counts[outcome]++
    if (!found.first.has(outcome)) found.first.set(outcome, row)
    if (outcome !== 'failed' && outcome !== 'cantTell') continue
    const samples = found.samples.get(outcome)!
    if (samples.length < MOST_SAMPLES) samples.push(rowId(rule, row))
    const mask = maskOf(row, outcome)
    const reason = found.reasons.get(mask)
    if (reason) reason.count++
    else if (found.reasons.size < MOST_REASONS) found.reasons.set(mask, { count: 1, row, outcome })
  }
  return found
}

/** The leaves of a condition in order; a quantifier is one leaf. */
export function leavesOf(condition: Condition): Condition[] {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.of.flatMap(leavesOf)
  return condition.kind === 'not' ? leavesOf(condition.of) : [condition]
}

const SIGNS = ['-', '?', '+'] as const

/**
 * Why a row came out as it did, short enough to count by: its outcome and one sign per leaf, false `-`, unknown `?`, true
 * `+`, of what applies and, after `|`, of what is required: `failed ++|-`.
 */
function masker(rule: Rule, env: Environment): (row: Row, outcome: Outcome) => string {
  const compileAll = (condition: Condition): Compiled[] =>
    leavesOf(condition).map((leaf) => compile(leaf, rule.subject.name, env.parameter))
  const [applies, requires] = [compileAll(rule.appliesWhen), compileAll(rule.requires)]
  const signs = (leaves: readonly Compiled[], row: Row) => leaves.map((leaf) => SIGNS[leaf(row, env)]).join('')
  return (row, outcome) => `${outcome} ${signs(applies, row)}|${signs(requires, row)}`
}

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

/** What would settle the rows that cannot be told, one row for each reason. */
function needsOfAll(rule: Rule, found: Tally, context: Context): Need[] {
  return [...found.reasons.values()]
    .filter((reason) => reason.outcome === 'cantTell')
    .slice(0, 20)
    .flatMap(({ row }) => determine(rule, { shown: row, all: row }, context).needs)
}

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
