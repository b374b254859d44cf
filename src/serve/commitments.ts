import { isDay } from '../law/day.ts'
import type { CommitmentsScreen } from '../report/bench/commitments-screen.ts'
import { instrumentShort, provisionRef } from '../report/instruments.ts'
import { allCommitments } from '../store/law-commitments.ts'
import { today } from './today.ts'

/** What the texts mean to reach by some day, as of the day asked; what is no filter is left out. */
export async function commitmentsScreen(query: (name: string) => string | undefined): Promise<CommitmentsScreen> {
  const day = query('asOf')
  const asOf = day !== undefined && isDay(day) ? day : today()
  const all = await allCommitments(asOf)
  const state = (['running', 'over'] as const).find((s) => s === query('state'))
  const instruments = [...new Set(all.map((c) => provisionRef(c.ref).instrument))]
  const instrument = instruments.find((id) => id === query('instrument'))
  const of = all.filter((c) => instrument === undefined || provisionRef(c.ref).instrument === instrument)
  return {
    screen: 'commitments',
    asked: { asOf, ...(state ? { state } : {}), ...(instrument === undefined ? {} : { instrument }) },
    counts: {
      running: of.filter((c) => c.state === 'running').length,
      over: of.filter((c) => c.state === 'over').length,
    },
    instruments: instruments.map((id) => ({ id, name: instrumentShort(id) })),
    items: of.filter((c) => state === undefined || c.state === state),
  }
}
