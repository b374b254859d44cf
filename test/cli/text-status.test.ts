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
const guiju = (store: string, ...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'src/cli/main.ts'), ...args, '--format', 'json', '--store', store],
      { cwd: folder, maxBuffer: 1 << 27 },
      (error, out, err) => resolve({ code: error?.code ?? 0, out, err }),
    ),
  )
const audit = (store: string) => guiju(store, 'audit', join(root, 'examples/clean/clean.apk'))

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

test('tables and cases say so too', async () => {
  const store = join(folder, 'lending')
  const law = '中国银保监会办公厅关于进一步规范商业银行互联网贷款业务的通知\n一、另一段文字。\n二、又一段文字。\n'
  const articles = '一二三四五六七八九十'.split('').map((n) => `第${n}条 另一段文字。`)
  const order = `公安机关互联网安全监督检查规定\n${articles.join('\n')}\n`
  const files = [law, order].map((text, i) => ({ name: `law-${i}.txt`, bytes: Buffer.from(text) }))
  await importLaws(files, lawFolder(store), [])
  const { out } = await guiju(store, 'check', join(root, 'examples/loans/loans.yaml'))
  const { determinations } = (JSON.parse(out) as Result).results[0]!
  const stale = determinations.filter((d) => d.text === 'stale').map((d) => d.provision)
  assert.deepEqual([...new Set(stale)], ['internet-lending-2021#1', 'internet-lending-2021#2'])
  assert.ok(determinations.some((d) => d.text === 'unchecked'))

  const facts = join(folder, 'facts.json')
  writeFileSync(facts, JSON.stringify({ side: 'organ' }))
  const opened = await guiju(store, 'case', 'open', 'inspection-2018', '--id', 'one', '--facts', facts)
  assert.equal(opened.code, 0, opened.err)
  const { notes } = JSON.parse((await guiju(store, 'case', 'status', 'one')).out) as {
    notes: readonly { en: string }[]
  }
  const told = notes.map((note) => /check it: (.*)$/.exec(note.en)?.[1]).filter((refs) => refs !== undefined)
  assert.equal(told.length, 1)
  assert.match(told[0]!, /inspection-2018#art/)
  for (const ref of told[0]!.split(', ')) assert.ok(Number(/#art(\d+)/.exec(ref)![1]) <= 10, ref)
})
