import { app, type appEntity } from '../../facts/app.ts'
import { labelOf } from '../../facts/choice.ts'
import type { Field } from '../../facts/entity.ts'
import type { Row } from '../../facts/row.ts'
import { type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import { fill, list, same, type Text } from '../../law/text.ts'

type Act = Omit<RuleDeclaration<typeof appEntity>, 'id' | 'cites' | 'inForce' | 'subject'>

/** One of the 31 acts. All share the instrument, its commencement and the subject. */
export function act(place: string, declaration: Act): Rule {
  const id = `app-pi-2019#${place}`
  return rule({ id, cites: id, inForce: { from: '2019-11-28' }, subject: app, ...declaration })
}

/** The values of one field of the rows, each once, as a list; of a field with choices in their words. */
export function named(rows: readonly Row[], field: string, of: Pick<Field, 'choices'> = {}): Text {
  const names = [...new Set(rows.map((row) => row[field]).filter((v) => typeof v === 'string'))]
  const shown = list(names.slice(0, 12).map((name) => labelOf(of, name) ?? same(name)))
  const more = Math.max(names.length - 12, 0)
  return {
    zh: shown.zh + (more > 0 ? `等${names.length}项` : ''),
    en: shown.en + (more > 0 ? ` and ${more} more` : ''),
  }
}

/** What a breach is told as; nothing, so that the condition itself is told, where no row has a name to put in. */
export const telling =
  (field: string, message: Text, of?: Pick<Field, 'choices'>) =>
  (rows: readonly Row[]): Text | undefined =>
    named(rows, field).zh === '' ? undefined : naming(field, message, of)(rows)

/** A message with the rows' names put in for `{names}`. */
export const naming =
  (field: string, message: Text, of?: Pick<Field, 'choices'>) =>
  (rows: readonly Row[]): Text =>
    fill(message, { names: named(rows, field, of) })
