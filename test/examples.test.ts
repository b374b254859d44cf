import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { type BuildRecord, exampleNames, sha256, sourcesHash } from '../scripts/examples/sources.ts'
import { unzip, zip } from '../scripts/examples/zip-writer.ts'

interface Words {
  readonly zh: string
  readonly en: string
}
interface Fact {
  readonly in: readonly ('package' | 'policy')[]
  readonly excerpt?: string
  readonly locator?: string
  readonly permission?: string
  readonly argument?: string
  readonly path?: readonly string[]
  readonly sdks?: readonly {
    readonly packages: readonly string[]
    readonly fault: string
    readonly component?: string
  }[]
}
interface Act {
  readonly ref: string
  readonly outcome: string
  readonly why: Words
  readonly fact?: Fact
  readonly lead?: Words
  readonly paths?: readonly (readonly string[])[]
}
interface Expectation {
  readonly schema: string
  readonly app: { readonly name: Words; readonly id: string; readonly apk: string; readonly policy: string | null }
  readonly acts: readonly Act[]
}
interface Case {
  readonly file: string
  readonly package: string | null
  readonly act: string
  readonly outcome: string
  readonly why: string
}

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
const POLICIES = fileURLToPath(new URL('fixtures/policies/', import.meta.url))
const NAMES = exampleNames(EXAMPLES)
const OUTCOMES = ['failed', 'passed', 'cantTell', 'inapplicable', 'untested']
const GROUPS: readonly [number, number][] = [
  [1, 4],
  [2, 4],
  [3, 9],
  [4, 6],
  [5, 3],
  [6, 5],
]
const REFS = GROUPS.flatMap(([group, acts]) => Array.from({ length: acts }, (_, i) => `${group}.${i + 1}`))

const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T
const expectation = (name: string) => json<Expectation>(join(EXAMPLES, name, 'expectation.json'))
const apkOf = (name: string) => readFileSync(join(EXAMPLES, name, expectation(name).app.apk))
const entriesOf = (name: string) => unzip(apkOf(name), inflateRawSync)
const inflated = (name: string) => Buffer.concat(entriesOf(name).map((file) => file.bytes))
const policyText = (name: string) => {
  const { policy } = expectation(name).app
  const html = policy ? readFileSync(join(EXAMPLES, name, policy), 'utf8') : ''
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, '')
}

/** True where the bytes hold the text as UTF-8 (DEX, newer pools) or UTF-16 (older pools). */
const holds = (bytes: Buffer, text: string) => bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le')
const descriptor = (className: string) => `L${className.replaceAll('.', '/')};`

test('there are three examples, bad, clean and early', () => {
  assert.deepEqual(NAMES, ['bad', 'clean', 'early'])
})

for (const name of NAMES) {
  test(`${name}: the package has the entries of a signed app and is small`, () => {
    const names = entriesOf(name).map((file) => file.name)
    const wanted = [
      'AndroidManifest.xml',
      'classes.dex',
      'resources.arsc',
      'META-INF/MANIFEST.MF',
      'META-INF/EXAMPLE.RSA',
    ]
    for (const entry of wanted) assert.ok(names.includes(entry), entry)
    assert.equal(names[0], 'AndroidManifest.xml')
    assert.equal(new Set(names).size, names.length)
    assert.equal(names.includes('classes2.dex'), name === 'bad')
    assert.equal(names.includes('lib/arm64-v8a/libjcore440.so'), name === 'bad')
    assert.equal(names.includes('assets/privacy/summary.txt'), name === 'clean')
    assert.ok(names.some((entry) => entry.startsWith('res/layout/')))
    for (const file of entriesOf(name).filter((entry) => entry.name.endsWith('.dex'))) {
      assert.equal(Buffer.from(file.bytes).toString('latin1', 0, 8), 'dex\n035\0')
    }
    assert.ok(apkOf(name).includes('APK Sig Block 42'), 'signing block of schemes 2 and 3')
    assert.ok(apkOf(name).length < 60_000)
  })

  test(`${name}: the committed package is the one built from these sources`, () => {
    const record = json<BuildRecord>(join(EXAMPLES, name, 'build.json'))
    assert.equal(record.schema, 'guiju/example-build/1')
    const advice = 'run node scripts/examples/build-apk.ts'
    assert.equal(sourcesHash(EXAMPLES, name), record.sources, advice)
    assert.equal(sha256(apkOf(name)), record.apk.sha256, advice)
    assert.equal(apkOf(name).length, record.apk.bytes)
  })

  test(`${name}: expects one legal outcome for each of the 31 acts, in order`, () => {
    const { schema, acts, app } = expectation(name)
    assert.equal(schema, 'guiju/example/1')
    assert.equal(REFS.length, 31)
    assert.deepEqual(
      acts.map((act) => act.ref),
      REFS,
    )
    for (const act of acts) {
      assert.ok(OUTCOMES.includes(act.outcome), act.ref)
      assert.ok(act.why.zh.length > 3 && act.why.en.length > 3, act.ref)
      assert.match(act.why.zh, /\p{Script=Han}/u)
      assert.equal(act.outcome === 'failed', act.fact !== undefined, `${act.ref}: a fact exactly where failed`)
      // Two acts are for people; the numbers of 1.4, 4.4 and 3.2 are not the instrument's, attested acts need attestation.
      if (['2.4', '3.7'].includes(act.ref)) assert.equal(act.outcome, 'untested')
      if (['1.4', '4.3', '4.4', '5.2', '5.3', '6.4'].includes(act.ref)) assert.equal(act.outcome, 'cantTell')
    }
    assert.ok(holds(inflated(name), app.id))
    assert.ok(holds(inflated(name), app.name.zh))
    assert.equal(app.policy === null, !existsSync(join(EXAMPLES, name, 'policy.html')))
  })

  test(`${name}: what the expectations point at is in the package and the policy`, () => {
    const bytes = inflated(name)
    const names = entriesOf(name).map((file) => file.name)
    for (const { ref, fact, paths } of expectation(name).acts) {
      for (const step of [...(paths ?? []), fact?.path ?? []].flat()) {
        const dot = step.lastIndexOf('.')
        assert.ok(holds(bytes, descriptor(step.slice(0, dot))), `${ref}: class of ${step}`)
        assert.ok(holds(bytes, step.slice(dot + 1)), `${ref}: method of ${step}`)
      }
      if (!fact) continue
      if (fact.excerpt) {
        const found = fact.in.includes('policy') ? policyText(name).includes(fact.excerpt) : holds(bytes, fact.excerpt)
        assert.ok(found, `${ref}: ${fact.excerpt}`)
      }
      if (fact.locator) assert.ok(names.includes(fact.locator), `${ref}: ${fact.locator}`)
      for (const text of [fact.permission, fact.argument].filter((value) => value !== undefined)) {
        assert.ok(holds(bytes, text), `${ref}: ${text}`)
      }
      for (const { packages, component } of fact.sdks ?? []) {
        for (const prefix of packages)
          assert.ok(bytes.includes(`L${prefix.replaceAll('.', '/')}/`), `${ref}: ${prefix}`)
        if (component) assert.ok(holds(Buffer.from(entriesOf(name)[0]!.bytes), component), `${ref}: ${component}`)
      }
    }
  })
}

test('early has no consent wording, dialog or key, and no channel, anywhere in the package', () => {
  const bytes = inflated('early')
  const lower = Buffer.from(bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)))
  const words = ['privacy', 'consent', 'agree', 'policy', 'accept', 'protocol', 'dialog', 'webview', 'mailto', 'https:']
  const chinese = ['同意', '隐私', '协议', '授权', '个人信息', '政策', '条款', '投诉', '举报', '客服', '反馈', '联系']
  for (const word of [...words, ...chinese]) assert.ok(!holds(lower, word), word)
  assert.ok(holds(lower, '今日单词') && holds(lower, 'danciapp'), 'the search sees resources and code')
  assert.ok(holds(bytes, 'android_id'))
})

test('bad denies location once, without condition, and speaks of location nowhere else', () => {
  const text = policyText('bad')
  assert.equal(text.split('位置').length - 1, 1)
  assert.ok(text.includes('。我们不收集您的位置信息。'))
  assert.ok(!text.includes('高德'))
  assert.equal(text.split('极光').length - 1, 1)
})

test('clean puts every SDK behind the stored answer or the agree button', () => {
  const smali = (path: string) => readFileSync(join(EXAMPLES, 'clean/src/smali/com/example/qingjian', path), 'utf8')
  const callers = readdirSync(join(EXAMPLES, 'clean/src/smali'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.smali'))
    .filter((path) => readFileSync(join(EXAMPLES, 'clean/src/smali', path), 'utf8').includes('SdkInit;->start'))
    .map((path) => path.split(/[\\/]/).at(-1))
    .sort()
  assert.deepEqual(callers, ['AgreeListener.smali', 'QingjianApp.smali'])
  assert.match(smali('QingjianApp.smali'), /ConsentStore;->agreed[\s\S]*if-eqz[\s\S]*SdkInit;->start/)
  assert.match(smali('consent/ConsentStore.smali'), /const-string v1, "privacy_agreed"/)
})

test('the policies of the examples are full ones of readable length', () => {
  for (const name of ['bad', 'clean']) {
    const { length } = policyText(name)
    assert.ok(length >= 2500 && length <= 5000, `${name}: ${length} characters`)
    const html = readFileSync(join(EXAMPLES, name, 'policy.html'), 'utf8')
    assert.ok((html.match(/<h2/g) ?? []).length >= 9)
    assert.ok(html.includes('收集的个人信息范围'))
  }
})

test('the archive writer gives the same bytes on every run and what it packed comes back', () => {
  const files = [
    { name: 'a.txt', bytes: Buffer.from('甲'.repeat(100)) },
    { name: '乙.bin', bytes: Buffer.from([1, 2, 3]), stored: true },
    { name: 'empty', bytes: Buffer.alloc(0) },
  ]
  assert.deepEqual(zip(files), zip(files))
  const back = unzip(zip(files), inflateRawSync)
  assert.deepEqual(
    back.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')]),
    files.map(({ name, bytes }) => [name, bytes.toString('hex')]),
  )
})

test('every policy fixture has an expectation and every expectation a fixture', () => {
  const cases = json<readonly Case[]>(join(POLICIES, 'expect.json'))
  const files = readdirSync(POLICIES).filter((file) => file !== 'expect.json')
  assert.ok(files.length >= 30)
  assert.deepEqual([...new Set(cases.map((entry) => entry.file))].sort(), files.sort())
  const keys = cases.map((entry) => `${entry.file} ${entry.package} ${entry.act}`)
  assert.equal(new Set(keys).size, keys.length)
  for (const { file, package: example, act, outcome, why } of cases) {
    assert.match(file, /^\d\.\d-[a-z0-9-]+\.(html|md|txt)$/)
    assert.ok(example === null || NAMES.includes(example), file)
    assert.ok(REFS.includes(act), file)
    assert.ok(OUTCOMES.includes(outcome), file)
    assert.ok(why.length > 0, file)
  }
  assert.ok(
    cases.every((entry) => cases.some((other) => other.file === entry.file && entry.file.startsWith(`${other.act}-`))),
  )
})

test('every act that text can fail has fixtures that fail and near misses that do not', () => {
  const cases = json<readonly Case[]>(join(POLICIES, 'expect.json'))
  for (const act of ['1.1', '1.4', '2.1', '3.9', '4.5', '6.2', '6.3', '6.5']) {
    const of = cases.filter((entry) => entry.act === act)
    assert.ok(of.filter((entry) => entry.outcome === 'failed').length >= 2, `${act} failed`)
    assert.ok(of.filter((entry) => entry.outcome !== 'failed').length >= 2, `${act} near misses`)
  }
})
