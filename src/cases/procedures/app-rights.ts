import { field } from '../../facts/entity.ts'
import { all, any, not, today } from '../../facts/terms.ts'
import { ref } from '../../law/ref.ts'
import { said } from '../choices.ts'
import { deadlineOf, limit, need, type Procedure, type RowOf } from '../procedure.ts'
import { words } from '../words.ts'
import { choice, day, maybe, maybeDay, maybeOf, text, where, yes } from './fields.ts'

/** Requests to correct, delete or close an account, and complaints: acts 6.2 to 6.5 of the App rules. */

export const rightsWords = words({
  name: 'appRights',
  title: { zh: 'App个人信息请求和投诉', en: 'App rights requests and complaints' },
  facts: { app: text('App', 'app'), operator: maybe('运营者', 'operator') },
  events: {
    request: {
      title: { zh: '收到请求或者投诉', en: 'request or complaint received' },
      fields: {
        kind: choice('种类', 'kind', said('correction', 'deletion', 'account-closing', 'complaint')),
        text: text('内容', 'text'),
        promisedDays: field.decimal({ zh: '承诺的天数', en: 'days promised' }, { minimum: 0, optional: true }),
        promisedUnit: maybeOf('承诺天数的单位', 'unit of that promise', said('workday', 'day')),
        dueOn: maybeDay('届满日', 'last day'),
      },
    },
    condition: {
      title: { zh: '向用户提出条件', en: 'condition put to the user' },
      fields: {
        of: text('所涉请求（编号）', 'request (id)'),
        what: text('条件', 'condition'),
        necessary: yes('必要', 'necessary'),
        reasonable: yes('合理', 'reasonable'),
      },
    },
    pause: {
      title: { zh: '中止计时', en: 'clock paused' },
      fields: {
        of: text('所涉请求（编号）', 'request (id)'),
        basis: text('法律依据', 'basis'),
        basisKind: choice('依据种类', 'kind of basis', said('law', 'regulation', 'other')),
        dueOn: day('中止后的届满日', 'last day after the pause'),
      },
    },
    answer: {
      title: { zh: '处理完毕并答复', en: 'handled and answered' },
      fields: {
        of: text('所答复的请求（编号）', 'request (id)'),
        result: choice('结果', 'result', { ...said('done', 'partly'), refused: { zh: '不予办理', en: 'refused' } }),
        reasons: maybe('理由', 'reasons'),
        carriedOut: where('后台已实际完成', 'really carried out in the back end'),
      },
    },
  },
})
const { entity, past, now } = rightsWords
const { condition, pause, answer } = now

const LIMIT = 'app-pi.answer-limit'
/** A pause that the law gives: one the other side merely took stops no clock. */
const pausesWhere = (of: typeof answer.of) => (p: RowOf<typeof past.pause>) =>
  all(p.of.is(of), p.basis.exists(), p.basisKind.among('law', 'regulation'))
const asked = past.request.some((r) => r.id.is(answer.of))
const inTime = (complaint: boolean) =>
  past.request.every((r) =>
    any(
      not(r.id.is(answer.of)),
      complaint ? not(r.kind.is('complaint')) : r.kind.is('complaint'),
      today.onOrBefore(r.dueOn),
      past.pause.some((p) => all(pausesWhere(r.id)(p), today.onOrBefore(p.dueOn))),
    ),
  )

export const appRights: Procedure = {
  id: 'app-rights',
  title: { zh: 'App个人信息请求和投诉', en: 'App rights requests and complaints' },
  instruments: ['app-pi-2019'],
  entity,
  sides: { operator: { zh: 'App运营者', en: 'app operator' }, user: { zh: '用户', en: 'user' } },
  keeper: 'operator',
  roles: {
    operator: { title: { zh: 'App运营者', en: 'app operator' }, side: 'operator' },
    user: { title: { zh: '用户', en: 'user' }, side: 'user' },
  },
  states: {
    open: { zh: '尚无请求', en: 'nothing asked yet' },
    received: { zh: '处理中', en: 'in hand' },
    answered: { zh: '已答复', en: 'answered' },
  },
  start: 'open',
  events: {
    request: {
      title: entity.lists.request.title,
      by: ['user'],
      cites: ref('app-pi-2019#6.3'),
      to: 'received',
      guards: [],
      counted: { into: 'dueOn', n: 'promisedDays', unit: 'promisedUnit', most: LIMIT },
    },
    condition: {
      title: entity.lists.condition.title,
      by: ['operator'],
      served: true,
      cites: ref('app-pi-2019#6.2'),
      guards: [
        need(
          'app-pi-2019#6.2',
          '不得为更正、删除、注销设置不必要或者不合理条件',
          'no unnecessary or unreasonable condition for correction, deletion or account closing',
          all(condition.necessary.isTrue(), condition.reasonable.isTrue()),
        ),
      ],
    },
    pause: {
      title: entity.lists.pause.title,
      by: ['operator'],
      served: true,
      cites: ref('app-pi-2019#6.3'),
      guards: [
        need(
          'app-pi-2019#6.3',
          '《认定方法》没有规定中止；只有法律、法规规定中止的，方可中止，并援引条文',
          'the Rules give no pause: only a law or regulation can, and it is cited',
          all(pause.basis.exists(), pause.basisKind.among('law', 'regulation')),
        ),
      ],
    },
    answer: {
      title: entity.lists.answer.title,
      by: ['operator'],
      served: true,
      cites: ref('app-pi-2019#6.3'),
      to: 'answered',
      guards: [
        need('app-pi-2019#6.3', '针对已收到的请求或者投诉', 'it is about a request or complaint', asked),
        need(
          'app-pi-2019#6.4',
          '答复已完成的，后台须实际完成',
          'what is answered as done is really carried out',
          any(
            not(answer.result.is('done')),
            answer.carriedOut.isTrue(),
            past.request.some((r) => all(r.id.is(answer.of), r.kind.is('complaint'))),
          ),
        ),
        limit(
          'app-pi-2019#6.3',
          '在承诺时限内（不得超过15个工作日，无承诺的以15个工作日为限）核查处理更正、删除、注销请求',
          'handle the request within the promised time, at most 15 working days, or 15 working days without a promise',
          inTime(false),
        ),
        limit(
          'app-pi-2019#6.5',
          '在承诺时限内（不得超过15个工作日，无承诺的以15个工作日为限）受理处理投诉、举报',
          'handle the complaint within the promised time, at most 15 working days, or 15 working days without a promise',
          inTime(true),
        ),
      ],
    },
  },
  deadlines: [
    deadlineOf(past, 'request', 'answer', (request, done) => ({
      title: { zh: '处理请求', en: 'handle the request' },
      cites: 'app-pi-2019#6.3',
      who: 'operator',
      where: all(not(request.kind.is('complaint')), past.pause.none(pausesWhere(request.id))),
      due: request.dueOn,
      met: done.of.is(request.id),
    })),
    deadlineOf(past, 'request', 'answer', (request, done) => ({
      title: { zh: '受理处理投诉', en: 'handle the complaint' },
      cites: 'app-pi-2019#6.5',
      who: 'operator',
      where: all(request.kind.is('complaint'), past.pause.none(pausesWhere(request.id))),
      due: request.dueOn,
      met: done.of.is(request.id),
    })),
    deadlineOf(past, 'pause', 'answer', (paused, done) => ({
      title: { zh: '中止后继续处理', en: 'handle it after the pause' },
      cites: 'app-pi-2019#6.3',
      who: 'operator',
      where: all(paused.basis.exists(), paused.basisKind.among('law', 'regulation')),
      due: paused.dueOn,
      met: done.of.is(paused.of),
    })),
  ],
  notes: [
    {
      text: {
        zh: '没有承诺时限本身不构成该行为，按15个工作日计算；结论是自查结论，非主管部门认定',
        en: 'making no promise is not itself the act, 15 working days then apply; findings are a self-check, never an authority’s',
      },
    },
  ],
}
