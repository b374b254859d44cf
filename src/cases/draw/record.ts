import type { Receipt } from '../ledger/receipt.ts'
import { readValues, seedOf, type Values } from './chance.ts'
import { hex, type Sha256 } from './digest.ts'
import { type DrawResult, draw } from './draw.ts'
import { DrawError } from './draw-error.ts'
import { isBefore } from './moment.ts'
import { type DrawPlan, planText } from './plan.ts'
import { readPlan } from './read-plan.ts'

/** A draw on file: committed, and once chance is known revealed. */
export interface DrawRecord {
  readonly schema: 'guiju/draw/1'
  readonly stage: 'committed' | 'revealed'
  /** SHA-256 over salt, times and plan. */
  readonly commitment: string
  /** By the clock of the machine. */
  readonly committedAt: string
  /** The day, where it was stated by hand and not taken from the clock. */
  readonly committedOn?: string
  /** 32 bytes as hex: without it nobody can try lists against the commitment. */
  readonly salt: string
  readonly plan: DrawPlan
  readonly reveal?: Reveal
  /** The whole log of draws, as it was when this file was written. */
  readonly log?: Receipt
}

export interface Reveal {
  readonly at: string
  readonly on?: string
  readonly values: Values
  readonly seed: string
  readonly result: DrawResult
}

/** A moment by the clock, and the day where one was stated. */
export interface When {
  readonly at: string
  readonly on?: string
}

/** The moment that counts for order: the day stated, else the clock. */
export const counted = (when: When): string => when.on ?? when.at

export const commitmentOf = async (salt: string, when: When, plan: DrawPlan, sha256: Sha256): Promise<string> =>
  hex(
    await sha256.of(
      (function* () {
        yield `guiju/draw/1 commitment\n${salt}\n${when.at}\n${when.on ?? '-'}\n`
        yield* planText(plan)
      })(),
    ),
  )

/**
 * Fixes a plan. Throws `DrawError` for a malformed one, and where chance may be known already.
 * @param salt 32 bytes of chance as hex
 */
export async function commit(input: unknown, salt: string, when: When, sha256: Sha256): Promise<DrawRecord> {
  const plan = readPlan(input)
  if (!isBefore(counted(when), plan.randomness.at))
    throw new DrawError({
      zh: `承诺须早于随机数公布（${plan.randomness.at}），现在是 ${counted(when)}：请改用以后公布的随机数`,
      en: `the commitment must come before the numbers are published (${plan.randomness.at}), and it is ${counted(when)}: use numbers of a later day`,
    })
  return {
    schema: 'guiju/draw/1',
    stage: 'committed',
    commitment: await commitmentOf(salt, when, plan, sha256),
    committedAt: when.at,
    ...(when.on === undefined ? {} : { committedOn: when.on }),
    salt,
    plan,
  }
}

/** Draws with the values that were published or opened. Throws `DrawError` before their time, or for values not committed to. */
export async function reveal(record: DrawRecord, given: unknown, when: When, sha256: Sha256): Promise<DrawRecord> {
  if (record.stage === 'revealed')
    throw new DrawError({
      zh: '该抽取已有结果：一次承诺只抽取一次',
      en: 'this draw has its result: one commitment is drawn once',
    })
  const { randomness } = record.plan
  if (isBefore(counted(when), randomness.at))
    throw new DrawError({
      zh: `随机数 ${randomness.at} 才公布，现在是 ${counted(when)}：请届时再揭示`,
      en: `the numbers are published at ${randomness.at}, and it is ${counted(when)}: reveal then`,
    })
  const values = await readValues(record.plan, given, sha256)
  const seed = await seedOf(record.commitment, values, sha256)
  const result = await draw(record.plan, seed, sha256)
  const { log: _, ...committed } = record
  return {
    ...committed,
    stage: 'revealed',
    reveal: { at: when.at, ...(when.on === undefined ? {} : { on: when.on }), values, seed: hex(seed), result },
  }
}

/** What is published of a commitment: everything but the lists and the salt. */
export function announcement(record: DrawRecord): object {
  const { schema, stage, commitment, committedAt, committedOn, plan } = record
  const { tiers, inspectors, ...rest } = plan
  return {
    schema,
    stage,
    commitment,
    committedAt,
    ...(committedOn === undefined ? {} : { committedOn }),
    plan: {
      ...rest,
      tiers: tiers.map(({ subjects, ...tier }) => ({ ...tier, subjects: subjects.length })),
      inspectors: inspectors.length,
    },
  }
}
