import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { type AndroidPackage, openAndroid } from '../../src/collect/android/package.ts'
import { fileSource } from '../../src/collect/archive/source.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { packageBudget, withFile } from '../support/apk.ts'
import { mutate } from '../support/mutate.ts'

const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'samples')
const skip = existsSync(samples) ? false : 'the sample packages are not beside the repository (../shared/data/samples)'
const packages = skip === false ? globSync(join(samples, '**/*.{apk,xapk}')).sort() : []
const file = (ending: string): string => packages.find((path) => path.endsWith(ending)) ?? ending

function opened<T>(path: string, use: (app: AndroidPackage) => T): T {
  const app = openAndroid(path, packageBudget())
  assert.notEqual(app.kind, 'unreadable', `${path}: ${JSON.stringify(app.problems)}`)
  try {
    return use(app as AndroidPackage)
  } finally {
    ;(app as AndroidPackage).close()
  }
}

test('every sample opens and is read whole, without a problem but for the one with a DEX in front', { skip }, () => {
  assert.equal(packages.length, 75)
  for (const path of packages)
    opened(path, (app) => {
      for (const part of [app.base, ...app.splits])
        for (const entry of part.zip.entries) assert.ok(part.zip.read(entry), `${path} ${entry.name}`)
      assert.ok(app.manifest, path)
      assert.ok([...app.resources.strings()].length >= 0)
      app.layouts()
      const expected = path.endsWith('janus.apk') ? ['apk.leading-dex'] : []
      assert.deepEqual(
        app.problems.map(({ code }) => code),
        expected,
        path,
      )
      assert.deepEqual(app.packers, [], path)
    })
})

/** File ending → package, target (as Android treats it), declared and implied permissions. */
const known: readonly [string, string, number, number, number][] = [
  ['合规检测测试程序.apk', 'com.cjs.hegui30.demo', 30, 6, 0],
  ['app-debug-1.apk', 'com.xiaomolongstudio.wewin', 22, 15, 0],
  ['Android_CN_OAID/demo.apk', 'com.github.gzuliyujiang.demo.oaid', 30, 7, 0],
  ['XXPermissions-newest.apk', 'com.hjq.permissions.demo', 31, 24, 0],
  ['XXPermissions-oldest-inrange.apk', 'com.hjq.permissions.demo', 30, 16, 0],
  ['a2dp.Vol_137.apk', 'a2dp.Vol', 25, 17, 1],
  ['app-prod-debug.apk', 'com.greenaddress.abcore', 27, 4, 1],
  ['Invalid.apk', 're.androguard.android.invalid', 15, 0, 0],
  ['TC-debug.apk', 'org.t0t0.androguard.TC', 1, 0, 3],
  ['test_files/android.apk', 'jakhar.aseem.diva', 23, 3, 0],
  ['SpeedoMeterApp.main_1.apk', 'SpeedoMeterApp.main', 1, 2, 3],
  ['com.politedroid_3.apk', 'com.politedroid', 3, 2, 3],
  ['com.politedroid_6.apk', 'com.politedroid', 21, 2, 0],
  ['no.min.target.sdk_987.apk', 'no.min.target.sdk', 1, 0, 3],
]
for (const [ending, name, target, declared, implied] of known)
  test(`${ending}: package, target and permissions`, { skip }, () => {
    opened(file(ending), ({ manifest }) => {
      const system = manifest!.permissions.filter((permission) => permission.implied !== undefined).length
      assert.deepEqual(
        [manifest!.package, manifest!.effectiveTargetSdk, manifest!.permissions.length - system, system],
        [name, target, declared, implied],
      )
    })
  })

test('a permission declared twice is one; run-time and version limits are kept', { skip }, () => {
  for (const ending of [
    'androguard/tests/data/APK/duplicate.permisssions_9999999.apk',
    'repo/duplicate.permisssions_9999999.apk',
  ])
    opened(file(ending), ({ manifest }) => {
      const names = manifest!.permissions.map(({ name }) => name)
      assert.equal(new Set(names).size, names.length)
      assert.ok(names.includes('android.permission.INTERNET'))
      assert.ok(manifest!.permissions.some(({ minSdkVersion }) => minSdkVersion === 23))
    })
  opened(file('obb.main.oldversion_1444412523.apk'), ({ manifest }) => {
    const limited = manifest!.permissions.filter(({ maxSdkVersion }) => maxSdkVersion !== undefined)
    const runtime = manifest!.permissions.filter(
      ({ minSdkVersion, implied }) => minSdkVersion === 23 && implied === undefined,
    )
    assert.ok(limited.length >= 2)
    assert.deepEqual(runtime.map(({ name }) => name).sort(), [
      'android.permission.WRITE_EXTERNAL_STORAGE',
      'android.permission.WRITE_SETTINGS',
    ])
  })
})

test('launchers: a disabled activity starts nothing, a receiver-only app has none', { skip }, () => {
  opened(file('InactiveActivity.apk'), ({ manifest }) => assert.deepEqual(manifest!.launchers, []))
  opened(file('BroadcastReceiverLifecycle1.apk'), ({ manifest }) => assert.deepEqual(manifest!.launchers, []))
  opened(file('MethodOverride1.apk'), ({ manifest }) =>
    assert.deepEqual(
      manifest!.launchers.map(({ activity }) => activity),
      ['de.ecspride.MethodOverride1'],
    ),
  )
})

test('providers and their authorities', { skip }, () => {
  const providers = (ending: string) =>
    opened(file(ending), ({ manifest }) => manifest!.components.filter(({ kind }) => kind === 'provider'))
  assert.equal(providers('ApplicationLifecycle3.apk').length, 1)
  assert.equal(providers('XXPermissions-newest.apk').length, 3)
  assert.deepEqual(
    providers('issue636.apk').flatMap(({ authorities }) => authorities),
    ['com.ibotpeaches.issue636.Provider', 'com.ibotpeaches.issue636.ProviderTwo'],
  )
})

test('the XAPK is one app of a base and 27 splits, its Chinese texts from a split', { skip }, () => {
  opened(file('android_xapk.xapk'), (app) => {
    assert.equal(app.kind, 'xapk')
    assert.equal(app.manifest?.package, 'com.tfg.samples.dynamicfeatures.ondemand')
    assert.equal(app.base.file, 'com.tfg.samples.dynamicfeatures.ondemand.apk')
    assert.equal(app.splits.length, 27)
    assert.ok([...app.resources.strings()].some(({ locale }) => locale === 'zh'))
    assert.ok(app.dexEntries.length >= 2)
  })
})

test('Janus, unknown files and names that climb out are only read', { skip }, () => {
  opened(file('janus.apk'), (app) => {
    assert.equal(app.leadingDex, true)
    assert.equal(app.readDex(0)?.length, 1024)
  })
  opened(file('issue1589.apk'), (app) => {
    assert.equal(app.base.zip.entries.filter(({ name }) => name.includes('../')).length, 8)
  })
  opened(file('unknown_compression.apk'), (app) => assert.equal(app.base.zip.entries.length, 18))
})

test('sparse, compact, minified, obfuscated and empty resource tables', { skip }, () => {
  const strings = (ending: string): string[] =>
    opened(file(ending), (app) => [...app.resources.strings()].map(({ id, name, text }) => `${id} ${name} ${text}`))
  assert.deepEqual(strings('/sparse.apk').sort(), strings('/not-sparse.apk').sort())
  assert.ok(strings('/sparse.apk').length > 1000)
  opened(file('issue3366.apk'), ({ resources, manifest }) => {
    assert.equal(manifest?.application?.label.default, 'Issue3366')
    const numbered = [...resources.strings()].filter(({ name }) => name.startsWith('string/foo_'))
    assert.ok(numbered.length > 900)
    assert.ok(numbered.every(({ name, text }) => name === `string/foo_${text}`))
  })
  opened(file('issue1157.apk'), ({ resources }) =>
    assert.deepEqual(
      [...resources.files('xml')].map(({ path }) => path),
      ['res/xml/custom.xml'],
    ),
  )
  opened(file('issue1170.apk'), ({ resources }) =>
    assert.ok([...resources.files('mipmap')].some(({ path }) => path === 'r/a/a.png')),
  )
  assert.deepEqual(strings('issue1730.apk'), [])
})

test('signers', { skip }, () => {
  const schemes = (ending: string) => opened(file(ending), ({ signature }) => signature.schemes.join())
  assert.equal(schemes('TestActivity_signed_both.apk'), 'v1,v2')
  assert.equal(schemes('TestActivity_unsigned.apk'), '')
  assert.equal(schemes('org.maxsdkversion_4.apk'), 'v1,v2,v3')
  assert.equal(schemes('issue-1128-poc1.apk'), 'v2,v3')
  const signer = (ending: string) => opened(file(ending), ({ signature }) => signature.certificates[0]?.sha256)
  assert.equal(signer('com.politedroid_3.apk'), '32a23624c201b949f085996ba5ed53d40f703aca4989476949cae891022e0ed6')
  assert.equal(signer('com.politedroid_3.apk'), signer('com.politedroid_6.apk'))
})

test('a box ticked in a layout is found with its words', { skip }, () => {
  opened(file('a2dp.Vol_137.apk'), (app) => {
    const ticked = app.layouts().flatMap(({ checkables }) => checkables.filter(({ checked }) => checked === true))
    assert.deepEqual(
      ticked.map(({ element, id, texts }) => [element, id, texts[0]?.default]),
      [
        ['RadioButton', 'id/streamradio0', 'Music Stream'],
        ['RadioButton', 'id/iconradio0', undefined],
      ],
    )
  })
})

const aapt = ['/usr/bin/aapt', '/usr/local/bin/aapt'].find((path) => existsSync(path))
test('package, versions, permissions, launcher and labels agree with aapt', {
  skip: skip === false && aapt === undefined ? 'aapt is not installed' : skip,
}, () => {
  for (const path of packages) {
    const badging = dump(path)
    // aapt reads no XAPK and no shifted archive, and counts no run-time-only permission when it adds others.
    if (!badging.startsWith('package:') || path.endsWith('obb.main.oldversion_1444412523.apk')) continue
    const said = (pattern: RegExp): string | undefined => pattern.exec(badging)?.[1]
    opened(path, ({ manifest }) => {
      const name = relative(samples, path)
      assert.equal(manifest!.package, said(/^package: name='([^']*)'/), name)
      assert.equal(manifest!.versionCode ?? '', said(/versionCode='([^']*)'/), name)
      assert.equal(manifest!.versionName ?? '', said(/versionName='([^']*)'/), name)
      assert.equal(manifest!.minSdk?.toString(), said(/\nsdkVersion:'([^']*)'/), name)
      assert.equal(manifest!.targetSdk?.toString(), said(/\ntargetSdkVersion:'([^']*)'/), name)
      const permissions = [...badging.matchAll(/uses-(?:implied-)?permission(?:-sdk-23)?: name='([^']*)'/g)].map(
        (found) => found[1]!,
      )
      assert.deepEqual(
        manifest!.permissions.map((permission) => permission.name).sort(),
        [...new Set(permissions)].sort(),
        name,
      )
      // aapt lists disabled activities and no aliases.
      const launchable = [...badging.matchAll(/launchable-activity: name='([^']*)'/g)].map((found) => found[1]!)
      const ours = manifest!.launchers.filter(({ alias }) => alias === undefined).map(({ activity }) => activity)
      const disabled = manifest!.components.filter(({ enabled }) => !enabled).map((component) => component.name)
      assert.deepEqual(
        ours,
        launchable.filter((activity) => !disabled.includes(activity)),
        name,
      )
      const label = said(/application-label:'([^']*)'/)
      if (label !== undefined) assert.equal(manifest!.application?.label.default, label, name)
    })
  }
})

function dump(path: string): string {
  try {
    return execFileSync(aapt!, ['dump', 'badging', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? '')
  }
}

test('damaged samples give problems, never an exception', { skip }, () => {
  const small = packages.filter((path) => readFileSync(path).length < 60_000)
  for (let seed = 1; seed <= 300; seed++) {
    const path = small[seed % small.length]!
    withFile('damaged.apk', mutate(readFileSync(path), seed), (damaged) => {
      const app = openAndroid(damaged, packageBudget())
      if (app.kind === 'unreadable') assert.ok(app.problems.length > 0, `${path} seed ${seed}`)
      else {
        for (const { text } of app.resources.strings()) assert.equal(typeof text, 'string')
        app.layouts()
        for (const index of app.dexEntries.keys()) app.readDex(index)
        app.close()
      }
    })
  }
})

test('other sample carriers are no Android package', { skip }, () => {
  for (const path of globSync(join(samples, '**/*.{ipa,hap,wxapkg,har,dylib}'))) {
    const app = openAndroid(path, packageBudget())
    assert.equal(app.kind, 'unreadable', path)
    assert.equal(app.problems.length, 1, path)
  }
  const zip = openZip(fileSource(globSync(join(samples, '**/ios.ipa'))[0]!), packageBudget())
  assert.deepEqual([zip.found, zip.complete, zip.problems.length], [true, true, 0])
  zip.close()
})
