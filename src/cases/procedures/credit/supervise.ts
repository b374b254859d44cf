import { all, any, not, today } from '../../../facts/terms.ts'
import { type EventType, need } from '../../procedure.ts'
import { hasDetermination, step, stillStands, supervision } from './common.ts'
import { credit } from './words.ts'

/** Commitments, education, tiers, correction and talks: the opinions of 2019. */

const { now, past } = credit
const { handling, supplied, commitmentKept, education, check, order, rectified, orderCheck, talk } = now

const applied = (is: (a: typeof now.application) => Parameters<typeof all>[0]) =>
  past.application.some((a) => all(a.id.is(handling.of), is(a as typeof now.application)))
/** The last check of a correction found it lacking; or there was none, nor word that it was made. */
const fallsShort = (id: typeof talk.of) =>
  any(
    past.orderCheck.some((c) =>
      all(
        c.of.is(id),
        c.adequate.isFalse(),
        past.orderCheck.none(
          (other) => all(other.of.is(id), other.adequate.isTrue(), other.on.onOrAfter(c.on)),
          'other',
        ),
      ),
    ),
    all(
      past.rectified.none((r) => r.of.is(id)),
      past.orderCheck.none((c) => all(c.of.is(id), c.adequate.isTrue())),
    ),
  )
const ofOrder = (of: typeof talk.of) =>
  need(
    supervision('9'),
    '先提出限期整改要求',
    'first tell the subject to correct in a set time',
    past.order.some((o) => o.id.is(of)),
  )

export const supervise: Readonly<Record<string, EventType>> = {
  application: step('application', ['subject'], supervision('1'), []),
  handling: step(
    'handling',
    ['authority'],
    supervision('1'),
    [
      need(
        supervision('1'),
        '针对已提出的申请',
        'it is about an application',
        applied((a) => a.id.exists()),
      ),
      need(
        supervision('1'),
        '承诺符合条件并交齐材料的，即时办理',
        'a complete file with a commitment is handled at once',
        any(handling.result.is('handled'), not(applied((a) => all(a.complete.isTrue(), a.committed.isTrue())))),
      ),
      need(
        supervision('1'),
        '信用较好、部分材料不齐但书面承诺限期提供的，先行受理',
        'with part missing, good credit and a written promise, it is accepted first',
        any(
          handling.result.among('handled', 'accepted-first'),
          not(
            applied((a) =>
              all(a.complete.isFalse(), a.goodCredit.isTrue(), a.promised.isTrue(), a.promiseUntil.exists()),
            ),
          ),
        ),
      ),
    ],
    { served: true },
  ),
  supplied: step('supplied', ['subject'], supervision('1'), [
    need(
      supervision('1'),
      '针对已提出的申请',
      'it is about an application',
      past.application.some((a) => a.id.is(supplied.of)),
    ),
  ]),
  commitmentKept: step('commitmentKept', ['authority'], supervision('1'), [
    need(
      supervision('1'),
      '针对已作出的承诺',
      'it is about a commitment that was made',
      past.application.some((a) => all(a.id.is(commitmentKept.of), any(a.committed.isTrue(), a.promised.isTrue()))),
    ),
    need(
      supervision('1'),
      '履约情况记入信用记录',
      'performance is entered in the credit record',
      commitmentKept.entered.isTrue(),
    ),
  ]),
  education: step('education', ['authority'], supervision('2'), [
    need(
      supervision('2'),
      '诚信教育不得收费',
      'education is free',
      any(not(education.fee.exists()), education.fee.is(0)),
    ),
    need(
      supervision('2'),
      '不得作为市场准入的必要条件',
      'it is no condition of access',
      not(education.condition.isTrue()),
    ),
  ]),
  tier: step('tier', ['authority'], supervision('7'), [
    need(supervision('7'), '以信用评价结果为依据', 'it rests on an evaluation of credit', now.tier.basis.exists()),
  ]),
  check: step('check', ['authority'], supervision('7'), [
    need(
      supervision('7'),
      '先对监管对象分级分类',
      'tier the subject first',
      past.tier.some((t) => t.tier.is(check.tier)),
    ),
    need(
      supervision('7'),
      '抽取前公布各等级的抽查比例',
      'the shares of the tiers are published before the draw',
      check.publishedOn.before(check.on),
    ),
    need(
      supervision('7'),
      '信用较好的不高于常规比例，一般的按常规比例，风险较高的不低于常规比例',
      'good credit no more than the regular share, ordinary risk just that, high risk no less',
      any(
        all(check.tier.is('good'), check.share.atMost(check.regularShare)),
        all(check.tier.is('ordinary'), check.share.is(check.regularShare)),
        all(check.tier.is('high-risk'), check.share.atLeast(check.regularShare)),
      ),
    ),
  ]),
  order: step(
    'order',
    ['authority'],
    supervision('9'),
    [
      hasDetermination(order.determination),
      ...stillStands(order.determination),
      need(supervision('9'), '规定整改期限', 'set a time', order.until.onOrAfter(order.on)),
    ],
    { served: true },
  ),
  rectified: step('rectified', ['subject'], supervision('9'), [ofOrder(rectified.of)]),
  orderCheck: step('orderCheck', ['authority'], supervision('9'), [ofOrder(orderCheck.of)]),
  talk: step('talk', ['authority'], supervision('9'), [
    ofOrder(talk.of),
    need(
      supervision('9'),
      '整改期限届满后仍不到位',
      'the set time has run and the correction falls short',
      all(
        past.order.some((o) => all(o.id.is(talk.of), today.after(o.until))),
        fallsShort(talk.of),
      ),
    ),
    need(supervision('9'), '谁认定、谁约谈', 'by the body that determined', talk.byDeterminingBody.isTrue()),
    need(supervision('9'), '约谈记录记入信用记录', 'the talk is entered in the credit record', talk.entered.isTrue()),
  ]),
  disclosure: step('disclosure', ['authority'], supervision('15'), []),
}
