import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { utils, type WorkSheet, write as write_ } from '@e965/xlsx'
import { judgeTables } from '../../src/cli/check.ts'
import type { Determination, Result } from '../../src/judge/result.ts'
import { checkResult } from '../../src/report/schema.ts'
import { BANKS, type Book, book, LOAN_COLUMNS, LOANS } from '../support/small-book.ts'

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname
const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, 'check', ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })

const isResult = (of: Awaited<ReturnType<typeof judgeTables>>): of is Result => 'results' in of

async function judged(mapping: string, on?: string) {
  const result = await judgeTables(mapping, on, '0')
  assert.ok(isResult(result), JSON.stringify(result))
  assert.ok(checkResult(result).ok)
  const of = (section: number): Determination =>
    result.results.at(-1)!.determinations.find((d) => d.rule === `internet-lending-2021#${section}`)!
  return { result, of }
}

async function refused(mapping: string): Promise<string[]> {
  const result = await judgeTables(mapping, undefined, '0')
  assert.ok(!isResult(result))
  return result.problems.map((p) => p.en)
}

const counts = (d: Determination) => [d.counts!.failed, d.counts!.passed, d.counts!.cantTell, d.counts!.inapplicable]

describe('guiju check', () => {
  it('judges a book of CSV files, twice alike', async () => {
    const mapping = book()
    const { result, of } = await judged(mapping)
    assert.deepEqual(counts(of(2)), [2, 4, 2, 2])
    assert.deepEqual(of(2).samples, ['L02', 'L07'])
    assert.match(of(2).evidence[0]!.locator, /^loan_no=L0/)
    assert.deepEqual(counts(of(3)), [1, 2, 3, 0])
    assert.deepEqual(of(3).measured?.[0], {
      id: 'B1/P4',
      outcome: 'failed',
      atLeast: '1000.01',
      atMost: '1000.01',
      of: '4000.00',
      limit: '0.25',
    })
    assert.deepEqual(counts(of(5)), [2, 4, 0, 4])
    assert.equal(result.results[0]!.subject.kind, 'loan-book')
    assert.deepEqual(
      result.results[0]!.subject.inputs.map((i) => i.name),
      ['banks.csv', 'loans.csv', 'partners.csv'],
    )
    assert.deepEqual((await judged(mapping)).result, result)
  })

  it('reads Parquet with its own types as it reads text', async () => {
    const mapping = book({ loanTable: `{ from: "*.parquet", columns: { ${LOAN_COLUMNS} } }` })
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const folder = mapping.slice(0, -'book.yaml'.length)
    await connection.run(
      `COPY (SELECT loan_no, bank, partner, amt::DOUBLE AS amt, amt_partner::DECIMAL(30,2) AS amt_partner, bal::DECIMAL(20,4) AS bal, reg::INTEGER AS reg, COALESCE(TRY_CAST(dt AS TIMESTAMP), TIMESTAMP '2022-03-01') AS dt, role FROM read_csv('${folder}loans.csv', all_varchar = true)) TO '${folder}a.parquet' (FORMAT parquet)`,
    )
    const text = await judged(book())
    const typed = await judged(mapping)
    for (const section of [2, 3, 4, 5]) {
      assert.deepEqual(counts(typed.of(section)), counts(text.of(section)), `section ${section}`)
      assert.deepEqual(typed.of(section).reasons, text.of(section).reasons)
    }
  })

  it('cannot tell without a column, and counts the rows', async () => {
    const { of } = await judged(
      book({ columns: LOAN_COLUMNS.replace('partnerAmount: amt_partner, ', '').replace('borrowerRegion: reg, ', '') }),
    )
    assert.deepEqual(counts(of(2)), [0, 0, 8, 2])
    assert.deepEqual(
      of(2).needs.map((n) => n.fact),
      ['loan.partnerAmount', 'loan.partnerRole'],
    )
    assert.equal(of(5).counts!.cantTell, 6)
    assert.deepEqual(
      of(5).needs.map((n) => n.fact),
      ['loan.inRegion'],
    )
  })

  it('says that regions cannot be compared where no level is declared', async () => {
    assert.equal((await judged(book({ head: 'asOf: 2023-07-01\nledger: internet' }))).of(5).outcome, 'cantTell')
  })

  it('passes nothing over a table that is not complete', async () => {
    const loans = `${LOANS.split('\n').slice(0, 2).join('\n')}\n`
    const whole = await judged(book({ loans }))
    assert.equal(whole.of(2).outcome, 'passed')
    const open = await judged(
      book({ loans, head: 'asOf: 2023-07-01\nledger: internet\nregionLevel: 4\ncomplete: false' }),
    )
    for (const section of [2, 3, 4, 5]) assert.equal(open.of(section).outcome, 'cantTell', `section ${section}`)
  })

  it('calls an excess within the transition period undecided, needs the plan and leads with the ratio', async () => {
    const { of } = await judged(book(), '2022-06-30')
    assert.equal(of(3).outcome, 'cantTell')
    assert.ok(of(3).needs.some((n) => n.fact === 'bank.rectificationPlan'))
    assert.match(of(3).leads[0]!.what.zh, /占25\.0002%/)
    assert.equal(of(2).outcome, 'failed')
  })

  it('judges several days, each by its own law', async () => {
    const { result } = await judged(book({ head: 'asOf: [2023-06-30, 2023-07-01]\nledger: internet' }))
    const third = result.results.map((r) => r.determinations.find((d) => d.rule.endsWith('#3'))!.outcome)
    assert.deepEqual(third, ['cantTell', 'failed'])
    assert.deepEqual(
      result.results.map((r) => r.subject.version),
      ['2023-06-30', '2023-07-01'],
    )
  })

  it('reads 万元 exactly, and amounts of 10^15 to the cent', async () => {
    const rows = (partner: string) =>
      `loan_no,bank,partner,amt,amt_partner,bal,reg,dt,role\nL1,B1,P1,${'100000000000'},${partner},0,330106,2022-01-01,\n`
    const head = 'asOf: 2023-07-01\nledger: internet\nunits: { amount: 万元, partnerAmount: 万元 }'
    assert.equal((await judged(book({ loans: rows('30000000000'), head }))).of(2).outcome, 'passed')
    assert.equal((await judged(book({ loans: rows('29999999999.999999'), head }))).of(2).outcome, 'failed')
    assert.match(
      (await refused(book({ loans: rows('29999999999.9999999'), head })))[0]!,
      /1 rows of “amt_partner” are no number/,
    )
  })

  it('applies stricter local values and refuses looser ones', async () => {
    const overlay = (value: string, more = '') =>
      `asOf: 2023-07-01\nledger: internet\noverlays: [{ parameter: partner-share, value: ${value}, cite: 某局通知${more} }]`
    assert.equal((await judged(book({ head: overlay('0.31') }))).of(2).counts!.failed, 3)
    assert.equal((await judged(book({ head: overlay('31%', ', bank: B9') }))).of(2).counts!.failed, 2)
    const { status, stderr } = run(book({ head: overlay('0.29') }), '--format', 'json')
    assert.equal(status, 2)
    assert.match(stderr, /looser than the 0\.30 of the notice/)
  })

  it('calls lenders of section 8 reached by reference', async () => {
    const { of } = await judged(book({ banks: BANKS.replaceAll('local', 'trust').replaceAll('national', 'trust') }))
    assert.deepEqual([of(2).applies, of(3).applies], ['by-reference', 'by-reference'])
    assert.equal(of(5).outcome, 'inapplicable')
    assert.equal((await judged(book())).of(2).applies, 'direct')
  })
})

describe('a book over several quarter-ends', () => {
  const days = ['2021-12-31', '2022-03-31', '2023-09-30']
  const quarters = () => {
    const mapping = book({
      head: `asOf: [${days.join(', ')}]\nledger: internet\nregionLevel: 4`,
      loanTable: `{ from: "loans-{asOf}.csv", columns: { ${LOAN_COLUMNS} } }`,
    })
    const [head, ...rows] = LOANS.trim().split('\n')
    for (const day of days) {
      const issued = rows.filter((row) => row.split(',')[7]!.replaceAll('/3/1', '-03-01') <= day)
      writeFileSync(mapping.replace('book.yaml', `loans-${day}.csv`), `${[head, ...issued].join('\n')}\n`)
    }
    return mapping
  }

  it('reads the ledger of each day, and its figures say what is new and what runs off', async () => {
    const { result } = await judged(quarters())
    const [first, , last] = result.results.map((r) => r.book!)
    const third = (of: typeof first) => of!.partners.find((one) => one.bank === 'B1' && one.partner === 'P3')
    assert.deepEqual([third(first)?.fresh.n, third(first)?.earlier.n, third(first)?.earlier.balance], [0, 1, '400.00'])
    assert.deepEqual([third(last)?.undecided, third(last)?.unsure], [1, 1])
    const group = last!.partners.find((one) => one.partner === 'G')
    assert.deepEqual(group, {
      bank: 'B1',
      partner: 'G',
      fresh: { n: 3, amount: '2100.00', partnerAmount: '599.99', balance: '1000.00', unknown: 0, unknownBalance: 0 },
      earlier: { n: 0, amount: '0.00', partnerAmount: '0.00', balance: '0.00', unknown: 0, unknownBalance: 0 },
      unsure: 0,
      least: '0.30',
      below: 2,
      undecided: 0,
      firstBelow: '2022-03-01',
      samples: ['L02', 'L07'],
    })
    assert.deepEqual(
      last!.regions.map((one) => [one.bank, one.region, one.home, one.n, one.outside]),
      [
        ['B1', '1101', '3301', 1, 1],
        ['B1', '3301', '3301', 4, 0],
        ['B1', '3302', '3301', 1, 1],
      ],
    )
  })

  it('shows the trend in Markdown and HTML, each mark leading to a row that is there', () => {
    const out = mkdtempSync(join(tmpdir(), 'guiju-out-'))
    const { status, stderr } = run(quarters(), '--out', out, '--format', 'md,html', '--lang', 'en')
    assert.equal(status, 1, stderr)
    const [html, md] = readdirSync(out)
      .sort()
      .map((name) => readFileSync(join(out, name), 'utf8'))
    assert.match(md!, /\| 3 \| `B1` \| `P4` \| – \| 25\.0002% ▲ \| 25\.0002% ▲ \| 2022-03-31 \| 2023-09-30 \|/)
    const ids = new Set([...html!.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...html!.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!)
    assert.ok(links.some((id) => /^course-1-3-\d/.test(id)))
    for (const link of links.filter((id) => !id.startsWith('i-'))) assert.ok(ids.has(link), link)
  })

  it('says where the ledger is the same on every day, and where loans are of a later day', async () => {
    const { result } = await judged(book({ head: 'asOf: [2021-12-31, 2023-07-01]\nledger: internet' }))
    assert.ok(result.results[0]!.limits.some((l) => /the same ledger/.test(l.en)))
    assert.ok(result.results[0]!.limits.some((l) => l.en.startsWith('9 loans were issued after the day judged')))
    assert.ok(!result.results[1]!.limits.some((l) => /issued after/.test(l.en)))
  })
})

describe('what is wrong with a table is one line each, and nothing is written', () => {
  const cases: [string, Book, RegExp[]][] = [
    [
      'a value that is no number',
      { loans: LOANS.replace('1000.00,300.00', '1000.001,3OO') },
      [/1 rows of “amt” are no number.*L01/, /1 rows of “amt_partner” are no number.*L01/],
    ],
    [
      'a value that is no day',
      { loans: LOANS.replace('2022-01-01', '2022-13-01') },
      [/1 rows of “dt” are no day.*L01/],
    ],
    [
      'a value that is none of the choices',
      { banks: BANKS.replace('trust', 'bank') },
      [/1 rows of “kind” are no value that is allowed.*B3/],
    ],
    [
      'a row with a cell too many',
      { loans: LOANS.replace('100.00,0.00,0.00', '100,00,0.00,0.00') },
      [/^loan cannot be read .*Line: 8/],
    ],
    [
      'keys that are not unique',
      { loans: `${LOANS}L01,B1,P1,1,1,1,330106,2022-01-01,\n` },
      [/1 values of the key “loan_no” stand on more than one row, such as L01/],
    ],
    [
      'rows without a key',
      { loans: `${LOANS},B1,P1,1,1,1,330106,2022-01-01,\n` },
      [/the key “loan_no” is empty in 1 rows/],
    ],
    ['amounts below zero', { loans: LOANS.replace('700.00', '-700.00') }, [/1 rows of “bal” are below 0, such as L01/]],
    [
      'more than the loan from the partner',
      { loans: LOANS.replace('1000.00,300.00', '1000.00,1000.01') },
      [/in 1 loans the partner’s amount is above.*L01/],
    ],
    [
      'a column that is not there',
      { columns: LOAN_COLUMNS.replace('balance: bal', 'balance: ball') },
      [/no column “ball”: did you mean “bal”\?/],
    ],
    [
      'a file that is not there',
      { loanTable: '{ from: other.csv, columns: { loanId: id } }' },
      [/there is no file .*other\.csv/],
    ],
    ['an address', { loanTable: '{ from: "https://example.com/a.csv", columns: { loanId: id } }' }, [/is an address/]],
  ]
  for (const [what, content, lines] of cases)
    it(what, async () => {
      const said = await refused(book(content))
      assert.equal(said.length, lines.length, said.join('\n'))
      for (const [i, line] of lines.entries()) assert.match(said[i]!, line)
    })
})

describe('guiju check as a command', () => {
  it('exits with 1 where something failed, and writes its reports', () => {
    const out = mkdtempSync(join(tmpdir(), 'guiju-out-'))
    const { status, stderr } = run(book(), '--out', out)
    assert.equal(status, 1, stderr)
    assert.deepEqual(readdirSync(out).sort(), ['loan-book-book.html', 'loan-book-book.json'])
  })

  it('exits with 2 on a wrong table, says each fault in its line and writes nothing', () => {
    const out = mkdtempSync(join(tmpdir(), 'guiju-out-'))
    const { status, stderr } = run(book({ loans: LOANS.replace('700.00', '-1') }), '--out', out)
    assert.equal(status, 2)
    assert.match(stderr, /^guiju: loan: 1 rows of “bal” are below 0, such as L01\n/)
    assert.deepEqual(readdirSync(out), [])
  })
})

test('a CSV file in GB 18030 is read', async () => {
  const mapping = book({ head: 'asOf: 2023-07-01\nledger: internet\nregionLevel: exact' })
  const folder = mapping.slice(0, -'book.yaml'.length)
  // 浙江 and 北京 in GB 18030.
  const places: Readonly<Record<string, string>> = {
    '330106': '\xd5\xe3\xbd\xad',
    '330206': '\xd5\xe3\xbd\xad',
    '110105': '\xb1\xb1\xbe\xa9',
  }
  const loans = LOANS.replaceAll(/\d{6}(?=,2)/g, (code) => places[code] ?? code)
  writeFileSync(join(folder, 'loans.csv'), Buffer.from(loans, 'latin1'))
  writeFileSync(join(folder, 'banks.csv'), BANKS.replace('330100', '浙江'))
  assert.deepEqual(counts((await judged(mapping)).of(5)), [1, 5, 0, 4])
})

describe('a workbook', () => {
  const write = (folder: string, edit: (sheet: WorkSheet) => void = () => {}) => {
    const [head, ...rows] = LOANS.trim()
      .split('\n')
      .map((line) => line.split(','))
    const typed = rows.map((row) =>
      row.map((cell, i) => {
        if (cell === '') return null
        if (head![i] === 'dt')
          return new Date(
            `${cell.replace(/^(\d{4})\D?(\d)\D?(\d)$|^(\d{4})(\d\d)(\d\d)$/, (_, a, b, c, d, e, f) => (a ? `${a}-0${b}-0${c}` : `${d}-${e}-${f}`))}T00:00:00Z`,
          )
        return ['amt', 'amt_partner', 'bal', 'reg'].includes(head![i]!) ? Number(cell) : cell
      }),
    )
    const workbook = utils.book_new()
    const sheet = utils.aoa_to_sheet([head!, ...typed], { UTC: true })
    edit(sheet)
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['说明']]), '说明')
    utils.book_append_sheet(workbook, sheet, '台账')
    writeFileSync(
      join(folder, 'loans.xlsx'),
      write_(workbook, { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Buffer,
    )
  }
  const inBook = (edit?: (sheet: WorkSheet) => void, sheet = '台账') => {
    const mapping = book({ loanTable: `{ from: loans.xlsx, sheet: ${sheet}, columns: { ${LOAN_COLUMNS} } }` })
    write(mapping.slice(0, -'book.yaml'.length), edit)
    return mapping
  }

  it('is judged as the same rows in CSV are', async () => {
    const text = await judged(book())
    const sheet = await judged(inBook())
    for (const section of [2, 3, 4, 5]) assert.deepEqual(sheet.of(section).reasons, text.of(section).reasons)
  })

  it('has the noise of binary sums taken off, and nothing else', async () => {
    const noisy = await judged(inBook((sheet) => Object.assign(sheet.E3, { v: 0.1 + 0.2 })))
    assert.equal(noisy.of(2).counts!.failed, 2)
    const [line] = await refused(inBook((sheet) => Object.assign(sheet.E3, { v: 299.995 })))
    assert.match(line!, /1 rows of “amt_partner” are no number.*L02/)
  })

  it('that lacks the sheet, or is none, is refused in one line', async () => {
    assert.match(
      (await refused(inBook(undefined, '台帐')))[0]!,
      /^loan cannot be read \(there is no sheet 台帐; it has 说明, 台账\)$/,
    )
    const mapping = inBook()
    writeFileSync(join(mapping.slice(0, -'book.yaml'.length), 'loans.xlsx'), 'PK no workbook')
    assert.match((await refused(mapping))[0]!, /^loan cannot be read \(not an XLSX workbook\)$/)
  })
})

describe('what only a person can say', () => {
  const attest = (said: string) => `asOf: 2023-07-01\nledger: internet\nattest: { ${said} }`
  it('counts with its evidence', async () => {
    const open = await judged(book())
    assert.deepEqual([open.of(1).outcome, open.of(6).outcome], ['cantTell', 'cantTell'])
    const said = await judged(
      book({
        head: attest(
          'ownRiskControl: { answer: true, evidence: rules.pdf }, keyStepsOutsourced: { answer: false, evidence: [a.pdf, b.pdf] }, fellShort: { answer: true, evidence: c.xlsx }, rectificationPlan: { answer: false, evidence: d.pdf }',
        ),
      }),
    )
    assert.deepEqual([said.of(1).outcome, said.of(6).outcome], ['passed', 'failed'])
    assert.deepEqual(
      said.of(6).evidence.map((e) => [e.artifact, e.method]),
      [
        ['d.pdf', 'attested'],
        ['c.xlsx', 'attested'],
      ],
    )
  })
  it('is refused without evidence', async () => {
    assert.match(
      (await refused(book({ head: attest('ownRiskControl: { answer: true }') })))[0]!,
      /attest\.ownRiskControl\.evidence/,
    )
  })
})

describe('an exemption that is broken down', () => {
  const banks = (...cells: string[]) =>
    `id,kind,reg,cap,total,exempt,a,b,c\nB1,local,330100,4000.00,10000.00,${cells.join(',')}\n`
  const with_ = (columns: string, ...cells: string[]) => {
    const mapping = book({ banks: banks(...cells), head: 'asOf: 2023-07-01\nledger: internet\nregionLevel: 4' })
    const text = readFileSync(mapping, 'utf8').replace('onlineOnlyExempt: exempt', columns)
    writeFileSync(mapping, text)
    return mapping
  }
  const parts = 'noOutlets: a, mainlyOnline: b, otherConditionsMet: c'
  it('needs all three of its conditions', async () => {
    const outcome = async (mapping: string) => (await judged(mapping)).of(5).counts!
    assert.equal((await outcome(with_(parts, '', 'true', 'true', 'true'))).failed, 0)
    assert.equal((await outcome(with_(parts, '', 'true', 'true', 'true'))).inapplicable, 7)
    assert.equal((await outcome(with_(parts, '', 'true', 'false', 'true'))).failed, 2)
    assert.equal((await outcome(with_(parts, '', 'true', 'true', ''))).cantTell > 0, true)
    assert.equal((await outcome(with_(`onlineOnlyExempt: exempt, ${parts}`, 'true', 'true', 'true', ''))).failed, 0)
  })
  it('and is refused where a table contradicts itself', async () => {
    const [line] = await refused(with_(`onlineOnlyExempt: exempt, ${parts}`, 'true', 'false', 'true', 'true'))
    assert.match(line!, /1 banks are listed as exempt while a condition of it is not met, such as B1/)
  })
})
