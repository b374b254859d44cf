import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parse } from 'yaml'
import { judgeInventory } from '../../../src/cli/network-check.ts'
import { inventoryForm, inventorySchema } from '../../../src/collect/inventory/form.ts'
import { factsOf } from '../../../src/collect/inventory/head.ts'
import { type Inventory, readInventory } from '../../../src/collect/inventory/read.ts'
import { doubt, type FactList, provenance } from '../../../src/facts/row.ts'
import { jsonPieces, toJson } from '../../../src/report/json.ts'
import { checkResult } from '../../../src/report/schema.ts'
import { workbook } from '../../../src/report/xlsx.ts'
import { networkRules } from '../../../src/rules/mlps-cii-2020/operator.ts'
import { expectedOf, FORTY, FORTY_DAY, fortyInventory } from '../../support/forty-networks.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-inventory-'))
const file = join(folder, 'inventory.yaml')
const read = async (text: string): Promise<Inventory> => {
  const found = await readInventory(text, file)
  assert.ok(found.inventory, JSON.stringify(found.problems))
  return found.inventory
}
const problems = async (text: string): Promise<string> =>
  ((await readInventory(text, file)).problems ?? []).map((p) => p.en).join('\n')
const judged = async (text: string, on = FORTY_DAY) => {
  const found = await judgeInventory(text, file, on, '0')
  assert.ok('result' in found, JSON.stringify(found))
  const results = [...found.result.results]
  assert.equal(results.length, found.result.results.length)
  return { ...found.result, results }
}
const HEAD = 'facts: network\n'
const list = (of: unknown): FactList => of as FactList

describe('forty networks are judged exactly', () => {
  const rules = networkRules.map((r) => r.id.split('#')[1]!)
  it('forty of them, each with every determination written out', async () => {
    assert.equal(FORTY.length, 40)
    const result = await judged(fortyInventory())
    assert.ok(checkResult(result).ok)
    for (const one of FORTY) {
      const found = result.results.find((r) => r.subject.id === `network:${one.id}`)!
      const outcomes = Object.fromEntries(found.determinations.map((d) => [d.rule.split('#')[1]!, d.outcome]))
      assert.deepEqual(outcomes, expectedOf(one, rules), `${one.id} ${one.say}`)
      for (const d of found.determinations)
        if (d.outcome === 'failed') assert.ok(d.evidence.length > 0, `${one.id} ${d.rule} without evidence`)
    }
  })
  it('the organisation counts them', async () => {
    const result = await judged(fortyInventory())
    const own = result.results[0]!
    assert.equal(own.subject.kind, 'organisation')
    const yearly = own.determinations.find((d) => d.rule === 'mlps-cii-2020#2.2-yearly')!
    const expected = FORTY.filter((one) => expectedOf(one, ['2.2-yearly'])['2.2-yearly'] === 'failed')
    assert.equal(yearly.counts?.failed, expected.length)
    assert.deepEqual(
      yearly.samples,
      expected.map((one) => one.id),
    )
    assert.ok(own.determinations.every((d) => !d.rule.startsWith('mlps') || d.applies === 'direct'))
  })
})

describe('subjects made as they are asked for', () => {
  it('come out the same each time, and in pieces as in one', async () => {
    const found = await judgeInventory(fortyInventory(), file, FORTY_DAY, '0')
    assert.ok('result' in found)
    const whole = toJson({ ...found.result, results: [...found.result.results] })
    assert.equal([...jsonPieces(found.result)].join(''), whole)
    assert.equal([...jsonPieces({ ...found.result, results: [] })].join(''), toJson({ ...found.result, results: [] }))
  })
  it('an inventory in JSON reads as the same YAML does, and a name given twice is found in both', async () => {
    const text = fortyInventory()
    const [asJson, asYaml] = [await read(text), await read(`# YAML\n${text}`)]
    assert.deepEqual(asJson.networks, asYaml.networks)
    assert.match(await problems('{"facts": "network", "networks": [{"id": "a", "id": "b"}]}'), /line 1.*unique/)
    assert.equal(await problems('{"facts": "network", "networks": [{"id": "a\\":", "name": "\\"id\\": \\\\"}]}'), '')
  })
})

describe('who is addressed', () => {
  const of = async (addressee: string) =>
    (await judged(`${HEAD}operator: { id: o${addressee} }\nnetworks: [{ id: a }]`)).results[1]!.determinations[0]!
      .applies
  it('central bodies and enterprises directly, everyone else by reference', async () => {
    assert.equal(await of(', addressee: central-body'), 'direct')
    assert.equal(await of(', addressee: 中央企业'), 'direct')
    assert.equal(await of(', addressee: other'), 'by-reference')
    assert.equal(await of(''), 'by-reference')
  })
})

describe('the form', () => {
  it('is read, judged and described by the schema as it is printed', async () => {
    const text = inventoryForm()
    const result = await judged(text)
    assert.equal(result.results.length, 2)
    const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(inventorySchema())
    assert.ok(validate(parse(text)), JSON.stringify(validate.errors?.slice(0, 3)))
  })
  it('names what is wrong, one line each', async () => {
    assert.match(
      await problems(`${HEAD}networks: [{ id: a, filedon: 2021-01-01 }]`),
      /filedon is not known: did you mean filedOn/,
    )
    assert.match(await problems(`${HEAD}network: []`), /network is not known: did you mean networks/)
    assert.match(
      await problems(`${HEAD}networks: [{ id: a, filedOn: soon }]`),
      /networks\[0\]\.filedOn: “soon” is no date/,
    )
    assert.match(await problems(`${HEAD}networks: [{ id: a, level: 6 }]`), /levels go from 1 to 5/)
    assert.match(await problems(`${HEAD}networks: [{ id: a }, { id: a }]`), /the id a stands twice/)
    assert.match(
      await problems(`${HEAD}networks: [{ id: portal }]\ndrills: [{ network: portl, on: 2026-01-01 }]`),
      /no network portl: did you mean portal/,
    )
    assert.match(
      await problems(`${HEAD}networks: [{ id: a, liveOn: 2022-01-01, retiredOn: 2021-01-01 }]`),
      /is before liveOn/,
    )
    assert.match(
      await problems(
        `${HEAD}networks: [{ id: a, filedOn: 2022-01-01 }]\nfilings: [{ network: a, filedOn: 2023-01-01 }]`,
      ),
      /differs from/,
    )
    assert.match(await problems(`${HEAD}networks: { from: nowhere.csv }`), /there is no file nowhere\.csv/)
    assert.match(await problems(`${HEAD}networks: [a: 1`), /line \d+ is no valid YAML/)
    assert.match(
      await problems(`${HEAD}complete: { drill: true }\nnetworks: []`),
      /complete\.drill is not known: did you mean drills/,
    )
  })
})

it('what a file holds is seen in YAML and in JSON', () => {
  for (const text of [
    'facts: network',
    'asOf: 2026-01-01\n"facts" : "network" # x',
    '{"facts":"network"}',
    '{ asOf: 2026-01-01, facts: network }',
    fortyInventory(),
  ])
    assert.equal(factsOf(text), 'network', text.slice(0, 40))
  assert.equal(factsOf('facts: loan-book\ntables: {}'), 'loan-book')
  assert.equal(factsOf('artefacts: network'), undefined)
})

describe('what is said and what is not', () => {
  it('an empty field is unknown, a written null is none', async () => {
    const [row] = (
      await read(
        `${HEAD}networks:\n  - id: a\n    filedOn:\n    sectorOn: null\n    level: 无\n    monitored: 未知\n    realTime: 否`,
      )
    ).networks
    assert.equal(row!['filedOn'], undefined)
    assert.equal(row!['sectorOn'], null)
    assert.equal(row!['level'], null)
    assert.equal(row!['monitored'], undefined)
    assert.equal(row!['realTime'], false)
  })
  it('a list given is complete unless it says otherwise; one not given is unknown', async () => {
    const of = async (rest: string) => (await read(`${HEAD}networks: [{ id: a }]\n${rest}`)).networks[0]!['drills']
    assert.equal(await of(''), undefined)
    assert.deepEqual(list(await of('drills: []')).open, [])
    assert.equal(list(await of('drills: []\ncomplete: { drills: false }')).open.length, 1)
    assert.equal(list(await of('drills: []\ncomplete: false')).open.length, 1)
    assert.deepEqual(list(await of('complete: { drills: true }')).rows, [])
    assert.equal(list(await of('drills: { rows: [], complete: false }')).open.length, 1)
  })
  it('a row that names no network belongs to the only one, else it shows nothing anywhere', async () => {
    const one = (await read(`${HEAD}networks: [{ id: a }]\ndrills: [{ on: 2026-01-01 }]`)).networks[0]!
    assert.equal(list(one['drills']).rows[0]![doubt], undefined)
    const two = (
      await read(
        `${HEAD}networks: [{ id: a }, { id: b }]\ndrills: [{ on: 2026-01-01 }, { network: [b], on: 2026-02-01 }, { network: all, on: 2026-03-01 }]`,
      )
    ).networks
    assert.deepEqual(
      two.map((n) => list(n['drills']).rows.map((r) => [r['on'], r[doubt]])),
      [
        [
          ['2026-03-01', undefined],
          ['2026-01-01', 'absent'],
        ],
        [
          ['2026-02-01', undefined],
          ['2026-03-01', undefined],
          ['2026-01-01', 'absent'],
        ],
      ],
    )
  })
  it('values carry who said so and the hash of what shows it', async () => {
    writeFileSync(join(folder, 'proof.txt'), 'x')
    const inventory = await read(
      `${HEAD}by: 张工\non: 2026-10-01\nnetworks:\n  - id: a\n    filedOn: { value: 2021-01-01, evidence: proof.txt, note: 备案证明 }`,
    )
    const places = inventory.networks[0]![provenance]!.fields['filedOn']!
    assert.deepEqual(
      places.map((e) => e.locator.slice(0, 20)),
      ['networks[0].filedOn', 'sha256:2d711642b726b'.slice(0, 20)],
    )
    assert.match(places[0]!.excerpt!, /备案证明/)
    assert.deepEqual(
      inventory.inputs.map((i) => i.name),
      ['proof.txt'],
    )
  })
  it('filings and certificates give the network its days; a complete list without one gives none', async () => {
    const text = `${HEAD}networks: [{ id: a }, { id: b }]\nfilings: [{ network: a, filedOn: 2023-01-01 }, { network: a, filedOn: 2021-01-01 }]\ncertificates: [{ network: a, until: 2026-01-01 }, { network: a, until: 2028-01-01 }]`
    const [a, b] = (await read(text)).networks
    assert.deepEqual(
      [a!['filedOn'], a!['certificateUntil'], b!['filedOn'], b!['certificateUntil']],
      ['2021-01-01', '2028-01-01', null, null],
    )
  })
  it('a network has its level since it was graded, unless it was graded anew or filed at another level since', async () => {
    const since = async (more: string) =>
      (await read(`${HEAD}networks: [{ id: a, level: 3, gradedOn: 2021-01-10${more} }]\n`)).networks[0]!['levelSince']
    const filed = (...at: readonly [number, string][]) =>
      `, filings: [${at.map(([level, day]) => `{ id: f${day}, level: ${level}, filedOn: ${day} }`).join(', ')}]`
    assert.equal(await since(''), '2021-01-10')
    assert.equal(await since(', levelSince: 2026-03-01'), '2026-03-01')
    assert.equal(await since(', levelSince: null'), '2021-01-10')
    assert.equal(await since(filed([3, '2021-02-01'])), '2021-01-10')
    assert.equal(await since(filed([2, '2021-02-01'], [3, '2026-02-01'])), '2026-02-01')
    assert.equal(await since(filed([2, '2021-02-01'])), undefined)
    assert.equal(await since(filed([2, '2020-02-01'], [3, '2021-02-01'])), '2021-01-10')
    assert.equal(
      (await read(`${HEAD}networks: [{ id: a, level: 3, levelSince: null }]\n`)).networks[0]!['levelSince'],
      undefined,
    )
  })
  it('what a network owed at a level it did not have yet is no breach', async () => {
    const of = async (more: string) => {
      const text = `${HEAD}networks: [{ id: a, level: 3, gradedOn: 2021-01-10, designedOn: 2021-02-01, liveOn: 2021-06-01, retiredOn: null, filedOn: null, assessments: []${more} }]\n`
      const { determinations } = (await judged(text)).results[1]!
      const at = (rule: string) => determinations.find((d) => d.rule.endsWith(`#${rule}`))!.outcome
      return ['2.1-filing', '2.2-yearly', '2.2-before-live', '2.6-planning'].map(at)
    }
    assert.deepEqual(await of(''), ['failed', 'failed', 'failed', 'failed'])
    assert.deepEqual(await of(', levelSince: 2026-10-20'), ['cantTell', 'inapplicable', 'inapplicable', 'inapplicable'])
  })
  it('kinds of data say whether important data are held and where', async () => {
    const text = `${HEAD}networks: [{ id: a }, { id: b }]\ndata: [{ network: a, kind: personal, inChina: true, sentAbroad: true, exportAssessed: false }]`
    const [a, b] = (await read(text)).networks
    assert.deepEqual(
      [a!['importantData'], a!['storedInChina'], a!['sentAbroad'], a!['exportAssessed']],
      [true, true, true, false],
    )
    assert.deepEqual([b!['importantData'], b!['storedInChina']], [false, undefined])
  })
})

describe('tables', () => {
  const csv = 'no,系统,报告日期,类别,是否合规\n1,a,2026/3/1,等级测评,是\n2,"a,b",20260401,密评,\n'
  const expected = (inventory: Inventory) =>
    inventory.networks.map((n) => list(n['assessments']).rows.map((r) => [r['id'], r['on'], r['kind'], r['qualified']]))
  const rows = [
    [
      ['1', '2026-03-01', 'mlps', true],
      ['2', '2026-04-01', 'cryptography', undefined],
    ],
    [['2', '2026-04-01', 'cryptography', undefined]],
  ]
  const columns = '{ id: no, network: 系统, on: 报告日期, kind: 类别, qualified: 是否合规 }'
  it('a CSV of any usual encoding, mapped by columns, in place or under tables', async () => {
    writeFileSync(join(folder, 'a.csv'), csv)
    for (const at of [
      `assessments: { from: a.csv, columns: ${columns} }`,
      `tables: { assessment: { from: a.csv, columns: ${columns} } }`,
    ])
      assert.deepEqual(expected(await read(`${HEAD}networks: [{ id: a }, { id: b }]\n${at}`)), rows)
  })
  it('a workbook, mapped by its titles', async () => {
    const sheet = [
      ['编号', '所属网络', '报告日期', '类别', '机构符合国家有关规定', '备忘'],
      ['1', 'a', '2026-03-01', '等级测评', '是', 'x'],
      ['2', 'a,b', '2026-04-01', '密评', '', ''],
    ]
    writeFileSync(
      join(folder, 'a.xlsx'),
      workbook([
        { name: '说明', rows: [['x']] },
        { name: '测评', rows: sheet },
      ]),
    )
    const inventory = await read(`${HEAD}networks: [{ id: a }, { id: b }]\nassessments: { from: a.xlsx, sheet: 测评 }`)
    assert.deepEqual(expected(inventory), rows)
    assert.match(inventory.notes[0]!.message.en, /备忘/)
    const place = list(inventory.networks[0]!['assessments']).rows[0]![provenance]!.fields['on']![0]!
    assert.deepEqual([place.artifact, place.locator, place.method], ['a.xlsx', 'row 2, 报告日期', 'table'])
  })
  it('a wrong column, sheet or cell is told', async () => {
    assert.match(
      await problems(`${HEAD}networks: [{ id: a }]\nassessments: { from: a.csv, columns: { on: 报告日 } }`),
      /no column 报告日: did you mean 报告日期/,
    )
    assert.match(
      await problems(`${HEAD}networks: [{ id: a }]\nassessments: { from: a.xlsx, sheet: 无 }`),
      /has no sheet 无/,
    )
    assert.match(
      await problems(`${HEAD}networks: [{ id: a }]\nassessments: { from: a.csv, columns: { on: 系统 } }`),
      /a\.csv:2\.on: “a” is no date/,
    )
  })
})

it('no text makes the reader throw', async () => {
  const word = fc.constantFrom(
    'facts',
    'networks',
    'id',
    'operator',
    'complete',
    'drills',
    'defaults',
    'tables',
    'requirements',
    'grading',
    '__proto__',
    'constructor',
    'from',
    'rows',
  )
  const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.string(),
      word,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(word, tie('any'), { maxKeys: 5 }),
    ),
  })).any
  await fc.assert(
    fc.asyncProperty(fc.dictionary(word, value, { maxKeys: 6 }), async (root) => {
      const found = await readInventory(JSON.stringify({ facts: 'network', ...root }), file)
      assert.ok(found.inventory || found.problems!.length > 0)
    }),
    { numRuns: 300 },
  )
})
