/**
 * Local sites of the test suite, opened by Guiju, by Lighthouse and by an open privacy collector (Blacklight), with the
 * same browser: time, and what each one points out. Peers are installed by `npm install --prefix bench`.
 * Arguments: names of sites, or `--all`; default six kinds. `--peers=0` runs Guiju alone. Ends with 1 where a site took
 * longer than the limit or was judged otherwise than it states.
 */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../src/cli/audit.ts'
import { findBrowser } from '../../src/collect/web/browser.ts'
import { Guard } from '../../src/collect/web/guard.ts'
import { runConsent } from '../../src/collect/web/run.ts'
import { sites } from '../../test/browser/sites/all.ts'
import { serveSites } from '../../test/browser/sites/serve.ts'
import type { Site } from '../../test/browser/sites/site.ts'

/** Seconds that a site may take, three contexts included. */
const LIMIT = 12
/** One of each kind: honest, tracker before, fingerprint, refusal ignored, second layer, a box of the browser's own. */
const SIX = [
  'modal',
  'tongji-on-load',
  'fingerprint',
  'refusal-ignored',
  'layer-preset',
  'native-confirm-refusal-ignored',
]

const here = fileURLToPath(new URL('..', import.meta.url))
const named = process.argv.slice(2).filter((one) => !one.startsWith('--'))
const names = named.length > 0 ? named : process.argv.includes('--all') ? sites.map((site) => site.name) : SIX
const withPeers = !process.argv.includes('--peers=0')
if (withPeers && !existsSync(`${here}node_modules/lighthouse`))
  spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', here], { stdio: 'inherit' })

const program = await findBrowser()
if (!program) throw new Error('no browser')
const served = await serveSites()
const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'))
/** Peers have no proxy of their own: the same names lead to the same server. */
const guard = new Guard({ allowPrivate: true, bytes: Number.MAX_SAFE_INTEGER, hosts: served.hosts })
const proxy = await guard.open()

const expectation = (site: Site): Promise<string> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port: served.port, headers: { host: `${site.name}.localhost` } }, (answer) => {
      let text = ''
      answer.on('data', (piece) => {
        text += piece
      })
      answer.on('end', () => resolve(/guiju-expect" content="([^"]+)"/.exec(text)?.[1] ?? ''))
    })
  })

interface Outcome {
  readonly ms: number
  /** What it points out, in a word. */
  readonly found: string
  /** Outcomes that differ from what the site states; for Guiju only. */
  readonly wrong?: number
}

async function byGuiju(site: Site): Promise<Outcome> {
  const start = performance.now()
  const made = await runConsent(served.urlOf(site), { allowPrivate: true, hosts: served.hosts })
  const ms = performance.now() - start
  if ('code' in made) return { ms, found: made.code }
  const place = join(folder, site.name)
  mkdirSync(place, { recursive: true })
  for (const [name, bytes] of made.files) writeFileSync(join(place, name), bytes)
  const result = await auditOne(place, site.category === undefined ? {} : { category: site.category }, '2026-11-01')
  const outcome = new Map(result.determinations.map((one) => [one.provision.split('#')[1], one.outcome]))
  const stated = (await expectation(site)).split(';').map((one) => one.split('='))
  const failed = result.determinations
    .filter((one) => one.outcome === 'failed')
    .map((one) => one.provision.split('#')[1])
  return { ms, found: failed.join(' ') || '–', wrong: stated.filter(([act, want]) => outcome.get(act) !== want).length }
}

/** Runs a peer in a process of its own, which prints one line. */
function byPeer(script: string, site: Site): Promise<Outcome> {
  const start = performance.now()
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      BENCH_URL: served.urlOf(site),
      BENCH_PROXY: `http://127.0.0.1:${proxy}`,
      BENCH_BROWSER: program!.path,
      BENCH_OUT: join(folder, `peer-${site.name}`),
      ...program!.env,
    }
    const args = ['--input-type=module', '-e', script]
    execFile(process.execPath, args, { cwd: here, timeout: 120_000, env }, (_error, stdout, stderr) => {
      const line = /^BENCH (.*)$/m.exec(stdout)?.[1]
      const ms = performance.now() - start
      resolve({ ms, found: line ?? `error: ${/Error: .*/.exec(stderr)?.[0].slice(0, 80) ?? 'no answer'}` })
    })
  })
}

const LIGHTHOUSE = `
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
const chrome = await launch({ chromePath: process.env.BENCH_BROWSER, logLevel: 'silent', chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--proxy-server=' + process.env.BENCH_PROXY, '--proxy-bypass-list=<-loopback>'] })
try {
  const ran = await lighthouse(process.env.BENCH_URL, { port: chrome.port, logLevel: 'silent', output: 'json' })
  const audits = Object.values(ran.lhr.audits)
  const third = Math.max(...audits.filter((a) => a.id.startsWith('third-part')).map((a) => a.details?.items?.length ?? 0))
  console.log('BENCH third parties ' + third + (ran.lhr.audits['geolocation-on-start']?.score === 0 ? ', geolocation on start' : ''))
} finally { await chrome.kill() }
`
const BLACKLIGHT = `
import { collect } from '@themarkup/blacklight-collector'
const report = await collect(process.env.BENCH_URL, { outDir: process.env.BENCH_OUT, numPages: 0, headless: true, quiet: true, puppeteerExecutablePath: process.env.BENCH_BROWSER, extraPuppeteerOptions: { executablePath: process.env.BENCH_BROWSER }, extraChromiumArgs: ['--no-sandbox', '--proxy-server=' + process.env.BENCH_PROXY, '--proxy-bypass-list=<-loopback>'] })
const reports = report.reports ?? {}
const third = report.hosts?.requests?.third_party?.length ?? 0
console.log('BENCH third parties ' + third + ', ' + Object.entries(reports).filter(([, r]) => JSON.stringify(r).replace(/"[a-z_]+":|[{}\\[\\],\\s]/g, '').length > 2).map(([n]) => n).join(' ').slice(0, 80))
process.exit(0)
`

const chosen = sites.filter((site) => names.includes(site.name))
const unknown = names.filter((name) => !sites.some((site) => site.name === name))
if (unknown.length > 0) {
  console.error(`no site is called ${unknown.join(', ')}: see test/browser/sites`)
  process.exit(2)
}
console.log(
  `${chosen.length} sites, at most ${LIMIT} s each; ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}\n`,
)
const times: Record<string, number[]> = { guiju: [], lighthouse: [], blacklight: [] }
let wrong = 0
const cell = (outcome: Outcome) => `${(outcome.ms / 1000).toFixed(1).padStart(5)} s  ${outcome.found}`
for (const site of chosen) {
  const own = await byGuiju(site)
  wrong += own.wrong ?? 1
  times['guiju']!.push(own.ms)
  console.log(`${site.name}\n  guiju       ${cell(own)}${own.wrong ? `  (${own.wrong} not as stated)` : ''}`)
  if (!withPeers) continue
  for (const [name, script] of [
    ['lighthouse', LIGHTHOUSE],
    ['blacklight', BLACKLIGHT],
  ] as const) {
    const peer = await byPeer(script, site)
    times[name]!.push(peer.ms)
    console.log(`  ${name}  ${cell(peer)}`)
  }
}
const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b)
for (const [name, list] of Object.entries(times)) {
  if (list.length === 0) continue
  const all = sorted(list)
  const at = (share: number) => (all[Math.min(all.length - 1, Math.floor(all.length * share))]! / 1000).toFixed(1)
  console.log(`${name}: median ${at(0.5)} s, longest ${at(1)} s over ${all.length} sites`)
}
const slow = times['guiju']!.filter((ms) => ms > LIMIT * 1000).length
console.log(
  `guiju: ${slow} of ${chosen.length} sites over the limit of ${LIMIT} s, ${wrong} outcomes not as the sites state`,
)
process.exitCode = slow + wrong > 0 ? 1 : 0
guard.close()
served.server.close()
served.server.closeAllConnections()
rmSync(folder, { recursive: true, force: true })
