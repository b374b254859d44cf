/**
 * Records `examples/site/shop.run` anew: serves the example site on this machine and runs it in a browser, as
 * `guiju audit http://shop.localhost:4791/ --allow-private` does. What is there stays unless the new run shows the same
 * acts as the README tells, with pictures of every phase. Takes about half a minute and the port 4791.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../src/cli/audit.ts'
import { runPage } from '../../src/cli/web-run.ts'

/** The port stands in the id of the subject. */
const PORT = 4791
const PHASES = ['untouched', 'refused', 'agreed', 'withdraw']
const root = fileURLToPath(new URL('../../', import.meta.url))
const site = join(root, 'examples/site')

/** What keeps a run from standing in the demonstration; nothing where it may. */
async function faultsOf(folder: string): Promise<string[]> {
  const row = /^\| a web page\b.*$/m.exec(await readFile(join(root, 'README.md'), 'utf8'))?.[0] ?? ''
  const said = [...row.matchAll(/✖ (\d\.\d)/g)].map(([, act]) => act)
  const { determinations } = await auditOne(folder, {}, '2026-11-02')
  const failed = determinations.filter((d) => d.outcome === 'failed').map((d) => d.provision.split('#')[1])
  const names = await readdir(folder)
  return [
    ...(failed.join() === said.join() ? [] : [`acts ${failed.join()} instead of ${said.join()}`]),
    ...PHASES.filter((phase) => !names.some((n) => n.startsWith(phase) && n.endsWith('.jpg'))).map(
      (phase) => `no picture of ${phase}`,
    ),
  ]
}

const served = spawn(process.execPath, [join(site, 'serve.mjs'), String(PORT)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const staged = await mkdtemp(join(site, '.recording-'))
try {
  const address = await new Promise<string>((done, failed) => {
    served.stdout.once('data', (line) => done(String(line).trim()))
    served.once('exit', (code) => failed(new Error(`the site ended with ${code}: is the port ${PORT} free?`)))
  })
  const run = await runPage(address, staged, true)
  const faults = await faultsOf(run)
  if (faults.length > 0) throw new Error(`not kept: ${faults.join('; ')}`)
  const kept = join(site, 'shop.run')
  await rm(kept, { recursive: true, force: true })
  await rename(run, kept)
  console.log(kept)
} finally {
  served.kill()
  await rm(staged, { recursive: true, force: true })
}
