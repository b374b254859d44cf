import {
  all,
  any,
  asOf,
  type BooleanTerm,
  type DateField,
  type ListTerm,
  not,
  type TextTerm,
  today,
} from '../../../facts/terms.ts'
import type { Condition } from '../../../facts/tree.ts'
import { type Ref, ref } from '../../../law/ref.ts'
import type { Guard } from '../../gate.ts'
import { type EventType, limit, need } from '../../procedure.ts'
import { credit, type Determination, type Entry, type Item } from './words.ts'

/** What the steps of a credit case have in common. */

const { entity: creditCase, facts, past } = credit
export const constraint = (place: string): string => `credit-constraint-2020#${place}`
export const supervision = (place: string): string => `credit-supervision-2019#${place}`
/**
 * The Measures for Credit Repair (NDRC Order 36), in force 2026-04-01. Their second chapter sets kinds and periods of
 * publication; the article numbers were not checked against an official text.
 */
export const REPAIR_2026: Ref = ref('credit-repair-2026#part2')
export const REPAIR_FROM = '2026-04-01'

/** A step of the procedure; its title is that of its event. */
export function step(
  type: string,
  by: readonly string[],
  cites: string,
  guards: readonly Guard[],
  more: Pick<EventType, 'served' | 'to'> = {},
): EventType {
  return { title: creditCase.lists[type]!.title, by, cites: ref(cites), guards, ...more }
}

type Same = TextTerm
/** The determination with that id. */
export const determined = (id: Same, is: (d: Determination) => Condition) =>
  past.determine.some((d) => all(d.id.is(id), is(d)))

export const hasDetermination = (id: Same): Guard =>
  need(
    constraint('2'),
    '先以具有法律效力的文书认定失信行为',
    'first determine the act, on a document with legal effect',
    determined(id, (d) => d.id.exists()),
  )

export const wasRecorded = (id: Same): Guard =>
  need(
    constraint('2'),
    '认定后如实记录失信信息',
    'record it truthfully after the determination',
    past.record.some((r) => r.determination.is(id)),
  )

const wrong = (id: Same): Condition =>
  past.dispute.some((d) =>
    all(
      d.determination.is(id),
      past.answer.some((a) => all(a.of.is(d.id), a.result.is('upheld'))),
    ),
  )
/** Information found erroneous, or repaired, bears no further step against the subject. */
export const stillStands = (id: Same): Guard[] => [
  need(
    supervision('17'),
    '经核实有误的信息不得再据以采取不利步骤；更正的，以更正后的内容重新认定',
    'nothing adverse rests on information that was found erroneous; once corrected, it is determined anew',
    not(wrong(id)),
  ),
  need(
    constraint('11'),
    '信用修复后不得继续共享、公开或者惩戒',
    'after repair nothing more is shared, published or imposed',
    past.repairDecision.none((r) => all(r.determination.is(id), r.result.is('granted'))),
  ),
]

/** A listing of that determination that was not ended, and has not run out. */
export const listed = (id: Same): Condition =>
  past.decision.some((d) =>
    all(
      d.determination.is(id),
      d.until.onOrAfter(today),
      past.removal.none((r) => r.of.is(d.id)),
    ),
  )

/** Of a kind that carries an adverse step: law, regulation, central policy. */
export const carries = (kind: TextTerm<'law' | 'regulation' | 'central-policy' | 'other'>): Condition =>
  kind.among('law', 'regulation', 'central-policy')

/** The step is against the subject of this case: nobody is drawn in through somebody else’s case. */
export const ownCase = (against: TextTerm): Guard =>
  need(
    supervision('12'),
    '不得由他人案件推及：责任人员另立案件，有自己的事实、援引和告知',
    'nobody is drawn in through another’s case: a responsible person has a case, facts, citations and notice of their own',
    any(not(against.exists()), against.is(facts.subject)),
  )

/** Lenience where (16) asks for it, with its reason. */
export const lenient = (grounds: Condition, leniency: TextTerm): Guard =>
  need(
    constraint('16'),
    '未成年人、不可抗力、非主观故意或者轻微失信：从宽，并写明理由',
    'a minor, force majeure, no intent or a slight act: be lenient, and record the reason',
    any(not(grounds), leniency.exists()),
  )

export const grounds = (of: {
  readonly forceMajeure: BooleanTerm
  readonly unintended: BooleanTerm
  readonly slight: BooleanTerm
}): Condition => any(facts.minor.isTrue(), of.forceMajeure.isTrue(), of.unintended.isTrue(), of.slight.isTrue())

export const groundsOf = (id: Same): Condition => any(facts.minor.isTrue(), determined(id, grounds))

/** An edition that is in force on the day and not superseded by a later one of its kind. */
interface Edition {
  readonly level: TextTerm<'national' | 'local'>
  readonly region: TextTerm
  readonly from: DateField
  readonly until: DateField
}
export function current(one: Edition, none: (newer: (other: Edition) => Condition) => Condition): Condition {
  const alike = (other: Edition) =>
    all(other.level.is(one.level), any(one.level.is('national'), other.region.is(one.region)))
  return all(
    one.from.onOrBefore(asOf),
    any(not(one.until.exists()), one.until.onOrAfter(asOf)),
    any(one.level.is('national'), one.region.is(facts.region)),
    none((other) => all(alike(other), other.from.after(one.from), other.from.onOrBefore(asOf))),
  )
}

/** An item of the catalogue of that day; one the other side loaded counts only where it has a basis, too. */
export const inCatalogue = (code: TextTerm, is: (item: Item) => Condition): Condition =>
  past.catalogue.some((c) =>
    all(
      current(c, (newer) => past.catalogue.none(newer, 'newer')),
      c.items.some((i) => all(i.code.is(code), i.basis.exists(), carries(i.basisKind), is(i))),
    ),
  )

const loaded = past.catalogue.some((c) => c.id.exists())
export const catalogueLoaded: Guard = need(
  constraint('1'),
  '目录未载入：载入当日有效的公共信用信息目录（全国基础目录或者地方补充目录）',
  'catalogue not loaded: load the catalogue of public credit information of that day, national or local',
  loaded,
)
/** What is asked of an item, said only where there is a catalogue to ask. */
export const ofCatalogue = (cites: string, zh: string, en: string, condition: Condition): Guard =>
  need(cites, zh, en, any(not(loaded), condition))

export const listedItem = (code: TextTerm): Guard[] => [
  catalogueLoaded,
  ofCatalogue(
    constraint('1'),
    '列入当日有效的目录版本',
    'listed in the edition of that day',
    inCatalogue(code, (i) => i.code.exists()),
  ),
]

const measuresLoaded = past.measureList.some((m) => m.id.exists())
export const inMeasures = (code: TextTerm, is: (entry: Entry) => Condition): Condition =>
  past.measureList.some((m) =>
    all(
      current(m, (newer) => past.measureList.none(newer, 'newer')),
      m.entries.some((e) => all(e.code.is(code), e.basis.exists(), carries(e.basisKind), is(e))),
    ),
  )
export const ofMeasures = (cites: string, zh: string, en: string, condition: Condition): Guard =>
  need(cites, zh, en, any(not(measuresLoaded), condition))
export const measuresListLoaded: Guard = need(
  constraint('9'),
  '清单未载入：载入当日有效的失信惩戒措施清单（全国基础清单或者地方补充清单）',
  'list of measures not loaded: load the list of that day, national or local',
  measuresLoaded,
)

/** The set time for an answer, told when it was received or asked for: a late answer is recorded, never refused. */
export const inSetTime = (
  cites: string,
  of: TextTerm,
  asked: ListTerm<{ readonly id: TextTerm; readonly answerBy: DateField }>,
): Guard =>
  limit(
    cites,
    '在规定时限内办结并反馈',
    'answer within the set time',
    asked.every((one) =>
      any(
        not(one.id.is(of)),
        all(
          past.receipt.every((r) => any(not(r.of.is(one.id)), today.onOrBefore(r.until))),
          any(not(one.answerBy.exists()), today.onOrBefore(one.answerBy)),
        ),
      ),
    ),
  )
