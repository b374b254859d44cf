import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { bundledBrowser } from './bundled.ts'
import { Cdp } from './cdp.ts'

/** A browser that can be started: its program, what else it needs, and where it came from. */
export interface Program {
  readonly path: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** `system`: the machine's own Chrome or Chromium. `bundled`: the one that npm brought. */
  readonly from: 'system' | 'bundled'
}

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'chrome', 'microsoft-edge']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** `$GUIJU_BROWSER`, else the system's Chrome or Chromium, else the bundled one; undefined where there is none. */
export async function findBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Program | undefined> {
  const named = env['GUIJU_BROWSER']
  if (named === 'bundled') return bundledBrowser()
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = named
    ? [named]
    : [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES]
  const path = candidates.find(executable)
  if (path !== undefined) return { path, args: ['--headless=new'], env: {}, from: 'system' }
  return bundledBrowser()
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Nothing of the browser's own talks to the network, asks the user or waits for a screen. */
const ARGS = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--no-service-autorun',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
  '--disable-popup-blocking',
  '--disable-print-preview',
  '--disable-sync',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-pings',
  '--password-store=basic',
  '--use-mock-keychain',
  '--use-fake-device-for-media-stream',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // One process per page, so that one snapshot holds the frames of other sites too.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,InterestFeedContentSuggestions,AutofillServerCommunication,CertificateTransparencyComponentUpdater,HttpsUpgrades,HttpsFirstBalancedMode,PaintHolding,LensOverlay,RenderDocument,ProcessPerSiteUpToMainFrameThreshold',
]

export interface BrowserInfo {
  readonly product: string
  readonly from: Program['from']
  /** Whether the browser's own sandbox was on. */
  readonly sandbox: boolean
}

/** A running browser with a profile of its own, which `close` removes with all its processes. */
export class Browser {
  readonly cdp: Cdp
  readonly info: BrowserInfo
  readonly #child: ChildProcess
  readonly #profile: string
  readonly #kill: () => void
  readonly #release: () => void

  private constructor(
    cdp: Cdp,
    info: BrowserInfo,
    child: ChildProcess,
    profile: string,
    kill: () => void,
    release: () => void,
  ) {
    this.cdp = cdp
    this.info = info
    this.#child = child
    this.#profile = profile
    this.#kill = kill
    this.#release = release
  }

  static async start(program: Program): Promise<Browser> {
    const profile = await mkdtemp(join(tmpdir(), 'guiju-web-'))
    const sandbox = process.getuid?.() !== 0 && program.from === 'system'
    const child = spawn(
      program.path,
      [
        ...ARGS,
        ...program.args,
        ...(sandbox ? [] : ['--no-sandbox']),
        `--user-data-dir=${join(profile, 'data')}`,
        // The browser's own services get nowhere; each context has the guard for its proxy.
        '--proxy-server=http://127.0.0.1:9',
        '--proxy-bypass-list=<-loopback>',
      ],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: profile,
          TMPDIR: profile,
          LANG: 'zh_CN.UTF-8',
          TZ: 'Asia/Shanghai',
          ...program.env,
        },
      },
    )
    const kill = () => {
      try {
        // The whole process group: renderers and the zygote must not outlive the run.
        if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    // A run that is broken off leaves no process and no profile either.
    const end = () => {
      kill()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
    const broken = (signal: NodeJS.Signals) => {
      end()
      process.kill(process.pid, signal)
    }
    const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    const release = () => {
      process.off('exit', end)
      for (const signal of SIGNALS) process.off(signal, broken)
    }
    process.once('exit', end)
    for (const signal of SIGNALS) process.once(signal, broken)
    try {
      const failed = new Promise<never>((_, reject) => {
        child.once('error', reject)
        child.once('exit', (code) => reject(new Error(`the browser ended with code ${code}`)))
        setTimeout(() => reject(new Error('the browser did not start in time')), 20_000).unref()
      })
      failed.catch(() => {})
      const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable)
      const version = await Promise.race([cdp.root.send('Browser.getVersion'), failed])
      await cdp.root.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [
          { type: 'browser', exclude: true },
          { type: 'tab', exclude: true },
          { type: 'browser_ui', exclude: true },
          {},
        ],
      })
      const info = { product: String(version['product']), from: program.from, sandbox }
      return new Browser(cdp, info, child, profile, kill, release)
    } catch (error) {
      kill()
      release()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
      throw error
    }
  }

  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve()
      else this.#child.once('exit', () => resolve())
    })
    this.cdp.close()
    this.#kill()
    await ended
    this.#release()
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
}
