import { network as n } from '../../facts/network.ts'
import { attested, LEVEL_2, running } from './duty.ts'

export default [
  attested('5.3', 'appraisal', {
    title: { zh: '组织网络安全考核评价', en: 'Security is part of appraisal' },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.appraisal],
    remedy: { zh: '把网络安全纳入考核评价。', en: 'Make security part of appraisal.' },
  }),
]
