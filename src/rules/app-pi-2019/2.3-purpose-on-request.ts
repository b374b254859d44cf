import { app } from '../../facts/app.ts'
import { all, any } from '../../facts/terms.ts'
import { act, naming } from './act.ts'

export default act('2.3', {
  reads: '未同步告知用户其目的',
  title: {
    zh: '申请权限或敏感信息时未同步告知目的',
    en: 'The purpose is not told when permissions or sensitive data are asked for',
  },
  appliesWhen: any(
    app.permissions.some((permission) => permission.personal.isTrue()),
    app.collections.some((data) => data.asked.isTrue()),
  ),
  requires: all(
    app.permissions.every((permission) => any(permission.personal.isFalse(), permission.purposeTold.isTrue())),
    app.collections.every((data) => any(data.asked.isFalse(), data.purposeTold.isTrue())),
  ),
  tell: naming('id', { zh: '申请时没有同步说明目的：{names}', en: 'Asked for without telling the purpose: {names}' }),
  remedy: {
    zh: '申请权限或收集身份证号、银行账号、行踪等敏感信息前，在同一界面用具体易懂的话说明目的。',
    en: 'Before asking for a permission or sensitive data, say on the same screen, concretely and plainly, what it is for.',
  },
  reading: {
    zh: '既包括权限，也包括表单中索取的敏感信息；仅凭安装包不能证明已经告知。',
    en: 'Covers permissions and sensitive data asked in forms; a package alone cannot show that the purpose was told.',
  },
  leads: [
    {
      when: app.permissions.some((permission) => all(permission.personal.isTrue(), permission.purposeTold.isFalse())),
      say: naming('id', {
        zh: '安装包内未发现申请下列权限的说明文字：{names}',
        en: 'No wording was found in the package that explains asking for: {names}',
      }),
    },
    {
      when: app.permissions.some((permission) => all(permission.personal.isTrue(), permission.purposeStated.isFalse())),
      say: naming('id', {
        zh: '隐私政策未说明下列权限的用途：{names}',
        en: 'The policy does not say what these permissions are for: {names}',
      }),
    },
  ],
  examples: [
    {
      name: 'all told',
      facts: { permissions: [{ id: 'CAMERA', personal: true, purposeTold: true }], collections: [] },
      expect: 'passed',
    },
    {
      name: 'one not told',
      facts: { permissions: [{ id: 'CAMERA', personal: true, purposeTold: false }] },
      expect: 'failed',
    },
    {
      name: 'sensitive form without purpose',
      facts: { permissions: [], collections: [{ item: 'id-card', asked: true, purposeTold: false }] },
      expect: 'failed',
    },
    {
      name: 'no personal permission, no form',
      facts: { permissions: [{ id: 'INTERNET', personal: false }], collections: [] },
      expect: 'inapplicable',
    },
    { name: 'requests not seen', facts: { permissions: [{ id: 'CAMERA', personal: true }] }, expect: 'cantTell' },
  ],
})
