import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countOf, type SurveyRow, shareOf, surveyOf } from '../../../src/report/aggregate/survey.ts'

const row = (line: number, answer: string, more: Partial<SurveyRow>): SurveyRow => ({
  line,
  question: 'q',
  answer,
  ...more,
})
const faults = (...rows: SurveyRow[]) => surveyOf(rows)[0]!.faults.map((f) => f.en)

describe('the figures of a survey', () => {
  it('are read as they are printed', () => {
    assert.deepEqual(shareOf('52.1%'), { value: 0.521, half: 0.0005 })
    assert.deepEqual(shareOf('0.521'), { value: 0.521, half: 0.0005 })
    assert.equal(shareOf('101%'), undefined)
    assert.equal(shareOf('half'), undefined)
    assert.equal(countOf('10,370'), 10370)
    assert.equal(countOf('1,03'), undefined)
  })
  it('fit together: count, people asked and share', () => {
    assert.deepEqual(faults(row(2, 'yes', { count: '5403', asked: '10370', share: '52.1%' })), [])
    assert.match(faults(row(2, 'yes', { count: '5403', asked: '10370', share: '52.2%' }))[0]!, /52\.10%, not 52\.2%/)
    assert.match(faults(row(2, 'yes', { count: '11', asked: '10' }))[0]!, /more than the 10 asked/)
    assert.match(faults(row(2, 'yes', { asked: '10' }), row(3, 'no', { asked: '11' }))[0]!, /different numbers/)
    assert.match(faults(row(2, 'yes', { count: 'many' }))[0]!, /“many” is no number/)
  })
  it('can be shares of whole people', () => {
    assert.deepEqual(faults(row(2, 'yes', { asked: '10', share: '30.0%' })), [])
    assert.match(faults(row(2, 'yes', { asked: '10', share: '35.0%' }))[0]!, /no whole number/)
  })
  it('give the share where only people are counted', () => {
    const [question] = surveyOf([row(2, 'yes', { count: '3', asked: '12' })])
    assert.equal(question!.answers[0]!.share, 0.25)
  })
})
