import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { sdkCorrectionSchema } from '../../src/collect/catalog/sdk-correction.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { type Person, TestBench } from '../support/bench.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const fits = new Ajv2020({ strict: false }).compile(JSON.parse(sdkCorrectionSchema()))

describe('disputes and corrections', () => {
  let bench: TestBench
  let owner: Person
  let viewer: Person
  let result: string
  const app = sampleApp()
  const failed = app.determinations.find((d) => d.outcome === 'failed')!
  before(async () => {
    bench = await TestBench.open()
    await bench.workspace('main')
    owner = await bench.person('owner', { main: 'owner' })
    viewer = await bench.person('viewer', { main: 'viewer' })
    result = (await keepResult(bench.bench.db, 'main', sampleResult([app])))[0]!.result
  })
  after(() => bench.close())
  const post = (what: string, body: unknown, by = owner) =>
    bench.ask('POST', `/api/workspaces/main/results/${result}/${what}`, by, body)
  const dispute = { rule: failed.rule, by: '示例公司', reasons: 'SDK没有启用', proof: '构建配置' }

  it('a dispute is a case in the ledger with finding, reasons and evidence, which somebody else reviews', async () => {
    const file = await bench.ask('POST', '/api/workspaces/main/artifacts?name=build.txt', owner, new Uint8Array([1]), {
      'content-type': 'application/octet-stream',
    })
    const made = await post('disputes', { ...dispute, evidence: [file.json.sha256] })
    assert.equal(made.status, 201, made.text)
    const path = `/api/workspaces/main/cases/${encodeURIComponent(made.json.id)}`
    const told = await bench.ask('GET', `${path}/file`, owner)
    assert.deepEqual(
      told.json.events.map((e: { type: string; outcome: string }) => [e.type, e.outcome]),
      [
        ['finding', 'done'],
        ['dispute', 'observed'],
      ],
    )
    assert.match(told.text, new RegExp(file.json.sha256))
    assert.equal((await bench.ask('GET', `${path}/verification`, owner)).json.ok, true)
    const second = await post('disputes', dispute)
    assert.equal(second.json.id, `${made.json.id}-2`)
    // By whoever made the finding: refused, and on record.
    const review = {
      type: 'review',
      by: 'auditor',
      data: { of: 'D1', result: 'confirmed', reasons: 'x', sameAuthor: true },
    }
    assert.equal((await bench.ask('POST', `${path}/events`, owner, review)).json.allowed, false)
  })

  it('refuses what is no finding of the result, evidence that was not uploaded, and who may not write', async () => {
    assert.equal((await post('disputes', { ...dispute, rule: 'no-such#1' })).status, 404)
    assert.equal((await post('disputes', { ...dispute, evidence: ['a'.repeat(64)] })).status, 404)
    assert.equal((await post('disputes', { ...dispute, reasons: ' ' })).status, 400)
    assert.equal((await post('disputes', dispute, viewer)).status, 403)
  })

  it('a correction of the SDK table is a file with the row as it should be, of a published shape', async () => {
    const says = { sdk: '友盟统计', part: 'hosts', shouldBe: 'a.example, b.example', source: 'https://vendor.example' }
    const { json, status } = await post('sdk-corrections', says, viewer)
    assert.equal(status, 200)
    assert.equal(fits(json), true, JSON.stringify(fits.errors))
    assert.deepEqual(
      [json.sdk, json.row.hosts, json.row.zh],
      ['umeng-analytics', ['a.example', 'b.example'], '友盟统计'],
    )
    assert.ok(Array.isArray(json.is) && json.is.length > 2)
    for (const part of ['missing', 'not-this', 'vendor', 'collects']) {
      const other = await post('sdk-corrections', { ...says, sdk: '没有的SDK', part }, viewer)
      assert.equal(fits(other.json), true)
      assert.deepEqual([other.json.sdk, other.json.row], [null, null])
    }
    assert.equal((await post('sdk-corrections', { ...says, part: 'id' })).status, 400)
  })
})
