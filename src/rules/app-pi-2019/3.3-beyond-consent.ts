import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, naming, telling } from './act.ts'

export default act('3.3', {
  reads: '超出用户授权范围',
  title: {
    zh: '实际收集或打开的权限超出用户授权范围',
    en: 'Collection or permissions go beyond what the user agreed to',
  },
  requires: all(
    app.accesses.every((access) => access.withinConsent.isTrue()),
    app.usageLog.exists(),
  ),
  tell: telling('api', { zh: '超出授权范围：{names}', en: 'Beyond what was agreed: {names}' }),
  remedy: {
    zh: '只收集授权范围内的信息；确需增加的，先更新规则并重新征得同意。',
    en: 'Collect only what was agreed; where more is needed, update the rules and ask again.',
  },
  reading: {
    zh: '所读到的每一项都在授权范围内，还不能说明没有超出：只有记录覆盖了各项业务功能的使用，才能认为未见问题。',
    en: 'That all that was seen is within what was agreed does not yet show that nothing goes beyond it: that takes a record of every function in use.',
  },
  leads: [
    {
      when: app.collections.some((data) => all(data.byApp.isTrue(), data.disclosed.isFalse())),
      say: naming('item', {
        zh: 'App自身代码会获取、授权文本未提及：{names}',
        en: 'Obtained by the app’s own code but not in the text users agree to: {names}',
      }),
    },
  ],
  examples: [
    {
      name: 'all within, every function used',
      facts: { accesses: [{ api: 'a', withinConsent: true }], usageLog: 'log' },
      expect: 'passed',
    },
    { name: 'nothing seen at launch, functions not used', facts: { accesses: [] }, expect: 'cantTell' },
    { name: 'one beyond', facts: { accesses: [{ api: 'a', withinConsent: false }] }, expect: 'failed' },
    { name: 'no log', facts: {}, expect: 'cantTell' },
  ],
})
