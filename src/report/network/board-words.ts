import type { DueKind, LifeStep, WorkColumn } from '../../judge/board.ts'
import type { Text } from '../../law/text.ts'

export const STEP_WORDS: Readonly<Record<LifeStep, Text>> = {
  graded: { zh: '定级', en: 'graded' },
  designed: { zh: '规划设计', en: 'designed' },
  live: { zh: '投入运行', en: 'live' },
  filed: { zh: '备案', en: 'filed' },
  assessed: { zh: '测评', en: 'assessed' },
  corrected: { zh: '整改', en: 'corrected' },
  retired: { zh: '停用', en: 'retired' },
}

export const DUE_WORDS: Readonly<Record<DueKind, Text>> = {
  certificate: { zh: '证明到期', en: 'certificate ends' },
  assessment: { zh: '等级测评', en: 'assessment' },
  plan: { zh: '计划', en: 'plan' },
  correction: { zh: '整改', en: 'correction' },
}
/** A sign beside the colour, so that no kind is told by colour alone. */
export const DUE_MARKS: Readonly<Record<DueKind, string>> = {
  certificate: '◆',
  assessment: '●',
  plan: '■',
  correction: '▲',
}

export const COLUMN_WORDS: Readonly<Record<WorkColumn, Text>> = {
  overdue: { zh: '逾期', en: 'Overdue' },
  open: { zh: '待整改', en: 'To do' },
  undated: { zh: '未定期限', en: 'No due day' },
  done: { zh: '已完成', en: 'Done' },
}

export const BOARD_WORDS = {
  title: { zh: '网络安全等级保护看板', en: 'Board of multi-level protection' },
  self: {
    zh: '自查，不是主管部门或者测评机构的结论。点击图中的数字查看对应的数据行。',
    en: 'A self-check, no conclusion of an authority or an assessor. Each figure leads to its rows.',
  },
  grading: { zh: '定级矩阵（GB/T 22240-2020）', en: 'Grading matrices (GB/T 22240-2020)' },
  maximum: { zh: '取较高者', en: 'The higher of both' },
  proposed: { zh: '推算', en: 'answers lead to' },
  decided: { zh: '运营者确定', en: 'operator decided' },
  notGraded: { zh: '未作答', en: 'not answered' },
  differs: { zh: '不一致，请复核', en: 'differ: check again' },
  life: { zh: '生命周期', en: 'Life cycle' },
  reached: { zh: '{n}/{of}个网络', en: '{n} of {of} networks' },
  year: { zh: '未来一年的到期日', en: 'What falls due within a year' },
  before: { zh: '此前', en: 'before' },
  lanes: { zh: '逐个网络', en: 'By network' },
  radar: { zh: '十类要求的符合情况', en: 'How the ten classes are met' },
  all: { zh: '全部网络', en: 'All networks' },
  heat: { zh: '网络×类别（符合项/适用项）', en: 'Networks by classes (met of those that apply)' },
  noAnswers: { zh: '没有逐项自查记录', en: 'No item of the baseline was answered' },
  kanban: { zh: '整改看板', en: 'Remediation' },
  ages: { zh: '未完成项距发现日的天数', en: 'Days since found, of what is not done' },
  ageFrom: { zh: '{n}天以上', en: '{n} days or more' },
  ageUnknown: { zh: '发现日未填', en: 'day found not given' },
  days: { zh: '{n}天', en: '{n} days' },
  network: { zh: '网络', en: 'Network' },
  level: { zh: '等级', en: 'Level' },
  what: { zh: '事项', en: 'What' },
  item: { zh: '条款或者编号', en: 'Clause or number' },
  state: { zh: '状态', en: 'State' },
  due: { zh: '到期日', en: 'Due' },
  since: { zh: '发现日', en: 'Found' },
  workday: { zh: '最后工作日', en: 'Last working day' },
  provisional: { zh: '（暂定，该年放假安排未公布）', en: ' (provisional: holidays of that year not announced)' },
  rows: { zh: '数据行', en: 'Rows' },
  more: { zh: '另有{n}项，见 JSON', en: '{n} more in the JSON' },
  moreRows: { zh: '另有{n}项，见数据行', en: '{n} more in the rows' },
  networks: { zh: '逐个网络的结论', en: 'Determinations by network' },
  networksLead: {
    zh: '网络较多，这里列出每个网络的计数、不符合项及其证据；其余结论见 JSON。',
    en: 'There are many networks: each is listed with its counts, and what it fails with the evidence; the rest stands in the JSON.',
  },
  evidence: { zh: '证据', en: 'evidence' },
} as const satisfies Record<string, Text>
