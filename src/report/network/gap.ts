import { GAP_STATES, GAP_WORDS, type GapAnalysis, type GapRow } from '../../judge/gap.ts'
import { CATALOGUE, CLASS_WORDS, REQUIREMENT_CLASSES } from '../../law/catalogue.ts'
import type { Text } from '../../law/text.ts'
import type { Lang } from '../lang.ts'
import { markdownText } from '../markdown-text.ts'
import { workbook } from '../xlsx.ts'
import { CONCLUSION_WORDS as C, classesText, contractsText, reachOf, templateText } from './conclusions.ts'

/** Where one network stands against the baseline. */
export interface GapOf {
  readonly id: string
  readonly name: string
  readonly level: number
  readonly gap: GapAnalysis
  /** Problems of high or critical risk that an assessment found and that are not corrected. */
  readonly high: number
}

/** Something to be corrected, whatever raised it. */
export interface Remediation {
  readonly network: string
  /** Clause or number of the finding. */
  readonly item: string
  readonly what: Text
  readonly state: Text
  readonly owner: string
  readonly due: string
  readonly overdue: boolean
  /** Day found, where known. */
  readonly since?: string
  readonly done?: boolean
}

const T = {
  summary: { zh: '汇总', en: 'Summary' },
  items: { zh: '逐项自查', en: 'Items' },
  todo: { zh: '整改清单', en: 'Remediation' },
  network: { zh: '所属网络', en: 'Network' },
  name: { zh: '网络名称', en: 'Name' },
  level: { zh: '等级', en: 'Level' },
  class: { zh: '类', en: 'Class' },
  all: { zh: '全部', en: 'All' },
  of: { zh: '适用项数', en: 'Applicable' },
  item: { zh: '条款号', en: 'Item' },
  point: { zh: '控制点', en: 'Control point' },
  title: { zh: '要求（规矩自拟标题）', en: 'Requirement (Guiju’s own title)' },
  answer: { zh: '符合情况', en: 'Answer' },
  evidence: { zh: '证据', en: 'Evidence' },
  reason: { zh: '不适用理由', en: 'Reason' },
  owner: { zh: '责任人', en: 'Owner' },
  due: { zh: '整改期限', en: 'Due' },
  overdue: { zh: '逾期', en: 'Overdue' },
  what: { zh: '问题', en: 'What' },
  state: { zh: '状态', en: 'State' },
  yes: { zh: '是', en: 'yes' },
  head: { zh: '等级保护差距分析', en: 'Gap analysis of multi-level protection' },
  note: {
    zh: '自查，不是测评结论；没有证据的不算符合，不适用的不计入分母。',
    en: 'A self-check, no conclusion of an assessor: without evidence nothing is met, and what does not apply is not counted.',
  },
} as const satisfies Record<string, Text>

/** What is not met, partly met or not shown, as work to do. */
export const gapWork = ({ name, gap }: GapOf): Remediation[] =>
  gap.rows.filter(isOpen).map((row) => ({
    network: name,
    item: row.requirement.id,
    what: { zh: `${row.requirement.point}：${row.requirement.title.zh}`, en: row.requirement.title.en },
    state: GAP_WORDS[row.state],
    owner: row.owner ?? '',
    due: row.due ?? '',
    overdue: row.overdue,
  }))

const isOpen = ({ state }: GapRow): boolean => state === 'not' || state === 'partly' || state === 'unproven'

/** The workbook people work in: a summary, every item to fill in, and what is to be corrected. `guiju check` reads it back. */
export function gapWorkbook(all: readonly GapOf[], work: readonly Remediation[], lang: Lang): Uint8Array {
  const w = (key: keyof typeof T) => T[key][lang]
  const states = GAP_STATES.map((s) => GAP_WORDS[s][lang])
  const summary = all.flatMap(({ id, name, level, gap }) => [
    [id, name, level, w('all'), ...GAP_STATES.map((s) => gap.total[s]), gap.total.of, gap.total.overdue],
    ...REQUIREMENT_CLASSES.filter((c) => gap.rows.some((r) => r.requirement.class === c)).map((c) => [
      id,
      name,
      level,
      CLASS_WORDS[c][lang],
      ...GAP_STATES.map((s) => gap.classes[c][s]),
      gap.classes[c].of,
      gap.classes[c].overdue,
    ]),
  ])
  const items = all.flatMap(({ id, gap }) =>
    gap.rows.map((row) => [
      id,
      row.requirement.id,
      CLASS_WORDS[row.requirement.class][lang],
      row.requirement.point,
      row.requirement.title[lang],
      answered(row, lang),
      row.evidence.join('; '),
      row.reason ?? '',
      row.owner ?? '',
      row.due ?? '',
    ]),
  )
  return workbook([
    {
      name: w('items'),
      rows: [
        [
          w('network'),
          w('item'),
          w('class'),
          w('point'),
          w('title'),
          w('answer'),
          w('evidence'),
          w('reason'),
          w('owner'),
          w('due'),
        ],
        ...items,
      ],
      widths: [14, 13, 16, 18, 44, 10, 30, 24, 12, 12],
    },
    {
      name: w('summary'),
      rows: [[w('network'), w('name'), w('level'), w('class'), ...states, w('of'), w('overdue')], ...summary],
      widths: [14, 22, 8, 18, 8, 10, 10, 8, 8, 8, 10, 8],
    },
    {
      name: w('todo'),
      rows: [
        [w('network'), w('item'), w('what'), w('state'), w('owner'), w('due'), w('overdue')],
        ...work
          .filter((one) => !one.done)
          .map((one) => [
            one.network,
            one.item,
            one.what[lang],
            one.state[lang],
            one.owner,
            one.due,
            one.overdue ? w('yes') : '',
          ]),
      ],
      widths: [22, 16, 48, 12, 14, 12, 8],
    },
    {
      name: C.title[lang],
      rows: [
        [w('network'), w('name'), C.template[lang], C.contracts[lang], C.classes[lang], C.says[lang]],
        ...all.flatMap((one) =>
          reachOf(one).map((reach) => [
            one.id,
            one.name,
            templateText(reach.template)[lang],
            contractsText(reach.template),
            classesText(reach)[lang],
            reach.why[lang],
          ]),
        ),
      ],
      widths: [14, 22, 10, 26, 44, 60],
    },
  ])
}

/** What was answered, so that the workbook read back says the same; nothing where nothing was. */
function answered({ answer }: GapRow, lang: Lang): string {
  return answer === undefined ? '' : lang === 'en' ? answer : GAP_WORDS[answer].zh
}

/** Counts by network and class, and what is to be corrected. */
export function gapMarkdown(all: readonly GapOf[], work: readonly Remediation[], lang: Lang): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.map((c) => markdownText(String(c))).join(' | ')} |`
  const lines = [`# ${T.head[lang]}`, '', `> ${T.note[lang]}`, '', `${CATALOGUE.number} ${CATALOGUE.title[lang]}`]
  const states = GAP_STATES.map((s) => GAP_WORDS[s][lang])
  for (const { id, name, level, gap } of all) {
    lines.push('', `## ${markdownText(name)} (${markdownText(id)}, ${T.level[lang]} ${level})`, '')
    lines.push(
      row([T.class[lang], ...states, T.of[lang], T.overdue[lang]]),
      row(['---', ...states.map(() => '---'), '---', '---']),
    )
    for (const c of REQUIREMENT_CLASSES)
      if (gap.rows.some((r) => r.requirement.class === c))
        lines.push(
          row([
            CLASS_WORDS[c][lang],
            ...GAP_STATES.map((s) => gap.classes[c][s]),
            gap.classes[c].of,
            gap.classes[c].overdue,
          ]),
        )
    lines.push(row([T.all[lang], ...GAP_STATES.map((s) => gap.total[s]), gap.total.of, gap.total.overdue]))
  }
  lines.push('', `## ${C.title[lang]}`, '', C.only[lang], '')
  lines.push(
    row([T.network[lang], C.template[lang], C.contracts[lang], C.classes[lang], C.says[lang]]),
    row(Array(5).fill('---')),
    ...all.flatMap((one) =>
      reachOf(one).map((reach) =>
        row([
          one.name,
          templateText(reach.template)[lang],
          contractsText(reach.template),
          classesText(reach)[lang],
          reach.why[lang],
        ]),
      ),
    ),
  )
  const open = work.filter((one) => !one.done)
  if (open.length > 0) {
    lines.push('', `## ${T.todo[lang]}`, '')
    lines.push(
      row([T.network[lang], T.item[lang], T.what[lang], T.state[lang], T.owner[lang], T.due[lang], T.overdue[lang]]),
      row(Array(7).fill('---')),
    )
    for (const one of open)
      lines.push(
        row([
          one.network,
          one.item,
          one.what[lang],
          one.state[lang],
          one.owner,
          one.due,
          one.overdue ? T.yes[lang] : '',
        ]),
      )
  }
  return `${lines.join('\n')}\n`
}
