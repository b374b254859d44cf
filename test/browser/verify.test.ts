import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { commit, reveal } from '../../src/cases/draw/record.ts'
import { recordText } from '../../src/cases/draw/verify.ts'
import { caseExport, caseExportText } from '../../src/cases/ledger/case-export.ts'
import { receiptText } from '../../src/cases/ledger/receipt.ts'
import { verifyHtml } from '../../src/report/html.ts'
import { eraseKept, exportKept, receiptFor } from '../../src/store/case-ledger.ts'
import { sha256 } from '../../src/store/sha256.ts'
import { openBrowser, skip, watched } from '../support/browser.ts'
import { AFTER, BEFORE, balls, planInput, SALT } from '../support/draw.ts'
import { threeEvents } from '../support/kept-case.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-verify-'))
const at = (name: string) => join(folder, name)

describe('the verify page in a browser', { skip }, () => {
  let browser: Browser
  let commitment = ''
  let key = ''
  before(async () => {
    browser = await openBrowser()
    const plan = planInput({ title: '2026年抽查</script><img src=x onerror=alert(1)>\u202e' })
    const draw = await reveal(await commit(plan, SALT, BEFORE, sha256), balls, AFTER, sha256)
    commitment = draw.commitment
    const text = recordText(draw)
    writeFileSync(at('draw.json'), text)
    writeFileSync(at('draw-bad.json'), text.replace('9144A0001', '9144A9999'))
    writeFileSync(at('draw.html'), await verifyHtml('zh', { name: 'draw.json', text }))
    const { store, place } = await threeEvents()
    await eraseKept(store, place, ['e1'], { on: '2026-11-28', reason: '保存期限届满' })
    writeFileSync(at('receipt.json'), receiptText(await receiptFor(store, place, ['e2'])))
    const file = caseExport((await exportKept(store, place))!)!
    key = file.ledger.key.publicKey
    writeFileSync(at('case.json'), caseExportText(file))
    writeFileSync(
      at('case-bad.json'),
      caseExportText(file).replace('"city"', '"x"').replace('2026-09-18', '2026-09-17'),
    )
    const bytes = Buffer.from(text)
    bytes[100] = 0xff
    writeFileSync(at('bytes.json'), bytes)
    writeFileSync(at('other.json'), '{"schema":"guiju/result/1"}')
    writeFileSync(at('page.html'), await verifyHtml('en'))
  })
  after(() => browser?.close())

  const open = async (name: string, width = 1280): Promise<{ page: Page; faults: string[] }> => {
    const faults: string[] = []
    const page = await watched(browser, 'file:', faults)
    await page.setViewportSize({ width, height: 900 })
    await page.goto(pathToFileURL(at(name)).href)
    return { page, faults }
  }
  /** What the page shows in the language chosen. */
  const seen = (page: Page): Promise<string> => page.evaluate('document.querySelector("#found").innerText')
  const give = async (page: Page, name: string): Promise<string> => {
    await page.setInputFiles('#file', at(name))
    await page.locator('#found .banner code', { hasText: name }).waitFor()
    return seen(page)
  }

  it('computes the draw it holds again, without an outside request, an error or a text that runs', async () => {
    const { page, faults } = await open('draw.html')
    await page.locator('#found .banner.o-passed').waitFor()
    assert.equal(await page.locator('#found tbody tr').count(), 9)
    assert.equal(await page.locator('#found img').count(), 0)
    assert.match(await seen(page), /U\+202E/)
    assert.deepEqual(faults, [])
    await page.close()
  })

  it('tells what was changed from what was not: draw, case and receipt, with the published commitment or key', async () => {
    const { page, faults } = await open('page.html')
    assert.match(await give(page, 'draw.json'), /✓ Verified/)
    assert.match(await give(page, 'draw-bad.json'), /✗ Not verified[\s\S]*lists, tiers, ratios/)
    assert.match(await give(page, 'case.json'), /✓ Verified[\s\S]*content erased \(2026-11-28: 保存期限届满\)/)
    assert.match(await give(page, 'case-bad.json'), /✗ Not verified[\s\S]*Ledger entry/)
    assert.match(await give(page, 'receipt.json'), /✓ Verified[\s\S]*张三/)
    assert.match(await give(page, 'bytes.json'), /✗ Not verified[\s\S]*no UTF-8/)
    assert.match(await give(page, 'other.json'), /no draw, export of a case or receipt/)
    await page.fill('#published', key)
    assert.match(await give(page, 'case.json'), /✓ Verified/)
    await page.fill('#published', `${'A'.repeat(43)}=`)
    assert.match(await give(page, 'receipt.json'), /✗ Not verified[\s\S]*key is another/)
    await page.fill('#published', commitment)
    assert.match(await give(page, 'draw.json'), /✓ Verified[\s\S]*published one that was given/)
    assert.deepEqual(faults, [])
    await page.close()
  })

  it('speaks both languages and does not scroll sideways at phone width', async () => {
    const { page } = await open('draw.html', 390)
    await page.locator('#found .banner.o-passed').waitFor()
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))
    assert.match(await seen(page), /核验无误/)
    await page.locator('label[for="lang-en"]').click()
    assert.match(await seen(page), /Verified/)
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
    await page.close()
  })
})
