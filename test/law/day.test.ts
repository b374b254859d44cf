import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, chinaDay, dayNumber, dayOf, daysBetween, isDay, weekday } from '../../src/law/day.ts'

test('a day is an existing date written YYYY-MM-DD', () => {
  for (const day of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) assert.equal(isDay(day), true, day)
  for (const text of [
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '0000-01-01',
    '2024-2-9',
    '2024-02-29T00:00',
    ' 2024-02-29',
    '2024/02/29',
    '',
  ]) {
    assert.equal(isDay(text), false, text)
  }
})

test('day numbers start in 1970 and know their weekday', () => {
  assert.equal(dayNumber('1970-01-01'), 0)
  assert.equal(weekday(0), 4)
  assert.equal(weekday(dayNumber('2026-11-22')), 0)
  assert.equal(weekday(dayNumber('1969-12-28')), 0)
  assert.throws(() => dayNumber('2026-02-30'), RangeError)
  assert.throws(() => addDays('9999-12-31', 1), RangeError)
})

test('a month ends on the same day or on the last day of the month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
  assert.equal(addMonths('2026-03-31', 1), '2026-04-30')
  assert.equal(addMonths('2026-11-15', 3), '2027-02-15')
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  assert.equal(addMonths('2026-12-31', 12), '2027-12-31')
  assert.throws(() => addMonths('9999-12-01', 1), RangeError)
})

test('numbers and days are two forms of the same thing', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (n) => {
      const day = dayOf(n)
      assert.equal(dayNumber(day), n)
      assert.equal(isDay(day), true)
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -10_000, max: 10_000 }), (start, n) => {
      const day = dayOf(start)
      assert.equal(daysBetween(day, addDays(day, n)), n)
    }),
  )
})

test('the day in China turns at 16:00 UTC, as the time zone database has it', () => {
  assert.equal(chinaDay(Date.UTC(2026, 10, 27, 15, 59, 59, 999)), '2026-11-27')
  assert.equal(chinaDay(Date.UTC(2026, 10, 27, 16)), '2026-11-28')
  const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
  const moments = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) })
  fc.assert(fc.property(moments, (at) => chinaDay(at) === shanghai.format(at)))
})
