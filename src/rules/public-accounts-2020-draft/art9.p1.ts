import { account, QUALIFIED_DOMAINS } from '../../facts/accounts.ts'
import { all } from '../../facts/terms.ts'
import { duty, served } from './duty.ts'

const of = (domain: string | undefined, qualificationVerified?: boolean) => ({
  status: 'active',
  domain,
  qualificationVerified,
})

export default [
  duty('art9.p1', 'qualification', {
    reads: '从事经济、教育、卫生、司法等领域信息内容生产的公众账号',
    title: {
      zh: '经济、教育、卫生、司法账号的专业背景和资质已核验',
      en: 'Background and qualification are verified for economy, education, health and justice',
    },
    subject: account,
    appliesWhen: all(served, account.domain.among(...QUALIFIED_DOMAINS)),
    requires: account.qualificationVerified.isTrue(),
    remedy: {
      zh: '要求用户补交专业背景和资格资质证明并核验；无法核验的，调整其内容类别。',
      en: 'Have the owner supply background and proof of qualification and verify them; else change its class.',
    },
    reading: {
      zh: '“等领域”之外未列明的领域不作判断。',
      en: 'Domains beyond the four that are named are not judged.',
    },
    examples: [
      ...QUALIFIED_DOMAINS.map((d) => ({ name: `${d}, verified`, facts: of(d, true), expect: 'passed' as const })),
      ...QUALIFIED_DOMAINS.map((d) => ({ name: `${d}, not`, facts: of(d, false), expect: 'failed' as const })),
      { name: 'not said', facts: of('health'), expect: 'cantTell' },
      { name: 'domain not said', facts: of(undefined, false), expect: 'cantTell' },
      { name: 'another domain', facts: of('other', false), expect: 'inapplicable' },
      { name: 'news has its own rule', facts: of('news', false), expect: 'inapplicable' },
    ],
  }),
]
