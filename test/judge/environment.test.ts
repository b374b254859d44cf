import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  byRank,
  lawOf,
  type ParameterTable,
  parameterNumber,
  parameterTable,
  parameterValue,
} from '../../src/judge/environment.ts'
import { PARAMETER_IDS, parameterOn, valueOn } from '../../src/law/parameter.ts'
import { same } from '../../src/law/text.ts'

const table = (values: ParameterTable['values']): ParameterTable => ({
  id: 'x',
  title: same('x'),
  type: 'decimal',
  scale: 0,
  origin: 'instrument',
  values: [...values].sort(byRank),
})
const cite = 'x'

test('the value of the day, none before the first and after the last', () => {
  const of = table([
    { from: '2020-01-01', until: '2020-12-31', value: 1, cite },
    { from: '2022-01-01', value: 2, cite },
  ])
  const on = (day: string) => parameterValue(of, day)
  assert.deepEqual(['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01', '2022-01-01', '2030-01-01'].map(on), [
    undefined,
    1,
    1,
    undefined,
    2,
    2,
  ])
})

test('more keys go before fewer, newer before older, and the order of the file does not matter', () => {
  const values = [
    { from: '2020-01-01', value: 1, cite },
    { from: '2021-01-01', value: 2, cite },
    { from: '2022-01-01', value: 3, keys: { region: 'a' }, cite },
    { from: '2020-01-01', value: 4, keys: { region: 'a', bank: 'b' }, cite },
  ]
  const of = table(values)
  assert.equal(parameterValue(of, '2023-01-01'), 2)
  assert.equal(parameterValue(of, '2023-01-01', { region: 'a', bank: 'x' }), 3)
  assert.equal(parameterValue(of, '2023-01-01', { region: 'a', bank: 'b' }), 4)
  assert.equal(parameterValue(of, '2021-06-01', { region: 'a', bank: 'x' }), 2)
  assert.equal(parameterValue(of, '2023-01-01', { region: 'a' }), 3, 'a key that is not asked about matches nothing')
  assert.deepEqual(table([...values].reverse()).values, of.values)
})

test('an unknown key leaves the value unknown only where it decides', () => {
  const of = table([
    { from: '2020-01-01', value: 1, cite },
    { from: '2020-01-01', value: 3, keys: { region: 'a', bank: 'b' }, cite },
    { from: '2022-01-01', value: 4, keys: { region: 'c' }, cite },
  ])
  const on = (day: string, region: string | null | undefined, bank: string | null | undefined) =>
    parameterValue(of, day, { region, bank })
  assert.equal(on('2021-01-01', undefined, 'b'), undefined)
  assert.equal(on('2021-01-01', undefined, 'x'), 1, 'whatever the region, the bank does not match')
  assert.equal(on('2021-01-01', 'x', undefined), 1)
  assert.equal(on('2021-01-01', 'a', null), 1)
  assert.equal(on('2022-01-01', undefined, 'x'), undefined)
})

test('the committed numbers are read as the law module reads them', () => {
  const days = fc.constantFrom(
    '2019-11-28',
    '2021-02-19',
    '2021-12-31',
    '2022-01-01',
    '2022-07-12',
    '2026-09-30',
    '2026-10-01',
  )
  fc.assert(
    fc.property(fc.constantFrom(...PARAMETER_IDS), days, (id, day) => {
      const expected = parameterOn(id, day)?.value
      const found = parameterValue(parameterTable(id), day)
      if (expected === undefined) assert.equal(found, undefined)
      else if (typeof expected === 'object') assert.deepEqual(found, expected)
      else if (parameterTable(id).type === 'date') assert.equal(found, expected)
      else assert.equal(Number(found) / 10 ** parameterTable(id).scale, Number(expected))
    }),
  )
  assert.throws(() => parameterTable('no-such'), /unknown parameter/)
})

test('keyed values rank as in the law module', () => {
  const key = fc.constantFrom(undefined, 'a', 'b')
  const values = fc.array(
    fc.record({ from: fc.constantFrom('2020-01-01', '2021-01-01', '2022-01-01'), region: key, bank: key }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(values, fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c'), (drawn, region, bank) => {
      const plain = drawn.map((v, value) => ({
        from: v.from,
        value,
        cite,
        verified: true,
        ...(v.region ? { region: v.region } : {}),
        ...(v.bank ? { bank: v.bank } : {}),
      }))
      const unique = plain.filter(
        (a, i) => !plain.some((b, j) => j < i && a.from === b.from && a.region === b.region && a.bank === b.bank),
      )
      const expected = valueOn(unique, '2021-06-01', { region, bank })
      const tied = unique.filter((v) => expected && v.from === expected.from && keys(v) === keys(expected))
      const of = table(
        unique.map(({ from, value, region: r, bank: b }) => ({
          from,
          value,
          cite,
          ...(r || b ? { keys: { ...(r ? { region: r } : {}), ...(b ? { bank: b } : {}) } } : {}),
        })),
      )
      const found = parameterValue(of, '2021-06-01', { region, bank })
      if (tied.length > 1) assert.ok(tied.some((v) => v.value === found))
      else assert.equal(found, expected?.value)
    }),
  )
})
const keys = (v: { region?: string; bank?: string }) => Number(v.region !== undefined) + Number(v.bank !== undefined)

test('a period counts as its length', () => {
  assert.equal(parameterNumber(parameterTable('app-pi.answer-limit'), '2020-01-01'), 15)
})

test('days are reckoned by the calendar, and not from fillers', () => {
  const { after, caution } = lawOf('2026-01-01')
  assert.equal(after('2026-09-30', { n: 3, unit: 'workday' }), '2026-10-10')
  assert.equal(after('2026-01-31', { n: 1, unit: 'month' }), '2026-02-28')
  assert.equal(after('9999-12-31', { n: 1, unit: 'day' }), undefined)
  assert.equal(after('0001-01-01', { n: 1, unit: 'workday' }), undefined)
  assert.ok(caution?.('2026-12-30', { n: 3, unit: 'workday' }))
  assert.equal(caution?.('2026-03-02', { n: 3, unit: 'workday' }), undefined)
  assert.throws(() => lawOf('2026-02-30'), RangeError)
  assert.throws(() => lawOf('2026-02-20', 'today'), RangeError)
})
