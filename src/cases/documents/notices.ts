import type { Text } from '../../law/text.ts'
import { findingWords } from '../procedures/finding.ts'
import { noticeWords } from '../procedures/regulator-notice.ts'
import { column, type DocumentType, each, head, ofRow, other, rowsIn, stepsOf, value } from './document.ts'

/** The report that answers a regulator or a store problem by problem, and what becomes of a disputed finding. */

const told = noticeWords
const found = findingWords
const SELF: Text = {
  zh: '以上为自查材料，不是主管部门的认定。',
  en: 'This is our own account, no finding of an authority.',
}
const { notice: notices, fix: fixes, objection: objections } = told.past
/** The problem a row of the table is about, what was done about it, and how it was disputed. */
const problem = (pick: 'code' | 'text' | 'provision') =>
  column(
    notices,
    (n) => n.problems,
    (p) => p[pick],
  )
const fixed = (pick: 'what' | 'before' | 'after') =>
  other(
    problem('code'),
    fixes,
    (f) => f[pick],
    (f) => f.problem,
  )
const disputed = (pick: 'reasons' | 'proof') =>
  other(
    problem('code'),
    objections,
    (o) => o[pick],
    (o) => o.problem,
  )

const report: DocumentType = {
  id: 'rectification-report',
  procedure: 'regulator-notice',
  side: 'recipient',
  events: ['report'],
  title: { zh: '整改报告', en: 'Rectification Report' },
  sign: { zh: '整改', en: 'Report' },
  issuer: value(told.facts.subject, { cites: 'guiju-practice#2' }),
  addressee: value(
    other(told.now.report.of, notices, (n) => n.by),
    { cites: 'guiju-practice#2' },
  ),
  values: {
    from: value(
      other(told.now.report.of, notices, (n) => n.from),
      { cites: 'guiju-practice#2' },
    ),
    number: value(
      other(told.now.report.of, notices, (n) => n.number),
      { without: { zh: '无文号', en: 'no number' } },
    ),
    noticeOn: value(
      other(told.now.report.of, notices, (n) => n.on),
      { label: { zh: '收到通知的日期', en: 'notice received on' } },
    ),
    until: value(
      other(told.now.report.of, notices, (n) => n.until),
      { without: { zh: '未规定', en: 'none set' } },
    ),
    summary: value(told.now.report.summary, {
      without: { zh: '各项整改情况见下表。', en: 'Each problem stands in the table below.' },
    }),
  },
  body: [
    {
      say: {
        zh: '{noticeOn}收到{from}的通知（{number}），整改期限届满日：{until}。现将整改情况报告如下：',
        en: 'On {noticeOn} a notice of {from} was received ({number}); last day to correct: {until}. This is what was done:',
      },
    },
    head('总体情况', 'Summary'),
    { say: { zh: '{summary}', en: '{summary}' } },
    head('逐项整改情况', 'Problem by problem'),
    {
      rows: rowsIn(told.now.report.of, notices, (n) => n.problems),
      columns: [
        { head: { zh: '编号', en: 'No.' }, source: problem('code') },
        { head: { zh: '问题', en: 'Problem' }, source: problem('text') },
        { head: { zh: '所涉条款', en: 'Provision' }, source: problem('provision') },
        { head: { zh: '整改措施', en: 'What was done' }, source: fixed('what') },
        { head: { zh: '整改前', en: 'Before' }, source: fixed('before') },
        { head: { zh: '整改后', en: 'After' }, source: fixed('after') },
        { head: { zh: '异议和证据', en: 'Disputed' }, source: each(disputed('reasons'), disputed('proof')) },
      ],
      none: { zh: '通知没有列出具体问题。', en: 'The notice names no single problem.' },
    },
    { say: { zh: '编写依据：{basis}。', en: 'Written by: {basis}.' } },
    { say: SELF },
  ],
}

const finding = (of: typeof found.now.dispute.of) => ({
  rule: value(other(of, found.past.finding, (f) => f.rule)),
  result: value(other(of, found.past.finding, (f) => f.result)),
  author: value(
    other(of, found.past.finding, (f) => f.author),
    { without: { zh: '未注明', en: 'not named' } },
  ),
  foundOn: value(
    other(of, found.past.finding, (f) => f.on),
    { label: { zh: '登记结论的日期', en: 'finding entered on' } },
  ),
})

const dispute: DocumentType = {
  id: 'dispute-record',
  procedure: 'finding',
  side: 'auditor',
  events: ['dispute'],
  title: { zh: '自查结论异议记录', en: 'Record of a Dispute' },
  sign: { zh: '异记', en: 'Dispute' },
  issuer: value(found.now.dispute.by, { cites: 'guiju-practice#4' }),
  values: {
    subject: value(found.facts.subject, { cites: 'guiju-practice#4' }),
    ...finding(found.now.dispute.of),
    on: value(found.now.dispute.on, { label: { zh: '提出日期', en: 'disputed on' } }),
    reasons: value(found.now.dispute.reasons),
    proof: value(found.now.dispute.proof),
  },
  body: [
    { facts: ['subject', 'rule', 'result', 'author', 'foundOn', 'on'] },
    head('异议理由', 'Reasons'),
    { say: { zh: '{reasons}', en: '{reasons}' } },
    head('证据', 'Evidence'),
    { say: { zh: '{proof}', en: '{proof}' } },
    {
      say: {
        zh: '该异议由作出结论以外的人复核并写明理由（{basis}）。',
        en: 'Someone else than the author of the finding reviews it and gives reasons ({basis}).',
      },
    },
    { say: SELF },
  ],
}

const of = other(found.now.review.of, found.past.dispute, (d) => d.of)
const outcome: DocumentType = {
  id: 'outcome',
  procedure: 'finding',
  side: 'auditor',
  events: ['review'],
  title: { zh: '自查结论异议复核结果', en: 'Outcome of a Dispute' },
  sign: { zh: '异复', en: 'Outcome' },
  issuer: value(found.now.review.by, { cites: 'guiju-practice#4' }),
  addressee: value(
    other(found.now.review.of, found.past.dispute, (d) => d.by),
    { cites: 'guiju-practice#4' },
  ),
  values: {
    subject: value(found.facts.subject, { cites: 'guiju-practice#4' }),
    rule: value(other(of, found.past.finding, (f) => f.rule)),
    finding: value(other(of, found.past.finding, (f) => f.result)),
    disputedOn: value(
      other(found.now.review.of, found.past.dispute, (d) => d.on),
      { label: { zh: '提出异议的日期', en: 'disputed on' } },
    ),
    disputed: value(
      other(found.now.review.of, found.past.dispute, (d) => d.reasons),
      { label: { zh: '异议理由', en: 'reasons of the dispute' } },
    ),
    result: value(found.now.review.result, {
      cites: 'guiju-practice#4',
      words: {
        withdrawn: { zh: '撤销原结论', en: 'the finding is withdrawn' },
        confirmed: { zh: '维持原结论', en: 'the finding stands' },
      },
    }),
    reasons: value(found.now.review.reasons),
  },
  body: [
    {
      say: {
        zh: '你方{disputedOn}对自查结论提出的异议，已由作出结论以外的人复核，结果如下：',
        en: 'Your dispute of {disputedOn} was reviewed by someone else than the author of the finding. The outcome:',
      },
    },
    { facts: ['subject', 'rule', 'finding', 'disputed', 'result', 'reasons'] },
    { say: { zh: '依据：{basis}。', en: 'By: {basis}.' } },
    { say: SELF },
  ],
}

const closing: DocumentType = {
  id: 'closing-record',
  procedure: 'finding',
  side: 'auditor',
  events: ['close'],
  title: { zh: '自查结论了结记录', en: 'Record of Closing' },
  sign: { zh: '结', en: 'Closing' },
  issuer: value(found.now.close.by, { cites: 'guiju-practice#5' }),
  values: {
    subject: value(found.facts.subject, { cites: 'guiju-practice#5' }),
    ...finding(found.now.close.of),
  },
  body: [
    { facts: ['subject', 'rule', 'result', 'author', 'foundOn'] },
    {
      rows: stepsOf(found.now.close.of, found.past.fix, (f) => f.of),
      columns: [
        { head: { zh: '整改日期', en: 'Corrected' }, source: ofRow(found.past.fix, (f) => f.on) },
        { head: { zh: '整改前', en: 'Before' }, source: ofRow(found.past.fix, (f) => f.before) },
        { head: { zh: '整改后', en: 'After' }, source: ofRow(found.past.fix, (f) => f.after) },
      ],
    },
    {
      rows: stepsOf(found.now.close.of, found.past.retest, (r) => r.of),
      columns: [
        { head: { zh: '复测日期', en: 'Tested' }, source: ofRow(found.past.retest, (r) => r.on) },
        { head: { zh: '结果', en: 'Outcome' }, source: ofRow(found.past.retest, (r) => r.outcome) },
        { head: { zh: '结果文件', en: 'Result' }, source: ofRow(found.past.retest, (r) => r.result) },
      ],
    },
    { say: { zh: '该结论据此了结（{basis}）。', en: 'The finding is closed on this ({basis}).' } },
    { say: SELF },
  ],
}

export const NOTICE_DOCUMENTS: readonly DocumentType[] = [report, dispute, outcome, closing]
