import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('4.3', {
  reads: '拒绝提供原有业务功能',
  title: {
    zh: '因不同意新增功能的收集而拒绝原有功能',
    en: 'Old functions refused because a new function’s collection was declined',
  },
  requires: app.newFunctionReplaces.isFalse(),
  remedy: {
    zh: '新增功能的信息单独征求同意，拒绝时保留原有功能（新功能取代原功能的除外）。',
    en: 'Ask separately for the new function and keep the old ones when it is declined, unless the new replaces the old.',
  },
  leads: [
    {
      when: app.rulesChanged.isTrue(),
      say: {
        zh: '与上一版相比有新增的收集（见证据），用户拒绝后原有功能是否照常可用待核实',
        en: 'More is collected than in the earlier version (see the evidence); whether the old functions stay usable when it is declined is to be checked',
      },
    },
  ],
  examples: [
    { name: 'old functions kept', facts: { newFunctionReplaces: false }, expect: 'passed' },
    { name: 'old functions lost', facts: { newFunctionReplaces: true }, expect: 'failed' },
    { name: 'not attested', facts: {}, expect: 'cantTell' },
  ],
})
