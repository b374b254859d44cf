import { account as a } from '../../facts/accounts.ts'
import { all, any } from '../../facts/terms.ts'
import { duty, served } from './duty.ts'

const verified = { status: 'active', qualificationVerified: true, owner: { kind: 'enterprise' } }
const items = {
  categoryPublished: true,
  operatorPublished: true,
  addressPublished: true,
  creditCodePublished: true,
  contactPublished: true,
}
const appliesWhen = all(served, a.qualificationVerified.isTrue())

export default [
  duty('art9.p2', 'badge', {
    reads: '应当对核验通过后的公众账号加注专门标识',
    title: { zh: '核验通过的账号加注专门标识', en: 'Verified accounts bear the special mark' },
    subject: a,
    appliesWhen,
    requires: a.badge.isTrue(),
    remedy: { zh: '加注专门标识。', en: 'Add the mark.' },
    examples: [
      { name: 'marked', facts: { ...verified, badge: true }, expect: 'passed' },
      { name: 'not marked', facts: { ...verified, badge: false }, expect: 'failed' },
      { name: 'not said', facts: verified, expect: 'cantTell' },
      { name: 'not verified', facts: { ...verified, qualificationVerified: false }, expect: 'inapplicable' },
    ],
  }),
  duty('art9.p2', 'published', {
    reads: '对外公示内容生产类别、运营主体名称、注册运营地址、统一社会信用代码、联系方式等注册信息',
    title: { zh: '五项注册信息已公示', en: 'The five registered items are published' },
    subject: a,
    appliesWhen,
    requires: all(
      a.categoryPublished.isTrue(),
      a.operatorPublished.isTrue(),
      a.addressPublished.isTrue(),
      any(a.creditCodePublished.isTrue(), a.owner.kind.is('person')),
      a.contactPublished.isTrue(),
    ),
    remedy: { zh: '补齐未公示的项目。', en: 'Publish what is missing.' },
    reading: {
      zh: '“根据用户的不同主体性质”：自然人没有统一社会信用代码，不要求公示。',
      en: '“By kind of owner”: a person has no unified social credit code and need not publish one.',
    },
    examples: [
      { name: 'all five', facts: { ...verified, ...items }, expect: 'passed' },
      ...Object.keys(items).map((item) => ({
        name: `${item} is no`,
        facts: { ...verified, ...items, [item]: false },
        expect: 'failed' as const,
      })),
      {
        name: 'a person without a credit code',
        facts: { ...verified, ...items, creditCodePublished: false, owner: { kind: 'person' } },
        expect: 'passed',
      },
      {
        name: 'no credit code, kind of owner not known',
        facts: { ...verified, ...items, creditCodePublished: false, owner: {} },
        expect: 'cantTell',
      },
      { name: 'one not said', facts: { ...verified, ...items, contactPublished: undefined }, expect: 'cantTell' },
      {
        name: 'not verified',
        facts: { ...items, status: 'active', qualificationVerified: false },
        expect: 'inapplicable',
      },
    ],
  }),
]
