import { randomBytes, randomInt } from 'node:crypto'
import type { Browser } from './browser.ts'
import { type Message, within } from './cdp.ts'
import { Watch } from './events.ts'
import { watchNetwork } from './network.ts'
import { type Device, Tab } from './tab.ts'

export type PhaseName = 'untouched' | 'refused' | 'agreed'

/** Values planted in one context, so that they are known wherever they turn up. */
export interface Canaries {
  readonly latitude: string
  readonly longitude: string
  readonly phone: string
  readonly email: string
  readonly name: string
  readonly clipboard: string
  readonly userAgent: string
}

/** A fresh profile within the browser: cookies, storage and permissions of its own. */
export class Context {
  readonly name: PhaseName
  readonly watch = new Watch()
  readonly canaries: Canaries
  readonly #browser: Browser
  readonly #id: string
  readonly #device: Device
  readonly #tabs = new Map<string, Tab>()
  readonly #waiting = new Map<string, (session: string) => void>()
  readonly #attached = new Map<string, string>()

  private constructor(browser: Browser, id: string, name: PhaseName, place: number, granted: boolean) {
    this.#browser = browser
    this.#id = id
    this.name = name
    const digits = (n: number) => Array.from({ length: n }, () => randomInt(10)).join('')
    const major = /\/(\d+)/.exec(browser.info.product)?.[1] ?? '140'
    const build = `TKQ1.2208${digits(2)}.${digits(3)}`
    this.canaries = {
      latitude: `39.9${digits(4)}${randomInt(1, 10)}`,
      longitude: `116.4${digits(4)}${randomInt(1, 10)}`,
      phone: `1700${digits(7)}`,
      email: `guiju${randomBytes(4).toString('hex')}@example.com`,
      name: `规矩${digits(4)}`,
      clipboard: `guiju-${randomBytes(6).toString('hex')}`,
      userAgent: `Mozilla/5.0 (Linux; Android 13; M2102K1C Build/${build}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Mobile Safari/537.36`,
    }
    this.#device = {
      width: 360,
      height: 740 + place * 8,
      userAgent: this.canaries.userAgent,
      metadata: {
        brands: [{ brand: 'Chromium', version: major }],
        fullVersion: `${major}.0.0.0`,
        platform: 'Android',
        platformVersion: '13.0.0',
        architecture: '',
        model: 'M2102K1C',
        mobile: true,
      },
      ...(granted
        ? { location: { latitude: Number(this.canaries.latitude), longitude: Number(this.canaries.longitude) } }
        : {}),
      noise: randomInt(1, 1_000_000),
      clipboard: this.canaries.clipboard,
    }
  }

  /**
   * @param granted whether pages get the permissions they ask for; otherwise all are denied
   * @param proxyPort port of the guard on loopback, the pages' only way out
   */
  static async open(
    browser: Browser,
    name: PhaseName,
    place: number,
    granted: boolean,
    proxyPort: number,
  ): Promise<Context> {
    const root = browser.cdp.root
    const { browserContextId } = await root.send('Target.createBrowserContext', {
      disposeOnDetach: true,
      proxyServer: `http://127.0.0.1:${proxyPort}`,
      proxyBypassList: '<-loopback>',
    })
    const context = new Context(browser, String(browserContextId), name, place, granted)
    await Promise.all([
      root.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId, eventsEnabled: true }),
      granted
        ? root.try('Browser.grantPermissions', { permissions: ['geolocation'], browserContextId })
        : root.try('Browser.setPermission', {
            permission: { name: 'geolocation' },
            setting: 'denied',
            browserContextId,
          }),
    ])
    root.on('Target.attachedToTarget', (p) => context.#attach(p))
    root.on('Browser.downloadWillBegin', ({ url }) =>
      context.watch.add({ kind: 'download', at: Date.now(), page: '', detail: String(url).slice(0, 500) }),
    )
    return context
  }

  #attach({ sessionId, targetInfo }: Message): void {
    if (targetInfo['browserContextId'] !== this.#id) return
    const session = this.#browser.cdp.session(String(sessionId))
    const target = String(targetInfo['targetId'])
    if (targetInfo['type'] === 'page') {
      const known = this.#waiting.get(target)
      if (known) known(String(sessionId))
      else if (targetInfo['openerId'] === undefined && targetInfo['openerFrameId'] === undefined)
        this.#attached.set(target, String(sessionId))
      else void this.#popup(target, String(targetInfo['openerId'] ?? ''), session)
      return
    }
    watchNetwork(session, this.watch, () => String(targetInfo['url']), 'worker')
    void session.try('Network.enable')
    void session.try('Runtime.runIfWaitingForDebugger')
  }

  /** A page that another opened: its address is noted, then it is closed. */
  async #popup(target: string, opener: string, session: ReturnType<Browser['cdp']['session']>): Promise<void> {
    const tab = this.#tabs.get(opener) ?? [...this.#tabs.values()].at(-1)
    const url = await within(
      new Promise<string>((resolve) => {
        session.on('Network.requestWillBeSent', (p) => {
          if (p['type'] === 'Document') resolve(String(p['request'].url))
        })
        watchNetwork(session, this.watch, () => tab?.url ?? '', 'popup')
        void session.try('Network.enable')
        void session.try('Runtime.runIfWaitingForDebugger')
      }),
      1500,
    )
    this.watch.add({ kind: 'popup', at: Date.now(), page: tab?.url ?? '', detail: (url ?? '').slice(0, 500) })
    await this.#browser.cdp.root.try('Target.closeTarget', { targetId: target })
    if (url !== undefined) tab?.onPopup?.(url)
  }

  async tab(): Promise<Tab> {
    const { cdp } = this.#browser
    const created = await cdp.root.send('Target.createTarget', {
      url: 'about:blank',
      browserContextId: this.#id,
    })
    const target = String(created['targetId'])
    const id =
      this.#attached.get(target) ??
      (await within(new Promise<string>((resolve) => this.#waiting.set(target, resolve)), 10_000))
    if (id === undefined) throw new Error('the browser did not open a page')
    const tab = new Tab(cdp.session(id), this.watch, this.#device)
    tab.sessionOf = (session) => cdp.session(session)
    this.#tabs.set(target, tab)
    await tab.prepare()
    return tab
  }

  async closeTab(tab: Tab): Promise<void> {
    for (const [target, known] of this.#tabs)
      if (known === tab) {
        this.#tabs.delete(target)
        await this.#browser.cdp.root.try('Target.closeTarget', { targetId: target })
      }
  }

  async cookies(): Promise<StoredCookie[]> {
    const found = await within(this.#browser.cdp.root.try('Storage.getCookies', { browserContextId: this.#id }), 2000)
    return ((found?.['cookies'] ?? []) as Message[]).slice(0, 500).map((cookie) => ({
      domain: String(cookie['domain']),
      name: String(cookie['name']).slice(0, 200),
      value: String(cookie['value']).slice(0, 4000),
      ...(cookie['session'] === true ? {} : { expires: Math.round(Number(cookie['expires'])) }),
      ...(cookie['httpOnly'] === true ? { httpOnly: true } : {}),
    }))
  }

  async close(): Promise<void> {
    await this.#browser.cdp.root.try('Target.disposeBrowserContext', { browserContextId: this.#id })
  }
}

export interface StoredCookie {
  readonly domain: string
  readonly name: string
  readonly value: string
  /** Seconds since 1970; absent for a cookie that ends with the session. */
  readonly expires?: number
  readonly httpOnly?: boolean
}
