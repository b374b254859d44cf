import { complaint as c, platform } from '../../facts/accounts.ts'
import { any, asOf } from '../../facts/terms.ts'
import { documents, duty } from './duty.ts'

const due = { complaintId: 'c', kind: 'complaint', receivedOn: '2020-11-01', dueOn: '2020-11-16' }

export default [
  documents('art20.p2', 'entry', {
    reads: '应当设置醒目、便捷举报入口，公布申诉、投诉、举报方式等信息',
    title: { zh: '举报入口醒目便捷，方式已公布', en: 'The entry for reports is prominent and the ways are published' },
    records: [platform.reportEntry, platform.methodsPublished],
    remedy: {
      zh: '设置醒目便捷的举报入口，公布申诉、投诉、举报方式。',
      en: 'Provide a prominent, easy entry and publish the ways to appeal, complain and report.',
    },
  }),
  documents('art20.p2', 'process', {
    reads: '明确处理流程和反馈时限',
    title: { zh: '处理流程和反馈时限已明确', en: 'The process and the time to answer are stated' },
    records: [platform.processPublished],
    remedy: { zh: '公布处理流程和反馈时限。', en: 'Publish the process and the time to answer.' },
  }),
  duty('art20.p2', 'in-time', {
    reads: '及时有效处理生产运营者申诉和公众投诉举报',
    title: {
      zh: '申诉、投诉、举报在平台公布的时限内反馈',
      en: 'Appeals, complaints and reports are answered within the platform’s own published limit',
    },
    subject: c,
    appliesWhen: any(c.answeredOn.onOrBefore(asOf), c.dueOn.before(asOf)),
    requires: c.answeredOn.onOrBefore(c.dueOn),
    remedy: {
      zh: '立即反馈逾期件，并核查逾期原因。',
      en: 'Answer what is overdue at once and find out why it was late.',
    },
    reading: {
      zh: '条文不定天数，以平台自己公布的时限为准；从收到的次日起算。没有公布时限的，不能判断。',
      en: 'The text sets no days: the platform’s own published limit counts, from the day after receipt. Without one nothing can be told.',
    },
    examples: [
      { name: 'on the last day', facts: { ...due, answeredOn: '2020-11-16' }, expect: 'passed' },
      { name: 'a day late', facts: { ...due, answeredOn: '2020-11-17' }, expect: 'failed' },
      { name: 'not answered', facts: { ...due, answeredOn: null }, expect: 'failed' },
      {
        name: 'not answered, due today',
        facts: { ...due, dueOn: '2020-12-01', answeredOn: null },
        expect: 'inapplicable',
      },
      { name: 'no limit published', facts: { ...due, dueOn: undefined, answeredOn: '2020-11-17' }, expect: 'cantTell' },
      { name: 'not said', facts: due, expect: 'cantTell' },
    ],
  }),
]
