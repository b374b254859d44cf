/** Makes a consent run with whatever browser is here, and looks whether Chinese is drawn as Chinese. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditOne } from '../../src/cli/audit.ts'
import { Browser, findBrowser } from '../../src/collect/web/browser.ts'
import { Context } from '../../src/collect/web/context.ts'
import { Guard } from '../../src/collect/web/guard.ts'
import { runConsent } from '../../src/collect/web/run.ts'
import { sites } from './sites/all.ts'
import { serveSites } from './sites/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-bare-'))
const served = await serveSites()
const faults: string[] = []
try {
  const program = await findBrowser()
  if (!program) throw new Error('no browser was found')
  const site = sites.find((one) => one.name === 'modal')!

  // Two characters that look alike are two empty boxes.
  const guard = new Guard({ allowPrivate: true, bytes: 1 << 24, hosts: served.hosts })
  const port = await guard.open()
  const browser = await Browser.start(program)
  const context = await Context.open(browser, 'untouched', 0, true, port)
  const tab = await context.tab()
  await tab.navigate(served.urlOf(site))
  await tab.settle(300, 500, 8000)
  const drawn = await tab.session.send('Runtime.evaluate', {
    returnByValue: true,
    expression: `(() => { const draw = (c) => { const x = document.createElement('canvas').getContext('2d'); x.font = '40px sans-serif'; x.fillText(c, 5, 60); return x.canvas.toDataURL().slice(120) }; return [draw('隐') !== draw('私'), draw('隐') !== draw(' '), draw('规') !== draw('矩')] })()`,
  })
  const glyphs = drawn['result'].value as boolean[]
  if (!Array.isArray(glyphs) || glyphs.some((one) => !one))
    faults.push(`Chinese is not drawn: ${JSON.stringify(glyphs)}`)
  await browser.close()
  guard.close()

  const made = await runConsent(served.urlOf(site), { allowPrivate: true, hosts: served.hosts })
  if ('code' in made) throw new Error(`no run: ${made.code} ${made.what}`)
  const run = join(folder, 'run')
  mkdirSync(run)
  for (const [name, bytes] of made.files) writeFileSync(join(run, name), bytes)
  const result = await auditOne(run, {}, '2026-11-01')
  for (const act of ['1.1', '1.2', '1.3', '3.1', '3.2', '4.2', '5.1', '6.1']) {
    const found = result.determinations.find((one) => one.provision === `app-pi-2019#${act}`)
    if (found?.outcome !== 'passed') faults.push(`${act}: ${found?.outcome}: ${found?.why.en}`)
  }
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('guiju-web-'))
  if (left.length > 0) faults.push(`profiles left: ${left.join(', ')}`)
  console.log(`${made.run.browser.product} (${made.run.browser.from}), run of ${made.run.ms} ms`)
} catch (error) {
  faults.push((error as Error).message)
} finally {
  served.server.close()
  served.server.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
}
for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'the bundled browser works in a bare system' : `${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
