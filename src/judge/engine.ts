import type { AnyEntity } from '../facts/entity.ts'
import type { Views } from '../facts/assemble.ts'
import { isDay } from '../law/day.ts'
import { provenance, type Row } from '../facts/row.ts'
import type { Text } from '../law/text.ts'
import { compile } from './compile.ts'
import type { Environment } from './environment.ts'
import { explainTrace, scopeOf } from './explain.ts'
import { evidenceOf, needsOf, variablesOf } from './facts-of.ts'
import { type Determination, type Lead, type LawStatus, type Outcome, OUTCOMES } from './result.ts'
import type { Rule } from './rule.ts'
import { decisiveParts, type Trace, trace } from './trace.ts'
import { outcomeOf, TRUE, UNKNOWN } from './truth.ts'

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
  const applies = trace(rule.appliesWhen, scopeOf(root, views.shown), env)
  const required = trace(rule.requires, scopeOf(root, views.shown), env)
  const outcome: Outcome = rule.ceiling ? 'untested' : outcomeOf(applies.truth, required.truth)
  const leads = leadsOf(rule, root, views, env)
  const head = {
    rule: rule.id,
    provision: rule.cites,
    outcome,
    applies: context.applies,
    status: statusOn(rule, env.asOf, context.draft ?? false),
    text: context.text?.(rule) ?? ('unchecked' as const),
    what: rule.title,
  }
  switch (outcome) {
    case 'untested':
      return { ...head, reason: rule.ceiling!.by, why: rule.ceiling!.why, fix: rule.remedy, evidence: [], needs: [], leads }
    case 'failed':
      return {
        ...head,
        why: rule.tell?.(witnesses(required)) ?? explainTrace(required, root, env),
        fix: rule.remedy,
        evidence: [...evidenceOf(required), ...evidenceOf(applies)],
        needs: [],
        leads,
      }
    case 'passed':
      return { ...head, why: explainTrace(required, root, env), fix: NOTHING_TO_DO, evidence: evidenceOf(required), needs: [], leads }
    case 'inapplicable':
      return { ...head, why: explainTrace(applies, root, env), fix: NOTHING_TO_DO, evidence: evidenceOf(applies), needs: [], leads }
    case 'cantTell': {
      const open = [applies, required].filter((t) => t.truth === UNKNOWN)
      const needs = open.flatMap((t) => needsOf(t, variablesOf(t.node, root)))
      return { ...head, why: undecided(open, root, env), fix: rule.remedy, evidence: [], needs: unique(needs), leads }
    }
    default:
      return outcome satisfies never
  }
}

/** One determination for a rule over many rows, with counts, reasons by decisive part, and a few row ids. */
export function determineMany(rule: Rule, rows: Iterable<Row>, context: Context): Determination {
  const { env } = context
  const applies = compile(rule.appliesWhen, rule.subject.name, env.parameter)
  const requires = compile(rule.requires, rule.subject.name, env.parameter)
  const counts = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>
  const first: Partial<Record<Outcome, Row>> = {}
  const samples: string[] = []
  for (const row of rows) {
    const outcome = outcomeOf(applies(row, env), requires(row, env))
    counts[outcome]++
    first[outcome] ??= row
    if (outcome === 'failed' && samples.length < 10) samples.push(String(row[rule.subject.key] ?? row[provenance]?.id ?? ''))
  }
  const outcome = (['failed', 'cantTell', 'passed'] as const).find((o) => counts[o] > 0) ?? 'inapplicable'
  const row = first[outcome] ?? {}
  return { ...determine(rule, { shown: row, all: row }, context), outcome, counts, samples }
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
    const seen = trace(lead.when, scopeOf(root, views.all), env)
    if (seen.truth !== TRUE) return []
    const what = typeof lead.say === 'function' ? lead.say(witnesses(seen)) : lead.say
    return [{ what, evidence: evidenceOf(seen) }]
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

const unique = <T extends { fact: string }>(needs: readonly T[]): T[] => [...new Map(needs.map((n) => [n.fact, n])).values()]

/** Outcomes of a list of determinations, counted. */
export function summarise(determinations: readonly Determination[]): Record<Outcome, number> {
  const summary = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>
  for (const { outcome } of determinations) summary[outcome]++
  return summary
}

