import { transfer as t } from '../../facts/accounts.ts'
import { all, any, asOf } from '../../facts/terms.ts'
import { duty } from './duty.ts'

const made = { transferId: 't', transferredOn: '2020-11-10', appliedOn: '2020-11-01' }
const done = t.transferredOn.onOrBefore(asOf)
/** The platform knew of the transfer: it was asked. */
const applied = all(done, t.appliedOn.onOrBefore(asOf))

export default [
  duty('art11.p2', 'applied', {
    reads: '应当向平台提出申请',
    title: { zh: '转让、赠与前已向平台申请', en: 'The platform is asked before an account changes hands' },
    subject: t,
    appliesWhen: done,
    requires: t.appliedOn.onOrBefore(t.transferredOn),
    remedy: {
      zh: '要求补办申请并核验；未经审核的，暂停或终止服务。',
      en: 'Have the application made good and verified; where there was no review, suspend or end service.',
    },
    examples: [
      { name: 'the same day', facts: { ...made, appliedOn: '2020-11-10' }, expect: 'passed' },
      { name: 'a day later', facts: { ...made, appliedOn: '2020-11-11' }, expect: 'failed' },
      { name: 'never', facts: { ...made, appliedOn: null }, expect: 'failed' },
      { name: 'not said', facts: { ...made, appliedOn: undefined }, expect: 'cantTell' },
      { name: 'not transferred yet', facts: { ...made, transferredOn: null }, expect: 'inapplicable' },
    ],
  }),
  duty('art11.p2', 'verified', {
    reads: '对受让方用户进行认证核验',
    title: { zh: '受让方已认证核验', en: 'The transferee is verified' },
    subject: t,
    appliesWhen: applied,
    requires: t.transfereeVerifiedOn.onOrBefore(asOf),
    remedy: { zh: '对受让方认证核验，完成前暂停服务。', en: 'Verify the transferee and suspend service until done.' },
    leads: [
      {
        when: t.transfereeVerifiedOn.after(t.transferredOn),
        say: { zh: '转让之后才核验受让方', en: 'The transferee was verified only after the transfer' },
      },
    ],
    examples: [
      { name: 'verified', facts: { ...made, transfereeVerifiedOn: '2020-11-05' }, expect: 'passed' },
      { name: 'not verified', facts: { ...made, transfereeVerifiedOn: null }, expect: 'failed' },
      { name: 'not said', facts: made, expect: 'cantTell' },
      {
        name: 'the platform was never asked',
        facts: { ...made, appliedOn: null, transfereeVerifiedOn: null },
        expect: 'inapplicable',
      },
    ],
  }),
  duty('art11.p2', 'published', {
    reads: '并公示主体变更信息',
    title: { zh: '主体变更已公示', en: 'The change of owner is published' },
    subject: t,
    appliesWhen: applied,
    requires: t.publishedOn.onOrBefore(asOf),
    remedy: { zh: '公示主体变更信息。', en: 'Publish the change of owner.' },
    examples: [
      { name: 'published', facts: { ...made, publishedOn: '2020-11-10' }, expect: 'passed' },
      { name: 'not published', facts: { ...made, publishedOn: null }, expect: 'failed' },
      { name: 'not said', facts: made, expect: 'cantTell' },
      {
        name: 'not transferred yet',
        facts: { ...made, transferredOn: null, publishedOn: null },
        expect: 'inapplicable',
      },
    ],
  }),
  duty('art11.p2', 'stopped', {
    reads: '发现生产运营者未经审核擅自转让公众账号的，应当及时暂停或终止提供服务',
    title: {
      zh: '发现擅自转让的，暂停或终止服务',
      en: 'Where an unreviewed transfer is found, service is suspended or ended',
    },
    subject: t,
    appliesWhen: t.foundOn.before(asOf),
    requires: any(t.stoppedOn.onOrBefore(asOf), t.account.status.among('suspended', 'closed')),
    remedy: { zh: '暂停或终止对该账号的服务。', en: 'Suspend or end service to the account.' },
    reading: {
      zh: '“及时”未定天数：发现当日不作判断，次日起仍未处置的为不符合。',
      en: 'No days are set for “in time”: not judged on the day it was found, a breach where nothing was done by the next.',
    },
    examples: [
      { name: 'stopped', facts: { ...made, foundOn: '2020-11-20', stoppedOn: '2020-11-20' }, expect: 'passed' },
      {
        name: 'the account is suspended',
        facts: { ...made, foundOn: '2020-11-20', stoppedOn: null, account: { status: 'suspended' } },
        expect: 'passed',
      },
      {
        name: 'served on',
        facts: { ...made, foundOn: '2020-11-30', stoppedOn: null, account: { status: 'active' } },
        expect: 'failed',
      },
      {
        name: 'found today',
        facts: { ...made, foundOn: '2020-12-01', stoppedOn: null, account: { status: 'active' } },
        expect: 'inapplicable',
      },
      {
        name: 'status not known',
        facts: { ...made, foundOn: '2020-11-20', stoppedOn: null, account: {} },
        expect: 'cantTell',
      },
      { name: 'nothing found', facts: { ...made, foundOn: null }, expect: 'inapplicable' },
    ],
  }),
]
