import { network as n } from '../../facts/network.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import { DAY, duty, LEVEL_2, running } from './duty.ts'

const found = (more: object) => [{ id: 'f1', source: 'authority', grave: true, ...more }]

export default [
  duty('4.5', 'correction', {
    title: {
      zh: '主管机关指出的问题和重大隐患按期整改',
      en: 'What an authority raised, and grave weaknesses, are corrected by their due day',
    },
    appliesWhen: all(
      running,
      n.findings.some((f) => any(f.source.is('authority'), f.grave.isTrue())),
    ),
    requires: n.findings.every((f) =>
      any(not(any(f.source.is('authority'), f.grave.isTrue())), not(f.dueOn.before(asOf)), f.fixedOn.onOrBefore(asOf)),
    ),
    remedy: {
      zh: '立即整改，消除重大隐患，并向提出的机关反馈。',
      en: 'Correct it at once and answer the authority that raised it.',
    },
    examples: [
      {
        name: 'corrected',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-03-01', fixedOn: '2026-02-01' }) },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'overdue',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-03-01', fixedOn: null }) },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not said',
        facts: { ...LEVEL_2, findings: found({ dueOn: '2026-03-01' }) },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'nothing of the kind',
        facts: { ...LEVEL_2, findings: [{ id: 'f', source: 'scan', grave: false }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
]
