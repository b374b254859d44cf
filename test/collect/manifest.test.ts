import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AndroidManifest, readManifest } from '../../src/collect/android/manifest.ts'
import { Resources } from '../../src/collect/android/resources.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { launcherFilter, type ManifestParts, manifestTree, packageBudget } from '../support/apk.ts'
import { type ResourceType, writeArsc } from '../support/arsc-writer.ts'
import { writeAxml, type XmlNode } from '../support/axml-writer.ts'

function read(parts: ManifestParts, types: ResourceType[] = []): AndroidManifest {
  const log = new ProblemLog('a.apk')
  const budget = packageBudget()
  const resources = new Resources(budget, log)
  if (types.length > 0) resources.add(writeArsc(types), 'resources.arsc')
  const manifest = readManifest(writeAxml(manifestTree(parts)), resources, budget, log, 'AndroidManifest.xml')
  assert.deepEqual(log.problems, [])
  assert.ok(manifest)
  return manifest
}

const uses = (name: string, more: XmlNode['attributes'] = {}, tag = 'uses-permission'): XmlNode => ({
  tag,
  attributes: { 'android:name': `android.permission.${name}`, ...more },
})
const sdk = (min?: number | string, target?: number | string): XmlNode => ({
  tag: 'uses-sdk',
  attributes: {
    ...(min === undefined ? {} : { 'android:minSdkVersion': min }),
    ...(target === undefined ? {} : { 'android:targetSdkVersion': target }),
  },
})
const bools: ResourceType[] = [
  {
    name: 'bool',
    rows: [
      { name: 'off', values: [{ value: false }] },
      { name: 'new_only', values: [{ value: false }, { config: { sdk: 24 }, value: true }] },
    ],
  },
  {
    name: 'string',
    rows: [{ name: 'app', values: [{ value: 'Demo' }, { config: { language: 'zh' }, value: '示例' }] }],
  },
]

test('package, versions and label', () => {
  const manifest = read(
    {
      package: 'com.a.b',
      attributes: { 'android:versionCode': 12, 'android:versionCodeMajor': 2, 'android:versionName': '1.0' },
      children: [sdk(21, 33)],
      application: {
        'android:name': '.App',
        'android:label': { ref: 0x7f020000 },
        'android:appComponentFactory': 'x.Factory',
      },
    },
    bools,
  )
  assert.equal(manifest.package, 'com.a.b')
  assert.equal(manifest.versionCode, String(2n * 2n ** 32n + 12n))
  assert.equal(manifest.versionName, '1.0')
  assert.deepEqual([manifest.minSdk, manifest.targetSdk, manifest.effectiveTargetSdk], [21, 33, 33])
  assert.equal(manifest.application?.name, 'com.a.b.App')
  assert.equal(manifest.application.appComponentFactory, 'x.Factory')
  assert.deepEqual(manifest.application.label, { id: 0x7f020000, default: 'Demo', zh: '示例' })
})

test('a target that is not stated is the minimum, then 1; a code name is newer than any number', () => {
  assert.equal(read({ children: [sdk(19)] }).effectiveTargetSdk, 19)
  assert.equal(read({}).effectiveTargetSdk, 1)
  assert.equal(read({ children: [sdk(21, 'UpsideDownCake')] }).targetSdk, 10_000)
  assert.equal(read({ children: [sdk('21', '33')] }).targetSdk, 33)
})

test('permissions: declared once per name, with the widest range of versions', () => {
  const { permissions } = read({
    children: [
      sdk(21, 33),
      uses('INTERNET', { 'android:maxSdkVersion': 20 }),
      uses('INTERNET'),
      uses('CAMERA', {}, 'uses-permission-sdk-23'),
      uses('READ_SMS', { 'android:maxSdkVersion': 28 }),
      uses('READ_SMS', { 'android:maxSdkVersion': 30 }, 'uses-permission-sdk-m'),
      uses('BLUETOOTH_SCAN', { 'android:usesPermissionFlags': 0x00010000 }),
      uses('NEARBY_WIFI_DEVICES', { 'android:usesPermissionFlags': 0x00010000 }),
      uses('NEARBY_WIFI_DEVICES', { 'android:usesPermissionFlags': 0x00010000 }),
      { tag: 'uses-permission', attributes: { name: 'android.permission.SEND_SMS' } },
    ],
  })
  const rows = permissions.map((p) => [
    p.name.slice(19),
    p.minSdkVersion,
    p.maxSdkVersion,
    p.neverForLocation,
    p.implied,
  ])
  assert.deepEqual(rows, [
    ['INTERNET', undefined, undefined, false, undefined],
    ['CAMERA', 23, undefined, false, undefined],
    ['READ_SMS', undefined, 30, false, undefined],
    ['BLUETOOTH_SCAN', undefined, undefined, true, undefined],
    ['NEARBY_WIFI_DEVICES', undefined, undefined, true, undefined],
  ])
})

test('permissions that the system adds are marked with the reason', () => {
  const implied = (...children: XmlNode[]): string[] =>
    read({ children }).permissions.flatMap((p) => (p.implied === undefined ? [] : [`${p.name.slice(19)} ${p.implied}`]))
  assert.deepEqual(implied(sdk(3)), [
    'WRITE_EXTERNAL_STORAGE target-sdk-below-4',
    'READ_PHONE_STATE target-sdk-below-4',
    'READ_EXTERNAL_STORAGE write-implies-read',
  ])
  assert.deepEqual(implied(sdk(4)), [])
  assert.deepEqual(implied(sdk(3, 4), uses('READ_CONTACTS')), ['READ_CALL_LOG target-sdk-below-16'])
  assert.deepEqual(implied(sdk(3, 16), uses('READ_CONTACTS'), uses('WRITE_CONTACTS')), [])
  assert.deepEqual(implied(sdk(3, 33), uses('WRITE_EXTERNAL_STORAGE')), ['READ_EXTERNAL_STORAGE write-implies-read'])
  assert.deepEqual(implied(sdk(3, 33), uses('WRITE_EXTERNAL_STORAGE'), uses('READ_EXTERNAL_STORAGE')), [])
})

test('launchers need the component, its alias and the application to be enabled', () => {
  const activity = (more: XmlNode['attributes'] = {}): XmlNode => ({
    tag: 'activity',
    attributes: { 'android:name': '.Main', ...more },
    children: [launcherFilter],
  })
  const alias = (more: XmlNode['attributes'] = {}): XmlNode => ({
    tag: 'activity-alias',
    attributes: { 'android:name': '.Icon', 'android:targetActivity': '.Main', ...more },
    children: [launcherFilter],
  })
  const launchers = (application: XmlNode['attributes'], ...components: XmlNode[]) =>
    read({ application, components }, bools).launchers
  const main = { activity: 'com.example.app.Main', alias: undefined, targetEnabled: true }
  assert.deepEqual(launchers({}, activity()), [main])
  assert.deepEqual(launchers({}, activity({ 'android:enabled': false })), [])
  assert.deepEqual(launchers({}, activity({ 'android:enabled': { ref: 0x7f010000 } })), [])
  assert.deepEqual(launchers({}, activity({ 'android:enabled': { ref: 0x7f010001 } })), [main])
  assert.deepEqual(launchers({ 'android:enabled': false }, activity()), [])
  const icon = { activity: 'com.example.app.Main', alias: 'com.example.app.Icon', targetEnabled: false }
  assert.deepEqual(launchers({}, activity({ 'android:enabled': false }), alias()), [icon])
  assert.deepEqual(launchers({}, activity(), alias({ 'android:enabled': false })), [main])
})

test('a filter of the wrong kind is no launcher', () => {
  const only = (name: string): XmlNode => ({
    tag: 'intent-filter',
    children: launcherFilter.children!.filter(({ tag }) => tag === name),
  })
  const manifest = read({
    components: [
      { tag: 'activity', attributes: { 'android:name': 'a.B' }, children: [only('action'), only('category')] },
      { tag: 'service', attributes: { 'android:name': 'a.S' }, children: [launcherFilter] },
    ],
  })
  assert.deepEqual(manifest.launchers, [])
})

test('components keep what the manifest says of them', () => {
  const manifest = read({
    components: [
      {
        tag: 'provider',
        attributes: {
          'android:name': 'Provider',
          'android:authorities': 'a.b;c.d',
          'android:initOrder': 100,
          'android:exported': false,
          'android:process': ':remote',
        },
      },
      {
        tag: 'receiver',
        attributes: { 'android:name': 'other.pkg.Receiver', 'android:permission': 'p.q' },
        children: [
          {
            tag: 'intent-filter',
            attributes: { 'android:priority': 1000 },
            children: [
              { tag: 'action', attributes: { 'android:name': 'android.intent.action.BOOT_COMPLETED' } },
              { tag: 'data', attributes: { 'android:scheme': 'app', 'android:host': 'open' } },
              { tag: 'data', attributes: { 'android:mimeType': 'text/plain' } },
            ],
          },
          { tag: 'meta-data', attributes: { 'android:name': 'key', 'android:value': 5 } },
          { tag: 'meta-data', attributes: { 'android:name': 'file', 'android:resource': { ref: 0x7f030001 } } },
        ],
      },
      { tag: 'activity', attributes: { label: 'no name' } },
      { tag: 'uses-library', attributes: { 'android:name': 'org.apache.http.legacy' } },
    ],
  })
  assert.equal(manifest.components.length, 2)
  const [provider, receiver] = manifest.components
  assert.equal(provider?.name, 'com.example.app.Provider')
  assert.deepEqual(provider.authorities, ['a.b', 'c.d'])
  assert.deepEqual(
    [provider.initOrder, provider.exported, provider.process, provider.enabled],
    [100, false, ':remote', true],
  )
  assert.equal(receiver?.name, 'other.pkg.Receiver')
  assert.equal(receiver.exported, undefined)
  assert.deepEqual(receiver.filters, [
    {
      actions: ['android.intent.action.BOOT_COMPLETED'],
      categories: [],
      data: ['app://open', 'text/plain'],
      priority: 1000,
    },
  ])
  assert.deepEqual(receiver.metaData, [
    { name: 'key', value: '5', resource: 0 },
    { name: 'file', value: undefined, resource: 0x7f030001 },
  ])
})

test('androidx.startup initializers are those its provider names', () => {
  const meta = (name: string, value: string): XmlNode => ({
    tag: 'meta-data',
    attributes: { 'android:name': name, 'android:value': value },
  })
  const manifest = read({
    components: [
      {
        tag: 'provider',
        attributes: { 'android:name': 'androidx.startup.InitializationProvider' },
        children: [
          meta('com.a.First', 'androidx.startup'),
          meta('com.a.NotOne', 'x'),
          meta('com.a.Second', 'androidx.startup'),
        ],
      },
      {
        tag: 'provider',
        attributes: { 'android:name': 'com.a.Other' },
        children: [meta('com.a.Third', 'androidx.startup')],
      },
    ],
  })
  assert.deepEqual(manifest.startupInitializers, ['com.a.First', 'com.a.Second'])
})

test('queries, features and own permissions', () => {
  const manifest = read({
    children: [
      {
        tag: 'queries',
        children: [
          { tag: 'package', attributes: { 'android:name': 'com.tencent.mm' } },
          {
            tag: 'intent',
            children: [{ tag: 'action', attributes: { 'android:name': 'android.intent.action.SEND' } }],
          },
          { tag: 'provider', attributes: { 'android:authorities': 'x;y' } },
        ],
      },
      { tag: 'uses-feature', attributes: { 'android:name': 'android.hardware.camera', 'android:required': false } },
      { tag: 'permission', attributes: { 'android:name': 'com.a.PUSH' } },
    ],
  })
  assert.deepEqual(manifest.queries, {
    packages: ['com.tencent.mm'],
    actions: ['android.intent.action.SEND'],
    authorities: ['x', 'y'],
  })
  assert.deepEqual(manifest.features, [{ name: 'android.hardware.camera', required: false }])
  assert.deepEqual(manifest.definesPermissions, ['com.a.PUSH'])
})

test('splits say which they are', () => {
  const feature = read({ attributes: { split: 'feature', 'android:isFeatureSplit': true } })
  assert.deepEqual([feature.split, feature.isFeatureSplit, feature.configForSplit], ['feature', true, undefined])
  const config = read({ attributes: { split: 'feature.config.zh', configForSplit: 'feature' } })
  assert.deepEqual(
    [config.split, config.isFeatureSplit, config.configForSplit],
    ['feature.config.zh', false, 'feature'],
  )
})

test('another root is no manifest', () => {
  const log = new ProblemLog('a.apk')
  const budget = packageBudget()
  const bytes = writeAxml({ tag: 'resources' })
  assert.equal(readManifest(bytes, new Resources(budget, log), budget, log, 'm'), undefined)
  assert.equal(log.problems[0]?.code, 'manifest.root')
})
