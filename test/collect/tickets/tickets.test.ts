import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TextEncoder } from 'node:util'
import { judgeApp } from '../../../src/cli/audit.ts'
import { recordPolicy } from '../../../src/collect/app/policy-facts.ts'
import { Budget, DOCUMENT_LIMITS } from '../../../src/collect/budget.ts'
import { readPolicy } from '../../../src/collect/policy/read.ts'
import { readCsv } from '../../../src/collect/tickets/csv.ts'
import { dayIn } from '../../../src/collect/tickets/day.ts'
import { recordTickets } from '../../../src/collect/tickets/facts.ts'
import { ticketsIn } from '../../../src/collect/tickets/read.ts'
import { Recorder } from '../../../src/facts/reading.ts'
import { workbook } from '../../support/logs.ts'
import { mutate } from '../../support/mutate.ts'

const policyOf = (limit: string) =>
  readPolicy(
    Buffer.from(
      `<h1>隐私政策</h1><h2>您的权利</h2><p>您可以更正、删除个人信息或注销账号，${limit}。</p><p>投诉请致电 010-12345678。</p>${'<p>我们收集您的手机号用于登录。</p>'.repeat(20)}`,
    ),
    'policy.html',
    new Budget(DOCUMENT_LIMITS),
  )
const NO_PROMISE = await policyOf('请在设置中操作')

async function judged(csv: string | Buffer, on = '2026-11-02', policy = NO_PROMISE) {
  const read = await ticketsIn(Buffer.from(csv), 't.csv')
  assert.ok(!('no' in read), 'no' in read ? read.no.en : '')
  const recorder = new Recorder('tickets')
  const app = recorder.row('app', 'app.android:a.b')
  recordTickets({ name: 't.csv', input: { name: 't.csv', sha256: '', bytes: 0 }, ...read }, app, recorder, policy, on)
  const text = new Recorder('policy')
  recordPolicy(policy, text.row('app', 'app.android:a.b'), text)
  const subject = { kind: 'app.android' as const, id: 'app.android:a.b', name: '', version: '', inputs: [] }
  const result = judgeApp(subject, [recorder.reading(), text.reading()], [], on)
  return Object.fromEntries(result.determinations.map((d) => [d.provision.slice(12), d]))
}
const HEAD = '工单号,类别,收到日期,办结日期'
const outcome = async (row: string, on?: string, policy?: typeof NO_PROMISE) =>
  (await judged(`${HEAD}\n${row}`, on, policy))['6.3']!.outcome

describe('tables of tickets', () => {
  it('reads quotes, line breaks, separators and encodings', async () => {
    const rows = (text: string) => readCsv(text, new Budget(DOCUMENT_LIMITS)).map((r) => r.cells)
    assert.deepEqual(rows('a,b\r\n"x ""y"", z","1\n2"\n\n3,\n'), [
      ['a', 'b'],
      ['x "y", z', '1\n2'],
      ['3', ''],
    ])
    assert.deepEqual(rows('a;b;c\n1;2,5;3'), [
      ['a', 'b', 'c'],
      ['1', '2,5', '3'],
    ])
    assert.deepEqual(rows('"open'), [['open']])
    assert.equal(readCsv('a,b\n"x\ny",1\nz,2', new Budget(DOCUMENT_LIMITS))[2]!.line, 4)
    const text = `${HEAD}\nA1,删除,2026-09-25,2026-10-23`
    const gbk = Buffer.concat([...text].map((c) => gbkOf(c)))
    for (const bytes of [text, `\ufeff${text}`, gbk, Buffer.from(`\ufeff${text}`, 'utf16le')])
      assert.equal((await judged(Buffer.from(bytes as string)))['6.3']!.outcome, 'failed')
    const sheet = workbook({ s: [HEAD.split(','), ['A1', '删除', 46290, 46318]] }, 'xlsx')
    assert.equal((await judged(sheet))['6.3']!.outcome, 'failed')
  })

  it('reads days as they are written, and guesses none', () => {
    for (const text of [
      '2026-11-01',
      '2026/11/1',
      '2026.11.01',
      '2026年11月1日',
      '20261101',
      '2026-11-01 09:30',
      '2026-10-31T17:00:00Z',
      '46327',
      '2026-11-01T00:30:00+08:00',
    ])
      assert.equal(dayIn(text), '2026-11-01', text)
    assert.equal(dayIn('13/11/2026'), '2026-11-13')
    assert.equal(dayIn('11/13/2026'), '2026-11-13')
    for (const text of ['11/01/2026', '2026-02-30', '昨天', '', '12']) assert.equal(dayIn(text), undefined, text)
  })

  it('says in one line that a table has no day received', async () => {
    for (const text of ['a,b\n1,2', '', '\n\n']) assert.ok('no' in (await ticketsIn(Buffer.from(text), 't.csv')))
  })

  it('reads English titles and kinds', async () => {
    const rows =
      'Ticket ID,Type,Received On,Closed At\n1,Delete my data,2026-09-25,2026-10-23\n2,Complaint,2026-09-25,2026-10-10'
    const result = await judged(rows)
    assert.equal(result['6.3']!.outcome, 'failed')
    assert.equal(result['6.5']!.outcome, 'passed')
  })

  it('reads or refuses whatever is damaged', async () => {
    const whole = Buffer.from(`${HEAD},承诺时限\nA1,删除,2026-09-25,2026-10-23,10\n"A2","投诉",2026年1月1日,,`)
    for (let seed = 0; seed < 400; seed++) {
      const read = await ticketsIn(mutate(whole, seed), 't.csv')
      assert.ok('no' in read ? read.no.zh.length > 0 : Array.isArray(read.tickets))
    }
  })
})

describe('the limit', () => {
  it('is fifteen working days by the calendar: the last day passes, the next fails', async () => {
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-22'), 'passed')
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-23'), 'failed')
  })
  it('runs against open tickets until the day judged', async () => {
    assert.equal(await outcome('A1,删除,2026-09-25,', '2026-10-22'), 'passed')
    assert.equal(await outcome('A1,删除,2026-09-25,处理中', '2026-10-23'), 'failed')
  })
  it('keeps requests and complaints apart', async () => {
    const late = '\nA2,投诉,2026-09-25,2026-12-01'
    assert.equal(await outcome(`A1,删除,2026-09-25,2026-10-10${late}`), 'passed')
    assert.equal((await judged(`${HEAD}\nA1,投诉,2026-09-25,2026-10-23`))['6.5']!.outcome, 'failed')
    assert.equal(await outcome('A1,咨询,2026-09-25,2026-12-01'), 'cantTell')
  })
  it('says nothing of a kind the table never holds', async () => {
    const requests = await judged(`${HEAD}\nA1,删除,2026-09-25,2026-10-10`)
    assert.equal(requests['6.3']!.outcome, 'passed')
    assert.equal(requests['6.5']!.outcome, 'cantTell')
    assert.deepEqual(
      requests['6.5']!.needs.map((n) => n.fact),
      ['app.complaintLog'],
    )
    const complaints = await judged(`${HEAD}\nA1,投诉,2026-09-25,2026-10-10`)
    assert.equal(complaints['6.5']!.outcome, 'passed')
    assert.equal(complaints['6.3']!.outcome, 'cantTell')
    assert.equal((await judged('收到日期,办结日期\n2026-09-25,2026-10-10'))['6.5']!.outcome, 'cantTell')
  })
  it('is the promise where the policy promises less', async () => {
    const ten = await policyOf('我们将在10个工作日内答复')
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-15', undefined, ten), 'passed')
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-16', undefined, ten), 'failed')
    const days = await policyOf('我们将在15日内答复')
    assert.equal(await outcome('A1,删除,2026-03-02,2026-03-17', undefined, days), 'passed')
    assert.equal(await outcome('A1,删除,2026-03-02,2026-03-18', undefined, days), 'failed')
    const own = `${HEAD},承诺时限\nA1,删除,2026-09-25,2026-10-16,5个工作日`
    assert.equal((await judged(own))['6.3']!.outcome, 'failed')
  })
  it('cannot be told across holidays that are not announced, unless no holiday could matter', async () => {
    assert.equal(await outcome('A1,删除,2026-12-20,2027-01-12', '2027-02-01'), 'cantTell')
    assert.equal(await outcome('A1,删除,2026-12-20,2026-12-30', '2027-02-01'), 'passed')
    assert.equal(await outcome('A1,删除,2026-12-20,2027-03-30', '2027-04-01'), 'failed')
  })
  it('passes nothing where a row cannot be read', async () => {
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-10\nA2,删除,昨天,2026-10-10'), 'cantTell')
    assert.equal(await outcome('A1,删除,2026-09-25,2026-10-10\nA2,删除,2026-09-25,很快'), 'cantTell')
    assert.equal(await outcome('A1,删除,2026-10-09,2026-09-25'), 'cantTell')
  })
  it('cannot be told where rows of one ticket contradict each other', async () => {
    const late = 'A1,删除,2026-09-25,2026-10-23'
    assert.equal(await outcome(late), 'failed')
    assert.equal(await outcome(`${late}\nA1,删除,2026-09-25,2026-10-22`), 'cantTell')
    assert.equal(await outcome(`${late}\nA1,删除,2026-09-25,`), 'cantTell')
    assert.equal(await outcome(`${late}\nA1,删除,2026-09-28,2026-10-10`), 'failed', 'another request under that number')
    assert.equal(await outcome(`${late}\n${late}`), 'failed', 'the same row twice')
  })
})

/** GB 18030 bytes of one character, found by trying: the platform has a decoder only. */
function gbkOf(char: string): Buffer {
  if (char < '\x80') return Buffer.from(new TextEncoder().encode(char))
  const decoder = new TextDecoder('gb18030')
  for (let a = 0x81; a < 0xff; a++)
    for (let b = 0x40; b < 0xff; b++) if (decoder.decode(Buffer.from([a, b])) === char) return Buffer.from([a, b])
  throw new Error(`no bytes for ${char}`)
}
