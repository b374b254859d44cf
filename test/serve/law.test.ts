import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Hono } from 'hono'
import { application } from '../../src/serve/application.ts'
import { Bench } from '../../src/serve/bench.ts'
import { lawFolder } from '../../src/store/folder.ts'
import { importLaws } from '../../src/store/law-import.ts'
import { openState } from '../../src/store/state/database.ts'
import { webBuilt } from '../support/web.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-serve-law-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const PORT = 4780
const served = async (store: string): Promise<Hono> => {
  const state = await openState(folder, 'sqlite::memory:')
  after(() => state.close())
  return application(new Bench(state, join(folder, store), 'test'), PORT)
}
const get = async (store: string, path: string): Promise<{ status: number; type: string; body: string }> => {
  const url = `http://127.0.0.1:${PORT}${path}`
  const answer = await (await served(store)).request(url, {
    headers: { host: `127.0.0.1:${PORT}` },
  })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() }
}
const LAW =
  '# 恶意法\n2001年1月1日 通过\n第一条 <script>alert(1)</script>企业应当在三日内登记\u202e。\n第二条 依照本法第一条。\n'
let id = ''

before(async () => {
  await webBuilt()
  const report = await importLaws([{ name: 'law.md', bytes: Buffer.from(LAW) }], lawFolder(join(folder, 'laws')), [])
  id = report.laws[0]!.id
})

test('without a store the library lists all instruments, and each is read by its gists', async () => {
  const library = await get('none', '/law')
  assert.equal(library.status, 200)
  assert.equal(library.body.match(/href="\/law\/[a-z0-9-]+"/g)?.length, 20)
  const reader = await get('none', '/law/inspection-2018')
  assert.match(reader.body, /id="art19\.p3"/)
  assert.match(reader.body, /尚未导入原文/)
  assert.match(reader.body, /class="chip st-replaced"/)
  assert.match(reader.body, /三个工作日内复查/)
})

test('a search shows what was found in both languages, and its fragment is the same', async () => {
  const path = '?q=%E5%A4%8D%E6%9F%A5'
  const whole = await get('none', `/law${path}`)
  const part = await get('none', `/law/found${path}`)
  assert.match(part.body, /<mark>复查<\/mark>/)
  assert.match(part.body, /href="\/law\/inspection-2018#art19\.p3"/)
  assert.ok(whole.body.includes(part.body))
  assert.doesNotMatch(part.body, /<html/)
  assert.equal((await get('none', '/law/found')).status, 400)
  const none = await get('none', '/law/found?q=%E5%A4%8D%E6%9F%A5&on=2026-10-01')
  assert.doesNotMatch(none.body, /inspection-2018/)
})

test('day and language stay in every link', async () => {
  const { body } = await get('none', '/law?on=2020-01-01&lang=en')
  assert.match(body, /<html lang="en"/)
  assert.match(body, /href="\/law\/app-pi-2019\?on=2020-01-01&amp;lang=en"/)
  assert.match(body, /The law of 2020-01-01/)
})

test('an imported text is shown escaped, with its duties marked and its citations linked', async () => {
  const { body } = await get('laws', `/law/${id}`)
  assert.doesNotMatch(body, /<script>alert/)
  assert.match(body, /&lt;script>alert/)
  assert.match(body, /<em class="m-must">应当<\/em>/)
  assert.match(body, /<span class="ctl">U\+202E<\/span>/)
  assert.match(body, new RegExp(`href="/law/${id}#art1"`))
  const found = await get('laws', '/law/found?q=%E4%BC%81%E4%B8%9A%E5%BA%94%E5%BD%93')
  assert.match(found.body, /<mark>企业应当<\/mark>/)
})

test('what is not there is said, and an address cannot break out', async () => {
  assert.equal((await get('none', '/law/no-such-law')).status, 404)
  assert.equal((await get('none', '/law/..%2f..%2fetc')).status, 404)
  const { body } = await get('none', '/law?q=%22%3E%3Cb%3Ex&on=nonsense&modality=%3Cb%3E')
  assert.doesNotMatch(body, /<b>x/)
  const other = await (await served('none')).request('/law', { headers: { host: 'example.org' } })
  assert.equal(other.status, 403)
})

test('the page may load nothing and ask only its own server', async () => {
  const { body } = await get('none', '/law/app-pi-2019')
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(body)?.[1] ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /connect-src 'self'/)
  assert.doesNotMatch(policy, /unsafe|\*/)
})
