import { creditCaseProcedure } from '../../src/cases/procedures/credit-case.ts'
import type { PlainFacts } from '../../src/facts/read.ts'
import type { Plain } from './support.ts'

/** A lawful credit case, step by step; tests change one thing at a time. */
export const procedure = creditCaseProcedure
export const FIRM: PlainFacts = { side: 'authority', subject: '某公司', kind: 'organisation', region: '33' }
export const PERSON: PlainFacts = { ...FIRM, subject: '张某', kind: 'person' }

const ITEM = {
  title: '行政处罚信息',
  basis: '某条例第十条',
  basisKind: 'regulation',
  share: true,
  scope: 'national',
  collector: '市场监管部门',
  publish: true,
}
export const CATALOGUE = {
  id: 'cat',
  edition: '全国公共信用信息基础目录（2022年版）',
  level: 'national',
  from: '2022-01-01',
  items: [
    { ...ITEM, code: 'C1' },
    { ...ITEM, code: 'C2', scope: 'region', publish: false },
    { ...ITEM, code: 'C3', share: false },
  ],
}
const ENTRY = { title: '限制参加政府采购', basis: '某法第二十条', basisKind: 'law', listedOnly: false, least: 'minor' }
export const MEASURES = {
  id: 'list',
  edition: '全国失信惩戒措施基础清单（2022年版）',
  level: 'national',
  from: '2022-01-01',
  entries: [
    { ...ENTRY, code: 'M1' },
    { ...ENTRY, code: 'M2', listedOnly: true, least: 'grave' },
    { ...ENTRY, code: 'M3', least: 'grave' },
  ],
}
export const STANDARD = {
  id: 'std',
  domain: '食品安全',
  domainBasis: '某法第三十条',
  domainBasisKind: 'law',
  conduct: 'health-and-safety',
  level: 'national',
  form: 'administrative-regulation',
  commentFrom: '2021-03-01',
  commentUntil: '2021-03-31',
  onCreditChina: true,
  onRegulatorSite: true,
  removalConditions: '履行义务满一年',
  removalProcedure: '申请、核查、决定',
  remedies: '行政复议、行政诉讼',
  thirdPartyEvaluation: true,
  adoptedOn: '2021-06-01',
}
export const DETERMINE = {
  id: 'det',
  act: '拒不履行处罚决定',
  document: 'penalty',
  number: '某市监罚〔2025〕1号',
  documentOn: '2025-01-10',
  effective: true,
  penaltyNotice: true,
  grade: 'grave',
}
export const RECORD = { id: 'rec', item: 'C1', kind: 'untrustworthy', determination: 'det', truthful: true }
export const SHOWN = { purposeShown: true, meansShown: true, scopeShown: true, consent: 'given' }
export const NOTICE = {
  id: 'not',
  determination: 'det',
  domain: '食品安全',
  grounds: '拒不履行',
  basis: '某规定第五条',
  rights: '陈述、申辩',
  defenceUntil: '2025-03-10',
}
export const DECISION = {
  id: 'dec',
  determination: 'det',
  notice: 'not',
  domain: '食品安全',
  form: 'in-decision-document',
  level: 'county',
  grounds: '拒不履行',
  basis: '某规定第五条',
  measuresNote: '限制参加政府采购',
  removalConditions: '履行义务满一年',
  removalProcedure: '申请、核查、决定',
  remedies: '行政复议、行政诉讼',
  until: '2026-03-12',
}
export const PUBLISH = {
  id: 'pub',
  item: 'C1',
  determination: 'det',
  what: 'act',
  channel: 'own-site',
  content: '某公司拒不履行处罚决定',
  until: '2026-03-12',
}
export const SHARE = {
  id: 'sha',
  item: 'C1',
  determination: 'det',
  to: '全国平台',
  scope: 'national',
  until: '2026-03-12',
}
export const MEASURE = {
  id: 'mea',
  measure: 'M1',
  determination: 'det',
  citation: '某法第二十条',
  citationKind: 'law',
  proportion: '与情节相当',
  executor: 'organ',
  until: '2026-03-12',
}

export const catalogue: Plain = ['catalogue', '2025-01-02', CATALOGUE]
export const measures: Plain = ['measureList', '2025-01-02', MEASURES]
export const standard: Plain = ['standard', '2025-01-02', STANDARD]
export const determine: Plain = ['determine', '2025-02-01', DETERMINE]
export const record: Plain = ['record', '2025-02-02', RECORD]
export const notice: Plain = ['notice', '2025-02-20', NOTICE]
export const delivery: Plain = ['delivery', '2025-02-21', { of: 'not', method: '直接送达' }]
export const decision: Plain = ['decision', '2025-03-12', DECISION]
export const publish: Plain = ['publish', '2025-03-13', PUBLISH]
export const share: Plain = ['share', '2025-03-13', SHARE]
export const measure: Plain = ['measure', '2025-03-14', MEASURE]
export const objection: Plain = ['objection', '2025-03-01', { id: 'obj', of: 'not', text: '已履行' }]
export const waiver: Plain = ['waiver', '2025-02-25', { of: 'not', written: true }]
export const rejected: Plain = [
  'answer',
  '2025-03-05',
  { id: 'ans', of: 'obj', verified: true, result: 'rejected', reasons: '未履行' },
]
export const dispute: Plain = ['dispute', '2025-04-01', { id: 'dis', determination: 'det', text: '信息有误' }]
export const upheld: Plain = [
  'answer',
  '2025-04-05',
  { id: 'fix', of: 'dis', verified: true, result: 'upheld', reasons: '确有错误' },
]
export const repairRequest: Plain = [
  'repairRequest',
  '2025-06-01',
  { id: 'req', determination: 'det', way: 'rectification', corrected: true, harmRemoved: true },
]
export const REPAIR = { id: 'rep', of: 'req', determination: 'det', result: 'granted', reasons: '已纠正' }
export const repair: Plain = ['repairDecision', '2025-06-10', REPAIR]

/** A case to the end of that step. */
export const known = [catalogue, measures, standard, determine, record]
export const heard = [...known, notice, delivery]
export const listedCase = [...heard, decision]
/** An event with some of its data changed. */
export const but = ([type, at, data]: Plain, change: PlainFacts, on: string = at): Plain => [
  type,
  on,
  { ...data, ...change },
]
