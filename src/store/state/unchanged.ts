import type { Db } from './database.ts'

/** Milliseconds after which a right is looked at again: a session also ends by time alone. */
export const RIGHTS_LAST = 1000
/** Answers kept, and characters of those that are texts. */
const MOST = 2000
const MOST_TEXT = 2 ** 24

interface Known {
  readonly value: unknown
  readonly until: number
}

const lengthOf = ({ value }: Known): number => (typeof value === 'string' ? value.length : 0)

/**
 * What was read, for as long as nothing was written: by this process or another, to whatever table. A right that is
 * taken away is gone with the next request.
 */
export class Unchanged {
  readonly #stamp: () => number
  readonly #known = new Map<string, Known>()
  #text = 0
  #at: number | undefined

  /** @param stamp differs after every change */
  constructor(stamp: () => number) {
    this.#stamp = stamp
  }

  async read<T>(key: string, make: () => Promise<T>, lasts: number): Promise<T> {
    const at = this.#stamp()
    if (at !== this.#at) {
      this.#known.clear()
      this.#text = 0
    }
    this.#at = at
    const known = this.#known.get(key)
    if (known && known.until > Date.now()) return known.value as T
    const value = await make()
    // What was made while something was written may be of before or after: it is kept by no one.
    if (this.#at === at && this.#stamp() === at) this.#keep(key, { value, until: Date.now() + lasts })
    return value
  }

  #keep(key: string, of: Known): void {
    this.#drop(key)
    this.#known.set(key, of)
    this.#text += lengthOf(of)
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MOST && this.#text <= MOST_TEXT) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const of = this.#known.get(key)
    if (of) this.#text -= lengthOf(of)
    this.#known.delete(key)
  }
}

const kept = new WeakMap<Db, Unchanged>()

export const keepUnchanged = (db: Db, of: Unchanged): void => void kept.set(db, of)

/** Whether the database can tell that nothing was written. */
export const keepsUnchanged = (db: Db): boolean => kept.has(db)

/**
 * Reads by a key, or what was read before where the database can tell that nothing was written since.
 * @param lasts milliseconds after which it is read again in any case
 */
export const unchanged = <T>(
  db: Db,
  key: string,
  make: () => Promise<T>,
  lasts = Number.POSITIVE_INFINITY,
): Promise<T> => kept.get(db)?.read(key, make, lasts) ?? make()
