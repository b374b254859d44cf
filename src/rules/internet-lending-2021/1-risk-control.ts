import { conduct } from '../../facts/lending.ts'
import { all } from '../../facts/terms.ts'
import { rule } from '../../judge/rule.ts'

export default rule({
  id: 'internet-lending-2021#1',
  cites: 'internet-lending-2021#1',
  reads: '严禁将贷前、贷中、贷后管理的关键环节外包',
  inForce: { from: '2021-02-19' },
  title: {
    zh: '独立开展互联网贷款风险管理，关键环节不外包',
    en: 'The bank manages the risk of internet loans itself and outsources no key step',
  },
  subject: conduct,
  requires: all(conduct.ownRiskControl.isTrue(), conduct.keyStepsOutsourced.isFalse()),
  remedy: {
    zh: '收回授信审批、合同签订、放款、贷后监测等关键环节，由银行自主完成；修订合作协议和外包清单。',
    en: 'Take back key steps such as approval, contracts, paying out and monitoring; revise partner contracts and the list of outsourced work.',
  },
  reading: {
    zh: '台账不能说明风险管理由谁完成：由人回答并附证据，没有证据的回答不采用。',
    en: 'A ledger does not say who manages risk: a person answers, with evidence; an answer without evidence does not count.',
  },
  examples: [
    {
      name: 'own control, nothing outsourced',
      facts: { ownRiskControl: true, keyStepsOutsourced: false },
      expect: 'passed',
    },
    { name: 'a key step outsourced', facts: { ownRiskControl: true, keyStepsOutsourced: true }, expect: 'failed' },
    { name: 'control left to the partner', facts: { ownRiskControl: false }, expect: 'failed' },
    { name: 'not answered', facts: {}, expect: 'cantTell' },
    { name: 'half answered', facts: { ownRiskControl: true }, expect: 'cantTell' },
  ],
})
