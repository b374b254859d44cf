import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { partyCommitment } from '../../../src/cases/draw/chance.ts'
import { DrawError } from '../../../src/cases/draw/draw-error.ts'
import { planText } from '../../../src/cases/draw/plan.ts'
import { readPlan } from '../../../src/cases/draw/read-plan.ts'
import { announcement, commit, type DrawRecord, reveal } from '../../../src/cases/draw/record.ts'
import { recordText, verifyDraw } from '../../../src/cases/draw/verify.ts'
import { sha256 } from '../../../src/store/sha256.ts'
import { AFTER, BEFORE, balls, lottery, planInput, SALT, sha256Hex } from '../../support/draw.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test changes the parsed file anywhere
type Loose = any

const small = () =>
  planInput({
    subjects: ['A', 'A', 'A', 'B', 'B'].map((tier, i) => ({ id: `S${i}`, tier })),
    inspectors: [{ id: 'P1', recuse: ['S1'] }, { id: 'P2' }, { id: 'P3' }],
  })
const refused = (input: unknown, wanted: RegExp) =>
  assert.throws(
    () => readPlan(input),
    (error: unknown) => {
      assert.ok(error instanceof DrawError)
      assert.match(error.text.en, wanted)
      assert.doesNotMatch(error.text.zh + error.text.en, /\n|\{\w+\}/)
      return true
    },
  )
const parsed = (record: DrawRecord): unknown => JSON.parse(recordText(record))

describe('a plan', () => {
  it('refuses ids that are malformed or twice, with one line', () => {
    const with_ = (...ids: unknown[]) =>
      planInput({ subjects: ids.map((id) => ({ id, tier: 'A' })), inspectors: [], perSubject: 0 })
    refused(with_('S1', 'S1'), /S1 is there twice/)
    refused(with_('s1', 'S1'), /twice/)
    refused(with_('S1', 'Ｓ１'), /twice/)
    refused(with_('S1', ''), /subjects\[1\]\.id has no id/)
    refused(with_(1.1), /put ids in quotes/)
    refused(with_(' S1'), /spaces at an end/)
    refused(with_('S1\u200b'), /control characters/)
    refused(with_('S\n1'), /control characters/)
    refused(with_('x'.repeat(129)), /longer than 128/)
    refused(with_(), /no subjects/)
    refused(with_({}), /no id/)
  })
  it('refuses a tier without ratio, shares that are none, and keys it does not know', () => {
    refused(planInput({ tiers: { A: { ratio: '1%' } } }), /tier B of subject/)
    for (const ratio of [5, '5', '101%', '3/2', '1/0', '-1%', 'all', null])
      refused(planInput({ tiers: { A: { ratio }, B: { ratio: '5%' } } }), /ratio/)
    refused(planInput({ inspector: [] }), /inspector, which is not known/)
    refused(planInput({ perSubject: 6 }), /needs 6 inspectors and there are 5/)
    refused(planInput({ perSubject: 5 }), /recusals leave 4 inspectors for subject 9144A0007/)
    refused(planInput({ inspectors: [{ id: 'P1', recuse: ['nobody'] }, { id: 'P2' }] }), /no subject/)
    for (const value of [null, [], 'x', 1]) refused(value, /input is missing/)
  })
  it('refuses randomness that is not fixed', () => {
    const random = (more: object) => planInput({ randomness: { ...lottery, ...more } })
    refused(random({ at: '2026-12-01T21:15' }), /no moment/)
    refused(random({ sources: [] }), /name the sources/)
    refused(random({ kind: 'dice' }), /published or commit-reveal/)
    refused(random({ sources: [lottery.sources[0], lottery.sources[0]] }), /twice/)
    refused(
      planInput({ randomness: { kind: 'commit-reveal', at: lottery.at, parties: [{ id: 'a', commitment: SALT }] } }),
      /two parties/,
    )
  })
  it('never throws anything but a DrawError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(planInput())), (value, key) => {
        try {
          readPlan(planInput({ [key]: value }))
        } catch (error) {
          assert.ok(error instanceof DrawError, String(error))
        }
      }),
    )
  })
})

describe('a commitment', () => {
  it('is a digest anyone can compute from the file', async () => {
    const record = await commit(small(), SALT, BEFORE, sha256)
    const text = [...planText(record.plan)].join('')
    assert.equal(record.commitment, sha256Hex(`guiju/draw/1 commitment\n${SALT}\n${BEFORE.at}\n-\n${text}`))
    assert.doesNotMatch(JSON.stringify(announcement(record)), /S1|P1|abab/)
  })
  it('comes before the randomness, to the moment or the day', async () => {
    const at = (when: { at: string; on?: string }, moment = lottery.at) =>
      commit(planInput({ randomness: { ...lottery, at: moment } }), SALT, when, sha256)
    await at({ at: '2026-12-01T13:14:59.999Z' })
    await assert.rejects(at({ at: '2026-12-01T13:15:00.000Z' }), /must come before/)
    await assert.rejects(at({ ...BEFORE, on: '2026-12-01' }), /must come before/)
    await at({ ...AFTER, on: '2026-11-30' })
    await at({ at: '2026-11-30T15:59:59.999Z' }, '2026-12-01')
    await assert.rejects(at({ at: '2026-11-30T16:00:00.000Z' }, '2026-12-01'), /must come before/)
  })
  it('is opened once, not before its time, with exactly the values named', async () => {
    const record = await commit(small(), SALT, BEFORE, sha256)
    const open = (values: unknown, when = AFTER) => reveal(record, values, when, sha256)
    await assert.rejects(open(balls, BEFORE), /reveal then/)
    await assert.rejects(open({ red: balls.red }), /no value of blue/)
    await assert.rejects(open({ ...balls, extra: [1] }), /none may be added/)
    await assert.rejects(open({ ...balls, blue: [17] }), /not from 1 to 16/)
    await assert.rejects(open({ ...balls, red: [1, 2, 3, 4, 5] }), /has 6 numbers, 5/)
    await assert.rejects(open({ ...balls, red: [1, 1, 3, 4, 5, 6] }), /twice/)
    await assert.rejects(open({ ...balls, blue: 'x' }), /no whole number/)
    const done = await open(balls)
    assert.deepEqual(done.reveal, (await open({ blue: '9', red: '03 11 17 22 28 31' })).reveal)
    await assert.rejects(reveal(done, balls, AFTER, sha256), /drawn once/)
  })
  it('takes secrets of several parties, and only those they fixed', async () => {
    const secrets = { 企业代表: '01'.repeat(16), 公证处: 'ff'.repeat(32) }
    const parties = await Promise.all(
      Object.entries(secrets).map(async ([id, secret]) => ({
        id,
        commitment: await partyCommitment(id, secret, sha256),
      })),
    )
    const record = await commit(
      planInput({ randomness: { kind: 'commit-reveal', at: lottery.at, parties } }),
      SALT,
      BEFORE,
      sha256,
    )
    const done = await reveal(record, secrets, AFTER, sha256)
    assert.equal((await verifyDraw(parsed(done), sha256)).ok, true)
    await assert.rejects(reveal(record, { ...secrets, 公证处: '00'.repeat(32) }, AFTER, sha256), /does not open/)
    await assert.rejects(reveal(record, { 公证处: secrets.公证处 }, AFTER, sha256), /no value of 企业代表/)
  })
})

describe('verification', () => {
  const done = async () => reveal(await commit(small(), SALT, BEFORE, sha256), balls, AFTER, sha256)

  it('holds for what was written, and says what it does not show', async () => {
    const record = await done()
    const found = await verifyDraw(parsed(record), sha256, record.commitment)
    assert.deepEqual(
      found.checks.map((c) => [c.id, c.ok]),
      ['form', 'commitment', 'published', 'time', 'values', 'seed', 'result'].map((id) => [id, true]),
    )
    assert.ok(found.doesNotShow.length >= 5)
    assert.match(found.cautions[0]!.en, /24 bits/)
    const stated = await commit(small(), SALT, { ...AFTER, on: '2026-11-20' }, sha256)
    assert.match((await verifyDraw(parsed(stated), sha256)).cautions[0]!.en, /stated by the organiser/)
  })

  it('finds lists, tiers, ratios, recusals, values, seed, result and times that were changed', async () => {
    const record = await done()
    const failed = async (change: (r: Loose) => void) => {
      const copy = parsed(record) as Loose
      change(copy)
      const { ok, checks } = await verifyDraw(copy, sha256)
      assert.equal(ok, false)
      return checks.filter((c) => !c.ok).map((c) => c.id)
    }
    assert.deepEqual(await failed((r) => r.plan.tiers[0].subjects.pop()), ['commitment', 'result'])
    assert.ok((await failed((r) => r.plan.tiers[0].subjects.push('S9'))).includes('commitment'))
    assert.ok(
      (
        await failed((r) => {
          r.plan.tiers[1].subjects.push(r.plan.tiers[0].subjects.pop())
        })
      ).includes('commitment'),
    )
    assert.ok(
      (
        await failed((r) => {
          r.plan.tiers[0].ratio = '1/2'
        })
      ).includes('commitment'),
    )
    assert.ok(
      (
        await failed((r) => {
          r.plan.inspectors[0].recuse = []
        })
      ).includes('commitment'),
    )
    assert.ok(
      (
        await failed((r) => {
          r.plan.randomness.at = '2026-12-01T20:15:00+08:00'
        })
      ).includes('commitment'),
    )
    assert.deepEqual(
      await failed((r) => {
        r.reveal.values.blue = '10'
      }),
      ['seed', 'result'],
    )
    assert.deepEqual(
      await failed((r) => {
        r.reveal.seed = r.reveal.seed.replace(/^./, (c: string) => (c === '0' ? '1' : '0'))
      }),
      ['seed'],
    )
    assert.deepEqual(await failed((r) => r.reveal.result.tiers[0].drawn[0].inspectors.reverse()), ['result'])
    assert.deepEqual(
      await failed((r) => {
        r.committedAt = '2026-12-02T00:00:00.000Z'
      }),
      ['commitment', 'time'],
    )
    assert.deepEqual(
      await failed((r) => {
        r.reveal.at = '2026-11-30T00:00:00.000Z'
      }),
      ['time'],
    )
    assert.deepEqual(
      await failed((r) => {
        r.note = 'x'
      }),
      ['form'],
    )
    assert.deepEqual(
      await failed((r) => {
        r.plan.inspectors.reverse()
      }),
      ['form'],
    )
    const whole = await verifyDraw(parsed(record), sha256, SALT)
    assert.deepEqual(
      whole.checks.filter((c) => !c.ok).map((c) => c.id),
      ['published'],
    )
  })

  it('finds a list exchanged with a new commitment by the published one', async () => {
    const first = await done()
    const other = await commit(planInput(), SALT, BEFORE, sha256)
    const found = await verifyDraw(parsed(other), sha256, first.commitment)
    assert.deepEqual(
      found.checks.filter((c) => !c.ok).map((c) => c.id),
      ['published'],
    )
  })

  it('finds any value that was changed, and never throws', async () => {
    const record = await done()
    const text = recordText(record)
    // The moment of the reveal is fixed by the log, not by the record: any moment after the numbers is as good.
    const free = text.indexOf('"at": "2026-12-01T14')
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('0', '9', 'a', 'Z', ' ', '"', '{', ','),
        async (i, c) => {
          if (text[i] === c || (i > free && i < free + 34)) return
          let value: unknown
          try {
            value = JSON.parse(text.slice(0, i) + c + text.slice(i + 1))
          } catch {
            return
          }
          const same = JSON.stringify(value) === JSON.stringify(JSON.parse(text))
          assert.equal((await verifyDraw(value, sha256, record.commitment)).ok, same)
        },
      ),
      { numRuns: 400 },
    )
    for (const value of [
      null,
      1,
      [],
      {},
      { schema: 'guiju/draw/1' },
      { ...record, reveal: null },
      { ...record, plan: 1 },
    ])
      assert.equal((await verifyDraw(value, sha256)).ok, false)
  })
})
