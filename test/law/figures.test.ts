import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkFigures, figuresOf } from '../../src/law/figures.ts'
import type { Outline } from '../../src/law/instrument.ts'
import { loadOutline } from '../../src/law/library.ts'

const outline = await loadOutline('csl-implementation-2017')
/** The outline with one figure changed. */
const changed = (place: string, of: string, value: string): Outline =>
  JSON.parse(JSON.stringify(outline), (_, node) => {
    if (node?.ref !== place) return node
    const numbers = node.norms.flatMap((n: { numbers?: { of?: { zh: string }; value: string }[] }) => n.numbers ?? [])
    const found = numbers.find((n: { of?: { zh: string } }) => n.of?.zh === of)
    assert.ok(found, of)
    found.value = value
    return node
  })
const outcomes = (of: Outline) => checkFigures(of).map((c) => c.outcome)

describe('figures of the inspection report of 2017', () => {
  it('are all there as data, each with its place', () => {
    assert.equal(figuresOf(outline).length, 70)
    assert.ok(figuresOf(outline).every((f) => f.place !== '' && f.number.unit.zh !== ''))
  })
  it('fit together, but for three whose base the text leaves open', () => {
    assert.equal(outcomes(outline).filter((o) => o === 'disagrees').length, 0)
    const unclear = checkFigures(outline).filter((c) => c.outcome === 'unclear')
    assert.deepEqual(
      unclear.map((c) => c.sum),
      ['18.3% | 18.3% × 49.6% = 9.1%', '63.5% | 63.5% × 90.0% = 57.1%', '21.6% | 21.6% × 69.0% = 14.9%'],
    )
  })
  it('disagree once one of them is changed', () => {
    for (const [place, of, value] of [
      ['1.p4', '每个省份选取的重要信息系统', '21'],
      ['3.3.p1', '其中门户网站', '61'],
      ['3.3.p1', '远程测试', '121'],
      ['1.p3', '实地检查', '7'],
      ['2.4.p1', '参与调查', '10307'],
      ['3.7.p1', '参与调查', '10307'],
      ['3.3.p1', '其中高危漏洞', '31'],
      ['2.3.p1', '其中三级以上', '170000'],
      ['1.p2', '第一次全体会议', '2017-09-01'],
    ] as const)
      assert.ok(outcomes(changed(place, of, value)).includes('disagrees'), `${place} ${of}`)
  })
})
