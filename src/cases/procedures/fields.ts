import type { Choices } from '../../facts/choice.ts'
import { field } from '../../facts/entity.ts'

/** Short words for the fields of events. */

export const yes = (zh: string, en: string) => field.boolean({ zh, en })
/** A circumstance that is not there unless it is said. */
export const where = (zh: string, en: string) => field.boolean({ zh, en }, { optional: true })
export const text = (zh: string, en: string) => field.text({ zh, en })
/** Known not to be so where nothing is said. */
export const maybe = (zh: string, en: string) => field.text({ zh, en }, { optional: true })
export const day = (zh: string, en: string) => field.date({ zh, en })
export const maybeDay = (zh: string, en: string) => field.date({ zh, en }, { optional: true })
export const choice = <const C extends string>(zh: string, en: string, choices: Choices<C>) =>
  field.choice({ zh, en }, choices)
export const maybeOf = <const C extends string>(zh: string, en: string, choices: Choices<C>) =>
  field.choice({ zh, en }, choices, { optional: true })
/** Money, shares: decimals that are none where nothing is said. */
export const maybeAmount = (zh: string, en: string, scale = 2) =>
  field.decimal({ zh, en }, { scale, minimum: 0, optional: true })
