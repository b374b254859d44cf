import { account } from '../../facts/accounts.ts'
import { all, asOf } from '../../facts/terms.ts'
import { duty } from './duty.ts'

const asked = { status: 'active', stopRequestedOn: '2020-11-01', stopDueOn: '2020-11-30' }

export default [
  duty('art11.p3', 'stop-request', {
    reads: '平台应当按照服务协议暂停或终止提供服务',
    title: { zh: '主体申请停用的，按协议期限办理', en: 'A request to stop is carried out as the agreement says' },
    subject: account,
    appliesWhen: all(account.stopRequestedOn.onOrBefore(asOf), account.stopDueOn.before(asOf)),
    requires: account.status.among('suspended', 'closed'),
    remedy: { zh: '按服务协议暂停或终止服务。', en: 'Suspend or end service as agreed.' },
    reading: {
      zh: '期限由服务协议约定，没有约定的不作判断。',
      en: 'The agreement sets the time; without one nothing is judged.',
    },
    examples: [
      { name: 'ended', facts: { ...asked, status: 'closed' }, expect: 'passed' },
      { name: 'served on', facts: asked, expect: 'failed' },
      { name: 'due today', facts: { ...asked, stopDueOn: '2020-12-01' }, expect: 'inapplicable' },
      { name: 'no time agreed', facts: { ...asked, stopDueOn: null }, expect: 'inapplicable' },
      { name: 'time not said', facts: { ...asked, stopDueOn: undefined }, expect: 'cantTell' },
      { name: 'not asked', facts: { ...asked, stopRequestedOn: null }, expect: 'inapplicable' },
    ],
  }),
]
