import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  CLASS_WORDS,
  CONCLUSION_TEMPLATES,
  conclusionTemplateOn,
  GROUP_WORDS,
  REQUIREMENT_CLASSES,
  REQUIREMENT_GROUPS,
  REQUIREMENT_LEVELS,
  requirementsOf,
  requirementTotal,
} from '../../src/law/catalogue.ts'

/** Counted from the standard, apart from the data. */
const COUNTS = {
  general: [55, 135, 211, 228],
  cloud: [11, 29, 46, 49],
  mobile: [5, 14, 19, 21],
  iot: [4, 7, 20, 21],
  ics: [9, 15, 21, 22],
} as const
const POINTS = [42, 68, 71, 71] as const

const all = (level: 1 | 2 | 3 | 4) => requirementsOf(level, ['cloud', 'mobile', 'iot', 'ics'])

describe('the counts of GB/T 22239-2019 hold', () => {
  for (const level of REQUIREMENT_LEVELS)
    for (const group of REQUIREMENT_GROUPS)
      it(`level ${level}, ${group}: ${COUNTS[group][level - 1]}`, () => {
        const expected = COUNTS[group][level - 1]
        assert.equal(all(level).filter((r) => r.group === group).length, expected)
        assert.equal(requirementTotal(group, level), expected)
      })
  for (const level of REQUIREMENT_LEVELS)
    it(`level ${level} has ${POINTS[level - 1]} general control points`, () => {
      assert.equal(new Set(requirementsOf(level).map((r) => r.clause)).size, POINTS[level - 1])
    })
})

it('only the extensions asked for are added', () => {
  assert.equal(requirementsOf(3).length, 211)
  assert.equal(requirementsOf(3, ['cloud']).length, 211 + 46)
  assert.equal(requirementsOf(3, ['ics', 'cloud']), requirementsOf(3, ['cloud', 'ics']))
})

for (const level of REQUIREMENT_LEVELS)
  it(`ids of level ${level} are the standard’s clauses, each once and in order`, () => {
    const items = all(level)
    assert.equal(new Set(items.map((r) => r.id)).size, items.length)
    for (const r of items) {
      assert.match(r.clause, new RegExp(`^${level + 5}\\.[1-5]\\.\\d{1,2}\\.\\d{1,2}$`))
      assert.equal(r.clause.split('.')[1], String(REQUIREMENT_GROUPS.indexOf(r.group) + 1))
      assert.ok(r.id === r.clause || /^[a-j]$/.test(r.id.slice(r.clause.length + 1)), r.id)
      assert.ok(r.title.zh && r.title.en && r.title.zh.length <= 24, 'a title, no clause text')
    }
    const places = items.map((r) => r.clause.split('.').reduce((sum, n) => sum * 100 + Number(n), 0))
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    )
  })

it('titles differ within a clause, and every class is used from level 2', () => {
  for (const level of REQUIREMENT_LEVELS) {
    const titles = all(level).map((r) => `${r.clause} ${r.title.zh}`)
    assert.equal(new Set(titles).size, titles.length)
    const classes = new Set(requirementsOf(level).map((r) => r.class))
    assert.equal(classes.size, level === 1 ? 9 : 10)
  }
  assert.equal(REQUIREMENT_CLASSES.length, 10)
  for (const words of [...Object.values(CLASS_WORDS), ...Object.values(GROUP_WORDS)]) assert.ok(words.zh && words.en)
})

it('a known clause stands where the standard has it', () => {
  const [first] = requirementsOf(3).filter((r) => r.clause === '8.1.4.1')
  assert.equal(first?.point, '身份鉴别')
  assert.equal(requirementsOf(3).filter((r) => r.clause === '8.1.10.6').length, 10)
  assert.equal(requirementsOf(1).find((r) => r.clause === '6.1.1.1')?.id, '6.1.1.1')
})

it('conclusions by the day of the contract', () => {
  assert.equal(conclusionTemplateOn('2025-03-19')?.id, '2021')
  assert.equal(conclusionTemplateOn('2025-03-20')?.id, '2025')
  assert.equal(conclusionTemplateOn('2021-05-31'), undefined)
  assert.deepEqual(
    CONCLUSION_TEMPLATES.map((t) => t.classes.map((c) => c.title.zh)),
    [
      ['优', '良', '中', '差'],
      ['符合', '基本符合', '不符合'],
    ],
  )
})
