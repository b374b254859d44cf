import type { Rule } from '../judge/rule.ts'
import { acts } from './app-pi-2019/acts.ts'

/** Every rule of the repository, by instrument and in the order of its provisions. */
export const rules: readonly Rule[] = [...acts]
