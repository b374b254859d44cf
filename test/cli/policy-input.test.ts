import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { openText } from '../../src/collect/document/open.ts'
import { writeDocx } from '../support/docx-writer.ts'

const bad = (name: string): string => fileURLToPath(new URL(`../../examples/bad/${name}`, import.meta.url))
const outcomes = async (policy: string, allowPrivate = false) => {
  const result = await auditOne(bad('bad.apk'), { policy, allowPrivate }, '2026-11-01')
  return { inputs: result.subject.inputs, acts: result.determinations.map((d) => `${d.provision} ${d.outcome}`) }
}
const refused = async (policy: string, allowPrivate = false): Promise<InputError> => {
  try {
    await outcomes(policy, allowPrivate)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  return assert.fail('it was read')
}

test('one policy gives the same 31 outcomes as HTML, as DOCX under any name, and by address in GBK', async () => {
  const html = readFileSync(bad('policy.html'))
  const expected = (await outcomes(bad('policy.html'))).acts
  const { document } = openText(html, 'policy.html', new Budget(DOCUMENT_LIMITS), new ProblemLog(''))!
  const docx = writeDocx(document.blocks)
  const folder = mkdtempSync(join(tmpdir(), 'guiju-policy-'))
  const named = join(folder, 'policy.html')
  writeFileSync(named, docx)
  const server = createServer((request, response) => {
    if (request.url === '/privacy') response.writeHead(302, { location: '/policy' }).end()
    else if (request.url === '/policy') response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    else if (request.url === '/word') response.end(docx)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    assert.deepEqual((await outcomes(named)).acts, expected)
    const page = await outcomes(`${base}/privacy`, true)
    assert.deepEqual(page.acts, expected)
    const sha256 = createHash('sha256').update(html).digest('hex')
    assert.deepEqual(page.inputs.at(-1), { name: `${base}/policy`, sha256, bytes: html.length })
    assert.deepEqual((await outcomes(`${base}/word`, true)).acts, expected)
    const missing = await refused(`${base}/none`, true)
    assert.equal(missing.code, 'url.unread')
    assert.match(missing.text.zh, /404/)
    assert.match((await refused(`${base}/policy`)).text.en, /--allow-private/)
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})

test('a policy that cannot be read gives one line that says why, in the language of the line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-policy-'))
  const path = join(folder, 'policy.docx')
  try {
    writeFileSync(path, Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]))
    const { code, text } = await refused(path)
    assert.equal(code, 'policy.unreadable')
    assert.match(text.zh, /旧版 Office 文件/)
    assert.match(text.en, /old Office file/)
    assert.ok(!/\n|。）/.test(text.zh + text.en))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
