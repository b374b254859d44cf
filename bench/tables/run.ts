/**
 * Judges a generated loan book with the compiled rules beside the best SQL written by hand for the same answers –
 * outcomes, reasons, first ids, limits measured and rows that show why –, in DuckDB over Parquet, and a sample of its
 * rows with json-rules-engine.
 *
 *   node bench/tables/run.ts [rows…]      default 1000000 10000000; 100000000 needs 4 GB of disk
 *   --keep <folder>                       keep and reuse what was generated there
 *   --repeats <n>                         each is run so often and the best taken; default 3
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Duck } from '../../src/collect/table/duck.ts'
import { NONE_WITHOUT } from '../../src/facts/lending.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { type Answer, determinations } from '../../src/judge/sql/answers.ts'
import { dialects } from '../../src/judge/sql/dialect.ts'
import { PARTS, Plan, tableOf } from '../../src/judge/sql/plan.ts'
import { computedFields } from '../../src/judge/sql/region.ts'
import { loanBookRules } from '../../src/rules/internet-lending-2021/book.ts'
import { hand } from './hand.ts'

const DAY = '2023-09-30'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'string' },
    one: { type: 'string' },
    folder: { type: 'string' },
    repeats: { type: 'string', default: '3' },
  },
})
async function all(): Promise<void> {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'guiju-bench-'))
  mkdirSync(folder, { recursive: true })
  const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000_000, 10_000_000]
  try {
    for (const rows of sizes) {
      await generate(folder, rows)
      const of = (which: string) => inChild(which, folder, rows)
      const runs = { compiled: of('compiled'), hand: of('hand'), figures: of('figures'), pictured: of('pictured') }
      const same = sorted(runs.compiled.answers) === sorted(runs.hand.answers)
      console.log(
        JSON.stringify({
          rows,
          parquetMB: Math.round(statSync(join(folder, `loans-${rows}.parquet`)).size / 1e6),
          compiledMs: runs.compiled.ms,
          handMs: runs.hand.ms,
          ratio: ratio(runs.compiled.ms, runs.hand.ms),
          compiledCpuMs: runs.compiled.cpuMs,
          handCpuMs: runs.hand.cpuMs,
          cpuRatio: ratio(runs.compiled.cpuMs, runs.hand.cpuMs),
          withFigures: {
            compiledMs: runs.figures.ms,
            handMs: runs.pictured.ms,
            ratio: ratio(runs.figures.ms, runs.pictured.ms),
            compiledCpuMs: runs.figures.cpuMs,
            handCpuMs: runs.pictured.cpuMs,
            cpuRatio: ratio(runs.figures.cpuMs, runs.pictured.cpuMs),
          },
          peakMB: runs.figures.peakMB,
          sameAnswers: same,
        }),
      )
      if (!same) console.log(JSON.stringify({ compiled: runs.compiled.answers, hand: runs.hand.answers }))
    }
    console.log(JSON.stringify(await rulesEngine(folder, sizes[0]!)))
  } finally {
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

const sorted = (answers: unknown) =>
  JSON.stringify((answers as readonly unknown[]).map((one) => JSON.stringify(one)).sort())
const ratio = (a: number, b: number) => Number((a / b).toFixed(2))

interface Measured {
  readonly ms: number
  /** Processor time of all threads: it hardly depends on what else the machine does. */
  readonly cpuMs: number
  readonly peakMB: number
  readonly answers: unknown
}

/** Each measurement in a process of its own, so that its memory is its own. */
function inChild(which: string, folder: string, rows: number): Measured {
  const script = fileURLToPath(import.meta.url)
  const run = spawnSync(
    process.execPath,
    [script, '--one', which, '--folder', folder, '--repeats', values.repeats, String(rows)],
    {
      encoding: 'utf8',
    },
  )
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Measured
}

/** Loans of five banks with sixty partners: mostly in order, some below 30 %, some outside, some facts missing. */
async function generate(folder: string, rows: number): Promise<void> {
  const to = join(folder, `loans-${rows}.parquet`)
  if (existsSync(to)) return
  const duck = await Duck.open()
  const draw = (salt: number, n: number) => `(hash(i * 7919 + ${salt}) % ${n})::BIGINT`
  try {
    await duck.run(`COPY (SELECT 'L' || lpad(i::VARCHAR, 10, '0') AS "loanId", 'B' || ${draw(1, 5)} AS "bankId",
CASE WHEN ${draw(2, 10)} = 0 THEN NULL ELSE 'P' || ${draw(3, 60)} END AS "partnerId",
CAST(1000 + ${draw(4, 20_000_000)} / 100.0 AS DECIMAL(18,2)) AS amount,
CASE WHEN ${draw(5, 500)} = 0 THEN NULL ELSE CAST((1000 + ${draw(4, 20_000_000)} / 100.0) * (25 + ${draw(6, 40)}) / 100 AS DECIMAL(18,2)) END AS "partnerAmount",
CASE WHEN ${draw(7, 5000)} = 0 THEN NULL ELSE CAST(${draw(8, 10_000_000)} / 100.0 AS DECIMAL(18,2)) END AS balance,
['330106', '330206', '110105', '330000', '440305', '330102'][1 + ${draw(9, 6)}] AS "borrowerRegion",
DATE '2021-06-01' + ${draw(10, 800)}::INTEGER AS "issuedOn",
CASE WHEN ${draw(11, 3)} = 0 THEN 'funding' WHEN ${draw(11, 3)} = 1 THEN 'marketing' END AS "partnerRole", ${draw(12, 50)} > 0 AS internet
FROM range(${rows}) AS r(i)) TO '${to}' (FORMAT parquet)`)
  } finally {
    await duck.close()
  }
}

async function prepared(folder: string, rows: number): Promise<Duck> {
  const duck = await Duck.open()
  await duck.run(`CREATE TEMP VIEW loans AS SELECT * FROM read_parquet('${join(folder, `loans-${rows}.parquet`)}')`)
  await duck.run(
    `CREATE TEMP TABLE banks AS SELECT 'B' || i AS "bankId", CASE WHEN i < 3 THEN 'local' ELSE 'national' END AS kind, '330100' AS region, i = 0 AS "onlineOnlyExempt", CAST(${rows} * 2000.0 AS DECIMAL(18,2)) AS "netTier1Capital", CAST(${rows} * 20000.0 AS DECIMAL(18,2)) AS "totalLoans" FROM range(5) AS r(i)`,
  )
  await duck.run(
    `CREATE TEMP TABLE partners AS SELECT 'P' || i AS "partnerId", CASE WHEN i % 3 = 0 THEN 'G' || (i // 6) END AS "groupId" FROM range(60) AS r(i)`,
  )
  return duck
}

const columns = (...names: readonly string[]) => new Set(names)

async function measureOne(which: string, folder: string, rows: number): Promise<void> {
  const duck = await prepared(folder, rows)
  const times: number[] = []
  const work: number[] = []
  let answers: unknown
  for (let i = 0; i < Number(values.repeats); i++) {
    const from = performance.now()
    const before = process.cpuUsage()
    const figures = which === 'figures' || which === 'pictured'
    answers = which === 'hand' || which === 'pictured' ? await byHand(duck, figures) : await compiled(duck, figures)
    times.push(performance.now() - from)
    const { user, system } = process.cpuUsage(before)
    work.push((user + system) / 1000)
  }
  await duck.close()
  const [ms, cpuMs] = [times, work].map((of) => Math.round(Math.min(...of)))
  process.stdout.write(
    JSON.stringify({ ms, cpuMs, peakMB: Math.round(process.resourceUsage().maxRSS / 1024), answers }),
  )
}

/** What both ways must agree in, for each rule: outcomes, and reasons or what the limit measures, and first ids. */
interface Told {
  readonly rule: string
  readonly counts: Readonly<Record<string, number>>
  readonly reasons?: Readonly<Record<string, number>>
  readonly samples?: readonly string[]
  readonly measured?: readonly (readonly unknown[])[]
}

/** The answers as the compiled statements give them. */
async function compiled(duck: Duck, withFigures: boolean): Promise<unknown> {
  const { figures, ...bare } = loanBookRules
  const env = lawOf(DAY)
  const layout = {
    tables: {
      table: 'loans',
      columns: columns(
        'loanId',
        'bankId',
        'partnerId',
        'amount',
        'partnerAmount',
        'balance',
        'borrowerRegion',
        'issuedOn',
        'partnerRole',
        'internet',
      ),
      links: {
        bank: {
          table: 'banks',
          columns: columns('bankId', 'kind', 'region', 'onlineOnlyExempt', 'netTier1Capital', 'totalLoans'),
        },
        partner: { table: 'partners', columns: columns('partnerId', 'groupId') },
      },
      noneWithout: NONE_WITHOUT,
      computed: computedFields(4),
    },
    open: [],
    watches: [],
    regionDigits: 4,
  }
  const plan = new Plan(withFigures && figures ? { ...bare, figures } : bare, layout, env, dialects.duckdb)
  for (const { sql } of plan.statements) await duck.run(sql)
  const answers: Record<string, Answer> = {}
  for (const { name, sql } of plan.queries) answers[name] = await duck.rows(sql)
  for (const made of [PARTS, ...plan.derived.map((one) => tableOf(one.of))]) await duck.run(`DROP TABLE ${made}`)
  const showing = { artifact: 'loans', key: 'loanId', mask: (id: string) => id }
  const { found } = determinations(plan, answers, { env, applies: 'direct' }, showing)
  return found.map(({ rule, counts, reasons, samples, measured }): Told => {
    const [, section] = rule.split('#')
    if (measured)
      return {
        rule: section!,
        counts: inOrder(counts!),
        measured: measured.map((m) => [m.id, m.outcome, m.atLeast ?? null, m.atMost ?? null, m.of ?? null]).sort(),
      }
    return { rule: section!, counts: inOrder(counts!), reasons: inOrder(reasons!), samples: samples! }
  })
}

const inOrder = (of: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([, n]) => n > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

const cents = (amount: unknown) => BigInt(String(amount).replace('.', ''))

async function byHand(duck: Duck, figures: boolean): Promise<readonly Told[]> {
  const { statement, told, first, limits, others } = hand(figures)
  await duck.run(statement)
  const found: Told[] = []
  for (const [rule, sql] of Object.entries(told)) {
    const counts: Record<string, number> = {}
    const reasons: Record<string, number> = {}
    for (const { outcome, reason, n } of await duck.rows(sql)) {
      counts[String(outcome)] = (counts[String(outcome)] ?? 0) + Number(n)
      if (outcome === 'failed' || outcome === 'cantTell') reasons[`${outcome} ${reason}`] = Number(n)
    }
    const gravest = ['failed', 'cantTell', 'passed'].find((outcome) => outcome in counts) ?? 'inapplicable'
    const ids = (await duck.rows(first[rule as keyof typeof first])).filter((row) => row.outcome === gravest)
    const samples = gravest === 'failed' || gravest === 'cantTell' ? ids.map((row) => String(row.least)).sort() : []
    found.push({ rule, counts: inOrder(counts), reasons: inOrder(reasons), samples })
  }
  for (const [rule, sql] of Object.entries(limits)) {
    const rows = await duck.rows(sql)
    const counts: Record<string, number> = {}
    for (const { outcome } of rows) counts[String(outcome)] = (counts[String(outcome)] ?? 0) + 1
    // A report lists those nearest to their limit.
    const share = ({ lo, base }: Record<string, unknown>) => (cents(lo) * 1_000_000n) / cents(base)
    const measured = rows
      .filter((row) => row.outcome !== 'inapplicable')
      .sort((a, b) => Number(share(b) - share(a)) || (String(a.name) < String(b.name) ? -1 : 1))
      .slice(0, 200)
      .map((row) => [row.name, row.outcome, row.lo, row.hi, row.base])
    found.push({ rule, counts: inOrder(counts), measured: measured.sort() })
  }
  for (const sql of others) await duck.rows(sql)
  await duck.run('DROP TABLE hand')
  return found
}

interface Peer {
  addRule(rule: object): void
  run(facts: object): Promise<{ readonly events: readonly unknown[] }>
}

/** What json-rules-engine needs for section 2 over a sample of the same rows. */
async function rulesEngine(folder: string, rows: number): Promise<unknown> {
  const peer = new URL('../node_modules/json-rules-engine/dist/index.js', import.meta.url)
  const found: { Engine: new (rules: [], options: object) => Peer } | undefined = existsSync(peer)
    ? await import(peer.href)
    : undefined
  if (!found) return { rulesEngine: 'not installed: npm install --prefix bench' }
  const duck = await prepared(folder, rows)
  const sample = await duck.rows(`SELECT amount, "partnerAmount", "issuedOn", internet FROM loans LIMIT 20000`)
  await duck.close()
  const engine = new found.Engine([], { allowUndefinedFacts: true })
  engine.addRule({
    conditions: {
      all: [
        { fact: 'internet', operator: 'equal', value: true },
        { fact: 'partnerAmount', operator: 'greaterThan', value: 0 },
        { fact: 'issued', operator: 'greaterThanInclusive', value: Date.parse('2022-01-01') },
        { fact: 'partnerAmount', operator: 'lessThan', value: { fact: 'least' } },
      ],
    },
    event: { type: 'below' },
  })
  const from = performance.now()
  let below = 0
  for (const { amount, partnerAmount, issuedOn, internet } of sample) {
    const facts = {
      internet,
      partnerAmount: Number(partnerAmount ?? 0),
      least: Number(amount) * 0.3,
      issued: Date.parse(String(issuedOn)),
    }
    below += (await engine.run(facts)).events.length
  }
  const ms = performance.now() - from
  return {
    rulesEngine: 'json-rules-engine',
    rows: sample.length,
    ms: Math.round(ms),
    rowsPerSecond: Math.round((sample.length / ms) * 1000),
    below,
  }
}

if (values.one !== undefined) await measureOne(values.one, values.folder!, Number(positionals[0]))
else await all()
