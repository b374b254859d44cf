import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { lawFolder } from '../../src/store/folder.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { openLawIndex } from '../../src/store/law-index.ts'
import { type LawQuery, LawSearch } from '../../src/store/law-search.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-law-search-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const ON = '2026-11-01'

const law = (title: string, made: string, lines: readonly string[]) => ({
  name: `${title}.md`,
  bytes: Buffer.from(`# ${title}\n${made} 通过\n${lines.join('\n')}\n`),
})
const FIRST = law('测试法', '2001年1月1日', [
  '第一条 企业应当在三十日内登记。',
  '第二条 违反本法第一条的，处罚款。',
  '第三条 本法自2001年6月1日起施行。',
])
const SECOND = law('测试法', '2020年1月1日', [
  '第一条 企业不得延误登记。',
  '第二条 违反本法第一条的，处罚款。',
  '第三条 本法自2020年6月1日起施行。',
])
const OTHER = law('另一法', '2010年1月1日', [
  '第一条 依照《测试法》第二条处罚。',
  '第二条 依照《未收录法》第九条处理。',
])

/** A store of its own, with these laws. */
async function store(name: string, ...laws: readonly ReturnType<typeof law>[]): Promise<string> {
  const at = join(folder, name)
  if (laws.length > 0) await importLaws(laws, lawFolder(at), [])
  return at
}
async function searching<T>(at: string, work: (search: LawSearch) => T): Promise<T> {
  const search = new LawSearch(await openLawIndex(at, ON))
  try {
    return work(search)
  } finally {
    search.close()
  }
}
const refs = (at: string, query: Partial<LawQuery>) =>
  searching(at, (search) => search.find({ text: '', on: ON, most: 50, ...query }).hits.map((hit) => hit.ref))

test('without a store the gists are found in both languages, and nothing is written', async () => {
  const at = await store('nothing')
  assert.ok((await refs(at, { text: '撤回同意' })).includes('app-pi-2019#3.8'))
  assert.ok((await refs(at, { text: 'withdraw consent' })).includes('app-pi-2019#3.8'))
  assert.deepEqual(await refs(at, { text: '"三个工作日"' }), ['inspection-2018#art19.p3'])
  assert.deepEqual(await refs(at, { text: '没有这样的话' }), [])
  assert.equal(existsSync(at), false)
})

test('filters: instrument, modality, bearer, time limit, and the law of a day', async () => {
  const at = await store('nothing')
  const lending = await refs(at, { laws: ['internet-lending-2021'], modalities: ['must-not'] })
  assert.deepEqual(
    lending.toSorted(),
    [1, 3, 4, 5].map((n) => `internet-lending-2021#${n}`),
  )
  assert.ok((await refs(at, { bearers: ['local-bank'] })).every((ref) => ref === 'internet-lending-2021#5'))
  const fifteen = await refs(at, { limit: { n: 15, unit: 'workday' } })
  assert.deepEqual(fifteen.toSorted(), ['app-pi-2019#6.3', 'app-pi-2019#6.5'])
  assert.ok((await refs(at, { limit: 'workday' })).length > fifteen.length)
  assert.deepEqual(await refs(at, { text: '复查', inForceOn: '2026-10-01' }), [])
  assert.ok((await refs(at, { text: '复查', inForceOn: '2026-09-30' })).includes('inspection-2018#art19.p3'))
  const draft = await refs(at, { text: '公众账号', inForceOn: '2030-01-01' })
  assert.ok(!draft.some((ref) => ref.startsWith('public-accounts-2020-draft#')))
  const [hit] = await searching(at, (s) => s.find({ text: '复查', on: ON, most: 1 }).hits)
  assert.equal(hit?.standing, 'replaced')
  assert.deepEqual(await refs(at, { text: '同意', laws: ['no-such-law'] }), [])
})

test('imported laws are found by their words, versions by their day, and citations run both ways', async () => {
  const at = await store('laws', FIRST, SECOND, OTHER)
  const all = await refs(at, { text: '登记' })
  const plain = all.filter((ref) => ref.startsWith('law-'))
  assert.equal(plain.length, 2)
  const [older, newer] = plain.toSorted()
  assert.match(older ?? '', /2001-01-01#art1$/)
  assert.deepEqual(
    (await refs(at, { text: '登记', inForceOn: '2010-01-01' })).filter((r) => plain.includes(r)),
    [older],
  )
  assert.deepEqual(
    (await refs(at, { text: '登记', inForceOn: '2021-01-01' })).filter((r) => plain.includes(r)),
    [newer],
  )
  const must = await refs(at, { text: '登记', modalities: ['must-not'] })
  assert.deepEqual(
    must.filter((r) => plain.includes(r)),
    [newer],
  )
  assert.deepEqual(
    (await refs(at, { text: '登记', limit: { n: 30, unit: 'day' } })).filter((r) => plain.includes(r)),
    [older],
  )
  await searching(at, (search) => {
    assert.deepEqual(
      search.citedBy(older!).map((c) => c.ref),
      [older!.replace('art1', 'art2')],
    )
    const [by] = search.citedBy(older!.replace('art1', 'art2'))
    assert.equal(by?.title.zh, '另一法')
    assert.equal(by?.label?.zh, '第一条')
    const [named] = search.cites(by!.ref!.replace('art1', 'art2'))
    assert.deepEqual(named, {
      ref: null,
      title: { zh: '未收录法', en: null },
      label: { zh: '第九条', en: 'article 9' },
    })
  })
})

test('the index follows the store, and a damaged one is built again', async () => {
  const at = await store('changing', FIRST)
  assert.equal((await refs(at, { text: '延误' })).length, 0)
  await importLaws([SECOND], lawFolder(at), [])
  assert.equal((await refs(at, { text: '延误' })).length, 1)
  const path = join(at, 'law-index', 'index.sqlite')
  const whole = readFileSync(path)
  writeFileSync(path, whole.subarray(0, 3000))
  assert.equal((await refs(at, { text: '延误' })).length, 1)
  writeFileSync(path, 'no database')
  assert.equal((await refs(at, { text: '延误' })).length, 1)
})

test('no query can leave its quotes: what is typed is words and nothing else', async () => {
  const at = await store('nothing')
  for (const text of [
    '"',
    '" OR "',
    'zh: 同意',
    'NEAR(同意)',
    '同意 AND',
    '*',
    "'; drop table words; --",
    'tags : t1',
    '^同意',
  ])
    await refs(at, { text })
  assert.deepEqual(await refs(at, { text: 't1' }), [])
})

test('what is shown is an excerpt around the words, marked where they stand', async () => {
  const at = await store('nothing')
  const found = await searching(at, (s) => s.find({ text: '脱敏', on: ON, most: 5 }))
  const gist = found.hits[0]?.zh.gist
  assert.ok(gist)
  const [[start, end] = [0, 0]] = gist.marks
  assert.equal(gist.text.slice(start, end), '脱敏')
  assert.deepEqual([found.schema, found.total, found.more], ['guiju/law-search/1', found.hits.length, false])
})

test('a reference that is typed is shown, and a law is found by its title', async () => {
  const at = await store('titles', FIRST)
  assert.deepEqual(await refs(at, { text: 'app-pi-2019#3.1' }), ['app-pi-2019#3.1'])
  assert.deepEqual(await refs(at, { text: ' inspection-2018#art20 ' }), ['inspection-2018#art20'])
  assert.deepEqual(await refs(at, { text: 'inspection-2018#art99' }), [])
  const titled = (text: string) =>
    searching(at, (s) => s.find({ text, on: ON, most: 5 }).laws.map(({ title }) => title.zh))
  assert.deepEqual(await titled('测试法'), ['测试法'])
  assert.deepEqual(await titled('公安机关 监督检查规定'), [
    '公安机关互联网安全监督检查规定',
    '公安机关互联网安全监督检查规定(征求意见稿)',
  ])
  assert.deepEqual(await titled('internet lending'), ['中国银保监会办公厅关于进一步规范商业银行互联网贷款业务的通知'])
})
