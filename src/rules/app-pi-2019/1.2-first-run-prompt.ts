import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('1.2', {
  reads: '弹窗等明显方式',
  title: { zh: '首次运行时未以明显方式提示阅读隐私政策', en: 'First run does not conspicuously point to the policy' },
  requires: app.policyPrompted.isTrue(),
  remedy: {
    zh: '首次运行、收集任何个人信息之前，以弹窗等明显方式提示用户阅读隐私政策，并附链接。',
    en: 'On first run, before anything is collected, point to the policy conspicuously, with a link.',
  },
  reading: {
    zh: '没有弹窗本身不构成该行为，其他明显方式也可以。',
    en: 'The absence of a dialog alone is no breach: another conspicuous prompt will do.',
  },
  leads: [
    {
      when: app.policyPrompted.isFalse(),
      say: {
        zh: '安装包内未发现首次运行提示阅读规则的文字',
        en: 'No first-run wording that points to the rules was found in the package',
      },
    },
  ],
  examples: [
    { name: 'dialog before use', facts: { policyPrompted: true }, expect: 'passed' },
    { name: 'walked from install to main view without a prompt', facts: { policyPrompted: false }, expect: 'failed' },
    { name: 'first run not seen', facts: {}, expect: 'cantTell' },
  ],
})
