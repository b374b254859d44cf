import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { recipientOf, registered } from '../../../src/collect/log/parties.ts'
import { luhn, mask, personalValue, residentId } from '../../../src/collect/log/values.ts'
import { judged, read } from '../../support/logs.ts'

const OAID = '4a6b8c0d-1e2f-4a5b-8c7d-9e0f1a2b3c4d'

interface Entry {
  readonly url: string
  readonly at?: string
  readonly method?: string
  readonly body?: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly mime?: string
  readonly over?: object
}

const entry = ({
  url,
  at = '2026-11-01T10:15:30.000+08:00',
  method = 'GET',
  body,
  type,
  headers,
  mime,
  over,
}: Entry) => ({
  startedDateTime: at,
  request: {
    method,
    url,
    headers: Object.entries(headers ?? {}).map(([name, value]) => ({ name, value })),
    ...(body === undefined ? {} : { postData: { mimeType: type ?? 'application/json', text: body } }),
  },
  response: { status: 200, headers: [], content: { mimeType: mime ?? 'application/json' } },
  ...over,
})
const har = (...entries: Entry[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'Reqable', version: '2.0' }, entries: entries.map(entry) } })
const page: Entry = { url: 'https://m.example.cn/', mime: 'text/html' }
const own = { host: 'm.example.cn' }
const AFTER = Date.parse('2026-11-01T10:16:00+08:00')
const BEFORE = Date.parse('2026-11-01T10:15:00+08:00')

describe('personal values', () => {
  it('needs name and form, and prints neither value nor hash', () => {
    const luhned = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => `86200000000000${d}`).find(luhn)!
    for (const [key, value, item] of [
      ['imei', luhned, 'imei'],
      ['device_id', luhned, 'imei'],
      ['X-Oaid', OAID, 'oaid'],
      ['androidId', '9774d56d682e549c', 'android-id'],
      ['mobile', '13800138000', 'phone-number'],
      ['phone', '+86 13800138000', 'phone-number'],
      ['wifi_mac', 'a4:50:46:12:34:56', 'mac'],
      ['bssid', 'a4:50:46:12:34:56', 'bssid'],
      ['imsi', '460001234567890', 'imsi'],
      ['location', '116.40741,39.90469', 'location'],
    ] as const) {
      const found = personalValue(key, value)
      assert.deepEqual([found?.item, found?.strength], [item, 'shown'], key)
      assert.ok(!found!.masked.includes(value.slice(3, -2)), key)
    }
    for (const [key, value] of [
      ['imei', '862000000000001'.replace(/1$/, luhned.endsWith('1') ? '2' : '1')],
      ['imei', '7c4a8d09ca3762af61e59520943dc26494f8941b'],
      ['oaid', '00000000-0000-0000-0000-000000000000'],
      ['mac', '02:00:00:00:00:00'],
      ['mobile', '10086'],
      ['order', '13800138000'],
      ['page', '1'],
      ['location', 'home'],
    ] as const)
      assert.notEqual(personalValue(key, value)?.strength, 'shown', `${key}=${value}`)
    assert.ok(residentId('11010519491231002X'))
    assert.ok(!residentId('110105194912310021'))
    assert.equal(mask('13800138000'), '138***00')
    assert.equal(mask('12345'), '***')
  })
})

describe('parties', () => {
  it('knows registered names, brands, vendors and rented hosts', () => {
    assert.equal(registered('a.b.example.com.cn'), 'example.com.cn')
    assert.equal(registered('a.example.cn'), 'example.cn')
    assert.equal(registered('10.0.0.1'), '10.0.0.1')
    assert.equal(recipientOf('api.example.com', own).thirdParty, false)
    assert.deepEqual(
      [recipientOf('ulogs.umeng.com', own).thirdParty, recipientOf('ulogs.umeng.com', own).strength],
      [true, 'shown'],
    )
    assert.equal(recipientOf('shop.oss-cn-beijing.aliyuncs.com', own).strength, 'indicated')
    assert.equal(recipientOf('10.0.0.1', own).thirdParty, undefined)
    const app = { packageName: 'com.example.shop' }
    assert.equal(recipientOf('api.example.cn', app).thirdParty, false)
    assert.equal(recipientOf('api.unheard.cn', app).strength, 'indicated')
    assert.equal(recipientOf('ulogs.umeng.com', app).strength, 'shown')
  })
})

describe('captures', () => {
  const sent: Entry = { url: `https://ulogs.umeng.com/u?oaid=${OAID}`, method: 'GET' }
  it('shows a personal value sent to a third party before consent', async () => {
    const result = await judged({ h: har(page, sent) }, { own, consentAt: AFTER })
    assert.equal(result['5.1']!.outcome, 'failed')
    assert.equal(result['3.1']!.outcome, 'failed')
    assert.match(result['5.1']!.evidence[0]!.locator, /^log\.entries\[1\] 2026-11-01 10:15:30$/)
    assert.ok(!JSON.stringify(result).includes(OAID))
  })
  it('shows nothing after consent, without a stated moment, or to the site itself', async () => {
    const outcome = async (entries: Entry[], consentAt?: number) =>
      (await judged({ h: har(...entries) }, { own, ...(consentAt === undefined ? {} : { consentAt }) }))['5.1']!.outcome
    assert.equal(await outcome([page, sent], BEFORE), 'cantTell')
    assert.equal(await outcome([page, sent]), 'cantTell')
    assert.equal(await outcome([page, { ...sent, url: `https://api.example.cn/u?oaid=${OAID}` }], AFTER), 'cantTell')
    assert.equal(await outcome([page, { url: 'https://ulogs.umeng.com/u?page=home' }], AFTER), 'cantTell')
  })
  it('looks into bodies of every kind', async () => {
    const bodies: readonly Partial<Entry>[] = [
      { body: JSON.stringify({ a: [{ device: { oaid: OAID } }] }) },
      { body: `x=1&oaid=${OAID}`, type: 'application/x-www-form-urlencoded' },
      { body: `d=${encodeURIComponent(JSON.stringify({ oaid: OAID }))}`, type: 'application/x-www-form-urlencoded' },
      { body: JSON.stringify({ d: Buffer.from(JSON.stringify({ oaid: OAID })).toString('base64') }) },
      {
        body: `--b\r\nContent-Disposition: form-data; name="oaid"\r\n\r\n${OAID}\r\n--b--`,
        type: 'multipart/form-data; boundary=b',
      },
      { headers: { Cookie: `a=b; oaid=${OAID}` } },
      { headers: { 'X-OAID': OAID } },
      { body: JSON.stringify({ lat: 39.90469, lng: 116.40741 }) },
    ]
    for (const body of bodies) {
      const sends = har(page, { url: 'https://ulogs.umeng.com/u', method: 'POST', ...body })
      const result = await judged({ h: sends }, { own, consentAt: AFTER })
      assert.equal(result['5.1']!.outcome, 'failed', JSON.stringify(body))
    }
  })
  it('takes the clock of another device for an indication only', async () => {
    const hooks = [
      { type: 'call', time: '2026-11-01T10:19:00+08:00', api: 'a.B.c', phase: 'before-consent' },
      { type: 'call', time: '2026-11-01T10:20:00+08:00', api: 'a.B.c', phase: 'after-consent' },
    ]
    const lines = hooks.map((h) => JSON.stringify(h)).join('\n')
    const result = await judged({ h: har(page, sent), l: lines }, { own })
    assert.equal(result['5.1']!.outcome, 'cantTell')
    assert.equal(result['5.1']!.leads.length, 1)
  })
  it('reads dialects: byte-order mark, JSONP, pages null, other clocks, missing parts', async () => {
    const plain = JSON.parse(har(page)) as { log: Record<string, unknown> }
    const variants: readonly string[] = [
      `\ufeff${JSON.stringify(plain)}`,
      `onInputData(${JSON.stringify(plain)});`,
      JSON.stringify({ log: { ...plain.log, pages: null } }),
      JSON.stringify({ log: { pages: [], entries: plain.log['entries'], creator: { name: 'mitmproxy' } } }),
      JSON.stringify({ log: { entries: [{ request: { url: 'https://m.example.cn/' } }] } }),
    ]
    for (const text of variants) {
      const content = await read(text)
      assert.ok('kind' in content && content.kind === 'har', text.slice(0, 60))
      assert.equal(content.origin, 'https://m.example.cn')
    }
    for (const text of ['{"log":{"version":"1.2"}}', '{"log":{"entries":[]}}', '{"log":{"entries":[}}']) {
      const content = await read(text)
      assert.ok('no' in content && content.no.en.length > 0, text)
    }
  })
  it('takes the page after redirects for the document', async () => {
    const hop = { ...page, url: 'http://example.cn/', over: { response: { status: 301, headers: [], content: {} } } }
    const content = await read(har(hop, page))
    assert.ok('kind' in content && content.kind === 'har')
    assert.equal(content.origin, 'https://m.example.cn')
  })
})

describe('one company under two names', () => {
  const to = (page: string, host: string) => recipientOf(host, { host: page })
  it('is no third party to itself where that is known, and is not held to be one where names are alike', () => {
    for (const [page, host] of [
      ['www.zhihu.com', 'pic1.zhimg.com'],
      ['www.dianping.com', 'report.meituan.com'],
      ['www.suning.com', 'sa.suning.cn'],
    ] as const)
      assert.equal(to(page, host).thirdParty, false, host)
    for (const [page, host] of [
      ['www.example-shop.cn', 'static.exampleshop-cdn.com'],
      ['www.lejia.example', 'log.lejia-data.example'],
      ['m.qingya.com', 's.qingimg.cn'],
    ] as const)
      assert.notDeepEqual(to(page, host).thirdParty && to(page, host).strength, 'shown', host)
    for (const [page, host] of [
      ['late-tracker.localhost', 'collect.tracker.example'],
      ['tracker-first.localhost', 'tracker.example'],
      ['www.partner-shop.cn', 'api.partner.example'],
      ['shop.example', 'shop-data.example'],
    ] as const)
      assert.deepEqual([to(page, host).thirdParty, to(page, host).strength], [true, 'shown'], `${page} ${host}`)
    for (const host of ['collect.tracker-cn.com', 'hm.baidu.com', 'ads.example'])
      assert.deepEqual([to('m.example.cn', host).thirdParty, to('m.example.cn', host).strength], [true, 'shown'], host)
  })
})
