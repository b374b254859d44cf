import type { Row } from '../../facts/row.ts'
import { lawOf } from '../../judge/environment.ts'
import { TRUE } from '../../judge/truth.ts'
import { type Scope, walk } from '../../judge/walk.ts'
import type { CaseFile } from '../event.ts'
import { consider, type Folded, replay, type Step, take } from '../fold.ts'
import type { Procedure } from '../procedure.ts'
import { untaken } from '../reads.ts'
import { NOW, THE_CASE } from '../words.ts'
import type { DocumentType } from './document.ts'

/** The step a document was asked for is not there, is of another kind, or holds nothing any more. */
export class DocumentError extends Error {
  readonly why: 'no-step' | 'other-step' | 'erased'
  readonly step: string
  constructor(why: DocumentError['why'], step: string) {
    super(`${why}: ${step}`)
    this.name = 'DocumentError'
    this.why = why
    this.step = step
  }
}

/** The step a document is made from, and the case around it. */
export interface Chosen {
  readonly procedure: Procedure
  readonly event: string
  /** The case before the step, and with it. */
  readonly before: Folded
  readonly after: Folded
  readonly step?: Step
  readonly row: Row
  readonly day: string
}

/** What is asked for: a step by its id, one that was not taken yet, else the last that fits. */
export interface Asked {
  readonly step?: string
  readonly proposed?: unknown
  readonly asOf: string
}

/**
 * The step asked for; where the case has none that fits, one that says nothing yet. Throws `DocumentError`, and
 * `CaseError` for a proposed step that does not fit.
 */
export function chosen(
  type: DocumentType,
  procedure: Procedure,
  file: Pick<CaseFile, 'facts' | 'events'>,
  { step: id, proposed, asOf }: Asked,
): Chosen {
  const folded = replay(procedure, file)
  if (proposed !== undefined) {
    const step = consider(folded, proposed)
    if (!type.events.includes(step.event.type)) throw new DocumentError('other-step', step.event.type)
    return withStep(procedure, folded, step)
  }
  const at = (i: number): Chosen => {
    const step = folded.steps[i]!
    if (step.event.erased) throw new DocumentError('erased', step.id)
    return withStep(procedure, replay(procedure, { ...file, events: file.events.slice(0, i) }), step)
  }
  if (id !== undefined) {
    const found = folded.steps.findLastIndex((s) => s.id === id)
    if (found < 0) throw new DocumentError('no-step', id)
    if (!type.events.includes(folded.steps[found]!.event.type)) throw new DocumentError('other-step', id)
    return at(found)
  }
  for (const refused of [false, true])
    for (let i = folded.steps.length - 1; i >= 0; i -= 1) {
      const step = folded.steps[i]!
      if (!type.events.includes(step.event.type) || (step.outcome === 'refused') !== refused) continue
      if (!type.where || step.event.erased) return at(i)
      if (walk(type.where, scopeOf(withStep(procedure, folded, step)), lawOf(step.day)) === TRUE) return at(i)
    }
  const event = type.events[0]!
  const row = untaken(procedure, event, folded.row, asOf)
  return { procedure, event, before: folded, after: folded, row, day: asOf }
}

function withStep(procedure: Procedure, before: Folded, step: Step): Chosen {
  const after = take(before, { ...step, outcome: step.outcome === 'refused' ? 'done' : step.outcome })
  return { procedure, event: step.event.type, before, after, step, row: step.row, day: step.day }
}

/** What the guards of the step read. */
export const scopeOf = ({ before, row }: Pick<Chosen, 'before' | 'row'>): Scope => ({
  [THE_CASE]: before.row,
  [NOW]: row,
})
