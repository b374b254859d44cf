import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from './database.ts'

/** Milliseconds after which a right is looked at again: a session also ends by time alone. */
export const RIGHTS_LAST = 1000
/** Answers kept, and characters of those that are texts. */
const MOST = 2000
const MOST_TEXT = 2 ** 24
/** Milliseconds for which what one request has seen is taken to be so by the rest of it. */
const SEEN_LASTS = 100

/** Of what a database shows: a greater one after every change that is seen. */
type Version = number

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
  readonly #look: (anew: boolean) => Version | Promise<Version>
  readonly #known = new Map<string, Known>()
  #text = 0
  #at = Number.NEGATIVE_INFINITY

  /** @param look what the database shows at the moment; anew, or as it was seen before in the same request */
  constructor(look: (anew: boolean) => Version | Promise<Version>) {
    this.#look = look
  }

  async read<T>(key: string, make: () => Promise<T>, lasts: number): Promise<T> {
    // Who cannot be told whether anything was written reads.
    const at = await orUnknown(this.#look(false))
    if (at === undefined || at < this.#at) return make()
    if (at > this.#at) {
      this.#known.clear()
      this.#text = 0
    }
    this.#at = at
    const known = this.#known.get(key)
    if (known && known.until > Date.now()) return known.value as T
    const value = await make()
    // What was made while something was written may be of before or after: it is kept by no one.
    const keep = (after: Version | undefined) => {
      if (this.#at === at && after === at) this.#keep(key, { value, until: Date.now() + lasts })
    }
    const after = orUnknown(this.#look(true))
    if (after instanceof Promise) void after.then(keep)
    else keep(after)
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

/** Undefined where it cannot be told. */
const orUnknown = (version: Version | Promise<Version>) =>
  version instanceof Promise ? version.catch(() => undefined) : version

/** What a request has seen of a database, and when. */
interface Seen {
  readonly version: Promise<Version>
  readonly until: number
  /** Changes this process had asked for by then. */
  readonly asked: number
}

const requests = new AsyncLocalStorage<Map<Glance, Seen>>()

/** One request: a database that has to be asked for what it shows is asked once, unless the request itself writes. */
export const inOneRequest = <T>(work: () => T): T => requests.run(new Map(), work)

/** Looks at a database that has to be asked, once for all who ask while it has not yet been asked again. */
export class Glance {
  readonly #ask: () => Promise<string>
  #asking: Promise<Version> | undefined
  #next: Promise<Version> | undefined
  #shown: string | undefined
  #version = 0
  #asked = 0

  /** @param ask tells what is visible: the same twice only where it is the same all the while */
  constructor(ask: () => Promise<string>) {
    this.#ask = ask
  }

  /** This process changes something. */
  changes(): void {
    this.#asked += 1
  }

  look(anew: boolean): Promise<Version> {
    const request = requests.getStore()
    const seen = request?.get(this)
    if (!anew && seen && seen.asked === this.#asked && seen.until > Date.now()) return seen.version
    const version = this.#now()
    request?.set(this, { version, until: Date.now() + SEEN_LASTS, asked: this.#asked })
    return version
  }

  /** What is on its way was asked before: it may be of then. */
  #now(): Promise<Version> {
    if (this.#asking) {
      const again = () => {
        this.#next = undefined
        return this.#now()
      }
      this.#next ??= this.#asking.then(again, again)
      return this.#next
    }
    this.#asking = this.#told().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  async #told(): Promise<Version> {
    const shown = await this.#ask()
    if (shown !== this.#shown) this.#version += 1
    this.#shown = shown
    return this.#version
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
