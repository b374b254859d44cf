import { account } from '../../facts/accounts.ts'
import { all, any, asOf, not } from '../../facts/terms.ts'
import { duty } from './duty.ts'

const found = { accountId: 'a', mismatch: true, status: 'suspended' }
const told = { ...found, suspendedOn: '2020-10-20', notifiedOn: '2020-10-20', correctionDueOn: '2020-11-04' }
const READING = {
  zh: '只看平台已发现的名称、头像、简介与真实身份不符；注册信息是否违法和不良不作判断。名称相近的账号列为线索。',
  en: 'Only mismatches the platform has found count; whether registered facts are unlawful or harmful is not judged. Similar names are shown as leads.',
}

export default [
  duty('art8.p2', 'suspended', {
    reads: '应当暂停提供服务',
    title: {
      zh: '名称、头像、简介与真实身份不符的，暂停服务',
      en: 'A mismatch with the real identity suspends service',
    },
    subject: account,
    appliesWhen: account.mismatch.isTrue(),
    requires: any(account.suspendedOn.onOrBefore(asOf), account.status.among('suspended', 'closed')),
    remedy: { zh: '暂停提供服务并留存记录。', en: 'Suspend service and keep a record.' },
    reading: READING,
    examples: [
      { name: 'suspended', facts: told, expect: 'passed' },
      { name: 'suspended, then corrected', facts: { ...told, status: 'active' }, expect: 'passed' },
      { name: 'served on', facts: { ...found, status: 'active', suspendedOn: null }, expect: 'failed' },
      { name: 'not said', facts: { ...found, status: 'active' }, expect: 'cantTell' },
      { name: 'no mismatch', facts: { ...found, mismatch: false, status: 'active' }, expect: 'inapplicable' },
      { name: 'not said whether there is one', facts: { status: 'active', suspendedOn: null }, expect: 'cantTell' },
    ],
  }),
  duty('art8.p2', 'notified', {
    reads: '并通知用户限期改正',
    title: { zh: '通知用户限期改正', en: 'The owner is told to correct it by a day' },
    subject: account,
    appliesWhen: account.mismatch.isTrue(),
    requires: all(
      account.notifiedOn.onOrBefore(asOf),
      account.correctionDueOn.exists(),
      not(account.correctionDueOn.before(account.notifiedOn)),
    ),
    remedy: { zh: '书面通知用户，写明改正期限。', en: 'Tell the owner in writing and set a day.' },
    examples: [
      { name: 'told, with a day', facts: told, expect: 'passed' },
      { name: 'not told', facts: { ...told, notifiedOn: null }, expect: 'failed' },
      { name: 'no day set', facts: { ...told, correctionDueOn: null }, expect: 'failed' },
      { name: 'the day already past', facts: { ...told, correctionDueOn: '2020-10-19' }, expect: 'failed' },
      { name: 'due the day it was told', facts: { ...told, correctionDueOn: '2020-10-20' }, expect: 'passed' },
      { name: 'not said', facts: found, expect: 'cantTell' },
      { name: 'no mismatch', facts: { ...found, mismatch: false }, expect: 'inapplicable' },
    ],
  }),
  duty('art8.p2', 'terminated', {
    reads: '拒不改正的，应当终止提供服务',
    title: { zh: '逾期拒不改正的，终止服务', en: 'Service ends where it is not corrected in time' },
    subject: account,
    appliesWhen: all(
      account.mismatch.isTrue(),
      account.correctionDueOn.before(asOf),
      not(account.correctedOn.onOrBefore(asOf)),
    ),
    requires: any(account.terminatedOn.onOrBefore(asOf), account.status.is('closed')),
    remedy: { zh: '终止提供服务并告知用户申诉渠道。', en: 'End service and tell the owner how to appeal.' },
    reading: {
      zh: '改正期限届满（期限当日不算届满）仍未改正的，视为拒不改正。',
      en: 'Not corrected once the last day has passed counts as a refusal; on the last day itself it does not.',
    },
    examples: [
      { name: 'ended', facts: { ...told, correctedOn: null, terminatedOn: '2020-11-05' }, expect: 'passed' },
      { name: 'not ended', facts: { ...told, correctedOn: null, terminatedOn: null }, expect: 'failed' },
      {
        name: 'due today',
        facts: { ...told, correctionDueOn: '2020-12-01', correctedOn: null, terminatedOn: null },
        expect: 'inapplicable',
      },
      {
        name: 'due yesterday',
        facts: { ...told, correctionDueOn: '2020-11-30', correctedOn: null, terminatedOn: null },
        expect: 'failed',
      },
      { name: 'corrected', facts: { ...told, correctedOn: '2020-11-04', terminatedOn: null }, expect: 'inapplicable' },
      { name: 'not said whether corrected', facts: { ...told, terminatedOn: null }, expect: 'cantTell' },
    ],
  }),
  duty('art8.p2', 'order', {
    reads: '应当暂停提供服务并通知用户限期改正，拒不改正的，应当终止提供服务',
    title: {
      zh: '先暂停，再通知限期改正，期满后才终止',
      en: 'Suspended first, then told with a day, and ended only when it has passed',
    },
    subject: account,
    appliesWhen: all(account.mismatch.isTrue(), any(account.notifiedOn.exists(), account.terminatedOn.exists())),
    requires: all(
      not(account.notifiedOn.before(account.suspendedOn)),
      not(account.terminatedOn.before(account.suspendedOn)),
      not(account.terminatedOn.before(account.notifiedOn)),
      not(account.terminatedOn.before(account.correctionDueOn)),
    ),
    remedy: {
      zh: '对提前终止的账号核实是否在期限内拒绝改正；今后依次暂停、通知、期满终止。',
      en: 'Check whether owners whose service ended early had refused; from now on suspend, tell, and end only after the day.',
    },
    examples: [
      { name: 'in order', facts: { ...told, terminatedOn: '2020-11-05' }, expect: 'passed' },
      { name: 'all but the end', facts: { ...told, terminatedOn: null }, expect: 'passed' },
      { name: 'ended on the last day', facts: { ...told, terminatedOn: '2020-11-04' }, expect: 'passed' },
      { name: 'ended before the last day', facts: { ...told, terminatedOn: '2020-11-03' }, expect: 'failed' },
      {
        name: 'told before it was suspended',
        facts: { ...told, suspendedOn: '2020-10-21', terminatedOn: null },
        expect: 'failed',
      },
      { name: 'days not said', facts: { ...told, suspendedOn: undefined, terminatedOn: null }, expect: 'cantTell' },
      { name: 'nothing done yet', facts: { ...found, notifiedOn: null, terminatedOn: null }, expect: 'inapplicable' },
      { name: 'no mismatch', facts: { ...told, mismatch: false }, expect: 'inapplicable' },
    ],
  }),
]
