import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ApiSite } from '../../src/collect/android/code.ts'
import { scanFixture } from '../support/code.ts'

const launcher = (name: string) => ({
  launchers: [name],
  components: [{ kind: 'activity' as const, name }],
})

/** `t.Flow.always_x` → [`always`, `x`] */
const expectation = (method: string) => method.slice(method.lastIndexOf('.') + 1).split('_')

describe('unconditional calls', () => {
  const { sites, problems } = scanFixture('flow', launcher('t.Main'))
  test('all methods are reached by direct calls', () => {
    assert.deepEqual(problems, [])
    assert.ok(sites.length >= 16)
    for (const { launch, method } of sites) assert.equal(launch?.direct, true, method)
  })
  for (const { method, launch, locator } of sites) {
    const [word] = expectation(method)
    test(`${method} ${locator.split(' ').at(-1)}`, () => assert.equal(launch?.unconditional, word === 'always'))
  }
})

describe('guards', () => {
  const { sites } = scanFixture('guards', launcher('t.Main'))
  const told = (site: ApiSite) => {
    const guards = site.launch?.guards ?? []
    if (guards.length === 0) return 'none'
    assert.equal(guards.length, 1, JSON.stringify(guards))
    const [guard] = guards
    if (guard?.kind === 'permission') return 'permission'
    if (guard?.topic !== 'consent') return 'other'
    return guard.agreed === false ? 'unagreed' : 'consent'
  }
  test('every read is reached', () => assert.ok(sites.filter(({ launch }) => launch).length >= 12))
  for (const site of sites.filter(({ launch }) => launch)) {
    test(site.method, () => assert.equal(told(site), expectation(site.method)[0]))
  }
  test('the text is the key, and the side is stated where it is clear', () => {
    const guard = (name: string) => sites.find(({ method }) => method === `t.Main.${name}`)?.launch?.guards[0]
    assert.deepEqual(guard('consent_preference'), {
      kind: 'preference',
      text: 'user_agreed',
      topic: 'consent',
      agreed: true,
      method: 't.Main.consent_preference',
    })
    assert.equal(guard('consent_earlyReturn')?.text, '同意隐私政策')
    assert.equal(guard('consent_helper')?.text, 'protocol_ok')
    assert.equal(guard('consent_helper')?.agreed, true)
    assert.equal(guard('consent_emptyText')?.agreed, undefined)
    assert.equal(guard('consent_namedMethod')?.text, 't.Main.hasUserConsent')
    assert.equal(guard('consent_field')?.text, 't.Main.agreedToPolicy')
    assert.equal(guard('permission_check')?.text, 'android.permission.READ_PHONE_STATE')
    assert.equal(guard('other_preference')?.text, 'dark_mode')
  })
})

describe('choice of the path', () => {
  const { sites } = scanFixture('paths', launcher('t.Main'))
  const path = (name: string) => sites.find(({ method }) => method === `t.Reads.${name}`)?.launch
  test('a certain path is told before a shorter one behind a condition', () => {
    assert.deepEqual(path('certainByDetour')?.methods, ['t.Main.onCreate', 't.Main.detour', 't.Reads.certainByDetour'])
    assert.equal(path('certainByDetour')?.unconditional, true)
  })
  test('a path past no consent is told before a shorter one past consent', () => {
    assert.deepEqual(path('openByDetour')?.methods, [
      't.Main.onCreate',
      't.Main.afterOther',
      't.Main.further',
      't.Reads.openByDetour',
    ])
    assert.equal(path('openByDetour')?.unconditional, false)
    assert.deepEqual(
      path('openByDetour')?.guards.map(({ text }) => text),
      ['dark_mode'],
    )
  })
})

describe('library callers', () => {
  const { sites } = scanFixture('paths', launcher('t.Other'))
  const site = (method: string) => sites.find((one) => one.method === method)
  test('their own calls are listed without a path', () => {
    const own = site('androidx.core.Library.<clinit>')
    assert.equal(own?.framework, true)
    assert.equal(own?.reached, 'launch')
    assert.equal(own?.launch, undefined)
  })
  test('paths may go through them', () => {
    assert.deepEqual(site('t.Called.byLibrary')?.launch?.methods, [
      't.Other.onCreate',
      'androidx.core.Library.<clinit>',
      't.Called.byLibrary',
    ])
  })
})

test('several DEX files are one program; the first definition of a class wins', () => {
  const { sites, counts } = scanFixture(['split-a', 'split-b'], launcher('t.Main'))
  const site = (name: string) => sites.find(({ method }) => method === `t.far.Probes.${name}`)
  assert.equal(counts.classes, 6)
  assert.deepEqual(site('acrossFiles')?.launch?.methods, [
    't.far.Base.onCreate',
    't.Main.work',
    't.far.Impl.read',
    't.far.Probes.acrossFiles',
  ])
  assert.equal(site('acrossFiles')?.launch?.direct, true)
  assert.equal(site('onlyInSecondDefinition')?.reached, 'never')
})
