import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { entity, field, handle } from '../../src/facts/entity.ts'
import { readRow } from '../../src/facts/read.ts'
import { all, any, asOf, not, today } from '../../src/facts/terms.ts'
import type { Condition } from '../../src/facts/tree.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { TRUE } from '../../src/judge/truth.ts'
import { walk } from '../../src/judge/walk.ts'
import { shared, timing, window } from '../../src/judge/window.ts'
import { addDays } from '../../src/law/day.ts'
import { same } from '../../src/law/text.ts'
import { cases, DAYS } from '../support/arbitrary.ts'

const t = same('x')
const visit = entity({ name: 'visit', title: t, key: 'id', fields: { id: field.text(t), on: field.date(t) } })
const matter = entity({
  name: 'matter',
  title: t,
  key: 'id',
  fields: { id: field.text(t), start: field.date(t), end: field.date(t), done: field.boolean(t) },
  lists: { visits: visit },
})
const m = handle(matter)
const facts = { start: '2026-03-02', end: '2026-03-10', visits: [{ on: '2026-03-05' }, { on: '2026-03-20' }] }
const scope = (more: Record<string, unknown> = {}) => ({ matter: readRow(matter, { ...facts, ...more }) })
const spans = (condition: Condition, more = {}) => window(condition, scope(more), lawOf('2026-03-01'))
const time = (condition: Condition, on: string, more = {}) => timing(condition, scope(more), lawOf(on))

test('a condition without today holds always or never', () => {
  assert.deepEqual(spans(m.start.before(m.end)), [{}])
  assert.deepEqual(spans(m.start.after(m.end)), [])
  assert.deepEqual(spans(m.done.isTrue()), [])
})

test('one-sided and two-sided spans', () => {
  assert.deepEqual(spans(today.onOrAfter(m.start)), [{ from: '2026-03-02' }])
  assert.deepEqual(spans(today.after(m.start)), [{ from: '2026-03-03' }])
  assert.deepEqual(spans(today.before(m.end)), [{ until: '2026-03-09' }])
  assert.deepEqual(spans(today.between(m.start, m.end)), [{ from: '2026-03-02', until: '2026-03-10' }])
  assert.deepEqual(spans(not(today.between(m.start, m.end))), [{ until: '2026-03-01' }, { from: '2026-03-11' }])
  assert.deepEqual(spans(today.is(m.start)), [{ from: '2026-03-02', until: '2026-03-02' }])
  assert.deepEqual(spans(m.end.onOrAfter(today)), [{ until: '2026-03-10' }])
})

test('periods after a fact, and a period after today', () => {
  assert.deepEqual(spans(today.onOrBefore(m.end.plus({ n: 3, unit: 'workday' }))), [{ until: '2026-03-13' }])
  // Three working days before Tuesday 10 March is Thursday 5 March.
  const notice = today.plus({ n: 3, unit: 'workday' }).onOrBefore(m.end)
  assert.deepEqual(spans(notice), [{ from: '1900-01-01', until: '2026-03-05' }])
  assert.throws(() => spans(today.plus({ parameter: 'inspection.reinspect' }).before(m.end)), /fixed period/)
  assert.throws(() => spans(today.plus({ n: 1, unit: 'day' }).before(today)), TypeError)
})

test('rows of lists, inside quantifiers and counts', () => {
  assert.deepEqual(spans(m.visits.some((v) => v.on.onOrAfter(today))), [{ until: '2026-03-20' }])
  assert.deepEqual(spans(m.visits.every((v) => v.on.onOrAfter(today))), [{ until: '2026-03-05' }])
  assert.deepEqual(spans(m.visits.count((v) => v.on.before(today)).is(1)), [
    { from: '2026-03-06', until: '2026-03-20' },
  ])
  assert.deepEqual(
    spans(
      m.visits
        .latest(
          (v) => v.on,
          (v) => v.on.before(today),
        )
        .exists(),
    ),
    [{ from: '2026-03-06' }],
  )
  assert.deepEqual(spans(today.after(m.visits.latest((v) => v.on))), [{ from: '2026-03-21' }])
})

test('an unknown date gives no day; a known one beside it may', () => {
  assert.deepEqual(spans(today.after(m.start), { start: undefined }), [])
  assert.deepEqual(spans(any(today.after(m.start), today.after(m.end)), { start: undefined }), [{ from: '2026-03-11' }])
  assert.deepEqual(spans(today.after(m.start), { start: null }), [])
})

test('the ends of the calendar are no obstacle', () => {
  assert.deepEqual(spans(today.onOrBefore(m.end), { end: '9999-12-31' }), [{}])
  assert.deepEqual(spans(today.after(m.end), { end: '9999-12-31' }), [])
  assert.deepEqual(spans(today.onOrAfter(m.end), { end: '0001-01-01' }), [{}])
  assert.deepEqual(spans(today.before(m.end), { end: '0001-01-01' }), [])
})

test('too early, in time, too late', () => {
  const within = all(today.onOrAfter(m.start), today.onOrBefore(m.end))
  assert.deepEqual(time(within, '2026-03-01'), { tooEarlyUntil: '2026-03-02' })
  assert.deepEqual(time(within, '2026-03-02'), {})
  assert.deepEqual(time(within, '2026-03-10'), {})
  assert.deepEqual(time(within, '2026-03-11'), { tooLateSince: '2026-03-11' })
  assert.deepEqual(time(asOf.before(m.start), '2026-03-11'), {})
})

test('the days two lists share', () => {
  assert.deepEqual(shared([{}], [{ from: 'b' }]), [{ from: 'b' }])
  assert.deepEqual(shared([{ from: 'a', until: 'd' }, { from: 'g' }], [{ from: 'c', until: 'h' }]), [
    { from: 'c', until: 'd' },
    { from: 'g', until: 'h' },
  ])
  assert.deepEqual(shared([{ until: 'a' }], [{ from: 'b' }]), [])
})

test('on every day the spans say what the walker says', () => {
  const around = [...new Set(DAYS.flatMap((d) => [-40, -2, -1, 0, 1, 2, 3, 31].map((n) => addDays(d, n))))]
  let tried = 0
  fc.assert(
    fc.property(cases({ noTodayReckoned: true }, { days: DAYS }), ({ condition, entity, row, env }) => {
      const scope = { [entity.name]: row }
      let found: ReturnType<typeof window>
      try {
        found = window(condition, scope, env)
      } catch (error) {
        assert.ok(error instanceof TypeError)
        return
      }
      tried++
      for (const day of around) {
        const inside = found.some((s) => (s.from ?? '') <= day && day <= (s.until ?? '9999-12-31'))
        assert.equal(inside, walk(condition, scope, { ...env, today: day }) === TRUE, day)
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(tried > 800)
})
