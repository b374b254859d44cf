import { told, toldItems } from './cells.ts'
import { excerpt } from './excerpt.ts'
import type { Lists } from './lists.ts'
import { toldMeans } from './means.ts'
import type { Value } from './parties.ts'
import type { Reading } from './reading.ts'
import type { Place, Statement } from './scan.ts'
import { isImprovement } from './statements.ts'

function statementOf(values: readonly Value[], at: Place): Statement | undefined {
  const text = (...roles: readonly string[]) =>
    values
      .filter((value) => roles.includes(value.role))
      .map((value) => value.text)
      .join('；')
  const items = toldItems(text('items', 'name'))
  if (!items || items.none || items.items.length === 0) return undefined
  const purposes = [told(text('purpose')), told(text('scene'))].flatMap((one) => (one ? [one.text] : []))
  const means = toldMeans(text('means'))?.text
  return {
    at,
    excerpt: excerpt(values.map((value) => value.text).join(' | ')),
    actor: 'we',
    act: 'collect',
    items: items.items,
    general: false,
    purposes,
    ...(means ? { means } : {}),
    negated: false,
    conditional: false,
    limits: [],
    openEnd: items.openEnd,
    mandatory: false,
    onlyImprovement: purposes.length > 0 && purposes.every(isImprovement),
  }
}

/** Rows of lists of what the app itself collects, as statements. */
export function readCollections(lists: Lists, reading: Reading): readonly Statement[] {
  const out: Statement[] = []
  for (const { place, rows } of lists.collectionTables)
    for (const { row, values } of rows) {
      const statement = statementOf(values, { ...place, row })
      if (statement) out.push(statement)
    }
  const lineOf = new Map<number, number>()
  for (const line of reading.records) if (!lineOf.has(line.block)) lineOf.set(line.block, line.index)
  for (const record of lists.collectionRecords) {
    const line = record.blocks.map((block) => lineOf.get(block)).find((index) => index !== undefined)
    const statement = statementOf(record.values, {
      section: record.section,
      title: reading.sections[record.section]?.title ?? '',
      ...(line === undefined ? {} : { sentence: line }),
    })
    if (statement) out.push(statement)
  }
  return out
}
