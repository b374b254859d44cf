import { account, platform } from '../../facts/accounts.ts'
import { all, asOf, not } from '../../facts/terms.ts'
import { documents, duty, served } from './duty.ts'

const due = { status: 'active', reverifyDueOn: '2020-11-30' }

export default [
  documents('art9.p3', 'patrol', {
    reads: '应当建立动态核验巡查制度',
    title: { zh: '建立动态核验巡查制度', en: 'Registered facts are checked again as time goes on' },
    records: [platform.dynamicChecks],
    remedy: { zh: '建立并执行动态核验巡查制度。', en: 'Set up such checks and carry them out.' },
  }),
  duty('art9.p3', 'again', {
    reads: '适时核验生产运营者注册信息的真实性、有效性',
    title: { zh: '到期的账号已重新核验', en: 'Accounts due for another check were checked' },
    subject: account,
    appliesWhen: all(served, account.reverifyDueOn.before(asOf)),
    requires: account.reverifiedOn.onOrAfter(account.reverifyDueOn),
    remedy: { zh: '重新核验逾期账号的注册信息。', en: 'Check the registered facts of overdue accounts.' },
    reading: {
      zh: '“适时”未定间隔：只对照平台自定的下次核验日，没有设定的不作判断；从未重新核验的列为线索。',
      en: 'No interval is set: only the day the platform itself set counts, and without one nothing is judged; accounts never checked again are leads.',
    },
    leads: [
      {
        when: all(served, not(account.reverifiedOn.exists())),
        say: { zh: '账号从未重新核验', en: 'Accounts never checked again' },
      },
    ],
    examples: [
      { name: 'on the day', facts: { ...due, reverifiedOn: '2020-11-30' }, expect: 'passed' },
      { name: 'only before it', facts: { ...due, reverifiedOn: '2020-11-29' }, expect: 'failed' },
      { name: 'never', facts: { ...due, reverifiedOn: null }, expect: 'failed' },
      { name: 'not said', facts: due, expect: 'cantTell' },
      { name: 'due today', facts: { ...due, reverifyDueOn: '2020-12-01', reverifiedOn: null }, expect: 'inapplicable' },
      { name: 'no day set', facts: { ...due, reverifyDueOn: null, reverifiedOn: null }, expect: 'inapplicable' },
    ],
  }),
]
