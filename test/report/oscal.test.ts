import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { uuidOf } from '../../src/cli/uuid.ts'
import type { Result } from '../../src/judge/result.ts'
import { toAssessmentResults, toMilestones } from '../../src/report/oscal.ts'
import { HOSTILE, sampleApp, sampleLoanBook, sampleResult } from '../support/sample-result.ts'

const schemaOf = (model: string) => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: true })
  addFormats.default(ajv)
  return ajv.compile(
    JSON.parse(readFileSync(new URL(`../schemas/oscal-${model}-1.2.3.json`, import.meta.url), 'utf8')) as object,
  )
}
const isResults = schemaOf('assessment-results')
const isPlan = schemaOf('poam')
const result = sampleResult([sampleApp(), sampleLoanBook()])
const outcomes = (of: Result, ...names: string[]) =>
  of.results.flatMap((r) => r.determinations).filter((d) => names.includes(d.outcome))

describe('a result as OSCAL', () => {
  it('fits the published schemas, hostile names too', () => {
    assert.ok(isResults(JSON.parse(toAssessmentResults(result, uuidOf))), JSON.stringify(isResults.errors?.slice(0, 3)))
    assert.ok(isPlan(JSON.parse(toMilestones(result, uuidOf)!)), JSON.stringify(isPlan.errors?.slice(0, 3)))
    const app = sampleApp()
    const hostile = sampleResult([
      { ...app, subject: { ...app.subject, name: HOSTILE.script, version: '\n\t', id: HOSTILE.bidi } },
    ])
    assert.ok(
      isResults(JSON.parse(toAssessmentResults(hostile, uuidOf))),
      JSON.stringify(isResults.errors?.slice(0, 3)),
    )
    assert.ok(isPlan(JSON.parse(toMilestones(hostile, uuidOf)!)), JSON.stringify(isPlan.errors?.slice(0, 3)))
  })
  it('finds only what was decided, and observes what was looked at', () => {
    const { results } = JSON.parse(toAssessmentResults(result, uuidOf))['assessment-results']
    const count = (key: string) =>
      results.reduce((n: number, r: Record<string, unknown[]>) => n + (r[key]?.length ?? 0), 0)
    assert.equal(count('findings'), outcomes(result, 'failed', 'passed').length)
    assert.equal(count('observations'), outcomes(result, 'failed', 'passed', 'cantTell').length)
    const states = results.flatMap((r: { findings?: { target: { status: { state: string } } }[] }) =>
      (r.findings ?? []).map((f) => f.target.status.state),
    )
    assert.equal(states.filter((s: string) => s === 'not-satisfied').length, outcomes(result, 'failed').length)
  })
  it('plans what was found, and nothing where nothing was', () => {
    const plan = JSON.parse(toMilestones(result, uuidOf)!)['plan-of-action-and-milestones']
    assert.equal(plan['poam-items'].length, outcomes(result, 'failed').length)
    const app = sampleApp()
    const clean = sampleResult([{ ...app, determinations: app.determinations.filter((d) => d.outcome !== 'failed') }])
    assert.equal(toMilestones(clean, uuidOf), undefined)
  })
  it('is the same for the same result, and names no UUID twice', () => {
    const text = toAssessmentResults(result, uuidOf)
    assert.equal(text, toAssessmentResults(structuredClone(result), uuidOf))
    const ids = [...text.matchAll(/"uuid": "([0-9a-f-]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
  })
})
