import type { Determination, Outcome } from '../../judge/result.ts'

/** Records that came to an outcome by the same answers. */
export interface Combination {
  readonly outcome: Outcome
  /** The answer of each leaf – those of `applies`, then those of `requires` –: `+` true, `-` false, `?` unknown. */
  readonly signs: string
  readonly n: number
}

/** The reasons of a table, the most frequent first; none where it is not said what their signs stand for. */
export function combinationsOf({ reasons, leaves }: Determination): Combination[] {
  if (!reasons || !leaves) return []
  const found = Object.entries(reasons)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([reason, n]): Combination => {
      const [outcome = '', signs = ''] = reason.split(' ')
      return { outcome: outcome as Outcome, signs: signs.replace('|', ''), n }
    })
  const told = leaves.applies.length + leaves.requires.length
  return found.every(({ signs }) => signs.length === told) ? found : []
}
