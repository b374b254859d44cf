import { formatDecimal, type Minor, parseDecimal, rescale, times } from '../../facts/decimal.ts'
import { UNPLACED } from '../../facts/derive.ts'
import { declarationOf, type Field } from '../../facts/entity.ts'
import { provenance, type Row, type Scalar } from '../../facts/row.ts'
import { nodes, type Ref, scaleOf } from '../../facts/tree.ts'
import type { Text } from '../../law/text.ts'
import { type Context, determine, inGrace, noOutcomes, untested, withinGrace } from '../engine.ts'
import { explain } from '../explain.ts'
import { factName, howToGet } from '../facts-of.ts'
import {
  conclude,
  leavesOf,
  MOST_NEEDY,
  MOST_REASONS,
  MOST_SAMPLES,
  outcomeOfRow,
  reasonOf,
  type Tally,
  type Told,
} from '../many.ts'
import type { Determination, FactEvidence, Lead, Measured, Need, Outcome } from '../result.ts'
import type { LeadDeclaration, Measure, Rule } from '../rule.ts'
import { FALSE, TRUE, type Truth, UNKNOWN } from '../truth.ts'
import type { Coded, Plan } from './plan.ts'

/** What an engine answered to one query: a record per row. Numbers and decimals may be numbers, bigints or text. */
export type Answer = readonly Readonly<Record<string, unknown>>[]
export type Answers = Readonly<Record<string, Answer>>

/** How rows are shown: where their table stands, and their ids without personal data. */
export interface Showing {
  readonly artifact: string
  /** Column that names a row. */
  readonly key: string
  readonly mask: (id: string) => string
}

/** Rows of a limit that a result lists. */
const MOST_MEASURED = 200

/** What the answers to a plan's queries mean: one determination per rule, rules of the table first. */
export function determinations(
  plan: Plan,
  answers: Answers,
  context: Context,
  showing: Showing,
): { readonly found: readonly Determination[]; readonly asides: readonly Text[] } {
  const examples = new Map((answers.examples ?? []).map((row) => [String(row.id), exampleRow(plan, row, showing)]))
  const codes = (answers.codes ?? []).map((row) => ({ code: whole(row.code), n: Number(row.n) }))
  const ids = Map.groupBy(answers.ids ?? [], (row) => whole(row.code))
  let place = plan.coded.firstLead
  const own = plan.coded.set.rules.map((rule) => {
    const leads = (rule.leads ?? []).flatMap((lead): Lead[] => {
      const at = place++
      const those = codes.filter(({ code }) => plan.coded.code.beside(at, code) === TRUE)
      return those.length === 0 ? [] : [leadOf(rule, lead, those, ids, showing)]
    })
    if (rule.ceiling) return ofNone(rule, codes, leads, context)
    const judged = codes.map(({ code, n }) => ({ ...judge(rule, plan.coded, code, context), code, n }))
    const found = ofTable(rule, judged, ids, examples, context, showing)
    const concluded = reached(conclude(rule, found, plan.layout.open, context), judged)
    return rule.leads === undefined ? concluded : { ...concluded, leads }
  })
  const derived = plan.derived.flatMap((one) => ofDerived(one, plan, answers, codes, context, showing))
  const asides = plan.pack.asides.flatMap(({ say }, i) => {
    const those = codes.filter(({ code }) => plan.coded.code.beside(plan.coded.firstAside + i, code) === TRUE)
    const n = those.reduce((sum, one) => sum + one.n, 0)
    return n === 0 ? [] : [say(n)]
  })
  return { found: [...own, ...derived], asides }
}

/** What is not judged, with what was seen in how many rows. */
function ofNone(rule: Rule, codes: readonly Counted[], leads: readonly Lead[], context: Context): Determination {
  const n = codes.reduce((sum, one) => sum + one.n, 0)
  return { ...untested(rule, context, leads), counts: { ...noOutcomes(), untested: n }, reasons: {}, samples: [] }
}

interface Counted {
  readonly code: bigint
  readonly n: number
}

/** An indication in many rows: how many, and the first of them. */
function leadOf(
  rule: Rule,
  { say }: LeadDeclaration,
  those: readonly Counted[],
  ids: ReadonlyMap<bigint, Answer>,
  { artifact, key, mask }: Showing,
): Lead {
  const n = those.reduce((sum, one) => sum + one.n, 0)
  const first = those
    .flatMap(({ code }) => (ids.get(code) ?? []).map((row) => String(row.least)))
    .sort(byUnit)
    .slice(0, MOST_SAMPLES)
  const said = typeof say === 'function' ? say([]) : say
  return {
    what: {
      zh: `${said.zh}：${n} 条，如 ${first.map(mask).join('、')}`,
      en: `${said.en}: ${n}, such as ${first.map(mask).join(', ')}`,
    },
    evidence: first.map((id) => ({
      fact: rule.subject.name,
      method: 'table',
      artifact,
      locator: `${key}=${mask(id)}`,
    })),
  }
}

interface Judged {
  readonly outcome: Outcome
  readonly reason: string
  readonly byReference: boolean
  readonly code: bigint
  readonly n: number
}

function judge(rule: Rule, { code: of, byReference }: Coded, code: bigint, context: Context, absent = false) {
  const { applies, requires, signs } = of.read(rule, code)
  const outcome = outcomeOfRow(rule, context.env, applies, requires, absent)
  return {
    outcome,
    reason: reasonOf(outcome, ...signs),
    byReference: byReference !== undefined && of.beside(byReference, code) === TRUE,
  }
}

/** Applies by reference where every row of the outcome is reached so only. */
function reached(of: Determination, judged: readonly Judged[]): Determination {
  const those = judged.filter((one) => one.outcome === of.outcome)
  const only = those.length > 0 && those.every((one) => one.byReference)
  return only ? { ...of, applies: 'by-reference' } : of
}

function counted(judged: readonly Judged[]): Pick<Tally, 'counts' | 'reasons'> {
  const counts = noOutcomes()
  const reasons = new Map<string, number>()
  for (const { outcome, reason, n } of judged) {
    counts[outcome] += n
    if (outcome !== 'failed' && outcome !== 'cantTell') continue
    if (reasons.has(reason) || reasons.size < MOST_REASONS) reasons.set(reason, (reasons.get(reason) ?? 0) + n)
  }
  return { counts, reasons }
}

function ofTable(
  rule: Rule,
  judged: readonly Judged[],
  ids: ReadonlyMap<bigint, Answer>,
  examples: ReadonlyMap<string, Row>,
  context: Context,
  { mask }: Showing,
): Tally {
  const idsOf = (of: readonly Judged[]) =>
    of.flatMap(({ code }) => (ids.get(code) ?? []).map((r) => String(r.least))).sort(byUnit)
  const at = (outcome: Outcome) => judged.filter((one) => one.outcome === outcome)
  const tell = (of: readonly Judged[]) => {
    const id = idsOf(of).find((one) => examples.has(one))
    const row = id === undefined ? undefined : examples.get(id)
    return row === undefined ? undefined : determine(rule, { shown: row, all: row }, context)
  }
  return {
    ...counted(judged),
    samples: new Map((['failed', 'cantTell'] as const).map((o) => [o, idsOf(at(o)).slice(0, MOST_SAMPLES).map(mask)])),
    told: (outcome) => tell(at(outcome)),
    needs: () =>
      [...Map.groupBy(at('cantTell'), (one) => one.reason).values()]
        .slice(0, MOST_NEEDY)
        .flatMap((of) => tell(of)?.needs ?? []),
  }
}

function exampleRow({ shown, pack }: Plan, answer: Answer[number], { artifact, key, mask }: Showing): Row {
  const evidence = [{ artifact, locator: `${key}=${mask(String(answer.id))}`, method: 'table' as const }]
  const row: Record<string | symbol, unknown> = {
    [pack.entity.key]: mask(String(answer.id)),
    [provenance]: { entity: pack.entity.name, id: String(answer.id), evidence, fields: {}, unknown: {} },
  }
  for (const [i, { path, field }] of shown.entries()) {
    const value = scalar(field, answer[`f${i}`], truthy(answer[`n${i}`]))
    let at = row
    for (const name of path.slice(0, -1)) {
      at[name] ??= {}
      at = at[name] as typeof row
    }
    at[path.at(-1)!] = value
  }
  return row as Row
}

function scalar(field: Field, value: unknown, none: boolean): Scalar | null | undefined {
  if (value === null || value === undefined) return none ? null : undefined
  switch (field.type) {
    case 'boolean':
      return truthy(value)
    case 'text':
      return String(value)
    case 'date':
      return String(value).slice(0, 10)
    case 'decimal':
      return parseDecimal(String(value), field.scale ?? 0)
    default:
      return field.type satisfies never
  }
}

const truthy = (value: unknown): boolean =>
  value === true || value === 1 || value === 1n || value === 'true' || value === 't' || value === '1'
const whole = (value: unknown): bigint => BigInt(String(value))
const byUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** One derived row with what its limit measures. */
interface DerivedRow extends Judged {
  readonly name: string
  readonly lo: Minor | undefined
  readonly hi: Minor | undefined
  readonly of: Minor | undefined
  readonly limit: Minor | undefined
}

function ofDerived(
  one: Plan['derived'][number],
  plan: Plan,
  answers: Answers,
  codes: readonly { readonly code: bigint; readonly n: number }[],
  context: Context,
  showing: Showing,
): Determination[] {
  const name = one.of.entity.name
  return one.set.rules.map((rule, i) => {
    const absent = (row: Answer[number]) => Number(row.doubt) === 2
    const of = (row: Answer[number]) => judge(rule, one, whole(row.code), context, absent(row))
    const judged = (answers[`${name}_codes`] ?? []).map((row) => ({
      ...of(row),
      code: whole(row.code),
      n: Number(row.n),
    }))
    const rows = (answers[`${name}_rows`] ?? []).map((row): DerivedRow => {
      const number = (at: string, scale: number) =>
        row[at] === null || row[at] === undefined ? undefined : parseDecimal(String(row[at]), scale)
      const [scale, base, limit] = scalesOf(rule.measure)
      return {
        ...of(row),
        code: whole(row.code),
        n: 1,
        name: String(row.name),
        lo: number(`lo${i}`, scale),
        hi: number(`hi${i}`, scale),
        of: number(`of${i}`, base),
        limit: number(`limit${i}`, limit),
      }
    })
    const unplaced = (answers[`${name}_codes`] ?? []).some(absent)
    const open = unplaced ? [...plan.layout.open, UNPLACED] : plan.layout.open
    const found = conclude(rule, tallyOf(rule, one, plan, judged, rows, codes, context, showing), open, context)
    const measured = measuredOf(rule, rows)
    return reached(measured.length > 0 ? { ...found, measured } : found, judged)
  })
}

const scalesOf = (measure: Measure | undefined): [number, number, number] =>
  measure
    ? [scaleOf(measure.value.node), scaleOf(measure.of.node), measure.limit ? scaleOf(measure.limit.node) : 0]
    : [0, 0, 0]

function tallyOf(
  rule: Rule,
  one: Plan['derived'][number],
  plan: Plan,
  judged: readonly Judged[],
  rows: readonly DerivedRow[],
  codes: readonly { readonly code: bigint; readonly n: number }[],
  context: Context,
  showing: Showing,
): Tally {
  const at = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome)
  const evidence = (of: readonly DerivedRow[]): FactEvidence[] =>
    of.slice(0, MOST_SAMPLES).map((row) => ({
      fact: rule.subject.name,
      method: 'table',
      artifact: showing.artifact,
      locator: `${keysOf(one)}=${showing.mask(row.name)}`,
      excerpt: (rule.measure ? said(rule, row, showing) : byLeaves(rule, one, row, showing, context)).zh,
    }))
  return {
    ...counted(judged),
    samples: new Map(
      (['failed', 'cantTell'] as const).map((o) => [
        o,
        at(o)
          .slice(0, MOST_SAMPLES)
          .map((row) => showing.mask(row.name)),
      ]),
    ),
    told(outcome): Told | undefined {
      const [row] = at(outcome)
      if (!row) return undefined
      const why =
        outcome === 'inapplicable'
          ? unsaid(rule, row, showing, context)
          : rule.measure
            ? said(rule, row, showing)
            : byLeaves(rule, one, row, showing, context)
      const settled = { outcome, why, fix: NOTHING_TO_DO, evidence: [], needs: [], leads: [] }
      if (outcome === 'failed') return { ...settled, fix: rule.remedy, evidence: evidence(at('failed')) }
      if (outcome !== 'cantTell') return settled
      const over = inGrace(rule, context.env) ? at('cantTell').filter((o) => isOver(rule, o)) : []
      if (over.length === 0) return { ...settled, why: undecided(why), fix: rule.remedy }
      const leads = over.slice(0, MOST_SAMPLES).map((o) => ({ what: said(rule, o, showing), evidence: evidence([o]) }))
      return { ...settled, ...withinGrace(rule.grace!, said(rule, over[0]!, showing)), fix: rule.remedy, leads }
    },
    needs: () => [
      ...(inGrace(rule, context.env) && at('cantTell').some((o) => isOver(rule, o)) ? [rule.grace!.need] : []),
      ...needsOf(rule, one, plan, at('cantTell'), codes),
    ],
  }
}

const keysOf = (one: Plan['derived'][number]) => one.of.by.map((key) => key.name).join('/')

/** Above the limit whatever is not known. */
function isOver(rule: Rule, { lo, of, limit }: DerivedRow): boolean {
  if (lo === undefined || of === undefined || limit === undefined) return false
  const [scale, base, most] = scalesOf(rule.measure)
  const shift = base + most - scale
  return rescale(lo, Math.max(0, shift)) > rescale(times(of, limit), Math.max(0, -shift))
}

function measuredOf(rule: Rule, rows: readonly DerivedRow[]): Measured[] {
  if (!rule.measure) return []
  const [scale, base, limit] = scalesOf(rule.measure)
  const share = ({ lo, of }: DerivedRow) =>
    lo === undefined || of === undefined || of <= 0 ? -1 : Number((BigInt(lo) * 1_000_000n) / BigInt(of))
  return rows
    .filter((row) => row.outcome !== 'inapplicable')
    .sort((a, b) => share(b) - share(a) || byUnit(a.name, b.name))
    .slice(0, MOST_MEASURED)
    .map((row) => ({
      id: row.name,
      outcome: row.outcome,
      ...(row.lo === undefined ? {} : { atLeast: formatDecimal(row.lo, scale) }),
      ...(row.hi === undefined ? {} : { atMost: formatDecimal(row.hi, scale) }),
      ...(row.of === undefined ? {} : { of: formatDecimal(row.of, base) }),
      ...(row.limit === undefined ? {} : { limit: formatDecimal(row.limit, limit) }),
    }))
}

/** What a limit measures in one row, with the ratio. */
function said(rule: Rule, row: DerivedRow, { mask }: Showing): Text {
  const { title, of } = rule.measure!
  const [scale, base, limit] = scalesOf(rule.measure)
  const ref = of.node.kind === 'ref' ? declarationOf(rule.subject, of.node.path)?.field : undefined
  const whole: Text = ref?.title ?? { zh: '基数', en: 'base' }
  const shown = (value: Minor | undefined, digits: number): Text =>
    value === undefined
      ? { zh: '不详', en: 'not known' }
      : { zh: formatDecimal(value, digits), en: formatDecimal(value, digits) }
  const value: Text =
    row.lo === row.hi
      ? shown(row.lo, scale)
      : {
          zh: `至少${shown(row.lo, scale).zh}、至多${shown(row.hi, scale).zh}`,
          en: `at least ${shown(row.lo, scale).en}, at most ${shown(row.hi, scale).en}`,
        }
  if (!rule.measure!.limit) {
    const most = shown(row.of, base)
    return {
      zh: `${mask(row.name)}：${title.zh}${value.zh}，${whole.zh}：${most.zh}`,
      en: `${mask(row.name)}: ${title.en} ${value.en}, ${whole.en}: ${most.en}`,
    }
  }
  const ratio =
    row.lo === undefined || row.of === undefined || row.of <= 0 ? undefined : percent(row.lo, row.of, base - scale)
  const most = row.limit === undefined ? undefined : percent(row.limit, 1, -limit)
  return {
    zh: `${mask(row.name)}：${title.zh}${value.zh}，${whole.zh}${shown(row.of, base).zh}${ratio === undefined ? '' : `，占${ratio}%`}${most === undefined ? '' : `（上限${most}%）`}`,
    en: `${mask(row.name)}: ${title.en} ${value.en}, ${whole.en} ${shown(row.of, base).en}${ratio === undefined ? '' : `, ${ratio} %`}${most === undefined ? '' : ` (limit ${most} %)`}`,
  }
}

/** A share as a percentage of four digits, cut, never rounded up to a limit. `shift`: digits the whole has more. */
function percent(value: Minor, of: Minor, shift: number): string {
  const up = BigInt(rescale(value, Math.max(0, shift)))
  const down = BigInt(rescale(of, Math.max(0, -shift)))
  return formatDecimal((up * 1_000_000n) / down, 4).replace(/\.?0+$/, '')
}

/** What decided a derived row, in the words of the leaves: those not met, those not known, or all that is asked. */
function byLeaves(rule: Rule, { code: of }: Coded, row: DerivedRow, { mask }: Showing, { env }: Context): Text {
  const { signs } = of.read(rule, row.code)
  const leaves = leavesOf(rule.requires)
  const told = (truth: Truth) =>
    leaves.filter((_, i) => signs[1][i] === truth).map((leaf) => explain(leaf, rule.subject, env))
  const [failing, open] = [told(FALSE), told(UNKNOWN)]
  const which = row.outcome === 'failed' ? failing : row.outcome === 'cantTell' ? open : []
  const head: Text =
    row.outcome === 'failed'
      ? { zh: '不满足', en: 'not met' }
      : row.outcome === 'cantTell'
        ? { zh: '不详', en: 'not known' }
        : { zh: '满足', en: 'met' }
  const texts = which.length > 0 ? which : [explain(rule.requires, rule.subject, env)]
  return {
    zh: `${mask(row.name)}：${head.zh}：${texts.map((t) => t.zh).join('；')}`,
    en: `${mask(row.name)}: ${head.en}: ${texts.map((t) => t.en).join('; ')}`,
  }
}

function unsaid(rule: Rule, row: DerivedRow, { mask }: Showing, { env }: Context): Text {
  const asked = explain(rule.appliesWhen, rule.subject, env)
  return {
    zh: `${mask(row.name)}：不适用（适用条件：${asked.zh}）`,
    en: `${mask(row.name)}: does not apply (applies when ${asked.en})`,
  }
}

const undecided = (why: Text): Text => ({
  zh: `尚不能判断是否符合：${why.zh}`,
  en: `cannot tell whether the limit is kept: ${why.en}`,
})

const NOTHING_TO_DO: Text = { zh: '无需处理。', en: 'Nothing to do.' }

/** What would settle the derived rows that cannot be told. */
function needsOf(
  rule: Rule,
  one: Plan['derived'][number],
  plan: Plan,
  rows: readonly DerivedRow[],
  codes: readonly { readonly code: bigint; readonly n: number }[],
): Need[] {
  const found: Need[] = []
  const unsettled = rows.filter((row) => !isOver(rule, row))
  if (unsettled.length === 0) return found
  const of = rule.measure?.of.node
  if (of?.kind === 'ref' && unsettled.some((row) => row.of === undefined)) {
    const field = declarationOf(rule.subject, of.path)?.field
    if (field) found.push({ fact: factName(of), how: howToGet(field) })
  }
  if (!rule.measure) found.push(...leafNeeds(rule, one, unsettled))
  const inDoubt = unsettled.filter((row) => row.lo === undefined || row.hi === undefined || row.lo !== row.hi)
  for (const { ref, sure, within, at } of inDoubt.length === 0 ? [] : plan.coded.known) {
    const lacking = codes.filter(({ code }) => {
      const counts = plan.coded.code.beside(within, code)
      const asked = counts === UNKNOWN || (sure && counts === TRUE)
      return asked && (at === undefined || plan.coded.code.beside(at, code) === UNKNOWN)
    })
    const n = lacking.reduce((sum, one) => sum + one.n, 0)
    if (n > 0) found.push({ fact: factName(ref), how: counting(fieldAt(plan, ref), n) })
  }
  if (inDoubt.some((row) => row.hi === undefined) || found.length === 0) {
    const { entity, list } = one.of
    const how = entity.listHow[list]
    if (how) found.push({ fact: `${entity.name}.${list}`, how })
  }
  return found
}

/** Facts of derived rows and their links that left a leaf open. */
function leafNeeds(rule: Rule, { code: of }: Coded, rows: readonly DerivedRow[]): Need[] {
  const open = new Set(
    rows.flatMap((row) => {
      const { signs } = of.read(rule, row.code)
      return [...leavesOf(rule.appliesWhen), ...leavesOf(rule.requires)].filter(
        (_, i) => [...signs[0], ...signs[1]][i] === UNKNOWN,
      )
    }),
  )
  return [...open].flatMap((leaf) =>
    [...nodes(leaf)].flatMap((node): Need[] => {
      if (node.kind !== 'ref' || node.variable !== rule.subject.name) return []
      const field = declarationOf(rule.subject, node.path)?.field
      return field ? [{ fact: factName(node), how: howToGet(field) }] : []
    }),
  )
}

const fieldAt = (plan: Plan, ref: Ref): Field => declarationOf(plan.pack.entity, ref.path)!.field!

const counting = (field: Field, n: number): Text => {
  const how = howToGet(field)
  return { zh: `${how.zh}（${n} 条记录没有）`, en: `${how.en} (${n} records lack it)` }
}
