import type { DueItem } from '../cases/due.ts'
import type { Outcome } from '../cases/event.ts'
import type { Step } from '../cases/fold.ts'
import type { Missing, Overdue } from '../cases/gate.ts'
import type { Procedure } from '../cases/procedure.ts'
import type { CaseView } from '../cases/view.ts'
import type { Text } from '../law/text.ts'
import { pick, type ReportLang } from '../report/lang.ts'

const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  done: { zh: '准许', en: 'allowed' },
  late: { zh: '准许，逾期', en: 'allowed, late' },
  refused: { zh: '拒绝', en: 'refused' },
  observed: { zh: '已观察', en: 'observed' },
}
const DUE: Readonly<Record<DueItem['status'], Text>> = {
  running: { zh: '未到期', en: 'running' },
  overdue: { zh: '逾期', en: 'overdue' },
  met: { zh: '按时', en: 'met' },
  late: { zh: '迟延', en: 'late' },
  'no-limit': { zh: '期限不能确定', en: 'no limit that can be told' },
}
const WORDS = {
  state: { zh: '状态', en: 'State' },
  steps: { zh: '步骤', en: 'Steps' },
  due: { zh: '期限', en: 'Due' },
  next: { zh: '可以采取的步骤', en: 'Steps that may follow' },
  ready: { zh: '可以采取', en: 'may be taken' },
  early: { zh: '最早可在', en: 'too early until' },
  since: { zh: '自该日起已逾期', en: 'too late since' },
  days: { zh: '天', en: 'days' },
  notes: { zh: '须知', en: 'Note' },
  unknown: { zh: '未显示', en: 'not shown' },
  recorded: { zh: '原记录为', en: 'was recorded as' },
  judged: { zh: '事后判断，与规定不符或未显示：', en: 'judged afterwards, not as the law asks or not shown:' },
  yours: { zh: '本方', en: 'yours' },
} as const satisfies Readonly<Record<string, Text>>

interface Said {
  readonly missing: readonly Missing[]
  readonly late: readonly Overdue[]
  readonly tooEarlyUntil?: string | null
  readonly tooLateSince?: string | null
}

function reasons(of: Said, lang: ReportLang, indent: string): string[] {
  const word = (key: keyof typeof WORDS) => pick(WORDS[key], lang)
  return [
    ...of.missing.map(
      (m) => `${indent}- ${pick(m.step, lang)} [${m.citation}]${m.unknown ? ` (${word('unknown')})` : ''}`,
    ),
    ...(of.tooEarlyUntil ? [`${indent}${word('early')} ${of.tooEarlyUntil}`] : []),
    ...(of.tooLateSince && of.late.length === 0 ? [`${indent}${word('since')} ${of.tooLateSince}`] : []),
    ...of.late.map(
      (l) => `${indent}! ${pick(l.step, lang)} [${l.citation}] ${word('since')} ${l.since}, ${l.days} ${word('days')}`,
    ),
  ]
}

/** What became of a step that was just proposed. */
export function stepText(step: Step, procedure: Procedure, lang: ReportLang): string {
  const head = `${pick(OUTCOMES[step.outcome], lang)}: ${pick(procedure.events[step.event.type]!.title, lang)} (${step.id}, ${step.day})`
  const found = step.gate
  const judged = step.mode === 'observed' && !found.allowed ? [pick(WORDS.judged, lang)] : []
  const caution = found.caution ? [`  ${pick(found.caution, lang)}`] : []
  return `${[head, ...judged, ...reasons(found, lang, '  '), ...caution].join('\n')}\n`
}

/** A case as one side reads it. */
export function viewText(view: CaseView, procedure: Procedure, lang: ReportLang): string {
  const word = (key: keyof typeof WORDS) => pick(WORDS[key], lang)
  const lines = [
    `${pick(view.title, lang)} · ${pick(procedure.sides[view.side]!, lang)} · ${view.asOf}`,
    `${word('state')}: ${pick(view.state.title, lang)}`,
    '',
    word('steps'),
    ...view.steps.flatMap((s) => [
      `  ${s.day}  ${s.id.padEnd(5)} ${pick(s.title, lang)} · ${s.by} · ${pick(OUTCOMES[s.outcome], lang)}${s.recorded ? ` (${word('recorded')} ${pick(OUTCOMES[s.recorded], lang)})` : ''}`,
      ...reasons(s, lang, '      '),
    ]),
    '',
    word('due'),
    ...view.due.flatMap((d) => dueLines(d, procedure, lang)),
    '',
    word('next'),
    ...view.next.flatMap((n) => [
      `  ${n.type.padEnd(18)} ${pick(n.title, lang)}${n.missing.length === 0 && n.tooEarlyUntil === null ? ` · ${word('ready')}` : ''}`,
      ...reasons({ ...n, late: [] }, lang, '      '),
    ]),
    ...(view.notes.length === 0 ? [] : ['', word('notes'), ...view.notes.map((n) => `  ${pick(n, lang)}`)]),
  ]
  return `${lines.join('\n')}\n`
}

function dueLines(item: CaseView['due'][number], procedure: Procedure, lang: ReportLang): string[] {
  const who = pick(procedure.roles[item.who]!.title, lang)
  const late = item.days === undefined ? '' : ` +${item.days} ${pick(WORDS.days, lang)}`
  const mine = item.yours ? ` · ${pick(WORDS.yours, lang)}` : ''
  const days = [...(item.explained?.skipped ?? []), ...(item.explained?.madeUp ?? [])]
  return [
    `  ${item.due ?? '          '}  ${pick(item.title, lang)} (${item.of}) · ${who}${mine} · ${pick(DUE[item.status], lang)}${late} [${item.citation}]`,
    ...(item.explained?.caution ? [`      ${pick(item.explained.caution, lang)}`] : []),
    ...days.sort((a, b) => (a.day < b.day ? -1 : 1)).map(({ day, why }) => `      ${day} ${pick(why, lang)}`),
  ]
}
