import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-case-'))

const guiju = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'bin/guiju.js'), ...args],
      { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, TZ: 'America/New_York' } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 3 : 0, out, err }),
    ),
  )

let files = 0
const written = (value: unknown): string => {
  const path = join(folder, `event-${++files}.json`)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}
const take = (event: unknown) => guiju('case', 'do', 'one', written(event), '--format', 'json')
const NOTICE = { organLevel: 'county', department: 'network-security', placeCompetent: true }

describe('guiju case', () => {
  it('opens, refuses with exit code 1 and records it, allows, and shows both sides', async () => {
    const opened = await guiju('case', 'open', 'inspection-2018', '--id', 'one')
    assert.equal(opened.code, 0, opened.err)
    const again = await guiju('case', 'open', 'inspection-2018', '--id', 'one')
    assert.equal(again.code, 2)

    const refused = await take({ type: 'inspection', at: '2026-09-08', by: 'organ', data: { officers: 1 } })
    assert.equal(refused.code, 1, refused.err)
    const verdict = JSON.parse(refused.out)
    assert.equal(verdict.allowed, false)
    assert.ok(verdict.missing.length >= 3)
    assert.ok(verdict.missing.every((m: { step: { zh: string }; citation: string }) => m.step.zh && m.citation))
    assert.equal(verdict.tooEarlyUntil, null)
    assert.equal(verdict.tooLateSince, null)

    // 2026-09-07 17:00 in London is 2026-09-08 in China.
    const notice = await take({ type: 'notice', at: '2026-09-07T17:00:00Z', by: 'organ', data: NOTICE })
    assert.equal(notice.code, 0, notice.out)
    const file = JSON.parse(readFileSync(join(folder, '.guiju/cases/one.json'), 'utf8'))
    assert.equal(file.schema, 'guiju/case/1')
    assert.deepEqual(
      file.events.map((e: { outcome: string }) => e.outcome),
      ['refused', 'done'],
    )
    for (const side of ['organ', 'operator']) {
      const status = await guiju('case', 'status', 'one', '--side', side, '--format', 'json', '--on', '2026-09-10')
      const view = JSON.parse(status.out)
      assert.equal(view.state.id, 'notified')
      assert.equal(view.steps[1].day, '2026-09-08')
      assert.equal(view.steps[1].yours, side === 'organ')
    }
    const text = await guiju('case', 'status', 'one', '--lang', 'zh', '--on', '2026-10-02')
    assert.match(text.out, /第176号/)
    const exported = await guiju('case', 'export', 'one')
    const { ledger, ...whole } = JSON.parse(exported.out)
    assert.deepEqual(whole, file)
    assert.equal(ledger.schema, 'guiju/ledger-export/1')
  })

  it('answers bad input with one line and exit code 2, and records nothing', async () => {
    const before = readFileSync(join(folder, '.guiju/cases/one.json'), 'utf8')
    const wrong: unknown[] = [
      '{',
      '{"type":"notice","at":"2026-09-08","by":"organ","data":{"__proto__":{"x":1}}}',
      [],
      { type: 'nothing', at: '2026-09-08', by: 'organ' },
      { type: 'inspection', at: '2026-02-30', by: 'organ' },
      { type: 'inspection', at: '2026-09-08', by: 'nobody' },
      { type: 'inspection', at: '2026-09-08', by: 'organ', data: { officers: 'two' } },
      { type: 'inspection', at: '2026-09-08', by: 'organ', data: { unheard: true } },
      { type: 'request', at: '2026-09-18', by: 'operator', data: { written: true } },
    ]
    for (const event of wrong) {
      const found = await take(event)
      assert.equal(found.code, 2, JSON.stringify(event))
      assert.equal(found.out, '')
      assert.equal(found.err.trim().split('\n').length, 1)
    }
    assert.equal((await guiju('case', 'open', 'nothing')).code, 2)
    assert.equal((await guiju('case', 'status', 'two')).code, 2)
    assert.equal(readFileSync(join(folder, '.guiju/cases/one.json'), 'utf8'), before)
    assert.deepEqual(readdirSync(join(folder, '.guiju/cases')), ['one.json'])
  })

  it('records what several processes do at once, each once', async () => {
    const before = JSON.parse(readFileSync(join(folder, '.guiju/cases/one.json'), 'utf8')).events.length
    const request = (n: number) => ({
      type: 'request',
      at: '2026-09-18',
      by: 'operator',
      data: { written: true, evidence: [`letter-${n}`] },
    })
    const done = await Promise.all([0, 1, 2].map((n) => take(request(n))))
    assert.deepEqual(
      done.map((d) => d.code),
      [0, 0, 0],
    )
    const { events } = JSON.parse(readFileSync(join(folder, '.guiju/cases/one.json'), 'utf8'))
    assert.equal(events.length, before + 3)
    assert.equal(new Set(done.map((d) => JSON.parse(d.out).id)).size, 3)
  })

  it('verifies, gives receipts and erases: 0 as written, 1 changed, 2 unreadable', async () => {
    const run = async (wanted: number, ...args: string[]) => {
      const found = await guiju('case', ...args)
      assert.equal(found.code, wanted, `${args.join(' ')}: ${found.out}${found.err}`)
      if (wanted === 2) assert.match(found.err, /^guiju: [^\n]+\n$/)
      return found
    }
    const at = (name: string) => join(folder, name)
    await run(0, 'export', 'one', '--out', at('first.json'), '--page', at('first.html'))
    await run(0, 'export', 'one', '--event', 'e2', '--out', at('receipt.json'))
    await run(0, 'verify', 'one')
    await run(0, 'verify', at('receipt.json'))
    assert.ok(readFileSync(at('first.html'), 'utf8').includes('guiju/ledger-export/1'))
    await run(2, 'erase', 'one', '--event', 'e2')
    await run(2, 'erase', 'one', '--reason', 'x')
    await run(0, 'erase', 'one', '--event', 'e2', '--reason', '保存期限届满', '--cites', 'inspection-2018#art20')
    await run(2, 'erase', 'one', '--event', 'e2', '--reason', 'x')
    await run(0, 'export', 'one', '--since', at('receipt.json'), '--out', at('second.json'))
    await run(0, 'verify', at('second.json'), '--since', at('first.json'))
    await run(1, 'verify', at('first.json'), '--since', at('second.json'))
    const text = readFileSync(at('second.json'), 'utf8')
    writeFileSync(at('bad.json'), text.replace('letter-1', 'letter-9'))
    const bad = await run(1, 'verify', at('bad.json'), '--lang', 'en')
    assert.match(bad.out, /^✗ entry \d+: [^\n]+$/m)
    // A byte that is no UTF-8 in place of one that was read as the same sign.
    const bytes = Buffer.from(text)
    bytes[bytes.indexOf('letter-1') + 2] = 0xff
    writeFileSync(at('bytes.json'), bytes)
    await run(1, 'verify', at('bytes.json'))
    writeFileSync(at('cut.json'), text.slice(0, -20))
    await run(2, 'verify', at('cut.json'))
    await run(2, 'verify', at('none.json'))
    await run(2, 'verify', at('second.json'), '--key', 'short')
    const own = at('.guiju/cases/one.json')
    writeFileSync(own, readFileSync(own, 'utf8').replace('letter-1', 'letter-9'))
    const changed = await run(1, 'verify', 'one', '--format', 'json')
    assert.match(JSON.parse(changed.out).faults[0].say.en, /of the case file is not what the ledger holds/)
    await run(2, 'status', 'one')
  })
})
