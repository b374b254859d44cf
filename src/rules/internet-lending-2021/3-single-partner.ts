import { exposure } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { rule } from '../../judge/rule.ts'
import { jointInternetLoan } from './joint.ts'
import { transition } from './transition.ts'

const limit = param('internet-lending.single-partner').for({ region: exposure.bank.region, bank: exposure.bank.bankId })
const joint = exposure.loans.sum((l) => l.balance, jointInternetLoan)

const bank = { bankId: 'B1', netTier1Capital: '1000.00' }
const on = '2023-07-01'
const one = (balance: string | undefined) => ({ internet: true, partnerId: 'P1', partnerAmount: 300, balance })

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
  requires: joint.atMost(limit.of(exposure.bank.netTier1Capital)),
  remedy: {
    zh: '暂停与该合作方（含关联方）新发放共同出资贷款，按整改计划把本行余额压降至一级资本净额的25%以内。',
    en: 'Suspend new joint lending with the partner and its affiliates, and bring the bank’s own balance down to 25 % of net tier 1 capital under the rectification plan.',
  },
  reading: {
    zh: '只计共同出资的互联网贷款中本行出资部分的余额；合作方与其关联方合并计算，没有关联方的单独计算。',
    en: 'Only the bank’s own balance of jointly funded internet loans counts; a partner is taken together with its affiliates, alone where it has none.',
  },
  grace: transition,
  measure: {
    title: { zh: '共同出资互联网贷款的本行余额', en: 'bank’s own balance of internet loans funded jointly' },
    value: joint,
    of: exposure.bank.netTier1Capital,
    limit,
  },
  examples: [
    { name: 'exactly 25 %', facts: { bank, loans: [one('100.00'), one('150.00')] }, on, expect: 'passed' },
    { name: 'one cent above', facts: { bank, loans: [one('100.00'), one('150.01')] }, on, expect: 'failed' },
    {
      name: 'above, on the last day of the transition period',
      facts: { bank, loans: [one('250.01')] },
      on: '2023-06-30',
      expect: 'cantTell',
    },
    { name: 'one cent below', facts: { bank, loans: [one('249.99')] }, on, expect: 'passed' },
    {
      name: 'an offline loan does not count',
      facts: { bank, loans: [one('250.00'), { ...one('9.00'), internet: false }] },
      on,
      expect: 'passed',
    },
    { name: 'capital not reported', facts: { bank: { bankId: 'B1' }, loans: [one('1.00')] }, on, expect: 'cantTell' },
    { name: 'a balance not reported', facts: { bank, loans: [one('1.00'), one(undefined)] }, on, expect: 'cantTell' },
    {
      name: 'a balance not reported, the others above',
      facts: { bank, loans: [one('250.01'), one(undefined)] },
      on,
      expect: 'failed',
    },
    {
      name: 'loans missing from the ledger',
      facts: { bank, loans: { rows: [one('1.00')], open: true } },
      on,
      expect: 'cantTell',
    },
    {
      name: 'loans missing, the others above',
      facts: { bank, loans: { rows: [one('250.01')], open: true } },
      on,
      expect: 'failed',
    },
    {
      name: 'nothing funded jointly',
      facts: { bank, loans: [{ ...one('1.00'), internet: false }] },
      on,
      expect: 'inapplicable',
    },
  ],
})
