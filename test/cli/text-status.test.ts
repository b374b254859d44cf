import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Result } from '../../src/judge/result.ts'
import { lawFolder } from '../../src/store/folder.ts'
import { importLaws } from '../../src/store/law-import.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-text-status-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const audit = (store: string): Promise<{ code: unknown; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [
        join(root, 'src/cli/main.ts'),
        'audit',
        join(root, 'examples/clean/clean.apk'),
        '--format',
        'json',
        '--store',
        store,
      ],
      { cwd: folder },
      (error, out, err) => resolve({ code: error?.code ?? 0, out, err }),
    ),
  )

test('a result says which rules were written for another text than the one in the store', async () => {
  const store = join(folder, 'store')
  const text = 'App违法违规收集使用个人信息行为认定方法\n一、以下行为\n1.另一段文字;\n2.又一段文字;\n'
  await importLaws([{ name: 'law.txt', bytes: Buffer.from(text) }], lawFolder(store), [])
  const { out } = await audit(store)
  const { results } = JSON.parse(out) as Result
  const stale = results[0]!.determinations.filter((d) => d.text === 'stale').map((d) => d.provision)
  assert.deepEqual(stale, ['app-pi-2019#1.1', 'app-pi-2019#1.2'])
  assert.ok(results[0]!.determinations.filter((d) => d.text !== 'stale').every((d) => d.text === 'unchecked'))
})

test('a damaged store is said in one line', async () => {
  const store = join(folder, 'damaged')
  mkdirSync(lawFolder(store), { recursive: true })
  writeFileSync(join(lawFolder(store), 'app-pi-2019.json'), '{')
  const { code, err } = await audit(store)
  assert.equal(code, 2)
  assert.match(err, /app-pi-2019\.json/)
  assert.equal(err.trimEnd().split('\n').length, 1)
})
