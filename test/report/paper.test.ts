import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SaxesParser } from 'saxes'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { Budget, DOCUMENT_LIMITS } from '../../src/collect/budget.ts'
import { readDocx } from '../../src/collect/document/docx.ts'
import type { Paper } from '../../src/judge/paper.ts'
import { paperDocx } from '../../src/report/paper/docx.ts'
import { paperHtml } from '../../src/report/paper/html.ts'

const EVIL = '<script>alert(1)</script>"\'&\u202e\u0007'
const both = (text: string) => ({ zh: `中${text}`, en: `en ${text}` })
const PAPER: Paper = {
  kind: 'document',
  title: both(EVIL),
  number: both(EVIL),
  mark: { word: { zh: '草稿', en: 'DRAFT' }, why: [both(EVIL)] },
  to: both(EVIL),
  body: [
    { kind: 'heading', text: both(EVIL) },
    { kind: 'paragraph', text: both(EVIL) },
    { kind: 'list', items: [both(EVIL)] },
    { kind: 'facts', rows: [{ label: both(EVIL), value: both(EVIL) }] },
    { kind: 'table', head: [both(EVIL)], rows: [[both(EVIL)]], widths: [100] },
    { kind: 'lines', lines: [both(EVIL)] },
    {
      kind: 'diagram',
      diagram: {
        title: both(EVIL),
        states: [
          { id: 'a', title: both('start'), row: 0, steps: [both(EVIL)], mark: 'passed' },
          { id: 'b', title: both('end'), row: 1, steps: [], mark: 'now' },
        ],
        steps: [
          { id: 's', title: both(EVIL), who: both('who'), cites: 'x#1', guards: [], row: 1, from: ['a'], to: 'b' },
        ],
        anytime: [both('any')],
      },
      caption: both(EVIL),
    },
  ],
  signed: { by: both(EVIL), day: both(EVIL), seal: both(EVIL) },
  annex: [{ kind: 'paragraph', text: both(EVIL) }],
  foot: both(EVIL),
}

const CASES = [
  ['zh', '草稿'],
  ['en', 'DRAFT'],
  ['both', '草稿'],
] as const

describe('a paper', () => {
  for (const [lang, mark] of CASES) {
    it(`as HTML (${lang}): strict policy, no script, all of it escaped, hidden characters named`, () => {
      const page = paperHtml(PAPER, lang)
      assert.match(
        page,
        /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"/,
      )
      assert.doesNotMatch(page, /<script|src=|href=|\p{Cf}/u)
      assert.ok(page.includes('⟨U+202E⟩') && page.includes('&lt;script&gt;') && page.includes(mark))
      assert.equal(page.match(/<main /g)!.length, lang === 'both' ? 2 : 1)
      assert.match(page, /@page\{size:A4/)
      assert.match(page, /counter\(page\)/)
    })

    it(`as DOCX (${lang}): parts are well-formed, and our own reader finds every text`, () => {
      const bytes = paperDocx(PAPER, lang)
      const names: string[] = []
      const zip = new TextDecoder().decode(bytes)
      for (const name of [
        '[Content_Types].xml',
        'word/document.xml',
        'word/styles.xml',
        'word/header1.xml',
        'word/footer1.xml',
      ])
        if (zip.includes(name)) names.push(name)
      assert.equal(names.length, 5)
      for (const part of zip.match(/<\?xml[\s\S]*?(?=PK\p{Cc})/gu)!) wellFormed(part)
      const log = new ProblemLog('a.docx')
      const text = JSON.stringify(readDocx(Buffer.from(bytes), new Budget(DOCUMENT_LIMITS), log)!.blocks)
      assert.deepEqual(log.problems, [])
      for (const one of lang === 'both'
        ? ['中<script>', 'en <script>']
        : lang === 'zh'
          ? ['中<script>']
          : ['en <script>'])
        assert.ok(text.includes(one), one)
      assert.deepEqual(bytes, paperDocx(PAPER, lang))
      // The picture is drawn of shapes: two states, a step, its two lines and the note below.
      const sheets = lang === 'both' ? 2 : 1
      assert.equal(zip.match(/<wps:wsp>/g)!.length, 6 * sheets)
      assert.equal(zip.match(/<a:cubicBezTo>/g)!.length, 2 * sheets)
      const ids = [...zip.matchAll(/<wp:docPr id="(\d+)"/g)].map((m) => m[1])
      assert.equal(new Set(ids).size, sheets)
      assert.ok(zip.includes(mark) && zip.includes(' PAGE '))
    })
  }
})

function wellFormed(xml: string): void {
  const parser = new SaxesParser()
  parser.on('error', (error) => assert.fail(`${error.message} in ${xml.slice(0, 200)}`))
  parser.write(xml.replace(/^\uFEFF/, '')).close()
}
