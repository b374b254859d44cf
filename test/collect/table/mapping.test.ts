import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMapping } from '../../../src/collect/table/mapping.ts'

const read = (text: string) => readMapping(text, '/books/m.yaml')
const loan = 'loan: { from: a.csv, columns: { loanId: id } }'

describe('a mapping', () => {
  it('has its paths beside it, its days in order and its units as powers of ten', () => {
    const { mapping } = read(`
facts: loan-book
asOf: [2022-06-30, 2022-03-31]
ledger: internet
regionLevel: 4
units: { amount: 万元, bank.totalLoans: 亿元 }
nulls: { partnerId: "-" }
tables:
  bank: { from: banks.csv, columns: { bankId: id } }
  loan: { from: [a/*.csv, /b.csv], columns: { loanId: id }, nulls: { partnerRole: ["", NA] }, complete: false }
`)
    assert.ok(mapping)
    assert.deepEqual(mapping.asOf, ['2022-03-31', '2022-06-30'])
    const [first, second] = mapping.tables
    assert.equal(first!.name, 'loan')
    assert.deepEqual(first!.from, ['/books/a/*.csv', '/b.csv'])
    assert.deepEqual(first!.units, { amount: 4 })
    assert.deepEqual(second!.units, { totalLoans: 8 })
    assert.deepEqual(first!.nulls, { partnerId: ['-'], partnerRole: ['', 'NA'] })
    assert.equal(first!.complete, false)
    assert.equal(second!.complete, true)
    assert.equal(mapping.regionLevel, 4)
  })

  const wrong: [string, string, RegExp][] = [
    [
      'an unknown key, with the nearest',
      `facts: loan-book\nregionLvl: 4\ntables: { ${loan} }`,
      /^regionLvl is not known: did you mean regionLevel\?$/,
    ],
    [
      'an unknown key of a table',
      'facts: loan-book\ntables: { loan: { form: a.csv, from: a.csv, columns: { loanId: id } } }',
      /^tables\.loan\.form is not known: did you mean from\?$/,
    ],
    [
      'an unknown field',
      'facts: loan-book\ntables: { loan: { from: a.csv, columns: { loanId: id, parnerId: p } } }',
      /^tables\.loan\.columns\.parnerId is not known: did you mean partnerId\?$/,
    ],
    [
      'an unknown table',
      `facts: loan-book\ntables: { ${loan}, banks: { from: b.csv, columns: {} } }`,
      /^tables\.banks is not known: did you mean bank\?$/,
    ],
    [
      'no key',
      'facts: loan-book\ntables: { loan: { from: a.csv, columns: { amount: a } } }',
      /^tables\.loan\.columns lacks the key loanId$/,
    ],
    ['no loans', 'facts: loan-book\ntables: {}', /^tables lacks the table loan$/],
    ['no tables', 'facts: loan-book', /^tables is missing$/],
    ['no file', 'facts: loan-book\ntables: { loan: { columns: {} } }', /^tables\.loan\.from is missing$/],
    ['a day that is none', `facts: loan-book\nasOf: 2022-02-30\ntables: { ${loan} }`, /^asOf: /],
    ['a level that is none', `facts: loan-book\nregionLevel: 3\ntables: { ${loan} }`, /^regionLevel: /],
    [
      'a unit of what is no amount',
      `facts: loan-book\nunits: { loan.borrowerRegion: 万元 }\ntables: { ${loan} }`,
      /is no amount/,
    ],
    ['no YAML', 'facts: [', /^line \d+ is no valid YAML/],
    ['another kind', `facts: loans\ntables: { ${loan} }`, /^facts: /],
    [
      'an overlay of what is no number of the notice',
      `facts: loan-book\ntables: { ${loan} }\noverlays: [{ parameter: partner-shares, value: 0.3, cite: x }]`,
      /did you mean internet-lending\.partner-share\?$/,
    ],
  ]
  for (const [what, text, line] of wrong)
    it(`says in one line: ${what}`, () => {
      const { problems } = read(text)
      assert.equal(problems.length, 1, JSON.stringify(problems))
      assert.match(problems[0]!.en, line)
      assert.ok(problems[0]!.zh.length > 0 && !problems[0]!.zh.includes('\n'))
    })
})
