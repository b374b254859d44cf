import { maskText } from '../../facts/personal.ts'
import type { Row } from '../../facts/row.ts'
import { type Environment, lawOf } from '../../judge/environment.ts'
import type { Block, Paper } from '../../judge/paper.ts'
import { TRUE } from '../../judge/truth.ts'
import { type Scope, walk } from '../../judge/walk.ts'
import { chineseNumeral } from '../../law/place-name.ts'
import { type Ref, ref } from '../../law/ref.ts'
import { CLAUSES, fill, list, same, type Text } from '../../law/text.ts'
import { dueList } from '../due.ts'
import type { CaseFile } from '../event.ts'
import { type Guard, gate, type Missing, type Overdue } from '../gate.ts'
import type { Procedure } from '../procedure.ts'
import { isElement, statedIn, stepsIn } from '../reads.ts'
import { askedText, caseName, longDay, termText } from '../texts.ts'
import { basisTable, type Citations, citationsOf, isToCome, quoted } from './basis.ts'
import type { DocumentType, Part, Value } from './document.ts'
import { find, type Place, rowsFor, textOf } from './find.ts'
import { hide, mapTexts, namesIn } from './names.ts'
import { ISSUER, listsOf, titleOf, whereOf } from './sources.ts'
import { type Chosen, chosen, scopeOf } from './step.ts'

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
      if (text) texts[name] = value.published ? hide(text, namesIn(this.#made.before)) : text
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
    const told = fill(T.state, { label })
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
    const said = (text: Text): Text => fill(text, texts)
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
    const early = this.#early === null ? [] : [fill(T.early, { day: longDay(this.#early) })]
    return [...this.#open.map(askedText), ...early]
  }

  #annex(standing: CaseDocument['standing']): Block[] {
    const { step, before, procedure, event, day } = this.#made
    const open = this.#standsInTheWay()
    const word =
      standing === 'draft'
        ? open.length > 0
          ? fill(T.notYet, { why: clauses(open) })
          : T.proposed
        : step?.outcome === 'observed' || standing === 'copy'
          ? T.judged
          : T[standing]
    const late = this.#late.map((l) => fill(T.since, { step: l.step, day: longDay(l.since), n: l.days }))
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
          { label: T.outcome, value: clauses([word, ...late]) },
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
    const names = namesIn(this.#made.before)
    return names.length === 0 ? paper : mapTexts(paper, (text) => hide(text, names))
  }
}

const at = (part: Missing, guard: Guard, row: Row): Lacking => {
  const stated = statedIn(guard.condition)
  const field = stated.find((name) => row[name] === undefined || row[name] === null) ?? stated[0]
  return { ...part, at: `data.${field}` }
}

const clauses = (texts: readonly Text[]): Text => list(texts, CLAUSES)
const withId = (title: Text, id: string | undefined, day: Text): Text =>
  id === undefined
    ? { zh: `${title.zh}，${day.zh}`, en: `${title.en}, ${day.en}` }
    : { zh: `${title.zh}（${id}），${day.zh}`, en: `${title.en} (${id}), ${day.en}` }

/** `信告〔2026〕1号`; without a number a blank to be filled in. */
function numberText(sign: Text, day: string, number: string | undefined): Text {
  if (number?.includes('〔')) return same(maskText(number))
  const year = day.slice(0, 4)
  return { zh: `${sign.zh}〔${year}〕${number ?? '　　'}号`, en: `${sign.en} [${year}] No. ${number ?? '____'}` }
}
