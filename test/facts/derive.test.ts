import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkDerived, group } from '../../src/facts/derive.ts'
import { entity, type Field } from '../../src/facts/entity.ts'
import { exposureEntity, exposures, type LoanTables, loanBook, loanEntity } from '../../src/facts/lending.ts'
import { doubt, type FactList, type Row } from '../../src/facts/row.ts'
import { UNKNOWN } from '../../src/judge/truth.ts'
import { walk } from '../../src/judge/walk.ts'
import { same } from '../../src/law/text.ts'
import { conditionsOf, environments, OPEN } from '../support/arbitrary.ts'

const closed = (rows: readonly Row[]): FactList => ({ rows, open: [] })
const book = (loans: readonly Row[], partners: readonly Row[] = [], open: FactList['open'] = []) =>
  loanBook({
    bank: closed([{ bankId: 'B1', netTier1Capital: 100 }]),
    partner: closed(partners),
    loan: { rows: loans, open },
  })
/** Each group as its key, its standing and the loans that are surely in it. */
const shape = (list: FactList) =>
  list.rows.map((row) => {
    const loans = row.loans as FactList
    return [
      row.exposureId,
      row[doubt] ?? (loans.open.length > 0 ? 'open' : 'closed'),
      loans.rows.map((l) => l.loanId).join(),
    ]
  })
const loan = (loanId: string, partnerId: string | null | undefined, more: Row = {}): Row => ({
  loanId,
  bankId: 'B1',
  partnerId,
  ...more,
})
const P = (partnerId: string, groupId: string | null | undefined): Row => ({ partnerId, groupId })

test('partners of one group are one, a partner without a group stands for itself', () => {
  const { exposures } = book(
    [loan('1', 'p'), loan('2', 'q'), loan('3', 'r'), loan('4', 's'), loan('5', null)],
    [P('p', 'G'), P('q', 'G'), P('r', null), P('s', null)],
  )
  assert.deepEqual(shape(exposures), [
    ['B1/G', 'closed', '1,2'],
    ['B1/r', 'closed', '3'],
    ['B1/s', 'closed', '4'],
  ])
  assert.deepEqual(exposures.open, [])
  assert.equal((exposures.rows[0]!.bank as Row).netTier1Capital, 100)
  assert.equal(exposures.rows[0]!.groupId, 'G')
  assert.equal(exposures.rows[1]!.groupId, null)
})

test('a group and a partner that have the same id are not one', () => {
  const { exposures } = book([loan('1', 'p'), loan('2', 'x')], [P('p', 'x'), P('x', null)])
  assert.equal(exposures.rows.length, 2)
})

test('a partner of unknown group is provisional and opens the groups it may belong to', () => {
  const { exposures } = book(
    [loan('1', 'p'), loan('2', 'u'), loan('3', 'r'), loan('4', 'u')],
    [P('p', 'G'), P('u', undefined), P('r', null)],
  )
  assert.deepEqual(shape(exposures), [
    ['B1/G', 'open', '1'],
    ['B1/u?', 'same', '2,4'],
    ['B1/r', 'closed', '3'],
  ])
  assert.deepEqual(exposures.open, [], 'every loan has its row')
})

test('a partner that its table does not have is known by its id alone', () => {
  assert.deepEqual(shape(book([loan('1', 'z'), loan('2', 'z')]).exposures), [['B1/z?', 'same', '1,2']])
})

test('loans of unknown partners are not put together, and may belong anywhere', () => {
  const { exposures } = book(
    [loan('1', 'p'), loan('2', undefined), loan('3', undefined), loan('4', 'r')],
    [P('p', 'G'), P('r', null)],
  )
  assert.deepEqual(shape(exposures), [
    ['B1/G', 'open', '1'],
    ['B1/?', 'absent', ''],
    ['B1/r', 'open', '4'],
  ])
  assert.equal(exposures.open.length, 1)
})

test('loans of an unknown bank open the groups of their partner at every bank', () => {
  const { exposures } = book(
    [loan('1', 'p'), loan('2', 'p', { bankId: undefined }), loan('3', 'r')],
    [P('p', 'G'), P('r', 'H')],
  )
  assert.deepEqual(shape(exposures), [
    ['B1/G', 'open', '1'],
    ['?/G', 'absent', ''],
    ['B1/H', 'closed', '3'],
  ])
  assert.equal(exposures.rows[1]!.bank, undefined)
})

test('a partner without a group but of unknown id may be any partner that stands alone, and no group', () => {
  const rows = [
    { loanId: '1', bank: { bankId: 'B' }, partner: { partnerId: 'r', groupId: null } },
    { loanId: '2', bank: { bankId: 'B' }, partner: { partnerId: 'p', groupId: 'G' } },
    { loanId: '3', bank: { bankId: 'B' }, partner: { groupId: null } },
  ]
  assert.deepEqual(shape(group(exposures, closed(rows))), [
    ['B/r', 'open', '1'],
    ['B/G', 'closed', '2'],
    ['B/?', 'absent', ''],
  ])
})

test('an open table opens every group', () => {
  const { exposures } = book([loan('1', 'p')], [P('p', 'G')], [OPEN])
  assert.deepEqual(shape(exposures), [['B1/G', 'open', '1']])
  assert.deepEqual(exposures.open, [OPEN])
})

test('rows of one id that contradict each other leave their difference unknown', () => {
  const { exposures } = book([loan('1', 'p')], [P('p', 'G'), P('p', 'H')])
  assert.deepEqual(shape(exposures), [['B1/p?', 'same', '1']])
})

test('a link that could differ between the rows of a group is refused', () => {
  const by = [{ name: 'bankId', path: ['bankId'] }]
  assert.throws(() => checkDerived({ ...exposures, by }), /must be grouped by bank\.bankId/)
  assert.throws(() => group({ ...exposures, by }, closed([])), TypeError)
})

// Knowing less about any table of a book: the groups change, the answers over them do not turn round.
const bookEntity = entity({
  name: 'book',
  title: same('book'),
  key: 'id',
  fields: { id: { type: 'text', title: same('id') } as Field<'text'> },
  lists: { exposures: exposureEntity, loans: loanEntity },
})
const cell = <T>(...values: T[]) => fc.constantFrom<T | undefined>(...values, undefined)
const tables: fc.Arbitrary<LoanTables> = fc.record({
  bank: list(
    fc.record({
      bankId: fc.constantFrom('a', 'b'),
      region: cell('a', 'b'),
      netTier1Capital: cell(0, 400, 1000),
      kind: cell('a', 'c'),
    }),
    'bankId',
  ),
  partner: list(
    fc.record({ partnerId: fc.constantFrom('a', 'b', 'c'), groupId: cell<string | null>('a', 'G', 'G', null) }),
    'partnerId',
  ),
  loan: list(
    fc.record({
      loanId: fc.constantFrom('1', '2', '3', '4', '5', '6'),
      bankId: cell('a', 'a', 'b'),
      partnerId: cell<string | null>('a', 'b', 'c', null),
      balance: cell(0, 100, 300),
      internet: cell(true, true, false),
      issuedOn: cell('2021-12-31', '2022-01-01'),
    }),
    'loanId',
  ),
})
function list(row: fc.Arbitrary<Row>, key: string): fc.Arbitrary<FactList> {
  return fc
    .tuple(fc.uniqueArray(row, { maxLength: 6, selector: (r) => r[key] }), fc.constantFrom([], [], [OPEN]))
    .map(([rows, open]) => ({ rows, open }))
}
function* lessKnownTables(of: LoanTables): Generator<LoanTables> {
  for (const name of ['bank', 'partner', 'loan'] as const) {
    const table = of[name]
    const put = (rows: readonly Row[], open = table.open) => ({ ...of, [name]: { rows, open } })
    if (table.open.length === 0) yield put(table.rows, [OPEN])
    for (const [i, row] of table.rows.entries()) {
      yield put(
        table.rows.filter((_, j) => j !== i),
        [OPEN],
      )
      for (const field of Object.keys(row)) {
        if (field === 'loanId' || (name !== 'loan' && field.endsWith('Id') && field !== 'groupId')) continue
        yield put(table.rows.map((r, j) => (j === i ? { ...r, [field]: undefined } : r)))
      }
    }
  }
}

test('knowing less about a loan book leaves answers over its groups as they were or makes them unknown', () => {
  let changed = 0
  fc.assert(
    fc.property(tables, conditionsOf(bookEntity, { depth: 3 }), environments, (of, condition, env) => {
      const judge = (one: LoanTables) => walk(condition, { book: { ...loanBook(one) } as Row }, env)
      const before = judge(of)
      for (const less of lessKnownTables(of)) {
        const after = judge(less)
        if (after === before) continue
        assert.equal(after, UNKNOWN)
        changed++
      }
    }),
    { numRuns: 3000 },
  )
  assert.ok(changed > 300, `enough answers depended on the tables: ${changed}`)
})
