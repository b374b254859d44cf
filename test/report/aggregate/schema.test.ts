import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { aggregate } from '../../../src/report/aggregate/aggregate.ts'
import { aggregateJson } from '../../../src/report/aggregate/render.ts'
import { aggregateJsonSchema } from '../../../src/report/aggregate/schema.ts'
import { surveyOf } from '../../../src/report/aggregate/survey.ts'
import { sampleApp, sampleResult } from '../../support/sample-result.ts'

const fits = new Ajv2020({ strict: false }).compile(JSON.parse(aggregateJsonSchema()))
const app = sampleApp()
const { id } = app.subject

describe('the published shape of guiju/aggregate/1', () => {
  it('fits what is written: plain, and with sample, regions, survey and progress', () => {
    const first = sampleResult([app])
    const later = { ...first, asOf: '2027-01-01' }
    const whole = {
      results: [first, later],
      about: new Map([[id, { region: '浙江', sector: '工具' }]]),
      title: '汇总',
      sample: {
        id: 'd',
        commitment: 'c'.repeat(64),
        tiers: [{ id: 'a', of: 3, drawn: [id, 'x'], substitutes: ['y'] }],
      },
      survey: surveyOf([
        { line: 1, question: '问', answer: '是', count: '60', share: '60%', asked: '100' },
        { line: 2, question: '问', answer: '否', share: '50%' },
      ]),
    }
    for (const input of [{ results: [first], about: new Map() }, whole]) {
      const written = JSON.parse(aggregateJson(aggregate(input)))
      assert.ok(fits(written), JSON.stringify(fits.errors?.slice(0, 3)))
    }
  })
  it('refuses what is none', () => {
    const written = JSON.parse(aggregateJson(aggregate({ results: [sampleResult([app])], about: new Map() })))
    for (const change of [
      { schema: 'guiju/aggregate/2' },
      { from: 'yesterday' },
      { provisions: [{}] },
      { subjects: 1 },
    ])
      assert.equal(fits({ ...written, ...change }), false, JSON.stringify(change))
  })
})
