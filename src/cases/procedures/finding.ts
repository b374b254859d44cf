import { all, any, not } from '../../facts/terms.ts'
import { said } from '../choices.ts'
import { OWN_NOTE, OWN_RULES, own } from '../own-rules.ts'
import { deadlineOf, need, type Procedure, type RowOf } from '../procedure.ts'
import { words } from '../words.ts'
import { choice, maybe, maybeDay, text, where } from './fields.ts'

/** Rectification or dispute of a finding of any audit. */

export const findingWords = words({
  name: 'findingCase',
  title: { zh: '自查结论的整改或者异议', en: 'rectification or dispute of a finding' },
  facts: { subject: text('对象', 'subject') },
  events: {
    finding: {
      title: { zh: '登记自查结论', en: 'finding entered' },
      fields: {
        rule: text('规则', 'rule'),
        result: text('结果文件的摘要值', 'digest of the result'),
        author: maybe('作出人', 'author'),
        until: maybeDay('计划整改期限', 'day planned for the correction'),
      },
    },
    fix: {
      title: { zh: '整改', en: 'corrected' },
      fields: {
        of: text('所针对的结论（编号）', 'finding (id)'),
        before: text('整改前证据', 'evidence before'),
        after: text('整改后证据', 'evidence after'),
      },
    },
    retest: {
      title: { zh: '复测', en: 'tested again' },
      fields: {
        of: text('所针对的结论（编号）', 'finding (id)'),
        outcome: choice('结果', 'outcome', said('failed', 'passed', 'cantTell', 'inapplicable', 'untested')),
        result: text('结果文件的摘要值', 'digest of the result'),
      },
    },
    dispute: {
      title: { zh: '提出异议', en: 'disputed' },
      fields: {
        of: text('所针对的结论（编号）', 'finding (id)'),
        reasons: text('理由', 'reasons'),
        proof: text('证据', 'evidence'),
      },
    },
    review: {
      title: { zh: '复核异议', en: 'dispute reviewed' },
      fields: {
        of: text('所针对的异议（编号）', 'dispute (id)'),
        result: choice('结果', 'result', said('withdrawn', 'confirmed')),
        reasons: text('理由', 'reasons'),
        sameAuthor: where('由原作出人复核', 'by the author of the finding'),
      },
    },
    close: { title: { zh: '了结', en: 'closed' }, fields: { of: text('所针对的结论（编号）', 'finding (id)') } },
  },
})
const { entity, past, now } = findingWords
const { fix, dispute, review, close } = now
const settled = (r: RowOf<typeof past.retest>) => r.outcome.among('passed', 'inapplicable')
const rule = (n: number) => OWN_RULES[n - 1]!
const entered = (of: typeof fix.of) =>
  need(
    own(4),
    '针对已登记的结论',
    'it is about a finding that was entered',
    past.finding.some((f) => f.id.is(of)),
  )
const step = (type: string, by: string, n: number, guards: Procedure['events'][string]['guards'], to?: string) => ({
  title: entity.lists[type]!.title,
  by: [by],
  cites: own(n),
  guards,
  ...(to === undefined ? {} : { to }),
})

export const findingCase: Procedure = {
  id: 'finding',
  title: { zh: '自查结论的整改或者异议', en: 'Rectification or dispute of a finding' },
  instruments: [],
  entity,
  sides: { auditor: { zh: '审查方', en: 'auditor' }, owner: { zh: '责任方', en: 'owner' } },
  keeper: 'auditor',
  roles: {
    auditor: { title: { zh: '审查方', en: 'auditor' }, side: 'auditor' },
    owner: { title: { zh: '责任方', en: 'owner' }, side: 'owner' },
  },
  states: {
    open: { zh: '尚无结论', en: 'no finding yet' },
    found: { zh: '待整改或者异议', en: 'to be corrected or disputed' },
    fixed: { zh: '已整改，待复测', en: 'corrected, to be tested' },
    disputed: { zh: '异议复核中', en: 'under review' },
    closed: { zh: '已了结', en: 'closed' },
  },
  start: 'open',
  events: {
    finding: step('finding', 'auditor', 4, [], 'found'),
    fix: step(
      'fix',
      'owner',
      1,
      [entered(fix.of), need(own(1), rule(1).zh, rule(1).en, all(fix.before.exists(), fix.after.exists()))],
      'fixed',
    ),
    retest: step('retest', 'auditor', 5, [entered(now.retest.of)]),
    dispute: step(
      'dispute',
      'owner',
      4,
      [
        entered(dispute.of),
        need(
          own(4),
          '写明理由并附证据',
          'with reasons and evidence',
          all(dispute.reasons.exists(), dispute.proof.exists()),
        ),
      ],
      'disputed',
    ),
    review: step('review', 'auditor', 4, [
      need(
        own(4),
        '针对已提出的异议',
        'it is about a dispute',
        past.dispute.some((d) => d.id.is(review.of)),
      ),
      need(own(4), rule(4).zh, rule(4).en, all(not(review.sameAuthor.isTrue()), review.reasons.exists())),
    ]),
    close: step(
      'close',
      'auditor',
      5,
      [
        entered(close.of),
        need(
          own(5),
          rule(5).zh,
          rule(5).en,
          any(
            // The tests of the last day count.
            past.retest.some((r) =>
              all(
                r.of.is(close.of),
                settled(r),
                past.retest.every(
                  (other) => any(not(other.of.is(close.of)), other.on.onOrBefore(r.on), settled(other)),
                  'other',
                ),
              ),
            ),
            past.dispute.some((d) =>
              all(
                d.of.is(close.of),
                past.review.some((r) => all(r.of.is(d.id), r.result.is('withdrawn'))),
              ),
            ),
          ),
        ),
      ],
      'closed',
    ),
  },
  deadlines: [
    deadlineOf(past, 'finding', 'fix', (made, done) => ({
      title: { zh: '按计划整改', en: 'correct as planned' },
      cites: own(1),
      who: 'owner',
      where: made.until.exists(),
      due: made.until,
      met: done.of.is(made.id),
    })),
  ],
  notes: [{ text: OWN_NOTE }],
}
