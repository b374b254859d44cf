import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { Kysely, sql } from 'kysely'
import { tasksOf } from '../../src/report/tasks.ts'
import { stateOf } from '../../src/serve/serve.ts'
import { sqlite } from '../../src/store/sqlite.ts'
import { stateFile } from '../../src/store/state/database.ts'
import { nodeSqlite } from '../../src/store/state/dialect.ts'
import { Link } from '../../src/store/state/link.ts'
import { CURRENT, migrate } from '../../src/store/state/migrations.ts'
import { provisionsOf, removeSubject, subjectsWithOutcome } from '../../src/store/state/results.ts'
import { newId } from '../../src/store/state/secret.ts'
import { subjectsOf } from '../../src/store/state/subject-list.ts'
import type { Tables } from '../../src/store/state/tables.ts'
import { workspaceTasks } from '../../src/store/state/tasks.ts'
import { upgradeLines } from '../../src/store/state/upgrade.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

it('what an earlier version kept is listed, counted and found', async () => {
  const { DatabaseSync } = await sqlite()
  const db = new Kysely<Tables>({ dialect: nodeSqlite({ writer: new Link(new DatabaseSync(':memory:')) }) })
  await migrate(db, 'sqlite', 2)
  const ids = [newId(), newId()]
  for (const [n, id] of ids.entries()) {
    await sql`insert into subject (id, workspace_id, key, kind, name, latest_id, changed_at)
      values (${id}, 'main', ${`app.ios:com.example.${n}`}, 'app.ios', ${`名称 ${n}`}, ${`new${n}`}, ${n})`.execute(db)
    for (const [at, age] of ['old', 'new'].entries()) {
      await sql`insert into result (id, workspace_id, subject_id, digest, as_of, version, made_at, failed, passed,
        cant_tell, inapplicable, untested, body) values (${age + n}, 'main', ${id}, ${age}, '2026-01-01', '1', ${at},
        ${at === 1 && n === 1 ? 1 : 0}, 0, 0, 0, 0, ${at === 1 && n === 0 ? JSON.stringify(sampleResult()) : '{}'})`.execute(
        db,
      )
      await sql`insert into determination (result_id, workspace_id, position, rule, provision, outcome, leads)
        values (${age + n}, 'main', 0, 'x#1', 'x#1', ${at === 1 && n === 1 ? 'failed' : 'passed'}, 0)`.execute(db)
    }
  }
  await sql`insert into standing (workspace_id, provision, outcome, n) values ('main', 'x#1', 'failed', 1)`.execute(db)
  await migrate(db, 'sqlite')
  const asked = { most: 10, from: 0 }
  const found = async (of: object) => (await subjectsOf(db, 'main', { ...asked, ...of })).rows.map((r) => r.id)
  assert.deepEqual(await found({}), [ids[1], ids[0]])
  assert.deepEqual(await found({ text: '名称 1' }), [ids[1]])
  assert.deepEqual(await found({ outcome: 'failed' }), [ids[1]])
  assert.equal((await subjectsOf(db, 'main', { ...asked, kind: 'app.ios' })).all, 2)
  assert.deepEqual(
    (await subjectsWithOutcome(db, 'main', 'x#1', 'passed')).map((s) => s.id),
    [ids[0]],
  )
  const tasks = await workspaceTasks(db, 'main', {}, { most: 100, from: 0 })
  assert.deepEqual(
    tasks.rows.map((t) => t.zh),
    tasksOf(sampleApp()).map((t) => t.say.zh),
  )
  await removeSubject(db, 'main', ids[1]!)
  assert.deepEqual(await found({ text: '名称' }), [ids[0]])
  assert.equal((await subjectsOf(db, 'main', { ...asked, outcome: 'failed' })).all, 0)
  assert.deepEqual(await provisionsOf(db, 'main'), [])
  await db.destroy()
})

/** A database of version 2 with subjects whose results hold nothing. */
async function earlier(link: Link, subjects: number): Promise<void> {
  const db = new Kysely<Tables>({ dialect: nodeSqlite({ writer: link }) })
  await migrate(db, 'sqlite', 2)
  for (let n = 0; n < subjects; n += 1) {
    await sql`insert into subject (id, workspace_id, key, kind, name, latest_id, changed_at)
      values (${newId()}, 'main', ${`app.ios:${n}`}, 'app.ios', ${`${n}`}, ${`r${n}`}, ${n})`.execute(db)
    await sql`insert into result (id, workspace_id, subject_id, digest, as_of, version, made_at, failed, passed, cant_tell,
      inapplicable, untested, body) values (${`r${n}`}, 'main', ${`${n}`}, '', '2026-01-01', '1', 0, 0, 0, 0, 0, 0, '{}')`.execute(
      db,
    )
  }
}

it('tells how far an upgrade is, at most once in five seconds, and nothing of one that has nothing to go through', async () => {
  const { DatabaseSync } = await sqlite()
  const upgraded = async (subjects: number, clock: () => number) => {
    const link = new Link(new DatabaseSync(':memory:'))
    if (subjects >= 0) await earlier(link, subjects)
    const lines: string[] = []
    const tell = upgradeLines((line) => lines.push(line), clock)
    const db = new Kysely<Tables>({ dialect: nodeSqlite({ writer: link }) })
    await migrate(db, 'sqlite', CURRENT, tell)
    const first = lines.splice(0)
    await migrate(db, 'sqlite', CURRENT, tell)
    assert.deepEqual(lines, [])
    await db.destroy()
    return first
  }
  const steps = CURRENT - 2
  let at = 0
  const slow = await upgraded(250, () => (at += 5000))
  for (const line of slow)
    assert.match(line, /^guiju: bringing the database to version \d+ .* \/ 正在把数据库升级到版本 .*\n$/)
  const through = slow.map((line) => /\(step (\d+) of (\d+)\): (\d+) of 250 subjects/.exec(line)!.slice(1).map(Number))
  assert.ok(through.every(([, of]) => of === steps))
  assert.deepEqual(
    through.filter(([step]) => step === 1).map(([, , done]) => done),
    [0, 0, 100, 200],
  )
  assert.ok(through.some(([, , done]) => done === 250))
  const order = through.map(([step, , done]) => step! * 1000 + done!)
  assert.deepEqual(
    order,
    order.slice().sort((a, b) => a - b),
  )
  at = 0
  const quick = await upgraded(250, () => (at += 2500))
  assert.equal(quick.length, Math.ceil(slow.length / 2))
  assert.equal((await upgraded(250, () => 0)).length, 1)
  assert.deepEqual(await upgraded(0, () => (at += 5000)), [])
  assert.deepEqual(await upgraded(-1, () => (at += 5000)), [])
})

it('whoever opens an earlier database is told on stderr', async (t) => {
  const store = mkdtempSync(join(tmpdir(), 'guiju-upgrade-'))
  t.after(() => rmSync(store, { recursive: true, force: true }))
  const { DatabaseSync } = await sqlite()
  const link = new Link(new DatabaseSync(stateFile(store)))
  await earlier(link, 3)
  link.close()
  const told: string[] = []
  t.mock.method(process.stderr, 'write', (line: string) => told.push(line) > 0)
  for (let n = 0; n < 2; n += 1) await (await stateOf(store, undefined)).close()
  assert.equal(told.length, 1)
  assert.match(told[0]!, /step 1 of \d+\): 0 of 3 subjects/)
})
