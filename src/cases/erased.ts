import type { FactList } from '../facts/row.ts'
import type { Text } from '../law/text.ts'
import { type CaseEvent, dayIn, type Outcome, roleOf } from './event.ts'
import type { Folded, Step } from './fold.ts'

const ERASED: Text = {
  zh: '有步骤的内容已依法删除',
  en: 'the content of a step was erased',
}

/**
 * The case after an event of which only kind, outcome and day are left. It counts as recorded; what it said is unknown,
 * so that nothing that needs it holds any more.
 */
export function passErased(folded: Folded, event: CaseEvent): Folded {
  const { procedure, facts, row, steps } = folded
  const outcome: Outcome = event.outcome ?? 'observed'
  const mode = procedure.roles[roleOf(event.by)]!.side === facts['side'] ? 'act' : 'observed'
  const gate = { allowed: outcome !== 'refused', missing: [], late: [], unsettled: [], citations: [] }
  const step: Step = { event, id: `e${steps.length + 1}`, day: dayIn(event.at)!, mode, outcome, gate }
  if (outcome === 'refused') return { ...folded, steps: [...steps, step] }
  const list = row[event.type] as FactList
  return {
    ...folded,
    row: { ...row, [event.type]: { ...list, open: [...list.open, ERASED] } },
    state: procedure.events[event.type]!.to ?? folded.state,
    steps: [...steps, step],
  }
}
