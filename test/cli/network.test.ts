import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { statusCommand } from '../../src/cli/case.ts'
import {
  gapCommand,
  gradeCommand,
  inspectionCommand,
  type NetworkOptions,
  oscalCommand,
  packCommand,
  tipsCommand,
} from '../../src/cli/network.ts'
import { boardOf } from '../../src/cli/network-board.ts'
import { judgeInventory } from '../../src/cli/network-check.ts'
import { readInventory } from '../../src/collect/inventory/read.ts'
import { tableIn } from '../../src/collect/inventory/table.ts'
import { requirementsOf } from '../../src/law/catalogue.ts'
import { reportPages, toHtml } from '../../src/report/html.ts'
import { TIPS } from '../../src/report/network/tips.ts'
import { checkResult } from '../../src/report/schema.ts'
import { commanded } from '../support/command.ts'

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname
const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
const folder = mkdtempSync(join(tmpdir(), 'guiju-network-'))
const file = join(folder, 'net.yaml')
const [first, second, third] = requirementsOf(2).map((r) => r.id)
const TEXT = `facts: network
operator: { id: o, name: "单位 <b>&", sectorRegulator: null }
networks:
  - id: oa
    name: "办公 <script>"
    level: 2
    liveOn: 2021-06-01
    filedOn: 2021-06-20
    certificateUntil: 2027-02-13
    grading: { information: { object: national, harm: general }, service: { object: society, harm: serious } }
  - { id: web, level: 2, grading: { information: { object: 公民, harm: 严重 } } }
  - { id: none }
services: [{ id: s, name: 门户, kind: information, startedOn: 2026-05-01, publishingManaged: true, removalRecords: false }]
findings:
  - { network: oa, id: f1, title: 弱口令, foundOn: 2026-09-01, dueOn: 2026-10-01, fixedOn: null, owner: 运维部 }
  - { network: oa, id: f2, title: 已修, foundOn: 2026-09-01, dueOn: 2026-10-01, fixedOn: 2026-09-20 }
plans: [{ network: oa, id: p1, kind: drill, title: 年度演练, dueOn: 2026-12-05 }]
requirements:
  - { network: oa, item: ${first}, answer: met, evidence: [photo.jpg] }
  - { network: oa, item: ${second}, answer: 部分符合, owner: 机房, due: 2026-10-01 }
  - { network: oa, item: ${third}, answer: not-applicable }
  - { network: oa, item: 9.9.9.9, answer: met }
`
writeFileSync(file, TEXT)
const on = '2026-10-31'
const json: NetworkOptions = { on, format: ['json'] }

const body = (page: string): string => page.slice(page.indexOf('<body'), page.lastIndexOf('<script'))
/** Every link within a page leads somewhere, and no place has two. */
function linked(page: string): void {
  const ids = new Set([...body(page).matchAll(/ id="([^"]+)"/g)].map((m) => m[1]))
  const links = [...body(page).matchAll(/href="#([^"]+)"/g)].map((m) => m[1]!)
  assert.ok(links.length > 8)
  for (const link of links) assert.ok(ids.has(link), link)
  assert.equal(ids.size, [...body(page).matchAll(/ id="/g)].length)
}

/** The published schema of a model of OSCAL. */
function schemaOf(model: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, unicodeRegExp: true })
  formats.default(ajv)
  const schema = readFileSync(new URL(`../schemas/oscal-${model}-1.2.3.json`, import.meta.url), 'utf8')
  return ajv.compile(JSON.parse(schema) as object)
}

describe('guiju network', () => {
  it('grade: both matrices of the day, one page each, and what differs', async () => {
    const { stdout, status } = await commanded(() => gradeCommand(file, json))
    assert.equal(status, 0)
    const found = JSON.parse(stdout) as { id: string; table: string; proposed: number | null }[]
    assert.deepEqual(
      found.map((f) => [f.id, f.table, f.proposed]),
      [
        ['oa', '2020', 3],
        ['oa', '2025', 4],
        ['web', '2020', null],
        ['web', '2025', null],
      ],
    )
    assert.equal((await commanded(() => gradeCommand(file, { on, out: folder }))).status, 0)
    const page = readFileSync(join(folder, 'net-grading.html'), 'utf8')
    assert.equal(page.match(/class="page"/g)?.length, 4)
    assert.doesNotMatch(page, /<script>/)
  })
  it('gap: a workbook that reads back as it was written, and a list of work', async () => {
    const written = await commanded(() => gapCommand(file, { on, out: folder }))
    assert.equal(written.status, 0)
    assert.match(written.stderr, /no item 9\.9\.9\.9/)
    const bytes = readFileSync(join(folder, 'net-gap.xlsx'))
    const table = await tableIn(bytes, 'net-gap.xlsx', '整改清单')
    assert.ok('rows' in table)
    assert.deepEqual(
      table.rows.map((r) => [r.cells[1], r.cells[6] ?? '']),
      [
        ['f1', '是'],
        [second, '是'],
        [third, ''],
      ],
    )
    const again = TEXT.replace(/requirements:[\s\S]*/, 'requirements: { from: net-gap.xlsx, sheet: 逐项自查 }\n')
    writeFileSync(join(folder, 'again.yaml'), again)
    const states = async (name: string) => {
      const { stdout } = await commanded(() => gapCommand(join(folder, name), json))
      return (JSON.parse(stdout) as { networks: { total: { of: number } }[] }).networks.map((n) => n.total)
    }
    const own = await states('net.yaml')
    assert.deepEqual(await states('again.yaml'), own)
    assert.equal(own[0]!.of, 135)
  })
  it('pack: what an inspection looks at, with why one may come first', async () => {
    assert.equal((await commanded(() => packCommand(file, { out: folder, on: '2026-09-30' }))).status, 0)
    const page = readFileSync(join(folder, 'net-inspection.html'), 'utf8')
    assert.match(page, /art11\.4/)
    assert.match(page, /提供服务未满一年：门户/)
    assert.match(page, /<td>互联网信息服务<\/td><td class="day">2026-05-01<\/td>/)
    assert.doesNotMatch(page, /<script>|<b>&(?!amp)/)
  })
  it('board: every figure leads to rows that are there', async () => {
    const read = await readInventory(TEXT, file)
    assert.ok(read.inventory)
    const pages = await reportPages()
    const page = pages.renderBoard(boardOf(read.inventory, '2026-10-31'), '单位 <b>&', { lang: 'zh' })
    linked(page)
    // 2027-02-13 is a Saturday, and the holidays of that year are not announced.
    assert.match(page, /2027-02-13<\/td><td>2027-02-12<span lang="zh">（暂定/)
    assert.match(page, /60天/)
    assert.doesNotMatch(body(page), /<script>|<b>&(?!amp)|NaN|undefined|style="/)
  })
  it('board: a day in a holiday falls due on the last working day before it, and level 4 after six months, too', async () => {
    const row = 'certificateUntil: 2026-10-04, assessments: [{ id: a, kind: mlps, on: 2026-05-07 }]'
    const read = await readInventory(`facts: network\nnetworks: [{ id: four, level: 4, ${row} }]\n`, file)
    const { dues } = boardOf(read.inventory!, '2026-09-01')
    assert.deepEqual(
      dues.map((d) => [d.kind, d.day, d.workday, d.provisional]),
      [
        ['certificate', '2026-10-04', '2026-09-30', false],
        ['assessment', '2026-11-07', '2026-11-06', false],
        ['assessment', '2027-05-07', '2027-05-07', true],
      ],
    )
    assert.match(dues[1]!.what.zh, /2007年办法/)
  })
  it('the report of an inventory holds the pictures and leads from each to its rows, of many networks too', async () => {
    for (const many of [1, 70]) {
      const networks = Array.from(
        { length: many },
        (_, i) =>
          `  - { id: m${i}, level: 3, liveOn: 2021-06-01, retiredOn: null, securityBuilt: false, certificateUntil: 2027-0${1 + (i % 9)}-13 }`,
      )
      const found = await judgeInventory(
        TEXT.replace('services:', `${networks.join('\n')}\nservices:`),
        file,
        '2026-10-31',
        '0',
      )
      assert.ok('result' in found, JSON.stringify(found))
      assert.ok(checkResult({ ...found.result, results: [...found.result.results] }).ok)
      const page = await toHtml(found.result, 'en')
      linked(page)
      assert.equal(page.match(/class="subject"/g)?.length, many === 1 ? 5 : 1)
      assert.equal(page.includes('id="networks"'), many > 1)
      if (many > 1) assert.ok(/network:m69[\s\S]*2\.3[\s\S]*net\.yaml: networks\[72\]\.securityBuilt/.test(page))
    }
  })
  it('tips: eight on one page in either language', async () => {
    assert.equal(TIPS.length, 8)
    const { stdout } = await commanded(() => tipsCommand({ format: ['md'], lang: 'en' }))
    assert.equal(stdout.match(/^\d\. /gm)?.length, 8)
  })
  it('oscal: every file fits the published schema and refers to one that is written', async () => {
    const out = join(folder, 'oscal')
    assert.equal((await commanded(() => oscalCommand(file, { on, out }))).status, 0)
    const names = readdirSync(out)
    assert.equal(names.length, 10)
    const schemas = new Map<string, ValidateFunction>()
    for (const name of names) {
      const model = /\.([a-z-]+)\.json$/.exec(name)![1]!
      const validate = schemas.get(model) ?? schemaOf(model)
      schemas.set(model, validate)
      const content = readFileSync(join(out, name), 'utf8')
      assert.ok(validate(JSON.parse(content)), `${name}: ${JSON.stringify(validate.errors?.slice(0, 2))}`)
      for (const [, href] of content.matchAll(/"href": "([^#"]+)"/g)) assert.ok(names.includes(href!), href)
    }
  })
  it('gap: each template’s conclusions beside the counts, and only what the facts rule out', async () => {
    const risky = join(folder, 'risky.yaml')
    const finding = '{ network: oa, id: f9, source: assessment, severity: high, title: 高风险, fixedOn: null }'
    writeFileSync(risky, TEXT.replace('findings:\n', `findings:\n  - ${finding}\n`))
    const of = async (name: string) => {
      const { networks } = JSON.parse((await commanded(() => gapCommand(name, json))).stdout) as {
        networks: { conclusions: { template: string; classes: { id: string; outOfReach: boolean }[] }[] }[]
      }
      return networks[0]!.conclusions.map((c) => [c.template, c.classes.filter((k) => k.outOfReach).map((k) => k.id)])
    }
    assert.deepEqual(await of(file), [
      ['2021', []],
      ['2025', []],
    ])
    assert.deepEqual(await of(risky), [
      ['2021', ['excellent', 'good', 'fair']],
      ['2025', []],
    ])
    const { stdout } = await commanded(() => gapCommand(risky, { on, format: ['md'] }))
    assert.match(stdout, /优（不可能）、良（不可能）、中（不可能）、差/)
    assert.match(stdout, /2025版.*符合、基本符合、不符合.*不作推断/)
  })
  it('inspection: the form filled in becomes a case that the operator keeps, or nothing is opened', async () => {
    const store = join(folder, 'store')
    const form = await commanded(() => inspectionCommand(file, {}))
    assert.equal(form.status, 0)
    assert.match(form.stdout, /- type: notice/)
    writeFileSync(join(folder, 'notice.pdf'), 'x')
    const record = (events: string): string => {
      const path = join(folder, 'record.yaml')
      writeFileSync(path, `operator: 单位\nevents:\n${events}`)
      return path
    }
    const notice =
      '  - { type: notice, at: 2026-09-07, by: organ, evidence: notice.pdf, organLevel: county, department: network-security, placeCompetent: true }\n'
    const visit =
      '  - { type: inspection, at: 2026-09-08, evidence: [录像.mp4], officers: 1, cardShown: true, noticeShown: true }\n'
    const open = (path: string) => commanded(() => inspectionCommand(file, { record: path, store, format: ['json'] }))
    // A step that does not fit: nothing is there afterwards.
    const bad = await open(record(`${notice}  - { type: record, at: 2026-13-01, by: organ, evidence: [a] }\n`))
    assert.equal(bad.status, 2)
    assert.equal(existsSync(store), false)
    assert.match((await open(record('  - { type: nonsense, at: 2026-09-07 }\n'))).stderr, /there is no step/)
    const made = run(
      'network',
      'inspection',
      file,
      '--record',
      record(notice + visit),
      '--store',
      store,
      '--format',
      'json',
    )
    assert.equal(made.status, 0, made.stderr)
    const told = JSON.parse(made.stdout) as {
      case: string
      facts: { side: string; operator: string }
      steps: { outcome: string; judged: { lawful: boolean; missing: { citation: string }[] } }[]
    }
    assert.deepEqual([told.facts.side, told.facts.operator], ['operator', '单位'])
    assert.deepEqual(
      told.steps.map((s) => [s.outcome, s.judged.lawful, s.judged.missing.map((m) => m.citation)]),
      [
        ['observed', true, []],
        ['observed', false, ['inspection-2018#art14']],
      ],
    )
    const kept = await commanded(async () => {
      await statusCommand(told.case, { store, format: ['json'] })
      return 0
    })
    assert.equal((JSON.parse(kept.stdout) as { steps: unknown[] }).steps.length, 2)
    const held = JSON.parse(readFileSync((JSON.parse(made.stdout) as { file: string }).file, 'utf8')) as {
      events: { data: { evidence: string[] } }[]
    }
    assert.match(held.events[0]!.data.evidence[0]!, /^notice\.pdf sha256:[0-9a-f]{64}$/)
  })
  it('what cannot be done is said in one line', async () => {
    writeFileSync(join(folder, 'bare.yaml'), 'facts: network\nnetworks: [{ id: a }]\n')
    for (const [command, words] of [
      [gradeCommand, /grading/],
      [gapCommand, /level/],
    ] as const) {
      const found = await commanded(() => command(join(folder, 'bare.yaml'), {}))
      assert.equal(found.status, 2)
      assert.match(found.stderr, words)
      assert.equal(found.stderr.trim().split('\n').length, 1)
    }
    assert.equal((await commanded(() => gapCommand(join(folder, 'nowhere.yaml'), {}))).status, 2)
  })
})
