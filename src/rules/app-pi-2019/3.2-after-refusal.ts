import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, telling } from './act.ts'

export default act('3.2', {
  reads: '明确表示不同意后',
  title: { zh: '用户拒绝后仍收集，或者频繁征求同意', en: 'Collection after refusal, or consent asked again and again' },
  requires: all(
    app.accesses.none((access) => access.phase.is('after-refusal')),
    app.promptedAgain.isFalse(),
  ),
  tell: telling('api', { zh: '用户拒绝之后仍有：{names}', en: 'Still seen after refusal: {names}' }),
  remedy: {
    zh: '拒绝后停止收集，不反复弹窗；提供不收集个人信息的基本功能或浏览模式。',
    en: 'Stop collecting after refusal, do not keep asking, and offer the basic functions without collection.',
  },
  leads: [
    {
      when: app.promptedAgain.isTrue(),
      say: {
        zh: '拒绝后再次征求同意的间隔短于参考值（48小时为标准实践指南的数值，非本办法规定）',
        en: 'Asked again sooner than the reference of 48 hours (a figure from a practice guide, not from this instrument)',
      },
    },
  ],
  examples: [
    { name: 'silent after refusal', facts: { accesses: [], promptedAgain: false }, expect: 'passed' },
    {
      name: 'collects after refusal',
      facts: { accesses: [{ api: 'getMacAddress', phase: 'after-refusal' }] },
      expect: 'failed',
    },
    { name: 'refusal not tried', facts: { accesses: { rows: [], open: true } }, expect: 'cantTell' },
  ],
})
