import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Determination, Outcome } from '../../src/judge/result.ts'
import { paperDocx } from '../../src/report/paper/docx.ts'
import { paperHtml } from '../../src/report/paper/html.ts'
import { corrected, type Examination, rectificationPaper } from '../../src/report/rectification.ts'
import { HOSTILE, sampleApp } from '../support/sample-result.ts'

const base = sampleApp()
const failed = base.determinations.find((d) => d.outcome === 'failed' && d.evidence.length > 0) as Determination
const check = (asOf: string, ...outcomes: Outcome[]): Examination => ({
  asOf,
  of: {
    ...base,
    determinations: outcomes.map((outcome, i) => ({
      ...failed,
      outcome,
      rule: `app-pi-2019#1.${i + 1}`,
      provision: `app-pi-2019#1.${i + 1}`,
    })),
  },
})
const before = check('2026-01-01', 'failed', 'failed', 'failed', 'failed', 'passed')
const after = check('2026-02-01', 'passed', 'failed', 'cantTell', 'inapplicable', 'failed')

describe('the report on rectification', () => {
  it('takes a finding for put right only where the re-test saw no issue', () => {
    assert.deepEqual(
      corrected(before, after).map((c) => c.fate),
      ['corrected', 'remains', 'unsettled', 'gone'],
    )
    assert.equal(corrected(before, check('2026-02-01'))[0]!.fate, 'gone')
  })
  it('shows before and after of each, what is new, and who signs', () => {
    const zh = paperHtml(rectificationPaper(before, after), 'zh')
    assert.match(
      zh,
      /整改前存在证据4项；复测未见问题1项，仍存在证据1项，复测材料不足以判断1项，复测不适用或未检查1项。复测新出现1项/,
    )
    assert.match(zh, /整改前的证据/)
    assert.match(zh, /四、复测新出现的问题/)
    assert.match(zh, /负责人（签字）/)
    const en = paperHtml(rectificationPaper(before, after), 'en')
    assert.match(en, /1 show no issue, 1 still show evidence/)
  })
  it('says so where nothing was found before', () => {
    assert.match(
      paperHtml(rectificationPaper(check('2026-01-01', 'passed'), after), 'en'),
      /no evidence under any provision before/,
    )
  })
  it('escapes what it prints', () => {
    const hostile = { ...after, of: { ...after.of, subject: { ...after.of.subject, name: HOSTILE.script } } }
    const paper = rectificationPaper(before, hostile)
    assert.doesNotMatch(paperHtml(paper, 'both'), /<script|undefined|\{\w+\}/)
    assert.equal(String.fromCharCode(...paperDocx(paper, 'zh').subarray(0, 2)), 'PK')
  })
})
