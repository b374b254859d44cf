import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import table from '../../law/calendar/workdays.json' with { type: 'json' }
import {
  addPeriod,
  addWorkdays,
  CALENDAR_FROM,
  CALENDAR_UNTIL,
  calendarExceptions,
  explainDay,
  isAnnounced,
  isWorkday,
  MAX_WORKDAYS,
  minWorkdaysInWindow,
  workdaysBetween,
} from '../../src/law/calendar.ts'
import { addDays, dayNumber, dayOf, daysBetween, isDay, weekday } from '../../src/law/day.ts'

const GOLDEN = [
  ['2026-09-30', 3, '2026-10-10'],
  ['2026-02-13', 3, '2026-02-25'],
  ['2026-09-18', 3, '2026-09-22'],
  ['2026-09-24', 3, '2026-09-30'],
  ['2026-04-30', 3, '2026-05-08'],
  ['2026-02-12', 10, '2026-03-04'],
  ['2026-09-28', 10, '2026-10-16'],
  ['2026-09-25', 15, '2026-10-22'],
] as const

for (const [start, n, due] of GOLDEN) {
  test(`${start} and ${n} working days is ${due}`, () => {
    const result = addWorkdays(start, n)
    assert.equal(result.day, due)
    assert.equal(result.provisional, false)
    assert.equal(result.caution, undefined)
    assert.equal(workdaysBetween(start, due).workdays, n)
  })
}

test('every skipped and every made-up day is explained with the notice', () => {
  const due = addWorkdays('2026-09-18', 6)
  assert.equal(due.day, '2026-09-28')
  assert.deepEqual(
    due.skipped.map((s) => s.day),
    ['2026-09-19', '2026-09-25', '2026-09-26', '2026-09-27'],
  )
  assert.deepEqual(due.skipped[0]?.why, { zh: '星期六', en: 'Saturday' })
  assert.equal(due.skipped[1]?.why.zh, '中秋节放假（国办发明电〔2025〕7号）')
  assert.deepEqual(
    due.madeUp.map((m) => m.day),
    ['2026-09-20'],
  )
  assert.equal(due.madeUp[0]?.why.zh, '星期日，国庆节调休上班（国办发明电〔2025〕7号）')
  assert.equal(due.madeUp[0]?.why.en, 'Sunday, worked for National Day (国办发明电〔2025〕7号)')
})

test('a later notice changes an earlier one', () => {
  // 2019: Labour Day lengthened to four days; 2020: Spring Festival lengthened to 2 February.
  assert.equal(isWorkday('2019-05-02'), false)
  assert.equal(isWorkday('2019-04-28'), true)
  assert.equal(isWorkday('2020-02-01'), false)
  assert.equal(isWorkday('2020-01-31'), false)
  assert.equal(addWorkdays('2020-01-23', 1).day, '2020-02-03')
})

test('the notice of a year reaches into the December before', () => {
  assert.equal(isWorkday('2018-12-29'), true)
  assert.equal(isWorkday('2018-12-31'), false)
  assert.equal(addWorkdays('2018-12-28', 2).day, '2019-01-02')
})

test('beyond the announced years the answer is provisional and says so', () => {
  const inside = addWorkdays('2026-12-30', 1)
  assert.equal(inside.day, '2026-12-31')
  assert.equal(inside.provisional, false)
  const beyond = addWorkdays('2026-12-30', 2)
  assert.equal(beyond.day, '2027-01-01')
  assert.equal(beyond.provisional, true)
  assert.match(beyond.caution?.zh ?? '', /2026-12-31/)
  assert.match(beyond.caution?.en ?? '', /2026-12-31/)
  assert.equal(addWorkdays('2031-05-01', 5).provisional, true)
  assert.equal(workdaysBetween('2026-12-01', '2027-01-04').provisional, true)
  assert.equal(isAnnounced('2027-01-01'), false)
})

test('before the first covered year the answer is provisional too', () => {
  const before = addWorkdays('2017-12-25', 2)
  assert.equal(before.day, '2017-12-27')
  assert.equal(before.provisional, true)
  assert.match(before.caution?.zh ?? '', /2018-01-01/)
  assert.equal(addWorkdays('2017-12-31', 1).provisional, false)
  assert.equal(addWorkdays('2017-12-30', 1).provisional, true)
})

test('no working days leave the day where it is', () => {
  assert.deepEqual(addWorkdays('2026-10-01', 0), {
    day: '2026-10-01',
    provisional: false,
    skipped: [],
    madeUp: [],
  })
})

test('counts that make no sense are refused', () => {
  for (const n of [-MAX_WORKDAYS - 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_WORKDAYS + 1]) {
    assert.throws(() => addWorkdays('2026-01-05', n), RangeError, String(n))
  }
  assert.throws(() => addWorkdays('2026-02-30', 1), RangeError)
  assert.throws(() => addPeriod('2026-01-05', { n: 1.5, unit: 'day' }), RangeError)
  assert.throws(() => addPeriod('0001-01-05', { n: -9, unit: 'day' }), RangeError)
  assert.throws(() => minWorkdaysInWindow(-1), RangeError)
})

test('each unit counts in its own way', () => {
  assert.equal(addPeriod('2026-09-30', { n: 3, unit: 'workday' }).day, '2026-10-10')
  assert.equal(addPeriod('2026-09-30', { n: 3, unit: 'day' }).day, '2026-10-03')
  assert.equal(addPeriod('2026-01-31', { n: 1, unit: 'month' }).day, '2026-02-28')
  assert.equal(addPeriod('2026-09-30', { n: 48, unit: 'hour' }).day, '2026-10-02')
  assert.equal(addPeriod('2026-09-30', { n: 1, unit: 'hour' }).day, '2026-10-01')
  assert.equal(addPeriod('2026-12-20', { n: 30, unit: 'day' }).provisional, false)
  assert.equal(addPeriod('2026-12-20', { n: 30, unit: 'workday' }).provisional, true)
})

test('a negative count goes back, and explains the days in the order of the calendar', () => {
  const back = addWorkdays('2026-09-28', -3)
  assert.equal(back.day, '2026-09-22')
  assert.deepEqual(
    back.skipped.map((s) => s.day),
    ['2026-09-25', '2026-09-26', '2026-09-27'],
  )
  assert.equal(addWorkdays('2026-10-12', -2).day, '2026-10-09')
  assert.deepEqual(
    addWorkdays('2026-10-12', -2).madeUp.map((m) => m.day),
    ['2026-10-10'],
  )
  assert.equal(addWorkdays('2027-01-05', -1).provisional, true)
  assert.equal(addWorkdays('2027-01-01', -1).provisional, false)
  assert.equal(addWorkdays('2018-01-02', -1).provisional, true)
  assert.equal(addPeriod('2026-03-31', { n: -1, unit: 'month' }).day, '2026-02-28')
  assert.equal(addPeriod('2026-03-31', { n: -48, unit: 'hour' }).day, '2026-03-29')
})

test('each day says whether it is worked and why', () => {
  assert.equal(explainDay('2026-09-20').works, true)
  assert.match(explainDay('2026-09-20').why.en, /Sunday, worked for/)
  assert.equal(explainDay('2026-10-01').works, false)
  assert.deepEqual(explainDay('2026-09-30'), { works: true, why: { zh: '星期三', en: 'Wednesday' } })
})

const anyDay = fc.integer({ min: dayNumber('2016-01-01'), max: dayNumber('2029-12-31') }).map(dayOf)

test('counting there and back gives the same number', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (day, n) => {
      const due = addWorkdays(day, n)
      assert.equal(workdaysBetween(day, due.day).workdays, n)
      assert.equal(workdaysBetween(due.day, day).workdays, -n)
      assert.equal(isWorkday(due.day), true)
      assert.equal(daysBetween(day, due.day), n + due.skipped.length)
      assert.equal(due.provisional, workdaysBetween(day, due.day).provisional)
      const back = addWorkdays(day, -n)
      assert.equal(workdaysBetween(back.day, day).workdays - (isWorkday(day) ? 1 : 0) + 1, n)
      assert.equal(isWorkday(back.day), true)
    }),
  )
})

test('a later start or a longer period never ends earlier', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(30), fc.nat(60), (day, later, n) => {
      assert.ok(addWorkdays(day, n).day <= addWorkdays(addDays(day, later), n).day)
      assert.ok(addWorkdays(day, n).day < addWorkdays(day, n + 1).day)
    }),
  )
})

test('the count between two days is the number of working days in between', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(200), (day, length) => {
      const end = addDays(day, length)
      let expected = 0
      for (let i = 1; i <= length; i++) if (isWorkday(addDays(day, i))) expected++
      assert.equal(workdaysBetween(day, end).workdays, expected)
    }),
  )
})

test('the smallest window is the smallest: by brute force', () => {
  for (const days of [0, 1, 9, 21, 22, 30, 31, 32, 45]) {
    let least = Number.POSITIVE_INFINITY
    for (let start = CALENDAR_FROM; addDays(start, days) <= CALENDAR_UNTIL; start = addDays(start, 1)) {
      least = Math.min(least, workdaysBetween(start, addDays(start, days)).workdays)
    }
    assert.equal(minWorkdaysInWindow(days), least, `${days} days`)
  }
})

test('a promise of 30 calendar days is within 15 working days in some window, one of 60 is not in any', () => {
  assert.equal(minWorkdaysInWindow(15), 5)
  assert.equal(minWorkdaysInWindow(30), 15)
  assert.equal(minWorkdaysInWindow(31), 15)
  assert.ok(minWorkdaysInWindow(60) > 15)
})

test('a longer window never has fewer working days, and one beyond the table is understated', () => {
  fc.assert(
    fc.property(fc.nat(4000), (days) => {
      assert.ok(minWorkdaysInWindow(days) <= minWorkdaysInWindow(days + 1))
    }),
    { numRuns: 60 },
  )
  assert.equal(minWorkdaysInWindow(1_000_000_000), minWorkdaysInWindow(daysBetween(CALENDAR_FROM, CALENDAR_UNTIL)))
})

test('the table is well formed: days exist, years follow on, make-up days are weekends outside the holiday', () => {
  assert.equal(table.from, `${table.years[0]?.year}-01-01`)
  assert.equal(table.until, `${table.years.at(-1)?.year}-12-31`)
  assert.ok(isDay(table.checkedOn))
  table.years.forEach(({ year, notices }, i) => {
    assert.equal(year, table.years[0]!.year + i)
    for (const { number, date, holidays } of notices) {
      assert.match(number, /^国办发明电〔\d{4}〕\d+号$/)
      assert.ok(isDay(date) && date < `${year}-12-31`)
      for (const holiday of holidays) {
        assert.ok(holiday.festival in table.festivals, holiday.festival)
        assert.ok(isDay(holiday.from) && isDay(holiday.to) && holiday.from <= holiday.to)
        assert.ok(daysBetween(holiday.from, holiday.to) < 10)
        assert.ok(holiday.to.startsWith(`${year}-`))
        for (const day of 'worked' in holiday ? (holiday.worked ?? []) : []) {
          assert.ok([0, 6].includes(weekday(dayNumber(day))), day)
          assert.ok(day < holiday.from || day > holiday.to, day)
        }
      }
    }
  })
  const exceptions = calendarExceptions()
  assert.deepEqual(
    exceptions.map((e) => e.day),
    exceptions.map((e) => e.day).sort(),
  )
})

test('an independent calendar agrees on every announced day', (t) => {
  let independent: { isWorkday: (day: string) => boolean }
  try {
    independent = createRequire(import.meta.url)('chinese-days')
  } catch {
    t.skip('chinese-days is not installed')
    return
  }
  for (let day = CALENDAR_FROM; day <= CALENDAR_UNTIL; day = addDays(day, 1)) {
    assert.equal(isWorkday(day), independent.isWorkday(day), day)
  }
})
