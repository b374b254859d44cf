import assert from 'node:assert/strict'
import { it } from 'node:test'
import { toICalendar } from '../../src/report/ical.ts'

const owed = (id: string, what: string) => ({
  case: id,
  title: { zh: what, en: what },
  who: { zh: '公安机关', en: 'police' },
  due: '2026-12-01',
  why: { zh: '依据第十九条', en: 'under article 19' },
})

it('writes whole days with a reminder; what a case is called cannot add a line', () => {
  const hostile = 'a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x;y,z'
  const items = [owed(hostile, 'reply'), owed('b', hostile), owed('b', hostile)]
  const text = toICalendar(hostile, items, '2026-11-28', 'en')
  const lines = text.split('\r\n')
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line)))
  const count = (line: string) => lines.filter((l) => l === line).length
  for (const line of ['BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VALARM', 'DTSTART;VALUE=DATE:20261201'])
    assert.equal(count(line), items.length, line)
  const ids = text.replaceAll('\r\n ', '').match(/^UID:.*$/gm)!
  assert.equal(new Set(ids).size, items.length)
})
