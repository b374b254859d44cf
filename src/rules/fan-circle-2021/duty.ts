import type { AnyEntity } from '../../facts/entity.ts'
import { type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'

export const FROM = '2021-08-25'

/** One measure of the notice; a number may hold several. */
export function duty<E extends AnyEntity>(
  place: string,
  name: string,
  declared: Omit<RuleDeclaration<E>, 'id' | 'cites' | 'inForce'>,
): Rule {
  const cites = `fan-circle-2021#${place}`
  return rule<E>({ id: `${cites}-${name}`, cites, inForce: { from: FROM }, ...declared })
}
