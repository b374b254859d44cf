import { network as n } from '../../facts/network.ts'
import { attested, CRITICAL, critical, LEVEL_3 } from './duty.ts'

export default [
  attested('3.2', 'body', {
    reads: '设置专门安全管理机构',
    title: {
      zh: '关键信息基础设施运营者设有专门安全管理机构，主要负责人负总责',
      en: 'An operator of critical infrastructure has a dedicated security body, and its head answers for all',
    },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.operator.dedicatedBody, n.operator.headAnswers],
    remedy: {
      zh: '设置专门安全管理机构，明确主要负责人负总责。',
      en: 'Set up the body and let the head answer for all.',
    },
  }),
]
