import { account } from '../../facts/accounts.ts'
import { duty, kept } from './duty.ts'

export default [
  duty('art8.p3', 'closed-names', {
    reads: '禁止被依法依约关闭的公众账号以相同账号名称重新注册',
    title: {
      zh: '依法依约关闭的账号名称不得重新注册',
      en: 'Names of accounts closed by law or agreement are not registered again',
    },
    subject: account,
    appliesWhen: kept(account),
    requires: account.reusesClosedName.isFalse(),
    remedy: {
      zh: '对同名账号暂停服务并要求改名；在注册环节比对已关闭账号名称。',
      en: 'Suspend accounts with such names until renamed, and compare names with closed accounts at registration.',
    },
    reading: {
      zh: '名称去掉首尾空格后完全相同，且注册日不早于关闭日的，为重新注册，不论主体是否相同；依申请或者因长期不用关闭的不算。登记表应含已关闭的账号。',
      en: 'The same name, registered no earlier than the day of closure, whoever the owner; closed at the owner’s request or as dormant does not count. The register must hold closed accounts too.',
    },
    examples: [
      { name: 'a name of its own', facts: { status: 'active', reusesClosedName: false }, expect: 'passed' },
      { name: 'the name of a closed account', facts: { status: 'active', reusesClosedName: true }, expect: 'failed' },
      { name: 'not known', facts: { status: 'active' }, expect: 'cantTell' },
      { name: 'closed itself', facts: { status: 'closed', reusesClosedName: true }, expect: 'inapplicable' },
    ],
  }),
  duty('art8.p3', 'related-names', {
    reads: '还应当对账号主体真实身份信息、服务资质等进行必要核验',
    title: {
      zh: '名称与已关闭账号关联度高的，核验主体身份和资质',
      en: 'Owners of names closely related to closed ones are checked',
    },
    subject: account,
    appliesWhen: account.relatedToClosed.isTrue(),
    requires: account.relatedChecked.isTrue(),
    remedy: { zh: '补做身份和服务资质核验。', en: 'Check identity and qualification.' },
    reading: {
      zh: '关联度高与否以平台的认定为准；规矩比对的相近名称只作线索。',
      en: 'The platform’s own finding counts; similar names that Guiju finds are leads only.',
    },
    examples: [
      { name: 'checked', facts: { relatedToClosed: true, relatedChecked: true }, expect: 'passed' },
      { name: 'not checked', facts: { relatedToClosed: true, relatedChecked: false }, expect: 'failed' },
      { name: 'not said', facts: { relatedToClosed: true }, expect: 'cantTell' },
      { name: 'not related', facts: { relatedToClosed: false }, expect: 'inapplicable' },
    ],
  }),
]
