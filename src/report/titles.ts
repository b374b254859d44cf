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
  '5g-2020': {
    title: {
      zh: '工业和信息化部关于推动5G加快发展的通知',
      en: 'Notice of the MIIT on Promoting the Faster Development of 5G',
    },
    short: { zh: '5G加快发展通知', en: '5G Notice' },
  },
  'credit-internet-draft': {
    title: {
      zh: '互联网信息服务严重失信主体信用信息管理办法(征求意见稿)',
      en: 'Measures for Credit Information of Gravely Untrustworthy Subjects in Internet Information Services (Draft for Comment)',
    },
    short: { zh: '网络严重失信主体办法征求意见稿', en: 'Internet Credit Draft' },
  },
  'csl-implementation-2017': {
    title: {
      zh: '全国人民代表大会常务委员会执法检查组关于检查《中华人民共和国网络安全法》、《全国人民代表大会常务委员会关于加强网络信息保护的决定》实施情况的报告',
      en: 'Report of the NPC Standing Committee Inspection Group on the Implementation of the Cybersecurity Law and of the Decision on Strengthening Network Information Protection',
    },
    short: { zh: '“一法一决定”执法检查报告', en: 'Cybersecurity Law Inspection Report' },
  },
  'cyber-speech-2018': {
    title: {
      zh: '敏锐抓住信息化发展历史机遇 自主创新推进网络强国建设',
      en: 'Seizing the Historic Chance of Informatisation, Building a Cyber Power by Independent Innovation (Report of the Speech at the National Conference)',
    },
    short: { zh: '全国网信工作会议讲话报道', en: 'Cybersecurity Conference Speech' },
  },
  'data-security-standards-2020-draft': {
    title: {
      zh: '网络数据安全标准体系建设指南(征求意见稿)',
      en: 'Guide to Building the System of Network Data Security Standards (Draft for Comment)',
    },
    short: { zh: '网络数据安全标准指南征求意见稿', en: 'Data Security Standards Draft' },
  },
  'digital-silk-road-2017': {
    title: {
      zh: '“一带一路”数字经济国际合作倡议',
      en: 'Initiative on Belt and Road Digital Economy International Cooperation',
    },
    short: { zh: '数字丝绸之路倡议', en: 'Digital Silk Road Initiative' },
  },
  'inspection-2018-draft': {
    title: {
      zh: '公安机关互联网安全监督检查规定(征求意见稿)',
      en: 'Provisions on Internet Security Supervision and Inspection by Public Security Organs (Draft for Comment)',
    },
    short: { zh: '互联网安全监督检查规定征求意见稿', en: 'Internet Security Inspection Draft' },
  },
  'microblog-2018': {
    title: { zh: '微博客信息服务管理规定', en: 'Provisions on the Administration of Microblog Information Services' },
    short: { zh: '微博客规定', en: 'Microblog Provisions' },
  },
  'pipl-expert-draft': {
    title: { zh: '个人信息保护法(专家建议稿)', en: 'Personal Information Protection Law (Expert Proposal)' },
    short: { zh: '个人信息保护法专家建议稿', en: 'PIPL Expert Draft' },
  },
  'rule-of-law-society-2020': {
    title: {
      zh: '法治社会建设实施纲要(2020-2025年)',
      en: 'Implementation Outline for Building a Rule of Law Society (2020–2025)',
    },
    short: { zh: '法治社会建设纲要', en: 'Rule of Law Society Outline' },
  },
}
