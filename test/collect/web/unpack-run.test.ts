import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { runBoardIn } from '../../../src/collect/web/run-board.ts'
import { unpackRun } from '../../../src/collect/web/unpack-run.ts'
import { mutate } from '../../support/mutate.ts'
import { writeZip, type ZipFile } from '../../support/zip-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const example = new URL('../../../examples/site/shop.run/', import.meta.url)
const files = (within = ''): ZipFile[] =>
  readdirSync(example).map((name) => ({
    name: within + name,
    data: readFileSync(new URL(name, example)),
    stored: true,
  }))
let count = 0
const unpack = (bytes: Buffer) => {
  count += 1
  const path = join(folder, `${count}.zip`)
  writeFileSync(path, bytes)
  return unpackRun(path, join(folder, `${count}.run`))
}
const en = (found: ReturnType<typeof unpack>) => (typeof found === 'object' ? found.en : found)

describe('an archive of a saved run', () => {
  it('becomes its folder, whether it was packed with its folder or without', () => {
    for (const more of [files(), [...files('shop.run/'), { name: '__MACOSX/shop.run/._run.json', data: 'x' }]]) {
      const found = unpack(writeZip(more))
      assert.equal(found, join(folder, `${count}.run`))
      assert.ok(runBoardIn(found as string)!.shots.length > 5)
      assert.equal(existsSync(`${found}.laid`), false)
    }
  })

  it('is told by its content: anything else stays what it is', () => {
    const run = { name: 'run.json', data: '{}' }
    for (const other of [
      [{ name: 'AndroidManifest.xml', data: 'x' }, run],
      [run, { name: 'res/a.png', data: 'x' }],
      [run, { name: '../../slip.json', data: '{}' }],
      [run, { name: '/slip.json', data: '{}' }],
      [{ name: 'a/b/run.json', data: '{}' }],
      [
        { name: 'a/run.json', data: '{}' },
        { name: 'b/a.jpg', data: 'x' },
      ],
      [{ name: 'a.jpg', data: 'x' }],
    ])
      assert.equal(unpack(writeZip(other)), undefined, JSON.stringify(other))
    assert.equal(unpack(Buffer.from('run.json')), undefined)
    assert.equal(unpackRun(join(folder, 'none.zip'), join(folder, 'none.run')), undefined)
    assert.equal(existsSync(join(folder, 'slip.json')), false)
  })

  it('lays out nothing twice, and nothing that is not as it says', () => {
    const run = { name: 'run.json', data: '{}' }
    assert.match(en(unpack(writeZip([run, run]))) ?? '', /twice/)
    assert.equal(
      typeof unpack(writeZip([run, { name: 'a.jpg', data: 'x'.repeat(100), central: { crc: 1 } }])),
      'object',
    )
  })

  it('whatever its bytes, is a run, no run, or a line that says why', () => {
    const whole = writeZip([
      { name: 'run.json', data: '{"schema":"guiju/run/1"}' },
      { name: 'a.jpg', data: 'x'.repeat(300) },
    ])
    for (let seed = 0; seed < 200; seed += 1) {
      const found = unpack(mutate(whole, seed))
      assert.ok(found === undefined || typeof found === 'string' || (found.zh !== '' && found.en !== ''))
    }
  })
})
