import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('2.2', {
  reads: '发生变化时',
  title: { zh: '目的、方式、范围变化时未适当通知用户', en: 'Changes of purpose, means or scope are not told to users' },
  appliesWhen: app.rulesChanged.isTrue(),
  requires: app.changesNotified.isTrue(),
  remedy: {
    zh: '更新隐私政策并以弹窗、推送等方式提醒用户阅读；重大变化重新征得同意。',
    en: 'Update the policy and remind users to read it; ask again for consent where the change is material.',
  },
  leads: [
    {
      when: app.policy.tellsChanges.isFalse(),
      say: { zh: '隐私政策未写明变更时如何通知用户', en: 'The policy does not say how users are told of changes' },
    },
  ],
  examples: [
    { name: 'changed and told', facts: { rulesChanged: true, changesNotified: true }, expect: 'passed' },
    { name: 'changed in silence', facts: { rulesChanged: true, changesNotified: false }, expect: 'failed' },
    { name: 'nothing changed', facts: { rulesChanged: false }, expect: 'inapplicable' },
    { name: 'one version only', facts: {}, expect: 'cantTell' },
  ],
})
