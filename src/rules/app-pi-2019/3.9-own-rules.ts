import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, naming, telling } from './act.ts'

export default act('3.9', {
  reads: '违反其所声明',
  title: { zh: '违反其声明的收集使用规则', en: 'Collection or use against the app’s own rules' },
  requires: all(
    app.collections.none((data) => all(data.denied.isTrue(), data.byApp.isTrue())),
    app.practiceMatches.isTrue(),
  ),
  tell: telling('item', {
    zh: '隐私政策声明不收集，而App自身代码获取：{names}',
    en: 'The policy says it is not collected, the app’s own code obtains it: {names}',
  }),
  remedy: {
    zh: '删除相应代码和权限，或者如实修改隐私政策并重新征得同意。',
    en: 'Remove the code and permission, or correct the policy and ask for consent again.',
  },
  reading: {
    zh: '只看无条件的否认（“我们不收集位置信息”）；“未经同意不收集”一类有条件的表述不算。',
    en: 'Only unconditional denials count; “not without your consent” is no denial.',
  },
  leads: [
    {
      when: app.collections.some((data) => data.denied.isTrue()),
      say: naming('item', {
        zh: '隐私政策声明不收集，代码中有相关调用：{names}',
        en: 'Denied in the policy while code calls for it: {names}',
      }),
    },
  ],
  examples: [
    {
      name: 'practice confirmed',
      facts: { collections: [{ item: 'location', denied: false, byApp: true }], practiceMatches: true },
      expect: 'passed',
    },
    {
      name: 'denied and obtained',
      facts: { collections: [{ item: 'location', denied: true, byApp: true }] },
      expect: 'failed',
    },
    {
      name: 'denied, obtained by unclear code',
      facts: { collections: [{ item: 'location', denied: true }] },
      expect: 'cantTell',
    },
    { name: 'practice unknown', facts: { collections: [] }, expect: 'cantTell' },
  ],
})
