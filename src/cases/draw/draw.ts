import { Messages, type Sha256 } from './digest.ts'
import { type DrawPlan, numberOf, type Tier } from './plan.ts'

export interface DrawResult {
  readonly tiers: readonly {
    readonly id: string
    /** Subjects in the tier. */
    readonly of: number
    readonly drawn: readonly Drawn[]
    /** Who steps in, in this order. */
    readonly substitutes: readonly Drawn[]
  }[]
}

export interface Drawn {
  readonly subject: string
  readonly inspectors: readonly string[]
  readonly substitutes: readonly string[]
}

const SUBJECT = Uint8Array.of(1)
const INSPECTOR = Uint8Array.of(2)
const BATCH = 65_536

/**
 * The result of a plan and a seed. Within each tier subjects stand in the order of SHA-256(seed, 1, id): the first are
 * drawn, the next are substitutes. For each of them inspectors are drawn one after another from those not recused, in
 * canonical order, by SHA-256(seed, 2, inspector number as four bytes, subject id) modulo how many are left.
 */
export async function draw(plan: DrawPlan, seed: Uint8Array, sha256: Sha256): Promise<DrawResult> {
  const recused = new Map<string, Set<number>>()
  for (const [i, { recuse }] of plan.inspectors.entries())
    for (const subject of recuse) {
      const set = recused.get(subject)
      if (set) set.add(i)
      else recused.set(subject, new Set([i]))
    }
  const tiers = []
  for (const tier of plan.tiers) {
    const number = numberOf(tier)
    const chosen = await firstByRank(tier, number === 0 ? 0 : number + plan.substitutes.subjects, seed, sha256)
    const drawn = await inspectorsFor(plan, chosen, recused, seed, sha256)
    tiers.push({
      id: tier.id,
      of: tier.subjects.length,
      drawn: drawn.slice(0, number),
      substitutes: drawn.slice(number),
    })
  }
  return { tiers }
}

/** The first subjects of a tier by rank. */
async function firstByRank(tier: Tier, wanted: number, seed: Uint8Array, sha256: Sha256): Promise<string[]> {
  const { subjects } = tier
  const n = Math.min(wanted, subjects.length)
  if (n === 0) return []
  // The first 48 bits of each rank settle nearly all; those at the border are compared in full.
  const starts = new Float64Array(subjects.length)
  const ranks = new Uint8Array(subjects.length * 32)
  for (let from = 0; from < subjects.length; from += BATCH) {
    const to = Math.min(from + BATCH, subjects.length)
    const messages = new Messages(to - from)
    for (let i = from; i < to; i += 1) messages.add(seed, SUBJECT, subjects[i]!)
    const digests = await messages.digests(sha256)
    ranks.set(digests, from * 32)
    const view = new DataView(digests.buffer, digests.byteOffset)
    for (let i = from; i < to; i += 1) {
      const at = (i - from) * 32
      starts[i] = view.getUint32(at) * 65_536 + view.getUint16(at + 4)
    }
  }
  const border = starts.slice().sort()[n - 1]!
  const near: number[] = []
  for (let i = 0; i < starts.length; i += 1) if (starts[i]! <= border) near.push(i)
  near.sort((a, b) => starts[a]! - starts[b]! || byBytes(ranks, a, b))
  return near.slice(0, n).map((i) => subjects[i]!)
}

function byBytes(ranks: Uint8Array, a: number, b: number): number {
  for (let i = 6; i < 32; i += 1) {
    const difference = ranks[a * 32 + i]! - ranks[b * 32 + i]!
    if (difference !== 0) return difference
  }
  return 0
}

async function inspectorsFor(
  plan: DrawPlan,
  subjects: readonly string[],
  recused: ReadonlyMap<string, ReadonlySet<number>>,
  seed: Uint8Array,
  sha256: Sha256,
): Promise<Drawn[]> {
  const { perSubject } = plan
  const wanted = perSubject === 0 ? 0 : perSubject + plan.substitutes.inspectors
  if (wanted === 0) return subjects.map((subject) => ({ subject, inspectors: [], substitutes: [] }))
  const drawn: Drawn[] = []
  const batch = Math.max(1, Math.floor(BATCH / wanted))
  const number = new Uint8Array(4)
  for (let from = 0; from < subjects.length; from += batch) {
    const part = subjects.slice(from, from + batch)
    const messages = new Messages(part.length * wanted)
    for (const subject of part)
      for (let i = 0; i < wanted; i += 1) {
        new DataView(number.buffer).setUint32(0, i)
        messages.add(seed, INSPECTOR, number, subject)
      }
    const digests = await messages.digests(sha256)
    for (const [s, subject] of part.entries()) {
      // In order: those recused, and those drawn so far.
      const out = [...(recused.get(subject) ?? [])].sort((a, b) => a - b)
      const names: string[] = []
      for (let i = 0; i < wanted && out.length < plan.inspectors.length; i += 1) {
        const at = (s * wanted + i) * 32
        let index = modulo(digests.subarray(at, at + 32), plan.inspectors.length - out.length)
        let place = 0
        for (; place < out.length && out[place]! <= index; place += 1) index += 1
        out.splice(place, 0, index)
        names.push(plan.inspectors[index]!.id)
      }
      drawn.push({ subject, inspectors: names.slice(0, perSubject), substitutes: names.slice(perSubject) })
    }
  }
  return drawn
}

/** A number of 256 bits modulo a small one: what the remainders differ in is below 2^-200. */
function modulo(bytes: Uint8Array, by: number): number {
  let rest = 0
  for (const byte of bytes) rest = (rest * 256 + byte) % by
  return rest
}
