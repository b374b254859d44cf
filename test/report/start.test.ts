import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { parse } from 'parse5'
import { startPage } from '../../src/report/start.ts'
import { all, attribute, type Node, text } from '../support/dom.ts'
import { HOSTILE, sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'
import { webBuilt } from '../support/web.ts'

describe('the start page', () => {
  before(() => webBuilt())
  const files = { html: '某某商城 7.3.1/report.html', json: 'a.json', sarif: 'a.sarif', markdown: 'a.md' }

  it('lists each report with its outcomes and its files', async () => {
    const html = await startPage([
      { result: sampleResult(), files },
      { result: sampleResult([sampleLoanBook()]), files: { html: 'b.html' } },
    ])
    const page = parse(html) as Node
    const cards = all(page, 'li').filter((li) => attribute(li, 'class') === 'card')
    assert.equal(cards.length, 2)
    assert.match(text(cards[0]), /某某商城.*存在证据\D*4无法判断\D*13未见问题\D*7/s)
    assert.deepEqual(
      all(cards[0], 'a').map((a) => attribute(a, 'href')),
      [
        '%E6%9F%90%E6%9F%90%E5%95%86%E5%9F%8E%207.3.1/report.html',
        '%E6%9F%90%E6%9F%90%E5%95%86%E5%9F%8E%207.3.1/report.html',
        'a.json',
        'a.sarif',
        'a.md',
      ],
    )
    assert.deepEqual(
      all(cards[1], 'a').map((a) => attribute(a, 'href')),
      ['b.html', 'b.html'],
    )
  })

  it('says what Guiju is, in both languages, and that results are self-checks', async () => {
    const said = text(parse(await startPage([], 'en')) as Node)
    for (const words of [
      '开源合规引擎',
      'open compliance engine',
      '还没有报告',
      'There are no reports yet',
      '不是主管部门的认定',
    ]) {
      assert.ok(said.includes(words), words)
    }
  })

  it('never links to a scheme, a host or a folder above', async () => {
    const names = ['javascript:alert(1)', '//evil.example/x', '../up.html', HOSTILE.quote, HOSTILE.lone]
    const html = await startPage(
      names.map((name) => ({ result: sampleResult([sampleApp({ evidence: 0 })]), files: { html: name } })),
    )
    const page = parse(html) as Node
    assert.equal(all(page, 'script').length, 1)
    const base = 'https://base.example/reports/'
    for (const link of all(page, 'a')) {
      const { href } = new URL(attribute(link, 'href') ?? '', base)
      assert.ok(href.startsWith(base), href)
    }
  })
})
