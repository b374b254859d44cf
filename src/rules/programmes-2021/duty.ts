import { programme, type programmeEntity } from '../../facts/programmes.ts'
import { always } from '../../facts/terms.ts'
import { type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'

export const FROM = '2021-09-02'
/** Day the examples are judged on. */
export const DAY = '2021-10-01'
export const SHOWN = { programmeId: 'p', airedOn: '2021-09-20' }

/** Shown since the notice: what was last shown before is out of scope. */
export const shown = programme.airedOn.onOrAfter(FROM)

/** One duty of one section; a section may hold several. */
export function duty(
  place: string,
  name: string,
  declared: Omit<RuleDeclaration<typeof programmeEntity>, 'id' | 'cites' | 'inForce' | 'subject'>,
): Rule {
  const cites = `programmes-2021#${place}`
  return rule({ id: `${cites}-${name}`, cites, inForce: { from: FROM }, subject: programme, ...declared })
}

/** A section that is not judged, with its reason. */
export const unjudged = (place: string, name: string, by: 'human' | 'boundary', title: Text, why: Text) =>
  duty(place, name, {
    title,
    requires: always,
    ceiling: { by, why },
    remedy: { zh: '由人对照条文核实。', en: 'A person compares it with the provision.' },
    examples: [{ name: 'never judged', facts: {}, expect: 'untested' }],
  })
