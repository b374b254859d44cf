import type { Method } from '../facts/evidence.ts'
import type { SubjectKind } from '../judge/result.ts'
import type { Text } from '../law/text.ts'

/** Every label the reports print. The outcome words state a self-check, never an authority's finding. */
export const WORDS = {
  // outcomes
  failed: { zh: '存在证据', en: 'Evidence found' },
  passed: { zh: '未见问题', en: 'No issue found' },
  cantTell: { zh: '无法判断', en: 'Cannot tell' },
  inapplicable: { zh: '不适用', en: 'Not applicable' },
  untested: { zh: '未检查', en: 'Not tested' },
  failedFull: {
    zh: '存在该行为的证据（自查结论，非主管部门认定）',
    en: 'There is evidence of this act (a self-check, not an authority’s finding)',
  },
  failedDraft: {
    zh: '不符合征求意见稿（自查结论，非主管部门认定）',
    en: 'Does not meet a draft for comment (a self-check, not an authority’s finding)',
  },
  failedReplaced: {
    zh: '不符合已被替代的文本（自查结论，非主管部门认定）',
    en: 'Does not meet a text that has been replaced (a self-check, not an authority’s finding)',
  },
  failedNotYet: {
    zh: '不符合尚未施行的文本（自查结论，非主管部门认定）',
    en: 'Does not meet a text not yet in force (a self-check, not an authority’s finding)',
  },
  passedFull: {
    zh: '就所检查的材料而言，要求已满足，未见问题',
    en: 'On the material examined the requirement is met, no issue found',
  },
  failedDuty: {
    zh: '未达到该项要求，存在该行为的证据（自查结论，非主管部门认定）',
    en: 'The requirement is not met, and there is evidence of this (a self-check, not an authority’s finding)',
  },
  cantTellFull: { zh: '现有材料无法判断', en: 'The material examined does not settle this' },
  inapplicableFull: { zh: '不适用于该对象', en: 'Does not apply to this subject' },
  untestedHuman: { zh: '未检查：须由人判断', en: 'Not tested: a person has to judge this' },
  untestedBoundary: { zh: '未检查：不属于本工具判断的事项', en: 'Not tested: outside what this tool judges' },
  lead: { zh: '线索，待核实', en: 'Lead, to be verified' },

  // law
  statusInForce: { zh: '现行有效', en: 'In force' },
  statusDraft: { zh: '征求意见稿', en: 'Draft for comment' },
  statusReplaced: { zh: '已被替代', en: 'Replaced' },
  statusNotYet: { zh: '尚未施行', en: 'Not yet in force' },
  byReference: { zh: '参照适用', en: 'Applied by reference' },
  textStale: {
    zh: '规则所依文字与导入的官方文本不一致，结论须复核',
    en: 'The imported official text differs from the one this rule was written for: review the result',
  },
  textMatch: { zh: '条文已与导入的官方文本核对一致', en: 'Provision text checked against the imported official text' },
  textUnchecked: { zh: '条文尚未与官方文本核对', en: 'Provision text not yet checked against the official text' },
  staleShort: { zh: '条文不一致', en: 'Text differs' },

  // page
  reportTitle: { zh: '自查报告', en: 'Self-check report' },
  skip: { zh: '跳到逐项结论', en: 'Skip to the determinations' },
  language: { zh: '语言', en: 'Language' },
  subjects: { zh: '检查对象', en: 'Subjects' },
  subject: { zh: '对象', en: 'Subject' },
  version: { zh: '版本', en: 'Version' },
  summary: { zh: '概览', en: 'Summary' },
  overviewPicture: { zh: '逐项结论一览', en: 'All determinations at a glance' },
  determinations: { zh: '逐项结论', en: 'Determinations' },
  ofTotal: { zh: '共 {n} 项', en: '{n} in all' },
  withLeads: { zh: '其中 {n} 项有线索，待核实', en: '{n} of them with leads to be verified' },
  notInForce: {
    zh: '其中 {n} 项所依文本并非现行有效，不计入失败退出码（明确指定该文书时除外）',
    en: '{n} of them under a text not in force: they do not set the exit code unless that instrument was named',
  },
  lawOfDay: { zh: '按 {day} 当日的规定判断', en: 'Judged by the law of {day}' },
  lawOfDaySentence: { zh: '按 {day} 当日的规定判断。', en: 'Judged by the law of {day}.' },
  selfCheck: {
    zh: '本报告是自查结果，不是主管部门的认定。',
    en: 'This is a self-check, not an authority’s finding.',
  },
  dispute: {
    zh: '对任何一项结论都可以举证提出异议：写明条款编号，附上能说明相反事实的材料（日志、界面记录、政策原文），以 --attest 提交后重新检查。',
    en: 'Any finding can be disputed with evidence: name the provision, add material that shows otherwise (logs, screen records, the policy text), submit it with --attest and run the check again.',
  },
  disputeTitle: { zh: '异议', en: 'Disputing a finding' },

  // one determination
  what: { zh: '事项', en: 'What' },
  why: { zh: '判断理由', en: 'Why' },
  fix: { zh: '处理建议', en: 'What to do' },
  evidence: { zh: '证据', en: 'Evidence' },
  leads: { zh: '线索', en: 'Leads' },
  needs: { zh: '怎样才能判断', en: 'What would settle it' },
  provision: { zh: '依据', en: 'Provision' },
  today: { zh: '现行依据', en: 'Today’s authority' },
  rule: { zh: '规则', en: 'Rule' },
  outcome: { zh: '结论', en: 'Outcome' },
  count: { zh: '数量', en: 'Count' },
  fact: { zh: '事实', en: 'Fact' },
  callChain: { zh: '调用链', en: 'Call chain' },
  callChainOf: { zh: '调用链（{n} 步）', en: 'Call chain, {n} steps' },
  guards: { zh: '路径上的条件', en: 'Conditions on the path' },
  artifact: { zh: '文件', en: 'Artifact' },
  locator: { zh: '位置', en: 'Place' },
  entry: { zh: '入口', en: 'Entry' },
  call: { zh: '调用', en: 'Call' },
  showRest: { zh: '再显示 {n} 条', en: 'Show {n} more' },
  clipped: { zh: '……另有 {n} 个字符，见 JSON', en: '… {n} more characters, see the JSON' },
  link: { zh: '本项链接', en: 'Link to this item' },
  noEvidence: { zh: '没有列出证据。', en: 'No evidence is listed.' },
  perEntity: { zh: '逐条记录的结果', en: 'Outcome of each record' },
  decisive: { zh: '起决定作用的条件', en: 'Decisive conditions' },
  samples: { zh: '示例记录', en: 'Sample records' },
  records: { zh: '记录数', en: 'Records' },

  // methods of evidence
  static: { zh: '静态', en: 'Static' },
  dynamic: { zh: '运行', en: 'Runtime' },
  text: { zh: '文本', en: 'Text' },
  table: { zh: '数据表', en: 'Table' },
  attested: { zh: '人工声明', en: 'Attested' },

  // filters
  filters: { zh: '筛选', en: 'Filter' },
  filterOutcome: { zh: '按结论', en: 'By outcome' },
  filterGroup: { zh: '按分组', en: 'By group' },
  allGroups: { zh: '全部分组', en: 'All groups' },
  filterText: { zh: '按文字', en: 'By text' },
  reset: { zh: '清除筛选', en: 'Clear filters' },
  shown: { zh: '显示 {n} / {total} 项', en: '{n} of {total} shown' },
  noneShown: { zh: '没有符合筛选条件的事项。', en: 'Nothing matches the filters.' },
  openAll: { zh: '全部展开', en: 'Open all' },
  closeAll: { zh: '全部收起', en: 'Close all' },
  keys: { zh: 'j / k 上下移动，回车展开，/ 查找', en: 'j / k to move, Enter to open, / to search' },

  // what was not examined, provenance
  limits: { zh: '未检查的内容', en: 'What was not examined' },
  noLimits: { zh: '没有记录检查范围的限制。', en: 'No limits were recorded.' },
  limitsShort: { zh: '未检查 {n} 项内容', en: 'Not examined: {n}' },
  problems: { zh: '未能读取的内容', en: 'What could not be read' },
  problemCode: { zh: '代码', en: 'Code' },
  message: { zh: '说明', en: 'Message' },
  about: { zh: '关于本报告', en: 'About this report' },
  tool: { zh: '工具', en: 'Tool' },
  rules: { zh: '规则与参数', en: 'Rules and parameters' },
  asOf: { zh: '适用日期', en: 'Law of the day' },
  calendarUntil: { zh: '工作日历截至', en: 'Working-day calendar until' },
  inputs: { zh: '检查的文件', en: 'Files examined' },
  bytes: { zh: '字节', en: 'Bytes' },
  schema: { zh: '数据格式', en: 'Data format' },
  instruments: { zh: '所依文书', en: 'Instruments' },
  name: { zh: '名称', en: 'Name' },
  id: { zh: '标识', en: 'Id' },
  backToTop: { zh: '回到顶部', en: 'Back to top' },
} as const satisfies Readonly<Record<string, Text>>

/** What each kind of subject is called. */
export const KIND_NAMES: Readonly<Record<SubjectKind, Text>> = {
  'app.android': { zh: '安卓应用', en: 'Android app' },
  'app.ios': { zh: 'iOS 应用', en: 'iOS app' },
  'app.harmony': { zh: '鸿蒙应用', en: 'HarmonyOS app' },
  'app.mini-program': { zh: '小程序', en: 'Mini program' },
  'app.web': { zh: '网站', en: 'Website' },
  'loan-book': { zh: '贷款台账', en: 'Loan book' },
  'account-register': { zh: '公众账号登记', en: 'Account register' },
  product: { zh: '产品', en: 'Product' },
  programme: { zh: '节目', en: 'Programme' },
  network: { zh: '网络', en: 'Network' },
  organisation: { zh: '组织', en: 'Organisation' },
  'credit-case': { zh: '信用案件', en: 'Credit case' },
  inspection: { zh: '监督检查', en: 'Inspection' },
}

/** How a piece of evidence was obtained. */
export const METHOD_NAMES: Readonly<Record<Method, Text>> = {
  static: WORDS.static,
  dynamic: WORDS.dynamic,
  text: WORDS.text,
  table: WORDS.table,
  attested: WORDS.attested,
}
