import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { listText, showText } from '../../src/cli/law-text.ts'
import type { Outline, Provision } from '../../src/law/instrument.ts'
import { hashForm, wordsOnly } from '../../src/law/normalise.ts'
import { provisionsIn } from '../../src/law/provisions.ts'
import { ref } from '../../src/law/ref.ts'
import { lawFolder, storeFolder } from '../../src/store/folder.ts'
import { difference, importLaws } from '../../src/store/law-import.ts'
import { listLaws } from '../../src/store/law-list.ts'
import { showProvision } from '../../src/store/law-show.ts'
import { checkText, loadTextStatus, statusOf } from '../../src/store/law-status.ts'
import { plainId, readStored, type StoredChinese, sha256, withText } from '../../src/store/law-store.ts'
import { StoreError } from '../../src/store/store-error.ts'

const scratch = mkdtempSync(join(tmpdir(), 'guiju-law-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
let n = 0
const folder = () => lawFolder(join(scratch, String(++n)))

const TEXT = ['第一条 甲。', '第二条 乙,为30%。', '丙。', '第三条 丁:', '(一)戊;', '(二)己。']
const found = (lines: readonly string[]) =>
  provisionsIn(
    lines.map((text, line) => ({ text, line })),
    'articles',
  )
const gist = { zh: '甲', en: 'A' }
const pinned = (place: string, children?: readonly Provision[]): Provision => {
  const form = found(TEXT).find((p) => p.place === place)?.form
  const hashes = form === undefined ? {} : { sha256: sha256(form), words: sha256(wordsOnly(form)) }
  return { ref: place, label: gist, gist, ...hashes, ...(children ? { children } : {}) }
}
const outline: Outline = {
  instrument: 'test',
  provisions: [
    pinned('art1'),
    pinned('art2', [pinned('art2.p1'), pinned('art2.p2')]),
    pinned('art3', [pinned('art3.1'), pinned('art3.2')]),
  ],
}
const stored = (lines: readonly string[]): StoredChinese => ({
  source: { name: 'a', sha256: '' },
  truncated: false,
  provisions: found(lines).map(({ place, text, form }) => ({
    place,
    text,
    sha256: sha256(form),
    words: sha256(wordsOnly(form)),
  })),
})
const states = (lines: readonly string[]) => Object.fromEntries(checkText(outline, stored(lines)).checks)
const status = (place: string, lines?: readonly string[]) =>
  statusOf(outline, lines && checkText(outline, stored(lines)), place)
const changed = (from: string, to: string) => TEXT.map((line) => line.replace(from, to))
const ALL = ['art1', 'art2', 'art2.p1', 'art2.p2', 'art3', 'art3.1', 'art3.2']

test('the text itself matches, in other brackets, widths and spaces too', () => {
  const other = TEXT.map((line) => line.replace('(', '（').replace(')', '）').replace(',', '，').replace('条 ', '条　'))
  for (const lines of [TEXT, other]) for (const place of ALL) assert.equal(status(place, lines), 'match', place)
  assert.equal(status('art1'), 'unchecked')
  assert.equal(status('art9', TEXT), 'unchecked')
})

test('one changed character marks the provision it stands in, and the article around it', () => {
  const lines = changed('己', '巳')
  assert.deepEqual(
    ALL.filter((place) => status(place, lines) === 'stale'),
    ['art3', 'art3.2'],
  )
  assert.equal(states(changed('30%', '30'))['art2.p1'], 'differs')
})

test('other punctuation is a match that is noted', () => {
  const lines = changed('乙,为', '乙、为')
  assert.equal(states(lines)['art2.p1'], 'punctuation')
  for (const place of ALL) assert.equal(status(place, lines), 'match', place)
})

test('a provision that is gone, and one that is new, make the article stale; a text cut off leaves it unchecked', () => {
  const without = TEXT.filter((line) => line !== '丙。')
  assert.deepEqual(
    ALL.filter((place) => status(place, without) === 'stale'),
    ['art2', 'art2.p1', 'art2.p2'],
  )
  const more = [TEXT[0]!, '新增的一款。', ...TEXT.slice(1)]
  assert.deepEqual(
    ALL.filter((place) => status(place, more) === 'stale'),
    ['art1'],
  )
  const cut = TEXT.slice(0, 3)
  assert.deepEqual(
    ALL.map((place) => status(place, cut)),
    ['match', 'match', 'match', 'match', 'unchecked', 'unchecked', 'unchecked'],
  )
  assert.equal(states([TEXT[0]!, ...TEXT.slice(3)])['art2.p2'], 'absent')
})

test('what a page says after the last provision changes none', () => {
  const page = ['第一条 甲。', '第二条 乙。']
  const of: Outline = {
    instrument: 'test',
    provisions: page.map((text, i) => {
      const form = hashForm(text, true)
      return { ref: `art${i + 1}`, label: gist, gist, sha256: sha256(form), words: sha256(wordsOnly(form)) }
    }),
  }
  const check = checkText(of, stored([...page, '责任编辑:某某', '扫一扫']))
  assert.equal(statusOf(of, check, 'art2'), 'match')
  assert.equal(check.extra.length, 2)
})

test('a difference is the shortest stretch with what surrounds it', () => {
  assert.deepEqual(difference('一二三四五六七八九十甲乙丙丁', '一二三四五六七八九十甲丑丙丁'), {
    was: '一二三四五六七八九十甲乙丙丁',
    now: '一二三四五六七八九十甲丑丙丁',
  })
  const long = `${'天'.repeat(40)}甲${'地'.repeat(40)}`
  const { was, now } = difference(long, long.replace('甲', '乙丙'))
  assert.equal(was, `…${'天'.repeat(12)}甲${'地'.repeat(12)}…`)
  assert.equal(now, `…${'天'.repeat(12)}乙丙${'地'.repeat(12)}…`)
  assert.equal(difference(undefined, long).was, undefined)
})

test('a text that matched is kept beside one that differs, until it matches again', () => {
  const official = new Map(
    [...checkText(outline, stored(TEXT)).checks.keys()].map((place) => [
      place,
      sha256(found(TEXT).find((p) => p.place === place)!.form),
    ]),
  )
  const source = { name: 'a', sha256: '' }
  const take = (before: ReturnType<typeof withText> | undefined, lines: readonly string[]) =>
    withText(before, { id: 'test', zh: found(lines), en: [], truncated: false, line: 1 }, source, official)
  const first = take(undefined, TEXT)
  const second = take(first, changed('己', '巳'))
  assert.deepEqual(second.zh?.before, { 'art3.2': '(二)己。' })
  assert.deepEqual(take(second, changed('己', '已')).zh?.before, { 'art3.2': '(二)己。' })
  assert.deepEqual(take(second, changed('己', '巳')), second)
  assert.equal(take(second, TEXT).zh?.before, undefined)
  const english = withText(
    second,
    { id: 'test', zh: [], en: [{ place: 'art1', text: 'A', line: 1 }], truncated: false, line: 1 },
    source,
    official,
  )
  assert.deepEqual(english.zh, second.zh)
  assert.deepEqual(take(english, TEXT).en, english.en)
})

const LAW = [
  '# 中华人民共和国测试法',
  '2001年1月1日 测试会议通过',
  '第一条 甲。',
  '第二条 乙。',
  '丙。',
  '第三条 本法自2001年3月1日起施行。',
]
const bytes = (lines: readonly string[]) => Buffer.from(lines.join('\n'))

test('the same files give the same store, and nothing half-written stays', async () => {
  const [a, b] = [folder(), folder()]
  const files = [{ name: 'law.md', bytes: bytes(LAW) }]
  const report = await importLaws(files, a, [])
  await importLaws(files, b, [])
  await importLaws(files, b, [])
  assert.deepEqual(
    report.laws.map((l) => [l.title, l.date, l.inForce, l.articles]),
    [['中华人民共和国测试法', '2001-01-01', '2001-03-01', 3]],
  )
  assert.deepEqual(readdirSync(a), [`${report.laws[0]?.id}.json`])
  assert.deepEqual(readdirSync(b), readdirSync(a))
  for (const name of readdirSync(a)) assert.deepEqual(readFileSync(join(a, name)), readFileSync(join(b, name)))
  assert.deepEqual([report.found, report.of, report.notFound.length], [0, 20, 20])
})

test('a law outside the library is found by id, and by title on a day', async () => {
  const at = folder()
  const later = LAW.map((line) =>
    line.replace('测试会议通过', '测试会议通过\n2010年1月1日 测试会议修正').replace('甲', '新'),
  )
  await importLaws(
    [
      { name: 'a.md', bytes: bytes(LAW) },
      { name: 'b.md', bytes: bytes(later) },
    ],
    at,
    [],
  )
  const text = async (reference: string, on: string) => {
    const shown = await showProvision(reference, at, on)
    return 'found' in shown ? shown.found.zh.text : shown.unknown
  }
  assert.equal(await text('测试法#art1', '2005-01-01'), '第一条 甲。')
  assert.equal(await text('中华人民共和国测试法#art1', '2011-01-01'), '第一条 新。')
  assert.equal(await text('《测试法》#art1.p1', '2011-01-01'), '第一条 新。')
  assert.equal(await text('测试法#art2', '2005-01-01'), '第二条 乙。\n丙。')
  assert.equal(await text('测试法#art2.p2', '2005-01-01'), '丙。')
  assert.equal(await text('测试法#art9', '2005-01-01'), 'place')
  assert.equal(await text('别的法#art1', '2005-01-01'), 'law')
  const old = plainId({ title: '测试法', date: '2001-01-01' })
  const shown = await showProvision(`${old}#art1`, at, '2001-02-01')
  assert.ok('found' in shown)
  assert.equal(shown.found.standing, 'not-yet')
  assert.deepEqual(
    shown.found.replacedBy.map((l) => ('published' in l ? l.published : '')),
    ['2010-01-01'],
  )
  assert.deepEqual(
    (await listLaws(at, '2020-01-01')).laws.map((l) => l.date),
    ['2001-01-01', '2010-01-01'],
  )
})

test('before any import the gist, the hash and what is missing are shown', async () => {
  const shown = await showProvision('app-pi-2019#6.1', folder(), '2026-01-01')
  assert.ok('found' in shown)
  const { zh, en, inForce, replacedBy, standing } = shown.found
  assert.deepEqual([zh.text, zh.check, zh.missing], [null, 'unknown', false])
  assert.match(zh.hash ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual([en.text, en.missing], [null, true])
  assert.deepEqual([inForce, replacedBy, standing], [{ from: '2019-11-28' }, [], 'in-force'])
  const other = await showProvision('app-pi-2019#1.1', folder(), '2019-01-01')
  assert.ok('found' in other && !other.found.en.missing && other.found.standing === 'not-yet')
  assert.match(showText(shown.found, 'both', false, 80), /guiju law import/)
})

test('a draft has no period, an excerpt says so, and its Chinese is missing', async () => {
  const shown = await showProvision('inspection-2018-draft#art1', folder(), '2026-01-01')
  assert.ok('found' in shown)
  assert.deepEqual([shown.found.inForce, shown.found.standing, shown.found.excerpt], [null, 'draft', true])
  assert.deepEqual([shown.found.zh.missing, shown.found.zh.hash], [true, null])
  assert.equal(shown.found.replacedBy[0]?.id, 'inspection-2018')
  assert.deepEqual(await showProvision('inspection-2018-draft#art2', folder(), '2026-01-01'), {
    unknown: 'place',
    title: '公安机关互联网安全监督检查规定(征求意见稿)',
    near: 'inspection-2018-draft#part1',
  })
})

test('a rule is unchecked before an import', async () => {
  const of = await loadTextStatus(folder())
  assert.equal(of({ cites: ref('app-pi-2019#3.1') }), 'unchecked')
  assert.equal(of({ cites: ref('no-such-law#1') }), 'unchecked')
})

test('a damaged store is said, never read as if nothing were there', async () => {
  const at = folder()
  await importLaws([{ name: 'a.md', bytes: bytes(LAW) }], at, [])
  const id = plainId({ title: '测试法', date: '2001-01-01' })
  const path = join(at, `${id}.json`)
  for (const content of [
    '',
    '{',
    '[]',
    '{"schema":"guiju/law-text/1","id":"other"}',
    readFileSync(path, 'utf8').replace('"text"', '"txt"'),
  ]) {
    writeFileSync(path, content)
    await assert.rejects(readStored(at, id), StoreError)
  }
  assert.equal(await readStored(at, '../secret'), undefined)
  assert.equal(await readStored(join(at, 'none'), id), undefined)
})

test('the store is where the option, the environment or the folder says', () => {
  assert.equal(storeFolder('a', { GUIJU_HOME: 'b' }), 'a')
  assert.equal(storeFolder(undefined, { GUIJU_HOME: 'b' }), 'b')
  assert.equal(storeFolder(undefined, {}), '.guiju')
})

test('lists in both forms have a line for each instrument', async () => {
  const list = await listLaws(folder(), '2026-11-01')
  assert.equal(listText(list, 'en', false).trimEnd().split('\n').length, 20)
  assert.equal(listText(list, 'zh', true).trimEnd().split('\n').length, 22)
  assert.equal(list.instruments.find((i) => i.id === 'inspection-2018')?.standing, 'replaced')
  assert.match(listText(list, 'en', false), /csl-implementation-2017 +binds no one/)
})
