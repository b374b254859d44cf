import { app } from '../../facts/app.ts'
import { param } from '../../facts/param.ts'
import { all, any, not, today } from '../../facts/terms.ts'
import type { Condition } from '../../facts/tree.ts'

type Kind = 'request' | 'complaint'
type Right = 'access' | 'correct' | 'delete' | 'close-account' | 'complain'

/** No clause promises more than the limit of 15 working days. No promise is no breach. */
export const promiseWithinLimit = (...kinds: Right[]): Condition =>
  app.policy.rights.none((right) =>
    all(right.kind.among(...kinds), right.answerWorkdays.moreThan(param('app-pi.answer-limit').value())),
  )

/**
 * Every ticket of a kind was closed by the end of the limit, or still has time; and within what was promised for it,
 * where less was promised. A log in which the kind never occurs may be one that is kept for others only.
 */
export const answeredInTime = (kind: Kind): Condition =>
  all(
    app.tickets.every((ticket) => {
      const due = ticket.receivedOn.plus({ parameter: 'app-pi.answer-limit' })
      return any(
        not(ticket.kind.is(kind)),
        all(
          any(ticket.closedOn.onOrBefore(due), all(not(ticket.closedOn.exists()), today.onOrBefore(due))),
          any(not(ticket.promisedWorkdays.exists()), ticket.workdaysTaken.atMost(ticket.promisedWorkdays)),
        ),
      )
    }),
    (kind === 'request' ? app.requestLog : app.complaintLog).exists(),
  )
