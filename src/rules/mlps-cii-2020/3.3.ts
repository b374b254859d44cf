import { network as n } from '../../facts/network.ts'
import { all, asOf, not } from '../../facts/terms.ts'
import { attested, CRITICAL, critical, DAY, duty, LEVEL_3, neverDone, unlessPlanned } from './duty.ts'

const of = (kind: string) => [{ id: 'a', kind, on: '2026-01-01' }]
const done = (kind: 'mlps' | 'cii') => n.assessments.some((a) => all(a.kind.is(kind), a.on.onOrBefore(asOf)))
const ASSESSED = { zh: '测评', en: 'assessed' }
const TESTED = { zh: '检测评估', en: 'tested' }
const NEVER = {
  zh: '从未开展、也没有尚未到期的计划的，才为不符合。',
  en: 'Only where it was never done, and is not planned, is it a breach.',
}

export default [
  duty('3.3', 'mlps', {
    title: {
      zh: '关键信息基础设施按等级保护标准开展等级测评',
      en: 'Critical infrastructure is assessed by multi-level standards',
    },
    appliesWhen: critical,
    requires: done('mlps'),
    pending: unlessPlanned('assessment', ASSESSED),
    leads: [neverDone(not(done('mlps')), n.ciiNotifiedOn, ASSESSED)],
    remedy: { zh: '按等级保护标准开展建设、测评和整改。', en: 'Build, assess and correct by multi-level standards.' },
    reading: NEVER,
    examples: [
      { name: 'assessed', facts: { ...CRITICAL, assessments: of('mlps') }, expect: 'passed', on: DAY },
      { name: 'never', facts: { ...CRITICAL, assessments: of('cii'), plans: [] }, expect: 'failed', on: DAY },
      { name: 'list open', facts: CRITICAL, expect: 'cantTell', on: DAY },
      { name: 'not notified', facts: { ...LEVEL_3, assessments: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  duty('3.3', 'testing', {
    reads: '检测评估',
    title: {
      zh: '在等级测评之外做关键信息基础设施安全检测评估',
      en: 'Critical infrastructure is tested by its own standards besides the level assessment',
    },
    appliesWhen: critical,
    requires: done('cii'),
    pending: unlessPlanned('cii', TESTED),
    leads: [neverDone(not(done('cii')), n.ciiNotifiedOn, TESTED)],
    remedy: {
      zh: '依关键信息基础设施安全保护标准开展检测评估。',
      en: 'Have it tested by the standards for critical infrastructure.',
    },
    reading: NEVER,
    examples: [
      { name: 'tested', facts: { ...CRITICAL, assessments: of('cii') }, expect: 'passed', on: DAY },
      {
        name: 'only the level assessment',
        facts: { ...CRITICAL, assessments: of('mlps'), plans: [] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'list open', facts: CRITICAL, expect: 'cantTell', on: DAY },
      {
        name: 'planned',
        facts: { ...CRITICAL, assessments: [], plans: [{ id: 'p', kind: 'cii', dueOn: '2026-12-01' }] },
        expect: 'cantTell',
        on: DAY,
      },
    ],
  }),
  attested('3.3', 'assets', {
    reads: '建立资产档案',
    title: { zh: '关键信息基础设施资产梳理建档', en: 'Assets of critical infrastructure are listed and filed' },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.assetFile],
    remedy: { zh: '梳理网络资产，建立资产档案。', en: 'List the assets and keep the file.' },
  }),
  attested('3.3', 'defence', {
    reads: '收敛互联网暴露面',
    title: {
      zh: '依标准加强保护，分区分域，收敛互联网暴露面',
      en: 'It is strengthened by standards, zoned, and its exposure reduced',
    },
    applies: critical,
    of: CRITICAL,
    outside: LEVEL_3,
    records: [n.ciiStrengthened, n.zoned, n.exposureReduced],
    remedy: {
      zh: '分区分域防护，收敛互联网暴露面，强化纵深防御。',
      en: 'Zone it, reduce exposure and defend in depth.',
    },
  }),
]
