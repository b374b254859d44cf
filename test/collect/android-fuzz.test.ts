import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAndroid } from '../../src/collect/android/package.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { launcherFilter, manifestTree, withFile } from '../support/apk.ts'
import { writeArsc } from '../support/arsc-writer.ts'
import { writeAxml } from '../support/axml-writer.ts'
import { mutate, seeded } from '../support/mutate.ts'
import { writeZip, type ZipFile } from '../support/zip-writer.ts'

const strings = Array.from({ length: 12 }, (_, i) => ({
  name: `s${i}`,
  values: [{ value: `text ${i}` }, { config: { language: 'zh' }, value: `文字${i}` }],
}))
const files: ZipFile[] = [
  {
    name: 'AndroidManifest.xml',
    data: writeAxml(
      manifestTree({
        children: [{ tag: 'uses-permission', attributes: { 'android:name': 'android.permission.CAMERA' } }],
        application: { 'android:label': { ref: 0x7f010000 } },
        components: [{ tag: 'activity', attributes: { 'android:name': '.Main' }, children: [launcherFilter] }],
      }),
    ),
  },
  {
    name: 'resources.arsc',
    data: writeArsc(
      [
        { name: 'string', rows: strings },
        { name: 'layout', rows: [{ name: 'a', values: [{ value: 'res/layout/a.xml' }] }] },
        { name: 'array', rows: [{ name: 'x', values: [{ value: { items: [{ name: 1, value: 'one' }] } }] }] },
      ],
      { utf8: true },
    ),
    stored: true,
  },
  {
    name: 'res/layout/a.xml',
    data: writeAxml({
      tag: 'X',
      children: [{ tag: 'CheckBox', attributes: { 'android:checked': true, 'android:text': { ref: 0x7f010003 } } }],
    }),
  },
  { name: 'classes.dex', data: Buffer.alloc(500, 7) },
]

/** Reads everything the reader offers and returns the codes of what it met. */
function readAll(path: string): string[] {
  const app = openAndroid(path, new Budget({ ...PACKAGE_LIMITS, bytes: 64 << 20, steps: 5_000_000 }))
  if (app.kind === 'unreadable') {
    assert.ok(app.problems.length > 0, 'unreadable without a reason')
    return app.problems.map(({ code }) => code)
  }
  try {
    for (const { text } of app.resources.strings()) assert.equal(typeof text, 'string')
    app.layouts()
    for (let i = 0; i < app.dexEntries.length; i++) app.readDex(i)
    app.resources.find('string/s1')
    for (let id = 0x7f010000; id < 0x7f010010; id++) app.resources.paths(id)
    return app.problems.map(({ code }) => code)
  } finally {
    app.close()
  }
}

test('the undamaged package has no problem', () => {
  assert.deepEqual(withFile('a.apk', writeZip(files), readAll), [])
})

test('damage anywhere in the archive never throws', () => {
  const whole = writeZip(files)
  const met = new Set<string>()
  for (let seed = 1; seed <= 400; seed++)
    assert.doesNotThrow(() => {
      for (const code of withFile('a.apk', mutate(whole, seed), readAll)) met.add(code)
    }, `seed ${seed}`)
  assert.ok(met.size > 5, [...met].join())
})

test('damage inside the manifest, the table and a layout never throws', () => {
  const met = new Set<string>()
  for (let seed = 1; seed <= 600; seed++) {
    const target = Math.floor(seeded(seed)() * 3)
    const damaged = files.map((file, i) =>
      i === target ? { ...file, data: mutate(Buffer.from(file.data), seed) } : file,
    )
    assert.doesNotThrow(() => {
      for (const code of withFile('a.apk', writeZip(damaged), readAll)) met.add(code)
    }, `seed ${seed}`)
  }
  for (const code of ['axml.header', 'axml.broken', 'arsc.broken']) assert.ok(met.has(code), code)
})

test('the same seed does the same damage, another seed another', () => {
  const whole = writeZip(files)
  assert.deepEqual(mutate(whole, 5), mutate(whole, 5))
  assert.notDeepEqual(mutate(whole, 5), mutate(whole, 6))
})
