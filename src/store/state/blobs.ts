import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Uploads by content, each once, under its SHA-256; on disk, or where any number of processes share them. */
export interface BlobStore {
  /** Keeps a stream. Rejects with `TooLarge` above the limit, and with the stream's own error; nothing is left of either. */
  write(from: AsyncIterable<Uint8Array>, limit: number): Promise<Written>
  /** Its bytes; the last of them only when all are what the name says. Throws `NoBlob`, `StorageError`. */
  read(sha256: string): AsyncIterable<Uint8Array>
  /** Lays its bytes down as a file, whole or not at all. Rejects with `NoBlob`, `StorageError`. */
  lay(sha256: string, path: string): Promise<void>
  has(sha256: string): Promise<boolean>
  remove(sha256: string): Promise<void>
  /** Names of all that is kept. */
  list(): AsyncIterable<string>
}

export interface Written {
  readonly sha256: string
  readonly bytes: number
}

export class TooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super(`larger than ${limit} bytes`)
    this.name = 'TooLarge'
    this.limit = limit
  }
}

export class NoBlob extends Error {
  constructor(sha256: string) {
    super(`there is no ${sha256}`)
    this.name = 'NoBlob'
  }
}

/** What keeps the uploads does not do what was asked of it: `why` is a code of it or of the network, or `digest`. */
export class StorageError extends Error {
  readonly why: string
  constructor(why: string) {
    super(`the storage of uploads: ${why}`)
    this.name = 'StorageError'
    this.why = why
  }
}

const SHA256 = /^[0-9a-f]{64}$/

/** The name again. Throws for one that is none. */
export function named(sha256: string): string {
  if (!SHA256.test(sha256)) throw new TypeError('no SHA-256')
  return sha256
}

/** Writes a stream to a new file in a folder and flushes it. Nothing is left where that fails. */
export async function received(
  folder: string,
  from: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Written & { readonly path: string }> {
  const path = join(folder, randomUUID())
  await mkdir(folder, { recursive: true })
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      for await (const chunk of from) {
        bytes += chunk.byteLength
        if (bytes > limit) throw new TooLarge(limit)
        hash.update(chunk)
        await file.writeFile(chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    return { path, sha256: hash.digest('hex'), bytes }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** A stream as it is, its last chunk held back until all of it is known to be right. */
export async function* verified(from: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let held: Uint8Array | undefined
  for await (const chunk of from) {
    if (held) yield held
    hash.update(chunk)
    held = chunk
  }
  if (hash.digest('hex') !== sha256) throw new StorageError('digest')
  if (held) yield held
}

/** In a folder of a store. */
export class Blobs implements BlobStore {
  readonly #folder: string

  constructor(store: string) {
    this.#folder = join(store, 'artifacts')
  }

  #path(sha256: string): string {
    return join(this.#folder, named(sha256).slice(0, 2), sha256)
  }

  async write(from: AsyncIterable<Uint8Array>, limit: number): Promise<Written> {
    const { path, sha256, bytes } = await received(join(this.#folder, 'incoming'), from, limit)
    try {
      const place = this.#path(sha256)
      await mkdir(dirname(place), { recursive: true })
      await rename(path, place)
      return { sha256, bytes }
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
  }

  async *read(sha256: string): AsyncGenerator<Uint8Array> {
    try {
      yield* verified(createReadStream(this.#path(sha256)), sha256)
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new NoBlob(sha256) : error
    }
  }

  async lay(sha256: string, path: string): Promise<void> {
    const from = this.#path(sha256)
    try {
      await link(from, path).catch(() => copyFile(from, path))
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' && !(await this.has(sha256)) ? new NoBlob(sha256) : error
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.#path(sha256)).catch(() => undefined)) !== undefined
  }

  remove(sha256: string): Promise<void> {
    return rm(this.#path(sha256), { force: true })
  }

  async *list(): AsyncGenerator<string> {
    for (const start of (await readdir(this.#folder).catch(() => [])).filter((name) => name.length === 2).sort())
      yield* (await readdir(join(this.#folder, start))).filter((name) => SHA256.test(name)).sort()
  }
}
