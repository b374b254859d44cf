import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act } from './act.ts'
import { answeredInTime, promiseWithinLimit } from './answers.ts'

export default act('6.5', {
  reads: '投诉、举报渠道',
  title: {
    zh: '未公布投诉、举报渠道，或者未在时限内受理处理',
    en: 'No published complaint channel, or complaints not handled in time',
  },
  requires: all(app.channelPublished.isTrue(), promiseWithinLimit('complain'), answeredInTime('complaint')),
  remedy: {
    zh: '公布电话、邮箱或在线客服等渠道，承诺15个工作日内受理处理，并保存台账。',
    en: 'Publish a phone, e-mail or online channel, promise an answer within 15 working days and keep a log.',
  },
  reading: {
    zh: '没有承诺时限的按15个工作日计，本身不构成该行为。',
    en: 'No promise means 15 working days and is no breach by itself.',
  },
  leads: [
    {
      when: app.channelInApp.isFalse(),
      say: {
        zh: '安装包内未发现投诉、举报或客服入口的文字',
        en: 'No wording for complaints or service was found in the package',
      },
    },
    {
      when: app.policy.hasChannel.isFalse(),
      say: { zh: '隐私政策没有公布联系或投诉渠道', en: 'The policy publishes no contact or complaint channel' },
    },
  ],
  examples: [
    {
      name: 'channel, promise and log',
      on: '2026-11-02',
      facts: {
        channelPublished: true,
        complaintLog: 'log',
        policy: { rights: [{ kind: 'complain', answerWorkdays: 15 }] },
        tickets: [{ kind: 'complaint', receivedOn: '2026-09-25', closedOn: '2026-10-10', promisedWorkdays: null }],
      },
      expect: 'passed',
    },
    {
      name: 'within 15 working days, beyond the promised ten',
      on: '2026-11-02',
      facts: {
        channelPublished: true,
        policy: { rights: [{ kind: 'complain', answerWorkdays: 10 }] },
        tickets: [
          {
            kind: 'complaint',
            receivedOn: '2026-09-25',
            closedOn: '2026-10-20',
            promisedWorkdays: 10,
            workdaysTaken: 12,
          },
        ],
      },
      expect: 'failed',
    },
    { name: 'no channel', facts: { channelPublished: false }, expect: 'failed' },
    {
      name: 'promise of 16',
      facts: { channelPublished: true, policy: { rights: [{ kind: 'complain', answerWorkdays: 16 }] } },
      expect: 'failed',
    },
    {
      name: 'complaint left open',
      on: '2026-11-02',
      facts: {
        channelPublished: true,
        policy: { rights: [] },
        tickets: [{ kind: 'complaint', receivedOn: '2026-09-25', closedOn: null, promisedWorkdays: null }],
      },
      expect: 'failed',
    },
    {
      name: 'a log of requests only',
      on: '2026-11-02',
      facts: {
        channelPublished: true,
        policy: { rights: [] },
        tickets: [{ kind: 'request', receivedOn: '2026-10-26', closedOn: '2026-10-27', promisedWorkdays: null }],
      },
      expect: 'cantTell',
    },
    { name: 'no log', facts: { channelPublished: true, policy: { rights: [] } }, expect: 'cantTell' },
  ],
})
