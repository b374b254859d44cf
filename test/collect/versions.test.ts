import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeApp } from '../../src/cli/audit.ts'
import { type Earlier, recordVersions } from '../../src/collect/app/versions.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readPolicyText } from '../../src/collect/policy/read.ts'
import type { PolicyScan } from '../../src/collect/policy/scan.ts'
import { type Reading, Recorder } from '../../src/facts/reading.ts'

const ID = 'app.android:com.example.shop'
const where = (locator: string) => ({ artifact: 'a.apk', locator, method: 'static' as const })

interface Build {
  readonly sdks?: readonly { id: string; collects?: boolean; active?: boolean; disclosed?: boolean }[]
  readonly permissions?: readonly string[]
  readonly packed?: boolean
}
function build({ sdks = [], permissions = [], packed = false }: Build): Reading {
  const recorder = new Recorder('android')
  recorder.row('app', ID).show('packed', packed)
  for (const { id, collects, active, disclosed } of sdks)
    recorder
      .row('sdk', id)
      .seen(where(id))
      .show('name', id)
      .show('collects', collects)
      .show('active', active)
      .show('disclosed', disclosed)
  for (const id of permissions) recorder.row('permission', id).seen(where(id)).show('id', id).show('personal', true)
  return recorder.reading()
}
const policy = (items: string, name = 'policy.html'): PolicyScan =>
  readPolicyText(
    Buffer.from(
      `<h1>隐私政策</h1><h2>我们如何收集</h2><p>我们会收集您的${items}，用于登录和安全验证。</p>${'<p>我们重视并保护您的个人信息，采取加密存储等措施，您可以随时联系我们的客服。</p>'.repeat(12)}`,
    ),
    name,
    new Budget(DOCUMENT_LIMITS),
  )

function judged(earlier: Earlier, now: Build, text?: PolicyScan) {
  const current = build(now)
  const recorder = new Recorder('versions')
  recordVersions(earlier, recorder.row('app', ID), [current], text)
  const subject = { kind: 'app.android' as const, id: ID, name: '', version: '', inputs: [] }
  const result = judgeApp(subject, [current, recorder.reading()], [], '2026-11-01')
  return Object.fromEntries(result.determinations.map((d) => [d.provision.slice(12), d]))
}

const tracker = { id: 'tracker', collects: true, active: true, disclosed: false }

describe('two versions', () => {
  it('2.2 fails where the app began to collect and the policy kept its every word', () => {
    const same = policy('手机号')
    const earlier = { build: build({}), policy: policy('手机号', 'old.html') }
    const found = judged(earlier, { sdks: [tracker] }, same)['2.2']!
    assert.equal(found.outcome, 'failed')
    assert.ok(found.evidence.some((e) => e.excerpt?.includes('逐字相同')))
    assert.equal(judged(earlier, { sdks: [{ ...tracker, disclosed: true }] }, same)['2.2']!.outcome, 'cantTell')
    assert.equal(judged(earlier, { sdks: [tracker] }, policy('手机号、位置信息'))['2.2']!.outcome, 'cantTell')
  })

  it('a hidden earlier build, an SDK that may be dead, or a permission show no change', () => {
    const same = policy('手机号')
    const before = (packed: boolean) => ({ build: build({ packed }), policy: policy('手机号', 'old.html') })
    for (const [earlier, now] of [
      [before(true), { sdks: [tracker] }],
      [before(false), { sdks: [{ id: 'tracker', collects: true, disclosed: false }] }],
      [before(false), { permissions: ['android.permission.CAMERA'] }],
    ] as const) {
      const found = judged(earlier, now, same)
      assert.equal(found['2.2']!.outcome, 'cantTell')
      assert.ok(found['2.2']!.leads.length > 0)
      assert.ok(found['4.3']!.leads.length > 0)
    }
  })

  it('what only the later policy names is a change, told or not', () => {
    const found = judged({ policy: policy('手机号', 'old.html') }, {}, policy('手机号、位置信息'))['2.2']!
    assert.equal(found.outcome, 'cantTell')
    assert.deepEqual(
      found.needs.map((n) => n.fact),
      ['app.changesNotified'],
    )
    assert.match(JSON.stringify(found.leads), /新增/)
  })

  it('the same twice gives no lead', () => {
    const twice = { sdks: [tracker], permissions: ['android.permission.CAMERA'] }
    const found = judged({ build: build(twice), policy: policy('手机号', 'old.html') }, twice, policy('手机号'))
    assert.equal(found['2.2']!.outcome, 'cantTell')
    assert.deepEqual(found['2.2']!.leads, [])
  })
})
