import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { auditOne } from '../../../src/cli/audit.ts'
import { findBrowser } from '../../../src/collect/web/browser.ts'
import { runConsent } from '../../../src/collect/web/run.ts'
import { toJson } from '../../../src/report/json.ts'
import { sites } from './all.ts'
import { type Served, serveSites } from './serve.ts'
import type { Site } from './site.ts'

const browser = await findBrowser()
/** `GUIJU_SITES=native,layer`: only sites whose names begin so. */
const starts = process.env['GUIJU_SITES']?.split(',')
const chosen = sites.filter((site) => !starts || starts.some((start) => site.name.startsWith(start)))
const folder = mkdtempSync(join(tmpdir(), 'guiju-sites-'))

/** What the first page of a site says is expected of it: act to outcome. */
function expectedOf(served: Served, site: Site): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: served.port, headers: { host: `${site.name}.localhost` } }, (answer) => {
      let text = ''
      answer.on('data', (piece) => {
        text += piece
      })
      answer.on('end', () => {
        const stated = /<meta name="guiju-expect" content="([^"]+)">/.exec(text)?.[1] ?? ''
        resolve(new Map(stated.split(';').map((one) => one.split('=') as [string, string])))
      })
    }).on('error', reject)
  })
}

describe('consent runs over the local sites', { skip: browser ? false : 'no browser on this machine' }, () => {
  const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith('guiju-web-'))
  let served: Served
  let others: readonly string[] = []
  before(async () => {
    others = profiles()
    served = await serveSites()
  })
  after(() => {
    served.server.close()
    served.server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })

  // A run mostly waits for a page to come to rest: three at once leave two cores room.
  describe('each as it states', { concurrency: 3 }, () => {
    for (const site of chosen)
      it(site.name, async () => {
        const expected = await expectedOf(served, site)
        assert.ok(expected.size > 0, 'the site states what is expected of it')
        const attempt = async () => {
          const made = await runConsent(served.urlOf(site), { allowPrivate: true, hosts: served.hosts })
          assert.ok('run' in made, JSON.stringify(made))
          const place = join(folder, site.name)
          rmSync(place, { recursive: true, force: true })
          mkdirSync(place)
          for (const [name, bytes] of made.files) writeFileSync(join(place, name), bytes)
          const options = site.category === undefined ? {} : { category: site.category }
          const judge = () => auditOne(place, options, '2026-11-01')
          const result = await judge()
          assert.equal(result.determinations.length, 31)
          const outcome = new Map(result.determinations.map((d) => [d.provision.split('#')[1], d]))
          const wrong = [...expected].filter(([act, want]) => outcome.get(act)?.outcome !== want)
          return { judge, result, outcome, wrong }
        }
        let run = await attempt()
        // A crowded machine can cut a phase short, and then nothing is told. A wrong verdict is never tried again.
        if (run.wrong.length > 0 && run.wrong.every(([act]) => run.outcome.get(act)?.outcome === 'cantTell'))
          run = await attempt()
        const { judge, result, outcome, wrong } = run
        assert.deepEqual(
          wrong.map(([act, want]) => `${act} ${want} → ${outcome.get(act)?.outcome}: ${outcome.get(act)?.why.zh}`),
          [],
        )
        for (const d of result.determinations) if (d.outcome === 'failed') assert.ok(d.evidence.length > 0, d.provision)
        const json = (one: typeof result) =>
          toJson({
            schema: 'guiju/result/1',
            tool: { name: 'guiju', version: '0', rules: '', calendarUntil: '2026-12-31' },
            asOf: '2026-11-01',
            results: [one],
          })
        assert.equal(json(await judge()), json(result), 'a saved run is judged the same again')
      })
  })

  it('leaves no profile behind', () => {
    assert.deepEqual(
      profiles().filter((name) => !others.includes(name)),
      [],
    )
  })
})
