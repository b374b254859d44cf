import { field } from '../../facts/entity.ts'
import { all, any, not, today } from '../../facts/terms.ts'
import { type Ref, ref } from '../../law/ref.ts'
import { said } from '../choices.ts'
import { deadlineOf, limit, need, type Procedure } from '../procedure.ts'
import { words } from '../words.ts'
import { choice, maybe, maybeDay, maybeOf, text, yes } from './fields.ts'

/** Reports by the public and appeals by producers on public accounts: articles 19 and 20 of the draft of 2020. */

const art = (place: string): Ref => ref(`public-accounts-2020-draft#${place}`)
const told = {
  text: text('内容', 'text'),
  limitDays: field.decimal(
    { zh: '平台公布的反馈时限（天数）', en: 'days the platform published' },
    { minimum: 0, optional: true },
  ),
  limitUnit: maybeOf('该时限的单位', 'unit of that time', said('workday', 'day')),
  dueOn: maybeDay('届满日', 'last day'),
}

export const accountWords = words({
  name: 'accountReport',
  title: { zh: '公众账号申诉和举报', en: 'appeals and reports on public accounts' },
  facts: { platform: text('平台', 'platform'), account: maybe('公众账号', 'account') },
  events: {
    methods: {
      title: { zh: '公布申诉、投诉、举报方式', en: 'ways to appeal, complain and report published' },
      fields: {
        entryVisible: yes('入口醒目便捷', 'the entry is easy to see and use'),
        published: yes('公布方式', 'ways published'),
        process: yes('明确处理流程', 'procedure set out'),
        feedbackTime: yes('明确反馈时限', 'time for feedback set out'),
      },
    },
    report: { title: { zh: '公众举报', en: 'report by the public' }, fields: told },
    appeal: {
      title: { zh: '生产运营者申诉', en: 'appeal by the producer' },
      fields: { ...told, of: maybe('所针对的处置（编号）', 'measure it is about (id)') },
    },
    action: {
      title: { zh: '对违规账号采取处置措施', en: 'measure against an account' },
      fields: {
        kind: choice('措施', 'measure', said('warning', 'limit', 'suspension', 'closing', 'blacklist')),
        agreement: text('所依据的服务协议、平台公约条款', 'term of the agreement or convention'),
        recorded: yes('保存有关记录', 'record kept'),
        reported: yes('及时向主管部门报告', 'reported to the authority'),
      },
    },
    answer: {
      title: { zh: '处理并反馈', en: 'handled and answered' },
      fields: {
        of: text('所答复的举报、申诉（编号）', 'report or appeal (id)'),
        result: choice('结果', 'result', said('upheld', 'partly', 'rejected')),
        reasons: text('理由', 'reasons'),
      },
    },
  },
})
const { entity, past, now } = accountWords
const { methods, action, answer } = now

const inTime = (list: typeof past.report | typeof past.appeal) =>
  (list as typeof past.report).every((r) =>
    any(not(r.id.is(answer.of)), not(r.dueOn.exists()), today.onOrBefore(r.dueOn)),
  )

export const accountReport: Procedure = {
  id: 'account-report',
  title: { zh: '公众账号申诉和举报', en: 'Appeals and reports on public accounts' },
  instruments: ['public-accounts-2020-draft'],
  entity,
  sides: { platform: { zh: '平台', en: 'platform' }, party: { zh: '申诉人、举报人', en: 'producer or reporter' } },
  keeper: 'platform',
  roles: {
    platform: { title: { zh: '平台', en: 'platform' }, side: 'platform' },
    producer: { title: { zh: '生产运营者', en: 'producer' }, side: 'party' },
    reporter: { title: { zh: '举报人', en: 'reporter' }, side: 'party' },
  },
  states: {
    open: { zh: '尚无申诉、举报', en: 'nothing received yet' },
    received: { zh: '处理中', en: 'in hand' },
    answered: { zh: '已反馈', en: 'answered' },
  },
  start: 'open',
  events: {
    methods: {
      title: entity.lists.methods.title,
      by: ['platform'],
      served: true,
      cites: art('art20.p2'),
      guards: [
        need(art('art20.p2'), '举报入口醒目便捷', 'the entry is easy to see and use', methods.entryVisible.isTrue()),
        need(
          art('art20.p2'),
          '公布申诉、投诉、举报方式',
          'the ways to appeal, complain and report are published',
          methods.published.isTrue(),
        ),
        need(
          art('art20.p2'),
          '明确处理流程和反馈时限',
          'procedure and time for feedback are set out',
          all(methods.process.isTrue(), methods.feedbackTime.isTrue()),
        ),
      ],
    },
    report: {
      title: entity.lists.report.title,
      by: ['reporter', 'producer'],
      cites: art('art20.p2'),
      to: 'received',
      guards: [],
      counted: { into: 'dueOn', n: 'limitDays', unit: 'limitUnit' },
    },
    appeal: {
      title: entity.lists.appeal.title,
      by: ['producer'],
      cites: art('art20.p2'),
      to: 'received',
      guards: [],
      counted: { into: 'dueOn', n: 'limitDays', unit: 'limitUnit' },
    },
    action: {
      title: entity.lists.action.title,
      by: ['platform'],
      served: true,
      cites: art('art19.p2'),
      guards: [
        need(
          art('art19.p2'),
          '依据服务协议、平台公约',
          'on a term of the agreement or the platform’s convention',
          action.agreement.exists(),
        ),
        need(art('art19.p2'), '保存有关记录', 'a record is kept', action.recorded.isTrue()),
        need(art('art19.p2'), '及时向主管部门报告', 'it is reported to the authority', action.reported.isTrue()),
      ],
    },
    answer: {
      title: entity.lists.answer.title,
      by: ['platform'],
      served: true,
      cites: art('art20.p2'),
      to: 'answered',
      guards: [
        need(
          art('art20.p2'),
          '针对已收到的申诉、举报',
          'it is about a report or an appeal',
          any(
            past.report.some((r) => r.id.is(answer.of)),
            past.appeal.some((r) => r.id.is(answer.of)),
          ),
        ),
        need(art('art20.p2'), '写明结果', 'the result is given', answer.result.exists()),
        limit(
          art('art20.p2'),
          '在平台公布的时限内反馈举报',
          'answer the report within the time the platform published',
          inTime(past.report),
        ),
        limit(
          art('art20.p2'),
          '在平台公布的时限内反馈申诉',
          'answer the appeal within the time the platform published',
          inTime(past.appeal),
        ),
      ],
    },
  },
  deadlines: [
    deadlineOf(past, 'report', 'answer', (made, done) => ({
      title: { zh: '反馈举报', en: 'answer the report' },
      cites: art('art20.p2'),
      who: 'platform',
      due: made.dueOn,
      met: done.of.is(made.id),
    })),
    deadlineOf(past, 'appeal', 'answer', (made, done) => ({
      title: { zh: '反馈申诉', en: 'answer the appeal' },
      cites: art('art20.p2'),
      who: 'platform',
      due: made.dueOn,
      met: done.of.is(made.id),
    })),
  ],
  notes: [
    {
      text: {
        zh: '依据的是2020年征求意见稿，从未施行；正式规定2021年2月22日起施行，共23条，条号不同。这里的判断不是正式规定下的结论；反馈时限由平台自定，条文没有数值',
        en: 'this follows the draft of 2020, which was never in force; the final regulations are in force since 2021-02-22, with 23 articles and other numbers. Nothing here is a verdict under them; the time for feedback is the platform’s own, the text sets none',
      },
    },
  ],
}
