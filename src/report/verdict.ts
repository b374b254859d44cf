import type { Determination, LawStatus, Outcome } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { provisionRef } from './instruments.ts'
import { WORDS } from './words.ts'

type Judged = Pick<Determination, 'outcome' | 'status' | 'reason' | 'provision'>

/** The sentence that states an outcome. `failed` under a draft or replaced text says so. */
export function verdict(d: Judged): Text {
  switch (d.outcome) {
    case 'failed':
      return failedUnder(d.status, d.provision)
    case 'passed':
      return WORDS.passedFull
    case 'cantTell':
      return WORDS.cantTellFull
    case 'inapplicable':
      return WORDS.inapplicableFull
    case 'untested':
      return d.reason === 'boundary' ? WORDS.untestedBoundary : WORDS.untestedHuman
    default:
      return unreachable(d.outcome)
  }
}

/** `app-pi-2019` describes acts, the other instruments duties: of a duty, it has to be said that it is not met. */
function failedUnder(status: LawStatus, provision: string): Text {
  switch (status) {
    case 'in-force':
      return provisionRef(provision).instrument === 'app-pi-2019' ? WORDS.failedFull : WORDS.failedDuty
    case 'draft':
      return WORDS.failedDraft
    case 'replaced':
      return WORDS.failedReplaced
    case 'not-yet':
      return WORDS.failedNotYet
    default:
      return unreachable(status)
  }
}

/** One or two words for a badge or a table cell. */
export function shortVerdict(outcome: Outcome): Text {
  return WORDS[outcome]
}

/** What the law's state on the day is called. */
export function statusName(status: LawStatus): Text {
  switch (status) {
    case 'in-force':
      return WORDS.statusInForce
    case 'draft':
      return WORDS.statusDraft
    case 'replaced':
      return WORDS.statusReplaced
    case 'not-yet':
      return WORDS.statusNotYet
    default:
      return unreachable(status)
  }
}

export function unreachable(value: never): never {
  throw new TypeError(`no case for ${String(value)}`)
}
