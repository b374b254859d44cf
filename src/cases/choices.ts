import { formatDecimal, type Minor } from '../facts/decimal.ts'
import type { Field } from '../facts/entity.ts'
import { maskText } from '../facts/personal.ts'
import type { Scalar } from '../facts/row.ts'
import { placeName } from '../law/place-name.ts'
import { same, type Text } from '../law/text.ts'
import { articleText } from './procedures/inspection-2018.ts'

/** The choices of the fields of all procedures, in words; a name before the choice is that of its field. */
const WORDS: Readonly<Record<string, Text>> = {
  workday: { zh: '工作日', en: 'working days' },
  day: { zh: '日', en: 'days' },
  warning: { zh: '警示提醒', en: 'warning' },
  limit: { zh: '限制功能', en: 'functions limited' },
  suspension: { zh: '暂停信息更新', en: 'suspended' },
  closing: { zh: '关闭注销', en: 'closed' },
  blacklist: { zh: '列入黑名单', en: 'blacklisted' },
  upheld: { zh: '成立', en: 'upheld' },
  partly: { zh: '部分成立', en: 'partly' },
  rejected: { zh: '不成立', en: 'rejected' },
  correction: { zh: '更正个人信息', en: 'correction of personal information' },
  deletion: { zh: '删除个人信息', en: 'deletion of personal information' },
  'account-closing': { zh: '注销账号', en: 'closing of the account' },
  complaint: { zh: '投诉、举报', en: 'complaint' },
  law: { zh: '法律', en: 'law' },
  regulation: { zh: '法规', en: 'regulation' },
  other: { zh: '其他', en: 'other' },
  done: { zh: '已完成', en: 'done' },
  refused: { zh: '不予同意', en: 'refused' },
  person: { zh: '自然人', en: 'natural person' },
  organisation: { zh: '法人或者其他组织', en: 'legal person or other organisation' },
  national: { zh: '全国', en: 'national' },
  local: { zh: '地方', en: 'local' },
  'central-policy': { zh: '党中央、国务院政策文件', en: 'central policy document' },
  organ: { zh: '本机关', en: 'the organ itself' },
  region: { zh: '本地区', en: 'the region' },
  minor: { zh: '轻微', en: 'minor' },
  ordinary: { zh: '一般', en: 'ordinary' },
  grave: { zh: '严重', en: 'grave' },
  'health-and-safety': {
    zh: '严重危害人民群众身体健康和生命安全的行为',
    en: 'grave harm to people’s health and safety',
  },
  'market-and-social-order': {
    zh: '严重破坏市场公平竞争秩序和社会正常秩序的行为',
    en: 'grave harm to fair competition or social order',
  },
  'refusing-legal-obligations': { zh: '拒不履行法定义务的行为', en: 'refusal of legal obligations' },
  'national-defence': { zh: '拒不履行国防义务的行为', en: 'refusal of defence obligations' },
  'administrative-regulation': { zh: '行政法规', en: 'administrative regulation' },
  'departmental-rule': { zh: '部门规章', en: 'departmental rule' },
  'local-regulation': { zh: '地方性法规', en: 'local regulation' },
  behaviour: { zh: '信用行为信息', en: 'information on behaviour' },
  untrustworthy: { zh: '失信信息', en: 'information on an untrustworthy act' },
  given: { zh: '本人同意', en: 'given' },
  none: { zh: '无', en: 'none' },
  forced: { zh: '强制授权', en: 'forced' },
  'once-for-life': { zh: '一次授权终身使用', en: 'once for life' },
  judgment: { zh: '生效裁判文书', en: 'effective judgment or ruling' },
  arbitral: { zh: '仲裁文书', en: 'arbitral document' },
  penalty: { zh: '行政处罚决定书', en: 'decision on an administrative penalty' },
  adjudication: { zh: '行政裁决文书', en: 'administrative adjudication' },
  'accepted-by-law': { zh: '法律、法规、中央政策文件规定可作依据的文书', en: 'document accepted by law' },
  'in-decision-document': { zh: '载于相应的行政决定文书', en: 'in the administrative decision document' },
  separate: { zh: '单独制作决定文书', en: 'a separate document' },
  township: { zh: '乡镇级', en: 'township' },
  county: { zh: '县级', en: 'county' },
  prefecture: { zh: '设区的市级', en: 'prefecture' },
  province: { zh: '省级', en: 'province' },
  act: { zh: '失信行为信息', en: 'the untrustworthy act' },
  listing: { zh: '严重失信主体名单信息', en: 'the listing' },
  'own-site': { zh: '认定部门网站', en: 'site of the determining body' },
  'government-site': { zh: '本级人民政府网站', en: 'site of its government' },
  'designated-site': { zh: '指定网站', en: 'designated site' },
  'credit-china': { zh: '“信用中国”网站', en: 'Credit China' },
  'state-council-decision': { zh: '国务院决定', en: 'State Council decision' },
  'state-council-order': { zh: '国务院命令', en: 'State Council order' },
  consent: { zh: '本人同意', en: 'consent of the person' },
  policy: { zh: '政策文件', en: 'policy document' },
  bank: { zh: '金融机构', en: 'bank' },
  'credit-agency': { zh: '信用服务机构', en: 'credit agency' },
  association: { zh: '行业协会商会', en: 'association' },
  media: { zh: '新闻媒体', en: 'media' },
  corrected: { zh: '更正', en: 'corrected' },
  withdrawn: { zh: '撤销', en: 'withdrawn' },
  commitment: { zh: '作出信用承诺', en: 'commitment' },
  rectification: { zh: '完成信用整改', en: 'rectification' },
  inspection: { zh: '通过信用核查', en: 'inspection' },
  training: { zh: '接受专题培训', en: 'training' },
  report: { zh: '提交信用报告', en: 'credit report' },
  'public-interest': { zh: '参加公益慈善活动', en: 'public-interest work' },
  granted: { zh: '准予修复', en: 'granted' },
  'repairDecision.result.refused': { zh: '不予修复', en: 'refused' },
  'not-corrected': { zh: '未纠正失信行为', en: 'the act was not corrected' },
  'harm-not-removed': { zh: '未消除不良影响', en: 'its harm was not removed' },
  'excluded-by-law': {
    zh: '法律、法规或者党中央、国务院政策文件明确规定不可修复',
    en: 'repair is excluded by law, regulation or central policy',
  },
  removed: { zh: '移出名单', en: 'removed from the list' },
  ended: { zh: '终止共享公开', en: 'sharing and publication ended' },
  marked: { zh: '标注', en: 'marked' },
  shielded: { zh: '屏蔽', en: 'shielded' },
  deleted: { zh: '删除', en: 'deleted' },
  repair: { zh: '信用修复', en: 'repair' },
  expiry: { zh: '期限届满', en: 'expiry' },
  error: { zh: '信息有误', en: 'error' },
  revoked: { zh: '所据文书被撤销', en: 'the document was revoked' },
  handled: { zh: '即时办理', en: 'handled at once' },
  'accepted-first': { zh: '先行受理', en: 'accepted first' },
  'put-off': { zh: '暂缓', en: 'put off' },
  good: { zh: '信用较好', en: 'good credit' },
  'high-risk': { zh: '风险较高', en: 'high risk' },
  prompting: { zh: '提示约谈', en: 'prompting talk' },
  'talk.kind.warning': { zh: '警示约谈', en: 'warning talk' },
  enforcement: { zh: '行政强制', en: 'enforcement' },
  confirmation: { zh: '行政确认', en: 'confirmation' },
  levy: { zh: '行政征收', en: 'levy' },
  payment: { zh: '行政给付', en: 'payment' },
  'disclosure.kind.adjudication': { zh: '行政裁决', en: 'adjudication' },
  'disclosure.kind.inspection': { zh: '行政监督检查', en: 'inspection' },
  compensation: { zh: '行政补偿', en: 'compensation' },
  reward: { zh: '行政奖励', en: 'reward' },
  failed: { zh: '存在证据', en: 'evidence shown' },
  passed: { zh: '未见问题', en: 'nothing found' },
  cantTell: { zh: '无法判断', en: 'cannot tell' },
  inapplicable: { zh: '不适用', en: 'not applicable' },
  untested: { zh: '未检查', en: 'not examined' },
  confirmed: { zh: '维持', en: 'confirmed' },
  station: { zh: '派出所', en: 'police station' },
  ministry: { zh: '公安部', en: 'ministry' },
  'network-security': { zh: '网络安全保卫部门', en: 'network security department' },
  'use.purpose.network-security': { zh: '维护网络安全', en: 'keeping networks secure' },
  vulnerabilities: { zh: '是否存在网络安全漏洞', en: 'whether there are vulnerabilities' },
  'on-site': { zh: '现场监督检查', en: 'on-site inspection' },
  remote: { zh: '远程检测', en: 'remote testing' },
  regulator: { zh: '监管部门', en: 'the regulator' },
  store: { zh: '应用商店', en: 'the store' },
  accepted: { zh: '认可整改', en: 'accepted' },
  'more-to-do': { zh: '仍需整改', en: 'more to do' },
  'answer.result.refused': { zh: '不予办理', en: 'refused' },
}

/** A choice in words. `field` is the name of the field with its event before it. */
export function choiceText(choice: string, field = ''): Text {
  if (choice.includes('/')) return articleText(choice)
  if (choice.startsWith('art')) return placeName(choice, 'articles') ?? same(choice)
  return WORDS[`${field}.${choice}`] ?? WORDS[choice] ?? same(choice)
}

export const hasWords = (choice: string): boolean =>
  choice.includes('/') || choice.startsWith('art') || WORDS[choice] !== undefined

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `2026年9月7日`, `7 September 2026`. */
export function longDay(day: string): Text {
  const [year, month, date] = day.split('-').map(Number)
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${MONTHS[month! - 1]} ${year}` }
}

/** A value as a document prints it, what is personal in it masked. */
export function valueText(field: Field, value: Scalar, name = ''): Text {
  switch (field.type) {
    case 'boolean':
      return value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
    case 'date':
      return longDay(String(value))
    case 'decimal':
      return same(formatDecimal(value as Minor, field.scale ?? 0))
    case 'text':
      return field.choices ? choiceText(String(value), name) : same(maskText(String(value)))
    default:
      return field.type satisfies never
  }
}
