import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne, auditResult } from '../../../src/cli/audit.ts'
import { runBoardIn } from '../../../src/collect/web/run-board.ts'
import { canonical, toJson } from '../../../src/report/json.ts'
import { checkResult } from '../../../src/report/schema.ts'

const folder = fileURLToPath(new URL('../../../examples/site/shop.run', import.meta.url))

describe('pictures and timeline of a run', () => {
  it('name each picture by its digest, each moment by when it was and whose it is, and the choice', () => {
    const board = runBoardIn(folder)!
    assert.deepEqual(
      board.phases.map((p) => p.name),
      ['untouched', 'refused', 'agreed'],
    )
    assert.deepEqual(
      board.phases.map((p) => p.decidedAt !== undefined),
      [false, true, true],
    )
    for (const { name, sha256 } of board.shots)
      assert.equal(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
        sha256,
      )
    const shown = board.phases.flatMap((p) => p.marks.flatMap((m) => m.shot ?? []))
    assert.deepEqual([...new Set(shown)].sort(), board.shots.map((s) => s.name).sort())
    const third = board.phases.flatMap((p) => p.moments.filter((m) => m.third))
    assert.ok(third.length > 0 && third.every((m) => m.what.startsWith('count.localhost')))
    // No query stands in it: those carry identifiers.
    assert.ok(board.phases.every((p) => p.moments.every((m) => !m.what.includes('?'))))
    for (const { moments } of board.phases)
      assert.deepEqual(
        moments.flatMap((m) => m.number ?? []),
        moments.filter((m) => m.kind === 'request').map((_, i) => i + 1),
      )
  })

  it('stand in the result of an audit with the two lists, to the letter of the schema', async () => {
    const one = await auditOne(folder, {}, '2026-11-01')
    const result = auditResult([one], '2026-11-01', 'test')
    const read = JSON.parse(toJson(result))
    const checked = checkResult(read)
    assert.ok(checked.ok, JSON.stringify('problems' in checked ? checked.problems : ''))
    assert.deepEqual(checked.result.results[0]!.run, one.run)
    assert.deepEqual(canonical(checked.result), canonical(result))
    assert.ok(one.lists!.collected.length + one.lists!.shared.length > 0)
    // Evidence names requests as the timeline numbers them.
    const cited = one.determinations
      .flatMap((d) => d.evidence)
      .flatMap(({ artifact, locator }) => {
        const found = /^(untouched|refused|agreed)\.har$/.exec(artifact)
        return found ? [{ phase: found[1], number: Number(/^#(\d+)/.exec(locator)?.[1]), locator }] : []
      })
    assert.ok(cited.length > 0)
    for (const { phase, number, locator } of cited) {
      const moment = one.run!.phases.find((p) => p.name === phase)!.moments.find((m) => m.number === number)
      assert.ok(moment && locator.includes(moment.what.split('/')[0]!), locator)
    }
  })

  it('is none where there is no run that can be read', () => {
    assert.equal(runBoardIn(join(folder, '..')), undefined)
    assert.equal(runBoardIn('/no/such/folder'), undefined)
  })
})
