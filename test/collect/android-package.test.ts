import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AndroidPackage, openAndroid, type UnreadableAndroid } from '../../src/collect/android/package.ts'
import { launcherFilter, packageBudget, withFile, writeApk } from '../support/apk.ts'
import { writeArsc } from '../support/arsc-writer.ts'
import { writeAxml } from '../support/axml-writer.ts'
import { writeZip } from '../support/zip-writer.ts'

const opened = <T>(bytes: Buffer, use: (app: AndroidPackage) => T, name = 'app.bin'): T =>
  withFile(name, bytes, (path) => {
    const app = openAndroid(path, packageBudget())
    assert.notEqual(app.kind, 'unreadable', JSON.stringify(app.problems))
    try {
      return use(app as AndroidPackage)
    } finally {
      ;(app as AndroidPackage).close()
    }
  })
const refused = (bytes: Buffer): UnreadableAndroid =>
  withFile('app.apk', bytes, (path) => {
    const app = openAndroid(path, packageBudget())
    assert.equal(app.kind, 'unreadable')
    return app as UnreadableAndroid
  })
const codes = (app: { problems: readonly { code: string }[] }): string[] => app.problems.map(({ code }) => code)

const main = { tag: 'activity', attributes: { 'android:name': '.Main' }, children: [launcherFilter] }
const table = (text: string, config = {}) =>
  writeArsc([{ name: 'string', rows: [{ name: 'app', values: [{ config, value: text }] }] }])
const base = writeApk({ components: [main], application: { 'android:label': { ref: 0x7f010000 } } }, [
  { name: 'classes.dex', data: 'dex one' },
  { name: 'classes2.dex', data: 'dex two' },
  { name: 'classes4.dex', data: 'after a gap' },
  { name: 'assets/plugin.apk', data: 'x' },
  { name: 'assets/a/b.txt', data: 'x' },
  { name: 'lib/arm64-v8a/libfoo.so', data: 'elf' },
  { name: 'resources.arsc', data: table('Demo'), stored: true },
])
const feature = writeApk({ attributes: { split: 'feature', 'android:isFeatureSplit': true } }, [
  { name: 'classes.dex', data: 'feature dex' },
  { name: 'lib/arm64-v8a/libbar.so', data: 'elf' },
])
const chinese = writeApk({ attributes: { split: 'config.zh', configForSplit: '' } }, [
  { name: 'resources.arsc', data: table('示例', { language: 'zh' }) },
])
const german = writeApk({ attributes: { split: 'config.de', configForSplit: '' } }, [
  { name: 'resources.arsc', data: table('nicht gelesen') },
])

test('an APK, whatever its name', () => {
  opened(
    base,
    (app) => {
      assert.equal(app.kind, 'apk')
      assert.equal(app.artifact, 'photo.jpg')
      assert.equal(app.manifest?.package, 'com.example.app')
      assert.deepEqual(
        app.dexEntries.map(({ locator }) => locator),
        ['classes.dex', 'classes2.dex'],
      )
      assert.equal(app.readDex(1)?.toString(), 'dex two')
      assert.equal(app.readDex(2), undefined)
      assert.deepEqual(app.embeddedCode, ['classes4.dex', 'assets/plugin.apk'])
      assert.deepEqual(app.nativeLibraries, [
        { abi: 'arm64-v8a', name: 'libfoo.so', locator: 'lib/arm64-v8a/libfoo.so', size: 3 },
      ])
      assert.deepEqual(app.assetNames, ['assets/plugin.apk', 'assets/a/b.txt'])
      assert.equal(app.leadingDex, false)
      assert.deepEqual(codes(app), [])
    },
    'photo.jpg',
  )
})

const xapkJson = JSON.stringify({
  package_name: 'com.example.app',
  split_apks: [
    { file: 'com.example.app.apk', id: 'base' },
    { file: 'config.zh.apk', id: 'config.zh' },
    { file: 'config.de.apk', id: 'config.de' },
    { file: 'feature.apk', id: 'feature' },
  ],
})
for (const stored of [true, false])
  test(`an XAPK with ${stored ? 'stored' : 'deflated'} parts: base, splits and their languages as one`, () => {
    const bytes = writeZip([
      { name: 'config.de.apk', data: german, stored },
      { name: 'config.zh.apk', data: chinese, stored },
      { name: 'feature.apk', data: feature, stored },
      { name: 'com.example.app.apk', data: base, stored },
      { name: 'manifest.json', data: xapkJson },
      { name: 'icon.png', data: 'x' },
    ])
    opened(bytes, (app) => {
      assert.equal(app.kind, 'xapk')
      assert.equal(app.base.file, 'com.example.app.apk')
      assert.deepEqual(
        app.splits.map(({ manifest }) => manifest?.split),
        ['config.de', 'config.zh', 'feature'],
      )
      assert.deepEqual(app.manifest?.application?.label, { id: 0x7f010000, default: 'Demo', zh: '示例' })
      assert.deepEqual(
        app.dexEntries.map(({ locator }) => locator),
        ['com.example.app.apk!/classes.dex', 'com.example.app.apk!/classes2.dex', 'feature.apk!/classes.dex'],
      )
      assert.equal(app.readDex(2)?.toString(), 'feature dex')
      assert.equal(
        [...app.resources.strings()].some(({ text }) => text === 'nicht gelesen'),
        false,
      )
      assert.deepEqual(
        app.nativeLibraries.map(({ name }) => name),
        ['libfoo.so', 'libbar.so'],
      )
      assert.deepEqual(codes(app), [])
    })
  })

test('APKS: splits of bundletool, variants of a split once', () => {
  const bytes = writeZip([
    { name: 'toc.pb', data: 'x' },
    { name: 'splits/feature-master.apk', data: feature },
    { name: 'splits/feature-master_2.apk', data: feature },
    { name: 'splits/base-master_2.apk', data: base },
    { name: 'splits/base-master.apk', data: base },
    { name: 'standalones/standalone-hdpi.apk', data: base },
  ])
  opened(bytes, (app) => {
    assert.equal(app.kind, 'apks')
    assert.equal(app.base.file, 'splits/base-master.apk')
    assert.deepEqual(
      app.splits.map(({ file }) => file),
      ['splits/feature-master.apk'],
    )
  })
})

test('APKS: universal, standalone, or plain files without a table of contents', () => {
  const kinds = [['universal.apk'], ['standalones/standalone-xhdpi.apk'], ['base.apk', 'split_config.zh.apk']]
  for (const [first, second] of kinds) {
    const files = [{ name: first!, data: base }, ...(second === undefined ? [] : [{ name: second, data: chinese }])]
    opened(writeZip(files), (app) => {
      assert.equal(app.kind, 'apks')
      assert.equal(app.base.file, first)
      assert.equal(app.splits.length, second === undefined ? 0 : 1)
    })
  }
})

test('another app in the container is left out, and it is said', () => {
  const bytes = writeZip([
    { name: 'helper.apk', data: writeApk({ package: 'com.other' }) },
    { name: 'main.apk', data: base },
    { name: 'manifest.json', data: JSON.stringify({ package_name: 'com.example.app' }) },
  ])
  opened(bytes, (app) => {
    assert.equal(app.manifest?.package, 'com.example.app')
    assert.deepEqual(app.splits, [])
    assert.deepEqual(codes(app), ['android.other-apk'])
  })
})

test('a broken part of a container is a problem, the rest is read', () => {
  const bytes = writeZip([
    { name: 'base.apk', data: base },
    { name: 'broken.apk', data: 'not a zip' },
  ])
  opened(bytes, (app) => assert.deepEqual(codes(app), ['android.bad-apk']))
})

test('a DEX file in front of the archive is seen', () => {
  const bytes = writeApk({}, [{ name: 'classes.dex', data: 'x' }], { prefix: Buffer.from('dex\n035\0........') })
  opened(bytes, (app) => {
    assert.equal(app.leadingDex, true)
    assert.deepEqual(codes(app), ['apk.leading-dex'])
  })
})

test('a packed app is recognised from its manifest and files', () => {
  const bytes = writeApk({ application: { 'android:name': 'com.stub.StubApp' } }, [
    { name: 'classes.dex', data: 'x' },
    { name: 'assets/libjiagu.so', data: 'x' },
  ])
  opened(bytes, (app) =>
    assert.deepEqual(
      app.packers.map(({ id, strength }) => [id, strength]),
      [['qihoo-jiagu', 'shown']],
    ),
  )
})

test('layouts of all parts resolve with the resources of all parts', () => {
  const layout = writeAxml({
    tag: 'CheckBox',
    attributes: { 'android:checked': true, 'android:text': { ref: 0x7f010000 } },
  })
  const withLayout = writeApk({ attributes: { split: 'feature', 'android:isFeatureSplit': true } }, [
    { name: 'res/layout/f.xml', data: layout },
  ])
  const bytes = writeZip([
    { name: 'base.apk', data: base },
    { name: 'feature.apk', data: withLayout },
    { name: 'zh.apk', data: chinese },
  ])
  opened(bytes, (app) => {
    const [read] = app.layouts()
    assert.equal(read?.path, 'feature.apk!/res/layout/f.xml')
    assert.deepEqual(
      read.checkables[0]?.texts.map(({ default: text, zh }) => [text, zh]),
      [['Demo', '示例']],
    )
  })
})

test('a manifest that cannot be read leaves the code readable', () => {
  const bytes = writeZip([
    { name: 'AndroidManifest.xml', data: 'broken' },
    { name: 'classes.dex', data: 'code' },
  ])
  opened(bytes, (app) => {
    assert.equal(app.manifest, undefined)
    assert.equal(app.readDex(0)?.toString(), 'code')
    assert.deepEqual(codes(app), ['axml.header'])
  })
})

const unreadable: readonly [string, Buffer, string][] = [
  ['an empty file', Buffer.alloc(0), 'android.not-a-zip'],
  ['a text', Buffer.from('just a text'), 'android.not-a-zip'],
  ['a cut package', base.subarray(0, base.length - 100), 'android.not-a-zip'],
  ['some other ZIP', writeZip([{ name: 'word/document.xml', data: '<x/>' }]), 'android.no-manifest'],
  ['an app bundle', writeZip([{ name: 'base/manifest/AndroidManifest.xml', data: 'x' }]), 'android.app-bundle'],
  ['a source folder', writeZip([{ name: 'AndroidManifest.xml', data: '<manifest/>' }]), 'axml.header'],
]
for (const [title, bytes, code] of unreadable)
  test(`${title} is unreadable with one clear problem`, () => {
    const { problems } = refused(bytes)
    assert.deepEqual(
      problems.map((problem) => problem.code),
      [code],
    )
    assert.ok(problems[0]!.message.zh && problems[0]!.message.en)
  })

test('a container with splits only lacks its base', () => {
  assert.deepEqual(codes(refused(writeZip([{ name: 'config.zh.apk', data: chinese }]))), ['android.no-base'])
})

test('a missing file and a folder are problems', () => {
  for (const path of ['/nowhere/at/all.apk', import.meta.dirname]) {
    const app = openAndroid(path, packageBudget())
    assert.equal(app.kind, 'unreadable')
    assert.deepEqual(codes(app), ['file.unreadable'])
  }
})
