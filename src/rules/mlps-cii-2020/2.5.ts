import { network as n } from '../../facts/network.ts'
import { all } from '../../facts/terms.ts'
import { attested, DAY, duty, fromLevel, LEVEL_2, LEVEL_3, running } from './duty.ts'

const supplier = { id: 's1', managed: true, riskAssessed: true }

export default [
  duty('2.5', 'key-people', {
    reads: '加强网络关键人员的安全管理',
    title: { zh: '关键岗位人员有安全管理记录', en: 'People in key posts are managed on record' },
    appliesWhen: all(
      running,
      n.people.some((p) => p.id.exists()),
    ),
    requires: n.people.every((p) => p.managed.isTrue()),
    remedy: {
      zh: '对关键岗位人员落实录用审查、保密、培训和离岗管理并留痕。',
      en: 'Vet, bind, train and release people in key posts, and keep records.',
    },
    examples: [
      { name: 'managed', facts: { ...LEVEL_2, people: [{ id: 'p1', managed: true }] }, expect: 'passed', on: DAY },
      {
        name: 'one is not',
        facts: {
          ...LEVEL_2,
          people: [
            { id: 'p1', managed: true },
            { id: 'p2', managed: false },
          ],
        },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...LEVEL_2, people: [{ id: 'p1' }] }, expect: 'cantTell', on: DAY },
      { name: 'nobody listed', facts: { ...LEVEL_2, people: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
  duty('2.5', 'suppliers', {
    reads: '评估服务过程中可能存在的安全风险',
    title: {
      zh: '第三级以上网络的服务方受管理且已评估风险',
      en: 'From level 3 service providers are managed and their risks assessed',
    },
    appliesWhen: all(
      running,
      fromLevel(3),
      n.suppliers.some((s) => s.id.exists()),
    ),
    requires: n.suppliers.every((s) => all(s.managed.isTrue(), s.riskAssessed.isTrue())),
    remedy: {
      zh: '对设计、建设、运维和技术服务机构及人员加强管理，评估风险并采取管控措施。',
      en: 'Manage designers, builders, maintainers and providers, assess the risks and control them.',
    },
    examples: [
      { name: 'managed and assessed', facts: { ...LEVEL_3, suppliers: [supplier] }, expect: 'passed', on: DAY },
      {
        name: 'not assessed',
        facts: { ...LEVEL_3, suppliers: [{ ...supplier, riskAssessed: false }] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not said',
        facts: { ...LEVEL_3, suppliers: [{ id: 's1', managed: true }] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'level 2',
        facts: { ...LEVEL_2, suppliers: [{ ...supplier, riskAssessed: false }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  attested('2.5', 'remote', {
    reads: '评估论证',
    title: { zh: '互联网远程运维经评估论证并受管控', en: 'Maintenance over the internet is justified and controlled' },
    applies: all(running, n.remoteMaintenance.isTrue()),
    of: { ...LEVEL_2, remoteMaintenance: true },
    outside: { ...LEVEL_2, remoteMaintenance: false },
    records: [n.remoteReviewed, n.remoteControlled],
    remedy: {
      zh: '对远程运维进行评估论证，采取相应管控措施；不必要的予以关闭。',
      en: 'Assess and justify remote maintenance and control it; close what is not needed.',
    },
  }),
  duty('2.5', 'products', {
    reads: '符合国家法律法规和有关标准规范要求的网络产品及服务',
    title: { zh: '采购、使用的网络产品和服务合规', en: 'Products and services bought and used conform' },
    appliesWhen: all(
      running,
      n.products.some((p) => p.id.exists()),
    ),
    requires: n.products.every((p) => p.conforms.isTrue()),
    remedy: {
      zh: '核对产品认证检测证明，替换不合规的产品和服务。',
      en: 'Check certificates and replace what does not conform.',
    },
    examples: [
      { name: 'conform', facts: { ...LEVEL_2, products: [{ id: 'p1', conforms: true }] }, expect: 'passed', on: DAY },
      {
        name: 'one does not',
        facts: { ...LEVEL_2, products: [{ id: 'p1', conforms: false }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...LEVEL_2, products: [{ id: 'p1' }] }, expect: 'cantTell', on: DAY },
      { name: 'none listed', facts: { ...LEVEL_2, products: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
]
