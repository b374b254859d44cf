/**
 * The report and the workbench’s page of 2,000 made-up networks with 211 items each, in a browser: time to open, elements,
 * longest frame while scrolling and while parts are opened, time until search and filters answer, against the limits of the
 * README. Ends with 1 where one is exceeded.
 * `--networks=40` takes fewer, `--keep` leaves the pages.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { DEMO } from '../../scripts/demo.ts'
import { judgeInventory } from '../../src/cli/network-check.ts'
import { requirementsOf } from '../../src/law/catalogue.ts'
import { toHtml } from '../../src/report/html.ts'
import { serve } from '../../src/serve/serve.ts'
import { makeWorkspace } from '../../src/store/state/people.ts'
import { keepResult } from '../../src/store/state/results.ts'
import { openBrowser, skip } from '../../test/support/browser.ts'
import { FORTY_DAY, fortyInventory } from '../../test/support/forty-networks.ts'
import { webBuilt } from '../../test/support/web.ts'

/** Milliseconds: from the address to the frame after the load event, of the longest frame, from a key to the frame after it. */
const LIMITS = { open: 1000, frame: 50, answer: 100 } as const

const count = Number(process.argv.find((one) => one.startsWith('--networks='))?.slice(11) ?? 2000)
if (skip) throw new Error(skip)

const ANSWERS = ['met', 'partly', 'not', 'not-applicable'] as const
const forty = JSON.parse(fortyInventory()) as { networks: readonly Record<string, unknown>[] }
const networks = Array.from({ length: count }, (_, i) => ({
  ...forty.networks[i % forty.networks.length],
  id: `s${i}`,
  name: `系统${String(i + 1).padStart(4, '0')}`,
  level: 3,
  grading: {
    information: { object: 'society', harm: i % 3 === 0 ? 'serious' : 'general' },
    service: { object: i % 5 === 0 ? 'national' : 'citizens', harm: 'serious' },
  },
  certificateUntil: `2027-${String((i % 12) + 1).padStart(2, '0')}-15`,
  findings: [
    {
      id: `f${i}`,
      source: 'scan',
      severity: 'high',
      title: '弱口令',
      foundOn: '2026-09-01',
      dueOn: '2026-12-01',
      fixedOn: i % 4 === 0 ? null : '2026-10-01',
    },
  ],
}))
/** One list of answers for a quarter of the networks each: 211 items of every one are answered. */
const requirements = [0, 1, 2, 3].flatMap((part) =>
  requirementsOf(3).map(({ id }, i) => ({
    network: networks.filter((_, n) => n % 4 === part).map((n) => n.id),
    item: id,
    answer: ANSWERS[(i * 7 + part) % 4],
    evidence: ['记录.pdf'],
    reason: '不涉及',
    due: '2026-12-31',
  })),
)
const text = JSON.stringify({ ...forty, networks, requirements })

const folder = mkdtempSync(join(tmpdir(), 'guiju-screens-'))
await webBuilt()
const began = performance.now()
const found = await judgeInventory(text, 'networks.json', FORTY_DAY, '0')
if (!('result' in found)) throw new Error(found.problems[0]?.en)
const file = join(folder, 'report.html')
writeFileSync(file, await toHtml(found.result, 'zh'))
console.log(`${count} networks judged and written in ${((performance.now() - began) / 1000).toFixed(1)} s`)

const served = await serve({ port: '0', store: folder })
const browser = await openBrowser()
let within = true

/** The longest frame, in milliseconds, while something is done to the page. */
const watch = `(async (act) => {
  const frames = []
  let last = performance.now(), on = true
  const tick = (now) => { frames.push(now - last); last = now; if (on) requestAnimationFrame(tick) }
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(tick) })
  await act()
  on = false
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  return Math.max(...frames)
})`
/** Down the page to its end, a screen and a half a frame, and back, three screens a frame. */
const scroll = `async () => {
  const next = () => new Promise(requestAnimationFrame)
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 1.5) { scrollTo(0, y); await next() }
  for (let y = document.documentElement.scrollHeight; y > 0; y -= innerHeight * 3) { scrollTo(0, y); await next() }
  scrollTo(0, 0); await next()
}`
/** The first sixty parts that stand closed, each brought into view and opened. */
const open = `async () => {
  const next = () => new Promise(requestAnimationFrame)
  for (const one of [...document.querySelectorAll('main details:not([open])')].slice(0, 60)) {
    one.querySelector('summary').scrollIntoView(); await next()
    one.querySelector('summary').click(); await next(); await next()
  }
}`

async function measure(name: string, address: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const started = performance.now()
  await page.goto(address, { waitUntil: 'load' })
  const loaded = performance.now() - started
  const shown = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))',
  )
  const elements = await page.evaluate<number>('document.querySelectorAll("*").length')
  const rolled = await page.evaluate<number>(`${watch}(${scroll})`)
  const opened = await page.evaluate<number>(`${watch}(${open})`)
  const answered = await filtered(page)
  await page.close()
  const says = (what: string, n: number, limit?: number) => {
    const ok = limit === undefined || n <= limit
    within &&= ok
    return `${what} ${Math.round(n)}${limit === undefined ? '' : ` (${ok ? 'within' : 'BEYOND'} ${limit})`}`
  }
  console.log(
    `${name}: ${[
      says('load ms', loaded),
      says('shown ms', shown, LIMITS.open),
      says('elements', elements),
      says('scroll frame ms', rolled, LIMITS.frame),
      says('opening frame ms', opened, LIMITS.frame),
      ...answered.map(([what, ms]) => says(what, ms, LIMITS.answer)),
    ].join(' · ')}`,
  )
}

/** The longest time from going to the search and from a key in it, and from a press on an outcome, to the frame that shows it. */
async function filtered(page: Page): Promise<readonly (readonly [string, number])[]> {
  const button = (o: string) => `button[data-by="o"][data-value="${o}"]`
  for (const place of ['#q', button('failed'), button('passed')])
    if (!(await page.$(place))) throw new Error(`${page.url()} has no ${place}`)
  const until = (act: string) =>
    page.evaluate<number>(
      `new Promise((done) => { const from = performance.now(); (${act})(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))) })`,
    )
  const worst = async (acts: readonly string[]) => {
    let most = 0
    for (const act of acts) most = Math.max(most, await until(act))
    return most
  }
  const type = [
    "() => document.querySelector('#q').focus()",
    ...[...'备案等级'].map(
      (_, i, all) =>
        `() => { const q = document.querySelector('#q'); q.value = ${JSON.stringify(all.slice(0, i + 1).join(''))}; q.dispatchEvent(new Event('input', { bubbles: true })) }`,
    ),
  ]
  const press = ['failed', 'failed', 'passed', 'passed'].map(
    (o) => `() => document.querySelector('${button(o)}').click()`,
  )
  return [
    ['typing ms', await worst(type)],
    [
      'filter ms',
      await worst([
        `() => { const q = document.querySelector('#q'); q.value = ''; q.dispatchEvent(new Event('input', { bubbles: true })) }`,
        ...press,
      ]),
    ],
  ]
}

try {
  await measure('report', pathToFileURL(file).href)
  await makeWorkspace(served.bench.db, DEMO)
  const [organisation] = found.result.results
  await keepResult(served.bench.db, DEMO.id, { ...found.result, results: [organisation!] })
  const page = await browser.newPage()
  await page.goto(`${served.address}w/demo/subjects?kind=organisation`)
  const subject = await page.locator('.list a.plain').first().getAttribute('href')
  await page.close()
  await measure('workbench', new URL(subject!, served.address).href)
} finally {
  await browser.close()
  await served.close()
  if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true })
  else console.log(folder)
}
process.exitCode = within ? 0 : 1
