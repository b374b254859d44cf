import { programme as p } from '../../facts/programmes.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { duty, SHOWN, shown } from './duty.ts'

export default [
  duty('4', 'pay-commitment', {
    reads: '严格片酬管理告知承诺制度',
    title: { zh: '已提交片酬告知承诺', en: 'The commitment on pay is filed' },
    appliesWhen: shown,
    requires: onRecord([p.payCommitted]),
    remedy: { zh: '补交片酬告知承诺书。', en: 'File the commitment.' },
    reading: {
      zh: '只核对承诺是否提交；片酬是否合规、有无“阴阳合同”由人核实。',
      en: 'Only whether it is filed; whether pay keeps the rules is for a person.',
    },
    examples: recordExamples([p.payCommitted], SHOWN, { airedOn: '2021-09-01', payCommitted: false }),
  }),
]
