import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  GRADING_HARMS,
  GRADING_OBJECTS,
  GRADING_TABLES,
  type GradingAnswers,
  type GradingObject,
  grade,
  gradingTable,
  gradingTablesOn,
  type Level,
  levelOf,
  SPECIAL_KINDS,
} from '../../src/law/grading.ts'

/** Written out by hand, apart from the data. */
const WRITTEN: Readonly<Record<'2020' | '2025', Readonly<Record<GradingObject, readonly Level[]>>>> = {
  '2020': { citizens: [1, 2, 2], society: [2, 3, 4], national: [3, 4, 5] },
  '2025': { citizens: [1, 2, 2], society: [2, 3, 4], national: [4, 5, 5] },
}
const cells = GRADING_OBJECTS.flatMap((object) => GRADING_HARMS.map((harm, i) => ({ object, harm, i })))

describe('every cell of both matrices, for information and for service', () => {
  assert.equal(GRADING_TABLES.length, 2)
  for (const version of ['2020', '2025'] as const)
    for (const { object, harm, i } of cells) {
      const expected = WRITTEN[version][object][i]!
      const table = gradingTable(version)
      const least = [{ object: 'citizens', harm: 'general' }] as const
      it(`${version} ${object}/${harm} is ${expected}`, () => {
        assert.equal(levelOf(table, { object, harm }), expected)
        const information = grade({ information: [{ object, harm }], service: least }, table)
        const service = grade({ information: least, service: [{ object, harm }] }, table)
        assert.equal(information.aspects[0].level, expected)
        assert.equal(service.aspects[1].level, expected)
        assert.equal(information.proposed, Math.max(expected, 1))
        assert.equal(service.proposed, Math.max(expected, 1))
      })
    }
})

it('the level is the higher of the two, for all 81 pairs of cells in both versions', () => {
  let pairs = 0
  for (const version of ['2020', '2025'] as const)
    for (const a of cells)
      for (const b of cells) {
        const found = grade({ information: [a], service: [b] }, gradingTable(version))
        assert.equal(found.proposed, Math.max(WRITTEN[version][a.object][a.i]!, WRITTEN[version][b.object][b.i]!))
        pairs++
      }
  assert.equal(pairs, 162)
})

const answers = (information: GradingAnswers['information'], service = information): GradingAnswers => ({
  information,
  service,
})

it('several objects may be hurt: the gravest cell decides', () => {
  const found = grade(
    answers([
      { object: 'citizens', harm: 'especially-serious' },
      { object: 'society', harm: 'serious' },
    ]),
  )
  assert.equal(found.proposed, 3)
  assert.equal(found.aspects[0].decisive?.object, 'society')
})

it('one half alone proposes nothing, however high it is', () => {
  const found = grade({ information: [{ object: 'national', harm: 'especially-serious' }], service: [] })
  assert.equal(found.proposed, undefined)
  assert.equal(found.aspects[0].level, 5)
  assert.match(found.why.zh, /未说明/)
})

it('a later matrix that differs is a note, in the other direction too', () => {
  const hurt = answers([{ object: 'national', harm: 'general' }])
  const old = grade(hurt)
  assert.equal(old.proposed, 3)
  assert.ok(old.warnings.some((w) => /2025年矩阵.*第四级.*未核对/.test(w.zh)))
  assert.ok(grade(hurt, gradingTable('2025')).warnings.some((w) => /2020年矩阵.*第三级/.test(w.zh)))
  assert.ok(
    !grade(answers([{ object: 'society', harm: 'general' }])).warnings.some((w) => w.zh.includes('年矩阵')),
    'no note where both agree',
  )
})

it('floors warn and never raise the level', () => {
  const low = answers([{ object: 'citizens', harm: 'serious' }])
  for (const kind of SPECIAL_KINDS) {
    const found = grade({ ...low, special: [kind] })
    assert.equal(found.proposed, 2)
    assert.ok(found.warnings.length > grade(low).warnings.length, kind)
  }
  const high = answers([{ object: 'society', harm: 'serious' }])
  assert.deepEqual(grade({ ...high, special: ['critical-infrastructure'] }).warnings, grade(high).warnings)
})

it('tables by day', () => {
  assert.deepEqual(gradingTablesOn('2020-10-31'), [])
  assert.deepEqual(
    gradingTablesOn('2025-03-07').map((t) => t.id),
    ['2020'],
  )
  assert.deepEqual(
    gradingTablesOn('2025-03-08').map((t) => t.id),
    ['2020', '2025'],
  )
  assert.throws(() => gradingTable('2019'), RangeError)
  assert.throws(() => gradingTablesOn('2025-02-30'), RangeError)
})
