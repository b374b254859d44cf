import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { filesOf, INVENTORY_EXAMPLES } from '../../scripts/examples/inventories.ts'
import { check, judgeTables } from '../../src/cli/check.ts'
import type { Determination, Outcome, Result } from '../../src/judge/result.ts'
import { checkResult } from '../../src/report/schema.ts'
import { commanded } from '../support/command.ts'

const examples = new URL('../../examples/', import.meta.url).pathname
const checked = (mapping: string, ...instrument: string[]) =>
  commanded(() => check(mapping, { format: ['json'], instrument }, '0'))

const examined = new Map<string, ReturnType<typeof examine>>()

/** Each mapping is judged once, however many tests look at what was found. */
function judged(mapping: string): ReturnType<typeof examine> {
  const found = examined.get(mapping) ?? examine(mapping)
  examined.set(mapping, found)
  return found
}

async function examine(mapping: string) {
  const result = await judgeTables(mapping, undefined, '0')
  assert.ok('results' in result, JSON.stringify(result))
  assert.ok(checkResult(result as Result).ok)
  const found = (result as Result).results.at(-1)!.determinations
  return {
    result: result as Result,
    of: (name: string): Determination => found.find((d) => d.rule.endsWith(`#${name}`))!,
  }
}

/** A copy of an example with its files rewritten. */
function changed(folder: string, change: (name: string, text: string) => string, ...names: string[]): string {
  const to = mkdtempSync(join(tmpdir(), 'guiju-inventory-'))
  cpSync(join(examples, folder), to, { recursive: true })
  for (const name of names) writeFileSync(join(to, name), change(name, readFileSync(join(to, name), 'utf8')))
  return join(to, 'mapping.yaml')
}

for (const example of INVENTORY_EXAMPLES) {
  describe(example.folder, () => {
    it('stands as the script writes it', () => {
      for (const [name, content] of filesOf(example))
        assert.equal(readFileSync(join(examples, example.folder, name), 'utf8'), content, name)
    })

    it('is judged row by row as expected', async () => {
      const { of } = await judged(join(examples, example.folder, 'mapping.yaml'))
      for (const [name, table] of Object.entries(example.tables))
        for (const rule of Object.keys(table.expect)) {
          const expected = table.rows.map((row) => [row.id, row.expect?.[rule] ?? table.expect[rule]!] as const)
          const found = of(rule)
          assert.ok(found, `${name}: no determination for ${rule}`)
          const count = (outcome: Outcome) => expected.filter(([, one]) => one === outcome).length
          for (const [outcome, n] of Object.entries(found.counts!))
            assert.equal(n, count(outcome as Outcome), `${rule}: ${outcome} (${found.samples?.join(' ')})`)
          if (found.outcome !== 'failed' && found.outcome !== 'cantTell') continue
          const those = expected.filter(([, one]) => one === found.outcome).map(([id]) => id)
          assert.deepEqual(found.samples, those.sort().slice(0, 10), rule)
          if (found.outcome === 'failed') assert.ok(found.evidence.length > 0, rule)
          else assert.ok(found.needs.length > 0, rule)
        }
      for (const [rule, outcome] of Object.entries(example.whole)) assert.equal(of(rule)?.outcome, outcome, rule)
    })
  })
}

describe('an account register', () => {
  const folder = 'tables/account-register'
  const mapping = join(examples, folder, 'mapping.yaml')

  it('counts the accounts of an owner and says who is above the cap', async () => {
    const { of } = await judged(mapping)
    assert.deepEqual(of('art10.p1-cap-kept').samples, ['platform/O1'])
    assert.equal(of('art10.p1-cap-kept').counts!.passed, 18)
    assert.match(of('art10.p1-cap-kept').why.zh, /账号数3.*上限：2/)
    assert.match(of('art10.p1-several').why.zh, /不满足.*信用评价/)
  })

  it('lists dormant accounts, look-alikes and follower jumps as leads, never as breaches', async () => {
    const { of } = await judged(mapping)
    assert.match(of('art10.p2-dormant').leads[0]!.what.zh, /1 条，如 A16/)
    assert.equal(of('art10.p2-dormant').outcome, 'untested')
    assert.match(of('art8.p3-related-names').leads[0]!.what.zh, /2 对/)
    assert.match(of('art18.2-impersonation').leads[0]!.what.zh, /1 对/)
    assert.deepEqual(
      of('art12.p2-follow-controls').leads[0]!.evidence.map((e) => [e.locator, e.excerpt]),
      [['accountId=A18', '1200 → 90000']],
    )
  })

  it('is under a draft: never exit 1 unless the draft is named', async () => {
    const { result } = await judged(mapping)
    assert.ok(result.results[0]!.determinations.every((d) => d.status === 'draft'))
    assert.match(result.results[0]!.limits[0]!.zh, /从未生效/)
    assert.equal((await checked(mapping)).status, 0)
    assert.equal((await checked(mapping, 'public-accounts-2020-draft')).status, 1)
    assert.equal((await checked(mapping, 'app-pi-2019')).status, 2)
  })

  it('cannot tell without a column, and counts the rows', async () => {
    const drop = (...columns: string[]) =>
      changed(
        folder,
        (_, text) => columns.reduce((left, column) => left.replace(new RegExp(`^ +${column}: .*\\n`, 'm'), ''), text),
        'mapping.yaml',
      )
    // Three columns that different rules read.
    const { of } = await judged(drop('forcedFollow', 'closureBasis', 'accountCap'))
    const forced = of('art12.p2-forced')
    assert.equal(forced.counts!.cantTell, 21)
    assert.deepEqual(
      forced.needs.map((n) => n.fact),
      ['account.forcedFollow'],
    )
    const closed = of('art8.p3-closed-names')
    assert.deepEqual([closed.counts!.failed, closed.counts!.cantTell], [0, 2])
    assert.equal(of('art10.p1-cap-kept').outcome, 'cantTell')
    const owners = (await judged(drop('ownerId'))).of('art10.p1-cap-kept')
    assert.equal(owners.outcome, 'cantTell')
  })

  it('counts working days where the platform says so', async () => {
    const { of } = await judged(
      changed(
        folder,
        (_, text) =>
          text.replace('  appealDays', '  limitUnit: { answer: workday, evidence: rules.pdf }\n  appealDays'),
        'mapping.yaml',
      ),
    )
    assert.deepEqual([of('art20.p2-in-time').counts!.failed, of('art20.p2-in-time').counts!.passed], [0, 2])
  })

  it('passes nothing over a register that is not complete', async () => {
    const { of } = await judged(
      changed(folder, (_, text) => text.replace('tables:', 'complete: false\ntables:'), 'mapping.yaml'),
    )
    for (const rule of ['art12.p2-forced', 'art10.p1-cap-kept', 'art8.p3-closed-names'])
      assert.equal(of(rule).counts!.passed === 0 || of(rule).outcome !== 'passed', true, rule)
    assert.equal(of('art8.p3-closed-names').counts!.passed, 0)
  })
})

describe('a mapping of inventories', () => {
  it('matches the texts of a column, sets one value for a table, and takes one file for several', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-inventory-'))
    writeFileSync(join(folder, 'a.csv'), '编号,类型,未成年人\nF1,榜单,不限\nF2,其他,有限额\n')
    writeFileSync(
      join(folder, 'm.yaml'),
      `facts: product
asOf: 2021-12-01
tables:
  ranking: { from: a.csv, columns: { rankingId: 编号, ranks: 类型 }, values: { ranks: { 榜单: star, "*": other } }, set: { live: true } }
  feature: { from: a.csv, columns: { featureId: 编号, minorsVote: 未成年人 }, values: { minorsVote: { 不限: unlimited, 有限额: limited } }, set: { live: true } }
`,
    )
    const { of } = await judged(join(folder, 'm.yaml'))
    assert.deepEqual(of('1-persons').samples, ['F1'])
    assert.deepEqual([of('9-voting').counts!.failed, of('9-voting').counts!.passed], [1, 1])
    assert.equal(of('7-campaigns').outcome, 'cantTell')
    assert.equal((await checked(join(folder, 'm.yaml'))).status, 1)
  })

  it('says what is wrong, one line each', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-inventory-'))
    writeFileSync(join(folder, 'a.csv'), 'id,k\nP1,综艺\n')
    const refused = async (text: string) => {
      writeFileSync(join(folder, 'm.yaml'), text)
      const result = await judgeTables(join(folder, 'm.yaml'), '2021-12-01', '0')
      assert.ok('problems' in result)
      return result.problems.map((p) => p.en)
    }
    const table = (more: string) =>
      `facts: programme\ntables: { programme: { from: a.csv, columns: { programmeId: id, kind: k }${more} } }\n`
    assert.match((await refused(table('')))[0]!, /1 rows of “k” are no value that is allowed/)
    assert.match((await refused(table(', set: { kind: variety }')))[0]!, /has a column and stands under set/)
    assert.match((await refused('facts: product\ntables: {}\n'))[0]!, /tables needs a table/)
    assert.match(
      (
        await refused('facts: account-register\ntables: {}\nattest: { accountCap: { answer: many, evidence: x } }\n')
      )[0]!,
      /attest.accountCap.answer must be/,
    )
  })
})
