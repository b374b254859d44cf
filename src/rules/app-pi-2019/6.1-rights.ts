import { app, rightEntity } from '../../facts/app.ts'
import { all, any } from '../../facts/terms.ts'
import { act, naming } from './act.ts'

export default act('6.1', {
  reads: '有效的更正、删除',
  title: {
    zh: '未提供有效的更正、删除个人信息及注销账号功能',
    en: 'Correction, deletion or account closing does not work',
  },
  requires: all(app.rightsOffered.isTrue(), any(app.hasAccounts.isFalse(), app.closureOffered.isTrue())),
  remedy: {
    zh: '在App内提供更正、删除个人信息和注销账号的入口，并保证可以走完。',
    en: 'Offer correction, deletion and account closing in the app, and make them work to the end.',
  },
  reading: {
    zh: '没有账号的App不适用注销部分；只有政策全文、未加固的安装包和完整界面记录中都没有，才认定未提供。',
    en: 'An app without accounts need not offer closing. Absence counts only with the full policy, an unpacked package and a walked interface.',
  },
  leads: [
    {
      when: app.policy.rights.some((right) =>
        all(
          right.kind.among('correct', 'delete', 'close-account'),
          any(right.offered.isFalse(), right.method.isFalse()),
        ),
      ),
      say: naming(
        'kind',
        {
          zh: '隐私政策没有写明下列权利的具体途径：{names}',
          en: 'The policy gives no concrete way for: {names}',
        },
        rightEntity.fields.kind,
      ),
    },
    {
      when: app.closureOffered.isFalse(),
      say: {
        zh: '安装包内未发现注销账号的入口文字',
        en: 'No wording for closing the account was found in the package',
      },
    },
  ],
  examples: [
    { name: 'all work', facts: { rightsOffered: true, hasAccounts: true, closureOffered: true }, expect: 'passed' },
    { name: 'no accounts', facts: { rightsOffered: true, hasAccounts: false }, expect: 'passed' },
    {
      name: 'accounts that cannot be closed',
      facts: { rightsOffered: true, hasAccounts: true, closureOffered: false },
      expect: 'failed',
    },
    { name: 'not walked', facts: {}, expect: 'cantTell' },
  ],
})
