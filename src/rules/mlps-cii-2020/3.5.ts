import { network as n } from '../../facts/network.ts'
import { all, any, not } from '../../facts/terms.ts'
import { CRITICAL, critical, DAY, duty, LEVEL_3 } from './duty.ts'

export default [
  duty('3.5', 'background', {
    reads: '安全背景审查',
    title: {
      zh: '安全管理机构负责人和关键岗位人员经安全背景审查',
      en: 'The head of the security body and people in key posts were vetted',
    },
    appliesWhen: all(
      critical,
      n.people.some((p) => p.id.exists()),
    ),
    requires: n.people.every((p) => p.backgroundChecked.isTrue()),
    remedy: { zh: '对负责人和关键岗位人员进行安全背景审查。', en: 'Vet the head and the people in key posts.' },
    examples: [
      {
        name: 'vetted',
        facts: { ...CRITICAL, people: [{ id: 'p1', backgroundChecked: true }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'one is not',
        facts: { ...CRITICAL, people: [{ id: 'p1', backgroundChecked: false }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...CRITICAL, people: [{ id: 'p1' }] }, expect: 'cantTell', on: DAY },
      {
        name: 'not notified',
        facts: { ...LEVEL_3, people: [{ id: 'p1', backgroundChecked: false }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  duty('3.5', 'review', {
    reads: '通过安全审查',
    title: {
      zh: '可能影响国家安全的采购通过国家安全审查',
      en: 'Purchases that may affect national security passed review',
    },
    appliesWhen: all(
      critical,
      n.products.some((p) => p.nationalSecurity.isTrue()),
    ),
    requires: n.products.every((p) => any(not(p.nationalSecurity.isTrue()), p.reviewPassed.isTrue())),
    remedy: {
      zh: '申报网络安全审查；审查通过前不使用。',
      en: 'Apply for the review and do not use it before it passed.',
    },
    reading: {
      zh: '是否可能影响国家安全由运营者预判后填写，规矩不作认定。',
      en: 'Whether it may affect national security is for the operator to say; Guiju does not determine it.',
    },
    examples: [
      {
        name: 'passed',
        facts: { ...CRITICAL, products: [{ id: 'p1', nationalSecurity: true, reviewPassed: true }] },
        expect: 'passed',
        on: DAY,
      },
      {
        name: 'not passed',
        facts: { ...CRITICAL, products: [{ id: 'p1', nationalSecurity: true, reviewPassed: false }] },
        expect: 'failed',
        on: DAY,
      },
      {
        name: 'not said',
        facts: { ...CRITICAL, products: [{ id: 'p1', nationalSecurity: true }] },
        expect: 'cantTell',
        on: DAY,
      },
      {
        name: 'no such purchase',
        facts: { ...CRITICAL, products: [{ id: 'p1', nationalSecurity: false }] },
        expect: 'inapplicable',
        on: DAY,
      },
    ],
  }),
  duty('3.5', 'services', {
    reads: '服务实施安全管理',
    title: { zh: '对设计、建设、运维等服务实施安全管理', en: 'Design, building, maintenance and services are managed' },
    appliesWhen: all(
      critical,
      n.suppliers.some((s) => s.id.exists()),
    ),
    requires: n.suppliers.every((s) => s.managed.isTrue()),
    remedy: { zh: '对服务方加强安全管理并留痕。', en: 'Manage the providers and keep records.' },
    examples: [
      { name: 'managed', facts: { ...CRITICAL, suppliers: [{ id: 's1', managed: true }] }, expect: 'passed', on: DAY },
      {
        name: 'not managed',
        facts: { ...CRITICAL, suppliers: [{ id: 's1', managed: false }] },
        expect: 'failed',
        on: DAY,
      },
      { name: 'not said', facts: { ...CRITICAL, suppliers: [{ id: 's1' }] }, expect: 'cantTell', on: DAY },
      { name: 'none listed', facts: { ...CRITICAL, suppliers: [] }, expect: 'inapplicable', on: DAY },
    ],
  }),
]
