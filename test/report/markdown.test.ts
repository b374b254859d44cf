import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { toMarkdown } from '../../src/report/markdown.ts'
import { markdownCode, markdownText } from '../../src/report/markdown-text.ts'
import { HOSTILE, sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

const result = sampleResult([sampleApp(), sampleLoanBook()])

/** A document without its code spans: what is left is read as Markdown. */
const outsideCode = (markdown: string) => markdown.replace(/(?<![`\\])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '')

describe('toMarkdown', () => {
  it('lists every determination and states the outcomes in the fixed words', () => {
    const zh = toMarkdown(result, 'zh')
    for (const d of result.results.flatMap((r) => r.determinations))
      assert.ok(zh.includes(markdownText(d.what.zh)), d.rule)
    for (const words of [
      '存在该行为的证据（自查结论，非主管部门认定）',
      '不符合征求意见稿',
      '线索，待核实',
      '参照适用',
      '怎样才能判断',
      result.tool.rules,
      result.asOf,
      '没有运行应用',
      '举证提出异议',
    ]) {
      assert.ok(zh.includes(words), words)
    }
  })

  it('prints one language, or both', () => {
    assert.doesNotMatch(outsideCode(toMarkdown(sampleResult(), 'en')).replaceAll('某某商城', ''), /判断|处理建议|自查/)
    assert.doesNotMatch(toMarkdown(sampleResult(), 'zh'), /What to do|self-check/)
    const both = toMarkdown(sampleResult(), 'both')
    assert.match(both, /处理建议/)
    assert.match(both, /What to do/)
  })

  it('lets no foreign text become markup, a link or a mention', () => {
    const left = outsideCode(toMarkdown(result, 'both'))
    assert.doesNotMatch(left, /(?<!\\)<[a-z/!]/i)
    assert.doesNotMatch(left, /\]\(|(?<!\\)!\[/)
    assert.doesNotMatch(left, /:\/\/|www\.|@\w/)
  })

  it('keeps each row of a table on one line with the columns of its head', () => {
    const tables = toMarkdown(result, 'both')
      .split('\n\n')
      .filter((block) => block.startsWith('| '))
    assert.ok(tables.length > 4)
    for (const table of tables) {
      const columns = table.split('\n').map((row) => row.match(/(?<!\\)\|/g)?.length)
      assert.equal(new Set(columns).size, 1, table)
    }
  })

  it('is the same bytes for the same Result and ends with one newline', () => {
    assert.equal(toMarkdown(result), toMarkdown(structuredClone(result)))
    assert.match(toMarkdown(result), /[^\n]\n$/)
  })
})

describe('markdownCode', () => {
  it('fences with more backticks than the text holds', () => {
    assert.equal(markdownCode('a`b``c'), '```a`b``c```')
    assert.equal(markdownCode('`'), '`` ` ``')
    assert.equal(markdownCode(''), '` `')
    assert.equal(markdownCode('a|b\nc'), '`a\\|b c`')
  })

  it('never holds a run of backticks as long as its fence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '|', '\n', '\u202e') }), (raw) => {
        const code = markdownCode(raw)
        const fence = /^`+/.exec(code)?.[0] ?? ''
        const inner = code.slice(fence.length, -fence.length)
        assert.ok(code.endsWith(fence))
        const runs: readonly string[] = inner.match(/`+/g) ?? []
        assert.ok(!runs.includes(fence))
        assert.ok(!/[\n\u202e]/.test(code))
      }),
    )
  })
})

describe('markdownText', () => {
  it('escapes what starts markup and leaves prose readable', () => {
    assert.equal(markdownText('2026-11-23, 30 % (a)'), '2026-11-23, 30 % (a)')
    assert.equal(markdownText('# x'), '\\# x')
    assert.equal(markdownText('- x'), '\\- x')
    assert.equal(markdownText('1. x'), '1\\. x')
    assert.equal(markdownText('a_b*c'), 'a\\_b\\*c')
    assert.equal(markdownText(HOSTILE.image), '\\<img src=x onerror=alert(1)\\>')
    assert.equal(markdownText('&lt;'), '&amp;lt;')
  })
})
