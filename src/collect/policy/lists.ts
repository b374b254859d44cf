import type { Budget } from '../budget.ts'
import type { Located, OutlineSection } from './outline.ts'
import { toThirdParty } from './parties.ts'
import { type ListRecord, readLists } from './party-lists.ts'
import { readTable, type TableRow } from './party-tables.ts'
import type { Reading } from './reading.ts'
import type { Place, ThirdParty } from './scan.ts'

/** How much text before a list is looked at for what it says of all its rows. */
const INTRO = 400

interface ReadTable {
  readonly place: Place
  readonly intro: string
  readonly rows: readonly TableRow[]
}

/** The tables and labelled lists of a policy, sorted by what they are. */
export interface Lists {
  /** Indexes of the blocks they stand in: not running text. */
  readonly taken: ReadonlySet<number>
  readonly permissionTables: readonly ReadTable[]
  readonly collectionTables: readonly ReadTable[]
  readonly collectionRecords: readonly ListRecord[]
  thirdParties(reading: Reading, budget: Budget): readonly ThirdParty[]
}

/** Running text right before a block in the same section, at most `INTRO` characters. */
function introBefore(blocks: readonly Located[], at: number): string {
  let text = ''
  for (let i = at - 1; i >= 0 && i >= at - 4 && text.length < INTRO; i -= 1) {
    const one = blocks[i]!
    if (one.block.kind === 'table' || one.heading) break
    text = `${one.block.text}\n${text}`
  }
  return text.slice(-INTRO)
}

const titlesOf = (sections: readonly OutlineSection[], index: number): string => {
  const names: string[] = []
  for (let at: number | undefined = index; at !== undefined && names.length < 8; at = sections[at]?.parent)
    names.push(sections[at]?.title ?? '')
  return names.join(' ')
}

/**
 * Finds the lists of third parties, of permissions and of what the app collects.
 * @throws BudgetError
 */
export function findLists(blocks: readonly Located[], sections: readonly OutlineSection[], budget: Budget): Lists {
  const taken = new Set<number>()
  const tables: Record<'third-party' | 'permission' | 'collection', ReadTable[]> = {
    'third-party': [],
    permission: [],
    collection: [],
  }
  for (const [i, one] of blocks.entries()) {
    if (one.block.kind !== 'table' || one.table === undefined) continue
    const intro = introBefore(blocks, i)
    const { kind, rows } = readTable(one.block, `${titlesOf(sections, one.section)} ${intro.slice(-200)}`, budget)
    if (kind === 'other') continue
    taken.add(one.index)
    tables[kind].push({
      place: { section: one.section, title: sections[one.section]?.title ?? '', table: one.table },
      intro,
      rows,
    })
  }
  const records = readLists(blocks, sections, budget)
  for (const record of records) for (const block of record.blocks) taken.add(block)
  const position = new Map(blocks.map((one, i) => [one.index, i] as const))
  return {
    taken,
    permissionTables: tables.permission,
    collectionTables: tables.collection,
    collectionRecords: records.filter((one) => one.kind === 'collection'),
    thirdParties(reading, budget) {
      const out: ThirdParty[] = []
      for (const { place, intro, rows } of tables['third-party'])
        for (const { row, values } of rows) {
          const party = toThirdParty(values, 'table', { ...place, row }, intro, budget)
          if (party) out.push(party)
        }
      const lineOf = new Map<number, number>()
      for (const line of reading.records) if (!lineOf.has(line.block)) lineOf.set(line.block, line.index)
      for (const record of records) {
        if (record.kind !== 'third-party') continue
        const line = record.blocks.map((block) => lineOf.get(block)).find((index) => index !== undefined)
        const at: Place = {
          section: record.section,
          title: sections[record.section]?.title ?? '',
          ...(line === undefined ? {} : { sentence: line }),
        }
        const party = toThirdParty(
          record.values,
          'list',
          at,
          introBefore(blocks, position.get(record.blocks[0] ?? -1) ?? 0),
          budget,
        )
        if (party) out.push(party)
      }
      return out
    },
  }
}
