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
  reading: {
    zh: '更新规则并提醒用户阅读，两者都要；政策一字未改而新增了未列明的收集，可以认定没有通知。',
    en: 'Both are asked: the rules updated and users reminded to read. A policy that kept its every word while the app began collecting what it does not list shows that nobody was told.',
  },
  leads: [
    {
      when: app.rulesChanged.isTrue(),
      say: {
        zh: '与上一版相比有新增（见证据），是否已更新规则并提醒用户阅读待核实',
        en: 'There is something new against the earlier version (see the evidence); whether the rules were updated and users reminded is to be checked',
      },
    },
    {
      when: app.changesNotified.isFalse(),
      say: {
        zh: '有变化而隐私政策与上一版逐字相同',
        en: 'There are changes, and the policy is word for word the earlier one',
      },
    },
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
