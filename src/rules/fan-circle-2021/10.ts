import { campaign as c, site } from '../../facts/fan-circle.ts'
import { all, always } from '../../facts/terms.ts'
import { onRecord, recordExamples } from '../documents.ts'
import { duty } from './duty.ts'

export default [
  duty('10', 'mechanism', {
    reads: '及时发现、清理各类违规应援集资信息',
    title: { zh: '有发现、清理违规应援集资信息的机制', en: 'A mechanism finds and clears unlawful fund-raising' },
    subject: site,
    requires: onRecord([site.fundRaisingCleared]),
    remedy: { zh: '建立发现、清理机制并留存记录。', en: 'Set it up and keep records.' },
    examples: recordExamples([site.fundRaisingCleared], {}),
  }),
  duty('10', 'fund-raising', {
    reads: '违规应援集资信息',
    title: { zh: '应援集资活动（线索）', en: 'Fund-raising campaigns (leads)' },
    subject: c,
    requires: always,
    ceiling: {
      by: 'human',
      why: {
        zh: '通知清理的是“违规”的应援集资，是否违规由人核实；规矩只列出在线的应援集资活动。',
        en: 'The notice clears fund-raising that breaks rules; whether one does is for a person. Guiju lists those on line.',
      },
    },
    remedy: {
      zh: '逐个核实；违规的清理，涉及未成年人的优先。',
      en: 'Look into each; clear those that break rules, minors first.',
    },
    leads: [
      {
        when: all(c.live.isTrue(), c.fundRaising.isTrue()),
        say: { zh: '在线的应援集资活动', en: 'Fund-raising campaigns on line' },
      },
    ],
    examples: [{ name: 'never judged', facts: { live: true, fundRaising: true }, expect: 'untested' }],
  }),
]
