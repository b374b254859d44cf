import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { OUTCOMES } from '../../src/judge/result.ts'
import { INSTRUMENT_IDS, loadInstrument } from '../../src/law/library.ts'
import type { Text } from '../../src/law/text.ts'
import { toHtml } from '../../src/report/html.ts'
import { groupOf, instrumentShort, instrumentTitle, provisionRef } from '../../src/report/instruments.ts'
import { toMarkdown } from '../../src/report/markdown.ts'
import { toSarif } from '../../src/report/sarif.ts'
import { shortVerdict, statusName, verdict } from '../../src/report/verdict.ts'
import { KIND_NAMES, METHOD_NAMES, WORDS } from '../../src/report/words.ts'
import { sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'
import { webBuilt } from '../support/web.ts'

const catalogue: readonly (readonly [string, Text])[] = [
  ...Object.entries(WORDS),
  ...Object.entries(KIND_NAMES),
  ...Object.entries(METHOD_NAMES),
  ...[1, 2, 3, 4, 5, 6].map((n) => [`group ${n}`, groupOf(`app-pi-2019#${n}.1`).title] as const),
]
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

const APP_TITLE = instrumentTitle('app-pi-2019').zh

/** The word that no report prints; it stands in one official title. */
const BANNED = '违法'
const ENGLISH = /illegal|unlawful|violat|offen[cd]|guilty/i

describe('the message catalogue', () => {
  for (const [name, text] of catalogue) {
    it(`${name}: both languages, the same holes`, () => {
      assert.notEqual(text.zh.trim(), '')
      assert.notEqual(text.en.trim(), '')
      assert.match(text.zh, /\p{Script=Han}/u)
      assert.doesNotMatch(text.en, /\p{Script=Han}/u)
      assert.deepEqual(holes(text.zh), holes(text.en))
      assert.ok(!text.zh.includes(BANNED))
      assert.doesNotMatch(text.en, ENGLISH)
    })
  }
})

describe('the banned word', () => {
  const result = sampleResult([sampleApp(), sampleLoanBook()])
  before(() => webBuilt())

  it('stands in the official title', () => {
    assert.equal(APP_TITLE.split(BANNED).length, 2)
  })

  for (const [name, print] of [
    ['HTML', () => toHtml(result, 'zh')],
    ['Markdown', async () => toMarkdown(result, 'both')],
    ['SARIF', async () => toSarif(result, 'both')],
  ] as const) {
    it(`is nowhere else in the ${name}`, async () => {
      const text = (await print()).replaceAll(APP_TITLE, '').replaceAll(instrumentTitle('app-pi-2019').en, '')
      assert.ok(!text.includes(BANNED))
      assert.doesNotMatch(text, ENGLISH)
    })
  }
})

describe('the titles', () => {
  for (const id of INSTRUMENT_IDS) {
    it(`${id} is named as in law/`, async () => {
      const { title, short } = await loadInstrument(id)
      assert.deepEqual(instrumentTitle(id), title)
      assert.deepEqual(instrumentShort(id), short)
    })
  }
})

describe('verdict', () => {
  const act = { provision: 'app-pi-2019#3.1', status: 'in-force' } as const

  it('is the fixed sentence for an act', () => {
    assert.equal(verdict({ ...act, outcome: 'failed' }).zh, '存在该行为的证据（自查结论，非主管部门认定）')
  })

  it('says of a duty that it is not met', () => {
    const said = verdict({ ...act, provision: 'internet-lending-2021#2', outcome: 'failed' })
    assert.match(said.zh, /^未达到该项要求，存在该行为的证据（自查结论，非主管部门认定）$/)
  })

  it('names draft, replaced and future law', () => {
    assert.match(verdict({ ...act, status: 'draft', outcome: 'failed' }).zh, /^不符合征求意见稿/)
    assert.match(verdict({ ...act, status: 'replaced', outcome: 'failed' }).zh, /^不符合已被替代的文本/)
    assert.match(verdict({ ...act, status: 'not-yet', outcome: 'failed' }).zh, /^不符合尚未施行的文本/)
  })

  it('differs for every outcome, and for why a rule was not tested', () => {
    const said = OUTCOMES.map((outcome) => verdict({ ...act, outcome }).zh)
    assert.equal(new Set(said).size, OUTCOMES.length)
    assert.equal(new Set(OUTCOMES.map((o) => shortVerdict(o).en)).size, OUTCOMES.length)
    assert.notEqual(
      verdict({ ...act, outcome: 'untested', reason: 'human' }).zh,
      verdict({ ...act, outcome: 'untested', reason: 'boundary' }).zh,
    )
    assert.notEqual(statusName('draft').zh, statusName('replaced').zh)
  })
})

describe('provision references', () => {
  it('take instrument and reference apart', () => {
    assert.deepEqual(provisionRef('inspection-2018#art19.p3'), { instrument: 'inspection-2018', ref: 'art19.p3' })
    assert.deepEqual(provisionRef('odd'), { instrument: 'odd', ref: '' })
  })

  it('put acts into their six groups and leave the rest to the instrument', () => {
    assert.equal(groupOf('app-pi-2019#6.5').key, 'app-pi-2019/6')
    assert.equal(groupOf('app-pi-2019#7.1').key, 'app-pi-2019')
    assert.equal(groupOf('mlps-cii-2020#2.3').number, '')
    assert.equal(instrumentTitle('constructor').zh, 'constructor')
  })
})
