import type { Environment } from '../judge/environment.ts'
import { CaseError } from './event.ts'

/** Rows of lists that may be looked at to judge a case as a whole, or to say what is owed in it. */
export const MOST_ROWS = 20_000_000

/**
 * The law of a day with an end: a case whose events ask for more comparisons than any real one is refused as such.
 * @param shared the count to go on with, where several days make up one judgement
 */
export function within(env: Environment, shared: Spent = { rows: 0 }): Environment {
  return {
    ...env,
    onRow: () => {
      shared.rows += 1
      if (shared.rows > MOST_ROWS)
        throw new CaseError('events', {
          zh: `互相参照的步骤过多，判断超出上限（${MOST_ROWS} 次比对）：请分案登记`,
          en: `refer to one another so often that judging them goes beyond the limit (${MOST_ROWS} comparisons): divide the case`,
        })
    },
  }
}

/** How much of the bound was used. */
export interface Spent {
  rows: number
}
