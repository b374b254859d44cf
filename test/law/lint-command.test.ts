import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'

const folder = mkdtempSync(join(tmpdir(), 'guiju-lint-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const guiju = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' })

const source = { name: 'invented.txt', sha256: '0'.repeat(64) }
/** A store that holds invented words at a place of a real instrument. */
const stored = () => {
  const zh = { place: '2', text: '二、合作方应当在30日内备案。', sha256: '0'.repeat(64), words: '0'.repeat(64) }
  const en = { place: '2', text: 'II, Partners may file within 13 days.' }
  mkdirSync(join(folder, '.guiju', 'law'), { recursive: true })
  writeFileSync(
    join(folder, '.guiju', 'law', 'internet-lending-2021.json'),
    JSON.stringify({
      schema: 'guiju/law-text/1',
      id: 'internet-lending-2021',
      zh: { source, truncated: false, provisions: [zh] },
      en: { source, truncated: false, provisions: [en] },
    }),
  )
}

test('without texts one line says what to do, exit code 2', () => {
  for (const args of [
    ['law', 'lint'],
    ['law', 'lint', '5g-2020'],
  ]) {
    const { status, stdout, stderr } = guiju(...args)
    assert.equal(status, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /^guiju: no text .* run guiju law import <file> first\n$/)
  }
})

test('an unknown instrument is named, exit code 2', () => {
  const { status, stderr } = guiju('law', 'lint', 'no-such-law')
  assert.equal(status, 2)
  assert.match(stderr, /^guiju: there is no law no-such-law/)
})

test('JSON has the fixed shape, and names spans by their place in the text', () => {
  stored()
  const { status, stdout } = guiju('law', 'lint', 'internet-lending-2021', '--format', 'json')
  assert.equal(status, 0)
  const result = JSON.parse(stdout)
  assert.equal(result.schema, 'guiju/lint/1')
  assert.deepEqual(
    result.findings.map((f: { kind: string; severity: string; zh: unknown; en: unknown; ref: string }) => [
      f.ref,
      f.kind,
      f.severity,
      f.zh,
      f.en,
    ]),
    [
      [
        'internet-lending-2021#2',
        'modality',
        'norm',
        { text: '应当', start: 5, end: 7 },
        { text: 'may', start: 13, end: 16 },
      ],
      [
        'internet-lending-2021#2',
        'number',
        'norm',
        { text: '30', start: 8, end: 10 },
        { text: '13', start: 29, end: 31 },
      ],
    ],
  )
})

test('SARIF is valid, Markdown speaks both languages, files are written whole', () => {
  stored()
  const out = join(folder, 'out')
  const run = guiju('law', 'lint', '--format', 'sarif,md,json', '--lang', 'both', '--out', out)
  assert.equal(run.status, 0, run.stderr)
  assert.equal(run.stdout, '')
  const schema = JSON.parse(readFileSync(new URL('../schemas/sarif-2.1.0.json', import.meta.url), 'utf8'))
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false })
  const valid = ajv.compile(schema)
  assert.ok(valid(JSON.parse(readFileSync(join(out, 'law-lint.sarif'), 'utf8'))), JSON.stringify(valid.errors))
  const md = readFileSync(join(out, 'law-lint.md'), 'utf8')
  assert.match(md, /^# 译文检查/)
  assert.match(md, /^# Translation check/m)
  assert.match(md, /改变规范/)
  assert.ok(existsSync(join(out, 'law-lint.json')))
})
