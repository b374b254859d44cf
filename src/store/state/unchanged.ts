import type { Db } from './database.ts'

/** Milliseconds after which what time alone may end, as a session, is looked at again. */
const LONGEST = 1000
const MOST = 5000

/**
 * What was read, for as long as nothing was written: by this process or another, to whatever table. A right that is
 * taken away is gone with the next request.
 */
export class Unchanged {
  readonly #stamp: () => number
  readonly #known = new Map<string, unknown>()
  #at: number | undefined
  #until = 0

  /** @param stamp differs after every change */
  constructor(stamp: () => number) {
    this.#stamp = stamp
  }

  async read<T>(key: string, make: () => Promise<T>): Promise<T> {
    const at = this.#stamp()
    if (at !== this.#at || Date.now() > this.#until || this.#known.size >= MOST) {
      this.#known.clear()
      this.#at = at
      this.#until = Date.now() + LONGEST
    }
    if (this.#known.has(key)) return this.#known.get(key) as T
    const made = await make()
    // What was made while something was written may be of before or after: it is kept by no one.
    if (this.#at === at && this.#stamp() === at) this.#known.set(key, made)
    return made
  }
}

const kept = new WeakMap<Db, Unchanged>()

export const keepUnchanged = (db: Db, of: Unchanged): void => void kept.set(db, of)

/** Reads by a key, or what was read before where the database can tell that nothing was written since. */
export const unchanged = <T>(db: Db, key: string, make: () => Promise<T>): Promise<T> =>
  kept.get(db)?.read(key, make) ?? make()
