import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type AuditOptions, audit, auditOne } from '../../src/cli/audit.ts'
import { InputError } from '../../src/cli/errors.ts'
import { camille, camilleRow, screen } from '../support/logs.ts'

const clean = fileURLToPath(new URL('../../examples/clean/clean.apk', import.meta.url))
const bad = fileURLToPath(new URL('../../examples/bad/bad.apk', import.meta.url))
const cleanPolicy = fileURLToPath(new URL('../../examples/clean/policy.html', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-beside-'))
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const DAY = '2026-11-02'
const act = async (place: string, options: AuditOptions, target = clean) => {
  const result = await auditOne(target, options, DAY)
  assert.equal(result.determinations.length, 31)
  return result.determinations.find((d) => d.provision === `app-pi-2019#${place}`)!
}
const refused = async (options: AuditOptions, code: string, target = clean) =>
  assert.rejects(auditOne(target, options, DAY), (e) => e instanceof InputError && e.code === code)

const log = file('run.xls', camille(camilleRow('前', '2026-10-1 10:15:30')))

describe('what is given beside an app', () => {
  it('a log decides what the package leaves open, and its digest stands in the result', async () => {
    assert.equal((await act('3.1', {})).outcome, 'cantTell')
    assert.equal((await act('3.1', { log: [log] })).outcome, 'failed')
    const result = await auditOne(clean, { log: [log] }, DAY)
    assert.deepEqual(
      result.subject.inputs.map((i) => i.name),
      ['clean.apk', 'run.xls'],
    )
  })

  it('tickets and attestations decide 6.5 and 5.2', async () => {
    const tickets = file('t.csv', '类型,收到日期,办结日期\n投诉,2026-09-25,2026-10-23')
    assert.equal((await act('6.5', { tickets, policy: cleanPolicy })).outcome, 'failed')
    file('list.pdf', 'x')
    const attest = file('a.yaml', 'by: 张三\non: 2026-11-01\nevidence: list.pdf\nbackendSharing: false\n')
    assert.equal((await act('5.2', { attest })).outcome, 'passed')
  })

  it('carriers of one app are joined, a capture and screens among them', async () => {
    const har = file(
      'c.har',
      JSON.stringify({
        log: {
          entries: [
            {
              startedDateTime: '2026-11-01T10:15:00+08:00',
              request: { method: 'GET', url: 'https://ulogs.umeng.com/?mobile=13800138000' },
              response: { status: 200 },
            },
          ],
        },
      }),
    )
    const options = { with: [har], consentAt: '2026-11-01T10:16:00+08:00' }
    assert.equal((await act('5.1', options)).outcome, 'failed')
    const alone = await auditOne(har, { consentAt: '10:16' }, DAY)
    assert.equal(alone.subject.id, 'app.web:https://ulogs.umeng.com')
    assert.equal(alone.determinations[0]!.applies, 'by-reference')
    const box = screen([{ text: '同意隐私政策', checkable: true, checked: true }])
    file('1.xml', box)
    assert.equal((await act('3.4', { log: [join(folder, '1.xml')] })).outcome, 'cantTell')
  })

  it('an earlier build is compared, another app is refused', async () => {
    const same = await act('2.2', { before: clean, policy: cleanPolicy, policyBefore: cleanPolicy })
    assert.equal(same.outcome, 'cantTell')
    assert.deepEqual(same.leads, [])
    await refused({ before: bad }, 'before.different')
    await refused({ with: [bad] }, 'with.different')
    const bad_ = await auditOne(bad, {}, DAY)
    const attest = file('same.yaml', `by: 张三\non: 2026-11-01\nsameAs: ["${bad_.subject.id}"]\n`)
    assert.equal((await act('1.1', { with: [bad], attest })).provision, 'app-pi-2019#1.1')
  })

  it('bad input is one line', async () => {
    await refused({ log: [join(folder, 'missing.har')] }, 'file.missing')
    const logs = join(folder, 'logs')
    mkdirSync(logs)
    await refused({ log: [logs] }, 'log.unreadable')
    for (let i = 0; i <= 500; i += 1) writeFileSync(join(logs, `${i}.xml`), '')
    await refused({ log: [logs] }, 'log.unreadable')
    await refused({ log: [file('x.txt', 'hello')] }, 'log.unreadable')
    await refused({ log: [file('o.jsonl', '{"type":"start","app":"com.other"}\n{"type":"end"}')] }, 'log.other')
    await refused({ log: [log], consentAt: 'soon' }, 'time.invalid')
    await refused({ tickets: file('e.csv', 'a,b\n1,2') }, 'tickets.unreadable')
    await refused({ attest: file('u.yaml', 'backendSharing: false\n') }, 'attest.unsigned')
    await refused({ attest: file('k.yaml', 'by: x\non: 2026-11-01\nbackendShring: false\n') }, 'attest.key')
    await refused({ attest: file('s.yaml', 'by: x\non: 2026-11-01\nsubject: com.other\n') }, 'attest.other')
    await assert.rejects(
      audit([clean, bad], { log: [log], on: DAY }, '0'),
      (e) => e instanceof InputError && e.code === 'option.one-target',
    )
  })
})
