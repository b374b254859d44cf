import { same, type Text } from '../law/text.ts'

/** A provision reference taken apart: `app-pi-2019#3.1` → `app-pi-2019`, `3.1`. */
export interface ProvisionRef {
  readonly instrument: string
  readonly ref: string
}

/** Splits `<instrument>#<ref>`; without `#` the whole is the instrument. */
export function provisionRef(provision: string): ProvisionRef {
  const cut = provision.indexOf('#')
  return cut < 0
    ? { instrument: provision, ref: '' }
    : { instrument: provision.slice(0, cut), ref: provision.slice(cut + 1) }
}

/** Titles as the issuers print them; the English is this project's. */
const TITLES: Readonly<Record<string, Text>> = {
  'app-pi-2019': {
    zh: 'App违法违规收集使用个人信息行为认定方法',
    en: 'Methods for Determining Unlawful Collection and Use of Personal Information by Apps',
  },
  'internet-lending-2021': {
    zh: '中国银保监会办公厅关于进一步规范商业银行互联网贷款业务的通知',
    en: 'Notice on Further Regulating the Internet Lending of Commercial Banks',
  },
  'public-accounts-2020-draft': {
    zh: '互联网用户公众账号信息服务管理规定（修订草案征求意见稿）',
    en: 'Provisions on Public Account Information Services (revision draft for comment)',
  },
  'fan-circle-2021': {
    zh: '关于进一步加强“饭圈”乱象治理的通知',
    en: 'Notice on Further Governing Disorder in Fan Circles',
  },
  'programmes-2021': {
    zh: '国家广播电视总局办公厅关于进一步加强文艺节目及其人员管理的通知',
    en: 'Notice on Further Strengthening the Management of Arts Programmes and Their Staff',
  },
  'mlps-cii-2020': {
    zh: '贯彻落实网络安全等级保护制度和关键信息基础设施安全保护制度的指导意见',
    en: 'Guiding Opinions on Multi-Level Protection and Critical Information Infrastructure Protection',
  },
  'inspection-2018': {
    zh: '公安机关互联网安全监督检查规定',
    en: 'Provisions on Internet Security Supervision and Inspection by Public Security Organs',
  },
  'credit-constraint-2020': {
    zh: '国务院办公厅关于进一步完善失信约束制度构建诚信建设长效机制的指导意见',
    en: 'Guiding Opinions on Improving the System of Constraints on Trust-Breaking',
  },
  'credit-supervision-2019': {
    zh: '国务院办公厅关于加快推进社会信用体系建设构建以信用为基础的新型监管机制的指导意见',
    en: 'Guiding Opinions on a New Supervision Mechanism Based on Credit',
  },
  'pi-proposal-2018': { zh: '个人信息保护倡议书', en: 'Proposal on Personal Information Protection' },
}

/** The six groups of `app-pi-2019`, named in our own words. */
const APP_GROUPS: readonly Text[] = [
  { zh: '规则公开', en: 'Published rules' },
  { zh: '目的、方式、范围', en: 'Purpose, means, scope' },
  { zh: '用户同意', en: 'Consent' },
  { zh: '必要原则', en: 'Necessity' },
  { zh: '向他人提供', en: 'Provision to others' },
  { zh: '删除、更正、投诉', en: 'Deletion, correction, complaints' },
]

/** Title of an instrument; an instrument this table does not know is named by its id. */
export function instrumentTitle(instrument: string): Text {
  return Object.hasOwn(TITLES, instrument) ? (TITLES[instrument] ?? same(instrument)) : same(instrument)
}

/** The official Chinese title of the App methods: the only place where its fourth and fifth characters may stand. */
export const APP_TITLE: string = TITLES['app-pi-2019']?.zh ?? ''

/** A part of an instrument under which determinations are listed together. */
export interface GroupName {
  /** `app-pi-2019/3`, or the instrument id where it has no groups. */
  readonly key: string
  readonly number: string
  readonly title: Text
}

/** The group a provision belongs to: groups 1–6 of `app-pi-2019`, else the instrument itself. */
export function groupOf(provision: string): GroupName {
  const { instrument, ref } = provisionRef(provision)
  if (instrument === 'app-pi-2019') {
    const number = ref.split('.', 1)[0] ?? ''
    const title = /^[1-6]$/.test(number) ? APP_GROUPS[Number(number) - 1] : undefined
    if (title) return { key: `${instrument}/${number}`, number, title }
  }
  return { key: instrument, number: '', title: instrumentTitle(instrument) }
}
