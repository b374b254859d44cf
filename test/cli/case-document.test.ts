import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FIRM_CASE } from '../cases/printed.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-document-'))
const CASE = join(folder, 'case.json')
writeFileSync(CASE, JSON.stringify(FIRM_CASE))

const guiju = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'bin/guiju.js'), ...args],
      { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 3 : 0, out, err }),
    ),
  )

describe('guiju case document', () => {
  it('lists the documents of a case, writes one as HTML and DOCX, and says where', async () => {
    const listed = await guiju(['case', 'document', CASE, '--lang', 'zh'])
    assert.equal(listed.code, 0, listed.err)
    assert.match(listed.out, /listing-notice +notice +列入严重失信主体名单事先告知书/)
    for (const format of ['html', 'docx']) {
      const out = join(folder, `notice.${format}`)
      const made = await guiju([
        'case',
        'document',
        CASE,
        'listing-notice',
        '--format',
        format,
        '--lang',
        'both',
        '-o',
        out,
      ])
      assert.equal(made.code, 0, made.err)
      assert.equal(made.out, '')
      assert.ok(made.err.startsWith(out))
      const bytes = readFileSync(out)
      assert.ok(
        format === 'html' ? bytes.includes('某市市场监督管理局') : bytes.subarray(0, 2).equals(Buffer.from('PK')),
      )
    }
  })

  it('without an element writes nothing, names each with its citation, and exits with 1', async () => {
    const before = readdirSync(folder)
    const draft = join(folder, 'draft.json')
    const { remedies: _, rights: __, ...data } = FIRM_CASE.events.find((e) => e.type === 'notice')!.data
    writeFileSync(
      draft,
      JSON.stringify({ type: 'notice', at: '2025-02-20', by: 'authority', data: { ...data, id: 'n2' } }),
    )
    const out = join(folder, 'never.html')
    const made = await guiju(['case', 'document', CASE, 'listing-notice', '--draft', draft, '--lang', 'zh', '-o', out])
    assert.equal(made.code, 1)
    assert.match(
      made.err,
      /不能制作《列入严重失信主体名单事先告知书》，缺少1项法定要素：\n {2}- 告知事由、依据和当事人依法享有的权利［credit-constraint-2020#8］（data\.rights）\n$/,
    )
    assert.equal(existsSync(out), false)
    assert.deepEqual(readdirSync(folder).sort(), [...before, 'draft.json'].sort())
    const json = await guiju(['case', 'document', CASE, 'listing-notice', '--draft', draft, '--format', 'json'])
    assert.equal(json.code, 1)
    assert.equal(JSON.parse(json.out).missing[0].citation, 'credit-constraint-2020#8')
  })

  it('answers wrong usage with one line and exit code 2', async () => {
    const wrong: readonly (readonly string[])[] = [
      ['listing-notice', '--format', 'odt'],
      ['no-such-document'],
      ['listing-notice', '--event', 'nothing'],
      ['listing-notice', '--event', 'dec'],
      ['listing-notice', '--draft', 'nowhere.json'],
      ['listing-notice', '--on', 'yesterday'],
      ['listing-notice', '-o', join(folder, 'case.json', 'x.html')],
    ]
    for (const args of wrong) {
      const made = await guiju(['case', 'document', CASE, ...args])
      assert.equal(made.code, 2, args.join(' '))
      assert.equal(made.err.trim().split('\n').length, 1, made.err)
    }
  })

  it('says in one line that the browser printed no PDF, and writes nothing', async () => {
    const broken = join(folder, 'broken-browser')
    writeFileSync(broken, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const out = join(folder, 'a.pdf')
    const made = await guiju(['case', 'document', CASE, 'listing-notice', '--format', 'pdf', '-o', out], {
      GUIJU_BROWSER: broken,
    })
    assert.equal(made.code, 2)
    assert.match(made.err, /^guiju: the browser printed no PDF \(.*\): use --format html/)
    assert.equal(made.err.trim().split('\n').length, 1, made.err)
    assert.equal(existsSync(out), false)
  })
})

describe('guiju case explain', () => {
  it('tells the case in both languages, as text, JSON and HTML with the picture', async () => {
    const text = await guiju(['case', 'explain', CASE, '--on', '2025-03-20'])
    assert.equal(text.code, 0, text.err)
    assert.match(text.out, /已经办理/)
    assert.match(text.out, /What may follow today/)
    const json = JSON.parse((await guiju(['case', 'explain', CASE, '--format', 'json', '--on', '2025-03-20'])).out)
    assert.equal(json.schema, 'guiju/case-explanation/1')
    const out = join(folder, 'explained.html')
    const made = await guiju(['case', 'explain', CASE, '-o', out, '--on', '2025-03-20', '--lang', 'zh'])
    assert.equal(made.code, 0, made.err)
    const page = readFileSync(out, 'utf8')
    assert.ok(page.includes('<svg ') && page.includes('案件说明'))
    assert.doesNotMatch(page, /<script/)
  })

  it('the schema of case files is printed', async () => {
    const schema = await guiju(['facts', 'schema', 'case'])
    assert.equal(schema.code, 0, schema.err)
    assert.equal(schema.out, readFileSync(join(root, 'docs/schemas/guiju-case-1.json'), 'utf8'))
  })
})
