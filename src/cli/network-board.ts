import type { Inventory } from '../collect/inventory/read.ts'
import { labelOf } from '../facts/choice.ts'
import { PLAN_KINDS } from '../facts/network.ts'
import { maskId } from '../facts/personal.ts'
import { type FactList, isList, type Row } from '../facts/row.ts'
import {
  type BoardDue,
  type BoardNetwork,
  type BoardWork,
  DUE_KINDS,
  type DueKind,
  type LifeStep,
  type NetworkBoard,
  WORK_COLUMNS,
} from '../judge/board.ts'
import { type GapRecord, gapAnalysis } from '../judge/gap.ts'
import { addWorkdays } from '../law/calendar.ts'
import { type Extension, REQUIREMENT_CLASSES, type RequirementLevel, requirementsOf } from '../law/catalogue.ts'
import { addDays, addMonths, dayNumber } from '../law/day.ts'
import { type GradingAnswers, grade } from '../law/grading.ts'
import { same, type Text } from '../law/text.ts'
import { type GapOf, gapWork, type Remediation } from '../report/network/gap.ts'

/** What an inventory holds beside its duties: gaps, work to do, days that come, and what its pictures are drawn from. */

export const nameOf = (row: Row): string => String(row['name'] ?? row['id'])
export const levelOf = (row: Row): number | undefined =>
  row['level'] === undefined || row['level'] === null ? undefined : Number(row['level'])
export const rowsOf = (row: Row, list: string): readonly Row[] => {
  const found = row[list]
  return isList(found) ? (found as FactList).rows : []
}
export const dayIn = (row: Row, field: string): string => (typeof row[field] === 'string' ? row[field] : '')

export const operatorName = (inventory: Inventory): string =>
  maskId(String(inventory.operator['name'] ?? inventory.operator['id'] ?? inventory.name))

/** Networks of a level held against its items. */
export function gapsOf(inventory: Inventory, asOf: string): GapOf[] {
  return inventory.networks.flatMap((row): GapOf[] => {
    const level = levelOf(row)
    const id = String(row['id'])
    if (level === undefined || level > 4) return []
    const items = requirementsOf(level as RequirementLevel, (inventory.extensions.get(id) ?? []) as Extension[])
    const gap = gapAnalysis(items, (inventory.answers.get(id) ?? []) as GapRecord[], asOf)
    return [{ id, name: nameOf(row), level, gap, high: highRisks(row, asOf) }]
  })
}

const highRisks = (row: Row, asOf: string): number =>
  rowsOf(row, 'findings').filter(
    (f) =>
      f['source'] === 'assessment' &&
      (f['severity'] === 'high' || f['severity'] === 'critical') &&
      (dayIn(f, 'fixedOn') === '' ? f['fixedOn'] === null : dayIn(f, 'fixedOn') > asOf),
  ).length

const STATES = {
  fixed: { zh: '已整改', en: 'corrected' },
  open: { zh: '未整改', en: 'not corrected' },
} as const satisfies Record<string, Text>

/** What is to be corrected: items of the baseline that were answered so, and findings of every source. */
export function workOf(inventory: Inventory, gaps: readonly GapOf[], asOf: string): Remediation[] {
  const findings = inventory.networks.flatMap((row) =>
    rowsOf(row, 'findings')
      .filter((f) => f['severity'] !== 'info')
      .map((f): Remediation => {
        const done = dayIn(f, 'fixedOn') !== '' && dayIn(f, 'fixedOn') <= asOf
        const due = dayIn(f, 'dueOn')
        const what = String(f['title'] ?? f['reference'] ?? f['id'] ?? '')
        const since = dayIn(f, 'foundOn')
        return {
          network: nameOf(row),
          item: String(f['reference'] ?? f['id'] ?? ''),
          what: { zh: what, en: what },
          state: done ? STATES.fixed : STATES.open,
          owner: String(f['owner'] ?? ''),
          due,
          overdue: !done && due !== '' && due < asOf,
          ...(since === '' || since > asOf ? {} : { since }),
          done,
        }
      }),
  )
  return [...findings, ...gaps.flatMap(gapWork)]
}

const DUES = {
  certificate: { zh: '备案证明到期', en: 'filing certificate ends' },
  assessment: { zh: '距上次等级测评满十二个月', en: 'twelve months since the last assessment' },
  halfYear: {
    zh: '距上次等级测评满六个月（第四级，2007年办法；2020年意见为每年）',
    en: 'six months since the last assessment (level 4, Measures of 2007; the opinions of 2020 say every year)',
  },
} as const satisfies Record<string, Text>

/** Rows kept for the pictures, of work in each column; the counts are of all. */
const MOST_DUES = 3000
const MOST_WORK = 500
const AGES = [0, 30, 90, 180] as const

/** What the pictures of an inventory are drawn from on a day. */
export function boardOf(inventory: Inventory, asOf: string): NetworkBoard {
  const asked = inventory.networks.filter((row) => inventory.answers.has(String(row['id'])))
  const gaps = gapsOf({ ...inventory, networks: asked }, asOf).filter(({ gap }) => gap.total.open < gap.rows.length)
  const answered = new Map(gaps.map((g) => [g.id, g]))
  const dues = duesOf(inventory, asOf)
  const work = workOf(inventory, gaps, asOf)
    .map(boardWork)
    .sort((a, b) => byText(a.due ?? '', b.due ?? ''))
  const columns = WORK_COLUMNS.map((column) => [column, work.filter((w) => w.column === column)] as const)
  const months = Map.groupBy(dues, (d) => `${d.day.slice(0, 7)} ${d.kind}`)
  const ages = Map.groupBy(
    work.filter((w) => w.column !== 'done'),
    ({ since }) => (since === undefined ? null : AGES.findLast((from) => dayNumber(asOf) - dayNumber(since) >= from)!),
  )
  return {
    asOf,
    networks: inventory.networks.map((row) => boardNetwork(inventory, row, answered.get(String(row['id'])))),
    dues: dues.slice(0, MOST_DUES),
    work: columns.flatMap(([, own]) => own.slice(0, MOST_WORK)),
    months: [...months]
      .map(([key, { length: n }]) => ({ month: key.slice(0, 7), kind: key.slice(8) as DueKind, n }))
      .sort((a, b) => byText(a.month, b.month) || DUE_KINDS.indexOf(a.kind) - DUE_KINDS.indexOf(b.kind)),
    columns: columns.map(([column, { length: n }]) => ({ column, n })),
    ages: [...AGES, null].map((from) => ({ from, n: ages.get(from)?.length ?? 0 })),
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const masked = (text: Text): Text => ({ zh: maskId(text.zh), en: maskId(text.en) })

function boardNetwork(inventory: Inventory, row: Row, of: GapOf | undefined): BoardNetwork {
  const id = String(row['id'])
  const level = levelOf(row)
  const answers = inventory.gradings.get(id)
  const latest = (list: string, field: string, where: (r: Row) => boolean = () => true): string =>
    rowsOf(row, list)
      .filter(where)
      .map((r) => dayIn(r, field))
      .sort()
      .at(-1) ?? ''
  const steps: readonly (readonly [LifeStep, string])[] = [
    ['graded', dayIn(row, 'gradedOn')],
    ['designed', dayIn(row, 'designedOn')],
    ['live', dayIn(row, 'liveOn')],
    ['filed', dayIn(row, 'filedOn')],
    ['assessed', latest('assessments', 'on', (a) => a['kind'] === 'mlps')],
    ['corrected', latest('findings', 'fixedOn')],
    ['retired', dayIn(row, 'retiredOn')],
  ]
  return {
    id: maskId(id),
    name: maskId(nameOf(row)),
    ...(level === undefined ? {} : { level }),
    ...(answers ? { grading: boardGrading(answers) } : {}),
    steps: steps.flatMap(([step, on]) => (on === '' ? [] : [{ step, on }])),
    classes: REQUIREMENT_CLASSES.flatMap((name) => {
      const found = of?.gap.classes[name]
      return found && found.of > 0 ? [{ class: name, met: found.met, of: found.of }] : []
    }),
  }
}

function boardGrading(answers: GradingAnswers): NonNullable<BoardNetwork['grading']> {
  const { aspects, proposed } = grade(answers)
  const [information, service] = aspects.map((a) => a.decisive)
  return {
    ...(information ? { information } : {}),
    ...(service ? { service } : {}),
    ...(proposed === undefined ? {} : { proposed }),
  }
}

const boardWork = (one: Remediation): BoardWork => ({
  network: maskId(one.network),
  item: maskId(one.item),
  what: masked(one.what),
  state: one.state,
  column: one.done ? 'done' : one.overdue ? 'overdue' : one.due === '' ? 'undated' : 'open',
  ...(one.due === '' ? {} : { due: one.due }),
  ...(one.since === undefined ? {} : { since: one.since }),
})

/** What falls within the coming year or is past, the earliest first. */
export function duesOf(inventory: Inventory, asOf: string): BoardDue[] {
  const end = addMonths(asOf, 12)
  const found: BoardDue[] = []
  const add = (row: Row, kind: DueKind, what: Text, day: string) => {
    if (day === '' || day > end) return
    const before = addWorkdays(addDays(day, 1), -1)
    found.push({
      network: maskId(nameOf(row)),
      kind,
      what: masked(what),
      day,
      workday: before.day,
      provisional: before.provisional,
    })
  }
  for (const row of inventory.networks) {
    const retired = dayIn(row, 'retiredOn')
    if (retired !== '' && retired <= asOf) continue
    add(row, 'certificate', DUES.certificate, dayIn(row, 'certificateUntil'))
    const last = rowsOf(row, 'assessments')
      .filter((a) => a['kind'] === 'mlps')
      .map((a) => dayIn(a, 'on'))
      .filter((d) => d !== '' && d <= asOf)
      .sort()
      .at(-1)
    if (last !== undefined && (levelOf(row) ?? 0) >= 3) add(row, 'assessment', DUES.assessment, addMonths(last, 12))
    if (last !== undefined && levelOf(row) === 4) add(row, 'assessment', DUES.halfYear, addMonths(last, 6))
    for (const plan of rowsOf(row, 'plans')) {
      const kind = labelOf({ choices: PLAN_KINDS }, String(plan['kind'] ?? ''))
      const what = typeof plan['title'] === 'string' ? same(plan['title']) : (kind ?? same(String(plan['id'])))
      if (dayIn(plan, 'doneOn') === '') add(row, 'plan', what, dayIn(plan, 'dueOn'))
    }
    for (const finding of rowsOf(row, 'findings')) {
      const what = String(finding['title'] ?? finding['reference'] ?? finding['id'])
      if (dayIn(finding, 'fixedOn') === '') add(row, 'correction', { zh: what, en: what }, dayIn(finding, 'dueOn'))
    }
  }
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}
