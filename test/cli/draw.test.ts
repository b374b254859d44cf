import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { planInput } from '../support/draw.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-draw-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const guiju = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'draw', ...args, '--lang', 'en'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { status, stdout, stderr }
}
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return name
}

describe('guiju draw', () => {
  it('commits once, reveals once in its time, and verifies; what is changed is found', () => {
    const input = file('plan.json', JSON.stringify(planInput()))
    const committed = guiju('commit', input, '--on', '2026-11-20', '--format', 'json')
    assert.equal(committed.status, 0, committed.stderr)
    file('draw.json', committed.stdout)
    const again = guiju('commit', input, '--on', '2026-11-20', '--format', 'json')
    assert.deepEqual([again.status, again.stdout], [2, ''])
    assert.match(again.stderr, /^guiju: 2026-q4 was committed at [^\n]+\n$/)
    const kept = /, and (\S+) is its draw file/.exec(again.stderr)![1]!
    const { log: _, ...own } = JSON.parse(committed.stdout)
    assert.deepEqual(JSON.parse(readFileSync(join(folder, kept), 'utf8')), own)
    const values = ['--value', 'red=3 11 17 22 28 31', 'blue=9']
    const early = guiju('reveal', 'draw.json', ...values, '--on', '2026-11-30')
    assert.deepEqual([early.status, early.stdout], [2, ''])
    const strange = guiju('reveal', 'draw.json', ...values, '--on', '2026-12-02', '--store', 'elsewhere')
    assert.match(strange.stderr, /does not hold this commitment/)
    const revealed = guiju('reveal', 'draw.json', ...values, '--on', '2026-12-02', '--format', 'json')
    assert.equal(revealed.status, 0, revealed.stderr)
    file('result.json', revealed.stdout)
    // As after a crash between the log and the file: the same values give the same result, at the time it was logged with.
    const repeated = guiju('reveal', 'draw.json', ...values, '--on', '2026-12-05', '--format', 'json')
    assert.equal(repeated.status, 0, repeated.stderr)
    assert.equal(repeated.stdout, revealed.stdout)
    const other = guiju('reveal', 'draw.json', '--value', 'red=1 2 3 4 5 6', 'blue=9', '--on', '2026-12-02')
    assert.match(other.stderr, /drawn once/)
    const good = guiju('verify', 'result.json', '--commitment', JSON.parse(committed.stdout).commitment)
    assert.equal(good.status, 0, good.stdout)
    assert.match(good.stdout, /stands in the signed log \(entry 1 of 2\)/)
    assert.equal(guiju('verify', file('bad.json', revealed.stdout.replace('"9144A0001"', '"9144A9999"'))).status, 1)
    const twice = guiju(
      'verify',
      file('twice.json', revealed.stdout.replace('"stage":', '"stage": "committed", "stage":')),
    )
    assert.match(twice.stdout, /a key is there twice/)
    assert.equal(twice.status, 1)
  })

  it('refuses a plan that is malformed or too late with one line, and leaves nothing behind', () => {
    const subjects = [
      { id: 'S1', tier: 'A' },
      { id: 's1', tier: 'A' },
    ]
    for (const [input, day] of [
      [planInput({ id: 'x', subjects }), '2026-11-20'],
      [planInput({ id: 'x' }), '2026-12-01'],
    ] as const) {
      const { status, stdout, stderr } = guiju(
        'commit',
        file('x.json', JSON.stringify(input)),
        '--on',
        day,
        '--out',
        'x',
      )
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, /^guiju: x\.json: [^\n]+\n$/)
    }
    assert.throws(() => readFileSync(join(folder, 'x', 'x.draw.json')))
    assert.equal(guiju('commit', 'none.json').status, 2)
  })
})
