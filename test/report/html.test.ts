import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { parse } from 'parse5'
import { OUTCOMES, type Result } from '../../src/judge/result.ts'
import { toHtml } from '../../src/report/html.ts'
import { visible } from '../../src/report/visible.ts'
import { all, attribute, type Node, text } from '../support/dom.ts'
import { HOSTILE, sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'
import { webBuilt } from '../support/web.ts'

const errors: string[] = []
function parsed(html: string): Node {
  errors.length = 0
  return parse(html, { onParseError: (e) => errors.push(`${e.code} ${e.startLine}:${e.startCol}`) }) as Node
}

describe('the HTML report', () => {
  const one = sampleResult()
  const two = sampleResult([sampleApp(), sampleLoanBook()])
  let html = ''
  let page: Node
  before(async () => {
    await webBuilt()
    html = await toHtml(two, 'zh')
    page = parsed(html)
  })

  it('is well-formed HTML', () => {
    parsed(html)
    assert.deepEqual(errors, [])
  })

  it('has the same bytes for the same Result', async () => {
    assert.equal(await toHtml(structuredClone(two), 'zh'), html)
  })

  it('keeps hostile strings in text nodes', () => {
    const body = text(page)
    for (const [name, raw] of Object.entries(HOSTILE)) {
      const shown = visible(raw)
      const said = shown.replaceAll(/⟨(U\+[0-9A-F]+)⟩/g, '$1')
      assert.ok(body.includes(said), `${name} is shown`)
    }
    assert.equal(all(page, 'script').length, 1)
    assert.equal(all(page, 'style').length, 1)
    assert.equal(all(page, 'img').length, 0)
    for (const element of all(page)) {
      for (const { name, value } of element.attrs ?? []) {
        assert.doesNotMatch(name, /^on|^style$/, `${element.tagName} ${name}`)
        assert.doesNotMatch(value, /alert\(|javascript:/i, `${element.tagName} ${name}=${value}`)
      }
    }
  })

  it('shows characters that cannot be seen by their code point and prints none of them', () => {
    assert.equal(visible(html), html)
    const marks = new Set(
      all(page, 'span')
        .filter((s) => attribute(s, 'class') === 'ctl')
        .map(text),
    )
    for (const mark of ['U+202E', 'U+0000', 'U+001B', 'U+200B', 'U+D800']) assert.ok(marks.has(mark), mark)
  })

  it('asks for nothing outside itself', () => {
    for (const element of all(page)) {
      for (const { name, value } of element.attrs ?? []) {
        if (['src', 'srcset', 'action', 'data', 'poster', 'background', 'formaction', 'ping'].includes(name)) {
          assert.fail(`${element.tagName} has ${name}=${value}`)
        }
        if (name === 'href' || name === 'xlink:href') assert.match(value, /^#/, `${element.tagName} href=${value}`)
      }
    }
    assert.equal(all(page, 'link').length + all(page, 'iframe').length + all(page, 'form').length, 0)
    const style = text(all(page, 'style')[0])
    assert.doesNotMatch(style, /url\(|@import|https?:/)
    assert.doesNotMatch(
      text(all(page, 'script')[0]),
      /fetch\(|XMLHttpRequest|sendBeacon|WebSocket|https?:|localStorage|cookie/,
    )
  })

  it('carries a policy whose hashes are those of its style and script', () => {
    const meta = all(page, 'meta').find((m) => attribute(m, 'http-equiv') === 'Content-Security-Policy')
    const policy = attribute(meta, 'content') ?? ''
    const hash = (source: string) => createHash('sha256').update(source).digest('base64')
    assert.match(policy, /^default-src 'none';/)
    assert.ok(policy.includes(`script-src 'sha256-${hash(text(all(page, 'script')[0]))}'`), policy)
    assert.ok(policy.includes(`style-src 'sha256-${hash(text(all(page, 'style')[0]))}'`), policy)
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
  })

  it('counts as the Result does', () => {
    const subjects = all(page, 'article')
    assert.equal(subjects.length, two.results.length)
    for (const [index, { summary }] of two.results.entries()) {
      const figures = all(subjects[index], 'li').filter((li) => attribute(li, 'data-count') !== undefined)
      for (const outcome of OUTCOMES) {
        const figure = figures.find((li) => attribute(li, 'data-count') === outcome)
        assert.equal(Number(text(all(figure, 'b')[0])), summary[outcome], outcome)
        const acts = all(subjects[index], 'li').filter((li) => attribute(li, 'data-o') === outcome)
        assert.equal(acts.length, summary[outcome], outcome)
      }
    }
  })

  it('shows an app as 31 cells in 6 groups, each leading to its determination', () => {
    const [app] = all(page, 'article')
    const cells = all(app, 'a').filter((a) => (attribute(a, 'class') ?? '').startsWith('cell'))
    assert.equal(cells.length, 31)
    assert.equal(all(app, 'div').filter((d) => attribute(d, 'class') === 'grp').length, 6)
    const ids = new Set(all(page).map((e) => attribute(e, 'id')))
    for (const cell of cells) {
      assert.ok(ids.has((attribute(cell, 'href') ?? '').slice(1)))
      assert.match(text(cell), /\d\.\d.*(存在证据|无法判断|未见问题|不适用|未检查)/, 'a cell says its outcome in words')
    }
  })

  it('has unique ids', () => {
    const ids = all(page)
      .map((e) => attribute(e, 'id'))
      .filter((id) => id !== undefined)
    assert.equal(new Set(ids).size, ids.length)
  })

  it('says every label in both languages, and which is shown follows --lang', async () => {
    const zh = all(page, 'span').filter((s) => attribute(s, 'lang') === 'zh')
    const en = all(page, 'span').filter((s) => attribute(s, 'lang') === 'en')
    assert.equal(zh.length, en.length)
    for (const span of [...zh, ...en]) assert.notEqual(text(span).trim(), '')
    for (const lang of ['zh', 'en'] as const) {
      const said = parsed(await toHtml(one, lang))
      assert.equal(attribute(all(said, 'html')[0], 'lang'), lang === 'zh' ? 'zh-CN' : 'en')
      const checked = all(said, 'input').filter((i) => attribute(i, 'checked') !== undefined)
      assert.deepEqual(
        checked.map((i) => attribute(i, 'id')),
        [`lang-${lang}`],
      )
    }
  })

  it('states the outcomes in the fixed words', () => {
    const said = text(page)
    for (const words of [
      '存在该行为的证据（自查结论，非主管部门认定）',
      '不符合征求意见稿',
      '线索，待核实',
      '参照适用',
      '怎样才能判断',
      '本报告是自查结果，不是主管部门的认定。',
    ]) {
      assert.ok(said.includes(words), words)
    }
  })

  it('says tool, rules, law of the day, files, what was not examined and how to dispute, also on paper', () => {
    const said = text(page)
    const { tool, asOf, results } = two
    for (const words of [tool.version, tool.rules, asOf, tool.calendarUntil, '举证提出异议'])
      assert.ok(said.includes(words))
    for (const { subject, limits } of results) {
      for (const input of subject.inputs) assert.ok(said.includes(input.sha256))
      for (const limit of limits) assert.ok(said.includes(limit.zh) && said.includes(limit.en))
    }
    const foot = text(all(page, 'p').find((p) => attribute(p, 'class') === 'print-foot'))
    for (const words of [tool.version, tool.rules.slice(0, 12), asOf, '没有运行应用'])
      assert.ok(foot.includes(words), words)
  })

  it('prints the whole call path, the guards and the SDK of a lead', () => {
    const lead = one.results[0]?.determinations.find((d) => d.rule === 'app-pi-2019#3.1')?.leads[0]
    const said = text(page)
    for (const { path = [], guards = [], sdk = '' } of lead?.evidence ?? []) {
      for (const words of [...path, ...guards, sdk]) assert.ok(said.includes(words), words)
    }
  })

  it('can be read without its script: nothing is hidden but the filters', () => {
    const hidden = all(page).filter((e) => attribute(e, 'hidden') !== undefined)
    assert.deepEqual(
      hidden.map((e) => attribute(e, 'id')),
      ['filters', 'reset'],
    )
  })

  it('stays under 400 kB for 31 determinations with 200 pieces of evidence', async () => {
    const big = await toHtml(sampleResult([sampleApp({ evidence: 200 })]), 'zh')
    assert.ok(Buffer.byteLength(big) < 400_000, `${Buffer.byteLength(big)} bytes`)
    assert.ok(Buffer.byteLength(text(all(page, 'script')[0])) < 10_000)
  })

  it('puts any string into the page as text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (raw) => {
        const app = sampleApp({ evidence: 0 })
        const named: Result = sampleResult([
          { ...app, determinations: [], subject: { ...app.subject, name: `name:${raw}:end`, id: raw, version: raw } },
        ])
        const shown = parsed(await toHtml(named, 'en'))
        assert.deepEqual(errors, [])
        assert.equal(all(shown, 'script').length, 1)
        const wanted = `name:${visible(raw).replaceAll(/⟨(U\+[0-9A-F]+)⟩/g, '$1')}:end`
        assert.equal(text(all(shown, 'h1')[0]), wanted)
      }),
      { numRuns: 60 },
    )
  })
})
