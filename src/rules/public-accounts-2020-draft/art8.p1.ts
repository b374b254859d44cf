import { account, platform } from '../../facts/accounts.ts'
import { all, any } from '../../facts/terms.ts'
import { documents, duty, served } from './duty.ts'

const active = { accountId: 'a', status: 'active', registeredOn: '2020-03-01', servedFrom: '2020-03-10' }
const verified = { ...active, identityVerified: true }

export default [
  documents('art8.p1', 'compound', {
    reads: '应当采取复合验证等措施',
    title: { zh: '以复合验证认证真实身份', en: 'Identity is verified by several means together' },
    records: [platform.compoundVerification],
    remedy: {
      zh: '以手机号、身份证号或统一社会信用代码等复合验证用户真实身份。',
      en: 'Verify identity by phone number, identity number or credit code together.',
    },
  }),
  duty('art8.p1', 'verified-first', {
    reads: '用户不提供真实身份信息的',
    title: { zh: '先认证真实身份，再提供服务', en: 'Identity is verified before service begins' },
    subject: account,
    appliesWhen: served,
    requires: all(
      account.identityVerified.isTrue(),
      any(account.verifiedOn.onOrBefore(account.servedFrom), account.verifiedOn.onOrBefore(account.registeredOn)),
    ),
    remedy: {
      zh: '对未认证的账号停止提供服务，完成真实身份认证后再恢复。',
      en: 'Stop serving accounts that are not verified until their identity is.',
    },
    reading: {
      zh: '认证日不晚于开始提供服务日即为先认证；认证日不晚于注册日的，必在提供服务之前。',
      en: 'Verified no later than the first day of service is in time; verified no later than registration surely is.',
    },
    examples: [
      { name: 'on the first day of service', facts: { ...verified, verifiedOn: '2020-03-10' }, expect: 'passed' },
      { name: 'a day later', facts: { ...verified, verifiedOn: '2020-03-11' }, expect: 'failed' },
      { name: 'a day earlier', facts: { ...verified, verifiedOn: '2020-03-09' }, expect: 'passed' },

      { name: 'never', facts: { ...active, identityVerified: false }, expect: 'failed' },
      { name: 'verified, no day', facts: { ...active, identityVerified: true }, expect: 'cantTell' },
      {
        name: 'verified at registration, first day of service not known',
        facts: { ...verified, servedFrom: undefined, verifiedOn: '2020-03-01' },
        expect: 'passed',
      },
      {
        name: 'verified after registration, first day of service not known',
        facts: { ...verified, servedFrom: undefined, verifiedOn: '2020-03-02' },
        expect: 'cantTell',
      },
      {
        name: 'not served yet',
        facts: { ...active, status: 'pending', identityVerified: false },
        expect: 'inapplicable',
      },
      {
        name: 'status not known',
        facts: { ...active, status: undefined, identityVerified: false },
        expect: 'cantTell',
      },
    ],
  }),
  duty('art8.p1', 'false-identity', {
    reads: '冒用组织机构、他人真实身份信息进行虚假注册的，不得为其提供相关服务',
    title: { zh: '不为虚假身份注册者提供服务', en: 'No service for those registered under a false identity' },
    subject: account,
    appliesWhen: account.falseIdentity.isTrue(),
    requires: account.status.among('pending', 'suspended', 'closed'),
    remedy: { zh: '停止为其提供服务。', en: 'Stop serving the account.' },
    examples: [
      { name: 'closed', facts: { falseIdentity: true, status: 'closed' }, expect: 'passed' },
      { name: 'still served', facts: { falseIdentity: true, status: 'active' }, expect: 'failed' },
      { name: 'status not known', facts: { falseIdentity: true }, expect: 'cantTell' },
      { name: 'not said', facts: { status: 'active' }, expect: 'cantTell' },
      { name: 'nothing found', facts: { falseIdentity: false, status: 'active' }, expect: 'inapplicable' },
    ],
  }),
]
