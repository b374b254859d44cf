import type { Handle } from '../../facts/entity.ts'
import { network, organisation, type SERVICE_KINDS, type serviceEntity } from '../../facts/network.ts'
import { param } from '../../facts/param.ts'
import { all, always, any, asOf, type BooleanTerm, not } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'
import { type Rule, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'
import { FILING, running } from '../mlps-cii-2020/duty.ts'
import { kept, type OnRecord } from '../organisation.ts'

/**
 * What an inspection under Order 151 looks at, as the operator can show it: arts. 10 to 12. Guiju asks whether the
 * record of a duty exists, never for the record: it holds no log of users.
 */

const IN_FORCE = { from: '2018-11-01', until: '2026-09-30' } as const
const o = organisation
const p = organisation.operator
const DAY = '2025-06-01'

const record = (place: string, from: Omit<OnRecord, 'cites' | 'inForce'>) =>
  kept({ cites: `inspection-2018#art${place}`, inForce: IN_FORCE, ...from })

type Service = Handle<typeof serviceEntity>
type ServiceKind = keyof typeof SERVICE_KINDS

/** What one kind of service keeps besides. */
function service(
  place: string,
  kind: ServiceKind,
  records: (s: Service) => readonly BooleanTerm[],
  title: Text,
  remedy: Text,
): Rule {
  const names = records((o.services as { handle(as: string): Service }).handle('service')).map(
    (t) => t.node.path.at(-1)!,
  )
  const facts = (change: Record<string, unknown>) => ({
    id: 'o',
    services: [{ id: 's', kind, ...Object.fromEntries(names.map((n) => [n, true])), ...change }],
  })
  return rule({
    id: `inspection-2018#art${place}`,
    cites: `inspection-2018#art${place}`,
    inForce: IN_FORCE,
    subject: organisation,
    title,
    remedy,
    appliesWhen: o.services.some((s) => s.kind.is(kind)),
    requires: o.services.every((s) => any(not(s.kind.is(kind)), all(...records(s).map((r) => r.isTrue())))),
    examples: [
      { name: 'all on record', facts: facts({}), expect: 'passed' },
      ...names.flatMap((n) => [
        { name: `${n} is no`, facts: facts({ [n]: false }), expect: 'failed' as const },
        { name: `${n} not said`, facts: facts({ [n]: undefined }), expect: 'cantTell' as const },
      ]),
      {
        name: 'no such service',
        facts: { id: 'o', services: [{ id: 's', kind: kind === 'other' ? 'domain' : 'other' }] },
        expect: 'inapplicable',
      },
      { name: 'services not listed', facts: { id: 'o' }, expect: 'cantTell' },
    ],
  })
}

const unfiled: Condition = all(running, network.level.atLeast(2), not(network.filedOn.onOrBefore(asOf)))
const ungraded: Condition = all(running, not(network.level.exists()))
const late: Condition = all(network.liveOn.plus(FILING).before(asOf), network.levelSince.plus(FILING).before(asOf))

const mlps = rule({
  id: 'inspection-2018#art10.7',
  cites: 'inspection-2018#art10.7',
  inForce: IN_FORCE,
  subject: organisation,
  title: {
    zh: '履行网络安全等级保护义务：运行中的网络已定级，第二级以上已备案',
    en: 'Multi-level protection is performed: running networks are graded and, from level 2, filed',
  },
  appliesWhen: o.networks.some(() => running),
  requires: o.networks.every(() => not(any(unfiled, ungraded))),
  pending: {
    while: not(o.networks.some(() => any(ungraded, all(unfiled, late)))),
    need: {
      fact: 'network.filedOn',
      how: { zh: '备案完成后填写日期并附备案证明', en: 'give the day and the certificate once it is filed' },
    },
    say: {
      zh: '2007年办法的30日自定级和投入运行起可能尚未届满：',
      en: 'The 30 days of the Measures of 2007, from grading and from going live, may still run:',
    },
  },
  remedy: {
    zh: '为未定级的网络定级，第二级以上的向公安机关备案，备好备案证明和测评报告。',
    en: 'Grade what is not graded, file what is of level 2 or above, and have certificates and reports at hand.',
  },
  reading: {
    zh: '只看定级和备案；测评、整改等按等级保护指导意见逐项判断。',
    en: 'Only grading and filing are looked at; assessment and correction are judged by the opinions on multi-level protection.',
  },
  examples: [
    {
      name: 'graded and filed',
      facts: { id: 'o', networks: [{ ...run('a'), level: 2, filedOn: '2021-03-01' }] },
      expect: 'passed',
      on: DAY,
    },
    { name: 'level 1', facts: { id: 'o', networks: [{ ...run('a'), level: 1 }] }, expect: 'passed', on: DAY },
    {
      name: 'not filed',
      facts: { id: 'o', networks: [{ ...run('a'), level: 2, filedOn: null }] },
      expect: 'failed',
      on: DAY,
    },
    { name: 'not graded', facts: { id: 'o', networks: [{ ...run('a'), level: null }] }, expect: 'failed', on: DAY },
    {
      name: 'live for 30 days',
      facts: { id: 'o', networks: [{ ...run('a'), liveOn: '2025-05-02', level: 2, filedOn: null }] },
      expect: 'cantTell',
      on: DAY,
    },
    { name: 'filing not said', facts: { id: 'o', networks: [{ ...run('a'), level: 2 }] }, expect: 'cantTell', on: DAY },
    {
      name: 'nothing runs',
      facts: { id: 'o', networks: [{ ...run('a'), liveOn: null }] },
      expect: 'inapplicable',
      on: DAY,
    },
  ],
})

function run(id: string) {
  return { id, liveOn: '2021-01-01', retiredOn: null, levelSince: '2021-01-01' }
}

const TASK = { id: 'o', operator: { majorTask: true } }
const NO_TASK = { id: 'o', operator: { majorTask: false } }
const task = (place: string, term: BooleanTerm, title: Text, remedy: Text) =>
  record(`12.${place}`, { title, remedy, applies: p.majorTask.isTrue(), of: TASK, outside: NO_TASK, records: [term] })

export const readinessRules: readonly Rule[] = [
  record('10.1', {
    title: {
      zh: '已办理联网备案并报送接入单位、用户的基本信息及变更',
      en: 'The connection is filed, and basic data of units and users and their changes are reported',
    },
    records: [p.connectionFiled, p.connectionReported],
    remedy: {
      zh: '办理联网备案并按变更报送，留存回执。',
      en: 'File the connection, report changes and keep the receipts.',
    },
  }),
  record('10.2', {
    title: {
      zh: '有安全管理制度和操作规程并落实，确定网络安全负责人',
      en: 'Security rules and procedures exist and are followed, and a person is in charge',
    },
    records: [p.managementRules, p.proceduresFollowed, p.securityOfficer],
    remedy: {
      zh: '制定制度和规程，任命负责人，留存落实记录。',
      en: 'Write rules and procedures, name the person and keep records of use.',
    },
  }),
  rule({
    ...record('10.3', {
      title: {
        zh: '有措施记录并留存用户注册信息和上网日志',
        en: 'Registration data and access logs are recorded and kept',
      },
      records: [p.logsKept],
      remedy: {
        zh: '落实注册信息和日志的记录留存措施。',
        en: 'Set up recording and keeping of registration data and logs.',
      },
    }),
    subject: organisation,
    leads: [
      {
        when: p.logMonths.lessThan(param('inspection.log-months').value()),
        say: {
          zh: '日志留存不足六个月：六个月来自《网络安全法》，不是本规定的数字，仅作提示。',
          en: 'Logs are kept for less than six months: the six months are those of the Cybersecurity Law, not of these Provisions; a hint only.',
        },
      },
    ],
  }),
  record('10.4', {
    title: {
      zh: '有防范计算机病毒、网络攻击和侵入的技术措施',
      en: 'There are technical measures against viruses, attacks and intrusion',
    },
    records: [p.protected],
    remedy: {
      zh: '部署相应技术措施，备好配置和运行记录。',
      en: 'Deploy them and have configuration and records at hand.',
    },
  }),
  record('10.5', {
    title: {
      zh: '公共信息服务对禁止发布、传输的信息有防范措施',
      en: 'Public information services guard against prohibited information',
    },
    applies: p.publicInformation.isTrue(),
    of: { id: 'o', operator: { publicInformation: true } },
    outside: { id: 'o', operator: { publicInformation: false } },
    records: [p.contentControls],
    remedy: { zh: '建立防范措施和处置流程，留存记录。', en: 'Set up measures and a way to act, and keep records.' },
  }),
  rule({
    id: 'inspection-2018#art10.6',
    cites: 'inspection-2018#art10.6',
    inForce: IN_FORCE,
    subject: organisation,
    title: {
      zh: '依法为公安机关提供技术支持和协助',
      en: 'Technical support is given to the police as the law requires',
    },
    requires: always,
    ceiling: {
      by: 'human',
      why: {
        zh: '是否依法提出、是否已协助，由双方凭文书认定，规矩不作判断。',
        en: 'Whether it was lawfully asked for and given is for both sides to settle by their papers; Guiju does not judge it.',
      },
    },
    remedy: { zh: '留存请求文书和协助记录。', en: 'Keep the request and the record of the help given.' },
    examples: [{ name: 'never judged', facts: { id: 'o' }, expect: 'untested' }],
  }),
  mlps,
  service(
    '11.1',
    'access',
    (s) => [s.addressRecords],
    { zh: '接入服务：网络地址及分配使用情况有记录', en: 'Access: addresses and their assignment are on record' },
    { zh: '补齐地址分配使用记录。', en: 'Complete the records of addresses.' },
  ),
  service(
    '11.2',
    'data-centre',
    (s) => [s.customerRecords],
    {
      zh: '数据中心服务：主机托管、租用和虚拟空间用户有记录',
      en: 'Data centre: hosting and virtual-space customers are on record',
    },
    { zh: '补齐用户信息记录。', en: 'Complete the records of customers.' },
  ),
  service(
    '11.3',
    'domain',
    (s) => [s.domainRecords, s.domainsHandled],
    {
      zh: '域名服务：申请、变动有记录，违法域名有处置',
      en: 'Domain names: changes are on record and unlawful names acted against',
    },
    { zh: '补齐记录，落实违法域名处置。', en: 'Complete the records and act against unlawful names.' },
  ),
  service(
    '11.4',
    'information',
    (s) => [s.publishingManaged, s.removalRecords],
    {
      zh: '信息服务：管理用户发布的信息，违禁信息的处置有记录',
      en: 'Information: publishing is controlled and removals are on record',
    },
    { zh: '落实发布管理，留存处置记录。', en: 'Control publishing and keep records of removals.' },
  ),
  service(
    '11.5',
    'content-delivery',
    (s) => [s.linkRecords],
    {
      zh: '内容分发服务：分发网络与内容源的链接对应有记录',
      en: 'Content delivery: links to their sources are on record',
    },
    { zh: '补齐链接对应记录。', en: 'Complete the records of links.' },
  ),
  service(
    '11.6',
    'public-access',
    (s) => [s.accessMeasures],
    {
      zh: '公共上网服务：有符合国家标准的安全保护措施',
      en: 'Public access: protective measures meet national standards',
    },
    { zh: '按国家标准落实措施，备好证明。', en: 'Take the measures of the standards and have the proof at hand.' },
  ),
  task(
    '1',
    p.taskPlan,
    { zh: '任务工作方案、责任分工和管理人员', en: 'A work plan for the task, responsibilities and persons in charge' },
    { zh: '制定方案，明确分工和人员。', en: 'Write the plan and name who does what.' },
  ),
  task(
    '2',
    p.taskRisks,
    { zh: '风险已评估和管控，漏洞隐患已堵塞', en: 'Risks are assessed and controlled, weaknesses closed' },
    { zh: '评估风险，堵塞漏洞并留存记录。', en: 'Assess risks, close weaknesses and keep records.' },
  ),
  task(
    '3',
    p.taskEmergency,
    { zh: '有应急预案、演练和应急设施', en: 'There are an emergency plan, drills and emergency equipment' },
    { zh: '完善预案，开展演练，备好设施。', en: 'Complete the plan, drill and have the equipment ready.' },
  ),
  task(
    '4',
    p.taskMeasures,
    { zh: '有任务所需的其他防范措施', en: 'Other protective measures the task needs are taken' },
    { zh: '按任务要求落实措施。', en: 'Take the measures the task needs.' },
  ),
  task(
    '5',
    p.taskReported,
    { zh: '已按要求报告措施及落实情况', en: 'The measures and how they are carried out were reported' },
    { zh: '按要求报告，留存回执。', en: 'Report as asked and keep the receipts.' },
  ),
]
