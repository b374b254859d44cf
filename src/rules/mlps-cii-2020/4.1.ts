import { network as n } from '../../facts/network.ts'
import { all } from '../../facts/terms.ts'
import { attested, CRITICAL, critical, DAY, duty, LEVEL_2, LEVEL_3, running } from './duty.ts'
import { eachReported, happened, longUnreported, NOT_REPORTED, toPolice, untilHandled } from './incidents.ts'

const attack = { id: 'i1', kind: 'attack', on: '2026-05-01' }

export default [
  attested('4.1', 'monitoring', {
    reads: '全面加强网络安全监测',
    title: { zh: '网络已纳入安全监测', en: 'The network is monitored' },
    applies: running,
    of: LEVEL_2,
    outside: { ...LEVEL_2, liveOn: null },
    records: [n.monitored],
    remedy: { zh: '把网络纳入安全监测。', en: 'Monitor the network.' },
  }),
  attested('4.1', 'real-time', {
    reads: '实时监测',
    title: { zh: '关键信息基础设施实时监测', en: 'Critical infrastructure is monitored in real time' },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.realTime],
    remedy: { zh: '对关键信息基础设施实时监测。', en: 'Monitor critical infrastructure in real time.' },
  }),
  duty('4.1', 'report', {
    reads: '立即报告',
    title: { zh: '发现的攻击和威胁已报告', en: 'Attacks and threats that were found were reported' },
    appliesWhen: all(
      running,
      happened((i) => i.kind.among('attack', 'threat')),
    ),
    requires: eachReported((i) => i.kind.among('attack', 'threat'), toPolice),
    pending: untilHandled((i) => i.kind.among('attack', 'threat'), toPolice),
    leads: [longUnreported((i) => i.kind.among('attack', 'threat'), toPolice)],
    remedy: {
      zh: '立即报告公安机关并处置，留存记录。',
      en: 'Report to the police at once, handle it and keep records.',
    },
    reading: NOT_REPORTED,
    examples: [
      {
        name: 'reported',
        facts: { ...LEVEL_2, incidents: [{ ...attack, toPoliceOn: '2026-05-01' }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'handled and never reported',
        facts: { ...LEVEL_2, incidents: [{ ...attack, toPoliceOn: null, handledOn: '2026-05-03' }] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'a threat handled and never reported',
        facts: { ...LEVEL_2, incidents: [{ ...attack, kind: 'threat', toPoliceOn: null, handledOn: '2026-05-03' }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...LEVEL_2, incidents: [attack] }, expect: 'cantTell', on: DAY },
      {
        name: 'not reported, not handled yet',
        facts: { ...LEVEL_2, incidents: [{ ...attack, toPoliceOn: null, handledOn: null }] },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
  attested('4.1', 'duty', {
    reads: '7×24小时值班值守',
    title: { zh: '监控指挥中心7×24小时值守', en: 'The command centre is staffed around the clock' },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    reading: {
      zh: '“重点行业、网络运营者”是否及于一般网络不明确，只对关键信息基础设施判断。',
      en: 'Whether the words reach ordinary networks is not clear: only critical infrastructure is judged.',
    },
    records: [n.operator.dutyAroundClock, n.operator.platformLinked],
    remedy: {
      zh: '建设保护业务平台和监控指挥中心，与公安机关平台对接，落实7×24小时值守。',
      en: 'Build the platform and command centre, link it to that of the police and staff it around the clock.',
    },
  }),
]
