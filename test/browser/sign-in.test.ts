import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Served } from '../../src/serve/serve.ts'
import { fits, openBench, type SeenBench, skip, violations } from '../support/browser.ts'
import { IdentityProvider } from '../support/identity-provider.ts'
import { SECRET } from '../support/oidc-doors.ts'

/** Where pictures are kept, if anywhere. */
const pictures = process.env['GUIJU_PICTURES']

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('signing in at an identity provider, in a browser', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-browser-sign-in-'))
  let browser: Browser
  let provider: IdentityProvider
  let served: Served
  let bench: SeenBench
  let admin: BrowserContext

  before(async () => {
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    // Another site to a browser, as a provider is.
    provider = await IdentityProvider.open({ back: `${origin}/sign-in/oidc/back`, out: `${origin}/` }, 'localhost')
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    bench = await openBench(folder, {
      port: String(port),
      oidcIssuer: provider.issuer,
      oidcClient: 'guiju',
      oidcSecretFile: file('secret', SECRET),
      oidcTable: file(
        'table.yaml',
        'name: { zh: 集团统一身份登录, en: Sign in with the group account }\nrows:\n  - { value: staff, workspace: main, role: member }\n',
      ),
      oidcAllowPrivate: true,
    })
    ;({ browser, served } = bench)
    admin = await browser.newContext({ locale: 'zh-CN' })
    const page = await admin.newPage()
    await page.goto(served.link)
    await page.close()
  })
  after(async () => {
    await bench?.close()
    provider?.close()
  })

  const seen = async (page: Page, name: string) => {
    for (const [lang, width, colorScheme] of [
      ['zh', 1440, 'light'],
      ['en', 390, 'dark'],
    ] as const) {
      const at = new URL(page.url())
      at.searchParams.set('lang', lang)
      assert.equal((await page.goto(at.href))?.status(), 200, name)
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      assert.ok(await fits(page), `${name} scrolls sideways`)
      assert.deepEqual(await violations(page), [], `${lang} ${name}`)
      if (pictures) await page.screenshot({ path: join(pictures, `${lang}-${name}.png`), fullPage: true })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  const visitor = () => browser.newContext({ locale: 'zh-CN', bypassCSP: true })

  it('leads to the page that was asked for, and out of both again', async () => {
    const context = await visitor()
    const page = await context.newPage()
    await page.goto(`${served.address}w/main/subjects`)
    await page.locator('a[href^="/sign-in?to="]').click()
    await seen(page, 'sign-in')
    await page.locator('a[href^="/sign-in/oidc"]').click()
    await page.waitForURL(`${served.address}w/main/subjects`)
    assert.match((await page.locator('.bench-nav').textContent()) ?? '', /han\.meimei/)
    await page.goto(`${served.address}account?lang=zh`)
    await page.getByRole('button', { name: '退出' }).click()
    await page.waitForURL(`${provider.issuer}/session/end?**`)
    await page.locator('button[name=logout]').click()
    await page.waitForURL(served.address)
    assert.equal(await page.locator('a[href="/sign-in/oidc"]').count(), 1)
    await context.close()
  })

  it('lets somebody wait until an administrator admits them', async () => {
    provider.member = { sub: 'u-2', preferred_username: 'Guest.One', groups: [] }
    const context = await visitor()
    const page = await context.newPage()
    await page.goto(`${served.address}sign-in?lang=zh`)
    await page.locator('a[href="/sign-in/oidc"]').click()
    await page.waitForURL(served.address)
    await page.goto(`${served.address}account?lang=zh`)
    await page.getByText('把账号名告诉管理员').first().waitFor()
    await seen(page, 'waiting')
    const desk = await admin.newPage()
    await desk.goto(`${served.address}w/main/admin?lang=zh`)
    const row = desk.locator('#waiting ~ * tr, #waiting tr', { hasText: 'guest.one' }).first()
    await row.getByRole('button', { name: '接纳' }).click()
    await desk
      .getByRole('row', { name: /guest\.one/ })
      .getByText('localhost')
      .waitFor()
    await desk.locator('#waiting').waitFor({ state: 'detached' })
    await desk.close()
    await page.goto(served.address)
    assert.equal(new URL(page.url()).pathname, '/')
    await page.locator('.bench-nav a[href*="/w/main"]').first().waitFor()
    await context.close()
  })

  it('shows the waiting and where accounts come from', async () => {
    provider.member = { sub: 'u-3', preferred_username: 'Guest.Two', groups: [] }
    const context = await visitor()
    const page = await context.newPage()
    await page.goto(`${served.address}sign-in/oidc`)
    await page.waitForURL(served.address)
    await context.close()
    const desk = await browser.newContext({ storageState: await admin.storageState(), bypassCSP: true })
    const screen = await desk.newPage()
    await screen.goto(`${served.address}w/main/admin`)
    await seen(screen, 'admin')
    await desk.close()
  })
})
