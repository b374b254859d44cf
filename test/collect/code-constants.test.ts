import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { scanFixture } from '../support/code.ts'

const ROOTS = { launchers: ['t.Main'], components: [{ kind: 'activity' as const, name: 't.Main' }] }

describe('constants that decide', () => {
  const scanned = scanFixture('constants', ROOTS)
  const { sites } = scanned
  const names = new Set([...scanned.strings()].filter((text) => /^(hit|miss|open)_/.test(text)).map((text) => text))
  test('the fixture has cases of each sort', () => assert.ok(names.size >= 24))
  for (const name of names) {
    test(name, () => {
      const found = sites.filter(({ method }) => method.endsWith(`.${name}`))
      const exact = found.filter(({ match }) => match === 'exact')
      assert.equal(exact.length, name.startsWith('hit_') ? 1 : 0)
      if (name.startsWith('miss_')) assert.equal(found.length, 0)
      if (name.startsWith('open_'))
        assert.deepEqual(
          found.map(({ match }) => match),
          ['possible'],
        )
    })
  }

  const site = (name: string) => sites.find(({ method }) => method === `t.Ids.${name}`)!

  test('the constant is told', () => {
    assert.equal(site('hit_plain').argument, 'android_id')
    assert.equal(site('hit_stepSensor').argument, 19)
    assert.equal(site('hit_contactsField').argument, 'android.provider.ContactsContract$Contacts.CONTENT_URI')
    assert.equal(site('hit_contactsUri').argument, 'content://com.android.contacts/data')
    assert.equal(site('hit_reflectedProperty').argument, 'ro.serialno')
    assert.equal(site('hit_reflectedProperty').reflection, true)
    assert.equal(site('hit_reflectedService').api.id, 'imei')
  })

  test('methods that only hand the constant on stand between caller and API', () => {
    assert.deepEqual(site('hit_throughWrapper').via, ['t.Ids.read'])
    assert.deepEqual(site('hit_throughTwoWrappers').via, ['t.Ids.readLong', 't.Ids.read'])
    const path = site('hit_throughTwoWrappers').launch
    assert.deepEqual(path?.methods, ['t.Main.onCreate', 't.Ids.hit_throughTwoWrappers', 't.Ids.readLong', 't.Ids.read'])
    assert.equal(path?.unconditional, true)
    assert.equal(path?.direct, true)
    assert.equal(path?.hops.length, 3)
  })

  test('a wrapper is no site of its own', () => {
    assert.deepEqual(
      sites.filter(({ method }) => method === 't.Ids.read' || method === 't.Ids.readLong'),
      [],
    )
  })
})

describe('permission requests at launch', () => {
  const scan = scanFixture('requests', ROOTS, {
    layout: (id) => (id === 0x7f0b001c ? { views: ['t.Badge'] } : undefined),
  })
  const asked = (name: string) => scan.permissionRequests.filter(({ method }) => method === `t.Main.${name}`)

  test('constant lists are read', () => {
    assert.deepEqual(asked('staticArray')[0]?.permissions, [
      'android.permission.CAMERA',
      'android.permission.RECORD_AUDIO',
    ])
    assert.deepEqual(asked('localArray')[0]?.permissions, [
      'android.permission.READ_CONTACTS',
      'android.permission.READ_SMS',
    ])
    assert.deepEqual(asked('list')[0]?.permissions, [
      'android.permission.ACCESS_FINE_LOCATION',
      'android.permission.READ_PHONE_STATE',
    ])
    for (const name of ['staticArray', 'localArray', 'list']) {
      assert.equal(asked(name).length, 1)
      assert.equal(asked(name)[0]?.complete, true, name)
      assert.deepEqual(asked(name)[0]?.launch?.methods, ['t.Main.onCreate', `t.Main.${name}`])
    }
  })
  test('a list handed to a helper is the caller’s', () => {
    assert.deepEqual(asked('throughHelper')[0]?.permissions, ['android.permission.READ_CALENDAR'])
    assert.ok(!scan.permissionRequests.some(({ method }) => method === 'androidx.core.Requests.ask'))
  })
  test('an unknown list is said to be unknown', () => {
    assert.equal(asked('unknown')[0]?.permissions, undefined)
    assert.equal(asked('unknown')[0]?.complete, false)
  })
  test('requests that wait for the user are left out', () => assert.deepEqual(asked('onStop'), []))

  test('limits: loaders, web views, bridges, names that are no constants, native code', () => {
    const kinds = scan.limits.filter(({ method }) => method === 't.Main.limits').map(({ kind }) => kind)
    assert.deepEqual([...kinds].sort(), ['dynamic-code', 'js-bridge', 'native-library', 'reflection', 'web-view'])
    assert.equal(scan.counts.nativeAtLaunch, 1)
  })
  test('library names and content views', () => {
    assert.deepEqual(
      scan.libraryLoads.map(({ library, reached }) => [library, reached]),
      [['secret', 'launch']],
    )
    assert.deepEqual([...scan.contentViews], [['t.Main', [0x7f0b001c]]])
  })
  test('views of a layout that is shown are made', () => {
    assert.equal(scan.sites.find(({ method }) => method === 't.Probes.inflatedView')?.reached, 'launch')
  })
  test('classes, made classes and strings can be walked', () => {
    assert.ok([...scan.classNames()].includes('t.Badge'))
    assert.ok([...scan.madeClasses()].some(({ className, atLaunch }) => className === 't.Web' && atLaunch))
    assert.ok([...scan.strings()].includes('https://example.com/'))
  })
})
