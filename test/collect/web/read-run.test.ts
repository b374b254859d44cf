import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import fc from 'fast-check'
import { auditOne } from '../../../src/cli/audit.ts'
import { readRun } from '../../../src/collect/web/read-run.ts'
import type { PhaseRun, Run } from '../../../src/collect/web/run-model.ts'
import { viewFrom } from './view-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const T = 1_790_000_000_000
const view = viewFrom({
  tag: 'body',
  kids: [
    { tag: 'p', text: '今日上新：赣南脐橙、五常大米、高山云雾茶，全场满九十九元包邮。' },
    {
      style: { position: 'fixed', z: 9 },
      kids: [
        { text: '请阅读《隐私政策》' },
        { tag: 'button', text: '不同意' },
        { tag: 'button', text: '同意' },
        {
          tag: 'label',
          text: '我已阅读并同意《隐私政策》',
          kids: [{ tag: 'input', attrs: { type: 'checkbox' }, checked: true }],
        },
      ],
    },
  ],
})
const phase = (name: PhaseRun['name']): PhaseRun => ({
  name,
  canaries: {
    latitude: '39.912345',
    longitude: '116.432109',
    phone: '17000001234',
    email: 'a@example.com',
    name: '规矩1',
    clipboard: 'c',
    userAgent: 'Mozilla/5.0',
  },
  marks: [
    { at: T, act: 'open', url: 'about:blank' },
    { at: T + 500, act: 'shown', url: 'https://shop.example/', view: 0, shot: 'a.jpg', status: 200 },
    { at: T + 700, act: 'layer', url: 'https://shop.example/', view: 0, label: '管理选项' },
    {
      at: T + 950,
      act: 'decided',
      url: 'https://shop.example/',
      dialog: { type: 'confirm', message: '是否同意《隐私政策》？点击“取消”则退出' },
    },
  ],
  events: [
    { kind: 'call', at: T + 600, api: 'geolocation.getCurrentPosition', page: 'https://shop.example/' },
    {
      kind: 'request',
      at: T + 650,
      url: 'https://cdn.other.example/a.gif',
      method: 'GET',
      type: 'Image',
      page: 'https://shop.example/',
      referrer: 'https://shop.example/?v=7c9e6679742544de',
    },
    { kind: 'dialog', at: T + 700, page: 'https://shop.example/', detail: 'confirm: 是否同意《隐私政策》？' },
    { kind: 'popup', at: T + 800, page: '', detail: 'https://mall.partner.example/?token=oX2a9Kd81LmQ7' },
  ],
  stored: [
    {
      at: T + 900,
      cookies: [],
      items: [
        {
          origin: 'https://shop.example',
          local: true,
          in: 'indexedDB',
          name: 'app/kv/me',
          value: '{"visitor":"7c9e6679742544de"}',
        },
      ],
    },
  ],
  whole: true,
})
const run: Run = {
  schema: 'guiju/run/1',
  target: 'https://shop.example/',
  url: 'https://shop.example/',
  title: '示例',
  startedAt: new Date(T).toISOString(),
  ms: 9000,
  bytes: 1000,
  browser: { product: 'Chrome/150', from: 'system', sandbox: true },
  phases: [phase('untouched'), phase('refused'), phase('agreed')],
  walk: {
    states: [{ id: 0, url: 'https://shop.example/', view: 0, clicks: 0, way: [] }],
    edges: [],
    dead: [],
    complete: true,
    switches: [],
  },
  views: [view],
  problems: [],
}
let count = 0
const save = (text: string): string => {
  const file = join(folder, `${++count}.json`)
  writeFileSync(file, text)
  return file
}

describe('a saved run', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readRun(save(JSON.stringify(run))), JSON.parse(JSON.stringify(run)))
  })

  it('is refused with the reason where it is none', () => {
    const why = (text: string) => (readRun(save(text)) as { why?: string }).why
    assert.equal(why('{"schema":'), 'json')
    assert.equal(why('{}'), 'shape')
    assert.equal(why(JSON.stringify({ ...run, schema: 'guiju/run/2' })), 'shape')
    assert.equal(why(JSON.stringify({ ...run, url: 'file:///etc/passwd' })), 'shape')
    assert.equal(why(JSON.stringify({ ...run, policy: { url: run.url, file: '../../etc/passwd', view: 0 } })), 'shape')
    const loop = { ...view, nodes: view.nodes.map((node, at) => (at === 0 ? { ...node, parent: 1 } : node)) }
    assert.equal(why(JSON.stringify({ ...run, views: [loop] })), 'shape')
    assert.equal((readRun(join(folder, 'none.json')) as { why?: string }).why, 'missing')
  })

  it('is judged where a page of it has nothing on it', async () => {
    const place = mkdtempSync(join(folder, 'empty-'))
    writeFileSync(join(place, 'run.json'), JSON.stringify({ ...run, views: [{ ...view, nodes: [], grid: [] }] }))
    const { determinations } = await auditOne(place, {}, '2026-11-01')
    assert.equal(determinations.find((d) => d.provision === 'app-pi-2019#1.1')?.outcome, 'cantTell')
  })

  it('is judged, whatever a value in it is changed to', async () => {
    const place = mkdtempSync(join(folder, 'run-'))
    const judge = async (text: string) => {
      writeFileSync(join(place, 'run.json'), text)
      try {
        return await auditOne(place, {}, '2026-11-01')
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'target.unknown', (error as Error).stack)
        return undefined
      }
    }
    const whole = await judge(JSON.stringify(run))
    assert.equal(whole?.subject.id, 'app.web:https://shop.example')
    const outcome = (act: string) => whole?.determinations.find((d) => d.provision === `app-pi-2019#${act}`)?.outcome
    assert.equal(outcome('3.1'), 'failed')
    assert.equal(outcome('3.4'), 'failed')
    assert.equal(outcome('1.2'), 'passed')
    const paths: (string | number)[][] = []
    const visit = (value: unknown, path: (string | number)[]) => {
      paths.push(path)
      if (Array.isArray(value))
        value.forEach((one, i) => {
          visit(one, [...path, i])
        })
      else if (typeof value === 'object' && value !== null)
        for (const [name, one] of Object.entries(value)) visit(one, [...path, name])
    }
    visit(JSON.parse(JSON.stringify(run)), [])
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths.slice(1)),
        fc.oneof(
          fc.constantFrom<unknown>(null, -1, 1e300, '', '不同意', 'http://[', [], {}, true, '\u0000', 'x'.repeat(5000)),
          fc.jsonValue(),
        ),
        async (path, value) => {
          const copy = JSON.parse(JSON.stringify(run)) as Record<string | number, unknown>
          let at = copy
          for (const step of path.slice(0, -1)) at = at[step] as typeof at
          at[path.at(-1)!] = value
          await judge(JSON.stringify(copy))
        },
      ),
      { numRuns: 150 },
    )
  })
})
