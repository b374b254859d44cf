import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { unzip } from '../../scripts/examples/zip-writer.ts'
import { auditOne } from '../../src/cli/audit.ts'
import { textRuns } from '../../src/collect/app/text-runs.ts'
import { launcherFilter, manifestTree } from '../support/apk.ts'
import { writeAxml, type XmlNode } from '../support/axml-writer.ts'
import { writeZip, type ZipFile } from '../support/zip-writer.ts'

/** The bundled app that reads ANDROID_ID at launch and has no word on consent: acts 3.1 and 5.1 are failed. */
const early = unzip(readFileSync(new URL('../../examples/early/early.apk', import.meta.url)), inflateRawSync).map(
  (file): ZipFile => ({ name: file.name, data: Buffer.from(file.bytes) }),
)

async function failed(files: readonly ZipFile[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-test-'))
  try {
    const path = join(folder, 'app.apk')
    writeFileSync(path, writeZip(files))
    const result = await auditOne(path, {}, '2026-11-01')
    return result.determinations.filter((d) => d.outcome === 'failed').map((d) => d.provision)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
const plus = (...files: ZipFile[]): Promise<string[]> => failed([...early, ...files])
const EARLY = ['app-pi-2019#3.1', 'app-pi-2019#5.1']

test('an early read counts where no file could hold a word on consent', async () => {
  assert.deepEqual(await failed(early), EARLY)
  const harmless = [
    { name: 'assets/logo.png', data: '\x89PNG privacy' },
    { name: 'assets/fonts/a.ttf', data: Buffer.from([0, 1, 0, 0]) },
    { name: 'assets/levels.json', data: '{"words":["天","地"]}' },
    { name: 'res/raw/beep.ogg', data: 'OggS' },
  ]
  assert.deepEqual(await plus(...harmless), EARLY)
})

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')
const GBK = Buffer.from('d2fecbbdd5feb2df', 'hex') // 隐私政策
const PLACES: readonly (readonly [string, ZipFile])[] = [
  ['a page', { name: 'assets/web/yinsi.html', data: '<h1>隐私政策</h1>' }],
  ['a page in GBK', { name: 'assets/web/a.html', data: Buffer.concat([Buffer.from('<h1>'), GBK]) }],
  ['escaped JSON', { name: 'assets/data/conf.json', data: '{"t":"\\u9690\\u79c1\\u653f\\u7b56"}' }],
  ['HTML entities', { name: 'assets/a.htm', data: '&#38544;&#x79c1;' }],
  ['a text of any name', { name: 'assets/apps/__UNI__1/www/androidPrivacy', data: '{"title":"服务协议和隐私政策"}' }],
  ['a raw resource', { name: 'res/raw/rule.txt', data: '使用前请阅读并同意' }],
  ['a file at the root', { name: 'web/consent.js', data: 'show("agreement")' }],
  [
    'a Dart snapshot',
    { name: 'lib/arm64-v8a/libapp.so', data: Buffer.concat([Buffer.alloc(3, 1), utf16('隐私政策')]) },
  ],
  [
    'a Hermes bundle',
    { name: 'assets/index.android.bundle', data: Buffer.concat([Buffer.alloc(8), utf16('同意并继续')]) },
  ],
  ['an archive', { name: 'assets/h5.zip', data: writeZip([{ name: 'a.html', data: 'x' }]) }],
  ['ciphertext', { name: 'assets/main.dat', data: Buffer.from([0xff, 0, 0x81, 0x17, 0xfe]) }],
  ['another engine', { name: 'lib/armeabi-v7a/libflutter.so', data: 'elf' }],
  ['further code', { name: 'assets/plugin.dex', data: 'dex\n' }],
  ['a packer', { name: 'assets/libjiagu.so', data: 'elf' }],
  ['damaged code', { name: 'classes2.dex', data: 'dex\n035\0' }],
]
for (const [what, file] of PLACES)
  test(`it is only a lead beside ${what}`, async () => {
    assert.deepEqual(await plus(file), [])
  })

const withManifest = (
  application: XmlNode['attributes'],
  more: XmlNode[] = [],
  attributes: XmlNode['attributes'] = {},
) =>
  failed([
    {
      name: 'AndroidManifest.xml',
      data: writeAxml(
        manifestTree({
          package: 'com.example.chendu.danci',
          attributes,
          application,
          components: [
            { tag: 'activity', attributes: { 'android:name': '.WordActivity' }, children: [launcherFilter] },
            ...more,
          ],
        }),
      ),
    },
    ...early.filter(({ name }) => name !== 'AndroidManifest.xml'),
  ])
const provider = (name: string): XmlNode => ({ tag: 'provider', attributes: { 'android:name': name } })

test('it is only a lead where classes or splits the manifest needs are not there', async () => {
  const app = { 'android:name': '.DanciApp' }
  assert.deepEqual(await withManifest(app), EARLY)
  assert.deepEqual(await withManifest({ 'android:name': '.shell.Stub' }), [])
  assert.deepEqual(await withManifest({ ...app, 'android:appComponentFactory': '.shell.Factory' }), [])
  assert.deepEqual(await withManifest(app, [provider('com.example.chendu.danci.Gone')]), [])
  const splits = {
    tag: 'meta-data',
    attributes: { 'android:name': 'com.android.vending.splits.required', 'android:value': true },
  }
  assert.deepEqual(await withManifest(app, [splits]), [])
  assert.deepEqual(await withManifest(app, [], { 'android:isSplitRequired': true }), [])
})

test('runs of text are found in bytes of any kind', () => {
  const bytes = Buffer.concat([
    Buffer.from([0, 255, 7]),
    Buffer.from('Privacy 隐私', 'utf8'),
    Buffer.from([0, 0, 0]),
    utf16('用户协议'),
    Buffer.from([0, 0, 1, 2]),
    Buffer.from('ab'),
  ])
  const runs = [...textRuns(bytes)]
  assert.ok(runs.includes('Privacy 隐私'), runs.join('|'))
  assert.ok(runs.includes('用户协议'), runs.join('|'))
  assert.ok(!runs.includes('ab'))
  const long = [...textRuns(Buffer.alloc(30_000, 'a'))]
  assert.ok(long.length >= 3 && long.join('').length === 30_000)
  assert.deepEqual([...textRuns(Buffer.alloc(0))], [])
})
