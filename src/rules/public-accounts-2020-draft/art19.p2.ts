import { measure as m } from '../../facts/accounts.ts'
import { asOf } from '../../facts/terms.ts'
import { duty } from './duty.ts'

const taken = { measureId: 'm', takenOn: '2020-11-10' }

export default [
  duty('art19.p2', 'recorded', {
    reads: '保存有关记录',
    title: { zh: '处置措施有记录', en: 'Measures are on record' },
    subject: m,
    appliesWhen: m.takenOn.onOrBefore(asOf),
    requires: m.recordKept.isTrue(),
    remedy: { zh: '补存处置记录。', en: 'Make the record good.' },
    examples: [
      { name: 'recorded', facts: { ...taken, recordKept: true }, expect: 'passed' },
      { name: 'not recorded', facts: { ...taken, recordKept: false }, expect: 'failed' },
      { name: 'not said', facts: taken, expect: 'cantTell' },
      { name: 'not taken yet', facts: { ...taken, takenOn: '2020-12-02', recordKept: false }, expect: 'inapplicable' },
    ],
  }),
  duty('art19.p2', 'reported', {
    reads: '并及时向网信等有关主管部门报告',
    title: { zh: '处置措施已向主管部门报告', en: 'Measures are reported to the authorities' },
    subject: m,
    appliesWhen: m.takenOn.before(asOf),
    requires: m.reportedOn.onOrBefore(asOf),
    remedy: {
      zh: '向网信等有关主管部门补报。',
      en: 'Report them to the cyberspace administration and others in charge.',
    },
    reading: {
      zh: '“及时”未定天数：处置当日不作判断，迟报不判为不符合，未报为不符合。',
      en: 'No days are set for “in time”: not judged on the day itself; late is no breach, not reported is one.',
    },
    examples: [
      { name: 'reported', facts: { ...taken, reportedOn: '2020-11-20' }, expect: 'passed' },
      { name: 'not reported', facts: { ...taken, reportedOn: null }, expect: 'failed' },
      { name: 'not said', facts: taken, expect: 'cantTell' },
      { name: 'taken yesterday', facts: { takenOn: '2020-11-30', reportedOn: null }, expect: 'failed' },
      { name: 'taken today', facts: { takenOn: '2020-12-01', reportedOn: null }, expect: 'inapplicable' },
    ],
  }),
]
