import { network as n } from '../../facts/network.ts'
import { attested, LEVEL_2, running } from './duty.ts'

export default [
  attested('5.1', 'leadership', {
    reads: '第一责任人',
    title: {
      zh: '明确第一责任人、分管领导和专门机构',
      en: 'The first responsible, the leader in charge and a dedicated body are named',
    },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.operator.firstResponsible, n.operator.leaderInCharge, n.operator.dedicatedBody],
    remedy: {
      zh: '明确主要负责人为第一责任人、一名班子成员分管，成立专门机构。',
      en: 'Name the head as first responsible and one leader in charge, and set up a body.',
    },
  }),
]
