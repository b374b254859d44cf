import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { BOOK_EXAMPLES, type ExampleBook, filesOf } from '../../scripts/examples/loan-books.ts'
import { judgeTables } from '../../src/cli/check.ts'
import { bankEntity, loanBook, loanEntity, partnerEntity } from '../../src/facts/lending.ts'
import { readRow } from '../../src/facts/read.ts'
import type { FactList } from '../../src/facts/row.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { determineMany } from '../../src/judge/many.ts'
import type { Outcome, Result } from '../../src/judge/result.ts'
import type { Rule } from '../../src/judge/rule.ts'
import { loanBookRules } from '../../src/rules/internet-lending-2021/book.ts'

const folder = new URL('../../examples/loans/', import.meta.url).pathname
const PARTS = { loans: ['2', '5'], exposures: ['3'], jointBooks: ['4'] } as const

interface Expectation {
  readonly outcomes: Readonly<Record<string, Outcome>>
}
const expectationOf = (one: ExampleBook) =>
  JSON.parse(readFileSync(`${folder}${one.folder}/expectation.json`, 'utf8')) as Readonly<
    Record<keyof typeof PARTS, Readonly<Record<string, Expectation>>>
  >

/** The rows of a book as the walker has them: an empty optional cell is none where its column is given. */
function walked(one: ExampleBook) {
  const last = one.days.at(-1)!
  const given = (cells: Readonly<Record<string, string | undefined>>, columns: readonly string[], optional: string) => {
    const row: Record<string, string | boolean | null> = {}
    for (const name of columns) {
      const value = cells[name] ?? ''
      if (value !== '') row[name] = value === 'true' || value === 'false' ? value === 'true' : value
      else if (name === optional) row[name] = null
    }
    return row
  }
  const list = (rows: FactList['rows']): FactList => ({ rows, open: [] })
  const loans = one.loans
    .filter(({ cells }) => one.days.length === 1 || cells.issuedOn! <= last)
    .map(({ id, cells }) =>
      readRow(loanEntity, { loanId: id, internet: true, ...given(cells, one.columns, 'partnerId') }),
    )
  const banks = one.banks.map((cells) => readRow(bankEntity, given(cells, Object.keys(cells), '')))
  const partners = one.partners.map((cells) => readRow(partnerEntity, given(cells, Object.keys(cells), 'groupId')))
  return { day: last, book: loanBook({ loan: list(loans), bank: list(banks), partner: list(partners) }, 4) }
}

for (const one of BOOK_EXAMPLES)
  describe(`examples/loans/${one.folder}`, () => {
    it('stands as the script writes it', () => {
      for (const [name, content] of filesOf(one))
        assert.equal(readFileSync(`${folder}${one.folder}/${name}`, 'utf8'), content, name)
    })
    if (one.refused) {
      it('is refused', () =>
        assert.rejects(
          judgeTables(`${folder}${one.folder}/mapping.yaml`, undefined, '0'),
          (error: { text: { en: string } }) => one.refused!.test(error.text.en),
        ))
      return
    }

    it('comes to what is expected of every row, each judged by itself', () => {
      const { day, book } = walked(one)
      const context = { env: lawOf(day), applies: 'direct' } as const
      const [single, all] = loanBookRules.derived
      const lists = {
        loans: [book.loans, loanBookRules.rules],
        exposures: [book.exposures, single!.rules],
        jointBooks: [book.jointBooks, all!.rules],
      } as const
      const expected = expectationOf(one)
      for (const [part, [list, rules]] of Object.entries(lists) as [
        keyof typeof PARTS,
        readonly [FactList, readonly Rule[]],
      ][]) {
        assert.equal(list.rows.length, Object.keys(expected[part]).length, part)
        for (const row of list.rows)
          for (const rule of rules) {
            const id = String(row[rule.subject.key])
            const { counts } = determineMany(rule, { rows: [row], open: [] }, context)
            const [outcome] = Object.entries(counts!).find(([, n]) => n === 1)!
            assert.equal(outcome, expected[part][id]?.outcomes[rule.id.split('#')[1]!], `${id} ${rule.id}`)
          }
      }
    })

    it('is judged in one pass as row by row: counts, examples, evidence and needs', async () => {
      const result = (await judgeTables(`${folder}${one.folder}/mapping.yaml`, undefined, '0')) as Result
      assert.ok('results' in result, JSON.stringify(result))
      const expected = expectationOf(one)
      for (const [part, sections] of Object.entries(PARTS))
        for (const section of sections) {
          const found = result.results
            .at(-1)!
            .determinations.find((d) => d.rule === `internet-lending-2021#${section}`)!
          const all = Object.entries(expected[part as keyof typeof PARTS]).map(
            ([id, { outcomes }]) => [id, outcomes[section]!] as const,
          )
          for (const [outcome, n] of Object.entries(found.counts!))
            assert.equal(n, all.filter(([, of]) => of === outcome).length, `section ${section} ${outcome}`)
          if (found.outcome !== 'failed' && found.outcome !== 'cantTell') continue
          // One example for each combination of bank, partner and answers.
          const those = new Set(all.flatMap(([id, of]) => (of === found.outcome ? [id] : [])))
          assert.ok(found.samples!.length > 0 && found.samples!.every((id) => those.has(id)), `section ${section}`)
          if (found.outcome === 'failed') assert.ok(found.evidence.length > 0)
          else assert.ok(found.needs.length > 0)
        }
    })
  })
