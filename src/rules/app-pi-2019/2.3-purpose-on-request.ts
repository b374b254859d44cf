import { app } from '../../facts/app.ts'
import { all, any } from '../../facts/terms.ts'
import { act, naming, telling } from './act.ts'

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
  tell: telling('id', { zh: '申请时没有同步说明目的：{names}', en: 'Asked for without telling the purpose: {names}' }),
  remedy: {
    zh: '申请权限或收集身份证号、银行账号、行踪等敏感信息前，在同一界面用具体易懂的话说明目的。',
    en: 'Before asking for a permission or sensitive data, say on the same screen, concretely and plainly, what it is for.',
  },
  reading: {
    zh: '既包括权限，也包括表单中索取的敏感信息。iOS和鸿蒙的申请说明写在安装包里，为空即可认定；说明笼统、不是中文的只是线索。仅凭安装包不能证明表单也已告知。',
    en: 'Covers permissions and sensitive data asked in forms. On iOS and HarmonyOS the text of the request stands in the package: an empty one counts, a general or non-Chinese one is a lead. A package alone cannot show that forms tell it too.',
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
      when: app.permissions.some((permission) => all(permission.personal.isTrue(), permission.purposeUnclear.isTrue())),
      say: naming('id', {
        zh: '下列权限的申请说明笼统、不是中文或没有写使用场景，目的是否明确、易懂待核实：{names}',
        en: 'The text of these requests is general, not in Chinese or without the scene of use; whether the purpose is clear is to be checked: {names}',
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
