import type { Text } from '../../law/text.ts'
import { accountWords } from '../procedures/account-report.ts'
import { rightsWords } from '../procedures/app-rights.ts'
import { type DocumentType, first, head, other, type Value, value } from './document.ts'

/** Receipts and answers to users, producers and reporters. */

const app = rightsWords
const account = accountWords
const PARTY: Text = { zh: '用户', en: 'the user' }

const operator: Value = value(first({ from: 'case', field: 'operator' }, { from: 'case', field: 'app' }), {
  label: { zh: '运营者', en: 'operator' },
  cites: 'app-pi-2019#6.3',
})

const receipt: DocumentType = {
  id: 'receipt',
  procedure: 'app-rights',
  side: 'operator',
  events: ['request'],
  title: { zh: '个人信息请求（投诉）受理回执', en: 'Receipt of a Request or Complaint' },
  sign: { zh: '个信受', en: 'Receipt' },
  issuer: operator,
  addressee: value(app.now.request.by, { without: PARTY }),
  quotes: ['app-pi-2019#6.5'],
  values: {
    app: value(app.facts.app, { cites: 'app-pi-2019#6.3' }),
    id: value(app.now.request.id),
    on: value(app.now.request.on, { label: { zh: '收到日期', en: 'received on' } }),
    kind: value(app.now.request.kind, { cites: 'app-pi-2019#6.3' }),
    text: value(app.now.request.text, { without: { zh: '见来件', en: 'as received' } }),
    dueOn: value(app.now.request.dueOn, { cites: 'app-pi-2019#6.3' }),
  },
  body: [
    {
      say: {
        zh: '你就“{app}”提出的请求（投诉）已收到，编号{id}。',
        en: 'Your request or complaint about {app} was received and has the number {id}.',
      },
    },
    { facts: ['id', 'kind', 'on', 'text', 'dueOn'] },
    {
      say: {
        zh: '我们将于{dueOn}（含当日）前处理完毕并答复。依据{basis}，有承诺时限的从其承诺，最长不超过15个工作日。',
        en: 'It will be handled and answered by {dueOn}, that day included. Under {basis} a promised time holds, and never more than 15 working days.',
      },
    },
    { terms: true },
    {
      say: {
        zh: '更正、删除个人信息或者注销账号，不设置不必要或者不合理的条件。',
        en: 'No unnecessary or unreasonable condition is put for correction, deletion or the closing of an account.',
      },
    },
  ],
}

const answer: DocumentType = {
  id: 'answer',
  procedure: 'app-rights',
  side: 'operator',
  events: ['answer'],
  title: { zh: '个人信息请求（投诉）处理结果答复', en: 'Answer to a Request or Complaint' },
  sign: { zh: '个信复', en: 'Answer' },
  issuer: operator,
  addressee: value(
    other(app.now.answer.of, app.past.request, (r) => r.by),
    { without: PARTY },
  ),
  quotes: ['app-pi-2019#6.4', 'app-pi-2019#6.5'],
  values: {
    app: value(app.facts.app, { cites: 'app-pi-2019#6.3' }),
    of: value(app.now.answer.of),
    kind: value(other(app.now.answer.of, app.past.request, (r) => r.kind)),
    askedOn: value(
      other(app.now.answer.of, app.past.request, (r) => r.on),
      { label: { zh: '收到日期', en: 'received on' } },
    ),
    dueOn: value(other(app.now.answer.of, app.past.request, (r) => r.dueOn)),
    result: value(app.now.answer.result, {
      cites: 'app-pi-2019#6.3',
      words: {
        done: { zh: '已完成', en: 'done' },
        partly: { zh: '部分完成', en: 'done in part' },
        refused: { zh: '不予办理', en: 'refused' },
      },
    }),
    reasons: value(app.now.answer.reasons, { without: { zh: '无', en: 'none' } }),
    why: value(app.now.answer.reasons, {
      label: { zh: '未全部办理的理由', en: 'reasons of a refusal' },
      cites: 'app-pi-2019#6.3',
    }),
    carriedOut: value(app.now.answer.carriedOut, { without: { zh: '未注明', en: 'not said' } }),
  },
  body: [
    {
      say: {
        zh: '你于{askedOn}就“{app}”提出的请求（投诉，编号{of}）已处理完毕，现答复如下：',
        en: 'What you put on {askedOn} about {app} (number {of}) was handled. The answer:',
      },
    },
    { facts: ['kind', 'dueOn', 'result', 'carriedOut', 'reasons'] },
    {
      when: app.now.answer.result.among('partly', 'refused'),
      say: { zh: '未全部办理的理由：{why}', en: 'Why not all was done: {why}' },
    },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    {
      say: {
        zh: '对处理结果有异议的，可以继续向我们投诉，或者向主管部门投诉、举报。',
        en: 'If you do not agree you may complain again, or to the authority.',
      },
    },
  ],
}

const platform = value(account.facts.platform, { cites: 'public-accounts-2020-draft#art20.p2' })
const DRAFT_LAW: Text = {
  zh: '所引为2020年征求意见稿，从未施行，本件按平台公布的方式和时限办理。',
  en: 'What is cited is the draft of 2020, which was never in force; this follows the ways and times the platform published.',
}

const accountReceipt: DocumentType = {
  id: 'receipt',
  procedure: 'account-report',
  side: 'platform',
  events: ['report', 'appeal'],
  title: { zh: '举报（申诉）受理回执', en: 'Receipt of a Report or Appeal' },
  sign: { zh: '账受', en: 'Receipt' },
  issuer: platform,
  addressee: value(account.now.report.by, { without: PARTY }),
  values: {
    id: value(account.now.report.id),
    on: value(account.now.report.on, { label: { zh: '收到日期', en: 'received on' } }),
    account: value(account.facts.account, { without: { zh: '见来件', en: 'as received' } }),
    text: value(account.now.report.text, { without: { zh: '见来件', en: 'as received' } }),
    dueOn: value(account.now.report.dueOn, {
      label: { zh: '反馈期限', en: 'answer by' },
      without: { zh: '平台没有公布时限', en: 'the platform published no time' },
    }),
  },
  body: [
    {
      say: {
        zh: '你于{on}提出的举报（申诉）已收到，编号{id}。',
        en: 'Your report or appeal of {on} was received and has the number {id}.',
      },
    },
    { facts: ['id', 'account', 'text', 'dueOn'] },
    { terms: true },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    { say: DRAFT_LAW },
  ],
}

const accountAnswer: DocumentType = {
  id: 'answer',
  procedure: 'account-report',
  side: 'platform',
  events: ['answer'],
  title: { zh: '举报（申诉）处理结果反馈', en: 'Answer to a Report or Appeal' },
  sign: { zh: '账复', en: 'Answer' },
  issuer: platform,
  addressee: value(
    first(
      other(account.now.answer.of, account.past.report, (r) => r.by),
      other(account.now.answer.of, account.past.appeal, (r) => r.by),
    ),
    { without: PARTY },
  ),
  values: {
    of: value(account.now.answer.of),
    askedOn: value(
      first(
        other(account.now.answer.of, account.past.report, (r) => r.on),
        other(account.now.answer.of, account.past.appeal, (r) => r.on),
      ),
      { label: { zh: '收到日期', en: 'received on' } },
    ),
    result: value(account.now.answer.result),
    reasons: value(account.now.answer.reasons, { cites: 'public-accounts-2020-draft#art20.p2' }),
  },
  body: [
    {
      say: {
        zh: '你于{askedOn}提出的举报（申诉，编号{of}）已处理完毕，现反馈如下：',
        en: 'What you put on {askedOn} (number {of}) was handled. The result:',
      },
    },
    { facts: ['result', 'reasons'] },
    { say: { zh: '依据：{basis}。', en: 'Basis: {basis}.' } },
    { say: DRAFT_LAW },
  ],
}

const action: DocumentType = {
  id: 'action-notice',
  procedure: 'account-report',
  side: 'platform',
  events: ['action'],
  title: { zh: '公众账号处置告知', en: 'Notice of a Measure against an Account' },
  sign: { zh: '账处', en: 'Measure' },
  issuer: platform,
  addressee: value(account.facts.account, { cites: 'public-accounts-2020-draft#art19.p2' }),
  quotes: ['public-accounts-2020-draft#art20.p2'],
  values: {
    kind: value(account.now.action.kind, { cites: 'public-accounts-2020-draft#art19.p2' }),
    agreement: value(account.now.action.agreement),
  },
  body: [
    {
      say: {
        zh: '依据服务协议、平台公约和{basis}，对你的账号采取下列处置措施：',
        en: 'On the agreement, the platform’s convention and {basis}, this measure is taken against your account:',
      },
    },
    { facts: ['kind', 'agreement'] },
    head('申诉', 'Appeal'),
    {
      say: {
        zh: '对处置有异议的，可以通过平台公布的入口申诉，平台在公布的时限内反馈。',
        en: 'If you do not agree you may appeal by the published entry; the platform answers within its published time.',
      },
    },
    { say: DRAFT_LAW },
  ],
}

export const REQUEST_DOCUMENTS: readonly DocumentType[] = [receipt, answer, accountReceipt, accountAnswer, action]
