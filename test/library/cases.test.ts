import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Case, CaseError, CaseStore, KeptError, procedures, schema, verify } from 'guiju/cases'
import { NOTICE, TOO_FEW, WORD } from '../support/kept-case.ts'

describe('guiju/cases', () => {
  it('is what its source exports', async () => {
    const source = await import('../../src/library/cases.ts')
    const library: object = await import('guiju/cases')
    assert.deepEqual(Object.keys(library).sort(), Object.keys(source).sort())
  })

  it('opens a case, says what the gate says, and reads it back from its file', () => {
    const open = Case.open('inspection-2018', { id: 'x' })
    const refused = open.consider(TOO_FEW)
    assert.equal(refused.allowed, false)
    assert.ok(refused.missing.some((m) => m.citation === 'inspection-2018#art14' && m.step.zh && m.step.en))
    const { case: noticed, verdict } = open.take(NOTICE)
    assert.deepEqual([verdict.outcome, noticed.state.id, open.state.id], ['done', 'notified', 'open'])
    const again = Case.read(JSON.parse(JSON.stringify(noticed.take(WORD).case.toFile())))
    assert.deepEqual(
      again.view('2026-09-20').steps.map((s) => s.outcome),
      ['done', 'observed'],
    )
    assert.equal(again.view('2026-09-20', 'operator').side, 'operator')
    assert.deepEqual(again.due('2026-09-20'), [])
  })

  it('says what does not fit', () => {
    assert.throws(() => Case.open('nothing'), CaseError)
    assert.throws(() => Case.open('inspection-2018', { more: 1 }), CaseError)
    assert.throws(() => Case.open('inspection-2018').take({ type: 'nothing' }), CaseError)
    assert.throws(() => Case.open('inspection-2018').view('2026-01-01', 'nobody'), CaseError)
    assert.throws(() => Case.read({ schema: 'guiju/case/1' }), CaseError)
  })

  it('keeps cases in the signed ledger, as the command line does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-library-'))
    const store = new CaseStore(folder)
    await store.open('one', 'inspection-2018')
    await assert.rejects(store.open('one', 'inspection-2018'), KeptError)
    assert.equal((await store.take('one', TOO_FEW)).outcome, 'refused')
    assert.equal((await store.take('one', NOTICE)).outcome, 'done')
    const first = await store.export('one')
    assert.equal(verify(first)!.ok, true)
    assert.equal(verify(await store.receipt('one', ['e2']))!.ok, true)
    assert.equal(await store.erase('one', { on: '2026-11-28', reason: '保存期限届满' }, ['e1']), 1)
    const second = await store.export('one', first)
    assert.equal(verify(second)!.found.erased.length, 1)
    assert.equal(verify(second.replace('done', 'late'))!.ok, false)
    assert.equal(await store.verify('one'), true)
    assert.equal((await store.read('one')).toFile().events.length, 2)
    await assert.rejects(store.verify('none'), KeptError)
    rmSync(folder, { recursive: true })
  })

  it('lists the procedures and gives the schema of their files', () => {
    assert.equal(procedures.length, 6)
    assert.deepEqual(procedures.find((p) => p.id === 'inspection-2018')!.events['notice']!.by, ['organ'])
    assert.match(schema(), /"guiju\/case\/1"/)
  })
})
