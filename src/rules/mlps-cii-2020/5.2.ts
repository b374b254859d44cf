import { network as n } from '../../facts/network.ts'
import { all } from '../../facts/terms.ts'
import { attested, CRITICAL, critical, fromLevel3OrCritical, LEVEL_2, LEVEL_3, running } from './duty.ts'

export default [
  attested('5.2', 'budget', {
    reads: '经费',
    title: { zh: '网络安全经费有保障', en: 'Money for security is secured' },
    applies: all(running, fromLevel3OrCritical),
    of: LEVEL_3,
    outside: LEVEL_2,
    records: [n.operator.budget],
    remedy: {
      zh: '把测评、评估、密码检测、演练、整改、培训等经费列入预算。',
      en: 'Budget for assessment, cryptography, drills, correction and training.',
    },
  }),
  attested('5.2', 'decisions', {
    reads: '足额的网络安全投入',
    title: {
      zh: '关键信息基础设施足额投入，决策有安全机构人员参与',
      en: 'Critical infrastructure gets enough, and security staff take part in decisions',
    },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.operator.enoughInvestment, n.operator.decisionSeat],
    remedy: {
      zh: '保障足额投入；网络安全和信息化重大决策有安全机构人员参与。',
      en: 'Invest enough and let security staff take part in decisions.',
    },
  }),
]
