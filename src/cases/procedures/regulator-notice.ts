import { entity as declare, field } from '../../facts/entity.ts'
import { all, any, not, today } from '../../facts/terms.ts'
import { said } from '../choices.ts'
import { OWN_NOTE, OWN_RULES, own } from '../own-rules.ts'
import { deadlineOf, limit, need, type Procedure } from '../procedure.ts'
import { words } from '../words.ts'
import { choice, maybe, maybeDay, maybeOf, text } from './fields.ts'

/** A regulator's notice or a store's rejection, from its problems to the rectification report. */

const problem = declare({
  name: 'problem',
  title: { zh: '问题', en: 'problem' },
  key: 'code',
  fields: {
    code: text('问题编号', 'code'),
    text: text('问题', 'problem'),
    provision: maybe('所涉条款', 'provision'),
  },
})
export const noticeWords = words({
  name: 'regulatorNotice',
  title: { zh: '监管通知或者应用商店退回', en: 'regulator’s notice or store’s rejection' },
  facts: { subject: text('对象', 'subject') },
  events: {
    notice: {
      title: { zh: '收到通知或者退回', en: 'notice or rejection received' },
      fields: {
        from: choice('来源', 'from', said('regulator', 'store')),
        number: maybe('文号', 'number'),
        until: maybeDay('整改期限届满日', 'last day to correct'),
        limitDays: field.decimal({ zh: '整改期限的天数', en: 'days to correct' }, { minimum: 0, optional: true }),
        limitUnit: maybeOf('该天数的单位', 'unit of those days', said('workday', 'day')),
        dueOn: maybeDay('按天数推算的届满日', 'last day reckoned from them'),
      },
      lists: { problems: problem },
    },
    fix: {
      title: { zh: '整改一项问题', en: 'problem corrected' },
      fields: {
        problem: text('问题编号', 'problem'),
        what: text('整改措施', 'what was done'),
        before: text('整改前证据', 'evidence before'),
        after: text('整改后证据', 'evidence after'),
      },
    },
    objection: {
      title: { zh: '对一项问题提出异议', en: 'problem disputed' },
      fields: {
        problem: text('问题编号', 'problem'),
        reasons: text('理由', 'reasons'),
        proof: text('证据', 'evidence'),
      },
    },
    report: {
      title: { zh: '提交整改报告', en: 'rectification report handed in' },
      fields: { of: text('所针对的通知（编号）', 'notice (id)'), summary: maybe('概述', 'summary') },
    },
    outcome: {
      title: { zh: '收到处理结果', en: 'outcome received' },
      fields: {
        of: text('所针对的报告（编号）', 'report (id)'),
        result: choice('结果', 'result', said('accepted', 'more-to-do')),
        text: maybe('意见', 'text'),
      },
    },
  },
})
const { entity, past, now } = noticeWords
const { fix, objection, report } = now
const own1 = OWN_RULES[0]!
const own2 = OWN_RULES[1]!
const own3 = OWN_RULES[2]!
const known = (code: typeof fix.problem) => past.notice.some((n) => n.problems.some((p) => p.code.is(code)))

export const regulatorNotice: Procedure = {
  id: 'regulator-notice',
  title: { zh: '监管通知或者应用商店退回', en: 'Regulator’s notice or store’s rejection' },
  instruments: [],
  entity,
  sides: {
    recipient: { zh: '被通知人', en: 'recipient' },
    sender: { zh: '监管部门、应用商店', en: 'regulator or store' },
  },
  keeper: 'recipient',
  roles: {
    recipient: { title: { zh: '被通知人', en: 'recipient' }, side: 'recipient' },
    sender: { title: { zh: '监管部门、应用商店', en: 'regulator or store' }, side: 'sender' },
  },
  states: {
    open: { zh: '尚未收到通知', en: 'no notice yet' },
    notified: { zh: '整改中', en: 'correcting' },
    reported: { zh: '已提交整改报告', en: 'report handed in' },
    closed: { zh: '已有结果', en: 'outcome received' },
  },
  start: 'open',
  events: {
    notice: {
      title: entity.lists.notice.title,
      by: ['sender'],
      served: true,
      cites: own(3),
      to: 'notified',
      guards: [],
      counted: { into: 'dueOn', n: 'limitDays', unit: 'limitUnit' },
    },
    fix: {
      title: entity.lists.fix.title,
      by: ['recipient'],
      cites: own(1),
      guards: [
        need(own(2), '针对通知所列的问题', 'it is about a problem of the notice', known(fix.problem)),
        need(own(1), own1.zh, own1.en, all(fix.before.exists(), fix.after.exists())),
      ],
    },
    objection: {
      title: entity.lists.objection.title,
      by: ['recipient'],
      cites: own(2),
      guards: [
        need(own(2), '针对通知所列的问题', 'it is about a problem of the notice', known(objection.problem)),
        need(
          own(4),
          '写明理由并附证据',
          'with reasons and evidence',
          all(objection.reasons.exists(), objection.proof.exists()),
        ),
      ],
    },
    report: {
      title: entity.lists.report.title,
      by: ['recipient'],
      cites: own(2),
      to: 'reported',
      guards: [
        need(
          own(2),
          '针对已收到的通知',
          'it is about a notice',
          past.notice.some((n) => n.id.is(report.of)),
        ),
        need(
          own(2),
          own2.zh,
          own2.en,
          past.notice.every((n) =>
            any(
              not(n.id.is(report.of)),
              n.problems.every((p) =>
                // A problem that is noted again is answered again.
                any(
                  past.fix.some((f) => all(f.problem.is(p.code), f.on.onOrAfter(n.on))),
                  past.objection.some((o) => all(o.problem.is(p.code), o.on.onOrAfter(n.on))),
                ),
              ),
            ),
          ),
        ),
        limit(
          own(3),
          own3.zh,
          own3.en,
          past.notice.every((n) =>
            any(
              not(n.id.is(report.of)),
              all(
                any(not(n.until.exists()), today.onOrBefore(n.until)),
                any(not(n.dueOn.exists()), today.onOrBefore(n.dueOn)),
              ),
            ),
          ),
        ),
      ],
    },
    outcome: {
      title: entity.lists.outcome.title,
      by: ['sender'],
      served: true,
      cites: own(2),
      to: 'closed',
      guards: [],
    },
  },
  deadlines: [
    deadlineOf(past, 'notice', 'report', (received, done) => ({
      title: { zh: '提交整改报告', en: 'hand in the rectification report' },
      cites: own(3),
      who: 'recipient',
      where: any(received.until.exists(), not(received.dueOn.exists())),
      due: received.until,
      met: done.of.is(received.id),
    })),
    deadlineOf(past, 'notice', 'report', (received, done) => ({
      title: { zh: '提交整改报告', en: 'hand in the rectification report' },
      cites: own(3),
      who: 'recipient',
      where: received.dueOn.exists(),
      due: received.dueOn,
      met: done.of.is(received.id),
    })),
  ],
  notes: [{ text: OWN_NOTE }],
}
