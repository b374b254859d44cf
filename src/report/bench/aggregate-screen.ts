import type { SubjectKind } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import type { Aggregate } from '../aggregate/aggregate.ts'

/** Words of the screen that compiles many results into one report. */
export const AGGREGATE_WORDS = {
  short: { zh: '汇总', en: 'Aggregate' },
  title: { zh: '汇总检查报告', en: 'Aggregate report' },
  lead: {
    zh: '把所选对象的结果汇总为一份落实情况检查报告，体例参照2017年“一法一决定”执法检查报告。以本工作区已揭示的抽取作样本依据时，比例附置信区间；没有抽取时只说明被检查的对象。',
    en: 'The results of the chosen subjects as one report on how a text is carried out, in the form of the inspection report of 2017. With a revealed draw of this workspace as the proof of the sample, shares come with intervals; without one they tell of those examined alone.',
  },
  reportTitle: { zh: '报告标题（不填则按规范名称）', en: 'Title (from the instruments where empty)' },
  day: { zh: '截至日期（适用日期不晚于这一天的结果）', en: 'Day (results by the law of that day or before)' },
  draw: { zh: '样本依据：已揭示的抽取', en: 'Proof of the sample: a revealed draw' },
  noDraw: { zh: '不使用抽取', en: 'No draw' },
  subjects: {
    zh: '对象表：编号、地区、类别（XLSX、CSV）',
    en: 'Table on the subjects: id, region, sector (XLSX, CSV)',
  },
  survey: {
    zh: '问卷表：题目、回答、人数、比例、受访人数（XLSX、CSV）',
    en: 'Survey: question, answer, count, share, asked (XLSX, CSV)',
  },
  given: { zh: '已用：{name}', en: 'In use: {name}' },
  drop: { zh: '移除', en: 'Leave out' },
  compile: { zh: '汇总', en: 'Compile' },
  forms: { zh: '整份报告', en: 'The whole report' },
  examined: { zh: '检查的对象', en: 'Subjects examined' },
  period: { zh: '检查期间', en: 'Days judged' },
  kinds: { zh: '类别', en: 'Kinds' },
  regions: { zh: '地区', en: 'Regions' },
  sample: { zh: '样本', en: 'Sample' },
  sampleSays: {
    zh: '抽取“{id}”核对一致：名单 {listed} 个，抽中 {drawn} 个，检查 {examined} 个；抽中未检查 {missing} 个；不在抽取结果中、未计入比例的 {others} 个。',
    en: 'The draw “{id}” verifies: {listed} on its lists, {drawn} drawn, {examined} examined; {missing} drawn and not examined; {others} not of the draw and in no share.',
  },
  corrected: { zh: '再次检查', en: 'Examined again' },
  progress: {
    zh: '{n} 个对象不止一次检查：已改正 {corrected} 项，仍存在 {still} 项，新出现 {newly} 项。',
    en: '{n} subjects were examined more than once: {corrected} findings corrected, {still} still there, {newly} new.',
  },
  most: { zh: '问题最多的条款', en: 'Provisions most broken' },
  mostHint: { zh: '点击数字，查看报告中的对应段落。', en: 'Numbers open the paragraph of the report.' },
  none: { zh: '没有发现问题。', en: 'Nothing was found.' },
  what: { zh: '内容', en: 'What it is about' },
  applies: { zh: '适用', en: 'Applies' },
  found: { zh: '存在问题', en: 'Found' },
  open: { zh: '无法判断', en: 'Cannot be told' },
  share: { zh: '比例', en: 'Share' },
  interval: { zh: '95% 置信区间', en: '95 % interval' },
  surveyTitle: { zh: '问卷', en: 'Survey' },
  surveySays: { zh: '{n} 题，{faults} 处数字不相符。', en: '{n} questions, {faults} figures that do not fit.' },
  tooMany: {
    zh: '对象或结果过多（上限 {most} 个）：请缩小筛选范围，或导出后用 guiju report --aggregate 汇总',
    en: 'too many subjects or results (at most {most}): narrow the filter, or export them and run guiju report --aggregate',
  },
  nothing: { zh: '没有符合条件的结果', en: 'no result fits' },
  tooLarge: {
    zh: '{name} 超过 {most} MB：请拆分，或用 guiju report --aggregate 汇总',
    en: '{name} is larger than {most} MB: split it, or run guiju report --aggregate',
  },
} as const satisfies Readonly<Record<string, Text>>

/** Why compiling was ended before it was done. */
export const AGGREGATE_STOPPED = {
  time: {
    zh: '汇总超过时间上限，已停止：请缩小筛选范围或拆分表格，或导出后用 guiju report --aggregate 汇总',
    en: 'compiling took longer than allowed and was stopped: narrow the filter or split the tables, or export the results and run guiju report --aggregate',
  },
  memory: {
    zh: '汇总超过内存上限，已停止：请缩小筛选范围或拆分表格，或导出后用 guiju report --aggregate 汇总',
    en: 'compiling used more memory than allowed and was stopped: narrow the filter or split the tables, or export the results and run guiju report --aggregate',
  },
  broke: {
    zh: '汇总因内部错误停止：请查看服务日志',
    en: 'compiling was stopped by an internal error: see the log of the server',
  },
} as const satisfies Readonly<Record<string, Text>>

export interface AskedAggregate {
  readonly kind?: string
  readonly q?: string
  readonly outcome?: string
  readonly title?: string
  readonly day?: string
  readonly draw?: string
  readonly subjects?: string
  readonly survey?: string
}

export interface AggregateScreen {
  readonly screen: 'aggregate'
  readonly asked: AskedAggregate
  readonly kinds: readonly SubjectKind[]
  readonly draws: readonly { readonly id: string; readonly name: Text }[]
  /** Names of the tables in use. */
  readonly tables: { readonly subjects: string | null; readonly survey: string | null }
  /** What keeps it from being compiled. */
  readonly problem: Text | null
  readonly compiled:
    | (Pick<Aggregate, 'from' | 'until' | 'kinds' | 'regions' | 'sample' | 'progress' | 'survey' | 'provisions'> & {
        readonly n: number
      })
    | null
}
