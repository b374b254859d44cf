import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { provisionsOf } from '../../src/law/instrument.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../../src/law/library.ts'
import { type Ref, ref } from '../../src/law/ref.ts'
import { acts } from '../../src/rules/app-pi-2019/acts.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { showProvision } from '../../src/store/law-show.ts'
import { loadTextStatus } from '../../src/store/law-status.ts'
import { readStored, storedIds } from '../../src/store/law-store.ts'
import { writeDocx } from '../support/docx-writer.ts'
import { printBlocks, writePdf } from '../support/pdf-writer.ts'

const shared = join(import.meta.dirname, '..', '..', '..', 'shared')
const [seeds, laws] = [join(shared, 'seeds'), join(shared, 'data', 'laws')]
const skip = existsSync(seeds) ? false : 'the source texts are not beside the repository (../shared/seeds)'
const skipLaws = existsSync(laws) ? false : 'the law collections are not beside the repository (../shared/data/laws)'

const scratch = mkdtempSync(join(tmpdir(), 'guiju-law-import-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
let n = 0
const folder = () => join(scratch, String(++n))
const seed = () => {
  const [name = ''] = readdirSync(seeds).filter((f) => f.endsWith('.txt'))
  return readFileSync(join(seeds, name), 'utf8')
}
const file = (text: string | Buffer, name = 'seed.txt') => [
  { name, bytes: typeof text === 'string' ? Buffer.from(text) : text },
]
const show = async (reference: string, at: string) => {
  const shown = await showProvision(reference, at, '2026-11-23')
  assert.ok('found' in shown, reference)
  return shown.found
}

test('the source gives 20 of 20 instruments, every provision in the languages it has', { skip }, async () => {
  const at = folder()
  const report = await importLaws(file(seed()), at, acts)
  assert.deepEqual([report.found, report.of, report.notFound, report.laws, report.stale], [20, 20, [], [], []])
  assert.deepEqual(report.files[0]?.problems, [])
  for (const it of report.instruments) {
    const all = [...provisionsOf(await loadOutline(it.id as (typeof INSTRUMENT_IDS)[number]))]
    const lacking = all.filter((p) => p.missing?.en).map((p) => `${it.id}#${p.ref}`)
    assert.deepEqual(it.en.missing, lacking, it.id)
    assert.deepEqual([it.zh.missing, it.zh.extra], [[], []], it.id)
    assert.deepEqual([it.hashes.punctuation, it.hashes.differ], [[], []], it.id)
    assert.equal(it.hashes.match, all.filter((p) => p.sha256).length, it.id)
    assert.deepEqual(
      it.en.printed.map((p) => [p.ref, p.printed]),
      { 'inspection-2018': [['inspection-2018#art20', 'Article 12']], 'programmes-2021': [['programmes-2021#5', '']] }[
        it.id
      ] ?? [],
    )
  }
  const cut = report.instruments.filter((it) => it.truncated).map((it) => it.id)
  assert.equal(cut.length, 7)
  for (const id of cut) assert.ok((await loadInstrument(id as (typeof INSTRUMENT_IDS)[number])).excerpt, id)
})

test('the traps of the source', { skip }, async () => {
  const at = folder()
  await importLaws(file(seed()), at, [])
  const twenty = await show('inspection-2018#art20', at)
  assert.match(twenty.en.text ?? '', /^Article 12:/)
  assert.match(twenty.zh.text ?? '', /^第二十条 /)
  assert.equal(twenty.standing, 'replaced')
  const missing = await show('app-pi-2019#6.1', at)
  assert.match(missing.zh.text ?? '', /^1\./)
  assert.deepEqual([missing.en.text, missing.en.missing, missing.zh.check], [null, true, 'match'])
  assert.match((await show('app-pi-2019#6.5', at)).en.text ?? '', /15 working days/)
  const [three, four] = [await show('digital-silk-road-2017#3', at), await show('digital-silk-road-2017#4', at)]
  assert.doesNotMatch(three.zh.text ?? '', /4\./)
  assert.match(four.zh.text ?? '', /^4\./)
  assert.match((await show('credit-constraint-2020#part9.p4', at)).en.text ?? '', /^Grasping/)
  assert.doesNotMatch((await show('programmes-2021#5', at)).en.text ?? '', /^V/)
  assert.equal((await show('public-accounts-2020-draft#art22', at)).inForce, null)
  assert.match((await show('inspection-2018-draft#art1', at)).en.text ?? '', /these Regulations are formulated\.$/)
  assert.match((await show('cyber-speech-2018#p1', at)).en.text ?? '', /^Xinhua/)
  const joined = await show('inspection-2018#art17.p2', at)
  assert.equal(joined.en.text?.split('\n').length, 2)
  const whole = await show('inspection-2018#art19', at)
  assert.equal(whole.zh.text?.split('\n').length, 3)
})

test('one changed character marks exactly the provision concerned, shows it, and is mended by the true text', {
  skip,
}, async () => {
  const at = folder()
  await importLaws(file(seed()), at, acts)
  const text = seed()
  const true1 = '1.征得用户同意前就开始收集'
  assert.equal(text.split(true1).length, 2)
  const report = await importLaws(file(text.replace(true1, '1.征得用户同意后就开始收集')), at, acts)
  const differ = report.instruments.flatMap((it) => it.hashes.differ)
  assert.deepEqual(
    differ.map((d) => d.ref),
    ['app-pi-2019#3.1'],
  )
  assert.match(differ[0]?.was ?? '', /同意前/)
  assert.match(differ[0]?.now ?? '', /同意后/)
  assert.deepEqual(
    report.stale.map((s) => s.cites),
    ['app-pi-2019#3.1'],
  )
  const status = await loadTextStatus(at)
  assert.deepEqual(
    acts.filter((rule) => status(rule) === 'stale').map((rule) => rule.cites as Ref),
    [ref('app-pi-2019#3.1')],
  )
  assert.equal(status({ cites: ref('app-pi-2019#3.2') }), 'match')
  assert.equal((await show('app-pi-2019#3.1', at)).zh.check, 'differs')
  const mended = await importLaws(file(text), at, acts)
  assert.deepEqual(mended.stale, [])
})

test('every provision of every instrument is marked alone when one of its characters changes', { skip }, async () => {
  const text = seed()
  const lines = text.split('\n')
  const at = folder()
  await importLaws(file(text), at, [])
  for (const place of [
    'internet-lending-2021#2',
    'inspection-2018#art19.p3',
    'mlps-cii-2020#1.2.p2',
    'credit-supervision-2019#15',
    'rule-of-law-society-2020#p1',
    'csl-implementation-2017#3.3.p1',
    'public-accounts-2020-draft#art18.10',
    'pi-proposal-2018#part2.8',
    'fan-circle-2021#10',
  ]) {
    const { zh } = await show(place, at)
    const i = lines.findIndex((line) => line.trim() === zh.text)
    assert.ok(i > 0, place)
    const wrong = [...lines]
    wrong[i] = `${wrong[i]!.slice(0, -3)}误${wrong[i]!.slice(-2)}`
    const report = await importLaws(file(wrong.join('\n')), folder(), [])
    assert.deepEqual(
      report.instruments.flatMap((it) => it.hashes.differ.map((d) => d.ref)),
      [place],
    )
    assert.deepEqual(
      report.instruments.flatMap((it) => [...it.zh.missing, ...it.zh.extra]),
      [],
      place,
    )
  }
})

test('the same source gives the same store; saved as HTML, Markdown or DOCX it gives the same provisions', {
  skip,
}, async () => {
  const [a, b] = [folder(), folder()]
  await importLaws(file(seed()), a, [])
  await importLaws(file(seed()), b, [])
  await importLaws(file(seed()), b, [])
  assert.deepEqual(readdirSync(a).length, 20)
  for (const name of readdirSync(a))
    assert.equal(readFileSync(join(a, name), 'utf8'), readFileSync(join(b, name), 'utf8'))
  const escaped = seed().replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const page = `<!DOCTYPE html><html><body>${escaped
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('\n')}</body></html>`
  for (const [text, name] of [
    [page, 'page.html'],
    [seed(), 'page.md'],
    [seed().replaceAll('\n', '\r\n'), 'windows.txt'],
    [
      writeDocx(
        seed()
          .split('\n')
          .map((line) => ({ kind: 'paragraph', text: line })),
      ),
      'seed.docx',
    ],
  ] as const) {
    const report = await importLaws(file(text, name), folder(), [])
    assert.equal(report.found, 20, name)
    for (const it of report.instruments) {
      assert.deepEqual(
        [it.hashes.differ, it.hashes.punctuation, it.zh.missing, it.zh.extra],
        [[], [], [], []],
        `${name} ${it.id}`,
      )
    }
  }
})

test('each post alone is found as what it is', { skip }, async () => {
  const lines = seed().split('\n')
  const starts = lines.flatMap((line, i) => (line.startsWith('Posted on') ? [i - 2] : []))
  assert.equal(starts.length, 20)
  const ids: string[] = []
  for (const [i, start] of starts.entries()) {
    const report = await importLaws(file(lines.slice(start, starts[i + 1]).join('\n')), folder(), [])
    assert.equal(report.found, 1)
    ids.push(report.instruments[0]!.id)
  }
  assert.deepEqual(ids.sort(), [...INSTRUMENT_IDS])
})

/** Articles and chapters as counted by hand. */
const COUNTS: readonly (readonly [RegExp, number, number])[] = [
  [/网络安全法\(2016/, 79, 7],
  [/网络安全法\(2025/, 81, 7],
  [/^just-laws__cybersecurity/, 81, 7],
  [/互联网信息服务管理办法\(2011/, 27, 0],
  [/互联网信息服务管理办法\(2024/, 27, 0],
  [/数据安全法\(/, 55, 7],
  [/^just-laws__dsl/, 55, 7],
  [/个人信息保护法\(/, 74, 8],
  [/^just-laws__pipl/, 74, 8],
  [/网络数据安全管理条例/, 64, 9],
  [/算法推荐/, 35, 6],
  [/人脸识别/, 16, 0],
  [/反电信网络诈骗法/, 50, 7],
  [/未成年人保护法/, 132, 9],
  [/__密码法/, 44, 5],
  [/商用密码/, 67, 9],
  [/行政处罚法/, 86, 8],
  [/行政复议法/, 90, 7],
  [/行政强制法/, 71, 7],
  [/立法法/, 120, 6],
  [/全国年节/, 8, 0],
  [/__附则/, 2, 0],
]

test('the law collections: articles and chapters as counted', { skip: skipLaws }, async () => {
  for (const name of readdirSync(laws).filter((f) => f !== 'README.md')) {
    const [, articles, chapters] = COUNTS.find(([pattern]) => pattern.test(name)) ?? []
    const at = folder()
    const report = await importLaws([{ name, bytes: readFileSync(join(laws, name)) }], at, [])
    assert.equal(report.laws[0]?.articles, articles, name)
    const { zh } = JSON.parse(readFileSync(join(at, readdirSync(at)[0]!), 'utf8')) as {
      zh: { provisions: { place: string }[] }
    }
    const places = zh.provisions.map((p) => p.place)
    assert.equal(places.filter((p) => /^part\d+$/.test(p)).length, chapters, name)
    assert.equal(new Set(places).size, places.length, `${name}: no place twice`)
  }
})

test('the same law from two collections is one law with the same articles', { skip: skipLaws }, async () => {
  const pairs = [
    ['X-STORAGE__网络安全法(2025-10-28).md', 'just-laws__cybersecurity-law.md'],
    ['LawRefBook__数据安全法(2021-06-10).md', 'just-laws__dsl.md'],
    ['LawRefBook__个人信息保护法(2021-08-20).md', 'just-laws__pipl.md'],
  ]
  for (const names of pairs) {
    const texts = []
    for (const name of names) {
      const at = folder()
      const report = await importLaws([{ name, bytes: readFileSync(join(laws, name)) }], at, [])
      const { zh } = JSON.parse(readFileSync(join(at, `${report.laws[0]!.id}.json`), 'utf8')) as {
        zh: { provisions: { place: string; sha256: string }[] }
      }
      texts.push([report.laws[0]!.id, zh.provisions.map((p) => [p.place, p.sha256])])
    }
    assert.deepEqual(texts[0], texts[1])
  }
})

test('a law outside the library is shown as it was on a day', { skip: skipLaws }, async () => {
  const at = folder()
  const names = readdirSync(laws).filter((f) => /网络安全法\(/.test(f))
  await importLaws(
    names.map((name) => ({ name, bytes: readFileSync(join(laws, name)) })),
    at,
    [],
  )
  const on = async (day: string) => {
    const shown = await showProvision('网络安全法#art3', at, day)
    assert.ok('found' in shown)
    return shown.found
  }
  assert.match((await on('2020-01-01')).zh.text ?? '', /^第三条 国家坚持/)
  assert.match((await on('2026-01-01')).zh.text ?? '', /^第三条 网络安全工作坚持/)
  assert.equal((await on('2026-01-01')).inForce, null)
})

test('a law printed as PDF gives the same provisions as its text', { skip: skipLaws }, async () => {
  const source = readFileSync(join(laws, 'LawRefBook__行政处罚法(2021-01-22).md'), 'utf8')
  const lines = source
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .map((line) => line.replace(/^#+\s*|\*\*/g, '').trim())
    .filter((line) => line !== '')
  const pdf = writePdf(printBlocks(lines.map((text) => ({ kind: 'paragraph' as const, text }))))
  const words = async (bytes: string | Buffer, name: string) => {
    const at = folder()
    await importLaws(file(bytes, name), at, [])
    const [id = ''] = await storedIds(at)
    return (await readStored(at, id))?.zh?.provisions.map((p) => [p.place, p.words])
  }
  const printed = await words(pdf, 'law.pdf')
  assert.equal(printed?.length, 214)
  assert.deepEqual(printed, await words(source, 'law.md'))
})
