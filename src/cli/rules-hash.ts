import { createHash } from 'node:crypto'
import { parameterTable } from '../judge/environment.ts'
import type { Rule } from '../judge/rule.ts'
import { parametersOf } from '../judge/rule.ts'

/** SHA-256 of what judges: every rule's conditions and dates, and the numbers of the law they use. */
export function rulesHash(rules: readonly Rule[]): string {
  const hash = createHash('sha256')
  const numbers = new Set<string>()
  for (const { id, cites, inForce, appliesWhen, requires, ceiling, pending, leads = [] } of rules) {
    const waits = pending ? [pending.while] : []
    const conditions = [appliesWhen, requires, ...waits, ...leads.map((lead) => lead.when)]
    hash.update(JSON.stringify([id, cites, inForce, ceiling?.by ?? null, conditions]))
    for (const condition of conditions) for (const parameter of parametersOf(condition)) numbers.add(parameter)
  }
  for (const id of [...numbers].sort())
    hash.update(JSON.stringify(parameterTable(id), (_, value) => (typeof value === 'bigint' ? `${value}n` : value)))
  return hash.digest('hex')
}
