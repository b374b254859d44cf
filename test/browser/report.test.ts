import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { judgeInventory } from '../../src/cli/network-check.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { openDocument } from '../../src/collect/document/open.ts'
import { toHtml } from '../../src/report/html.ts'
import { fits, openBrowser, skip, watched } from '../support/browser.ts'
import { FORTY, FORTY_DAY, fortyInventory } from '../support/forty-networks.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-browser-'))

describe('the HTML report in a browser', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser()
    writeFileSync(join(folder, 'sample.html'), await toHtml(sampleResult([sampleApp({ evidence: 120 })]), 'zh'))
  })
  after(() => browser?.close())

  const open = async (width = 1440): Promise<{ page: Page; faults: string[] }> => {
    const faults: string[] = []
    const page = await watched(browser, 'file:', faults)
    await page.setViewportSize({ width, height: 900 })
    await page.goto(pathToFileURL(join(folder, 'sample.html')).href)
    return { page, faults }
  }

  it('opens without an outside request, an error or a blocked script', async () => {
    const { page, faults } = await open()
    assert.deepEqual(faults, [])
    assert.ok((await page.locator('.act').count()) >= 31)
    await page.close()
  })

  it('does not scroll sideways at phone width', async () => {
    const { page } = await open(390)
    assert.ok(await fits(page))
    await page.close()
  })

  it('filters by outcome, keeps the filter in the address, and moves by keyboard', async () => {
    const { page } = await open()
    const all = await page.locator('.act:visible').count()
    await page.locator('button[data-by="o"][data-value="failed"]').first().click()
    const failed = await page.locator('.act:visible').count()
    assert.ok(failed > 0 && failed < all)
    assert.match(page.url(), /#\?o=failed/)
    await page.keyboard.press('Escape')
    await page.locator('body').press('j')
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'SUMMARY')
    await page.close()
  })

  it('searches what is read, with what stands closed, and no markup of it', async () => {
    const { page } = await open()
    const found = async (text: string) => {
      await page.locator('#q').fill(text)
      return page.locator('.act:visible').count()
    }
    assert.ok((await page.locator('.act noscript.later').count()) > 0)
    for (const markup of ['<span', 'span', 'lang="zh"', '&quot;']) assert.equal(await found(markup), 0, markup)
    const last = await page.evaluate<string>(
      `/@0x[0-9a-f]+/.exec(document.querySelectorAll('.act noscript.later')[1].textContent)[0]`,
    )
    assert.equal(await found(last), 1)
    assert.equal(await found(`${last} 安卓无此`), 0)
    await page.close()
  })

  it('moves to an act by a link of the page and keeps the place', async () => {
    const { page } = await open()
    const link = page.locator('.strip a[href^="#r-"]').last()
    const place = (await link.getAttribute('href'))!
    await link.click()
    assert.equal(new URL(page.url()).hash, place)
    assert.equal(await page.locator(`[id="${place.slice(1)}"] > details[open]`).count(), 1)
    await page.close()
  })

  it('says its language on the root only when it becomes another', async () => {
    const page = await browser.newPage()
    await page.addInitScript(
      'new MutationObserver((all) => (window.said = (window.said ?? 0) + all.length)).observe(document, { subtree: true, attributes: true, attributeFilter: ["lang"] })',
    )
    await page.goto(pathToFileURL(join(folder, 'sample.html')).href)
    assert.equal(await page.evaluate('window.said'), undefined)
    await page.locator('label[for="lang-en"]').click()
    assert.equal(await page.evaluate('window.said'), 1)
    await page.close()
  })

  it('prints a report of forty networks to its last one', async () => {
    const found = await judgeInventory(fortyInventory(), 'forty.yaml', FORTY_DAY, '0')
    assert.ok('result' in found)
    const report = await toHtml(found.result, 'zh')
    // A browser asks such a rule of every text; one that looks through the page for its answer makes printing take minutes.
    assert.doesNotMatch(report, /:has\((?!\s*>)/)
    writeFileSync(join(folder, 'forty.html'), report)
    const page = await browser.newPage()
    await page.goto(pathToFileURL(join(folder, 'forty.html')).href)
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    await page.close()
    const budget = new Budget({ ...DOCUMENT_LIMITS, ms: 120_000 })
    const { document } = (await openDocument(pdf, 'a.pdf', budget, new ProblemLog('a.pdf')))!
    const text = JSON.stringify(document.blocks).replace(/\s/g, '')
    for (const { say } of [FORTY[0]!, FORTY.at(-1)!]) assert.ok(text.includes(say.replace(/\s/g, '')), say)
  })

  it('draws closed rows of many networks when they are opened, linked to or printed, and has them without a script', async () => {
    const forty = JSON.parse(fortyInventory()) as { networks: readonly object[] }
    const networks = Array.from({ length: 120 }, (_, i) => ({ ...forty.networks[0], id: `s${i}`, name: `系统${i}号` }))
    const found = await judgeInventory(JSON.stringify({ ...forty, networks }), 'many.json', FORTY_DAY, '0')
    assert.ok('result' in found)
    writeFileSync(join(folder, 'many.html'), await toHtml(found.result, 'zh'))
    const address = pathToFileURL(join(folder, 'many.html')).href
    const rows = (page: Page) => page.locator('#networks tbody tr').count()
    const page = await browser.newPage()
    await page.goto(address)
    assert.equal(await rows(page), 0)
    await page.locator('#networks summary').first().click()
    assert.equal(await page.locator('#networks tbody tr th:visible').count(), 50)
    const linked = await page.evaluate<string>(
      `[...document.querySelectorAll('noscript.later')].map((n) => / id="([^"]+-due-[^"]+)"/.exec(n.textContent)?.[1]).find(Boolean)`,
    )
    await page.goto(`${address}#${linked}`)
    await page.reload()
    await page.locator(`[id="${linked}"]`).waitFor({ state: 'visible' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    assert.equal(await page.locator('noscript.later').count(), 0)
    assert.ok((await rows(page)) >= 120)
    await page.close()
    const without = await browser.newContext({ javaScriptEnabled: false })
    const plain = await without.newPage()
    await plain.goto(address)
    assert.ok((await rows(plain)) >= 120)
    assert.equal(await plain.locator('h2#networks-h span[lang=en]:visible').count(), 0)
    await plain.locator('label[for="lang-en"]').click()
    assert.equal(await plain.locator('h2#networks-h span[lang=zh]:visible').count(), 0)
    await without.close()
  })

  it('keeps the place of the filters for a script, and shows none without one', async () => {
    const { page } = await open(390)
    assert.equal(await page.locator('#filters').isVisible(), true)
    await page.close()
    const without = await browser.newContext({ javaScriptEnabled: false })
    const plain = await without.newPage()
    await plain.goto(pathToFileURL(join(folder, 'sample.html')).href)
    assert.equal(await plain.locator('#filters').isVisible(), false)
    await without.close()
  })

  it('shows English after the switch', async () => {
    const { page } = await open()
    await page.locator('label[for="lang-en"]').click()
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
    await page.close()
  })
})
