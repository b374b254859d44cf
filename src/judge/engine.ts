import type { Views } from '../facts/assemble.ts'
import type { AnyEntity } from '../facts/entity.ts'
import { provenance, type Row } from '../facts/row.ts'
import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import type { Environment } from './environment.ts'
import { explainTrace, scopeOf } from './explain.ts'
import { evidenceOf, needsOf, variablesOf } from './facts-of.ts'
import {
  type Determination,
  type FactEvidence,
  type LawStatus,
  type Lead,
  type Need,
  OUTCOMES,
  type Outcome,
} from './result.ts'
import type { Grace, Rule } from './rule.ts'
import { decisiveParts, type Trace, trace } from './trace.ts'
import { FALSE, outcomeOf, TRUE, UNKNOWN } from './truth.ts'
import { evaluate, walk } from './walk.ts'

/** What a determination needs to know besides rule and facts. */
export interface Context {
  readonly env: Environment
  readonly applies: 'direct' | 'by-reference'
  /** Standing of the cited instrument that dates alone do not tell: a draft never came into force. */
  readonly draft?: boolean
  /** Whether the imported official text of the rule's provision is the one the rule was written for. */
  readonly text?: (rule: Rule) => Determination['text']
}

const NOTHING_TO_DO: Text = { zh: '无需处理。', en: 'Nothing to do.' }

/** The one place where outcomes are made: one determination for one rule and one subject. */
export function determine(rule: Rule, views: Views, context: Context): Determination {
  const { env } = context
  const root = rule.subject
  const leads = leadsOf(rule, root, views, env)
  const head = headOf(rule, context)
  if (rule.ceiling) return untested(rule, context, leads)
  const scope = scopeOf(root, views.shown)
  // Only what is told is traced; the walker's answers are the trace's.
  const required = () => trace(rule.requires, scope, env)
  const applies = () => trace(rule.appliesWhen, scope, env)
  const applied = walk(rule.appliesWhen, scope, env)
  const judged = applied === FALSE ? 'inapplicable' : outcomeOf(applied, walk(rule.requires, scope, env))
  const waits = judged === 'failed' && rule.pending ? trace(rule.pending.while, scope, env) : undefined
  const held = waits !== undefined && waits.truth !== FALSE
  const outcome = held ? 'cantTell' : graced(rule, env, judged)
  const settled = { ...head, outcome, fix: NOTHING_TO_DO, needs: [], leads }
  switch (outcome) {
    case 'failed': {
      const broken = required()
      const why = rule.tell?.(witnesses(broken)) ?? explainTrace(broken, root, env)
      return { ...settled, why, fix: rule.remedy, evidence: evidence([broken, applies()], env) }
    }
    case 'passed': {
      const kept = required()
      return { ...settled, why: explainTrace(kept, root, env), evidence: evidence([kept], env) }
    }
    case 'inapplicable': {
      const outside = applies()
      return { ...settled, why: explainTrace(outside, root, env), evidence: evidence([outside], env) }
    }
    case 'cantTell': {
      if (judged === 'failed') {
        const broken = required()
        const why = explainTrace(broken, root, env)
        const lead: Lead = { what: why, evidence: evidence([broken, applies()], env) }
        if (held) {
          const { need, say } = rule.pending!
          const own = waits.truth === UNKNOWN ? needsOf(waits, variablesOf(waits.node, root), env) : []
          const said = { zh: `${say.zh}${why.zh}`, en: `${say.en} ${why.en}` }
          const needs = unique([...own, need])
          return { ...settled, why: said, fix: rule.remedy, evidence: [], needs, leads: [lead, ...leads] }
        }
        return { ...settled, ...withinGrace(rule.grace!, why), fix: rule.remedy, evidence: [], leads: [lead, ...leads] }
      }
      const open = [applies(), required()].filter((t) => t.truth === UNKNOWN)
      const needs = unique(open.flatMap((t) => needsOf(t, variablesOf(t.node, root), env)))
      return { ...settled, why: undecided(open, root, env), fix: rule.remedy, evidence: [], needs }
    }
    default:
      return outcome satisfies never
  }
}

/** What fell short within the transition period of its rule is no breach yet. */
export const graced = <O extends Outcome>(rule: Rule, env: Environment, outcome: O): O | 'cantTell' =>
  outcome === 'failed' && inGrace(rule, env) ? 'cantTell' : outcome

/** Whether the day judged lies in the transition period of a rule. */
export function inGrace(rule: Rule, env: Environment): boolean {
  const until = rule.grace && evaluate(rule.grace.until.node, {}, env)
  return typeof until === 'string' && env.asOf <= until
}

/** How a shortfall within a transition period reads. */
export const withinGrace = (grace: Grace, why: Text): { readonly why: Text; readonly needs: readonly Need[] } => ({
  why: { zh: `${grace.say.zh}${why.zh}`, en: `${grace.say.en} ${why.en}` },
  needs: [grace.need],
})

/** The parts of a determination that do not depend on facts. */
export function headOf(rule: Rule, context: Context) {
  return {
    rule: rule.id,
    provision: rule.cites,
    applies: context.applies,
    status: statusOn(rule, context.env.asOf, context.draft ?? false),
    text: context.text?.(rule) ?? ('unchecked' as const),
    what: rule.title,
  }
}

/** A rule that only a person can decide, or that is not for Guiju to decide, whatever the facts. */
export function untested(rule: Rule, context: Context, leads: readonly Lead[]): Determination {
  const { by, why } = rule.ceiling!
  return {
    ...headOf(rule, context),
    outcome: 'untested',
    reason: by,
    why,
    fix: rule.remedy,
    evidence: [],
    needs: [],
    leads,
  }
}

/** How the rule stands on a day: by its own dates, unless its instrument is a draft. */
export function statusOn(rule: Rule, day: string, draft: boolean): LawStatus {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`)
  if (draft) return 'draft'
  if (day < rule.inForce.from) return 'not-yet'
  return rule.inForce.until !== undefined && day > rule.inForce.until ? 'replaced' : 'in-force'
}

function leadsOf(rule: Rule, root: AnyEntity, views: Views, env: Environment): Lead[] {
  return (rule.leads ?? []).flatMap((lead) => {
    const scope = scopeOf(root, views.all)
    if (walk(lead.when, scope, env) !== TRUE) return []
    const seen = trace(lead.when, scope, env)
    const what = typeof lead.say === 'function' ? lead.say(witnesses(seen)) : lead.say
    return [{ what, evidence: evidence([seen], env) }]
  })
}

/** The rows that made a quantified condition what it is. */
export function witnesses(of: Trace): Row[] {
  const rows = new Set<Row>()
  const visit = (part: Trace) => {
    if (part.row) rows.add(part.row)
    else for (const inner of decisiveParts(part)) visit(inner)
  }
  visit(of)
  return [...rows]
}

function undecided(open: readonly Trace[], root: AnyEntity, env: Environment): Text {
  const texts = open.map((t) => explainTrace(t, root, env))
  return { zh: texts.map((t) => t.zh).join('；'), en: texts.map((t) => t.en).join('; ') }
}

/** Evidence of several conditions, each place once. */
function evidence(traces: readonly Trace[], env: Environment) {
  const found = traces.flatMap((t) => evidenceOf(t, env))
  if (found.length < 2) return found
  // Looked up by strings the rows hold already: none is built to be compared.
  const places = new Map<string, number[]>()
  const kept: FactEvidence[] = []
  for (const one of found) {
    const here = places.get(one.locator)
    const known = here?.find((at) => samePlace(kept[at]!, one))
    if (known !== undefined) kept[known] = one
    else {
      if (here) here.push(kept.length)
      else places.set(one.locator, [kept.length])
      kept.push(one)
    }
  }
  return kept
}

const samePlace = (a: FactEvidence, b: FactEvidence): boolean =>
  a.fact === b.fact && a.artifact === b.artifact && a.method === b.method && a.excerpt === b.excerpt

export const unique = (needs: readonly Need[]): Need[] => [...new Map(needs.map((n) => [n.fact, n])).values()]

/** How a row is called: its key, else the id its readers gave it. */
export const rowId = (rule: Rule, row: Row): string => String(row[rule.subject.key] ?? row[provenance]?.id ?? '')

/** Outcomes of a list of determinations, counted. */
export function summarise(determinations: readonly Determination[]): Record<Outcome, number> {
  const summary = noOutcomes()
  for (const { outcome } of determinations) summary[outcome]++
  return summary
}

export const noOutcomes = (): Record<Outcome, number> =>
  Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>
