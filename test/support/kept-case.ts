import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseFile } from '../../src/cases/event.ts'
import { type CasePlace, casePlace, openInLedger, recordEvent } from '../../src/store/case-ledger.ts'

export const freshStore = (): string => mkdtempSync(join(tmpdir(), 'guiju-kept-'))

export const emptyCase = (id: string): CaseFile => ({
  schema: 'guiju/case/1',
  procedure: 'inspection-2018',
  facts: { id, side: 'organ' },
  events: [],
})

/** Proposes an event to a kept case as `case do` does. */
export const propose = recordEvent

export const NOTICE = {
  type: 'notice',
  at: '2026-09-07',
  by: 'organ:张三',
  data: { organLevel: 'county', department: 'network-security', placeCompetent: true },
}
/** Refused before a notice, and without two officers. */
export const TOO_FEW = { type: 'inspection', at: '2026-09-08', by: 'organ', data: { officers: 1 } }
/** A step of the other side: always recorded. */
export const WORD = {
  type: 'request',
  at: '2026-09-18',
  by: 'operator',
  data: { written: true, evidence: ['letter.pdf'] },
}

/** A store with a case of three events, the first refused, and another case between its entries. */
export async function threeEvents(): Promise<{ store: string; place: CasePlace }> {
  const store = freshStore()
  const place = casePlace(store, 'one')
  const other = casePlace(store, 'two')
  await openInLedger(store, place, emptyCase('one'))
  await openInLedger(store, other, emptyCase('two'))
  await propose(store, place, TOO_FEW)
  await propose(store, other, { ...NOTICE, by: 'organ:王五' })
  await propose(store, place, NOTICE)
  await propose(store, place, WORD)
  return { store, place }
}
