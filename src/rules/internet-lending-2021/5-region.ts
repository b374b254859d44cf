import { loan } from '../../facts/lending.ts'
import { param } from '../../facts/param.ts'
import { all, not } from '../../facts/terms.ts'
import { rule } from '../../judge/rule.ts'

const bank = { bankId: 'B1', kind: 'local', onlineOnlyExempt: false }
const online = { internet: true, issuedOn: '2022-01-01', bank }

export default rule({
  id: 'internet-lending-2021#5',
  cites: 'internet-lending-2021#5',
  reads: '不得跨注册地辖区开展互联网贷款业务',
  inForce: { from: '2022-01-01' },
  title: {
    zh: '地方法人银行的互联网贷款限于注册地辖区内的客户',
    en: 'Banks incorporated locally lend over the internet only to customers in their place of registration',
  },
  subject: loan,
  appliesWhen: all(
    loan.internet.isTrue(),
    loan.issuedOn.onOrAfter(param('internet-lending.new-business')),
    loan.bank.kind.is('local'),
    not(loan.bank.onlineOnlyExempt.isTrue()),
  ),
  requires: loan.inRegion.isTrue(),
  remedy: {
    zh: '停止向注册地辖区外的客户新发放互联网贷款，在准入环节核验客户所在地；存量贷款自然结清。',
    en: 'Stop new internet loans to customers outside the place of registration, check the customer’s place before lending, and let existing loans run off.',
  },
  reading: {
    zh: '辖区按映射声明的 regionLevel 比较；通知没有规定客户所在地的口径，以台账“借款人所在地”一栏为准。所有互联网贷款都适用，不限于共同出资。无实体网点、主要在线上开展业务且符合监管其他条件的银行除外，三个条件须同时具备。',
    en: 'Regions are compared at the regionLevel the mapping declares; the notice does not say what a customer’s place means, so the ledger’s column counts as it stands. All internet loans count, not only joint ones. Exempt are banks without outlets that work mainly online and meet the regulator’s other conditions, all three together.',
  },
  examples: [
    { name: 'in the region', facts: { ...online, inRegion: true }, expect: 'passed' },
    { name: 'outside the region', facts: { ...online, inRegion: false }, expect: 'failed' },
    {
      name: 'outside, issued the day before',
      facts: { ...online, inRegion: false, issuedOn: '2021-12-31' },
      expect: 'inapplicable',
    },
    { name: 'outside, offline', facts: { ...online, inRegion: false, internet: false }, expect: 'inapplicable' },
    {
      name: 'outside, lent by the bank alone',
      facts: { ...online, inRegion: false, partnerId: null },
      expect: 'failed',
    },
    {
      name: 'a national bank',
      facts: { ...online, inRegion: false, bank: { ...bank, kind: 'national' } },
      expect: 'inapplicable',
    },
    {
      name: 'a lender that follows the notice by reference',
      facts: { ...online, inRegion: false, bank: { ...bank, kind: 'consumer-finance' } },
      expect: 'inapplicable',
    },
    {
      name: 'an exempt bank',
      facts: { ...online, inRegion: false, bank: { ...bank, onlineOnlyExempt: true } },
      expect: 'inapplicable',
    },
    {
      name: 'outside, exemption not reported',
      facts: { ...online, inRegion: false, bank: { bankId: 'B1', kind: 'local' } },
      expect: 'cantTell',
    },
    { name: 'the jurisdiction not declared', facts: online, expect: 'cantTell' },
    {
      name: 'kind of bank not reported',
      facts: { ...online, inRegion: false, bank: { bankId: 'B1' } },
      expect: 'cantTell',
    },
  ],
})
