import assert from 'node:assert/strict'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { caseExport, caseExportText, checkpointIn, verifyCaseProof } from '../../src/cases/ledger/case-export.ts'
import { InputError } from '../../src/cli/errors.ts'
import { backupCommand, restoreCommand, trailCommand } from '../../src/cli/state.ts'
import { exportKept, openInLedger, readKept, workspacePlace } from '../../src/store/case-ledger.ts'
import { DrawKept } from '../../src/store/draw-log.ts'
import { ledgerTools } from '../../src/store/ledger.ts'
import { keepArtifact } from '../../src/store/state/artifacts.ts'
import { Blobs } from '../../src/store/state/blobs.ts'
import { openState } from '../../src/store/state/database.ts'
import { StateDraws } from '../../src/store/state/draws.ts'
import { addJob, claimJob } from '../../src/store/state/jobs.ts'
import { TooNew } from '../../src/store/state/migrations.ts'
import { makeAccount, makeWorkspace, openSession, setMember } from '../../src/store/state/people.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { brokenAt, record } from '../../src/store/state/trail.ts'
import { newDatabase } from '../support/bench.ts'
import { AFTER, BEFORE, balls, planInput } from '../support/draw.ts'
import { emptyCase, NOTICE, propose, WORD } from '../support/kept-case.ts'
import { sampleResult } from '../support/sample-result.ts'

describe('backup and restore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-backup-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const isError = (code: string) => (error: unknown) => error instanceof InputError && error.code === code

  it('bring back all but sessions into an empty database of either kind, with a trail that still holds', async () => {
    const store = join(folder, 'a')
    const state = await openState(store)
    await makeWorkspace(state.db, { id: 'main', name: '主' })
    const account = (await makeAccount(state.db, 'owner', true))!
    await setMember(state.db, 'main', account.id, 'owner')
    await openSession(state.db, account.id)
    await keepResult(state.db, 'main', sampleResult())
    const blobs = new Blobs(store)
    const { sha256, bytes } = await blobs.write(
      (async function* () {
        yield Buffer.from('an upload')
      })(),
      100,
    )
    await keepArtifact(state.db, { workspace_id: 'main', sha256, name: 'x.apk', bytes, account_id: account.id })
    await addJob(state.db, { workspace: 'main', account: account.id, kind: 'audit', input: {} })
    await claimJob(state.db, 'gone')
    for (const action of ['one', 'two']) await record(state.db, { workspace: 'main', actor: 'owner', action })
    const drawn = await new StateDraws(state.db, store).commit('main', planInput(), BEFORE)
    await state.close()
    const cased = { ...emptyCase('x'), facts: { id: 'x', side: 'organ' } }
    await openInLedger(store, workspacePlace(store, 'main', 'x'), cased)
    await propose(store, workspacePlace(store, 'main', 'x'), NOTICE)
    const proof = caseExportText(caseExport((await exportKept(store, workspacePlace(store, 'main', 'x')))!)!)
    const kept = join(folder, 'kept')
    await backupCommand(kept, { store })
    await assert.rejects(backupCommand(kept, { store }), isError('backup.exists'))
    const mistyped = join(folder, 'mistyped')
    for (const options of [{ store: mistyped }, { store, database: `sqlite:${mistyped}` }]) {
      await assert.rejects(backupCommand(join(folder, 'none'), options), isError('database.none'))
      await assert.rejects(trailCommand(undefined, options), isError('database.none'))
    }
    assert.deepEqual([existsSync(mistyped), existsSync(join(folder, 'none'))], [false, false])

    const database = await newDatabase()
    const other = {
      store: join(folder, 'b'),
      ...(database.address.startsWith('postgres') ? { database: database.address } : {}),
    }
    await restoreCommand(kept, other)
    const back = await openState(other.store, other.database)
    const count = async (table: 'account' | 'member' | 'result' | 'determination' | 'trail' | 'session') =>
      Number(
        (
          await back.db
            .selectFrom(table)
            .select((q) => q.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    assert.equal(await count('account'), 1)
    assert.equal(await count('result'), 1)
    assert.equal(await count('determination'), sampleResult().results[0]!.determinations.length)
    assert.equal(await count('session'), 0)
    assert.equal(await brokenAt(back.db, 'main'), undefined)
    assert.equal((await back.db.selectFrom('job').select('state').executeTakeFirstOrThrow()).state, 'queued')
    assert.ok(await new Blobs(other.store).has(sha256))
    await back.close()
    // The draw went along with its salt, and its log: it is drawn there, and committed no second time.
    const again = await openState(other.store, other.database)
    const there = new StateDraws(again.db, other.store)
    const committed = (await there.of('main', drawn.commitment))!
    assert.equal(committed.salt, drawn.salt)
    await there.reveal('main', committed, balls, { ...AFTER, on: '2026-12-02' })
    await assert.rejects(there.commit('main', planInput(), BEFORE), DrawKept)
    await again.close()
    // The ledger went along: the case is there, and the log goes on from what was given out before.
    const place = workspacePlace(other.store, 'main', 'x')
    assert.equal((await readKept(other.store, place)).events.length, 1)
    await propose(other.store, place, WORD)
    const later = caseExportText(caseExport((await exportKept(other.store, place, checkpointIn(proof)))!)!)
    const found = verifyCaseProof(later, ledgerTools, { earlier: checkpointIn(proof)! })!
    assert.deepEqual(found.faults, [])
    await assert.rejects(restoreCommand(kept, other), isError('backup.used'))
    rmSync(join(other.store, 'cases'), { recursive: true })
    await assert.rejects(restoreCommand(kept, { store: other.store }), isError('backup.used'))
    await database.drop()
  })

  it('refuse what is not whole', async () => {
    const kept = join(folder, 'kept')
    appendFileSync(join(kept, 'state.ndjson'), '["trail",{}]\n')
    await assert.rejects(restoreCommand(kept, { store: join(folder, 'c') }), isError('backup.broken'))
    const ledger = join(folder, 'kept-2')
    await backupCommand(ledger, { store: join(folder, 'a') })
    appendFileSync(join(ledger, 'ledger', 'cases.sqlite'), 'x')
    await assert.rejects(restoreCommand(ledger, { store: join(folder, 'c') }), isError('backup.broken'))
    const draws = join(folder, 'kept-3')
    await backupCommand(draws, { store: join(folder, 'a') })
    const [name] = readdirSync(join(draws, 'draws', 'main'))
    appendFileSync(join(draws, 'draws', 'main', name!), ' ')
    await assert.rejects(restoreCommand(draws, { store: join(folder, 'c') }), isError('backup.broken'))
    await assert.rejects(restoreCommand(join(folder, 'none'), { store: join(folder, 'c') }), isError('file.missing'))
    assert.ok(!readdirSync(folder).some((name) => name.startsWith('.')))
  })

  it('a database of a later guiju is left alone', async () => {
    const store = join(folder, 'new')
    const state = await openState(store)
    await state.db.insertInto('migration').values({ version: 999, at: 1 }).execute()
    await state.close()
    await assert.rejects(openState(store), TooNew)
  })
})
