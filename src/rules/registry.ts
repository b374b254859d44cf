import type { Rule } from '../judge/rule.ts'
import { acts } from './app-pi-2019/acts.ts'
import { readinessRules } from './inspection-2018/readiness.ts'
import { conductRules, loanBookRules } from './internet-lending-2021/book.ts'
import { INVENTORIES } from './inventories.ts'
import { networkRules } from './mlps-cii-2020/operator.ts'
import { proposalRules } from './pi-proposal-2018/duties.ts'

/** Every rule of the repository, by instrument and in the order of its provisions. */
export const rules: readonly Rule[] = [
  ...acts,
  ...[...conductRules, ...loanBookRules.rules, ...loanBookRules.derived.flatMap((one) => one.rules)].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  ),
  ...readinessRules,
  ...networkRules,
  ...proposalRules,
  ...Object.values(INVENTORIES).flatMap((one) => one.rules),
]
