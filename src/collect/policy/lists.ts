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

/** Records and headings that are stepped over in search of the words before a list. */
const BACK = 200

/**
 * Running text before a list: the nearest that is no part of a list itself, in the same section or one it is a part
 * of, at most `INTRO` characters. The words before the first of many records stand before them all.
 */
function introBefore(
  blocks: readonly Located[],
  at: number,
  taken: ReadonlySet<number>,
  sections: readonly OutlineSection[],
  budget: Budget,
): string {
  const around = new Set<number>()
  for (let one = blocks[at]?.section, n = 0; one !== undefined && n < 8; one = sections[one]?.parent, n += 1)
    around.add(one)
  let text = ''
  let kept = 0
  let i = at - 1
  for (; i >= 0 && i >= at - BACK && kept < 4 && text.length < INTRO; i -= 1) {
    const one = blocks[i]!
    const listed = taken.has(one.index) || one.block.kind === 'table'
    if (listed || one.heading) {
      if (kept > 0) break
      continue
    }
    if (!around.has(one.section)) {
      if (kept > 0 || !namesParty(one.block.text)) break
      continue
    }
    text = `${one.block.text}\n${text}`
    kept += 1
  }
  budget.steps(at - i)
  return text.slice(-INTRO)
}

/** A short line between records: the name of one. */
const namesParty = (text: string): boolean => text.length <= 40

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
  const records = readLists(blocks, sections, budget)
  for (const record of records) for (const block of record.blocks) taken.add(block)
  for (const [i, one] of blocks.entries()) {
    if (one.block.kind !== 'table' || one.table === undefined) continue
    const intro = introBefore(blocks, i, taken, sections, budget)
    const { kind, rows } = readTable(one.block, `${titlesOf(sections, one.section)} ${intro.slice(-200)}`, budget)
    if (kind === 'other') continue
    taken.add(one.index)
    tables[kind].push({
      place: { section: one.section, title: sections[one.section]?.title ?? '', table: one.table },
      intro,
      rows,
    })
  }
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
          introBefore(blocks, position.get(record.blocks[0] ?? -1) ?? 0, taken, sections, budget),
          budget,
        )
        if (party) out.push(party)
      }
      return out
    },
  }
}
