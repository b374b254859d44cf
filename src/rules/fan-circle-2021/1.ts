import { ranking as r } from '../../facts/fan-circle.ts'
import { all, not } from '../../facts/terms.ts'
import { absent, absentExamples } from '../forbidden.ts'
import { duty } from './duty.ts'

export default [
  duty('1', 'persons', {
    reads: '取消所有涉明星艺人个人或组合的排行榜单',
    title: { zh: '没有明星艺人个人或组合的榜单', en: 'No rankings of stars or groups' },
    subject: r,
    appliesWhen: r.live.isTrue(),
    requires: not(r.ranks.among('star', 'star-group')),
    remedy: {
      zh: '下线明星艺人个人、组合的榜单及变相产品，只留作品排行。',
      en: 'Take rankings of stars and groups, open or covert, off line; keep rankings of works only.',
    },
    examples: [
      { name: 'works', facts: { live: true, ranks: 'work' }, expect: 'passed' },
      { name: 'not about stars', facts: { live: true, ranks: 'other' }, expect: 'passed' },
      { name: 'a star', facts: { live: true, ranks: 'star' }, expect: 'failed' },
      { name: 'a group', facts: { live: true, ranks: 'star-group' }, expect: 'failed' },
      { name: 'not said', facts: { live: true }, expect: 'cantTell' },
      { name: 'not said whether it is on line', facts: { ranks: 'star' }, expect: 'cantTell' },
      { name: 'taken off line', facts: { live: false, ranks: 'star' }, expect: 'inapplicable' },
    ],
  }),
  duty('1', 'names', {
    reads: '不得出现明星艺人姓名等个人标识',
    title: { zh: '作品排行不显示明星姓名等个人标识', en: 'Rankings of works show no names or marks of stars' },
    subject: r,
    appliesWhen: all(r.live.isTrue(), r.ranks.is('work')),
    requires: absent([r.showsNames]),
    remedy: { zh: '从作品排行中去掉明星姓名等个人标识。', en: 'Remove names and other marks of stars.' },
    examples: absentExamples([r.showsNames], { live: true, ranks: 'work' }, { live: true, ranks: 'other' }),
  }),
]
