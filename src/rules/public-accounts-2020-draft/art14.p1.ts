import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art14.p1', 'commerce', {
    reads: '规范管理广告经营、知识付费、电商销售、用户打赏等经营行为',
    title: { zh: '规范管理经营行为', en: 'Advertising, paid content, sales and tips are regulated' },
    records: [platform.commerceRules],
    remedy: { zh: '制定并执行经营行为管理规范。', en: 'Write and follow rules on such business.' },
    reading: {
      zh: '是否虚假广告、商业欺诈由人核实。',
      en: 'Whether an advertisement is false is for a person.',
    },
  }),
]
