import { account } from '../../facts/accounts.ts'
import { all, always, any, asOf, not } from '../../facts/terms.ts'
import { duty, served } from './duty.ts'

const SIX_MONTHS = { n: 6, unit: 'month' } as const

export default [
  duty('art10.p2', 'dormant', {
    reads: '注册后超过六个月不登录、不使用的公众账号，可以根据服务协议采取暂停或终止提供服务',
    title: {
      zh: '超过六个月不登录且不使用的账号（供处置，不是不符合）',
      en: 'Accounts neither logged in nor used for over six months (for action, never a breach)',
    },
    subject: account,
    appliesWhen: served,
    requires: always,
    ceiling: {
      by: 'human',
      why: {
        zh: '条文是“可以”：是否暂停或终止由平台按服务协议决定，规矩只列清单。',
        en: 'The text says “may”: whether to suspend or end service is for the platform under its agreement; Guiju only lists the accounts.',
      },
    },
    remedy: {
      zh: '按服务协议逐个决定暂停、终止或保留，并提前告知用户。',
      en: 'Decide for each under the agreement, and tell the owner beforehand.',
    },
    leads: [
      {
        when: all(
          served,
          account.registeredOn.plus(SIX_MONTHS).before(asOf),
          any(not(account.lastLoginOn.exists()), account.lastLoginOn.plus(SIX_MONTHS).before(asOf)),
          any(not(account.lastUsedOn.exists()), account.lastUsedOn.plus(SIX_MONTHS).before(asOf)),
        ),
        say: {
          zh: '超过六个月既未登录也未使用，可以按服务协议处置',
          en: 'Neither logged in nor used for over six months: may be acted on under the agreement',
        },
      },
    ],
    examples: [
      {
        name: 'dormant',
        facts: { status: 'active', registeredOn: '2020-01-01', lastLoginOn: '2020-05-31', lastUsedOn: '2020-05-31' },
        expect: 'untested',
      },
      { name: 'in use', facts: { status: 'active', lastLoginOn: '2020-11-30' }, expect: 'untested' },
    ],
  }),
]
