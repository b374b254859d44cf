import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../../src/cli/audit.ts'
import { runPage } from '../../../src/cli/web-run.ts'
import { findBrowser } from '../../../src/collect/web/browser.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const browser = await findBrowser()

it('the README says what an audit of the example site says', { skip: browser ? false : 'no browser' }, async () => {
  const row = /^\| a web page\b.*$/m.exec(readFileSync(`${root}README.md`, 'utf8'))?.[0] ?? ''
  const served = spawn(process.execPath, [`${root}examples/site/serve.mjs`, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const out = mkdtempSync(join(tmpdir(), 'guiju-example-'))
  try {
    const address = await new Promise<string>((resolve) =>
      served.stdout.once('data', (line) => resolve(String(line).trim())),
    )
    const { determinations } = await auditOne(await runPage(address, out, true), {}, '2026-11-02')
    const failed = determinations.filter((d) => d.outcome === 'failed').map((d) => d.provision.split('#')[1])
    const said = [...row.matchAll(/✖ (\d\.\d)/g)].map(([, act]) => act)
    assert.deepEqual(said, failed)
    for (const d of determinations) if (d.outcome === 'failed') assert.doesNotMatch(d.why.zh, /[:：]$/)
  } finally {
    served.kill()
    rmSync(out, { recursive: true, force: true })
  }
})
