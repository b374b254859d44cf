import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { draw } from '../../../src/cases/draw/draw.ts'
import { numberOf } from '../../../src/cases/draw/plan.ts'
import { readPlan } from '../../../src/cases/draw/read-plan.ts'
import { commit, reveal } from '../../../src/cases/draw/record.ts'
import { sha256 } from '../../../src/store/sha256.ts'
import { AFTER, BEFORE, balls, planInput, SALT } from '../../support/draw.ts'

const sha = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const seed = (n: number) => sha(`test seed ${n}`)
const drawn = async (input: Record<string, unknown>) =>
  reveal(await commit(input, SALT, BEFORE, sha256), balls, AFTER, sha256)

describe('a draw', () => {
  it('draws the share of each tier rounded up, then substitutes, and inspectors who are not recused', async () => {
    const { tiers } = (await drawn(planInput())).reveal!.result
    assert.deepEqual(
      tiers.map((t) => [t.id, t.of, t.drawn.length, t.substitutes.length]),
      [
        ['A', 200, 2, 2],
        ['B', 45, 3, 2],
      ],
    )
    for (const { subject, inspectors, substitutes } of tiers.flatMap((t) => [...t.drawn, ...t.substitutes])) {
      assert.equal(inspectors.length, 2)
      assert.equal(new Set([...inspectors, ...substitutes]).size, 3)
      if (subject === '9144A0007') assert.ok(!inspectors.includes('P03'))
    }
  })

  it('is what a reader of the notes computes by hand', async () => {
    const record = await drawn(planInput())
    const s = sha(`guiju/draw/1 seed\n${record.commitment}\n"blue" 9/\n"red" 3.11.17.22.28.31/\n`)
    assert.equal(record.reveal!.seed, s.toString('hex'))
    const ranked = record.plan.tiers[0]!.subjects.toSorted((a, b) =>
      Buffer.compare(sha(s, Buffer.of(1), a), sha(s, Buffer.of(1), b)),
    )
    const [tier] = record.reveal!.result.tiers
    assert.deepEqual(
      [...tier!.drawn, ...tier!.substitutes].map((d) => d.subject),
      ranked.slice(0, 4),
    )
    const subject = ranked[0]!
    const left = ['P01', 'P02', 'P03', 'P04', 'P05'].filter((p) => !(p === 'P03' && subject === '9144A0007'))
    const names = [0, 1, 2].map((i) => {
      const n = BigInt(`0x${sha(s, Buffer.of(2, 0, 0, 0, i), subject).toString('hex')}`) % BigInt(left.length)
      return left.splice(Number(n), 1)[0]!
    })
    assert.deepEqual(tier!.drawn[0], { subject, inspectors: names.slice(0, 2), substitutes: names.slice(2) })
  })

  it('never draws a recused inspector, whatever the seed', async () => {
    const plan = readPlan(
      planInput({
        tiers: { A: { ratio: '1/1' } },
        subjects: [{ id: 'S1', tier: 'A' }],
        inspectors: [{ id: 'P1', recuse: ['S1'] }, { id: 'P2' }, { id: 'P3' }],
      }),
    )
    for (let i = 0; i < 200; i += 1) {
      const { tiers } = await draw(plan, seed(i), sha256)
      assert.deepEqual(tiers[0]!.drawn[0]!.inspectors.toSorted(), ['P2', 'P3'])
      assert.deepEqual(tiers[0]!.drawn[0]!.substitutes, [])
    }
  })

  it('does not depend on the order of any list', async () => {
    const input = planInput()
    const wanted = JSON.stringify(await drawn(input))
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer(), async (a, b) => {
        const mixed = {
          ...input,
          tiers: Object.fromEntries(shuffle(Object.entries(input['tiers'] as object), a)),
          subjects: shuffle(input['subjects'] as unknown[], a),
          inspectors: shuffle(input['inspectors'] as unknown[], b),
          randomness: {
            ...(input['randomness'] as object),
            sources: shuffle((input['randomness'] as { sources: unknown[] }).sources, b),
          },
        }
        assert.equal(JSON.stringify(await drawn(mixed)), wanted)
      }),
      { numRuns: 25 },
    )
  })

  it('counts shares exactly: rounded up, minimum and the whole tier', () => {
    const of = (n: number, ratio: string, atLeast = 0) =>
      numberOf({ id: 'A', ratio, atLeast, subjects: Array.from({ length: n }, (_, i) => `S${i}`) })
    assert.equal(of(100, '1/20'), 5)
    assert.equal(of(101, '1/20'), 6)
    assert.equal(of(99, '1/20'), 5)
    assert.equal(of(1, '1/1000000'), 1)
    assert.equal(of(10, '0/1'), 0)
    assert.equal(of(10, '0/1', 3), 3)
    assert.equal(of(2, '1/2', 5), 2)
  })
})

/** The greatest chi-square that 19 degrees of freedom pass in 1 of 1,000 draws, and in 1 of 1,000 from below. */
const [LOW, HIGH] = [5.41, 43.82]

describe('fairness over 4,000 seeds', () => {
  const subjects = Array.from({ length: 20 }, (_, i) => ({ id: `S${String(i).padStart(2, '0')}`, tier: 'A' }))
  const inspectors = Array.from({ length: 20 }, (_, i) => ({ id: `P${String(i).padStart(2, '0')}` }))
  const plan = readPlan(planInput({ tiers: { A: { ratio: '1/20' } }, subjects, inspectors, perSubject: 1 }))
  const RUNS = 4000
  const counts = async (pick: (n: number) => Promise<string>) => {
    const seen = new Map<string, number>()
    for (let i = 0; i < RUNS; i += 1) {
      const id = await pick(i)
      seen.set(id, (seen.get(id) ?? 0) + 1)
    }
    return seen
  }
  const chiSquare = (seen: ReadonlyMap<string, number>) => {
    const expected = RUNS / 20
    let sum = (20 - seen.size) * expected
    for (const n of seen.values()) sum += (n - expected) ** 2 / expected
    return sum
  }

  it('gives each subject, each inspector and each substitute the same chance', async () => {
    const results = await Promise.all(Array.from({ length: RUNS }, (_, i) => draw(plan, seed(i), sha256)))
    const first = (i: number) => results[i]!.tiers[0]!
    for (const pick of [
      async (i: number) => first(i).drawn[0]!.subject,
      async (i: number) => first(i).drawn[0]!.inspectors[0]!,
      async (i: number) => first(i).drawn[0]!.substitutes[0]!,
      async (i: number) => first(i).substitutes[1]!.subject,
    ]) {
      const found = chiSquare(await counts(pick))
      assert.ok(found > LOW && found < HIGH, `chi-square ${found}`)
    }
  })

  it('would notice an unfair draw: a remainder of a byte, or one subject twice as likely', async () => {
    const byte = chiSquare(
      await counts(async (i) => String(sha(`biased ${i}`)[0]! % 20 < 12 ? sha(`b ${i}`)[0]! % 20 : 0)),
    )
    const double = chiSquare(await counts(async (i) => String((sha(`d ${i}`).readUInt32BE() % 21) % 20)))
    assert.ok(byte > HIGH, `chi-square ${byte}`)
    assert.ok(double > HIGH, `chi-square ${double}`)
  })
})

describe('fairness of tiers, pairs and recusals over 4,000 seeds', () => {
  const RUNS = 4000
  const plan = readPlan(
    planInput({
      tiers: { A: { ratio: '1/4' }, B: { ratio: '1/2' } },
      subjects: [
        ...Array.from({ length: 8 }, (_, i) => ({ id: `A${i}`, tier: 'A' })),
        ...Array.from({ length: 4 }, (_, i) => ({ id: `B${i}`, tier: 'B' })),
      ],
      inspectors: ['P1', 'P2', 'P3', 'P4', 'P5'].map((id) => (id === 'P1' ? { id, recuse: ['A0', 'B1'] } : { id })),
      perSubject: 1,
      substitutes: { subjects: 1, inspectors: 1 },
    }),
  )
  const counts = new Map<string, number>()
  const count = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  /** Within four and a half standard deviations of what chance gives: the seeds are fixed, so this never flickers. */
  const isLikely = (key: string, of: number, chance: number): void => {
    const found = counts.get(key) ?? 0
    const deviation = Math.abs(found - of * chance) / Math.sqrt(of * chance * (1 - chance))
    assert.ok(deviation < 4.5, `${key}: ${found} of ${of}, ${deviation.toFixed(1)} deviations`)
  }

  before(async () => {
    for (let i = 0; i < RUNS; i += 1) {
      const { tiers } = await draw(plan, seed(i), sha256)
      for (const { id, drawn, substitutes } of tiers) {
        const names = drawn.map((d) => d.subject).sort()
        for (const name of names) count(name)
        count(names.join(' '))
        count(`${substitutes[0]!.subject} steps in`)
        for (const { subject, inspectors, substitutes: next } of drawn) {
          count(`${inspectors[0]} for ${subject}`)
          count(`${next[0]} next for ${subject}`)
        }
        assert.equal(drawn.length, 2, id)
      }
      const both = tiers.map((t) => t.drawn[0]!.subject)
      count(`first ${both.join(' ')}`)
    }
  })

  it('draws each subject by the share of its tier, and each pair as often as any other', () => {
    for (let i = 0; i < 8; i += 1) {
      isLikely(`A${i}`, RUNS, 2 / 8)
      isLikely(`A${i} steps in`, RUNS, 1 / 8)
      for (let j = i + 1; j < 8; j += 1) isLikely(`A${i} A${j}`, RUNS, 1 / 28)
    }
    for (let i = 0; i < 4; i += 1) isLikely(`B${i}`, RUNS, 1 / 2)
  })

  it('draws one tier whatever came out in another', () => {
    for (let i = 0; i < 8; i += 1) for (let j = 0; j < 4; j += 1) isLikely(`first A${i} B${j}`, RUNS, 1 / 32)
  })

  it('spreads the work of a recused inspector evenly over the others', () => {
    for (const [subject, able] of [
      ['A0', ['P2', 'P3', 'P4', 'P5']],
      ['A1', ['P1', 'P2', 'P3', 'P4', 'P5']],
      ['B1', ['P2', 'P3', 'P4', 'P5']],
    ] as const)
      for (const inspector of ['P1', 'P2', 'P3', 'P4', 'P5']) {
        const chance = (able as readonly string[]).includes(inspector) ? 1 / able.length : 0
        if (chance === 0) assert.equal(counts.get(`${inspector} for ${subject}`), undefined)
        else isLikely(`${inspector} for ${subject}`, counts.get(subject)!, chance)
        if (chance === 0) assert.equal(counts.get(`${inspector} next for ${subject}`), undefined)
        else isLikely(`${inspector} next for ${subject}`, counts.get(subject)!, chance)
      }
  })
})

describe('a draw from the secrets of several parties', () => {
  const secrets = { court: '11'.repeat(16), press: '22'.repeat(16), union: '33'.repeat(16) }
  const parties = Object.entries(secrets).map(([id, secret]) => ({
    id,
    commitment: sha(`guiju/draw/1 party\n${id}\n${secret}\n`).toString('hex'),
  }))
  const shared = (order: readonly unknown[]) =>
    planInput({ randomness: { kind: 'commit-reveal', at: '2026-12-01T00:00:00Z', parties: order } })
  const of = async (order: readonly unknown[], given: object) =>
    reveal(await commit(shared(order), SALT, BEFORE, sha256), given, AFTER, sha256)

  it('does not depend on the order of the parties or of their secrets', async () => {
    const wanted = JSON.stringify(await of(parties, secrets))
    for (let n = 0; n < 6; n += 1) {
      const given = Object.fromEntries(shuffle(Object.entries(secrets), n))
      assert.equal(JSON.stringify(await of(shuffle(parties, n), given)), wanted)
    }
  })

  it('is another draw when any one secret is another', async () => {
    const seeds = new Set<string>()
    for (const id of [undefined, 'court', 'press', 'union'] as const) {
      const own = { ...secrets, ...(id ? { [id]: '44'.repeat(16) } : {}) }
      const fixed = Object.entries(own).map(([name, secret]) => ({
        id: name,
        commitment: sha(`guiju/draw/1 party\n${name}\n${secret}\n`).toString('hex'),
      }))
      seeds.add((await of(fixed, own)).reveal!.seed)
    }
    assert.equal(seeds.size, 4)
  })
})

function shuffle<T>(list: readonly T[], n: number): T[] {
  return list
    .map((value, i) => ({ value, key: sha(`${n} ${i}`).toString('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ value }) => value)
}
