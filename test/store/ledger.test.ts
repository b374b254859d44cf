import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { receiptText, verifyReceipt } from '../../src/cases/ledger/receipt.ts'
import { type ErasureError, Ledger, ledgerTools } from '../../src/store/ledger.ts'

const root = mkdtempSync(join(tmpdir(), 'guiju-ledger-'))
after(() => rmSync(root, { recursive: true, force: true }))
let n = 0
const fresh = () => join(root, `store-${n++}`)
const event = (about: string, text: string) => ({ about, kind: 'event', text })

describe('a ledger', () => {
  it('proves what was written, to the byte', async () => {
    const log = await Ledger.open(fresh(), 'cases')
    log.append([event('a', '一'), event('b', '二'), event('a', '三')])
    const text = receiptText(log.receipt([0, 2]))
    assert.deepEqual(verifyReceipt(text, ledgerTools, log.publicKey).faults, [])
    const bytes = Buffer.from(text)
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes)
      changed[i]! ^= 1
      assert.equal(verifyReceipt(changed.toString('utf8'), ledgerTools).ok, false, `byte ${i}`)
    }
    assert.deepEqual(log.verify(), [])
    log.close()
  })

  it('exports a whole case; an entry cut off, moved or taken out is found', async () => {
    const log = await Ledger.open(fresh(), 'cases')
    log.append([event('a', '1'), event('b', 'other'), event('a', '2'), event('a', '3')])
    const whole = log.export('a')!
    const check = (entries: typeof whole.entries) => verifyReceipt(receiptText({ ...whole, entries }), ledgerTools).ok
    assert.equal(check(whole.entries), true)
    assert.equal(check(whole.entries.slice(0, -1)), false)
    assert.equal(check(whole.entries.toSpliced(1, 1)), false)
    assert.equal(check(whole.entries.toReversed()), false)
    assert.equal(check(whole.entries.map((e, i) => (i === 1 ? { entry: e.entry, proof: e.proof } : e))), false)
    log.close()
  })

  it('erases content, says so, and leaves no trace of it in its files', async () => {
    const store = fresh()
    const log = await Ledger.open(store, 'cases')
    log.append([event('a', '张三丰的个人信息'), event('a', '2')])
    log.erase({ index: 0, reason: '保存期限届满', on: '2026-11-28' })
    assert.deepEqual(log.verify(), [])
    const found = verifyReceipt(receiptText(log.export('a')!), ledgerTools)
    assert.equal(found.ok, true)
    assert.deepEqual(
      found.erased.map((e) => e.index),
      [0],
    )
    const why = (index: number) => {
      try {
        log.erase({ index, reason: 'x', on: '2026-11-28' })
      } catch (error) {
        return (error as ErasureError).why
      }
      return undefined
    }
    assert.deepEqual([why(0), why(2), why(99)], ['erased', 'record', 'unknown'])
    log.close()
    for (const name of readdirSync(join(store, 'ledger')))
      assert.ok(!readFileSync(join(store, 'ledger', name)).includes('张三丰'), name)
    assert.equal(statSync(join(store, 'ledger', 'key.pem')).mode & 0o777, 0o600)
  })
})
