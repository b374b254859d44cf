import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act } from './act.ts'

export default act('1.1', {
  reads: '没有隐私政策',
  title: {
    zh: '没有隐私政策，或者隐私政策中没有收集使用规则',
    en: 'No privacy policy, or one without rules on collection and use',
  },
  requires: all(app.policyInApp.isTrue(), app.policy.hasRules.isTrue()),
  remedy: {
    zh: '在App内提供可直接打开的隐私政策，写明收集哪些个人信息、用于什么目的、以什么方式收集使用。',
    en: 'Give the app a privacy policy that opens directly and says which personal information is collected, why and how.',
  },
  reading: {
    zh: '仅凭安装包未找到政策文字不足以认定：界面可能由服务器下发。',
    en: 'That a package shows no policy wording is not enough: screens may come from a server.',
  },
  leads: [
    {
      when: app.policyInApp.isFalse(),
      say: {
        zh: '安装包内未发现隐私政策的文字或链接',
        en: 'No wording of or link to a privacy policy was found in the package',
      },
    },
  ],
  examples: [
    { name: 'policy with rules', facts: { policyInApp: true, policy: { hasRules: true } }, expect: 'passed' },
    { name: 'terms of service only', facts: { policyInApp: true, policy: { hasRules: false } }, expect: 'failed' },
    { name: 'no policy anywhere in a walked app', facts: { policyInApp: false }, expect: 'failed' },
    { name: 'policy not supplied', facts: { policyInApp: true }, expect: 'cantTell' },
  ],
})
