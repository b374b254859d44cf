import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { toJson } from '../../src/report/json.ts'
import { sampleApp, sampleResult } from '../support/sample-result.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'guiju-report-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], { cwd: folder, encoding: 'utf8' })
const appOf = (id: string) => ({
  ...sampleApp(),
  subject: { ...sampleApp().subject, id: `app.android:${id}`, name: id },
})

describe('guiju report', () => {
  before(() => {
    for (const id of ['a', 'b', 'c']) writeFileSync(join(folder, `${id}.json`), toJson(sampleResult([appOf(id)])))
    writeFileSync(join(folder, 'plan.yaml'), PLAN)
  })
  it('writes a result again in any form, byte for byte as JSON', () => {
    const again = run('report', 'a.json', '--format', 'json')
    assert.equal(again.status, 1, again.stderr)
    assert.equal(again.stdout, readFileSync(join(folder, 'a.json'), 'utf8'))
    assert.equal(run('report', 'a.json', 'b.json', '--format', 'sarif,xlsx', '--out', 'forms').status, 1)
    assert.deepEqual(readdirSync(join(folder, 'forms')).sort(), ['a.sarif', 'a.xlsx', 'b.sarif', 'b.xlsx'])
  })
  it('compiles results, a survey and regions', () => {
    writeFileSync(join(folder, 'where.csv'), '对象,地区\napp.android:a,广东\napp.android:b,福建\n')
    writeFileSync(
      join(folder, 'asked.csv'),
      'question,answer,count,share,asked\nq,yes,5403,52.1%,10370\n,no,1,9.0%,10370\n',
    )
    const made = run(
      'report',
      'a.json',
      'b.json',
      '--aggregate',
      '--subjects',
      'where.csv',
      '--survey',
      'asked.csv',
      '--format',
      'md',
    )
    assert.equal(made.status, 1, made.stderr)
    assert.match(made.stdout, /不是随机抽取的/)
    assert.match(made.stdout, /广东 \| 福建|福建 \| 广东/)
    assert.match(made.stdout, /1 \/ 10370 是 0\.01%，不是 9\.0%/)
  })
  it('takes a draw as its sample once the draw verifies, and no forged one', () => {
    const on = (day: string) => ['--on', day, '--store', join(folder, 'store')]
    assert.equal(run('draw', 'commit', 'plan.yaml', ...on('2026-01-01'), '--out', folder).status, 0)
    const committed = join(folder, 'spot.draw.json')
    assert.match(run('report', 'a.json', '--aggregate', '--draw', committed).stderr, /guiju draw reveal/)
    const compile = (file: string) =>
      run('report', 'a.json', 'b.json', 'c.json', '--aggregate', '--draw', file, '--format', 'json')
    const revealed = run(
      'draw',
      'reveal',
      committed,
      '--value',
      'lot=1 2 3 4 5 6',
      ...on('2026-02-02'),
      '--out',
      folder,
    )
    assert.equal(revealed.status, 0, revealed.stderr)
    const result = join(folder, 'spot.result.json')
    const made = compile(result)
    assert.equal(made.status, 1, made.stderr)
    const { sample } = JSON.parse(made.stdout)
    assert.equal(sample.examined.length, 2)
    assert.equal(sample.others.length, 1)
    const drawn = readFileSync(result, 'utf8')
    const forged = drawn.replace(/"ratio": "2\/3"/, '"ratio": "1/1"')
    assert.notEqual(forged, drawn)
    writeFileSync(join(folder, 'forged.json'), forged)
    const refused = compile(join(folder, 'forged.json'))
    assert.equal(refused.status, 2)
    assert.equal(refused.stderr.trim().split('\n').length, 1)
  })
  it('holds two results of one subject against each other', () => {
    const later = toJson({ ...sampleResult([appOf('a')]), asOf: '2099-01-01' })
    writeFileSync(join(folder, 'later.json'), later)
    const made = run(
      'report',
      'later.json',
      'a.json',
      '--rectification',
      '--format',
      'html,docx',
      '--out',
      'fixed.html',
    )
    assert.equal(made.status, 1, made.stderr)
    assert.match(readFileSync(join(folder, 'fixed.html'), 'utf8'), /整改复测报告/)
    assert.equal(readFileSync(join(folder, 'fixed.docx')).subarray(0, 2).toString(), 'PK')
  })
  it('says in one line what is wrong, and writes nothing', () => {
    writeFileSync(join(folder, 'no.json'), '{"schema":"guiju/result/1"}')
    writeFileSync(join(folder, 'noise.bin'), Uint8Array.of(0xff, 0xfe, 0x00, 0xd8))
    writeFileSync(join(folder, 'bare.csv'), 'name\nx\n')
    for (const [args, words] of [
      [['no.json'], /no\.json is no JSON result/],
      [['nowhere.json'], /does not exist/],
      [['plan.yaml'], /it is no JSON/],
      [['noise.bin'], /it is no JSON/],
      [['a.json', '--survey', 'bare.csv'], /add --aggregate/],
      [['a.json', '--aggregate', '--survey', 'bare.csv'], /lacks the column question, answer/],
      [['a.json', '--aggregate', '--format', 'sarif'], /html, md, xlsx, json, docx, pdf/],
      [['a.json', '--rectification'], /at least two results of one subject, and 1/],
      [['a.json', 'b.json', '--rectification'], /app\.android:a, app\.android:b/],
      [['a.json', '--rectification', '--aggregate'], /take one of/],
      [[], /at least one file/],
    ] as const) {
      const ran = run('report', ...args, '--out', 'nothing')
      assert.equal(ran.status, 2)
      assert.match(ran.stderr, words)
      assert.equal(ran.stderr.trim().split('\n').length, 1)
    }
    assert.equal(existsSync(join(folder, 'nothing')), false)
  })
})

const PLAN = `
id: spot
title: spot check
organiser: office
tiers: [{ id: t, ratio: 2/3, subjects: ['app.android:a', 'app.android:b', 'app.android:c'] }]
inspectors: [{ id: i }]
perSubject: 1
randomness: { kind: published, at: 2026-02-01, sources: [{ id: lot, name: lottery, form: numbers, count: 6, from: 1, to: 33 }] }
`
