import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { packOf } from '../../src/cli/network-pack.ts'
import { readInventory } from '../../src/collect/inventory/read.ts'
import { findBrowser, type Program } from '../../src/collect/web/browser.ts'
import { printPage } from '../../src/collect/web/print.ts'
import { codesOf } from '../../src/facts/choice.ts'
import { SERVICE_KINDS } from '../../src/facts/network.ts'
import { packHtml } from '../../src/report/network/pack.ts'
import { FORTY_DAY, fortyInventory } from '../support/forty-networks.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/networks/inventory.yaml', import.meta.url))
interface Plain {
  readonly operator: object
  readonly networks: readonly { readonly name: string; readonly id: string }[]
}

const forty = JSON.parse(fortyInventory()) as Plain
const long = '一个名称很长、既有中文又有 English words 的网络和信息系统（二期）'.repeat(3)
/** Everything that may take room at once: long names, every level, every kind of service, every reason for a visit. */
const full = {
  ...forty,
  operator: { ...forty.operator, name: long, publicInformation: true, majorTask: true },
  networks: Array.from({ length: 200 }, (_, i) => ({
    ...forty.networks[i % forty.networks.length],
    id: `s${i}`,
    name: `${long}${i}`,
    ...(i % 7 < 5 ? { level: (i % 5) + 1 } : {}),
    incidents: [{ id: `e${i}`, kind: 'incident', grave: true, on: '2026-05-01' }],
    findings: [{ id: `f${i}`, source: 'scan', title: long, foundOn: '2026-01-01', dueOn: '2026-02-01', fixedOn: null }],
  })),
  services: codesOf({ choices: SERVICE_KINDS }).map((kind) => ({
    id: kind,
    name: long,
    kind,
    startedOn: '2026-05-01',
  })),
}

const CASES: readonly (readonly [string, string, string])[] = [
  ['the bundled example', readFileSync(EXAMPLE, 'utf8'), EXAMPLE],
  ['forty networks', fortyInventory(), 'forty.yaml'],
  ['two hundred with all that takes room', JSON.stringify(full), 'full.yaml'],
]

const pagesOf = (pdf: Uint8Array): number =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type ?\/Page\b(?!s)/g),
  ].length

describe('the pack for an inspection', () => {
  let program: Program
  before(async () => {
    const found = await findBrowser()
    assert.ok(found, 'a browser')
    program = found
  })

  for (const [name, text, file] of CASES)
    for (const lang of ['zh', 'en'] as const)
      it(`stands on one sheet: ${name}, ${lang}`, async () => {
        const { inventory } = await readInventory(text, file)
        assert.ok(inventory)
        const page = packHtml(packOf(inventory, FORTY_DAY), lang)
        const annexes = page.indexOf('<section class="page"')
        assert.ok(annexes > 0)
        const sheet = `${page.slice(0, annexes)}</body></html>`
        assert.equal(pagesOf(await printPage(program, sheet)), 1)
      })

  it('has its annexes on pages of their own', async () => {
    const { inventory } = await readInventory(fortyInventory(), 'forty.yaml')
    const page = packHtml(packOf(inventory!, FORTY_DAY), 'zh')
    const annexes = page.indexOf('<section class="page"')
    const rest = page.slice(0, page.indexOf('<section class="sheet"')) + page.slice(annexes)
    const [whole, alone] = [await printPage(program, page), await printPage(program, rest)]
    assert.ok(pagesOf(alone) > 1)
    assert.equal(pagesOf(whole), 1 + pagesOf(alone))
  })
})
