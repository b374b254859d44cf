import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('5.2', {
  reads: '传输至App后台服务器后',
  title: {
    zh: '未经同意且未匿名化，后台向第三方提供个人信息',
    en: 'The back end gives personal information to third parties without consent or anonymisation',
  },
  requires: app.backendSharing.isFalse(),
  remedy: {
    zh: '梳理后台对外接口，逐项取得单独同意或做匿名化处理。',
    en: 'Go through back-end transfers; get separate consent or anonymise for each.',
  },
  reading: {
    zh: '后台行为从外部无法观察，只能由负责人附证据说明。',
    en: 'Back-end conduct cannot be seen from outside: it takes an attestation with evidence.',
  },
  leads: [
    {
      when: app.policy.sharesWithoutConsent.isTrue(),
      say: {
        zh: '隐私政策写有可不经同意向第三方提供的条款',
        en: 'The policy allows giving data to third parties without consent',
      },
    },
  ],
  examples: [
    { name: 'attested', facts: { backendSharing: false }, expect: 'passed' },
    { name: 'shown', facts: { backendSharing: true }, expect: 'failed' },
    { name: 'unknown', facts: {}, expect: 'cantTell' },
  ],
})
