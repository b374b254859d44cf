import { all, not } from '../../facts/terms.ts'
import { DAY, duty, LEVEL_2, running } from './duty.ts'
import {
  eachReported,
  happened,
  type Incident,
  longUnreported,
  NOT_REPORTED,
  toPolice,
  untilHandled,
} from './incidents.ts'

const threat = { id: 'i1', kind: 'threat', grave: true, on: '2026-05-01' }
/** A warning may come from the police themselves. */
const grave = (i: Incident) => all(i.grave.isTrue(), not(i.kind.is('warning')))

export default [
  duty('4.4', 'grave', {
    reads: '重大网络安全威胁和事件',
    title: { zh: '重大威胁和事件已报告公安机关', en: 'Grave threats and incidents were reported to the police' },
    appliesWhen: all(running, happened(grave)),
    requires: eachReported(grave, toPolice),
    pending: untilHandled(grave, toPolice),
    leads: [longUnreported(grave, toPolice)],
    remedy: { zh: '及时报告公安机关并协助处置。', en: 'Report to the police in time and help.' },
    reading: NOT_REPORTED,
    examples: [
      {
        name: 'reported',
        facts: { ...LEVEL_2, incidents: [{ ...threat, toPoliceOn: '2026-05-01' }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'handled and never reported',
        facts: { ...LEVEL_2, incidents: [{ ...threat, toPoliceOn: null, handledOn: '2026-05-03' }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...LEVEL_2, incidents: [threat] }, expect: 'cantTell', on: DAY },
      {
        name: 'a grave warning that was received',
        facts: { ...LEVEL_2, incidents: [{ ...threat, kind: 'warning', toPoliceOn: null, handledOn: '2026-05-03' }] },
        expect: 'inapplicable',
        on: DAY,
      },
      {
        name: 'nothing grave',
        facts: { ...LEVEL_2, incidents: [{ ...threat, grave: false, toPoliceOn: null }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
