import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { staysWithin } from '../../../src/collect/archive/lay-out.ts'
import { readInventory } from '../../../src/collect/inventory/read.ts'
import { unpackInventory } from '../../../src/collect/inventory/unpack.ts'
import { wholeInventory } from '../../../src/collect/inventory/whole.ts'
import type { FactList } from '../../../src/facts/row.ts'
import { workbook } from '../../../src/report/xlsx.ts'
import { readWhole } from '../../support/whole-inventory.ts'
import { writeZip } from '../../support/zip-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'guiju-whole-'))
const put = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

describe('an inventory that is one file', () => {
  it('a workbook: each list by its name or title, the operator across or down', async () => {
    const sheets = [
      { name: '说明', rows: [['填写说明']] },
      {
        name: '网络',
        rows: [
          ['网络编号', '名称', 'level'],
          ['w', '支付', '三级'],
          ['x', '门户', '2'],
        ],
      },
      {
        name: '应急演练',
        rows: [
          ['编号', '所属网络', '演练日期'],
          ['d', 'w', '2026-05-01'],
        ],
      },
      {
        name: '网络运营者',
        rows: [
          ['运营者编号', 'book'],
          ['运营者名称', '示例'],
        ],
      },
    ]
    const found = await readWhole(put('清单.xlsx', workbook(sheets)))
    assert.deepEqual([found.operator['id'], found.operator['name']], ['book', '示例'])
    assert.deepEqual(
      found.networks.map((n) => [n['id'], n['level'], (n['drills'] as FactList).rows.length]),
      [
        ['w', 3, 1],
        ['x', 2, 0],
      ],
    )
    // What has no sheet is not said to be complete.
    assert.equal(found.networks[0]!['assessments'], undefined)
  })
  it('a CSV of networks, and nothing else', async () => {
    const found = await readWhole(put('nets.csv', '编号,名称,level\na,办公,2\n'.replace('编号', 'id')))
    assert.deepEqual(
      found.networks.map((n) => n['id']),
      ['a'],
    )
    assert.equal(await wholeInventory(put('loans.csv', 'loan_no,amount\n1,2\n')), undefined)
    assert.equal(await wholeInventory(put('x.xlsx', workbook([{ name: 'a', rows: [['b']] }]))), undefined)
    const broken = await wholeInventory(put('broken.xlsx', Buffer.from('PK\x03\x04nothing')))
    assert.ok(broken === undefined || typeof broken === 'object')
  })
})

describe('an archive is laid out within its folder', () => {
  let n = 0
  const unpack = (entries: readonly (readonly [string, string])[]) => {
    const to = join(folder, `out-${++n}`)
    const path = put(`a-${n}.zip`, writeZip(entries.map(([name, data]) => ({ name, data: Buffer.from(data) }))))
    const found = unpackInventory(path, to)
    return { to, found: typeof found === 'string' ? found.slice(to.length + 1) : found.en }
  }
  const YAML = 'facts: network\nnetworks: [{ id: a }]\n'
  it('the one inventory in it is found, wherever it stands', () => {
    const files = [
      ['x/i.yaml', YAML],
      ['x/nets.csv', 'id'],
      ['__MACOSX/x/._i.yaml', 'y'],
      ['x/', ''],
    ] as const
    const { to, found } = unpack(files)
    assert.equal(found, 'x/i.yaml')
    assert.deepEqual(readdirSync(join(to, 'x')).sort(), ['i.yaml', 'nets.csv'])
    assert.match(
      unpack([
        ['a.yaml', YAML],
        ['b.yaml', YAML],
      ]).found,
      /several/,
    )
    assert.match(unpack([['nets.csv', 'id']]).found, /no inventory/)
  })
  it('no name leads out of it, and none is written twice', () => {
    for (const name of ['../x', '/x', 'a/../../x', 'a//b', './x', 'a\\b', 'C:x', '.ssh/x', 'a/\u0000', 'x'.repeat(300)])
      assert.equal(staysWithin(name), false, name)
    for (const name of ['x', 'a/b c.csv', '清单/网络.yaml']) assert.equal(staysWithin(name), true, name)
    assert.match(unpack([['../guiju-slip.yaml', YAML]]).found, /cannot be used/)
    assert.equal(existsSync(join(folder, 'guiju-slip.yaml')), false)
    assert.match(
      unpack([
        ['i.yaml', YAML],
        ['i.yaml', YAML],
      ]).found,
      /twice/,
    )
    assert.match(
      unpack([
        ['a', YAML],
        ['a/b', YAML],
      ]).found,
      /clash/,
    )
  })
  it('bombs end at the limit', () => {
    const path = put('bomb.zip', writeZip([{ name: 'i.yaml', data: Buffer.alloc(300 << 20) }]))
    const found = unpackInventory(path, join(folder, 'bomb'))
    assert.ok(typeof found !== 'string')
    assert.ok(!existsSync(join(folder, 'bomb', 'i.yaml')))
  })
})

it('an inventory kept within a folder opens nothing outside, links included', async () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  const secret = put('secret.csv', 'id,level\na,2\n')
  symlinkSync(secret, join(own, 'link.csv'))
  const of = async (rest: string) => readInventory(`facts: network\n${rest}`, join(own, 'i.yaml'), own)
  for (const from of [secret, '../secret.csv', 'link.csv', '../own/../secret.csv'])
    assert.match((await of(`networks: { from: ${from} }`)).problems?.[0]?.en ?? '', /is not among the files/, from)
  const scan = await of(`networks: [{ id: a }]\nimports: [{ from: ../secret.csv, network: a }]`)
  assert.match(scan.problems?.[0]?.en ?? '', /secret\.csv is not among the files/)
  const named = await of(`networks: [{ id: a, evidence: ../secret.csv }]`)
  assert.ok(named.inventory && !named.inventory.inputs.some((i) => i.name === basename(secret)))
})
