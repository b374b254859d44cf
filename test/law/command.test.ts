import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { InputError } from '../../src/cli/errors.ts'
import { importLaw, listLaw, showLaw } from '../../src/cli/law.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-law-command-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const module = pathToFileURL(join(import.meta.dirname, '..', '..', 'src', 'cli', 'law.ts')).href

/** Runs one command function in a process of its own, as the command line does. */
const run = (call: string, ...args: unknown[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { ${call} } = await import(${JSON.stringify(module)}); process.exitCode = await ${call}(...${JSON.stringify(args)}) ?? 0`,
      ],
      { cwd: folder },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  )
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const code = (expected: string) => (error: unknown) => error instanceof InputError && error.code === expected

const LAW = '# 测试法\n2001年1月1日 测试会议通过\n第一条 甲\u001b[31m。\n第二条 乙。\n'

test('import, list and show work together, by default in .guiju of the folder', async () => {
  const law = file('law.md', LAW)
  const imported = await run('importLaw', [law], { format: ['json'] })
  assert.equal(imported.code, 0)
  const report = JSON.parse(imported.out) as { schema: string; laws: { id: string; articles: number }[] }
  assert.deepEqual([report.schema, report.laws[0]?.articles], ['guiju/law-import/1', 2])
  assert.ok(existsSync(join(folder, '.guiju', 'law', `${report.laws[0]?.id}.json`)))
  const list = await run('listLaw', { format: ['json'] })
  assert.equal((JSON.parse(list.out) as { laws: unknown[] }).laws.length, 1)
  const shown = await run('showLaw', '测试法#art2', { format: ['json'] })
  assert.equal((JSON.parse(shown.out) as { zh: { text: string } }).zh.text, '第二条 乙。')
  for (const format of ['text', 'md', 'json']) {
    const { out } = await run('showLaw', '测试法#art1', { format: [format] })
    assert.match(out, /第一条/)
    assert.ok(!out.includes('\u001b'), 'an imported text cannot steer the terminal')
  }
})

test('what cannot be read gets its line and exit code 2, the others are imported', async () => {
  const law = file('law.md', LAW)
  const old = file('law.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
  const { code, out, err } = await run('importLaw', [law, old, join(folder, 'none.txt'), folder], {})
  assert.equal(code, 2)
  assert.match(out, /测试法/)
  assert.equal(err.trimEnd().split('\n').length, 3)
  assert.match(err, /law\.doc.*\.doc/)
})

test('a file without a law is said; alone it is exit code 2', async () => {
  const [law, other] = [file('law.md', LAW), file('README.md', 'Nothing here.')]
  const alone = await run('importLaw', [other], {})
  assert.equal(alone.code, 2)
  assert.match(alone.err, /README\.md/)
  const beside = await run('importLaw', [law, other], {})
  assert.equal(beside.code, 0)
  assert.match(beside.err, /README\.md/)
})

test('wrong usage says what and what to do', async () => {
  const store = join(folder, 'empty')
  await assert.rejects(importLaw([], { store }), code('law.file'))
  await assert.rejects(showLaw('non sense', { store }), code('place.invalid'))
  await assert.rejects(showLaw('no-such-law#1', { store }), code('law.unknown'))
  await assert.rejects(showLaw('app-pi-2019#7.1', { store }), code('provision.unknown'))
  await assert.rejects(showLaw('app-pi-2019#1.1', { store, on: '2020-02-30' }), code('day.invalid'))
  await assert.rejects(listLaw({ store, format: ['pdf'] }), code('format.unknown'))
})

test('a store that is damaged or cannot be written is the user’s to mend', async () => {
  const store = file('not-a-folder', '')
  const law = file('law.md', LAW)
  await assert.rejects(importLaw([law], { store }), code('store.unwritable'))
  const damaged = join(folder, 'damaged')
  await run('importLaw', [law], { store: damaged, format: ['json'] })
  writeFileSync(join(damaged, 'law', 'app-pi-2019.json'), '{')
  await assert.rejects(listLaw({ store: damaged }), code('store.broken'))
  await assert.rejects(showLaw('app-pi-2019#1.1', { store: damaged }), code('store.broken'))
})

test('an id alone shows what the law holds', async () => {
  const { out } = await run('showLaw', 'inspection-2018', { store: join(folder, 'empty'), lang: 'zh' })
  assert.match(out, /^inspection-2018 {2}公安机关互联网安全监督检查规定\n公安部令第151号 · 公安部/)
  assert.match(out, /\n {2}inspection-2018#art14 {2}现场检查至少两名民警/)
  const json = await run('showLaw', 'app-pi-2019', { store: join(folder, 'empty'), format: ['json'] })
  assert.equal((JSON.parse(json.out) as { provisions: unknown[] }).provisions.length, 6)
  await assert.rejects(showLaw('no-such-law', { store: join(folder, 'empty') }), code('law.unknown'))
})

test('status says what the store holds and which rules are stale', async () => {
  const store = join(folder, 'status')
  const text = file('acts.txt', 'App违法违规收集使用个人信息行为认定方法\n一、以下行为\n1.另一段文字;\n2.又一段文字;\n')
  await run('importLaw', [text, file('law.md', LAW)], { store })
  const { out } = await run('lawStatus', { store, format: ['json'] })
  const report = JSON.parse(out) as { found: number; laws: { articles: number }[]; stale: { rule: string }[] }
  assert.deepEqual(
    [report.found, report.laws.map((law) => law.articles), report.stale.map((s) => s.rule)],
    [1, [2], ['app-pi-2019#1.1', 'app-pi-2019#1.2']],
  )
  assert.match((await run('lawStatus', { store, lang: 'zh' })).out, /需要复核的规则\n {2}app-pi-2019#1\.1/)
  assert.match((await run('lawStatus', { store: join(folder, 'empty') })).out, /^0 of 20/)
})
