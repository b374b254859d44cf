import type { Folded, Step } from '../../src/cases/fold.ts'
import { addPeriod } from '../../src/law/calendar.ts'

/** What no credit case may reach, said in plain code and not through the guards. */

type Data = Readonly<Record<string, unknown>>
const data = (step: Step): Data => step.event.data
const EFFECTS = new Set(['decision', 'publish', 'share', 'measure'])

/** The first thing that went through without what the law asks before it; undefined where all is well. */
export function breach(folded: Folded): string | undefined {
  const taken = folded.steps.filter((s) => s.outcome !== 'refused')
  const person = folded.facts['kind'] === 'person'
  for (const [n, step] of taken.entries()) {
    if (!EFFECTS.has(step.event.type) || step.mode !== 'act') continue
    const before = taken.slice(0, n)
    const said = wrongIn(step, before, person)
    if (said) return `${step.event.type} ${step.id} ${said}`
  }
  return undefined
}

function wrongIn(step: Step, before: readonly Step[], person: boolean): string | undefined {
  const d = data(step)
  const of = (type: string) => before.filter((s) => s.event.type === type)
  const made = of('determine').find((s) => s.id === d['determination'])
  if (!made) return 'without a determination'
  if (!of('record').some((s) => data(s)['determination'] === made.id)) return 'without a record'
  const type = step.event.type
  if (type !== 'measure' || d['whileListed'] !== true)
    if (typeof d['until'] !== 'string' || d['until'] < step.day) return 'without an end'
  if (type === 'decision') return wrongDecision(step, before)
  const kind = type === 'measure' ? 'measureList' : 'catalogue'
  const list = edition(of(kind), step.day)
  const rows = (list ? data(list)[type === 'measure' ? 'entries' : 'items'] : []) as Data[]
  const row = rows.find((r) => r['code'] === d[type === 'measure' ? 'measure' : 'item'])
  if (!row) return `without a basis in the ${kind} of that day`
  if (type === 'publish') {
    if (row['publish'] !== true) return 'beyond the scope of publication'
    if (person && d['desensitised'] !== true) return 'not desensitised'
    if (person && (d['basisKind'] === 'policy' || !d['basisKind'])) return 'a person’s data without a basis'
  }
  if (type === 'share') {
    const order = ['organ', 'region', 'national']
    if (row['share'] !== true || order.indexOf(String(d['scope'])) > order.indexOf(String(row['scope'])))
      return 'beyond the scope of sharing'
  }
  if (of('repairDecision').some((s) => data(s)['result'] === 'granted' && data(s)['determination'] === made.id))
    return 'after repair'
  return undefined
}

function wrongDecision(step: Step, before: readonly Step[]): string | undefined {
  const d = data(step)
  const of = (type: string) => before.filter((s) => s.event.type === type)
  const notice = of('notice').find((s) => s.id === d['notice'])
  if (!notice) return 'without a notice'
  const waived = of('waiver').some((s) => data(s)['of'] === notice.id)
  const delivered = of('delivery').filter((s) => data(s)['of'] === notice.id)
  if (delivered.length === 0) return 'before the notice was delivered'
  if (!waived && delivered.every((s) => s.day > String(data(notice)['defenceUntil'])))
    return 'on a notice delivered when it was too late to object'
  if (!waived && step.day <= String(data(notice)['defenceUntil'])) return 'while the time to object ran'
  for (const o of of('objection'))
    if (
      data(o)['of'] === notice.id &&
      !of('answer').some((a) => data(a)['of'] === o.id && data(a)['verified'] === true)
    )
      return 'before an objection was answered'
  if (!of('standard').some((s) => data(s)['domain'] === d['domain'])) return 'without a standard'
  return undefined
}

function edition(loaded: readonly Step[], day: string): Step | undefined {
  const on = loaded.filter((s) => String(data(s)['from']) <= day && !(String(data(s)['until'] ?? '9') < day))
  return on.sort((a, b) => (String(data(a)['from']) < String(data(b)['from']) ? 1 : -1))[0]
}

/** A trace as a person reads it. */
export const timeline = (folded: Folded): string =>
  folded.steps
    .map((s) => `${s.day}  ${s.id.padEnd(6)} ${s.event.type.padEnd(16)} ${s.event.by.padEnd(10)} ${s.outcome}`)
    .join('\n')

export const later = (day: string, n: number): string => addPeriod(day, { n, unit: 'day' }).day
