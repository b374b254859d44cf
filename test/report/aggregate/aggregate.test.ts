import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Determination, Outcome, Result, SubjectResult } from '../../../src/judge/result.ts'
import { type AggregateInput, aggregate, type Sample } from '../../../src/report/aggregate/aggregate.ts'
import { aggregateHtml, aggregateMarkdown, aggregateXlsx } from '../../../src/report/aggregate/render.ts'
import { surveyOf } from '../../../src/report/aggregate/survey.ts'
import { HOSTILE, sampleApp, sampleResult } from '../../support/sample-result.ts'

const base = sampleApp()
const [one] = base.determinations as [Determination]

/** An app with one determination for each outcome given. */
const app = (id: string, ...outcomes: Outcome[]): SubjectResult => ({
  ...base,
  subject: { ...base.subject, id: `app.android:${id}`, name: id },
  determinations: outcomes.map((outcome, i) => ({
    ...one,
    outcome,
    rule: `app-pi-2019#1.${i + 1}`,
    provision: `app-pi-2019#1.${i + 1}`,
  })),
})
const result = (asOf: string, ...results: SubjectResult[]): Result => ({ ...sampleResult(results), asOf })
const of = (results: Result[], more: Partial<AggregateInput> = {}) => aggregate({ results, about: new Map(), ...more })
const draw = (...tiers: [string, number, string[], string[]?][]): Sample => ({
  id: 'draw',
  commitment: 'c'.repeat(64),
  tiers: tiers.map(([id, size, drawn, substitutes = []]) => ({ id, of: size, drawn, substitutes })),
})

describe('many results as one', () => {
  it('counts the last result of each subject, and tells what became of earlier findings', () => {
    const a = of([
      result('2026-01-01', app('x', 'failed', 'failed', 'passed')),
      result('2026-03-01', app('x', 'passed', 'failed', 'failed'), app('y', 'cantTell', 'inapplicable', 'passed')),
    ])
    assert.deepEqual(
      a.provisions.map(({ n, found, passed, open }) => [n, found, passed, open]),
      [
        [2, 0, 1, 1],
        [1, 1, 0, 0],
        [2, 1, 1, 0],
      ],
    )
    const { progress } = a
    assert.deepEqual(
      [progress?.subjects, progress?.corrected.length, progress?.stillFound.length, progress?.newlyFound.length],
      [1, 1, 1, 1],
    )
  })
  it('gives no interval without a draw, and bounds that hold whatever the open cases are', () => {
    const [row] = of([result('2026-01-01', app('x', 'failed'), app('y', 'cantTell'), app('z', 'passed'))]).provisions
    assert.equal(row!.interval, undefined)
    assert.deepEqual(row!.bounds, { low: 1 / 3, high: 2 / 3 })
    assert.deepEqual(row!.foundIn, ['app.android:x'])
    assert.deepEqual(row!.openIn, ['app.android:y'])
  })
  it('weighs the drawn by their tier and leaves the others out', () => {
    const all = [result('2026-01-01', app('a', 'failed'), app('b', 'passed'), app('c', 'passed'), app('d', 'failed'))]
    const a = of(all, { sample: draw(['big', 90, ['a', 'b']], ['small', 10, ['c']]) })
    assert.deepEqual(a.sample?.others, ['app.android:d'])
    assert.equal(a.subjects.length, 3)
    assert.ok(Math.abs(a.provisions[0]!.share! - 0.45) < 1e-12)
    assert.ok(a.provisions[0]!.interval!.low > 0 && a.provisions[0]!.interval!.high < 1)
  })
  it('gives no interval where one of the drawn was not examined; a substitute in the chain takes its place', () => {
    const all = [result('2026-01-01', app('a', 'failed'), app('s1', 'passed'), app('s2', 'failed'))]
    const missing = of(all, { sample: draw(['t', 9, ['a', 'gone']]) })
    assert.deepEqual(missing.sample?.missing, ['gone'])
    assert.equal(missing.provisions[0]!.interval, undefined)
    assert.deepEqual(missing.provisions[0]!.bounds, { low: 0.5, high: 1 })
    const replaced = of(all, { sample: draw(['t', 9, ['a', 'gone'], ['s1', 's2']]) })
    assert.deepEqual(replaced.sample?.missing, [])
    assert.deepEqual(replaced.sample?.others, ['app.android:s2'])
    assert.ok(replaced.provisions[0]!.interval)
  })
  it('splits by kind and region', () => {
    const about = new Map([
      ['app.android:x', { region: '广东', sector: '购物' }],
      ['app.android:y', { region: '福建' }],
    ])
    const a = of([result('2026-01-01', app('x', 'failed'), app('y', 'passed'))], { about })
    assert.deepEqual(a.regions, ['广东', '福建'].sort())
    assert.deepEqual(
      a.provisions[0]!.regions.find((r) => r.key === '广东'),
      { key: '广东', n: 1, found: 1, passed: 0, open: 0 },
    )
    assert.deepEqual(a.kinds, ['app.android', '购物'])
  })
  it('is printed in both languages, with every number leading to its subjects and nothing unescaped', () => {
    const hostile = { ...app('h', 'failed', 'cantTell'), subject: { ...app('h').subject, name: HOSTILE.script } }
    const a = of([result('2026-01-01', hostile, app('y', 'passed', 'failed'))], {
      survey: surveyOf([{ line: 2, question: HOSTILE.script, answer: 'a', count: '3', asked: '2' }]),
    })
    for (const lang of ['zh', 'en', 'both'] as const) {
      const ids = [...aggregateHtml(a, lang).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length)
      const page = aggregateHtml(a, lang)
      assert.doesNotMatch(page, /<script|undefined|NaN|\{\w+\}/)
      for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(page.includes(`id="${target}"`), target)
      assert.doesNotMatch(aggregateMarkdown(a, lang), /undefined|NaN/)
    }
    assert.match(aggregateMarkdown(a, 'zh'), /多于受访人数/)
    assert.equal(String.fromCharCode(...aggregateXlsx(a, 'zh').subarray(0, 2)), 'PK')
  })
  it('does not depend on the order of the files', () => {
    const files = [
      result('2026-01-01', app('x', 'failed')),
      result('2026-02-01', app('y', 'passed')),
      result('2026-03-01', app('x', 'passed')),
    ]
    assert.deepEqual(of(files), of([...files].reverse()))
  })
})
