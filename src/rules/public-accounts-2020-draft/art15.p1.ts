import { account } from '../../facts/accounts.ts'
import { all, any } from '../../facts/terms.ts'
import { duty, kept } from './duty.ts'

const whole = { status: 'active', basicInfoGiven: true, owner: { kind: 'enterprise', scopeGiven: true } }

export default [
  duty('art15.p1', 'basic-facts', {
    reads: '如实填写用户主体性质、注册地、运营地、内容生产类别、联系方式等基本信息',
    title: {
      zh: '注册信息填写齐全，组织注明业务范围',
      en: 'Registered facts are complete, with an organisation’s business',
    },
    subject: account,
    appliesWhen: kept(account),
    requires: all(
      account.basicInfoGiven.isTrue(),
      any(account.owner.kind.is('person'), account.owner.scopeGiven.isTrue()),
    ),
    remedy: { zh: '要求生产运营者补齐注册信息。', en: 'Have the producer complete the facts.' },
    reading: {
      zh: '只核对是否填写；是否如实由平台核验。',
      en: 'Only whether they are given is checked; whether they are true is for the platform.',
    },
    examples: [
      { name: 'complete', facts: whole, expect: 'passed' },
      { name: 'not complete', facts: { ...whole, basicInfoGiven: false }, expect: 'failed' },
      {
        name: 'no business given',
        facts: { ...whole, owner: { kind: 'enterprise', scopeGiven: false } },
        expect: 'failed',
      },
      { name: 'a person', facts: { ...whole, owner: { kind: 'person', scopeGiven: false } }, expect: 'passed' },
      { name: 'kind of owner not known', facts: { ...whole, owner: { scopeGiven: false } }, expect: 'cantTell' },
      { name: 'not said', facts: { status: 'active', owner: { kind: 'person' } }, expect: 'cantTell' },
      { name: 'closed', facts: { ...whole, status: 'closed', basicInfoGiven: false }, expect: 'inapplicable' },
    ],
  }),
]
