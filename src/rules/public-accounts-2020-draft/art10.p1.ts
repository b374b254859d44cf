import { holding, ownership as o, platform } from '../../facts/accounts.ts'
import { onRecord } from '../documents.ts'
import { duty, kept } from './duty.ts'

const one = (status: string | undefined = 'active') => ({ status })
const count = holding.accounts.count(kept)
const checked = { natureChecked: true, qualificationChecked: true, scopeChecked: true, creditChecked: true }
const two = { accounts: [one(), one()] }
const reads = '对同一主体在本平台注册公众账号的数量合理设定上限'

export default [
  duty('art10.p1', 'cap-set', {
    reads,
    title: { zh: '设定同一主体账号数量上限', en: 'A cap on the accounts of one owner is set' },
    subject: platform,
    requires: platform.accountCap.exists(),
    remedy: { zh: '设定并公布同一主体的账号数量上限。', en: 'Set and publish a cap.' },
    examples: [
      { name: 'set', facts: { accountCap: 5 }, expect: 'passed' },
      { name: 'none', facts: { accountCap: null }, expect: 'failed' },
      { name: 'not said', facts: {}, expect: 'cantTell' },
    ],
  }),
  duty('art10.p1', 'cap-kept', {
    reads,
    title: { zh: '同一主体的账号不超过平台自定上限', en: 'No owner has more accounts than the platform’s own cap' },
    subject: holding,
    appliesWhen: holding.platform.accountCap.exists(),
    requires: count.atMost(holding.platform.accountCap),
    remedy: {
      zh: '停止超限主体的新注册，核实超限账号的用途并按规则处置。',
      en: 'Stop new registrations of owners above the cap, and look into and handle the accounts beyond it.',
    },
    reading: {
      zh: '上限由平台自定，条文不定数；已关闭的账号不计，待启用和暂停的计入。',
      en: 'The platform sets the cap, the text gives no number; closed accounts do not count, pending and suspended ones do.',
    },
    measure: {
      title: { zh: '账号数', en: 'accounts' },
      value: count,
      of: holding.platform.accountCap,
    },
    examples: [
      { name: 'at the cap', facts: { platform: { accountCap: 2 }, ...two }, expect: 'passed' },
      { name: 'one above', facts: { platform: { accountCap: 1 }, ...two }, expect: 'failed' },
      { name: 'one below', facts: { platform: { accountCap: 3 }, ...two }, expect: 'passed' },
      {
        name: 'closed accounts do not count',
        facts: { platform: { accountCap: 1 }, accounts: [one(), one('closed')] },
        expect: 'passed',
      },
      {
        name: 'a status not known',
        facts: { platform: { accountCap: 1 }, accounts: [one(), { status: undefined }] },
        expect: 'cantTell',
      },
      {
        name: 'accounts missing from the register',
        facts: { platform: { accountCap: 2 }, accounts: { rows: [one()], open: true } },
        expect: 'cantTell',
      },
      { name: 'cap not known', facts: { platform: {}, ...two }, expect: 'cantTell' },
      { name: 'no cap', facts: { platform: { accountCap: null }, ...two }, expect: 'inapplicable' },
    ],
  }),
  duty('art10.p1', 'several', {
    reads: '还应当对其主体性质、服务资质、业务范围、信用评价等进行核验',
    title: { zh: '注册多个账号的主体已作四项核验', en: 'Owners of several accounts are checked in four respects' },
    subject: o,
    appliesWhen: o.accounts.count(kept).atLeast(2),
    requires: onRecord([
      o.owner.natureChecked,
      o.owner.qualificationChecked,
      o.owner.scopeChecked,
      o.owner.creditChecked,
    ]),
    remedy: {
      zh: '补做主体性质、服务资质、业务范围、信用评价的核验。',
      en: 'Check kind, qualification, line of business and credit of the owner.',
    },
    examples: [
      { name: 'all four', facts: { owner: checked, ...two }, expect: 'passed' },
      ...Object.keys(checked).map((item) => ({
        name: `${item} is no`,
        facts: { owner: { ...checked, [item]: false }, ...two },
        expect: 'failed' as const,
      })),
      { name: 'one not said', facts: { owner: { ...checked, scopeChecked: undefined }, ...two }, expect: 'cantTell' },
      { name: 'one account', facts: { owner: {}, accounts: [one()] }, expect: 'inapplicable' },
      { name: 'one open, one closed', facts: { owner: {}, accounts: [one(), one('closed')] }, expect: 'inapplicable' },
      {
        name: 'register not complete',
        facts: { owner: { ...checked, scopeChecked: false }, accounts: { rows: [one()], open: true } },
        expect: 'cantTell',
      },
    ],
  }),
]
