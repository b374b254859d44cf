import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Served, serve } from '../../src/serve/serve.ts'
import { fits, openBrowser, skip, watched } from '../support/browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-browser-law-'))

describe('the law in a browser', { skip }, () => {
  let browser: Browser
  let server: Served | undefined
  let base = ''
  before(async () => {
    browser = await openBrowser()
    server = await serve({ port: '0', store: join(folder, 'store') })
    base = server.address.slice(0, -1)
  })
  after(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async (path: string, width = 1440): Promise<{ page: Page; faults: string[] }> => {
    const faults: string[] = []
    const page = await watched(browser, base, faults)
    await page.setViewportSize({ width, height: 900 })
    assert.equal((await page.goto(base + path))?.status(), 200, path)
    return { page, faults }
  }

  it('searches while one types, in both languages, and keeps the query in the address', async () => {
    const { page, faults } = await open('/law')
    await page.locator('#law-q').pressSequentially('复查')
    await page.locator('.hits mark').first().waitFor()
    assert.equal(await page.locator('#all').isHidden(), true)
    assert.match(decodeURIComponent(page.url()), /q=复查/)
    await page.locator('label[for="lang-en"]').click()
    await page.locator('#law-q').fill('re-inspec')
    await page.getByText('provisions found').waitFor()
    assert.match(page.url(), /lang=en/)
    await page.locator('#law-q').press('Escape')
    await page.locator('#all').waitFor({ state: 'visible' })
    assert.deepEqual(faults, [])
    await page.close()
  })

  it('reads an instrument by keyboard: / searches, j and k step, o opens', async () => {
    const { page, faults } = await open('/law/inspection-2018#art19.p3')
    assert.equal(await page.locator('[id="art19.p3"]').isVisible(), true)
    await page.keyboard.press('j')
    const first = await page.evaluate('document.activeElement.id')
    await page.keyboard.press('j')
    assert.notEqual(await page.evaluate('document.activeElement.id'), first)
    await page.keyboard.press('k')
    assert.equal(await page.evaluate('document.activeElement.id'), first)
    await page.keyboard.press('o')
    assert.equal(await page.evaluate('document.activeElement.querySelector("details").open'), true)
    await page.keyboard.press('/')
    assert.equal(await page.evaluate('document.activeElement.id'), 'law-q')
    assert.deepEqual(faults, [])
    await page.close()
  })

  it('another day is another page, and the language goes along', async () => {
    const { page } = await open('/law/inspection-2018?lang=en')
    await page.locator('input[name="on"]').fill('2020-01-01')
    await page.waitForURL(/on=2020-01-01/)
    assert.match(page.url(), /lang=en/)
    assert.equal(await page.locator('.identity .st-in-force').count(), 1)
    await page.close()
  })

  for (const path of ['/law', '/law?q=consent&lang=en', '/law/inspection-2018', '/law/app-pi-2019?lang=en'])
    it(`does not scroll sideways at phone width: ${path}`, async () => {
      const { page } = await open(path, 390)
      assert.ok(await fits(page))
      await page.close()
    })

  it('is read and searched without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${base}/law`)
    await page.locator('#law-q').fill('复查')
    await page.locator('#law-q').press('Enter')
    await page.locator('.hits li').first().waitFor()
    // Of two languages beside each other the one that is read comes first.
    const left = (lang: string) =>
      page
        .locator(`.hits .pair > [lang="${lang}"]`)
        .first()
        .boundingBox()
        .then((box) => box!.x)
    const zhFirst = async () => (await left('zh-CN')) < (await left('en-GB'))
    assert.equal(await zhFirst(), true)
    await page.locator('label[for="lang-en"]').click()
    assert.equal(await zhFirst(), false)
    await page.locator('label[for="lang-zh"]').click()
    assert.equal(await zhFirst(), true)
    await page.locator('.hits a').first().click()
    assert.match(page.url(), /\/law\/inspection-2018/)
    await context.close()
  })
})
