import type { AnyEntity, Field } from '../facts/entity.ts'
import { type PlainFacts, readRow } from '../facts/read.ts'
import type { FactList, Row } from '../facts/row.ts'
import { lawOf } from '../judge/environment.ts'
import { rowsWith } from '../judge/narrow.ts'
import { addPeriod } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'
import { type Spent, within } from './bounds.ts'
import { countOf } from './counted.ts'
import { ERASED, erasedStep } from './erased.ts'
import { CaseError, type CaseEvent, type CaseFile, dayIn, type Outcome, readEvent, roleOf } from './event.ts'
import { type Gate, gate, type Missing } from './gate.ts'
import { type Procedure, rolesText } from './procedure.ts'
import { NOW, THE_CASE } from './words.ts'

/** One event with what the gate says of it. */
export interface Step {
  readonly event: CaseEvent
  readonly id: string
  /** Its day in China. */
  readonly day: string
  /** `act`: a step of the side that keeps the file. `observed`: one of the other side, never refused. */
  readonly mode: 'act' | 'observed'
  readonly outcome: Outcome
  /** What it says as guards read it; nothing of an erased one. */
  readonly row: Row
  /** For an observed event: how it stands to the law as far as the file shows. */
  readonly gate: Gate
}

/** The state of a case: what its events add up to. */
export interface Folded {
  readonly procedure: Procedure
  readonly facts: PlainFacts
  /** The case as guards read it. */
  readonly row: Row
  readonly state: string
  readonly steps: readonly Step[]
}

const UNSEEN: Text = {
  zh: '对方的步骤只收录已观察到的',
  en: 'steps of the other side are known only as far as they were observed',
}

/** A case in which nothing has happened yet. */
export function openCase(procedure: Procedure, facts: PlainFacts): Folded {
  const row: Record<string, Row[string]> = {}
  for (const [type, { by, served }] of Object.entries(procedure.events)) {
    const theirs = facts['side'] !== procedure.keeper && by.every((r) => procedure.roles[r]!.side === procedure.keeper)
    row[type] = { rows: [], open: theirs && !served ? [UNSEEN] : [] }
  }
  const bare = { ...procedure.entity, lists: {} }
  const known = { ...row, ...without(procedure.entity), ...readRow(bare, facts) }
  return { procedure, facts, row: known, state: procedure.start, steps: [] }
}

/** What a step is held to by those before it. */
interface Before {
  readonly folded: Folded
  /** Ids that are taken. */
  readonly ids: { has(id: string): boolean }
  /** The day of the last step of the side that keeps the file. */
  readonly lastAct: string | undefined
  readonly spent: Spent
}

/** What the gate says of an event, without taking it. Throws `CaseError` for one that cannot be recorded. */
export function consider(folded: Folded, raw: unknown): Step {
  const taken = folded.steps.filter((s) => s.outcome !== 'refused')
  const lastAct = taken.findLast((s) => s.mode === 'act')?.day
  return considered({ folded, ids: new Set(taken.map((s) => s.id)), lastAct, spent: { rows: 0 } }, raw)
}

function considered(before: Before, raw: unknown): Step {
  const { folded } = before
  const { procedure, steps } = folded
  const event = readEvent(procedure, raw)
  if (event.erased)
    throw new CaseError('event.erased', { zh: '只能由删除操作写入', en: 'is written by an erasure only' })
  const kind = procedure.events[event.type]!
  const day = dayIn(event.at)!
  const id = typeof event.data['id'] === 'string' ? event.data['id'] : `e${steps.length + 1}`
  if (before.ids.has(id))
    throw new CaseError('event.data.id', { zh: `编号 ${id} 已被使用`, en: `the id ${id} is taken` })
  const role = procedure.roles[roleOf(event.by)]!
  const mode = role.side === folded.facts['side'] ? 'act' : 'observed'
  if (mode === 'observed' && !hasEvidence(event))
    throw new CaseError('event.data.evidence', {
      zh: '对方的步骤须附证据：请写明文件名或摘要值',
      en: 'a step of the other side needs evidence: name the documents or their digests',
    })
  const row = rowOf(procedure, event, id, day)
  const scope = { [THE_CASE]: folded.row, [NOW]: row }
  const judged = gate(kind.guards, scope, within(lawOf(day), before.spent))
  const caution = judged.caution ?? cautionOf(folded, row)
  const found = withOwn({ ...judged, ...(caution ? { caution } : {}) }, own(before, event, day, mode))
  const outcome =
    mode === 'observed' ? 'observed' : !found.allowed ? 'refused' : found.late.length > 0 ? 'late' : 'done'
  return { event, id, day, mode, outcome, row, gate: found }
}

/** Why the last day of what a step answers may still move, where that day was reckoned when it was recorded. */
function cautionOf({ procedure, row: known }: Folded, row: Row): Text | undefined {
  const of = row['of']
  if (typeof of !== 'string') return undefined
  for (const [type, { counted }] of Object.entries(procedure.events)) {
    if (!counted) continue
    const asked = rowsWith((known[type] as FactList).rows, { field: 'id' }, of).find((r) => r['id'] === of)
    const found = asked && countOf(counted, asked)
    const caution = found && addPeriod(String(asked['on']), found.period).caution
    if (caution) return caution
  }
  return undefined
}

const hasEvidence = ({ data }: CaseEvent): boolean => {
  const given = data['evidence']
  return Array.isArray(given) && given.length > 0
}

const silent = new WeakMap<AnyEntity, Row>()

/** What an optional field is when nothing is said of it: known not to be so. */
export function without(of: AnyEntity): Row {
  let row = silent.get(of)
  if (!row) {
    const optional = Object.entries(of.fields as Record<string, Field>).filter(([, field]) => field.optional)
    row = Object.freeze(Object.fromEntries(optional.map(([name]) => [name, null])))
    silent.set(of, row)
  }
  return row
}

function rowOf(procedure: Procedure, event: CaseEvent, id: string, day: string): Row {
  const { evidence: _, ...data } = event.data
  const of = procedure.entity.lists[event.type] as AnyEntity
  const row = { ...without(of), ...readRow(of, { ...data, id, on: day, by: event.by }, 'event.data') }
  const { counted } = procedure.events[event.type]!
  const due = counted && countOf(counted, row)
  return due ? { ...row, [counted.into]: due.day } : row
}

/** What every procedure asks of every event: the right actor, and the order of time. */
function own({ folded, lastAct }: Before, event: CaseEvent, day: string, mode: Step['mode']): Missing[] {
  const { procedure } = folded
  const kind = procedure.events[event.type]!
  const missing: Missing[] = []
  if (!kind.by.includes(roleOf(event.by))) {
    const may = rolesText(procedure, kind.by)
    missing.push({
      step: { zh: `该步骤只能由${may.zh}实施`, en: `only this may take the step: ${may.en}` },
      citation: kind.cites,
    })
  }
  if (mode === 'act' && lastAct !== undefined && lastAct > day)
    missing.push({
      step: {
        zh: `按发生先后登记：上一步在${lastAct}，不得倒填日期`,
        en: `record steps in the order of time: the last one is of ${lastAct}, a step is not dated back`,
      },
      citation: kind.cites,
    })
  return missing
}

function withOwn(found: Gate, missing: readonly Missing[]): Gate {
  if (missing.length === 0) return found
  return {
    ...found,
    allowed: false,
    missing: [...missing, ...found.missing],
    citations: [...new Set([...missing.map((m) => m.citation), ...found.citations])],
  }
}

/** The case after an event; a refused one is kept and changes nothing. Throws `CaseError`. */
export function appendEvent(folded: Folded, raw: unknown): Folded {
  return take(folded, consider(folded, raw))
}

/** The case after a step that was considered on it. */
export function take(folded: Folded, step: Step): Folded {
  return new Growing(folded).add(step).folded
}

/**
 * A case that grows step by step: lists are added to in place, as nobody else has them before it is done. Each step
 * then costs the same however many went before it.
 */
class Growing {
  readonly ids = new Set<string>()
  readonly spent: Spent
  lastAct: string | undefined
  readonly #row: Record<string, Row[string]>
  readonly #lists = new Map<string, Row[]>()
  readonly #steps: Step[]
  #folded: Folded

  constructor(folded: Folded, spent: Spent = { rows: 0 }) {
    this.spent = spent
    this.#row = { ...folded.row }
    this.#steps = [...folded.steps]
    this.#folded = { ...folded, row: this.#row as Row, steps: this.#steps }
  }

  get folded(): Folded {
    return this.#folded
  }

  add(step: Step): this {
    const { procedure } = this.#folded
    const { type } = step.event
    this.#steps.push(step)
    if (step.outcome === 'refused') return this
    this.ids.add(step.id)
    if (step.mode === 'act') this.lastAct = step.day
    if (step.event.erased) {
      const list = this.#row[type] as FactList
      if (!list.open.includes(ERASED)) this.#row[type] = { ...list, open: [...list.open, ERASED] }
    } else this.#rowsOf(type).push(step.row)
    const to = procedure.events[type]!.to
    if (to !== undefined && to !== this.#folded.state) this.#folded = { ...this.#folded, state: to }
    return this
  }

  #rowsOf(type: string): Row[] {
    let rows = this.#lists.get(type)
    if (!rows) {
      const list = this.#row[type] as FactList
      rows = [...list.rows]
      this.#lists.set(type, rows)
      this.#row[type] = { ...list, rows }
    }
    return rows
  }
}

/**
 * The state of a case file: each event judged anew in its turn. Throws `CaseError`.
 * @param spent how much of the bound on comparisons was used before, and afterwards in all
 */
export function replay(
  procedure: Procedure,
  file: Pick<CaseFile, 'facts' | 'events'>,
  spent: Spent = { rows: 0 },
): Folded {
  const growing = new Growing(openCase(procedure, file.facts), spent)
  let erased = false
  for (const [i, event] of file.events.entries()) {
    try {
      if (event.erased) {
        growing.add(erasedStep(growing.folded, readEvent(procedure, event)))
        erased = true
        continue
      }
      const step = considered(growing, event)
      // What an earlier step said is gone: the outcome that was recorded stands.
      growing.add(erased && event.outcome ? { ...step, outcome: event.outcome } : step)
    } catch (error) {
      if (error instanceof CaseError) throw new CaseError(error.where.replace(/^event\b/, `events[${i}]`), error.text)
      throw error
    }
  }
  return growing.folded
}

/** Events whose recorded outcome is not the one they have: the file was changed, or the rules were. */
export const drift = (folded: Folded): readonly Step[] =>
  folded.steps.filter((s) => s.event.outcome !== undefined && s.event.outcome !== s.outcome)

/** The case as a file, each event with its outcome. */
export const toFile = (folded: Folded): CaseFile => ({
  schema: 'guiju/case/1',
  procedure: folded.procedure.id,
  facts: folded.facts,
  events: folded.steps.map(({ event, outcome }) => ({ ...event, outcome })),
})
