import { app } from '../../facts/app.ts'
import { param } from '../../facts/param.ts'
import { act } from './act.ts'

export default act('1.3', {
  reads: '多于4次点击',
  title: { zh: '隐私政策难以访问，需多于4次操作', en: 'The policy takes more than four operations to reach' },
  requires: app.policyClicks.atMost(param('app-pi.policy-clicks').value()),
  remedy: {
    zh: '把隐私政策入口放在主界面4次操作以内，例如“我的—设置—隐私政策”。',
    en: 'Put the policy within four operations of the main view.',
  },
  examples: [
    { name: 'three operations', facts: { policyClicks: 3 }, expect: 'passed' },
    { name: 'four operations', facts: { policyClicks: 4 }, expect: 'passed' },
    { name: 'five operations', facts: { policyClicks: 5 }, expect: 'failed' },
    { name: 'not walked', facts: {}, expect: 'cantTell' },
  ],
})
