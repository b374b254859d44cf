import { jointBook } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { rule } from '../../judge/rule.ts'
import { jointInternetLoan } from './joint.ts'
import { transition } from './transition.ts'

const limit = param('internet-lending.all-partners').for({
  region: jointBook.bank.region,
  bank: jointBook.bank.bankId,
})
const joint = jointBook.loans.sum((l) => l.balance, jointInternetLoan)

const bank = { bankId: 'B1', totalLoans: '1000.00' }
const one = (balance: string | undefined) => ({ internet: true, partnerId: 'P1', partnerAmount: 300, balance })
const on = '2023-07-01'

export default rule({
  id: 'internet-lending-2021#4',
  cites: 'internet-lending-2021#4',
  reads: '不得超过全部贷款余额的50%',
  inForce: { from: '2021-02-19' },
  title: {
    zh: '与全部合作机构共同出资的互联网贷款余额不超过全部贷款余额的50%',
    en: 'All internet loans funded jointly with partners are at most 50 % of all loans',
  },
  subject: jointBook,
  appliesWhen: jointBook.loans.some(jointInternetLoan),
  requires: joint.atMost(limit.of(jointBook.bank.totalLoans)),
  remedy: {
    zh: '停止或限制新发放共同出资的互联网贷款，按整改计划使其余额降至全部贷款余额的50%以内。',
    en: 'Stop or cap new internet loans funded jointly, and bring their balance down to 50 % of all loans under the rectification plan.',
  },
  reading: {
    zh: '共同出资贷款余额取本行出资部分（本行余额）；全部贷款余额含线下业务，由银行填报，不以台账合计代替。',
    en: 'The balance counted is the bank’s own share; all loans include offline lending, are reported by the bank and never summed from the ledger.',
  },
  grace: transition,
  measure: {
    title: { zh: '共同出资互联网贷款的本行余额', en: 'bank’s own balance of internet loans funded jointly' },
    value: joint,
    of: jointBook.bank.totalLoans,
    limit,
  },
  examples: [
    { name: 'exactly 50 %', facts: { bank, loans: [one('200.00'), one('300.00')] }, on, expect: 'passed' },
    { name: 'one cent above', facts: { bank, loans: [one('200.00'), one('300.01')] }, on, expect: 'failed' },
    { name: 'one cent below', facts: { bank, loans: [one('499.99')] }, on, expect: 'passed' },
    {
      name: 'above, on the last day of the transition period',
      facts: { bank, loans: [one('500.01')] },
      on: '2023-06-30',
      expect: 'cantTell',
    },
    {
      name: 'what the bank lends alone or offline does not count',
      facts: {
        bank,
        loans: [
          one('500.00'),
          { ...one('9.00'), internet: false },
          { ...one('9.00'), partnerId: null, partnerAmount: null },
        ],
      },
      on,
      expect: 'passed',
    },
    { name: 'all loans not reported', facts: { bank: { bankId: 'B1' }, loans: [one('1.00')] }, on, expect: 'cantTell' },
    { name: 'a balance not reported', facts: { bank, loans: [one('1.00'), one(undefined)] }, on, expect: 'cantTell' },
    {
      name: 'a balance not reported, the others above',
      facts: { bank, loans: [one('500.01'), one(undefined)] },
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
      name: 'nothing funded jointly',
      facts: { bank, loans: [{ ...one('1.00'), internet: false }] },
      on,
      expect: 'inapplicable',
    },
  ],
})
