import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const laws = join(root, '..', 'shared', 'data', 'laws')
const skip = existsSync(laws) ? false : 'the law collections are not beside the repository (../shared/data/laws)'

interface Provision {
  readonly fate: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly changes: readonly { readonly was: string; readonly now: string; readonly touches: readonly string[] }[]
}
interface Report {
  readonly a: { readonly date: string }
  readonly b: { readonly date: string }
  readonly summary: Readonly<Record<string, number>>
  readonly provisions: readonly Provision[]
  readonly crosswalk: readonly { readonly id: string; readonly place: string; readonly fate: string }[]
}

function diff(before: string, after: string): Report {
  const args = ['law', 'diff', join(laws, before), join(laws, after), '--format', 'json']
  const ran = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  })
  assert.equal(ran.status, 0, ran.stderr)
  return JSON.parse(ran.stdout) as Report
}

test('the Cybersecurity Law before and after the decision of 2025 is compared article by article', { skip }, () => {
  const report = diff('LawRefBook__网络安全法(2016-11-07).md', 'X-STORAGE__网络安全法(2025-10-28).md')
  assert.deepEqual([report.a.date, report.b.date], ['2016-11-07', '2025-10-28'])
  const of = (fate: string) => report.provisions.filter((p) => p.fate === fate)
  assert.deepEqual(
    of('added').map((p) => p.to[0]),
    ['art3', 'art20', 'art63', 'art73'],
  )
  const now = new Map(report.provisions.flatMap((p) => p.from.map((place) => [place, p] as const)))
  // Graded protection, localisation, definitions, entry into force: only their numbers changed.
  for (const [from, to] of [
    ['art21', 'art23'],
    ['art37', 'art39'],
    ['art76', 'art78'],
    ['art79', 'art81'],
  ] as const)
    assert.deepEqual([now.get(from)?.fate, now.get(from)?.to], ['moved', [to]], from)
  // An article that only cites another by its new number is not a change of substance.
  assert.deepEqual([now.get('art34')?.fate, now.get('art34')?.to], ['adapted', ['art36']])
  const touched = (place: string, what: string) => now.get(place)?.changes.some((c) => c.touches.includes(what))
  assert.ok(touched('art40', 'modality') && now.get('art40')?.to[0] === 'art42', 'other laws must be followed too')
  assert.ok(touched('art59', 'number') && now.get('art59')?.to[0] === 'art61', 'the fines of graded protection')
  assert.ok(touched('art62', 'number'))
  // Each earlier article has one fate, each later one comes from somewhere or is new.
  assert.deepEqual([...now.keys()].length, 79)
  assert.deepEqual(new Set(report.provisions.flatMap((p) => p.to)).size, 81)
  assert.ok(report.crosswalk.some((c) => c.id.startsWith('inspection-2018#art21') && c.fate === 'changed'))
})

test('the Measures on Internet Information Services of 2011 and 2024 differ in one article', { skip }, () => {
  const report = diff(
    'LawRefBook__互联网信息服务管理办法(2011-01-08).md',
    'X-STORAGE__互联网信息服务管理办法(2024-12-06).md',
  )
  assert.deepEqual(report.summary, {
    same: 26,
    moved: 0,
    adapted: 0,
    changed: 1,
    split: 0,
    merged: 0,
    added: 0,
    deleted: 0,
  })
  const [changed] = report.provisions.filter((p) => p.fate === 'changed')
  assert.deepEqual([changed?.from, changed?.to, changed?.changes.map((c) => c.now)], [['art5'], ['art5'], ['']])
})
