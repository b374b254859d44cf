import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, telling } from './act.ts'

export default act('4.5', {
  reads: '仅以改善服务质量',
  title: { zh: '仅以改善服务等为由强制同意收集', en: 'Consent forced only for improvement and the like' },
  requires: all(
    app.policy.demands.none((demand) => all(demand.mandatory.isTrue(), demand.onlyImprovement.isTrue())),
    app.improvementForced.isFalse(),
  ),
  tell: telling('id', {
    zh: '隐私政策仅以改善服务、提升体验等为由强制同意，见：{names}',
    en: 'The policy forces consent only for improvement and the like, see: {names}',
  }),
  remedy: {
    zh: '改善服务、提升体验、定向推送、研发新产品所需的信息改为由用户自愿提供。',
    en: 'Make data for improvement, experience, targeting and product development voluntary.',
  },
  examples: [
    { name: 'nothing forced', facts: { policy: { demands: [] }, improvementForced: false }, expect: 'passed' },
    {
      name: 'forced for experience only',
      facts: { policy: { demands: [{ mandatory: true, onlyImprovement: true }] } },
      expect: 'failed',
    },
    {
      name: 'forced for a function too',
      facts: { policy: { demands: [{ mandatory: true, onlyImprovement: false }] } },
      expect: 'cantTell',
    },
    { name: 'no policy', facts: {}, expect: 'cantTell' },
  ],
})
