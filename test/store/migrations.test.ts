import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Kysely, sql } from 'kysely'
import { tasksOf } from '../../src/report/tasks.ts'
import { sqlite } from '../../src/store/sqlite.ts'
import { nodeSqlite } from '../../src/store/state/dialect.ts'
import { Link } from '../../src/store/state/link.ts'
import { migrate } from '../../src/store/state/migrations.ts'
import { provisionsOf, removeSubject, subjectsWithOutcome } from '../../src/store/state/results.ts'
import { newId } from '../../src/store/state/secret.ts'
import { subjectsOf } from '../../src/store/state/subject-list.ts'
import type { Tables } from '../../src/store/state/tables.ts'
import { workspaceTasks } from '../../src/store/state/tasks.ts'
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
