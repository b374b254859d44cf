/**
 * Search over a million invented provisions: how long the index takes to build from a stream, how large it is, and how
 * long a search takes, at the median and at the 95th percentile.
 *
 *   node bench/law/run.ts [--provisions 1000000] [--queries 2000] [--index <file>] [--max-p95 <ms>]
 *
 * On a busy machine the CPU time says more than the clock. Words are drawn by Zipf's law, as in texts; queries are drawn from the provisions. With `--index` the file is kept and
 * used again. With `--max-p95` the bench fails above so many milliseconds.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Modality } from '../../src/law/instrument.ts'
import type { LawEntry } from '../../src/store/law-entry.ts'
import { buildLawIndex } from '../../src/store/law-index.ts'
import { type LawQuery, LawSearch } from '../../src/store/law-search.ts'
import { sqlite } from '../../src/store/sqlite.ts'

const { values } = parseArgs({
  options: {
    provisions: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '2000' },
    index: { type: 'string' },
    'max-p95': { type: 'string' },
  },
})
const PROVISIONS = Number(values.provisions)
const QUERIES = Number(values.queries)

/** The same numbers on every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Draws 0 … size − 1, small numbers often: rank r about as often as 1 / (r + 1). */
const zipf = (next: () => number, size: number): number => Math.floor((size + 1) ** next()) - 1

const next = random(20211101)
const HAN = [
  ...'个人信息处理者应当收集使用同意网络运营安全保护数据用户提供服务规定公开机关行政国家法律责任单位部门依法主管监督检查',
]
const han = (): string =>
  next() < 0.5 ? HAN[Math.floor(next() * HAN.length)]! : String.fromCodePoint(0x4e00 + zipf(next, 3500) * 5)
const ZH = Array.from({ length: 20_000 }, () =>
  Array.from({ length: next() < 0.75 ? 2 : next() < 0.5 ? 3 : 4 }, han).join(''),
)
const SYLLABLES =
  'con sent per son al in for ma tion da ta op er a tor net work se cu ri ty sub ject pro vi der law ful'.split(' ')
const EN = Array.from({ length: 20_000 }, () =>
  Array.from({ length: 1 + Math.floor(next() * 4) }, () => SYLLABLES[Math.floor(next() * SYLLABLES.length)]).join(''),
)
const MODALITIES: readonly Modality[] = ['must', 'must-not', 'may', 'encouraged', 'liability', 'statement']
const BEARERS = ['commercial-bank', 'app-operator', 'network-operator', 'police', 'user'] as const

const words = (of: readonly string[], n: number, by: string): string =>
  Array.from({ length: n }, () => of[zipf(next, of.length)]).join(by)

function* provisions(): Generator<LawEntry> {
  for (let i = 0; i < PROVISIONS; i++) {
    const law = Math.floor(i / 80)
    const zh = Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
      words(ZH, 6 + Math.floor(next() * 10), ''),
    ).join('，')
    const year = 1990 + (law % 36)
    yield {
      ref: `law-${law}#art${(i % 80) + 1}`,
      law: `law-${law}`,
      title: { zh: `法律${law}`, en: `Law ${law}` },
      label: { zh: `第${(i % 80) + 1}条`, en: `Article ${(i % 80) + 1}` },
      gist: null,
      zh: `${zh}。`,
      en: words(EN, 12 + Math.floor(next() * 30), ' '),
      modalities: [MODALITIES[zipf(next, MODALITIES.length)]!],
      bearers: [BEARERS[zipf(next, BEARERS.length)]!],
      limits: next() < 0.1 ? [{ n: 1 + zipf(next, 60), unit: next() < 0.5 ? 'day' : 'workday' }] : [],
      from: `${year}-01-01`,
      ...(law % 3 === 0 ? { until: `${year + 10}-12-31` } : {}),
      draft: false,
      binding: true,
      cites: next() < 0.2 ? [`law-${law}#art${1 + Math.floor(next() * 80)}`] : [],
    }
  }
}

type Kind = 'two characters' | 'phrase' | 'two words' | 'English' | 'filtered' | 'law of a day'
const KINDS: readonly Kind[] = ['two characters', 'phrase', 'two words', 'English', 'filtered', 'law of a day']
const two = (): string => {
  for (;;) {
    const word = ZH[zipf(next, ZH.length)]!
    if (word.length === 2) return word
  }
}

function query(kind: Kind): LawQuery {
  const base = { on: '2026-11-28', most: 20 }
  switch (kind) {
    case 'two characters':
      return { ...base, text: two() }
    case 'phrase':
      return { ...base, text: `"${ZH[zipf(next, ZH.length)]!}${two()}"` }
    case 'two words':
      return { ...base, text: `${two()} ${ZH[zipf(next, ZH.length)]!}` }
    case 'English':
      return { ...base, text: words(EN, 2, ' ') }
    case 'filtered':
      return { ...base, text: two(), modalities: [MODALITIES[zipf(next, 6)]!], bearers: [BEARERS[zipf(next, 5)]!] }
    case 'law of a day':
      return { ...base, text: two(), inForceOn: `${2000 + Math.floor(next() * 26)}-06-30` }
    default:
      return kind satisfies never
  }
}

const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-law-'))
const path = values.index ?? join(folder, 'index.sqlite')
try {
  if (!existsSync(path)) {
    const start = performance.now()
    const built = await buildLawIndex(path, provisions(), 'bench')
    built.close()
    const seconds = (performance.now() - start) / 1000
    const size = statSync(path).size / 2 ** 20
    const memory = process.resourceUsage().maxRSS / 1024
    console.log(
      `index of ${PROVISIONS} provisions: ${seconds.toFixed(1)} s, ${size.toFixed(0)} MB, ${memory.toFixed(0)} MB of memory at most`,
    )
  }
  const { DatabaseSync } = await sqlite()
  const search = new LawSearch(new DatabaseSync(path, { readOnly: true }))
  for (let i = 0; i < 50; i++) search.find(query(KINDS[i % KINDS.length]!))
  const all: number[] = []
  const cpu: number[] = []
  const of = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]))
  let found = 0
  for (let i = 0; i < QUERIES; i++) {
    const kind = KINDS[i % KINDS.length]!
    const asked = query(kind)
    const start = performance.now()
    const used = process.cpuUsage()
    const { total } = search.find(asked)
    const ms = performance.now() - start
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
    if (total > 0) found++
    all.push(ms)
    of.get(kind)!.push(ms)
  }
  const at = (times: readonly number[], share: number) =>
    times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!
  const line = (name: string, times: readonly number[]) =>
    console.log(
      `${name.padEnd(16)} p50 ${at(times, 0.5).toFixed(2)} ms  p95 ${at(times, 0.95).toFixed(2)} ms  max ${at(times, 1).toFixed(1)} ms`,
    )
  for (const [kind, times] of of) line(kind, times)
  line('all', all)
  line('all, CPU time', cpu)
  console.log(`${QUERIES} searches, ${found} with hits`)
  search.close()
  const limit = values['max-p95'] === undefined ? undefined : Number(values['max-p95'])
  if (limit !== undefined && at(all, 0.95) > limit) {
    console.error(`p95 is above ${limit} ms`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
