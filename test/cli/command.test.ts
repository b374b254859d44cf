import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-cli-'))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const guiju = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'bin/guiju.js'), ...args],
      { cwd: folder, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 3 : 0, out, err }),
    ),
  )

const bad = join(root, 'examples/bad/bad.apk')
const badPolicy = join(root, 'examples/bad/policy.html')
const clean = join(root, 'examples/clean/clean.apk')
const cleanPolicy = join(root, 'examples/clean/policy.html')

describe('guiju audit', () => {
  it('writes a workbook and OSCAL beside each other', async () => {
    const out = join(folder, 'forms')
    const ran = await guiju(
      'audit',
      bad,
      '--policy',
      badPolicy,
      '--format',
      'xlsx,oscal',
      '--out',
      out,
      '--on',
      '2026-11-01',
    )
    assert.equal(ran.code, 1, ran.err)
    const names = ran.err
      .trim()
      .split('\n')
      .map((path) => path.replace(/^.*?\./, '').replace(/^.*(?=xlsx|assess|poam)/, ''))
    assert.deepEqual(names, ['xlsx', 'assessment-results.json', 'poam.json'])
  })

  it('exits 1 with evidence, 0 without, and prints only the result to stdout', async () => {
    const failing = await guiju('audit', bad, '--policy', badPolicy, '--format', 'json', '--on', '2026-11-01')
    assert.equal(failing.code, 1, failing.err)
    assert.equal(failing.err, '')
    assert.equal(JSON.parse(failing.out).schema, 'guiju/result/1')
    const passing = await guiju('audit', clean, '--policy', cleanPolicy, '--format', 'json', '--on', '2026-11-01')
    assert.equal(passing.code, 0, passing.err)
  })

  it('gives the same bytes twice', async () => {
    const args = ['audit', bad, '--policy', badPolicy, '--format', 'json', '--on', '2026-11-01']
    assert.equal((await guiju(...args)).out, (await guiju(...args)).out)
  })

  it('judges by the law of the day: before it was in force nothing sets exit code 1 unless named', async () => {
    const args = ['audit', bad, '--policy', badPolicy, '--format', 'json', '--on', '2019-11-27']
    const before = await guiju(...args)
    assert.equal(before.code, 0, before.err)
    assert.ok(JSON.parse(before.out).results[0].determinations.every((d: { status: string }) => d.status === 'not-yet'))
    assert.equal((await guiju(...args, '--instrument', 'app-pi-2019')).code, 1)
  })

  it('writes reports whole into --out', async () => {
    const out = join(folder, 'reports')
    const ran = await guiju(
      'audit',
      bad,
      '--policy',
      badPolicy,
      '--format',
      'html',
      'json',
      'sarif',
      'md',
      '--out',
      out,
    )
    assert.equal(ran.code, 1, ran.err)
    assert.deepEqual(
      readdirSync(out)
        .map((f) => f.split('.').at(-1))
        .sort(),
      ['html', 'json', 'md', 'sarif'],
    )
    assert.equal(ran.out, '')
  })

  it('says why a page cannot be opened before a browser starts, and leaves nothing', async () => {
    const server = createServer((_, answer) => answer.end('<!doctype html><title>内网</title>'))
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
    const page = `http://127.0.0.1:${port}/`
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const out = join(folder, 'no-run')
    const refused = async (line: RegExp, ...args: string[]) => {
      const ran = await guiju('audit', ...args)
      assert.equal(ran.code, 2, `${args.join(' ')}: ${ran.err}`)
      assert.match(ran.err, line)
      assert.equal(ran.err.trim().split('\n').length, 1)
      assert.equal(ran.out, '')
      assert.equal(existsSync(out), false)
    }
    try {
      await refused(/127\.0\.0\.1.*--allow-private/, page, '--out', out)
      await refused(/localhost.*--allow-private/, `http://localhost:${port}/`, '--out', out, '--format', 'json')
      await refused(/a-file.*ENOTDIR.*--out/, page, '--allow-private', '--out', join(file, 'reports'))
      await refused(/127\.0\.0\.1.*--allow-private/, clean, '--with', page, '--out', out)
      await refused(/ftp:\/\/.*http or https/, 'ftp://127.0.0.1/app', '--out', out)
      await refused(/ftp:\/\/127\.0\.0\.1\/app/, 'ftp://zhang:mima@127.0.0.1/app', '--out', out)
      const secret = `http://zhang:mima@127.0.0.1:${port}/`
      await refused(/at 127\.0\.0\.1:\d+ holds a user name or password/, secret, '--allow-private', '--out', out)
      assert.doesNotMatch((await guiju('audit', secret, '--out', out)).err, /zhang|mima/)
      // A label too long for a name is resolved nowhere, without a question to the network.
      await refused(/aaa\.example cannot be resolved/, `http://${'a'.repeat(70)}.example/`, '--out', out)
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
    await refused(/no connection to 127\.0\.0\.1:\d+ ECONNREFUSED/, page, '--allow-private', '--out', out)
  })

  it('says in one line what is wrong, exits 2 and writes nothing', async () => {
    const text = join(folder, 'note.txt')
    writeFileSync(text, 'hello')
    const out = join(folder, 'never')
    const mapping = join(folder, 'mapping.yaml')
    writeFileSync(mapping, 'facts: weather\ntables: {}\n')
    const wrong: readonly (readonly string[])[] = [
      ['audit', '--out', out],
      ['audit', join(folder, 'missing.apk'), '--out', out],
      ['audit', text, '--out', out],
      ['audit', folder, '--out', out],
      ['audit', bad, '--policy', join(folder, 'missing.html'), '--out', out],
      ['audit', bad, '--on', '2026-02-30', '--out', out],
      ['audit', bad, '--category', '没有这类', '--out', out],
      ['audit', bad, '--format', 'rtf', '--out', out],
      ['audit', bad, '--lang', 'fr', '--out', out],
      ['audit', bad, '--instrument', 'nope', '--out', out],
      ['check', mapping, '--engine', 'postgres://nowhere/db', '--out', out],
      ['check', mapping, '--out', out],
      ['restore', text, '--store', out],
    ]
    for (const args of wrong) {
      const ran = await guiju(...args)
      assert.equal(ran.code, 2, `${args.join(' ')}: ${ran.err}`)
      assert.match(ran.err, /^guiju: [^\n]+\n$/, args.join(' '))
      assert.equal(ran.out, '')
      assert.equal(existsSync(out), false)
    }
    assert.equal((await guiju('audit', bad, '--no-such-option')).code, 2)
  })

  it('reports the readable targets when one is not', async () => {
    const out = join(folder, 'mixed')
    const ran = await guiju('audit', join(folder, 'missing.apk'), clean, '--format', 'json', '--out', out)
    assert.equal(ran.code, 2)
    const file = readdirSync(out).find((f) => f.endsWith('.json'))!
    assert.equal(JSON.parse(readFileSync(join(out, file), 'utf8')).results.length, 1)
  })
})

describe('other commands', () => {
  it('lists and shows rules', async () => {
    const list = await guiju('rule', 'list', '--format', 'json')
    assert.equal(JSON.parse(list.out).filter((r: { id: string }) => r.id.startsWith('app-pi-2019#')).length, 31)
    assert.match((await guiju('rule', 'show', 'app-pi-2019#6.3', '--lang', 'zh')).out, /15个工作日/)
    assert.equal((await guiju('rule', 'show', 'app-pi-2019#9.9')).code, 2)
    assert.equal((await guiju('rule', 'new', 'not a ref')).code, 2)
  })

  it('counts working days', async () => {
    assert.match((await guiju('calendar', '2026-09-30', '+3wd')).out, /^2026-10-10\n/)
    assert.match((await guiju('calendar', '2026-12-30', '+10wd')).out, /^\d{4}-\d\d-\d\d provisional\n/)
    assert.match(
      (await guiju('calendar', '2026-10-10', '-3wd', '--lang', 'zh')).out,
      /^2026-09-30\n.*2026-10-01 国庆节/s,
    )
    assert.match(
      (await guiju('calendar', '2026-10-01', '+0wd')).out,
      /^2026-10-01\n {2}2026-10-01 .*not a working day\n$/,
    )
    const json = await guiju('calendar', '2026-12-30', '+10wd', '--format', 'json')
    assert.equal((JSON.parse(json.out) as { provisional: boolean }).provisional, true)
    assert.match((await guiju('calendar', '9999-12-01', '+90wd')).err, /9999/)
    assert.equal((await guiju('calendar', '2026-10-01', '+3wd', '--no-such')).code, 2)
    assert.equal((await guiju('calendar', '2026-02-30', '+3wd')).code, 2)
    assert.equal((await guiju('calendar', '2026-02-03', '3 weeks')).code, 2)
  })

  it('prints schema and template of facts', async () => {
    assert.equal(JSON.parse((await guiju('facts', 'schema', 'app')).out).$ref, '#/$defs/app')
    assert.ok('policy' in JSON.parse((await guiju('facts', 'template', 'app')).out))
    assert.equal((await guiju('facts', 'schema', 'nope')).code, 2)
  })

  it('speaks Chinese in its help', async () => {
    assert.match((await guiju('--help', '--lang', 'zh')).out, /规矩/)
    assert.equal((await guiju('--help')).code, 0)
  })
})
