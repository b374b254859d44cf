import { site } from '../../facts/fan-circle.ts'
import { always } from '../../facts/terms.ts'
import { duty } from './duty.ts'

export default [
  duty('5', 'quarrels', {
    title: { zh: '清理互撕、拉踩引战等信息', en: 'Quarrels and incitement between fans are cleared' },
    subject: site,
    requires: always,
    ceiling: {
      by: 'boundary',
      why: {
        zh: '涉及对言论的判断，规矩不作判断。',
        en: 'It would need a judgement of speech, which Guiju does not make.',
      },
    },
    remedy: { zh: '由人对照条文核实。', en: 'A person compares it with the provision.' },
    examples: [{ name: 'never judged', facts: {}, expect: 'untested' }],
  }),
]
