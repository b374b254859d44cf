import { app, rightEntity } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, telling } from './act.ts'

export default act('6.2', {
  reads: '不必要或不合理条件',
  title: {
    zh: '为更正、删除或注销设置不必要或不合理条件',
    en: 'Unnecessary or unreasonable conditions on correction, deletion or closing',
  },
  requires: all(
    app.policy.rights.none((right) =>
      all(right.kind.among('correct', 'delete', 'close-account'), right.unreasonable.isTrue()),
    ),
    app.stepsFair.isTrue(),
  ),
  tell: telling(
    'kind',
    {
      zh: '隐私政策对下列操作设置了手持证件、邮寄或到场等强制条件：{names}',
      en: 'The policy demands hand-held ID, post or presence for: {names}',
    },
    rightEntity.fields.kind,
  ),
  remedy: {
    zh: '核验身份所需的信息不多于注册、使用时收集的，线上即可办理。',
    en: 'Ask for no more to verify identity than was collected before, and let it be done online.',
  },
  reading: {
    zh: '只看没有替代方式的强制条件；有替代方式的作为线索。',
    en: 'Only compulsory conditions without an alternative count.',
  },
  examples: [
    {
      name: 'fair text, fair steps',
      facts: { policy: { rights: [{ kind: 'close-account', unreasonable: false }] }, stepsFair: true },
      expect: 'passed',
    },
    {
      name: 'hand-held ID for closing',
      facts: { policy: { rights: [{ kind: 'close-account', unreasonable: true }] } },
      expect: 'failed',
    },
    {
      name: 'condition on complaints only',
      facts: { policy: { rights: [{ kind: 'complain', unreasonable: true }] } },
      expect: 'cantTell',
    },
    { name: 'steps not seen', facts: { policy: { rights: [] } }, expect: 'cantTell' },
  ],
})
