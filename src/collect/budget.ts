/** What a reader may spend. Every reader takes one, checks it itself, and says where it ran out. */
export interface Limits {
  /** Bytes a reader may inflate or load. */
  readonly bytes: number
  /** Archive entries, table rows, chunks. */
  readonly entries: number
  /** Nesting: archives in archives, elements in elements. */
  readonly depth: number
  /** Units of work: instructions walked, graph edges followed, tokens read. */
  readonly steps: number
  /** Wall-clock milliseconds from the budget's start. */
  readonly ms: number
}

export type Resource = keyof Limits

/** Thrown by `Budget` when a limit is reached; readers turn it into a problem and an open list. */
export class BudgetError extends Error {
  readonly resource: Resource
  readonly limit: number
  constructor(resource: Resource, limit: number) {
    super(`budget of ${limit} ${resource} is used up`)
    this.name = 'BudgetError'
    this.resource = resource
    this.limit = limit
  }
}

/** For one package of ordinary size; 250 MB packages with fifteen DEX files fit. */
export const PACKAGE_LIMITS: Limits = { bytes: 1 << 30, entries: 200_000, depth: 4, steps: 400_000_000, ms: 120_000 }
/** For one policy document. */
export const DOCUMENT_LIMITS: Limits = { bytes: 32 << 20, entries: 200_000, depth: 512, steps: 50_000_000, ms: 20_000 }

/** Counts what a reader spends. Not shared between threads. */
export class Budget {
  readonly limits: Limits
  #bytes = 0
  #entries = 0
  #steps = 0
  #nextClock = 0
  readonly #started: number
  readonly #now: () => number

  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.limits = limits
    this.#now = now
    this.#started = now()
  }

  /** Bytes still free; give this to `maxOutputLength`. */
  get bytesLeft(): number {
    return this.limits.bytes - this.#bytes
  }

  /** Milliseconds still free, at least 0; give this to what is stopped from outside. */
  get msLeft(): number {
    return Math.max(0, this.limits.ms - (this.#now() - this.#started))
  }

  bytes(n: number): void {
    this.#bytes += n
    if (this.#bytes > this.limits.bytes) throw new BudgetError('bytes', this.limits.bytes)
    this.clock()
  }

  entries(n = 1): void {
    this.#entries += n
    if (this.#entries > this.limits.entries) throw new BudgetError('entries', this.limits.entries)
  }

  depth(level: number): void {
    if (level > this.limits.depth) throw new BudgetError('depth', this.limits.depth)
  }

  /** Cheap enough for inner loops when called once per block of work; looks at the clock every million steps. */
  steps(n = 1): void {
    this.#steps += n
    if (this.#steps > this.limits.steps) throw new BudgetError('steps', this.limits.steps)
    if (this.#steps >= this.#nextClock) {
      this.#nextClock = this.#steps + 1_000_000
      this.clock()
    }
  }

  clock(): void {
    if (this.#now() - this.#started > this.limits.ms) throw new BudgetError('ms', this.limits.ms)
  }
}
