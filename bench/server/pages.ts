/**
 * Lighthouse's performance of the workbench's pages, and what their first screen weighs.
 * `node bench/server/pages.ts [store] [times]`: of each page the median of so many runs, on a store that is filled or,
 * by default, with the bundled examples. Ends with 1 where a page is below 95 or weighs 150 kB or more.
 */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import packageJson from '../../package.json' with { type: 'json' }
import { buildWeb } from '../../scripts/build-web.mjs'
import { demonstrate } from '../../scripts/demo.ts'
import { findBrowser } from '../../src/collect/web/browser.ts'
import { serve } from '../../src/serve/serve.ts'
import { openInLedger, workspacePlace } from '../../src/store/case-ledger.ts'
import { openSession } from '../../src/store/state/people.ts'
import { emptyCase, NOTICE, propose } from '../../test/support/kept-case.ts'

const LEAST = 95
const MOST = 150_000
const here = fileURLToPath(new URL('..', import.meta.url))
const [given, times = '3'] = process.argv.slice(2)
const own = given || undefined
if (!existsSync(`${here}node_modules/lighthouse`))
  spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', here], { stdio: 'inherit' })
const program = await findBrowser()
if (!program) throw new Error('no browser')
const browser = program.path
const execute = promisify(execFile)

await buildWeb()
const folder = mkdtempSync(join(tmpdir(), 'guiju-pages-'))
const store = own ?? join(folder, 'store')
const served = await serve({ port: '0', store })
try {
  if (!own)
    await demonstrate(
      fileURLToPath(new URL('../../examples', import.meta.url)),
      join(folder, 'out'),
      packageJson.version,
      served.bench,
    )
  const { db } = served.bench
  const { id } = await db.selectFrom('account').select('id').where('operator', '=', 1).executeTakeFirstOrThrow()
  const place = workspacePlace(store, 'main', 'pages')
  await openInLedger(store, place, emptyCase('pages')).then(
    () => propose(store, place, NOTICE),
    () => undefined,
  )
  const subject = await db
    .selectFrom('subject')
    .select(['workspace_id', 'latest_id'])
    .orderBy('changed_at')
    .executeTakeFirstOrThrow()
  const network = await db
    .selectFrom('subject')
    .select(['workspace_id', 'latest_id'])
    .where('kind', '=', 'network')
    .orderBy('changed_at')
    .executeTakeFirst()
  const pages = {
    'sign in': '/sign-in',
    home: own ? '/w/main' : `/w/${subject.workspace_id}`,
    subjects: `/w/${subject.workspace_id}/subjects`,
    result: `/w/${subject.workspace_id}/results/${subject.latest_id}`,
    ...(network ? { network: `/w/${network.workspace_id}/results/${network.latest_id}` } : {}),
    case: '/w/main/cases/pages',
    law: '/law',
    'law reader': '/law/app-pi-2019',
  }
  const session = await openSession(db, id)
  const headers = join(folder, 'headers.json')
  writeFileSync(headers, JSON.stringify({ Cookie: `guiju_session=${session.value}` }))

  async function run(url: string) {
    const out = join(folder, 'lighthouse.json')
    // In a process of its own, and not waited for in ours: the server has to answer meanwhile.
    const { stderr } = await execute(
      process.execPath,
      [
        `${here}node_modules/lighthouse/cli/index.js`,
        url,
        '--only-categories=performance',
        '--output=json',
        `--output-path=${out}`,
        `--extra-headers=${headers}`,
        '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
        '--quiet',
      ],
      { env: { ...process.env, CHROME_PATH: browser, NODE_NO_WARNINGS: '1' } },
    )
    if (!existsSync(out)) throw new Error(stderr)
    const { categories, audits } = JSON.parse(readFileSync(out, 'utf8'))
    rmSync(out)
    const value = (audit: string) => Number(audits[audit].numericValue ?? 0)
    return {
      score: Math.round(categories.performance.score * 100),
      fcp: value('first-contentful-paint'),
      lcp: value('largest-contentful-paint'),
      tbt: value('total-blocking-time'),
      cls: value('cumulative-layout-shift'),
    }
  }
  console.log(`load ${loadavg()[0]!.toFixed(1)}; performance, kB gzip, first and largest paint, blocking time, shift`)
  for (const [name, path] of Object.entries(pages)) {
    const url = served.address.slice(0, -1) + path
    const answer = await fetch(url, { headers: { cookie: `guiju_session=${session.value}` } })
    const bytes = gzipSync(await answer.text()).length
    const runs: Awaited<ReturnType<typeof run>>[] = []
    for (let n = 0; n < Number(times); n += 1) runs.push(await run(url))
    const { score, fcp, lcp, tbt, cls } = runs.sort((a, b) => a.score - b.score)[Math.floor(runs.length / 2)]!
    if (score < LEAST || bytes >= MOST || answer.status !== 200) process.exitCode = 1
    console.log(
      `${name.padEnd(12)} ${String(score).padStart(4)} ${(bytes / 1000).toFixed(1).padStart(7)} kB ${fcp.toFixed(0).padStart(6)} ms ${lcp.toFixed(0).padStart(6)} ms ${tbt.toFixed(0).padStart(5)} ms ${cls.toFixed(3)}${answer.status === 200 ? '' : ` answered ${answer.status}`}`,
    )
  }
} finally {
  await served.close()
  rmSync(folder, { recursive: true, force: true })
}
