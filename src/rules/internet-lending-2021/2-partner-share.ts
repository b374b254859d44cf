import { loan } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { all } from '../../facts/terms.ts'
import { rule } from '../../judge/rule.ts'
import { jointInternetLoan } from './joint.ts'

/** The least share that the partner funds of one loan. */
export const leastShareOfLoan = param('internet-lending.partner-share')
  .on(loan.issuedOn)
  .for({ region: loan.bank.region, bank: loan.bank.bankId })
const joint = { internet: true, partnerId: 'P1', amount: '1000.00', issuedOn: '2022-01-01' }

export default rule({
  id: 'internet-lending-2021#2',
  cites: 'internet-lending-2021#2',
  reads: '不得低于30%',
  inForce: { from: '2022-01-01' },
  title: {
    zh: '共同出资的互联网贷款，单笔中合作方出资比例不低于30%',
    en: 'In each internet loan funded jointly the partner funds at least 30 %',
  },
  subject: loan,
  appliesWhen: all(jointInternetLoan(loan), loan.issuedOn.onOrAfter(param('internet-lending.new-business'))),
  requires: loan.partnerAmount.atLeast(leastShareOfLoan.of(loan.amount)),
  remedy: {
    zh: '停止按现有比例发放；与合作方约定并落实单笔不低于30%的出资，新发放贷款逐笔核验出资比例。',
    en: 'Stop lending at the present share; agree on and carry out at least 30 % funding by the partner, and check every new loan.',
  },
  reading: {
    zh: '逐笔计算；2022年1月1日前发放的存量业务自然结清，不适用。合作方出资额为零的，按其角色判断是否共同出资。',
    en: 'Each loan counts alone; loans issued before 2022-01-01 run off and are outside. Where the partner put in nothing, its role says whether the loan is joint.',
  },
  examples: [
    { name: 'exactly 30 %', facts: { ...joint, partnerAmount: '300.00' }, expect: 'passed' },
    { name: 'one cent above', facts: { ...joint, partnerAmount: '300.01' }, expect: 'passed' },
    { name: 'one cent below', facts: { ...joint, partnerAmount: '299.99' }, expect: 'failed' },
    {
      name: 'issued the day before',
      facts: { ...joint, issuedOn: '2021-12-31', partnerAmount: 1 },
      expect: 'inapplicable',
    },
    { name: 'bank alone', facts: { ...joint, partnerId: null, partnerAmount: 0 }, expect: 'inapplicable' },
    { name: 'offline loan', facts: { ...joint, internet: false, partnerAmount: 1 }, expect: 'inapplicable' },
    {
      name: 'funding partner that put in nothing',
      facts: { ...joint, partnerAmount: 0, partnerRole: 'funding' },
      expect: 'failed',
    },
    {
      name: 'marketing partner that put in nothing',
      facts: { ...joint, partnerAmount: 0, partnerRole: 'marketing' },
      expect: 'inapplicable',
    },
    { name: 'put in nothing, role not reported', facts: { ...joint, partnerAmount: 0 }, expect: 'cantTell' },
    { name: 'share not reported', facts: joint, expect: 'cantTell' },
    { name: 'amount not reported', facts: { ...joint, amount: undefined, partnerAmount: 300 }, expect: 'cantTell' },
    { name: 'day not reported', facts: { ...joint, issuedOn: undefined, partnerAmount: 1 }, expect: 'cantTell' },
    { name: 'not said whether online', facts: { ...joint, internet: undefined, partnerAmount: 1 }, expect: 'cantTell' },
  ],
})
