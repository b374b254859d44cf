import { app } from '../../facts/app.ts'
import { all, any } from '../../facts/terms.ts'
import { act } from './act.ts'

export default act('3.8', {
  reads: '撤回同意',
  title: { zh: '未提供撤回同意的途径、方式', en: 'No way to withdraw consent' },
  requires: app.withdrawalOffered.isTrue(),
  remedy: {
    zh: '在设置中提供撤回同意的入口，并在隐私政策中写明具体路径和效果。',
    en: 'Offer withdrawal in the settings and give the concrete path and effect in the policy.',
  },
  reading: {
    zh: '只有政策全文、未加固的安装包和完整界面记录中都没有，才认定未提供。',
    en: 'Absence counts only with the full policy, an unpacked package and a walked interface.',
  },
  leads: [
    {
      when: app.policy.rights.some((right) =>
        all(right.kind.is('withdraw-consent'), any(right.offered.isFalse(), right.method.isFalse())),
      ),
      say: { zh: '隐私政策没有写明撤回同意的具体途径', en: 'The policy gives no concrete way to withdraw consent' },
    },
    {
      when: app.withdrawalOffered.isFalse(),
      say: {
        zh: '安装包内未发现撤回同意的入口文字',
        en: 'No wording for withdrawing consent was found in the package',
      },
    },
  ],
  examples: [
    { name: 'entry that works', facts: { withdrawalOffered: true }, expect: 'passed' },
    { name: 'none in a walked app', facts: { withdrawalOffered: false }, expect: 'failed' },
    { name: 'not walked', facts: {}, expect: 'cantTell' },
  ],
})
