import { all, any, type DateField, type ListTerm, not, type TextTerm, today } from '../../../facts/terms.ts'
import type { Guard } from '../../gate.ts'
import { type EventType, limit, need } from '../../procedure.ts'
import { carries, constraint, hasDetermination, inSetTime, step, supervision } from './common.ts'
import { credit } from './words.ts'

/** What the person or firm may ask for, and what the authority owes: parts 4, 6 and 7. */

const { now, past } = credit
const { answer, dispute, receipt, correction, undo, repairRequest, repairDecision, removal, lookup, lookupReview } = now

const free = (fee: typeof receipt.fee): Guard =>
  need(constraint('12'), '不得以任何形式收取费用', 'no fee of any kind', any(not(fee.exists()), fee.is(0)))

/** The answer found the information wrong. */
const upheld = (of: typeof correction.of): Guard =>
  need(
    supervision('17'),
    '经核实有误',
    'it was found wrong',
    past.answer.some((a) => all(a.id.is(of), a.result.is('upheld'))),
  )

/** What has a last day ends by it; being late never refuses the end. */
const ends = (
  cites: string,
  zh: string,
  en: string,
  steps: ListTerm<{ readonly id: TextTerm; readonly until: DateField }>,
): Guard =>
  limit(
    cites,
    zh,
    en,
    steps.every((one) => any(not(one.id.is(removal.of)), not(one.until.exists()), today.onOrBefore(one.until))),
  )

const asked = past.repairRequest.some((r) =>
  all(r.id.is(repairDecision.of), r.determination.is(repairDecision.determination)),
)
const granted = repairDecision.result.is('granted')
const request = (is: (r: typeof repairRequest) => Parameters<typeof all>[0]) =>
  past.repairRequest.some((r) => all(r.id.is(repairDecision.of), is(r as typeof repairRequest)))

export const relief: Readonly<Record<string, EventType>> = {
  answer: step(
    'answer',
    ['authority'],
    constraint('8'),
    [
      need(
        constraint('8'),
        '答复当事人提出的异议',
        'it answers an objection of the subject',
        any(
          past.objection.some((o) => o.id.is(answer.of)),
          past.dispute.some((d) => d.id.is(answer.of)),
        ),
      ),
      need(constraint('8'), '先予核实', 'verify it first', answer.verified.isTrue()),
      need(
        constraint('8'),
        '写明结果和理由',
        'give result and reasons',
        all(answer.result.exists(), answer.reasons.exists()),
      ),
      inSetTime(constraint('8'), answer.of, past.objection),
      inSetTime(supervision('17'), answer.of, past.dispute),
    ],
    { served: true },
  ),
  dispute: step('dispute', ['subject'], supervision('17'), [hasDetermination(dispute.determination)]),
  receipt: step('receipt', ['authority'], constraint('12'), [free(receipt.fee)], { served: true }),
  correction: step('correction', ['authority'], supervision('17'), [upheld(correction.of)], {
    served: true,
    to: 'corrected',
  }),
  undo: step('undo', ['authority'], supervision('17'), [upheld(undo.of)], { served: true }),
  repairRequest: step('repairRequest', ['subject'], constraint('11'), [hasDetermination(repairRequest.determination)]),
  repairDecision: step(
    'repairDecision',
    ['authority', 'platform'],
    constraint('11'),
    [
      need(constraint('11'), '当事人已经申请', 'it was applied for', asked),
      free(repairDecision.fee),
      need(
        constraint('11'),
        '纠正失信行为、消除不良影响的，除明确规定不可修复的以外，不得拒绝',
        'whoever corrected the act and removed the harm is not refused, unless law, regulation or central policy excludes repair',
        any(
          granted,
          all(
            repairDecision.ground.is('not-corrected'),
            request((r) => not(r.corrected.isTrue())),
          ),
          all(
            repairDecision.ground.is('harm-not-removed'),
            request((r) => not(r.harmRemoved.isTrue())),
          ),
          all(
            repairDecision.ground.is('excluded-by-law'),
            repairDecision.excludedBy.exists(),
            carries(repairDecision.excludedByKind),
          ),
        ),
      ),
      need(
        constraint('11'),
        '不予修复的写明理由',
        'a refusal gives reasons',
        any(granted, repairDecision.reasons.exists()),
      ),
      inSetTime(constraint('12'), repairDecision.of, past.repairRequest),
    ],
    { served: true, to: 'repaired' },
  ),
  removal: step(
    'removal',
    ['authority', 'platform'],
    constraint('11'),
    [
      need(constraint('11'), '写明终止的是哪一步', 'say what it ends', removal.of.exists()),
      ends(constraint('5'), '公开期限届满时停止公开', 'end a publication when its time is over', past.publish),
      ends(constraint('3'), '共享期限届满时停止共享', 'end a sharing when its time is over', past.share),
      ends(constraint('11'), '列入期限届满时移出名单', 'end a listing when its time is over', past.decision),
      ends(constraint('10'), '惩戒期限届满时终止措施', 'end a measure when its time is over', past.measure),
    ],
    { served: true, to: 'ended' },
  ),
  lookup: step('lookup', ['reader', 'authority', 'platform'], constraint('13'), [
    need(
      constraint('13'),
      '在查询使用权限内，写明用途',
      'within the permission, its purpose given',
      all(lookup.permitted.isTrue(), lookup.purpose.exists()),
    ),
    need(
      constraint('13'),
      '登记查询',
      'the look-up is registered',
      all(lookup.registered.isTrue(), lookup.user.exists()),
    ),
  ]),
  lookupReview: step('lookupReview', ['authority', 'platform'], constraint('13'), [
    need(
      constraint('13'),
      '审查已发生的查询',
      'it covers look-ups that took place',
      lookupReview.until.onOrBefore(lookupReview.on),
    ),
  ]),
}
