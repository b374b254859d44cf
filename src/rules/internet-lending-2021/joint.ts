import type { Handle } from '../../facts/entity.ts'
import type { loanEntity } from '../../facts/lending.ts'
import { all, any, named } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'

/**
 * An internet loan that bank and partner fund together. A partner that put in nothing is a funder only by its role; where
 * that is unknown, so is whether the loan is joint.
 */
export function jointInternetLoan(one: Handle<typeof loanEntity>): Condition {
  return named(
    all(
      one.internet.isTrue(),
      any(
        one.partnerAmount.moreThan(0),
        all(one.partnerId.exists(), one.partnerAmount.is(0), one.partnerRole.is('funding')),
      ),
    ),
    { say: { zh: '属于与合作方共同出资的互联网贷款', en: 'it is an internet loan funded jointly with a partner' } },
  )
}
