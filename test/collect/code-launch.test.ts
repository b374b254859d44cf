import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CodeRoots } from '../../src/collect/android/code.ts'
import { scanFixture } from '../support/code.ts'

const activity = (name: string, actions: string[] = []) => ({ kind: 'activity' as const, name, actions })
const ROOTS: Partial<CodeRoots> = {
  application: 't.App',
  providers: ['t.Provider'],
  initializers: ['t.Startup'],
  launchers: ['t.Main'],
  components: [
    activity('t.Main'),
    activity('t.Second'),
    activity('t.Third'),
    activity('t.ByAction', ['t.action.GO']),
    { kind: 'service', name: 't.Work' },
    { kind: 'receiver', name: 't.Receiver' },
    { kind: 'provider', name: 't.Provider' },
  ],
  clickHandlers: ['login'],
}

describe('reach at launch', () => {
  const scan = scanFixture('launch', ROOTS)
  const site = (name: string) => {
    const found = scan.sites.find(({ method }) => method === `t.Probe.${name}`)
    assert.ok(found, name)
    return found
  }

  test('the fixture is read in full', () => {
    assert.deepEqual(scan.problems, [])
    assert.equal(scan.complete, true)
    assert.ok(scan.sites.length >= 50)
  })

  for (const { method, reached } of scan.sites) {
    const name = method.slice('t.Probe.'.length)
    test(name, () => assert.equal(reached, name.split('_')[0]))
  }

  test('roots stand in run order on the paths', () => {
    const kind = (name: string) => site(name).launch?.root.kind
    assert.equal(kind('launch_appAttach'), 'application')
    assert.equal(kind('launch_providerOnCreate'), 'provider')
    assert.equal(kind('launch_initializerCreate'), 'initializer')
    assert.equal(kind('launch_mainOnResume'), 'launcher')
    assert.equal(site('launch_mainOnResume').launch?.root.component, 't.Main')
  })

  test('a path names every method from the entry point to the call', () => {
    assert.deepEqual(site('launch_overriddenHook').launch?.methods, [
      't.Base.onCreate',
      't.Main.hook',
      't.Probe.launch_overriddenHook',
    ])
    assert.deepEqual(site('launch_overriddenHook').launch?.hops, ['virtual-call', 'call'])
  })

  test('hops say what threads, components, events and reflection carry', () => {
    const hops = (name: string) => site(name).launch?.hops.slice(0, -1)
    assert.ok(hops('launch_runnable')?.includes('callback'))
    assert.ok(hops('launch_threadStarted')?.includes('callback'))
    assert.ok(hops('launch_service')?.includes('component'))
    assert.ok(hops('launch_second')?.includes('component'))
    assert.ok(hops('launch_location')?.includes('event'))
    assert.ok(hops('launch_reflectedInit')?.includes('reflection'))
    assert.ok(hops('launch_staticUseClinit')?.includes('class-init'))
  })

  test('components started without the user are named', () => {
    assert.deepEqual([...scan.startedAtLaunch].sort(), ['t.ByAction', 't.Second', 't.Work'])
  })

  test('later calls say what sets them in motion', () => {
    const trigger = (name: string) => site(name).later?.trigger
    assert.equal(trigger('later_click'), 'interaction')
    assert.equal(trigger('later_mainXmlClick'), 'interaction')
    assert.equal(trigger('later_permissionResult'), 'interaction')
    assert.equal(trigger('later_mainOnDestroy'), 'callback')
    assert.equal(trigger('later_receiver'), 'component')
    assert.deepEqual(site('later_clickThroughInterface').later?.methods, [
      't.Click.onClick',
      't.Click.more',
      't.Probe.later_clickThroughInterface',
    ])
  })

  test('direct and unconditional: plain calls yes, callbacks and components no', () => {
    const flags = (name: string) => {
      const path = site(name).launch!
      return [path.direct, path.unconditional]
    }
    assert.deepEqual(flags('launch_appOnCreate'), [true, true])
    // Two classes define the hook, but the object is the launcher.
    assert.deepEqual(flags('launch_overriddenHook'), [true, true])
    assert.deepEqual(flags('launch_staticUseClinit'), [true, true])
    assert.deepEqual(flags('launch_runnable'), [false, false])
    assert.deepEqual(flags('launch_service'), [false, false])
  })

  test('without roots nothing runs', () => {
    for (const { reached } of scanFixture('launch', {}).sites) assert.equal(reached, 'never')
  })
})
