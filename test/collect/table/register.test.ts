import assert from 'node:assert/strict'
import { it } from 'node:test'
import { CELLS } from '../../../src/collect/table/cells.ts'
import { Duck } from '../../../src/collect/table/duck.ts'
import { madeUp } from '../../../src/collect/table/register.ts'
import type { Loaded } from '../../../src/collect/table/shape.ts'
import { complaintEntity, platformEntity } from '../../../src/facts/accounts.ts'
import type { AnyEntity } from '../../../src/facts/entity.ts'
import { dialects } from '../../../src/judge/sql/dialect.ts'
import { addPeriod } from '../../../src/law/calendar.ts'
import { addDays } from '../../../src/law/day.ts'

const loaded = (entity: AnyEntity, columns: readonly string[]): Loaded => ({
  source: {
    name: entity.name,
    entity,
    from: [],
    written: [],
    columns: {},
    nulls: {},
    units: {},
    values: {},
    set: {},
    complete: true,
  },
  places: [entity.name],
  paths: [],
  table: `guiju_${entity.name}`,
  make: [],
  columns: new Set(columns),
  flaws: [],
})

it('an answer is due by the limit of its platform, working days counted as the calendar counts them', async () => {
  const duck = await Duck.open()
  try {
    const limits = [
      ['P1', 15, 10, 'workday'],
      ['P2', 15, 0, 'day'],
      ['P3', 1, 10_000, 'workday'],
      ['P4', 'NULL', 10_001, 'workday'],
    ] as const
    const rows = limits.map(([id, complaint, appeal, unit]) => `('${id}', ${complaint}, ${appeal}, '${unit}')`)
    await duck.run(
      `CREATE TEMP TABLE guiju_platform AS SELECT * FROM (VALUES ${rows.join(', ')}) AS t("platformId", "complaintDays", "appealDays", "limitUnit")`,
    )
    const days = Array.from({ length: 800 }, (_, i) => addDays('2024-06-01', i * 2)).concat(
      '1899-12-31',
      '2199-12-31',
      '2200-01-01',
    )
    const asked = days.flatMap((day) =>
      limits.flatMap(([id]) => ['complaint', 'appeal'].map((kind) => [day, id, kind] as const)),
    )
    const values = asked.map(([day, id, kind], i) => `(${i}, DATE '${day}', '${id}', '${kind}')`)
    await duck.run(
      `CREATE TEMP TABLE guiju_complaint AS SELECT * FROM (VALUES ${values.join(', ')}) AS t("complaintId", "receivedOn", "platformId", "kind")`,
    )
    const { keep, drop } = dialects.duckdb
    const { tables, steps } = madeUp(
      [
        loaded(complaintEntity, ['complaintId', 'receivedOn', 'platformId', 'kind']),
        loaded(platformEntity, ['platformId', 'complaintDays', 'appealDays', 'limitUnit']),
      ],
      { cells: CELLS.duckdb, keep, drop },
    )
    for (const { sql } of steps) await duck.run(sql)
    const [complaints] = tables
    const found = await duck.rows(
      `SELECT CAST("dueOn" AS VARCHAR) AS due FROM ${complaints!.table} ORDER BY "complaintId"`,
    )
    for (const [i, [day, id, kind]] of asked.entries()) {
      const [, complaint, appeal, unit] = limits.find(([one]) => one === id)!
      const n = kind === 'appeal' ? appeal : complaint
      const none = n === 'NULL' || n > 10_000 || day < '1900' || day > '2199-12-31'
      assert.equal(found[i]!.due, none ? null : addPeriod(day, { n, unit }).day, `${day} ${id} ${kind}`)
    }
  } finally {
    await duck.close()
  }
})
