import { exposure } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { all, asOf, not } from '../../facts/terms.ts'
import { rule } from '../../judge/rule.ts'
import { jointInternetLoan } from './joint.ts'

const limit = param('internet-lending.single-partner').for({ region: exposure.bank.region, bank: exposure.bank.bankId })
const within = exposure.loans.sum((l) => l.balance, jointInternetLoan).atMost(limit.of(exposure.bank.netTier1Capital))

const bank = { bankId: 'B1', netTier1Capital: '1000.00' }
const joint = (balance: string | undefined) => ({ internet: true, partnerId: 'P1', partnerAmount: 300, balance })

export default rule({
  id: 'internet-lending-2021#3',
  cites: 'internet-lending-2021#3',
  reads: '不得超过本行一级资本净额的25%',
  inForce: { from: '2021-02-19' },
  title: {
    zh: '与单一合作方（含其关联方）共同出资的本行贷款余额不超过一级资本净额的25%',
    en: 'The bank’s own balance with one partner and its affiliates is at most 25 % of its net tier 1 capital',
  },
  subject: exposure,
  appliesWhen: exposure.loans.some(jointInternetLoan),
  requires: within,
  remedy: {
    zh: '暂停与该合作方（含关联方）新发放共同出资贷款，按整改计划把本行余额压降至一级资本净额的25%以内。',
    en: 'Suspend new joint lending with the partner and its affiliates, and bring the bank’s own balance down to 25 % of net tier 1 capital under the rectification plan.',
  },
  reading: {
    zh: '只计共同出资的互联网贷款中本行出资部分的余额；合作方与其关联方合并计算，没有关联方的单独计算。',
    en: 'Only the bank’s own balance of jointly funded internet loans counts; a partner is taken together with its affiliates, alone where it has none.',
  },
  leads: [
    {
      when: all(not(within), asOf.onOrBefore(param('internet-lending.transition-until'))),
      say: {
        zh: '判断日仍在过渡期内（过渡期截止日未核对原文）：应有整改计划，并在过渡期内整改完毕。',
        en: 'The day judged lies in the transition period (its end not verified against the text): a rectification plan is due, to be completed within it.',
      },
    },
  ],
  examples: [
    { name: 'exactly 25 %', facts: { bank, loans: [joint('100.00'), joint('150.00')] }, expect: 'passed' },
    { name: 'one cent above', facts: { bank, loans: [joint('100.00'), joint('150.01')] }, expect: 'failed' },
    { name: 'one cent below', facts: { bank, loans: [joint('249.99')] }, expect: 'passed' },
    {
      name: 'an offline loan does not count',
      facts: { bank, loans: [joint('250.00'), { ...joint('9.00'), internet: false }] },
      expect: 'passed',
    },
    { name: 'capital not reported', facts: { bank: { bankId: 'B1' }, loans: [joint('1.00')] }, expect: 'cantTell' },
    { name: 'a balance not reported', facts: { bank, loans: [joint('1.00'), joint(undefined)] }, expect: 'cantTell' },
    {
      name: 'a balance not reported, the others above',
      facts: { bank, loans: [joint('250.01'), joint(undefined)] },
      expect: 'failed',
    },
    {
      name: 'loans missing from the ledger',
      facts: { bank, loans: { rows: [joint('1.00')], open: true } },
      expect: 'cantTell',
    },
    {
      name: 'loans missing, the others above',
      facts: { bank, loans: { rows: [joint('250.01')], open: true } },
      expect: 'failed',
    },
    {
      name: 'nothing funded jointly',
      facts: { bank, loans: [{ ...joint('1.00'), internet: false }] },
      expect: 'inapplicable',
    },
  ],
})
