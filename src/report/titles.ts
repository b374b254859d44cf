import type { Text } from '../law/text.ts'

/** How a report names an instrument. */
export interface Titles {
  readonly title: Text
  readonly short: Text
}

/**
 * Titles of the instruments in `law/`, kept here because a report is printed without loading the law;
 * a test compares them with `law/<id>/instrument.json`.
 */
export const TITLES: Readonly<Record<string, Titles>> = {
  'app-pi-2019': {
    title: {
      zh: 'App违法违规收集使用个人信息行为认定方法',
      en: 'Methods for Determining Unlawful Collection and Use of Personal Information by Apps',
    },
    short: { zh: '《认定方法》', en: 'App Determination Methods' },
  },
  'credit-constraint-2020': {
    title: {
      zh: '国务院办公厅关于进一步完善失信约束制度构建诚信建设长效机制的指导意见',
      en: 'Guiding Opinions of the State Council General Office on Further Improving the Constraint of Untrustworthy Acts and Building a Lasting Mechanism for Trust',
    },
    short: { zh: '失信约束指导意见', en: 'Credit Constraint Opinions' },
  },
  'credit-supervision-2019': {
    title: {
      zh: '国务院办公厅关于加快推进社会信用体系建设构建以信用为基础的新型监管机制的指导意见',
      en: 'Guiding Opinions of the State Council General Office on Accelerating the Social Credit System and a New Supervision Mechanism Based on Credit',
    },
    short: { zh: '信用监管指导意见', en: 'Credit Supervision Opinions' },
  },
  'fan-circle-2021': {
    title: {
      zh: '关于进一步加强“饭圈”乱象治理的通知',
      en: 'Notice on Further Strengthening the Governance of Disorder in Fan Circles',
    },
    short: { zh: '“饭圈”治理通知', en: 'Fan Circle Notice' },
  },
  'inspection-2018': {
    title: {
      zh: '公安机关互联网安全监督检查规定',
      en: 'Provisions on Internet Security Supervision and Inspection by Public Security Organs',
    },
    short: { zh: '互联网安全监督检查规定', en: 'Internet Security Inspection Provisions' },
  },
  'internet-lending-2021': {
    title: {
      zh: '中国银保监会办公厅关于进一步规范商业银行互联网贷款业务的通知',
      en: 'Notice of the CBIRC General Office on Further Regulating the Internet Lending of Commercial Banks',
    },
    short: { zh: '互联网贷款24号文', en: 'Internet Lending Notice No. 24' },
  },
  'mlps-cii-2020': {
    title: {
      zh: '贯彻落实网络安全等级保护制度和关键信息基础设施安全保护制度的指导意见',
      en: 'Guiding Opinions on Implementing Multi-Level Protection of Cybersecurity and the Protection of Critical Information Infrastructure',
    },
    short: { zh: '等保和关保指导意见', en: 'MLPS and CII Opinions' },
  },
  'pi-proposal-2018': {
    title: { zh: '个人信息保护倡议书', en: 'Proposal on Personal Information Protection' },
    short: { zh: '个人信息保护倡议', en: 'PI Proposal' },
  },
  'programmes-2021': {
    title: {
      zh: '国家广播电视总局办公厅关于进一步加强文艺节目及其人员管理的通知',
      en: 'Notice of the NRTA General Office on Further Strengthening the Management of Entertainment Programmes and Their Personnel',
    },
    short: { zh: '文艺节目管理通知', en: 'Programmes Notice' },
  },
  'public-accounts-2020-draft': {
    title: {
      zh: '互联网用户公众账号信息服务管理规定(修订草案征求意见稿)',
      en: 'Provisions on the Administration of Public Account Information Services (Revision Draft for Comment)',
    },
    short: { zh: '公众账号规定征求意见稿', en: 'Public Accounts Draft' },
  },
}
