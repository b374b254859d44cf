import { site } from '../../facts/fan-circle.ts'
import { always } from '../../facts/terms.ts'
import { duty } from './duty.ts'

export default [
  duty('6', 'groups', {
    title: { zh: '解散违规社群、关闭版块频道', en: 'Groups and channels named in the notice are dissolved' },
    subject: site,
    requires: always,
    ceiling: {
      by: 'human',
      why: {
        zh: '社群主题和影响要看其言论，由人核实；规矩不读取社群内容。',
        en: 'The theme of a group shows in what is said there: a person looks into it, Guiju reads no groups.',
      },
    },
    remedy: { zh: '由人对照条文核实。', en: 'A person compares it with the provision.' },
    examples: [{ name: 'never judged', facts: {}, expect: 'untested' }],
  }),
]
