import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type ServeOptions, serve } from '../../src/serve/serve.ts'
import { newDatabase } from './bench.ts'
import { webBuilt } from './web.ts'

/** The Chromium of this machine, if it has one. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find(
  existsSync,
)

/** Why a suite is left out, if it is. */
export const skip: string | false = chromiumPath ? false : 'no Chromium on this machine'

/** A browser that asks nobody of its own accord. */
export function openBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath: chromiumPath!, args })
}

/** A new page that writes down its errors and whatever it asks of others than `address`. */
export async function watched(of: Browser | BrowserContext, address: string, faults: string[]): Promise<Page> {
  const page = await of.newPage()
  page.on('pageerror', (e) => faults.push(e.message))
  page.on('console', (m) => (m.type() === 'error' ? faults.push(m.text()) : undefined))
  page.on('request', (r) => (r.url().startsWith(address) ? undefined : faults.push(`request ${r.url()}`)))
  return page
}

let axe: string | undefined

/**
 * What keeps a page, or what a selector finds in it, from WCAG 2.2 AA: the rule and the first element of each breach.
 * A page with a policy has to be opened in a context that passes it over.
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(${within === undefined ? 'document' : JSON.stringify(within)}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
      .then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html.slice(0, 120)))`,
  )
}

/** Whether everything fits the width of the window. */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')

/** A workbench of its own, in a browser. Its store goes with it. */
export async function openBench(store: string, options: Partial<ServeOptions> = {}) {
  await webBuilt()
  const database = await newDatabase()
  const onServer = database.address.startsWith('postgres')
  const served = await serve({ port: '0', store, ...(onServer ? { database: database.address } : {}), ...options })
  const browser = await openBrowser()
  const faults: string[] = []
  return {
    served,
    browser,
    /** Errors of the pages that were opened, and what they asked of others. */
    faults,
    /** Opens a page that is there; what it asks is agreed to. */
    async open(path: string, context: BrowserContext): Promise<Page> {
      const page = await watched(context, served.address, faults)
      page.on('dialog', (dialog) => dialog.accept())
      const answer = await page.goto(served.address.slice(0, -1) + path)
      assert.equal(answer?.status(), 200, path)
      return page
    },
    async close(): Promise<void> {
      await browser.close()
      await served.close()
      await database.drop()
      rmSync(store, { recursive: true, force: true })
    },
  }
}

export type SeenBench = Awaited<ReturnType<typeof openBench>>
