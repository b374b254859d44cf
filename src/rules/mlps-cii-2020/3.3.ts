import { network as n } from '../../facts/network.ts'
import { all, asOf } from '../../facts/terms.ts'
import { attested, CRITICAL, critical, DAY, duty, FIRST_YEAR, LEVEL_3 } from './duty.ts'

const of = (kind: string) => [{ id: 'a', kind, on: '2026-01-01' }]
const aYear = n.ciiNotifiedOn.plus(FIRST_YEAR).before(asOf)
const NEVER = {
  zh: '通知认定满一年从未开展的，才为不符合。',
  en: 'Only where it was never done a year after the notice is it a breach.',
}

export default [
  duty('3.3', 'mlps', {
    title: {
      zh: '关键信息基础设施按等级保护标准开展等级测评',
      en: 'Critical infrastructure is assessed by multi-level standards',
    },
    appliesWhen: all(critical, aYear),
    requires: n.assessments.some((a) => all(a.kind.is('mlps'), a.on.onOrBefore(asOf))),
    remedy: { zh: '按等级保护标准开展建设、测评和整改。', en: 'Build, assess and correct by multi-level standards.' },
    reading: NEVER,
    examples: [
      { name: 'assessed', facts: { ...CRITICAL, assessments: of('mlps') }, expect: 'passed', on: DAY },
      { name: 'never', facts: { ...CRITICAL, assessments: of('cii') }, expect: 'failed', on: DAY },
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
    appliesWhen: all(critical, aYear),
    requires: n.assessments.some((a) => all(a.kind.is('cii'), a.on.onOrBefore(asOf))),
    remedy: {
      zh: '依关键信息基础设施安全保护标准开展检测评估。',
      en: 'Have it tested by the standards for critical infrastructure.',
    },
    reading: NEVER,
    examples: [
      { name: 'tested', facts: { ...CRITICAL, assessments: of('cii') }, expect: 'passed', on: DAY },
      { name: 'only the level assessment', facts: { ...CRITICAL, assessments: of('mlps') }, expect: 'failed', on: DAY },
      { name: 'list open', facts: CRITICAL, expect: 'cantTell', on: DAY },
      {
        name: 'notified a year ago to the day',
        facts: { ...CRITICAL, ciiNotifiedOn: '2025-11-01', assessments: [] },
        expect: 'inapplicable',
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
