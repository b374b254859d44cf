import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { paperDocx } from '../../src/report/paper/docx.ts'
import { paperHtml } from '../../src/report/paper/html.ts'
import { resultPaper } from '../../src/report/result-paper.ts'
import { HOSTILE, sampleApp, sampleResult } from '../support/sample-result.ts'

const result = sampleResult([sampleApp()])
const [one] = result.results as [(typeof result.results)[0]]

describe('a result as a paper', () => {
  it('says what was examined, every outcome, the findings with their evidence, what is open, and who signs', () => {
    const zh = paperHtml(resultPaper(result), 'zh')
    for (const d of one.determinations) assert.ok(zh.includes(d.provision.split('#')[1]!), d.provision)
    for (const { sha256 } of one.subject.inputs) assert.ok(zh.includes(sha256))
    const failed = one.determinations.filter((d) => d.outcome === 'failed')
    assert.ok(failed.length > 0)
    assert.match(zh, new RegExp(`存在证据${failed.length}项`))
    assert.match(zh, /存在该行为的证据/)
    assert.match(zh, /线索，待核实/)
    assert.match(zh, /提供下列材料即可判断/)
    assert.match(zh, /不是主管部门的认定/)
    assert.match(zh, /签字/)
    assert.doesNotMatch(zh.replaceAll(/App违法违规[^<]*/g, ''), /违法/)
  })
  it('is a Word file too, in both languages, and foreign text stays text', () => {
    const hostile = {
      ...result,
      results: [{ ...one, subject: { ...one.subject, name: HOSTILE.script + HOSTILE.image } }, one],
    }
    const html = paperHtml(resultPaper(hostile), 'both')
    assert.doesNotMatch(html, /<script|<img/)
    assert.match(html, /（2个对象）/)
    assert.match(html, /2 subjects/)
    const docx = Buffer.from(paperDocx(resultPaper(hostile), 'both'))
    assert.equal(docx.subarray(0, 2).toString('latin1'), 'PK')
  })
})
