import type { Strength } from '../../facts/evidence.ts'
import type { Phase } from '../app/events.ts'
import type { HookLog } from './hook-log.ts'
import { type Choice, choiceOf } from './screen-facts.ts'
import type { Screen } from './screens.ts'
import type { Moment } from './time.ts'

/** Two clocks that were not compared may differ by this much, in milliseconds, without anybody noticing. */
const CLOCKS = 60_000
/** A person's watch and a log, in milliseconds. */
const STATED = 1000

export interface Placed {
  readonly phase: Phase
  readonly strength: Strength
}

/** Tells the phase of a moment that its own log does not tell. */
export class Phases {
  readonly #stated: number | undefined
  readonly #screens: Choice
  /** Moments of choice by the clocks of hook logs. */
  readonly #marked: { readonly before: number; readonly after: number } | undefined

  constructor(consentAt: number | undefined, screens: readonly Screen[], hooks: readonly HookLog[]) {
    this.#stated = consentAt
    this.#screens = choiceOf(screens)
    this.#marked = markedBy(hooks)
  }

  /** By the clock of the device: hook logs and screens share it. */
  onDevice(moment: Moment | undefined): Placed | undefined {
    if (!moment) return undefined
    const first = this.#device(moment.at)
    const other = moment.or === undefined ? first : this.#device(moment.or)
    return first && other && first.phase === other.phase ? first : undefined
  }

  #device(at: number): Placed | undefined {
    if (this.#stated !== undefined) return statedPhase(at, this.#stated)
    const { lastAsking, after } = this.#screens
    if (lastAsking !== undefined && at < lastAsking) return { phase: 'before-consent', strength: 'shown' }
    if (after && at >= after.from) return { phase: after.phase, strength: 'shown' }
    return undefined
  }

  /** By the clock of a proxy or browser: only a stated moment is shown. */
  onProxy(at: number | undefined): Placed | undefined {
    if (at === undefined) return undefined
    if (this.#stated !== undefined) return statedPhase(at, this.#stated)
    const { lastAsking, after } = this.#screens
    const before = lastAsking ?? this.#marked?.before
    if (before !== undefined && at < before - CLOCKS) return { phase: 'before-consent', strength: 'indicated' }
    const from = after?.from ?? (lastAsking === undefined ? this.#marked?.after : undefined)
    if (from !== undefined && at > from + CLOCKS)
      return { phase: after?.phase ?? 'after-consent', strength: 'indicated' }
    return undefined
  }
}

function statedPhase(at: number, consent: number): Placed | undefined {
  if (Math.abs(at - consent) < STATED) return undefined
  return { phase: at < consent ? 'before-consent' : 'after-consent', strength: 'shown' }
}

function markedBy(hooks: readonly HookLog[]): { before: number; after: number } | undefined {
  for (const { rows } of hooks) {
    const times = (phase: Phase) =>
      rows.flatMap((r) => (r.phase === phase && r.moment?.or === undefined ? (r.moment?.at ?? []) : []))
    const [before, after] = [times('before-consent'), times('after-consent')]
    if (before.length === 0 || after.length === 0) continue
    const [last, first] = [before.reduce((a, b) => Math.max(a, b)), after.reduce((a, b) => Math.min(a, b))]
    if (last <= first) return { before: last, after: first }
  }
  return undefined
}
