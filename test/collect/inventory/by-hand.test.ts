import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { judgeInventory } from '../../../src/cli/network-check.ts'
import { wholeInventory } from '../../../src/collect/inventory/whole.ts'
import { workbook } from '../../../src/report/xlsx.ts'
import { notByHand, sheetsByHand } from '../../support/by-hand.ts'
import { expectedOf, FORTY, FORTY_DAY } from '../../support/forty-networks.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-by-hand-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a workbook filled in by hand', () => {
  it('of forty systems is read in its own words and judged as is written of each', async () => {
    const path = join(folder, '等保台账.xlsx')
    writeFileSync(path, workbook(sheetsByHand()))
    const text = await wholeInventory(path)
    assert.ok(typeof text === 'string', JSON.stringify(text))
    const found = await judgeInventory(text, path, FORTY_DAY, '0')
    assert.ok('result' in found, JSON.stringify('problems' in found ? found.problems : ''))
    const results = new Map([...found.result.results].map((one) => [one.subject.name, one]))
    const left = notByHand()
    let compared = 0
    for (const one of FORTY) {
      if (left.has(one.say)) continue
      const { determinations } = results.get(one.say)!
      const rules = determinations.map((d) => d.rule.replace('mlps-cii-2020#', ''))
      const outcomes = Object.fromEntries(determinations.map((d, i) => [rules[i]!, d.outcome]))
      assert.deepEqual(outcomes, expectedOf(one, rules), one.say)
      compared += determinations.length
    }
    assert.ok(compared > 1500, String(compared))
  })
})
