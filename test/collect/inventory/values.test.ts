import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { utils, write } from '@e965/xlsx'
import { ProblemLog } from '../../../src/collect/archive/problem-log.ts'
import { Budget } from '../../../src/collect/budget.ts'
import { readInventory } from '../../../src/collect/inventory/read.ts'
import { readTable, TABLE_LIMITS } from '../../../src/collect/inventory/table.ts'
import { fieldOf, isProblem, scalarOf, titlesOf, wordsFor } from '../../../src/collect/inventory/values.ts'
import { wholeInventory } from '../../../src/collect/inventory/whole.ts'
import { readSheets } from '../../../src/collect/log/sheets.ts'
import type { AnyEntity, Field } from '../../../src/facts/entity.ts'
import { assessmentEntity, findingEntity, networkEntity, operatorEntity } from '../../../src/facts/network.ts'
import { workbook } from '../../../src/report/xlsx.ts'
import { readWhole } from '../../support/whole-inventory.ts'

const read = (of: AnyEntity, name: string, written: unknown) =>
  scalarOf((of.fields as Record<string, Field>)[name]!, written, true, wordsFor(of, name))
const titled = (of: AnyEntity, title: string) => fieldOf(titlesOf(of), title)

const folder = mkdtempSync(join(tmpdir(), 'guiju-values-'))
let n = 0
const sheet = async (...sheets: { name: string; rows: string[][] }[]) => {
  const path = join(folder, `${n++}.xlsx`)
  writeFileSync(path, workbook(sheets))
  return readWhole(path)
}

describe('what people write in a workbook', () => {
  it('a level in one of its forms; two that differ are a problem and never one of them', () => {
    for (const [written, level] of [
      ['三级', 3],
      ['第3级', 3],
      ['三级（S3A2）', 3],
      ['S3A3', 3],
      ['s2a3g3', 3],
      ['第二级（S2A2G2）', 2],
    ] as const)
      assert.equal(read(networkEntity, 'level', written), level, written)
    for (const written of ['二级（S3A3）', 'S2A2G3', '三级（S2A2）', 'S3', '级', '()', '六级'])
      assert.ok(isProblem(read(networkEntity, 'level', written)), written)
  })

  it('a dash is an empty cell wherever it stands', () => {
    const sector = (operatorEntity.fields as Record<string, Field>)['sectorRegulator']!
    for (const dash of ['—', '-', '/', ' —— ']) {
      assert.equal(scalarOf(sector, dash, false), undefined, dash)
      assert.equal(read(networkEntity, 'retiredOn', dash), null, dash)
    }
  })

  it('a heading that may mean another day is none that is known', () => {
    for (const title of ['测评日期', '测评时间', '检测日期'])
      assert.equal(titled(assessmentEntity, title), undefined, title)
    for (const title of ['报告日期', '出具报告时间']) assert.equal(titled(assessmentEntity, title), 'on', title)
    for (const title of ['整改日期', '整改时间']) assert.equal(titled(findingEntity, title), undefined, title)
    assert.equal(titled(findingEntity, '实际完成时间'), 'fixedOn')
  })

  it('是否 asks for a yes or no, and names no text', () => {
    assert.equal(titled(assessmentEntity, '是否通过'), 'passed')
    assert.equal(titled(operatorEntity, '有无行业主管部门'), undefined)
    assert.equal(titled(operatorEntity, '行业主管部门'), 'sectorRegulator')
  })

  it('words of one field are not read in another', () => {
    assert.equal(read(assessmentEntity, 'stage', '运行'), 'operation')
    assert.equal(read(assessmentEntity, 'kind', '等保测评'), 'mlps')
    assert.ok(isProblem(read(assessmentEntity, 'kind', '渗透测试')))
    assert.ok(isProblem(read(findingEntity, 'severity', '运行')))
  })

  it('the first head counts, and rows between two heads are not dropped unsaid', async () => {
    const rows = [
      ['系统名称', '等级'],
      ['甲', '三级'],
      ['系统名称', '等级', '上线时间'],
      ['乙', '二级', '2026-01-01'],
    ]
    const path = join(folder, 'stacked.xlsx')
    writeFileSync(path, workbook([{ name: '网络', rows }]))
    const text = await wholeInventory(path)
    assert.ok(typeof text === 'string')
    const { inventory, problems } = await readInventory(text, path)
    assert.equal(inventory, undefined)
    assert.match(JSON.stringify(problems), /“等级”/)
  })

  it('an operator in a row under a title line is read across, one without a number is named', async () => {
    const networks = {
      name: '网络',
      rows: [
        ['系统编号', '系统名称', '等级'],
        ['—', '甲', '三级'],
        ['', '乙', '二级'],
      ],
    }
    const across = await sheet(networks, {
      name: '网络运营者',
      rows: [['某单位基本情况'], ['运营者编号', '运营者名称', '行业主管部门'], ['o', '某单位', '无']],
    })
    assert.deepEqual(
      ['id', 'name', 'sectorRegulator'].map((key) => across.operator[key]),
      ['o', '某单位', null],
    )
    assert.deepEqual(
      across.networks.map((one) => one['id']),
      ['甲', '乙'],
    )
  })

  it('a cell merged over rows is that of each, and a head of two rows is one', async () => {
    const rows = [
      ['某单位网络安全等级保护台账', '', '', '', ''],
      ['责任部门', '系统名称', '等级', '时间', ''],
      ['', '', '', '上线日期', '备案日期'],
      ['信息中心', '甲', '三级', '2020-01-01', '2020-03-01'],
      ['', '乙', '二级', '2021-01-01', '2021-03-01'],
      ['', '', '', '', ''],
      ['综合部', '丙', '二级', '2022-01-01', '2022-03-01'],
    ]
    const of = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => (cell === '' ? null : cell))))
    of['!merges'] = ['A1:E1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'A4:A6'].map((range) => utils.decode_range(range))
    const book = utils.book_new()
    utils.book_append_sheet(book, of, '网络')
    for (const bookType of ['xlsx', 'xls'] as const) {
      const path = join(folder, `merged.${bookType}`)
      writeFileSync(path, write(book, { type: 'buffer', bookType }) as Uint8Array)
      const sheets = await readSheets(readFileSync(path), new Budget(TABLE_LIMITS), new ProblemLog(path))
      assert.deepEqual(
        sheets?.[0]?.rows.map((cells) => cells[0]),
        ['某单位网络安全等级保护台账', '责任部门', '责任部门', '信息中心', '信息中心', undefined, '综合部'],
      )
      assert.equal(sheets[0].rows[0]![1] ?? '', '')
      const table = await readTable(path, undefined, (title) => titled(networkEntity, title) !== undefined)
      assert.ok('rows' in table, JSON.stringify(table))
      assert.deepEqual(table.titles, ['责任部门', '系统名称', '等级', '上线日期', '备案日期'])
      assert.deepEqual(
        table.rows.map(({ line, cells }) => [line, cells[1]]),
        [
          [4, '甲'],
          [5, '乙'],
          [7, '丙'],
        ],
      )
    }
  })

  it('merged cells that claim the whole sheet, or lie outside of it, add no row', async () => {
    const of = utils.aoa_to_sheet([
      ['系统名称', '等级'],
      ['甲', '三级'],
    ])
    of['!merges'] = ['A1:XFD1048576', 'B1:B1048576', 'C9:D99'].map((range) => utils.decode_range(range))
    const book = utils.book_new()
    utils.book_append_sheet(book, of, '网络')
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    const sheets = await readSheets(bytes, new Budget(TABLE_LIMITS), new ProblemLog('merged'))
    assert.deepEqual(sheets, [
      {
        name: '网络',
        rows: [
          ['系统名称', '等级'],
          ['甲', '三级'],
        ],
      },
    ])
  })
})
