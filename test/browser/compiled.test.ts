import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import type { Served } from '../../src/serve/serve.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { fits, openBench, type SeenBench, skip, violations } from '../support/browser.ts'
import { planInput } from '../support/draw.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-browser-compiled-'))
const IDS = ['a', 'b', 'c'].map((id) => `app.android:${id}`)

describe('many results as one report, in a browser', { skip }, () => {
  let served: Served
  let seen: SeenBench
  let context: BrowserContext

  before(async () => {
    seen = await openBench(folder)
    served = seen.served
    const one = sampleApp()
    for (const id of IDS)
      await keepResult(
        served.bench.db,
        'main',
        sampleResult([{ ...one, subject: { ...one.subject, id, name: `应用 ${id.at(-1)}` } }]),
      )
    await drawn('抽查-应用', IDS)
    await drawn('抽查-其他', ['x', 'y', 'z'])
    context = await seen.browser.newContext({ locale: 'zh-CN', bypassCSP: true })
    const page = await open('/')
    await page.goto(served.link)
    await page.close()
  })
  after(() => seen?.close())

  async function drawn(id: string, subjects: readonly string[]): Promise<void> {
    const {
      inspectors: _,
      perSubject: __,
      ...plan
    } = planInput({
      id,
      title: id,
      tiers: { t: { ratio: '2/3' } },
      subjects: subjects.map((one) => ({ id: one, tier: 't' })),
      substitutes: { subjects: 0 },
      randomness: { ...(planInput()['randomness'] as object), at: '2026-01-02T21:15:00+08:00' },
    })
    const at = '2026-01-01T00:00:00.000Z'
    const record = await served.bench.draws.commit('main', plan, { at, on: '2026-01-01' })
    const values = { red: [28, 3, 11, 17, 22, 31], blue: [9] }
    await served.bench.draws.reveal('main', record, values, { at, on: '2026-01-03' })
  }
  const open = (path: string): Promise<Page> => seen.open(path, context)
  const send = async (page: Page) => {
    await page.locator('form[data-job=aggregate] button').click()
    await page.waitForURL(/go=yes/)
  }
  const accessible = async (page: Page) => {
    assert.deepEqual(await violations(page), [], page.url())
    assert.ok(await fits(page), `${page.url()} scrolls sideways`)
  }

  it('takes a draw, a survey and a table on the subjects, and hands out the report', async () => {
    const page = await open('/w/main/subjects')
    await page.locator('.files a[href*="/aggregate?"]').click()
    await page.waitForURL(/\/aggregate\?go=yes/)
    const form = page.locator('form[data-job=aggregate]')
    await form.locator('[name=draw]').selectOption({ label: '抽查-应用（抽中 2）' })
    await form.locator('[name=subjectsFile]').setInputFiles({
      name: '对象.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`编号,地区\n${IDS.map((id) => `${id},广东`).join('\n')}\n`),
    })
    await form.locator('[name=surveyFile]').setInputFiles({
      name: '问卷.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('题目,回答,人数,比例,受访人数\n是否知情,是,5403,52.1%,10370\n'),
    })
    await form.locator('button').click()
    await page.waitForURL(/survey=[0-9a-f]{64}/)
    const shown = (await page.locator('main').textContent()) ?? ''
    assert.match(shown, /抽取“抽查-应用”核对一致：名单 3 个，抽中 2 个，检查 2 个/)
    assert.match(shown, /广东/)
    assert.match(shown, /1 题，0 处/)
    assert.match((await page.locator('.list tbody tr').first().textContent()) ?? '', /%–/)
    await accessible(page)
    for (const [format, begin] of [
      ['docx', 'PK'],
      ['pdf', '%PDF'],
      ['xlsx', 'PK'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`.files a[href*="format=${format}"]`).click(),
      ])
      assert.ok(
        readFileSync(await download.path())
          .toString('latin1')
          .startsWith(begin),
        format,
      )
    }
    await page.locator('.list tbody td.o-failed a').first().click()
    await page.waitForURL(/format=html.*#zh-p-/)
    assert.ok(await page.locator(decodeURIComponent(new URL(page.url()).hash).replaceAll('.', '\\.')).count())
    await page.close()
  })

  it('hands out files, and opens paragraphs, in the language that was switched to', async () => {
    const page = await open('/w/main/aggregate?go=yes')
    await page.locator('#broken').waitFor()
    await page.locator('label[for=lang-en]').click()
    assert.equal(await page.locator('[name=draw] option').first().textContent(), 'No draw')
    const [asked] = await Promise.all([
      page.waitForRequest(/format=docx/),
      page.locator('.files a[href*="format=docx"]').click(),
    ])
    assert.equal(new URL(asked.url()).searchParams.get('lang'), 'en')
    await page.locator('.list tbody td.o-failed a').first().click()
    await page.waitForURL(/format=html.*lang=en.*#en-p-/)
    await page.goBack()
    for (const lang of ['en', 'zh', 'en', 'zh']) {
      await page.locator(`label[for=lang-${lang}]`).click()
      const report = await page.locator('.files a[href*="format=html"]').getAttribute('href')
      const law = await page.locator('.list th a').first().getAttribute('href')
      assert.match(report ?? '', new RegExp(`^/api/.*lang=${lang}`))
      assert.match(law ?? '', lang === 'en' ? /^\/law\/.*\?lang=en#/ : /^\/law\/[^?]*#/)
    }
    await page.close()
  })

  it('says in a line what does not fit, and keeps the rest of the form', async () => {
    const page = await open('/w/main/aggregate')
    const form = page.locator('form[data-job=aggregate]')
    await form.locator('[name=title]').fill('第四季度汇总')
    await form.locator('[name=draw]').selectOption({ label: '抽查-其他（抽中 2）' })
    await send(page)
    assert.match((await form.locator('.said.bad').textContent()) ?? '', /没有一个结果属于抽取 抽查-其他/)
    assert.equal(await form.locator('[name=title]').inputValue(), '第四季度汇总')
    await form.locator('[name=draw]').selectOption('')
    await form
      .locator('[name=subjectsFile]')
      .setInputFiles({ name: 't.csv', mimeType: 'text/csv', buffer: Buffer.from(`编号,地区\n${IDS[0]},x\n,y\n`) })
    await form.locator('button').click()
    await page.waitForURL(/subjects=/)
    assert.match((await form.locator('.said.bad').textContent()) ?? '', /t\.csv 第 3 行“编号”列/)
    await page.setViewportSize({ width: 390, height: 844 })
    await accessible(page)
    await form.locator('a[href*="/aggregate?"]').click()
    await page.locator('#broken').waitFor()
    await page.close()
  })

  it('tells the dated commitments as of a day, and finds tasks of one text over many subjects', async () => {
    const page = await open('/w/main/commitments?asOf=2021-06-01')
    const n = Number(await page.locator('.facets a[href*="state=running"] b').textContent())
    assert.ok(n > 0)
    await page.locator('.facets a[href*="state=running"]').click()
    await page.waitForURL(/state=running/)
    assert.match(page.url(), /asOf=2021-06-01/)
    assert.equal(await page.locator('.list tbody tr').count(), n)
    await accessible(page)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.waitForURL(/\/tasks$/)
    const row = page.locator('#materials ~ * tbody tr').first()
    assert.equal(await row.locator('td.num a').textContent(), '3')
    await row.locator('td.num a').click()
    await page.waitForURL(/material=/)
    assert.equal(await page.locator('.list.tasks tbody tr').count(), 3)
    await accessible(page)
    await page.close()
  })

  it('ran no script that failed, and asked nobody else', () => assert.deepEqual(seen.faults, []))
})
