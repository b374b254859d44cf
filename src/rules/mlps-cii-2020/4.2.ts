import { network as n } from '../../facts/network.ts'
import { all } from '../../facts/terms.ts'
import { attested, DAY, duty, fromLevel3OrCritical, LEVEL_2, LEVEL_3, running } from './duty.ts'
import {
  eachReported,
  happened,
  type Incident,
  longUnreported,
  NOT_REPORTED,
  toPolice,
  toSector,
  untilHandled,
} from './incidents.ts'

const incident = { id: 'i1', kind: 'incident', on: '2026-05-01', toPoliceOn: '2026-05-01' }
const of = { ...LEVEL_3, operator: { sectorRegulator: '某部门' } }

const told = (i: Incident) => i.kind.among('incident', 'warning')
const toBoth = (i: Incident) => all(toPolice(i), toSector(i))

export default [
  attested('4.2', 'warnings', {
    title: {
      zh: '第三级以上网络和关键信息基础设施运营者接收、处置预警',
      en: 'From level 3, and for critical infrastructure, warnings are received and handled',
    },
    applies: all(running, fromLevel3OrCritical),
    of: LEVEL_3,
    outside: LEVEL_2,
    records: [n.operator.warningHandling],
    remedy: { zh: '建立预警接收和处置机制。', en: 'Set up how warnings are received and handled.' },
  }),
  duty('4.2', 'report', {
    reads: '报送网络安全监测预警信息和网络安全事件',
    title: {
      zh: '事件和预警信息报送行业主管部门和备案公安机关',
      en: 'Incidents and warnings are reported to the sector department and the police who filed',
    },
    appliesWhen: all(running, fromLevel3OrCritical, happened(told)),
    requires: eachReported(told, toBoth),
    pending: {
      ...untilHandled((i) => i.kind.is('incident'), toBoth),
      say: {
        zh: '尚不能确定处置已经完成，或者只是上级通报的预警（不必再报）：',
        en: 'Whether it was handled to its end, or is only a warning received from above, which need not go back, is not known:',
      },
    },
    leads: [longUnreported(told, toBoth)],
    remedy: { zh: '按规定补报并留存回执。', en: 'Report now as required and keep the receipts.' },
    reading: NOT_REPORTED,
    examples: [
      {
        name: 'to both',
        facts: { ...of, incidents: [{ ...incident, toSectorOn: '2026-05-02' }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not to the department',
        facts: { ...of, incidents: [{ ...incident, toSectorOn: null, handledOn: '2026-05-03' }] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'a warning, which may come from above',
        facts: { ...of, incidents: [{ ...incident, kind: 'warning', toPoliceOn: null, handledOn: '2026-05-03' }] },
        expect: 'cantTell',
        on: DAY,
      },
      { name: 'not said', facts: { ...of, incidents: [incident] }, expect: 'cantTell', on: DAY },
      {
        name: 'no department',
        facts: { ...of, operator: { sectorRegulator: null }, incidents: [incident] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'level 2',
        facts: { ...LEVEL_2, incidents: [{ ...incident, toSectorOn: null }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
