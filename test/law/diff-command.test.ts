import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'guiju-diff-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const guiju = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' })
const law = (day: string, limit: string) =>
  `# 图书借阅规定\n\n${day}通过\n\n第一条 为规范借阅，制定本规定。\n\n第二条 每次借阅不得超过${limit}册。\n\n第三条 逾期的，依照第二条处理。\n`
writeFileSync(join(folder, 'old.md'), law('2030年1月1日', '三'))
writeFileSync(join(folder, 'new.md'), law('2031年1月1日', '五'))

test('two files are compared by provision', () => {
  const { status, stdout, stderr } = guiju('law', 'diff', 'old.md', 'new.md', '--format', 'json')
  assert.equal(status, 0, stderr)
  const report = JSON.parse(stdout)
  assert.equal(report.schema, 'guiju/law-diff/1')
  assert.deepEqual([report.a.date, report.b.date], ['2030-01-01', '2031-01-01'])
  assert.equal(report.summary.changed, 1)
  assert.equal(report.summary.same, 2)
  const changed = report.provisions.find((p: { fate: string }) => p.fate === 'changed')
  assert.deepEqual(changed.changes, [{ was: '三', now: '五', touches: ['number'] }])
})

test('versions are named by title and day once imported', () => {
  assert.equal(guiju('law', 'import', 'old.md', 'new.md').status, 0)
  const run = guiju(
    'law',
    'diff',
    '图书借阅规定@2030-01-01',
    '图书借阅规定',
    '--format',
    'html',
    '--out',
    'out',
    '--lang',
    'zh',
  )
  assert.equal(run.status, 0, run.stderr)
  assert.match(
    readFileSync(join(folder, 'out', 'law-diff.html'), 'utf8'),
    /<del>三<\/del> <ins>五<\/ins> <mark>数字<\/mark>/,
  )
})

test('what is not there is said in one line, exit code 2', () => {
  const { status, stdout, stderr } = guiju('law', 'diff', 'nowhere.md', 'new.md')
  assert.deepEqual([status, stdout], [2, ''])
  assert.match(stderr, /^guiju: there is no nowhere\.md: .*\n$/)
})

test('coverage needs no text', () => {
  const { status, stdout } = guiju('law', 'coverage', 'app-pi-2019', '--format', 'json')
  assert.equal(status, 0)
  const { schema, instruments, unexplained } = JSON.parse(stdout)
  assert.equal(schema, 'guiju/law-coverage/1')
  assert.equal(instruments[0].totals['not-yet'], 0)
  assert.deepEqual(unexplained, [])
})
