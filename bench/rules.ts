/**
 * One five-leaf rule over a million rows in memory, one core, the same run: a hand-written closure, the compiled
 * condition, the walker, the walker with a trace, and two rule engines. All must give the same outcomes.
 * Prints rows a second and ratios. Peers are installed by `npm install --prefix bench`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { entity, field, handle } from '../src/facts/entity.ts'
import type { Row } from '../src/facts/row.ts'
import { all, any } from '../src/facts/terms.ts'
import { compile } from '../src/judge/compile.ts'
import { lawOf } from '../src/judge/environment.ts'
import { trace } from '../src/judge/trace.ts'
import { FALSE, TRUE, type Truth, UNKNOWN } from '../src/judge/truth.ts'
import { walk } from '../src/judge/walk.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
if (!existsSync(`${here}node_modules/json-rules-engine`))
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', here], { stdio: 'inherit' })

const text = (name: string) => ({ zh: name, en: name })
const loan = handle(
  entity({
    name: 'loan',
    title: text('loan'),
    key: 'id',
    fields: {
      id: field.text(text('id')),
      internet: field.boolean(text('internet')),
      amount: field.decimal(text('amount'), { scale: 2, minimum: 0 }),
      share: field.decimal(text('share'), { scale: 2, minimum: 0 }),
      region: field.text(text('region')),
      issuedOn: field.date(text('issued')),
    },
  }),
)
const condition = all(
  loan.internet.isTrue(),
  loan.issuedOn.onOrAfter('2022-01-01'),
  any(loan.share.atLeast(loan.amount.times('0.30')), loan.region.is('310000')),
  loan.amount.atMost('200000.00'),
)

/** The same rule as a person would write it, three-valued. */
function plain(row: Row): Truth {
  const { internet, issuedOn, share, amount, region } = row as {
    internet?: boolean | null
    issuedOn?: string | null
    share?: number | null
    amount?: number | null
    region?: string | null
  }
  let result: Truth = TRUE
  if (internet === undefined) result = UNKNOWN
  else if (internet !== true) return FALSE
  if (issuedOn === undefined) result = UNKNOWN
  else if (issuedOn === null || issuedOn < '2022-01-01') return FALSE
  let either: Truth = FALSE
  if (share === undefined || amount === undefined) either = UNKNOWN
  else if (share !== null && amount !== null && share * 100 >= amount * 30) either = TRUE
  if (either !== TRUE) {
    if (region === undefined) either = UNKNOWN
    else if (region === '310000') either = TRUE
  }
  if (either === FALSE) return FALSE
  if (either === UNKNOWN) result = UNKNOWN
  if (amount === undefined) return UNKNOWN
  if (amount === null || amount > 20_000_000) return FALSE
  return result
}

const ROWS = 1_000_000
let seed = 7
const random = () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed / 0x7fffffff
}
const rows: Row[] = Array.from({ length: ROWS }, (_, i) => {
  const amount = Math.floor(random() * 25_000_000)
  return {
    id: `L${i}`,
    internet: random() < 0.9,
    amount,
    share: random() < 0.05 ? undefined : Math.floor(amount * (0.2 + random() * 0.3)),
    region: random() < 0.2 ? '310000' : '330100',
    issuedOn: random() < 0.3 ? '2021-06-30' : '2022-06-30',
  }
})

const env = lawOf('2022-03-31')
const compiled = compile(condition, 'loan', env.parameter)
const expected = rows.map((row) => plain(row))

interface Contender {
  readonly name: string
  readonly rows: number
  readonly judge: (row: Row) => Truth
}
const contenders: readonly Contender[] = [
  { name: 'hand-written closure', rows: ROWS, judge: plain },
  { name: 'compiled condition', rows: ROWS, judge: (row) => compiled(row, env) },
  { name: 'walker', rows: ROWS, judge: (row) => walk(condition, { loan: row }, env) },
  { name: 'walker with trace', rows: 200_000, judge: (row) => trace(condition, { loan: row }, env).truth },
]

const speed = new Map<string, number>()
const best = (name: string, rate: number) => speed.set(name, Math.max(speed.get(name) ?? 0, rate))
let wrong = 0
for (let round = 0; round < 5; round++)
  for (const { name, rows: count, judge } of contenders) {
    const start = process.hrtime.bigint()
    let sum = 0
    for (let i = 0; i < count; i++) sum += judge(rows[i]!)
    best(name, (count / Number(process.hrtime.bigint() - start)) * 1e9)
    let wanted = 0
    for (let i = 0; i < count; i++) wanted += expected[i]!
    if (sum !== wanted) wrong++
  }
for (const { rows: count, judge } of contenders)
  for (let i = 0; i < Math.min(count, 100_000); i++) if (judge(rows[i]!) !== expected[i]) wrong++

// The peers know no third value: they see rows whose facts are all known, and answer true or false.
const known = rows.filter((row) => row['share'] !== undefined)
const PEER_ROWS = 4_000
const { Engine } = await import('json-rules-engine' as string).catch(
  () => import(`${here}node_modules/json-rules-engine/dist/index.js`),
)
const engine = new Engine()
engine.addOperator('atLeastShare', (share: number, factor: { amount: number }) => share * 100 >= factor.amount * 30)
engine.addRule({
  conditions: {
    all: [
      { fact: 'internet', operator: 'equal', value: true },
      { fact: 'issuedDay', operator: 'greaterThanInclusive', value: 20220101 },
      {
        any: [
          { fact: 'shareHundred', operator: 'greaterThanInclusive', value: { fact: 'amountThirty' } },
          { fact: 'region', operator: 'equal', value: '310000' },
        ],
      },
      { fact: 'amount', operator: 'lessThanInclusive', value: 20_000_000 },
    ],
  },
  event: { type: 'passed' },
})
const plainFacts = (row: Row) => ({
  internet: row['internet'] as boolean,
  issuedDay: Number(String(row['issuedOn']).replaceAll('-', '')),
  shareHundred: (row['share'] as number) * 100,
  amountThirty: (row['amount'] as number) * 30,
  amount: row['amount'] as number,
  region: row['region'] as string,
})
const peerFacts = known.slice(0, PEER_ROWS).map(plainFacts)
const peerWanted = known.slice(0, PEER_ROWS).map((row) => plain(row) === TRUE)
for (let round = 0; round < 3; round++) {
  const start = process.hrtime.bigint()
  const answers: boolean[] = []
  for (const facts of peerFacts) answers.push((await engine.run(facts)).events.length > 0)
  best('json-rules-engine', (PEER_ROWS / Number(process.hrtime.bigint() - start)) * 1e9)
  if (answers.some((a, i) => a !== peerWanted[i])) wrong++
}

const { ZenEngine } = await import(`${here}node_modules/@gorules/zen-engine/index.js`).then((m) => m.default ?? m)
const zen = new ZenEngine().createDecision(
  Buffer.from(
    JSON.stringify({
      nodes: [
        { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
        {
          id: 'rule',
          type: 'expressionNode',
          name: 'rule',
          position: { x: 1, y: 0 },
          content: {
            expressions: [
              {
                id: 'e',
                key: 'ok',
                value:
                  'internet == true and issuedDay >= 20220101 and (shareHundred >= amountThirty or region == "310000") and amount <= 20000000',
              },
            ],
          },
        },
        { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
      ],
      edges: [
        { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rule' },
        { id: 'b', type: 'edge', sourceId: 'rule', targetId: 'out' },
      ],
    }),
  ),
)
for (let round = 0; round < 3; round++) {
  const start = process.hrtime.bigint()
  const answers: boolean[] = []
  for (const facts of peerFacts) answers.push((await zen.evaluate(facts)).result.ok === true)
  best('zen', (PEER_ROWS / Number(process.hrtime.bigint() - start)) * 1e9)
  if (answers.some((a, i) => a !== peerWanted[i])) wrong++
}

const rate = (name: string) => speed.get(name) ?? 0
for (const [name, value] of speed) console.log(`${name.padEnd(22)} ${(value / 1e6).toFixed(3).padStart(9)} M rows/s`)
const targets: readonly (readonly [string, number, number])[] = [
  ['compiled ÷ hand-written', rate('compiled condition') / rate('hand-written closure'), 0.5],
  ['compiled ÷ walker', rate('compiled condition') / rate('walker'), 2],
  ['compiled ÷ json-rules-engine', rate('compiled condition') / rate('json-rules-engine'), 50],
  ['compiled ÷ zen', rate('compiled condition') / rate('zen'), 50],
  ['trace ÷ walker', rate('walker with trace') / rate('walker'), 0.1],
]
let missed = 0
for (const [name, ratio, target] of targets) {
  if (ratio < target) missed++
  console.log(
    `${name.padEnd(30)} ${ratio.toFixed(2).padStart(9)}×  (at least ${target}×)${ratio < target ? '  MISSED' : ''}`,
  )
}
console.log(wrong === 0 ? 'all contenders agree' : `${wrong} disagreements`)
process.exitCode = wrong > 0 || missed > 0 ? 1 : 0
