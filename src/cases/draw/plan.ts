/** What is fixed before chance is known. Lists are in canonical order, so that the order of the input is nowhere in it. */
export interface DrawPlan {
  /** Names the draw; one commitment bears it. */
  readonly id: string
  readonly title: string
  readonly organiser: string
  readonly tiers: readonly Tier[]
  readonly inspectors: readonly Inspector[]
  /** Inspectors drawn for each subject. */
  readonly perSubject: number
  readonly substitutes: {
    /** Further subjects of each tier, in the order in which they step in. */
    readonly subjects: number
    /** Further inspectors of each subject, in the order in which they step in. */
    readonly inspectors: number
  }
  readonly randomness: Randomness
  /** An earlier draw that this one takes the place of, and why. */
  readonly replaces?: { readonly commitment: string; readonly reason: string }
}

export interface Tier {
  readonly id: string
  /** The share drawn in lowest terms, such as `1/20`; rounded up to a whole subject. */
  readonly ratio: string
  /** At least so many, as far as there are any. */
  readonly atLeast: number
  /** Ids. */
  readonly subjects: readonly string[]
}

export interface Inspector {
  readonly id: string
  /** Ids of subjects this inspector may not inspect. */
  readonly recuse: readonly string[]
}

export type Randomness =
  | { readonly kind: 'published'; readonly at: string; readonly sources: readonly Source[] }
  | { readonly kind: 'commit-reveal'; readonly at: string; readonly parties: readonly Party[] }

/** Something published that nobody who takes part can choose or know before `Randomness.at`. */
export interface Source {
  readonly id: string
  /** What it is and where it is published. */
  readonly name: string
  readonly form: 'numbers' | 'hex'
  /** How many numbers there will be. */
  readonly count?: number
  /** The range of each number, both ends included. */
  readonly from?: number
  readonly to?: number
  /** True where the order in which they were drawn counts; otherwise they are sorted. */
  readonly ordered?: boolean
  /** False where no number comes twice. */
  readonly repeats?: boolean
}

/** One of several who each fix a secret before the draw and open it after. */
export interface Party {
  readonly id: string
  /** SHA-256 of `guiju/draw/1 party`, the id and the secret, each on its own line. */
  readonly commitment: string
}

/** How many subjects of a tier are drawn: its share rounded up, no fewer than its minimum, no more than there are. */
export function numberOf(tier: Tier): number {
  const [parts = 0n, whole = 1n] = tier.ratio.split('/').map(BigInt)
  const share = (BigInt(tier.subjects.length) * parts + whole - 1n) / whole
  return Math.min(tier.subjects.length, Math.max(Number(share), tier.atLeast))
}

/** The plan as text, a line for each item: what is hashed. Given in parts, as it may be longer than a string can be. */
export function* planText(plan: DrawPlan): Generator<string> {
  const { tiers, inspectors, ...head } = plan
  yield `guiju/draw/1\n${JSON.stringify(head)}\n`
  for (const { subjects, ...tier } of tiers) {
    yield `tier ${JSON.stringify({ ...tier, number: subjects.length })}\n`
    for (let i = 0; i < subjects.length; i += 4096) {
      let lines = ''
      for (const id of subjects.slice(i, i + 4096)) lines += `${JSON.stringify(id)}\n`
      yield lines
    }
  }
  for (const inspector of inspectors) yield `inspector ${JSON.stringify(inspector)}\n`
}
