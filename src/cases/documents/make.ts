import type { AnyEntity } from '../../facts/entity.ts'
import { maskName, maskText } from '../../facts/personal.ts'
import type { PlainFacts } from '../../facts/read.ts'
import type { FactList, Row } from '../../facts/row.ts'
import { type Environment, lawOf } from '../../judge/environment.ts'
import { length } from '../../judge/lexicon.ts'
import type { Block, Paper } from '../../judge/paper.ts'
import { TRUE } from '../../judge/truth.ts'
import { type Scope, walk } from '../../judge/walk.ts'
import { chineseNumeral } from '../../law/place-name.ts'
import { type Ref, ref } from '../../law/ref.ts'
import { fill, same, type Text } from '../../law/text.ts'
import { longDay } from '../choices.ts'
import { type DueItem, dueList } from '../due.ts'
import { type CaseFile, roleOf } from '../event.ts'
import { consider, type Folded, replay, type Step, take, without } from '../fold.ts'
import { type Guard, gate, type Missing, type Overdue } from '../gate.ts'
import type { Procedure } from '../procedure.ts'
import { isElement, references, statedIn, stepsIn } from '../reads.ts'
import { NOW, THE_CASE } from '../words.ts'
import { basisTable, type Citations, citationsOf, isToCome, quoted } from './basis.ts'
import type { DocumentType, Part, Value } from './document.ts'
import { find, type Place, rowsFor, textOf } from './find.ts'
import { ISSUER, listsOf, titleOf, whereOf } from './sources.ts'

export interface DocumentOptions {
  /** Id of the step it is made from; the last of its kind by default. */
  readonly step?: string
  /** A step that was not taken yet. */
  readonly proposed?: unknown
  /** Names the case does not hold. */
  readonly issuer?: string
  readonly addressee?: string
  /** Its number, or the whole of it where it has a year in 〔〕. */
  readonly number?: string
  /** A copy for the public: names of persons are masked. */
  readonly published?: boolean
  readonly asOf: string
}

/** An element the document does not have, and where the case would hold it. */
export interface Lacking extends Missing {
  readonly at?: string
}

/** What became of a document. Without an element there is none. */
export interface CaseDocument {
  readonly schema: 'guiju/case-document/1'
  readonly document: string
  readonly procedure: string
  readonly title: Text
  readonly step: string | null
  readonly day: string
  /** `copy`: of a step of the other side, as it was observed. */
  readonly standing: 'issued' | 'late' | 'copy' | 'draft'
  readonly missing: readonly Lacking[]
  /** What the gate still asks for before the step may be taken. */
  readonly open: readonly Missing[]
  readonly tooEarlyUntil: string | null
  readonly late: readonly Overdue[]
  readonly paper: Paper | null
}

/** The step a document was asked for is not there, is of another kind, or holds nothing any more. */
export class DocumentError extends Error {
  readonly why: 'no-step' | 'other-step' | 'erased'
  readonly step: string
  constructor(why: DocumentError['why'], step: string) {
    super(`${why}: ${step}`)
    this.name = 'DocumentError'
    this.why = why
    this.step = step
  }
}

const T = {
  draft: { zh: '草稿', en: 'DRAFT' },
  copy: { zh: '抄件', en: 'COPY' },
  copyWhy: {
    zh: '根据对方步骤的观察记录整理，不是原件',
    en: 'from the record of what the other side did; not the original',
  },
  proposed: { zh: '该步骤尚未登记', en: 'the step was not recorded yet' },
  refused: { zh: '该步骤被拒绝，不产生效力', en: 'the step was refused and has no effect' },
  early: { zh: '最早可在{day}作出', en: 'not before {day}' },
  hand: { zh: '待签名', en: 'to be signed' },
  state: { zh: '写明{label}', en: 'state: {label}' },
  issuer: ISSUER,
  addressee: { zh: '受文对象', en: 'name of the addressee' },
  seal: { zh: '（签章）', en: '(signature or seal)' },
  annex: { zh: '附：程序说明和依据', en: 'Annex: the step and its basis' },
  case: { zh: '案件', en: 'Case' },
  step: { zh: '步骤', en: 'Step' },
  outcome: { zh: '程序审查', en: 'The gate' },
  since: { zh: '{step}：自{day}起逾期，共{n}日', en: '{step}: late since {day}, {n} days' },
  issued: { zh: '准许', en: 'allowed' },
  late: { zh: '准许，逾期', en: 'allowed, late' },
  judged: { zh: '已观察', en: 'observed' },
  notYet: { zh: '未通过：{why}', en: 'not passed: {why}' },
  due: { zh: '{title}：最迟{day}', en: '{title}: by {day}' },
  counted: { zh: '（{from}的次日起算，{period}）', en: ' ({period} counted from the day after {from})' },
  skipped: { zh: '，其间不计{n}个节假日', en: ', {n} days that do not count left out' },
  foot: {
    zh: '规矩（guiju）按案件记录生成，供办案人员核对后使用；送达的回执和案件可用 guiju case verify 核验',
    en: 'Made by Guiju from the record of the case, for the officer to check before use; guiju case verify checks receipts and the case',
  },
  none: { zh: '无', en: 'none' },
} as const satisfies Readonly<Record<string, Text>>

/** Makes a document of a case. Throws `DocumentError`, and `CaseError` for a proposed step that does not fit. */
export async function makeDocument(
  type: DocumentType,
  procedure: Procedure,
  file: Pick<CaseFile, 'facts' | 'events'>,
  options: DocumentOptions,
): Promise<CaseDocument> {
  const made = chosen(type, procedure, file, options)
  const { event } = made
  const kind = procedure.events[event]!
  const refs = [...new Set([kind.cites, ...(type.quotes ?? []).map(ref), ...kind.guards.map((g) => g.cites)])]
  const citations = await citationsOf(refs)
  return new Maker(type, made, options, citations, refs).document()
}

interface Chosen {
  readonly procedure: Procedure
  readonly event: string
  /** The case before the step, and with it. */
  readonly before: Folded
  readonly after: Folded
  readonly step?: Step
  readonly row: Row
  readonly day: string
}

function chosen(
  type: DocumentType,
  procedure: Procedure,
  file: Pick<CaseFile, 'facts' | 'events'>,
  options: DocumentOptions,
): Chosen {
  const folded = replay(procedure, file)
  if (options.proposed !== undefined) {
    const step = consider(folded, options.proposed)
    if (!type.events.includes(step.event.type)) throw new DocumentError('other-step', step.event.type)
    return withStep(procedure, folded, step)
  }
  const at = (i: number): Chosen => {
    const step = folded.steps[i]!
    if (step.event.erased) throw new DocumentError('erased', step.id)
    return withStep(procedure, replay(procedure, { ...file, events: file.events.slice(0, i) }), step)
  }
  const { step: id } = options
  if (id !== undefined) {
    const found = folded.steps.findLastIndex((s) => s.id === id)
    if (found < 0) throw new DocumentError('no-step', id)
    if (!type.events.includes(folded.steps[found]!.event.type)) throw new DocumentError('other-step', id)
    return at(found)
  }
  for (const refused of [false, true])
    for (let i = folded.steps.length - 1; i >= 0; i -= 1) {
      const step = folded.steps[i]!
      if (!type.events.includes(step.event.type) || (step.outcome === 'refused') !== refused) continue
      if (!type.where || step.event.erased) return at(i)
      if (walk(type.where, scopeOf(withStep(procedure, folded, step)), lawOf(step.day)) === TRUE) return at(i)
    }
  const event = type.events[0]!
  const guards = procedure.events[event]!.guards
  const row: Row = {
    ...without(procedure.entity.lists[event] as AnyEntity),
    on: options.asOf,
    ...references(guards, folded.row),
  }
  return { procedure, event, before: folded, after: folded, row, day: options.asOf }
}

function withStep(procedure: Procedure, before: Folded, step: Step): Chosen {
  const after = take(before, { ...step, outcome: step.outcome === 'refused' ? 'done' : step.outcome })
  const event = step.event.type
  const row = (after.row[event] as FactList).rows.at(-1)!
  return { procedure, event, before, after, step, row, day: step.day }
}

const scopeOf = ({ before, row }: Pick<Chosen, 'before' | 'row'>): Scope => ({ [THE_CASE]: before.row, [NOW]: row })

class Maker {
  readonly #type: DocumentType
  readonly #made: Chosen
  readonly #options: DocumentOptions
  readonly #citations: Citations
  readonly #refs: readonly Ref[]
  readonly #place: Place
  readonly #scope: Scope
  readonly #env: Environment
  readonly #missing: Lacking[] = []
  readonly #open: Missing[] = []
  readonly #failing: { readonly guard: Guard; readonly parts: readonly Missing[] }[] = []
  readonly #late: Overdue[] = []
  #early: string | null = null

  constructor(type: DocumentType, made: Chosen, options: DocumentOptions, citations: Citations, refs: readonly Ref[]) {
    this.#type = type
    this.#made = made
    this.#options = options
    this.#citations = citations
    this.#refs = refs
    this.#place = { procedure: made.procedure, event: made.event, facts: made.before.row, step: made.row }
    this.#scope = scopeOf(made)
    this.#env = lawOf(made.day)
  }

  document(): CaseDocument {
    const { procedure, step, day } = this.#made
    this.#guards()
    const texts = this.#texts()
    const standing = this.#standing()
    return {
      schema: 'guiju/case-document/1',
      document: this.#type.id,
      procedure: procedure.id,
      title: this.#type.title,
      step: step?.id ?? null,
      day,
      standing,
      missing: this.#missing,
      open: this.#open,
      tooEarlyUntil: this.#early,
      late: this.#late,
      paper: this.#missing.length > 0 ? null : this.#hidden(this.#paper(texts, standing)),
    }
  }

  /** The guards of the step, each by itself: what the step does not say is missing, what was not done makes a draft. */
  #guards(): void {
    const { procedure, event, step, row } = this.#made
    for (const guard of procedure.events[event]!.guards) {
      const found = gate([guard], this.#scope, this.#env)
      this.#late.push(...found.late)
      if (found.allowed) continue
      const parts = found.missing.length > 0 ? found.missing : [{ step: guard.step, citation: guard.cites }]
      this.#failing.push({ guard, parts })
      if (found.tooEarlyUntil && (this.#early ?? '') < found.tooEarlyUntil) this.#early = found.tooEarlyUntil
      const element = isElement(guard)
      if (element && !this.#signedLater(guard)) this.#missing.push(...parts.map((p) => at(p, guard, row)))
      else this.#open.push(...parts)
    }
    for (const one of step?.gate.missing ?? [])
      if (![...this.#missing, ...this.#open].some((m) => m.step.zh === one.step.zh)) this.#open.push(one)
  }

  #signedLater(guard: Guard): boolean {
    const { step, row } = this.#made
    if (step && step.outcome !== 'refused' && this.#options.proposed === undefined) return false
    const unknown = statedIn(guard.condition).filter((name) => row[name] === undefined)
    return unknown.length > 0 && unknown.every((name) => this.#type.byHand?.includes(name))
  }

  #standing(): CaseDocument['standing'] {
    const { step, before } = this.#made
    if (!step || step.outcome === 'refused' || this.#options.proposed !== undefined) return 'draft'
    if (before.facts['side'] !== this.#type.side) return 'copy'
    return step.outcome === 'late' ? 'late' : 'issued'
  }

  /** Every value the shown parts need, in words. Those that must be there and are not are missing. */
  #texts(): Readonly<Record<string, Text>> {
    const { day } = this.#made
    const cites = this.#made.procedure.events[this.#made.event]!.cites
    const named = (name: 'issuer' | 'addressee', given: string | undefined, value: Value | undefined): Text => {
      const text = given === undefined ? value && (textOf(value, this.#place) ?? value.without) : same(maskText(given))
      if (text) return text
      if (value) this.#lack(T[name], value.cites ? ref(value.cites) : cites, `--${name}`)
      return T.none
    }
    const texts: Record<string, Text> = {
      issuer: named('issuer', this.#options.issuer, this.#type.issuer),
      addressee: named('addressee', this.#options.addressee, this.#type.addressee),
      basis: quoted([cites, ...(this.#type.quotes ?? []).map(ref)], this.#citations),
      day: longDay(day),
    }
    for (const name of this.#used()) {
      const value = this.#type.values[name]
      if (!value || texts[name]) continue
      const text = textOf(value, this.#place) ?? value.without
      if (text) texts[name] = value.published ? hide(text, namesIn(this.#made)) : text
      else this.#lackValue(value)
    }
    return texts
  }

  #used(): ReadonlySet<string> {
    const used = new Set<string>()
    for (const part of this.#shown()) {
      const said = 'say' in part ? [part.say] : 'head' in part ? [part.head] : 'lines' in part ? part.lines : []
      for (const text of said) for (const [, name] of `${text.zh}${text.en}`.matchAll(/\{(\w+)\}/g)) used.add(name!)
      if ('facts' in part) for (const name of part.facts) used.add(name)
    }
    return used
  }

  #shown(): readonly Part[] {
    return this.#type.body.filter((p) => !p.when || walk(p.when, this.#scope, this.#env) === TRUE)
  }

  #lack(label: Text, citation: Ref, where: string): void {
    const told = fillWith(T.state, { label })
    if (this.#missing.some((m) => m.step.zh === told.zh)) return
    this.#missing.push({ step: told, citation, at: where })
  }

  #lackValue(value: Value): void {
    const { source } = value
    const reads = (guard: Guard): boolean =>
      source.from === 'step'
        ? statedIn(guard.condition).includes(source.field)
        : listsOf(source).some((name) => stepsIn(guard.condition).includes(name))
    const failing = this.#failing.filter(({ guard }) => reads(guard))
    for (const { parts } of failing)
      for (const part of parts) if (!this.#missing.some((m) => m.step.zh === part.step.zh)) this.#missing.push(part)
    if (failing.length > 0) return
    const { procedure, event } = this.#made
    const kind = procedure.events[event]!
    const asked = kind.guards.find(reads)?.cites
    const cites = value.cites ? ref(value.cites) : (asked ?? kind.cites)
    const label = value.label ?? find(source, this.#place)[0]?.field.title ?? titleOf(source, procedure, event)
    this.#lack(label, cites, whereOf(source))
  }

  #paper(texts: Readonly<Record<string, Text>>, standing: CaseDocument['standing']): Paper {
    const { day, procedure } = this.#made
    const said = (text: Text): Text => ({
      zh: text.zh.replace(/\{(\w+)\}/g, (_, name: string) => texts[name]?.zh ?? ''),
      en: text.en.replace(/\{(\w+)\}/g, (_, name: string) => texts[name]?.en ?? ''),
    })
    let heads = 0
    const body = this.#shown().flatMap((part): Block[] => {
      if ('say' in part) return [{ kind: 'paragraph', text: said(part.say) }]
      if ('head' in part) {
        heads += 1
        const { zh, en } = said(part.head)
        return [{ kind: 'heading', text: { zh: `${chineseNumeral(heads)}、${zh}`, en: `${heads}. ${en}` } }]
      }
      if ('lines' in part) return [{ kind: 'lines', lines: part.lines.map(said) }]
      if ('facts' in part)
        return [
          {
            kind: 'facts',
            rows: part.facts.map((name) => {
              const { label, source } = this.#type.values[name]!
              return { label: label ?? titleOf(source, procedure, this.#made.event), value: texts[name]! }
            }),
          },
        ]
      if ('terms' in part) return this.#terms()
      return this.#table(part)
    })
    const mark = this.#mark(standing)
    return {
      kind: 'document',
      title: this.#type.title,
      number: numberText(this.#type.sign, day, this.#options.number),
      ...(mark ? { mark } : {}),
      ...(this.#type.addressee ? { to: texts['addressee']! } : {}),
      body,
      signed: { by: texts['issuer']!, day: longDay(day), seal: T.seal },
      annex: this.#annex(standing),
      foot: T.foot,
    }
  }

  #table(part: Extract<Part, { rows: unknown }>): Block[] {
    const { rows, of } = rowsFor(part.rows, this.#place)
    if (rows.length === 0) return part.none ? [{ kind: 'paragraph', text: part.none }] : []
    return [
      {
        kind: 'table',
        head: part.columns.map((c) => c.head),
        rows: rows.map((row) =>
          part.columns.map((c) => textOf({ source: c.source }, { ...this.#place, row, of }) ?? c.without ?? same('—')),
        ),
      },
    ]
  }

  #terms(): Block[] {
    const { after, step, day } = this.#made
    const items = step ? dueList(after, day).filter((d) => d.of === step.id && d.due !== undefined) : []
    return items.length > 0 ? [{ kind: 'list', items: items.map(termText) }] : []
  }

  #mark(standing: CaseDocument['standing']): Paper['mark'] {
    if (standing === 'copy') return { word: T.copy, why: [T.copyWhy] }
    if (standing !== 'draft') return undefined
    const head = this.#made.step?.outcome === 'refused' && this.#options.proposed === undefined ? T.refused : T.proposed
    return { word: T.draft, why: [head, ...this.#standsInTheWay()] }
  }

  #standsInTheWay(): Text[] {
    const early = this.#early === null ? [] : [fillWith(T.early, { day: longDay(this.#early) })]
    return [...this.#open.map((m) => quote(m)), ...early]
  }

  #annex(standing: CaseDocument['standing']): Block[] {
    const { step, before, procedure, event, day } = this.#made
    const open = this.#standsInTheWay()
    const word =
      standing === 'draft'
        ? open.length > 0
          ? fillWith(T.notYet, { why: joined(open) })
          : T.proposed
        : step?.outcome === 'observed' || standing === 'copy'
          ? T.judged
          : T[standing]
    const late = this.#late.map((l) =>
      fillWith(T.since, { step: l.step, day: longDay(l.since), n: same(String(l.days)) }),
    )
    return [
      { kind: 'heading', text: T.annex },
      {
        kind: 'facts',
        rows: [
          { label: T.case, value: caseName(before.facts, procedure) },
          {
            label: T.step,
            value: withId(procedure.events[event]!.title, step?.id, longDay(day)),
          },
          { label: T.outcome, value: joined([word, ...late]) },
        ],
      },
      basisTable(
        this.#refs.filter((one) => !isToCome(this.#citations.get(one), day)),
        this.#citations,
        day,
      ),
    ]
  }

  /** Names of persons are masked in what the public reads. */
  #hidden(paper: Paper): Paper {
    if (!this.#type.published && !this.#options.published) return paper
    const names = namesIn(this.#made)
    return names.length === 0 ? paper : mapTexts(paper, (text) => hide(text, names))
  }
}

const at = (part: Missing, guard: Guard, row: Row): Lacking => {
  const stated = statedIn(guard.condition)
  const field = stated.find((name) => row[name] === undefined || row[name] === null) ?? stated[0]
  return { ...part, at: `data.${field}` }
}

const fillWith = (text: Text, values: Readonly<Record<string, Text>>): Text => ({
  zh: text.zh.replace(/\{(\w+)\}/g, (hole, name: string) => values[name]?.zh ?? hole),
  en: text.en.replace(/\{(\w+)\}/g, (hole, name: string) => values[name]?.en ?? hole),
})
const joined = (texts: readonly Text[]): Text => ({
  zh: texts.map((t) => t.zh).join('；'),
  en: texts.map((t) => t.en).join('; '),
})
const quote = ({ step, citation }: Missing): Text => ({
  zh: `${step.zh}［${citation}］`,
  en: `${step.en} [${citation}]`,
})
const withId = (title: Text, id: string | undefined, day: Text): Text =>
  id === undefined
    ? { zh: `${title.zh}，${day.zh}`, en: `${title.en}, ${day.en}` }
    : { zh: `${title.zh}（${id}），${day.zh}`, en: `${title.en} (${id}), ${day.en}` }

/** Title of the procedure and the number of the case. */
export function caseName(facts: PlainFacts, { title }: Procedure): Text {
  const id = typeof facts['id'] === 'string' ? maskText(facts['id']) : ''
  return id === '' ? title : { zh: `${title.zh} ${id}`, en: `${title.en} ${id}` }
}

/** `信告〔2026〕1号`; without a number a blank to be filled in. */
function numberText(sign: Text, day: string, number: string | undefined): Text {
  if (number?.includes('〔')) return same(maskText(number))
  const year = day.slice(0, 4)
  return { zh: `${sign.zh}〔${year}〕${number ?? '　　'}号`, en: `${sign.en} [${year}] No. ${number ?? '____'}` }
}

/** What is owed by a day, with how the day is counted. */
export function termText(item: DueItem): Text {
  const told = fillWith(T.due, { title: item.title, day: longDay(item.due!) })
  if (!item.from || !item.period) return told
  const from = longDay(item.from)
  const counted = fillWith(T.counted, { from, period: length(item.period) })
  const n = item.explained?.skipped.length ?? 0
  const caution = item.explained?.caution
  return {
    zh: `${told.zh}${n > 0 ? counted.zh.replace('）', `${fill(T.skipped, { n }).zh}）`) : counted.zh}${caution ? `（${caution.zh}）` : ''}`,
    en: `${told.en}${n > 0 ? counted.en.replace(/\)$/, `${fill(T.skipped, { n }).en})`) : counted.en}${caution ? ` (${caution.en})` : ''}`,
  }
}

/** Persons named in the case: its subject, where that is a person, and whoever acted for the other side. */
function namesIn({ before, procedure }: Chosen): readonly string[] {
  const { facts, steps } = before
  const subject = facts['kind'] === 'person' && typeof facts['subject'] === 'string' ? [facts['subject']] : []
  const actors = steps.flatMap(({ event: { by } }) => {
    const role = procedure.roles[roleOf(by)]
    return role && role.side !== procedure.keeper ? [by.slice(roleOf(by).length + 1).trim()] : []
  })
  return [...new Set([...subject, ...actors])].filter((n) => n.length > 1).sort((a, b) => b.length - a.length)
}

const hide = ({ zh, en }: Text, names: readonly string[]): Text => {
  const masked = (text: string) => names.reduce((at, name) => at.replaceAll(name, maskName(name)), text)
  return { zh: masked(zh), en: masked(en) }
}

/** Every text of a paper, changed. */
function mapTexts<T>(value: T, change: (text: Text) => Text): T {
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change)) as T
  if (typeof value !== 'object' || value === null) return value
  const { zh, en } = value as { zh?: unknown; en?: unknown }
  if (typeof zh === 'string' && typeof en === 'string') return change({ zh, en }) as T
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)])) as T
}
