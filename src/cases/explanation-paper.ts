import type { Block, Paper } from '../judge/paper.ts'
import { fill, list, same, type Text } from '../law/text.ts'
import { diagramOf } from './diagram.ts'
import { basisTable, type Citations } from './documents/basis.ts'
import type { Explanation, NextStep, ToldStep } from './explanation.ts'
import type { Folded } from './fold.ts'
import type { Missing, Why } from './gate.ts'
import { askedText, caseName, citedText, longDay, termText } from './texts.ts'

/** The explanation of a case, to print: whoever knows the instruments can follow it. */

const T = {
  title: { zh: '案件说明：{case}', en: 'The Case Explained: {case}' },
  state: { zh: '当前状态', en: 'State' },
  on: { zh: '时间点', en: 'As of' },
  picture: { zh: '程序图', en: 'The procedure' },
  caption: {
    zh: '圆角为状态（绿边已经过，绿底为当前），方框为步骤（绿边已办，红边被拒绝）；↻ 为不改变状态的步骤。条件见“接下来”和依据表。',
    en: 'Rounded: states (green edge passed, green ground now). Boxes: steps (green edge taken, red edge refused). ↻: steps that leave the state as it is. Conditions stand below.',
  },
  done: { zh: '已经办理', en: 'What was done' },
  refused: { zh: '被拒绝的步骤', en: 'What was refused, and why' },
  due: { zh: '期限', en: 'Time limits' },
  ready: { zh: '接下来可以采取', en: 'What may follow today' },
  blocked: { zh: '尚不能采取', en: 'What may not follow yet' },
  notes: { zh: '须知', en: 'To know' },
  basis: { zh: '依据和要旨', en: 'Provisions' },
  none: { zh: '无', en: 'none' },
  day: { zh: '日期', en: 'Day' },
  step: { zh: '步骤', en: 'Step' },
  who: { zh: '谁', en: 'Who' },
  says: { zh: '内容', en: 'What it says' },
  outcome: { zh: '结果', en: 'Outcome' },
  lacking: { zh: '缺少的条件', en: 'What was missing' },
  term: { zh: '期限', en: 'Term' },
  status: { zh: '状况', en: 'Standing' },
  states: { zh: '须写明', en: 'It must state' },
  days: { zh: '最早／最晚', en: 'Earliest / last' },
  before: { zh: '先要', en: 'First' },
  last: { zh: '最晚', en: 'by' },
  first: { zh: '最早', en: 'from' },
  early: { zh: '最早可在{day}', en: 'not before {day}' },
  since: { zh: '自{day}起逾期{n}日', en: 'late since {day}, {n} days' },
  late: { zh: '自{day}起已过时', en: 'too late since {day}' },
  unknown: { zh: '（案内没有显示）', en: ' (not shown)' },
  recorded: { zh: '原记录为“{outcome}”', en: 'was recorded as “{outcome}”' },
  judged: { zh: '事后判断，与规定不符或者未显示：', en: 'judged afterwards, not as asked or not shown: ' },
  foot: {
    zh: '规矩（guiju）按案件记录逐步重新判断后生成；是自查结论，非主管部门认定。要旨为自行概括，以原文为准',
    en: 'Made by Guiju from the record, each step judged anew. A self-check, no finding of an authority; gists are our own words and the text decides',
  },
} as const satisfies Readonly<Record<string, Text>>

export const OUTCOME_WORDS: Readonly<Record<ToldStep['outcome'], Text>> = {
  done: { zh: '准许', en: 'allowed' },
  late: { zh: '准许，逾期', en: 'allowed, late' },
  refused: { zh: '拒绝', en: 'refused' },
  observed: { zh: '已观察', en: 'observed' },
}
export const DUE_WORDS: Readonly<Record<Explanation['due'][number]['status'], Text>> = {
  running: { zh: '未到期', en: 'running' },
  overdue: { zh: '逾期', en: 'overdue' },
  met: { zh: '按时', en: 'met' },
  late: { zh: '迟延', en: 'late' },
  'no-limit': { zh: '期限不能确定', en: 'no limit that can be told' },
}

const rows = (texts: readonly Text[]): Text => list(texts, same('\n'))
const after = (text: Text, more: string): Text => ({ zh: `${text.zh}${more}`, en: `${text.en} ${more}`.trimEnd() })

/** What is missing, with its provision, and whether the case shows it. */
export const missingText = (missing: Missing): Text =>
  missing.unknown ? list([askedText(missing), T.unknown], same('')) : askedText(missing)

const HEADING = (text: Text): Block => ({ kind: 'heading', text })
const NONE: Block = { kind: 'paragraph', text: T.none }
const orNone = (list: readonly unknown[], block: Block): Block => (list.length > 0 ? block : NONE)

export function explanationPaper(told: Explanation, folded: Folded, citations: Citations): Paper {
  const { procedure } = folded
  const ready = told.next.filter((n) => n.ready)
  const blocked = told.next.filter((n) => !n.ready)
  return {
    kind: 'file',
    title: fill(T.title, { case: caseName(folded.facts, procedure) }),
    body: [
      {
        kind: 'facts',
        rows: [{ label: T.on, value: longDay(told.asOf) }, { label: T.state, value: told.state.title }, ...told.facts],
      },
      HEADING(T.done),
      orNone(told.done, {
        kind: 'table',
        head: [T.day, T.step, T.who, T.says, T.outcome],
        widths: [16, 21, 11, 36, 16],
        rows: told.done.map((s) => [
          same(s.day),
          rows([after(s.title, `(${s.id})`), same(s.cites)]),
          s.who,
          rows(
            s.erased
              ? [s.erased]
              : s.says.map(({ label, value }) => ({ zh: `${label.zh}：${value.zh}`, en: `${label.en}: ${value.en}` })),
          ),
          outcomeText(s),
        ]),
      }),
      HEADING(T.refused),
      orNone(told.refused, {
        kind: 'table',
        head: [T.day, T.step, T.who, T.lacking],
        widths: [16, 21, 11, 52],
        rows: told.refused.map((s) => [
          same(s.day),
          rows([after(s.title, `(${s.id})`), same(s.cites)]),
          s.who,
          whyText(s),
        ]),
      }),
      HEADING(T.due),
      orNone(told.due, {
        kind: 'table',
        head: [T.term, T.who, T.status],
        widths: [62, 18, 20],
        rows: told.due.map((d) => [
          d.due === undefined ? after(d.title, `[${d.citation}]`) : after(termText(d), `[${d.citation}]`),
          procedure.roles[d.who]!.title,
          rows([
            DUE_WORDS[d.status],
            ...(d.doneOn ? [longDay(d.doneOn)] : []),
            ...(d.days ? [{ zh: `${d.days}日`, en: `${d.days} days` }] : []),
          ]),
        ]),
      }),
      HEADING(T.ready),
      orNone(ready, {
        kind: 'table',
        head: [T.step, T.who, T.states, T.days],
        widths: [23, 13, 48, 16],
        rows: ready.map((n) => [
          rows([n.title, same(n.cites)]),
          n.who,
          rows(n.says.map(missingText)),
          n.latest ? citedText(dayAfter(T.last, n.latest.day), n.latest.cites) : same('—'),
        ]),
      }),
      HEADING(T.blocked),
      orNone(blocked, {
        kind: 'table',
        head: [T.step, T.who, T.before, T.days],
        widths: [23, 13, 48, 16],
        rows: blocked.map((n) => [
          rows([n.title, same(n.cites)]),
          n.who,
          rows([
            ...n.before.map(missingText),
            ...(n.closed ? [citedText(fill(T.late, { day: longDay(n.closed.day) }), n.closed.cites)] : []),
          ]),
          earliestText(n),
        ]),
      }),
      HEADING(T.picture),
      { kind: 'diagram', diagram: diagramOf(procedure, folded), caption: T.caption },
      HEADING(T.notes),
      orNone(told.notes, { kind: 'list', items: told.notes }),
    ],
    annex: [HEADING(T.basis), basisTable(told.citations, citations, told.asOf)],
    foot: T.foot,
  }
}

function outcomeText(step: ToldStep): Text {
  return rows([
    OUTCOME_WORDS[step.outcome],
    ...step.late.map((l) => fill(T.since, { day: longDay(l.since), n: l.days })),
    ...(step.outcome === 'observed' && (step.missing.length > 0 || step.tooEarlyUntil || step.tooLateSince)
      ? [rows([T.judged, whyText(step)])]
      : []),
    ...(step.recorded ? [fill(T.recorded, { outcome: OUTCOME_WORDS[step.recorded] })] : []),
  ])
}

/** Why a step was refused: what is missing, too early until, too late since. */
export const whyText = (step: Why): Text =>
  rows([
    ...step.missing.map(missingText),
    ...(step.tooEarlyUntil ? [fill(T.early, { day: longDay(step.tooEarlyUntil) })] : []),
    ...(step.tooLateSince && step.late.length === 0 ? [fill(T.late, { day: longDay(step.tooLateSince) })] : []),
  ])

const earliestText = (n: NextStep): Text => (n.earliest ? dayAfter(T.first, n.earliest) : same('—'))

function dayAfter(word: Text, day: string): Text {
  const { zh, en } = longDay(day)
  return { zh: `${word.zh}${zh}`, en: `${word.en} ${en}` }
}

export { T as EXPLAIN_WORDS }
