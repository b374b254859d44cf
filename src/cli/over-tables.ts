import { basename } from 'node:path'
import type { Mapping } from '../collect/table/mapping.ts'
import { type Loaded, shortName } from '../collect/table/shape.ts'
import type { AnyEntity } from '../facts/entity.ts'
import { maskId } from '../facts/personal.ts'
import type { Problem } from '../facts/problem.ts'
import { provenance, type Row } from '../facts/row.ts'
import { summarise } from '../judge/engine.ts'
import type { SubjectResult } from '../judge/result.ts'
import type { Showing } from '../judge/sql/answers.ts'
import type { Text } from '../law/text.ts'
import type { Ground } from './work.ts'

/** What reports on loan books and on other tables have in common. */

export const NOT_COMPLETE: Text = { zh: '映射声明该表不完整', en: 'the mapping says the table is not complete' }

/** How a row of a table is pointed at. */
export const showingOf = (table: Loaded): Showing => ({
  artifact: shortName(table),
  key: table.source.columns[table.source.entity.key] ?? table.source.entity.key,
  mask: maskId,
})

/** The one row a person answers for, each answer with where it can be looked up. */
export function personSays(mapping: Mapping, file: string, of: AnyEntity, id: string): Row {
  const named = basename(file)
  const said = mapping.attested.map(({ field, evidence }) => [
    field,
    evidence.map((artifact) => ({ artifact, locator: `${named}: attest.${field}`, method: 'attested' as const })),
  ])
  return {
    [of.key]: id,
    ...Object.fromEntries(mapping.attested.map(({ field, answer }) => [field, answer])),
    [provenance]: { entity: of.name, id: named, evidence: [], fields: Object.fromEntries(said), unknown: {} },
  }
}

/** The tables of a mapping as one subject, named as its file, with what was found. */
export async function subjectOf(
  { mapping, file, inputs }: Ground,
  version: string,
  { determinations, limits }: Pick<SubjectResult, 'determinations' | 'limits'>,
  problems: readonly Problem[],
): Promise<SubjectResult> {
  const name = basename(file).replace(/\.ya?ml$/, '')
  return {
    subject: { kind: mapping.facts, id: `${mapping.facts}:${name}`, name, version, inputs: await inputs() },
    determinations,
    summary: summarise(determinations),
    limits,
    ...(problems.length > 0 ? { problems } : {}),
  }
}
