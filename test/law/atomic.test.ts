import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { settle, writeFiles } from '../../src/store/atomic.ts'
import { storedIds } from '../../src/store/law-store.ts'

const scratch = mkdtempSync(join(tmpdir(), 'guiju-atomic-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
let n = 0
const folder = () => {
  const at = join(scratch, String(++n))
  mkdirSync(at, { recursive: true })
  return at
}
/** The number of a process that has ended. */
const dead = Number(execFileSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))']).toString())

test('files are written whole, over those of the same name, and nothing else is left', async () => {
  const at = folder()
  writeFileSync(join(at, 'a.json'), 'old')
  await writeFiles(
    new Map([
      [join(at, 'a.json'), 'new'],
      [join(at, 'b.json'), 'b'],
    ]),
  )
  assert.deepEqual(readdirSync(at).sort(), ['a.json', 'b.json'])
  assert.equal(readFileSync(join(at, 'a.json'), 'utf8'), 'new')
})

test('a failure before all is staged changes nothing', async () => {
  const at = folder()
  writeFileSync(join(at, 'a.json'), 'old')
  await assert.rejects(
    writeFiles(
      new Map([
        [join(at, 'a.json'), 'new'],
        [join(at, `${'x'.repeat(300)}.json`), 'b'],
      ]),
    ),
  )
  assert.deepEqual(readdirSync(at), ['a.json'])
  assert.equal(readFileSync(join(at, 'a.json'), 'utf8'), 'old')
})

test('what was staged and listed is completed, what was not listed is removed, what a living process stages stays', async () => {
  const at = folder()
  const stage = (pid: number, names: readonly string[], list?: string) => {
    const inside = join(at, `.tmp-${pid}-${++n}`)
    mkdirSync(inside)
    for (const name of names) writeFileSync(join(inside, name), `from ${pid}`)
    if (list !== undefined) writeFileSync(join(inside, 'all-staged.json'), list)
    return inside
  }
  stage(dead, ['a.json', 'b.json'], '["a.json","b.json","moved-before.json"]')
  stage(dead, ['c.json'])
  stage(dead, ['d.json'], '["d.js')
  stage(dead, ['e.json'], '["../../outside.json"]')
  const living = stage(process.pid, ['f.json'], '["f.json"]')
  await settle(at)
  assert.deepEqual(
    readdirSync(at)
      .filter((name) => !name.startsWith('.'))
      .sort(),
    ['a.json', 'b.json'],
  )
  assert.equal(existsSync(living), true)
  assert.equal(readdirSync(at).filter((name) => name.startsWith('.')).length, 1)
  assert.deepEqual(await storedIds(at), ['a', 'b'])
})

test('killed at any moment, all files are of the same writing', async () => {
  const at = folder()
  const module = pathToFileURL(join(import.meta.dirname, '..', '..', 'src', 'store', 'atomic.ts')).href
  const code = `
    const { writeFiles } = await import(${JSON.stringify(module)})
    for (let i = 1; ; i++) {
      await writeFiles(new Map(Array.from({ length: 12 }, (_, k) => [${JSON.stringify(at)} + '/' + k + '.json', String(i)])))
      if (i === 1) process.stdout.write('ready')
    }`
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code])
    await once(child.stdout, 'data')
    await new Promise((resolve) => setTimeout(resolve, 3 + round * 7))
    child.kill('SIGKILL')
    await once(child, 'exit')
    await settle(at)
    const contents = new Set(readdirSync(at).map((name) => readFileSync(join(at, name), 'utf8')))
    assert.equal(contents.size, 1, [...contents].join(' '))
    assert.equal(readdirSync(at).length, 12)
  }
})
