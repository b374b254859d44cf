import type { Text } from '../law/text.ts'
import { type CaseEvent, dayIn, type Outcome, roleOf } from './event.ts'
import type { Folded, Step } from './fold.ts'

/** Keeps a list open of which a row is gone. */
export const ERASED: Text = {
  zh: '有步骤的内容已依法删除',
  en: 'the content of a step was erased',
}

/**
 * An event of which only kind, outcome and day are left. It counts as recorded; what it said is unknown, so that
 * nothing that needs it holds any more.
 */
export function erasedStep({ procedure, facts, steps }: Folded, event: CaseEvent): Step {
  const outcome: Outcome = event.outcome ?? 'observed'
  const mode = procedure.roles[roleOf(event.by)]!.side === facts['side'] ? 'act' : 'observed'
  const gate = { allowed: outcome !== 'refused', missing: [], late: [], unsettled: [], citations: [] }
  return { event, id: `e${steps.length + 1}`, day: dayIn(event.at)!, mode, outcome, row: {}, gate }
}
