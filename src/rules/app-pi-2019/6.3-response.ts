import { all } from '../../facts/terms.ts'
import { act } from './act.ts'
import { answeredInTime, promiseWithinLimit } from './answers.ts'

export default act('6.3', {
  reads: '不得超过15个工作日',
  title: {
    zh: '未在承诺时限（最长15个工作日）内完成用户请求',
    en: 'User requests not completed in the promised time (15 working days at most)',
  },
  requires: all(promiseWithinLimit('access', 'correct', 'delete', 'close-account'), answeredInTime('request')),
  remedy: {
    zh: '把承诺时限改为15个工作日以内，并按台账逐单办结。',
    en: 'Promise 15 working days or less and close each request in time.',
  },
  reading: {
    zh: '时限针对需人工处理的请求；没有承诺的按15个工作日计，本身不构成该行为；以自然日承诺的，在任何时段都超过15个工作日才认定。',
    en: 'The limit is for requests handled by hand. No promise means 15 working days and is no breach by itself; a promise in calendar days counts only if it exceeds 15 working days in every window.',
  },
  examples: [
    {
      name: 'promise 15, tickets in time',
      on: '2026-11-02',
      facts: {
        requestLog: 'log',
        policy: { rights: [{ kind: 'delete', answerWorkdays: 15 }] },
        tickets: [{ kind: 'request', receivedOn: '2026-09-25', closedOn: '2026-10-22', promisedWorkdays: null }],
      },
      expect: 'passed',
    },
    {
      name: 'ticket one day late',
      on: '2026-11-02',
      facts: {
        policy: { rights: [] },
        tickets: [{ kind: 'request', receivedOn: '2026-09-25', closedOn: '2026-10-23', promisedWorkdays: null }],
      },
      expect: 'failed',
    },
    {
      name: 'within 15 working days, beyond the promised ten',
      on: '2026-11-02',
      facts: {
        policy: { rights: [{ kind: 'delete', answerWorkdays: 10 }] },
        tickets: [
          {
            kind: 'request',
            receivedOn: '2026-09-25',
            closedOn: '2026-10-20',
            promisedWorkdays: 10,
            workdaysTaken: 12,
          },
        ],
      },
      expect: 'failed',
    },
    {
      name: 'promise of 14',
      facts: { policy: { rights: [{ kind: 'delete', answerWorkdays: 14 }] } },
      expect: 'cantTell',
    },
    {
      name: 'promise of 16',
      facts: { policy: { rights: [{ kind: 'delete', answerWorkdays: 16 }] } },
      expect: 'failed',
    },
    {
      name: 'no promise',
      facts: { requestLog: 'log', policy: { rights: [{ kind: 'delete', answerWorkdays: null }] }, tickets: [] },
      expect: 'passed',
    },
    {
      name: 'a log that may be of complaints only',
      facts: { policy: { rights: [] }, tickets: [] },
      expect: 'cantTell',
    },
    {
      name: 'late complaint is another act',
      on: '2026-11-02',
      facts: {
        requestLog: 'log',
        policy: { rights: [] },
        tickets: [{ kind: 'complaint', receivedOn: '2026-09-01', closedOn: null, promisedWorkdays: null }],
      },
      expect: 'passed',
    },
    {
      name: 'no tickets supplied',
      facts: { policy: { rights: [{ kind: 'delete', answerWorkdays: 15 }] } },
      expect: 'cantTell',
    },
  ],
})
