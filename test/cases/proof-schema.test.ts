import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { commit, reveal } from '../../src/cases/draw/record.ts'
import { caseExport } from '../../src/cases/ledger/case-export.ts'
import { eraseKept, exportKept, readKept, receiptFor } from '../../src/store/case-ledger.ts'
import { sha256 } from '../../src/store/sha256.ts'
import { AFTER, BEFORE, balls, planInput, SALT } from '../support/draw.ts'
import { threeEvents } from '../support/kept-case.ts'
import { PRINTED } from './printed.ts'

const fits = (name: string) => {
  const text = readFileSync(new URL(`../../docs/schemas/guiju-${name}-1.json`, import.meta.url), 'utf8')
  const validate = new Ajv2020({ strict: false, logger: false }).compile(JSON.parse(text))
  return (value: unknown): string =>
    validate(JSON.parse(JSON.stringify(value))) ? '' : JSON.stringify(validate.errors)
}

describe('the published schemas', () => {
  it('fit what is written: case file, export, its entries, receipt', async () => {
    const { store, place } = await threeEvents()
    const [ofCase, ofExport, ofReceipt] = ['case', 'ledger-export', 'receipt'].map(fits)
    assert.equal(ofCase!(await readKept(store, place)), '')
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    assert.equal(ofCase!(await readKept(store, place)), '')
    const file = caseExport((await exportKept(store, place))!)!
    assert.equal(ofCase!(file), '')
    assert.equal(ofExport!(file.ledger), '')
    assert.equal(ofReceipt!(await receiptFor(store, place, ['e2'])), '')
    assert.notEqual(ofReceipt!(file.ledger), '')
    assert.notEqual(ofExport!({ ...file.ledger, entries: [] }), '')
    assert.notEqual(ofCase!({ ...file, more: 1 }), '')
  })

  it('fit a whole case of each procedure, and the example', () => {
    const ofCase = fits('case')
    for (const { procedure, file } of PRINTED) assert.equal(ofCase(file), '', procedure.id)
    const example = new URL('../../examples/cases/credit.json', import.meta.url)
    const { events, ...rest } = JSON.parse(readFileSync(example, 'utf8'))
    assert.equal(ofCase({ ...rest, events }), '')
    assert.notEqual(ofCase({ ...rest, events: [{ ...events[0], type: 'nothing' }] }), '')
  })

  it('fit a draw, committed and revealed, of either kind of chance', async () => {
    const ofDraw = fits('draw')
    const committed = await commit(planInput(), SALT, BEFORE, sha256)
    assert.equal(ofDraw(committed), '')
    const done = await reveal(committed, balls, AFTER, sha256)
    assert.equal(ofDraw(done), '')
    const parties = [
      { id: 'a', commitment: 'a'.repeat(64) },
      { id: 'b', commitment: 'b'.repeat(64) },
    ]
    const shared = planInput({ randomness: { kind: 'commit-reveal', at: '2026-12-01', parties } })
    assert.equal(ofDraw(await commit(shared, SALT, BEFORE, sha256)), '')
    assert.notEqual(ofDraw({ ...done, seed: 1 }), '')
  })
})
