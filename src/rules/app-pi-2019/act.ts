import { app, type appEntity } from '../../facts/app.ts'
import type { Row } from '../../facts/row.ts'
import { type Rule, type RuleDeclaration, rule } from '../../judge/rule.ts'
import type { Text } from '../../law/text.ts'

type Act = Omit<RuleDeclaration<typeof appEntity>, 'id' | 'cites' | 'inForce' | 'subject'>

/** One of the 31 acts. All share the instrument, its commencement and the subject. */
export function act(place: string, declaration: Act): Rule {
  const id = `app-pi-2019#${place}`
  return rule({ id, cites: id, inForce: { from: '2019-11-28' }, subject: app, ...declaration })
}

/** The values of one field of the rows, each once, as a list. */
export function named(rows: readonly Row[], field: string): Text {
  const names = [...new Set(rows.map((row) => row[field]).filter((v) => typeof v === 'string'))]
  const shown = names.slice(0, 12)
  const more = names.length - shown.length
  return {
    zh: shown.join('、') + (more > 0 ? `等${names.length}项` : ''),
    en: shown.join(', ') + (more > 0 ? ` and ${more} more` : ''),
  }
}

/** What a breach is told as; nothing, so that the condition itself is told, where no row has a name to put in. */
export const telling =
  (field: string, message: Text) =>
  (rows: readonly Row[]): Text | undefined =>
    named(rows, field).zh === '' ? undefined : naming(field, message)(rows)

/** A message with the rows' names put in for `{names}`. */
export const naming =
  (field: string, message: Text) =>
  (rows: readonly Row[]): Text => {
    const names = named(rows, field)
    return { zh: message.zh.replace('{names}', names.zh), en: message.en.replace('{names}', names.en) }
  }
