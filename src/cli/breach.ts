import type { Determination } from '../judge/result.ts'
import { instrumentOf, type Ref } from '../law/ref.ts'

/** Instruments without legal force: what falls short of them changes no exit code. */
const NOT_BINDING: ReadonlySet<string> = new Set(['pi-proposal-2018'])

/** A breach, which sets the exit code: under law in force on that day, or under an instrument that was named. */
export function isBreach(d: Determination, named: readonly string[]): boolean {
  if (d.outcome !== 'failed') return false
  const instrument = instrumentOf(d.provision as Ref)
  return named.includes(instrument) || (d.status === 'in-force' && !NOT_BINDING.has(instrument))
}
