import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { RequestEvent } from '../../../src/collect/web/events.ts'
import { leavesOf } from '../../../src/collect/web/leaves.ts'
import type { PhaseRun, Run } from '../../../src/collect/web/run-model.ts'
import { sentIn } from '../../../src/collect/web/sent.ts'
import { isThirdParty, ownerOf, perhapsOwn, siteOf } from '../../../src/collect/web/site.ts'

const T = 1_790_000_000_000
const IDS = { untouched: 'a81bc81bdead4e5d', refused: '0f8fad5bd9cb469f', agreed: '7c9e6679742544de' } as const
type Name = keyof typeof IDS

/** A run in which each context sends what `url` makes of its identifier, and keeps it where `keep` says. */
function runOf(
  make: (id: string, name: Name, load: number) => Partial<RequestEvent> & { url: string },
  keep: 'local' | 'session' | 'none' = 'local',
): Run {
  const phases = (Object.keys(IDS) as Name[]).map((name, i): PhaseRun => {
    const request = (at: number, part: Partial<RequestEvent> & { url: string }): RequestEvent => ({
      kind: 'request',
      at,
      method: 'GET',
      type: 'Image',
      page: 'https://shop.example/',
      ...part,
    })
    const events = [0, 1].flatMap((load) => [
      request(T + load * 1000, { url: 'https://shop.example/', type: 'Document' }),
      request(T + load * 1000 + 100, make(IDS[name], name, load)),
    ])
    const item = { origin: 'https://shop.example', local: keep === 'local', name: 'did', value: IDS[name] }
    return {
      name,
      canaries: {
        latitude: `39.91234${i}`,
        longitude: `116.43210${i}`,
        phone: `1700000123${i}`,
        email: `a${i}@example.com`,
        name: `规矩${i}`,
        clipboard: `clip-${i}-abcdef`,
        userAgent: `Mozilla/5.0 (Linux; Android 13; Build/TKQ1.22082${i}.001)`,
      },
      marks: [],
      events,
      stored: keep === 'none' ? [] : [{ at: T + 2000, cookies: [], items: [item] }],
      whole: true,
    }
  })
  return {
    schema: 'guiju/run/1',
    target: 'https://shop.example/',
    url: 'https://shop.example/',
    title: '',
    startedAt: new Date(T).toISOString(),
    ms: 1,
    bytes: 1,
    browser: { product: '', from: 'system', sandbox: true },
    phases,
    views: [],
    problems: [],
  }
}
const found = (run: Run) => [
  ...new Set(sentIn(run).map((one) => `${one.item} ${one.strength} ${one.thirdParty ? 'third' : 'first'}`)),
]
const third = (query: string) => ({ url: `https://t.tracker.example/c?${query}` })

describe('identifiers in what is sent', () => {
  it('prove nothing of a third party where the host may be the page’s own company', () => {
    const url = (host: string) => ({ url: `https://${host}/c?did=` })
    const page = 'https://qingjian.example/'
    const to = (host: string) => found({ ...runOf((id) => ({ url: url(host).url + id })), url: page })
    assert.deepEqual(to('t.tracker.example'), ['device-id shown third'])
    assert.deepEqual(to('log.qingjian-data.example'), ['device-id shown first'])
    assert.ok(perhapsOwn(new URL(page), new URL('https://log.qingjian-data.example/')))
    assert.ok(!perhapsOwn(new URL('https://late-tracker.localhost/'), new URL('https://t.tracker.example/')))
    assert.ok(!perhapsOwn(new URL('https://www.baidustatic.com.cn/'), new URL('https://hm.baidu.com/')))
  })

  it('as they are, in JSON, base64, gzip, and hashed', () => {
    const ways: ((id: string) => Partial<RequestEvent> & { url: string })[] = [
      (id) => third(`uid=${id}`),
      (id) => third(`d=${encodeURIComponent(JSON.stringify({ a: [{ id }] }))}`),
      (id) => ({ ...third(''), body: Buffer.from(JSON.stringify({ id })).toString('base64') }),
      (id) => ({
        ...third(''),
        body: `data=${encodeURIComponent(gzipSync(JSON.stringify({ id })).toString('base64'))}`,
      }),
      (id) => ({ ...third(''), body: `base64:${gzipSync(`k=1&id=${id}`).toString('base64')}` }),
      ...['md5', 'sha1', 'sha256'].map(
        (name) => (id: string) => third(`h=${createHash(name).update(id).digest('hex')}`),
      ),
      (id) => third(`cid=GA1.1.${id}.x`),
    ]
    for (const way of ways) assert.deepEqual(found(runOf(way)), ['device-id shown third'], String(way))
  })

  it('that are stored nowhere but stay from load to load and differ between contexts', () => {
    assert.deepEqual(found(runOf((id) => third(`fp=${id}`), 'none')), ['device-id shown third'])
  })

  it('not where values are constant, fresh on each load, or times', () => {
    assert.deepEqual(found(runOf(() => third('si=8f1c2d7e6a5b4c3d'), 'none')), [])
    assert.deepEqual(found(runOf((id, _, load) => third(`r=${id}${load}`), 'none')), [])
    assert.deepEqual(found(runOf((_, __, load) => third(`t=${T + load}`), 'none')), [])
    assert.deepEqual(found(runOf((_, name) => third(`s=360x7${name === 'agreed' ? '40' : '48'}x24`), 'none')), [])
  })

  it('only indicated from session storage; first parties only by their names for devices', () => {
    assert.deepEqual(found(runOf((id, _, load) => third(`s=${load === 0 ? id : `${id}x`}`), 'session')), [
      'device-id indicated third',
    ])
    assert.deepEqual(found(runOf((id) => ({ url: `https://shop.example/api?device_id=${id}` }))), [
      'device-id shown first',
    ])
    assert.deepEqual(found(runOf((id) => ({ url: `https://shop.example/api?q=${id}` }))), ['device-id indicated first'])
    assert.deepEqual(found(runOf((id) => ({ url: 'https://shop.example/api', cookie: `did=${id}` }))), [])
  })

  it('only indicated by an address that was kept whole, unless what it carries is kept by itself too', () => {
    const keeping = (value: (id: string, address: string) => string) => {
      const address = (id: string) => `https://img.storage.example/goods/1.jpg?expires=1900000000&sign=${id}`
      const run = runOf((id) => ({ url: address(id) }), 'none')
      const phases = run.phases.map((phase) => {
        const kept = value(IDS[phase.name], address(IDS[phase.name]))
        const item = { origin: 'https://shop.example', local: true, in: 'cache', name: 'api', value: kept } as const
        return { ...phase, stored: [{ at: T + 2000, cookies: [], items: [item] }] }
      })
      return found({ ...run, phases })
    }
    const lead = ['device-id indicated third']
    assert.deepEqual(
      keeping((_, address) => JSON.stringify({ list: [{ cover: address }] })),
      lead,
    )
    const cut = (address: string) => `{"list":[{"cover":${JSON.stringify(address)},"name":"橙`
    assert.deepEqual(
      keeping((_, address) => cut(address)),
      lead,
    )
    assert.deepEqual(
      keeping((_, address) => cut(address).replaceAll('&', '\\u0026').replaceAll('/', '\\/')),
      lead,
    )
    assert.deepEqual(
      keeping((id, address) => JSON.stringify({ id, cover: address })),
      ['device-id shown third'],
    )
    assert.deepEqual(
      keeping((id) => JSON.stringify({ cover: `https://img.storage.example/other.jpg?sign=${id}` })),
      ['device-id shown third'],
    )
  })

  it('planted positions and form fields', () => {
    const at = (name: Name) => ['untouched', 'refused', 'agreed'].indexOf(name)
    assert.deepEqual(found(runOf((_, name) => third(`ll=39.9123${at(name)},116.4321${at(name)}`), 'none')), [
      'precise-location shown third',
    ])
    assert.deepEqual(found(runOf((_, name) => third(`m=1700000123${at(name)}`), 'none')), ['phone-number shown third'])
    assert.deepEqual(found(runOf((_, name) => ({ url: `https://shop.example/s?q=1700000123${at(name)}` }), 'none')), [])
  })
})

describe('leaves', () => {
  it('end on bombs, loops and odd input', () => {
    const nested = Array.from({ length: 14 }).reduce<string>((text) => JSON.stringify({ a: text }), 'end')
    assert.ok(leavesOf({ body: nested }).length < 100)
    assert.ok(leavesOf({ body: gzipSync(Buffer.alloc(50 << 20)).toString('base64') }).length < 10)
    assert.ok(leavesOf({ body: `${'a=1&'.repeat(50_000)}b=2` }).length <= 1500)
    for (const body of ['%', '%zz', '{', '[[[[', '--x\r\n', 'base64:!!!', '\u0000\u0001'])
      leavesOf({ body, url: body, cookie: body })
  })
  it('name the way', () => {
    assert.deepEqual(
      leavesOf({ body: '--b\r\nContent-Disposition: form-data; name="id"\r\n\r\nabc\r\n--b--' }).map(
        (leaf) => `${leaf.path}=${leaf.value}`,
      ),
      ['body.id=abc'],
    )
  })
})

describe('sites', () => {
  const site = (url: string) => siteOf(new URL(url))
  it('are the names people register', () => {
    assert.equal(site('https://a.b.example.com.cn/'), 'example.com.cn')
    assert.equal(site('https://www.example.cn/'), 'example.cn')
    assert.equal(site('https://x.gov.cn/'), 'x.gov.cn')
    assert.equal(site('https://me.github.io/'), 'me.github.io')
    assert.equal(site('http://127.0.0.1:81/'), '127.0.0.1:81')
    assert.equal(site('http://a.localhost:81/'), 'a.localhost')
  })
  it('of one company are one', () => {
    assert.equal(isThirdParty(new URL('https://www.taobao.com/'), new URL('https://g.alicdn.com/x.js')), false)
    assert.equal(isThirdParty(new URL('https://www.example.com/'), new URL('https://hm.baidu.com/hm.gif')), true)
    assert.equal(isThirdParty(new URL('https://www.example.com/'), new URL('https://img.example.com/')), false)
  })
  it('have owners', () => assert.equal(ownerOf('hm.baidu.com').sdk, 'baidu-tongji'))
})
