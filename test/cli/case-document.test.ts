import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type DocumentCommand, documentCommand } from '../../src/cli/case-document.ts'
import { explainCommand } from '../../src/cli/case-explain.ts'
import { InputError } from '../../src/cli/errors.ts'
import { FIRM_CASE } from '../cases/printed.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-document-'))
const inFolder = (name: string): string => join(folder, name)
const CASE = inFolder('case.json')
writeFileSync(CASE, JSON.stringify(FIRM_CASE))
const STORE = { store: inFolder('store') }

const guiju = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, [join(root, 'bin/guiju.js'), ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 3 : 0, out, err }),
    ),
  )

const refused = (type: string, options: DocumentCommand, code: string) =>
  assert.rejects(documentCommand(CASE, type, { ...STORE, ...options }), (error: InputError) => {
    assert.ok(error instanceof InputError, String(error))
    assert.equal(error.code, code)
    return true
  })

describe('guiju case document', () => {
  it('writes one and says where; without a type the documents are listed', async () => {
    const out = inFolder('notice.html')
    const made = await guiju('case', 'document', CASE, 'listing-notice', '--lang', 'both', '-o', out)
    assert.equal(made.code, 0, made.err)
    assert.equal(made.out, '')
    assert.equal(made.err, `${out}\n`)
    assert.ok(readFileSync(out, 'utf8').includes('某市市场监督管理局'))
    const listed = await guiju('case', 'document', CASE, '--lang', 'zh')
    assert.match(listed.out, /listing-notice +notice +列入严重失信主体名单事先告知书/)
  })

  it('takes the format from the name of the file, and writes several at once', async () => {
    const named = inFolder('r.docx')
    assert.equal(await documentCommand(CASE, 'receipt', { ...STORE, out: named }), 0)
    assert.equal(readFileSync(named).subarray(0, 2).toString('latin1'), 'PK')
    const out = inFolder('s.html')
    assert.equal(await documentCommand(CASE, 'receipt', { ...STORE, format: ['html,docx'], out }), 0)
    assert.match(readFileSync(out, 'utf8'), /^<!doctype html>/)
    assert.equal(readFileSync(inFolder('s.docx')).subarray(0, 2).toString('latin1'), 'PK')
  })

  it('without an element writes nothing, names each with its citation, and exits with 1', async () => {
    const draft = inFolder('draft.json')
    const { rights: _, ...data } = FIRM_CASE.events.find((e) => e.type === 'notice')!.data
    const event = { type: 'notice', at: '2025-02-20', by: 'authority', data: { ...data, id: 'n2' } }
    writeFileSync(draft, JSON.stringify(event))
    const before = readdirSync(folder)
    const out = inFolder('never.html')
    const made = await guiju('case', 'document', CASE, 'listing-notice', '--draft', draft, '--lang', 'zh', '-o', out)
    assert.equal(made.code, 1)
    assert.equal(
      made.err,
      'guiju: 不能制作《列入严重失信主体名单事先告知书》，缺少1项法定要素：\n  - 告知事由、依据和当事人依法享有的权利［credit-constraint-2020#8］（data.rights）\n',
    )
    assert.deepEqual(readdirSync(folder), before)
    const json = await guiju('case', 'document', CASE, 'listing-notice', '--draft', draft, '--format', 'json')
    assert.equal(json.code, 1)
    assert.equal(JSON.parse(json.out).missing[0].citation, 'credit-constraint-2020#8')
  })

  it('answers wrong usage with a code of its own and writes nothing', async () => {
    const before = readdirSync(folder)
    await refused('listing-notice', { format: ['odt'] }, 'format.unknown')
    await refused('no-such-document', {}, 'document.unknown')
    await refused('listing-notice', { event: 'nothing' }, 'case.event')
    await refused('listing-notice', { event: 'dec' }, 'document.step')
    await refused('listing-notice', { draft: inFolder('nowhere.json') }, 'file.missing')
    await refused('listing-notice', { on: 'yesterday' }, 'day.invalid')
    await refused('listing-notice', { out: join(CASE, 'x.html') }, 'out.unwritable')
    assert.deepEqual(readdirSync(folder), before)
  })

  it('says in one line that the browser printed no PDF, and writes nothing', async () => {
    const broken = inFolder('broken-browser')
    writeFileSync(broken, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const kept = process.env['GUIJU_BROWSER']
    process.env['GUIJU_BROWSER'] = broken
    try {
      await refused('listing-notice', { format: ['pdf'], out: inFolder('a.pdf') }, 'pdf.failed')
    } finally {
      if (kept === undefined) delete process.env['GUIJU_BROWSER']
      else process.env['GUIJU_BROWSER'] = kept
    }
    assert.equal(existsSync(inFolder('a.pdf')), false)
  })
})

describe('guiju case explain', () => {
  it('tells the case in both languages, as text, JSON and HTML with the picture', async () => {
    const on = '2025-03-20'
    const text = await guiju('case', 'explain', CASE, '--on', on)
    assert.match(text.out, /已经办理[\s\S]*What may follow today/)
    const json = await guiju('case', 'explain', CASE, '--on', on, '--format', 'json')
    assert.equal(JSON.parse(json.out).schema, 'guiju/case-explanation/1')
    const out = inFolder('explained.html')
    await explainCommand(CASE, { ...STORE, on, out, lang: 'zh' })
    const page = readFileSync(out, 'utf8')
    assert.ok(page.includes('<svg ') && page.includes('案件说明'))
    assert.doesNotMatch(page, /<script/)
  })

  it('the example of the README says what the README shows', async () => {
    const example = join(root, 'examples/cases/credit.json')
    const told = await guiju('case', 'explain', example, '--on', '2025-03-06', '--lang', 'zh')
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const shown = /guiju case explain [^\n]*\n([\s\S]*?)\n\n\$ npx guiju case document/.exec(readme)![1]!
    for (const line of shown.split('\n')) if (line !== '…') assert.ok(told.out.split('\n').includes(line), line)
  })
})
