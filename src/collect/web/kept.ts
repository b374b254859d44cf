/** What is used here of a page's databases and caches, whose types are those of browsers only. */
interface Asked<T> {
  readonly result: T
  onsuccess: () => void
  onerror: () => void
}
interface Opening extends Asked<Database> {
  readonly transaction: { abort(): void }
  onupgradeneeded: () => void
  onblocked: () => void
}
interface Database {
  readonly objectStoreNames: Iterable<string>
  onversionchange: () => void
  transaction(store: string): {
    objectStore(store: string): { openCursor(): Asked<Cursor | null> }
  }
  close(): void
}
interface Cursor {
  readonly key: unknown
  readonly value: unknown
  continue(): void
}
interface Keeps {
  readonly indexedDB: {
    databases(): Promise<readonly { readonly name: string }[]>
    open(name: string): Opening
  }
  readonly caches: {
    keys(): Promise<readonly string[]>
    open(name: string): Promise<{
      keys(): Promise<readonly { readonly url: string }[]>
      match(request: { readonly url: string }): Promise<Response | undefined>
    }>
  }
}

/** One thing kept in a page's databases or caches: where, under which name, and its words. */
export type Kept = readonly [place: 'indexedDB' | 'cache', name: string, value: string]

/**
 * Runs in a world of its own beside the page's, where nothing of the page's is wrapped. Reads the first records of
 * every database and the first answers of every cache, those that workers wrote too, and changes nothing.
 */
export async function readKept(): Promise<Kept[]> {
  const page = globalThis as typeof globalThis & Keeps
  const found: Kept[] = []
  const until = Date.now() + 700
  const full = () => found.length >= 100 || Date.now() > until
  const words = (value: unknown): string => {
    try {
      const bytes =
        value instanceof ArrayBuffer
          ? new Uint8Array(value)
          : ArrayBuffer.isView(value)
            ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
            : undefined
      if (bytes) return Array.from(bytes.slice(0, 64), (byte) => byte.toString(16).padStart(2, '0')).join('')
      return (typeof value === 'string' ? value : (JSON.stringify(value) ?? `${value}`)).slice(0, 2000)
    } catch {
      return ''
    }
  }
  const rowsOf = (db: Database, store: string): Promise<(readonly [key: unknown, value: unknown])[]> =>
    new Promise((resolve) => {
      const rows: (readonly [unknown, unknown])[] = []
      const request = db.transaction(store).objectStore(store).openCursor()
      request.onerror = () => resolve(rows)
      request.onsuccess = () => {
        const cursor = request.result
        if (!cursor || rows.length >= 20 || full()) resolve(rows)
        else {
          rows.push([cursor.key, cursor.value])
          cursor.continue()
        }
      }
    })
  const opened = (name: string): Promise<Database | undefined> =>
    new Promise((resolve) => {
      const request = page.indexedDB.open(name)
      // A database that went away meanwhile is not made anew.
      request.onupgradeneeded = () => request.transaction.abort()
      request.onerror = request.onblocked = () => resolve(undefined)
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close()
        resolve(request.result)
      }
    })
  try {
    for (const { name } of (await page.indexedDB.databases()).slice(0, 8)) {
      const db = full() ? undefined : await opened(name)
      if (!db) continue
      try {
        for (const store of [...db.objectStoreNames].slice(0, 8))
          for (const [key, value] of await rowsOf(db, store))
            found.push(['indexedDB', `${name}/${store}/${words(key).slice(0, 60)}`.slice(0, 200), words(value)])
      } finally {
        db.close()
      }
    }
  } catch {
    // No databases here, or none that may be read.
  }
  try {
    for (const name of (await page.caches.keys()).slice(0, 8)) {
      const cache = await page.caches.open(name)
      for (const request of (await cache.keys()).slice(0, 20)) {
        if (full()) break
        const answer = await cache.match(request)
        const type = answer?.headers.get('content-type') ?? ''
        const text = answer && /json|text\/plain|^$/.test(type) ? (await answer.text()).slice(0, 2000) : ''
        found.push(['cache', `${name} ${request.url}`.slice(0, 200), text])
      }
    }
  } catch {
    // No caches on a page that is not secure.
  }
  return found
}

export const KEPT_SCRIPT = `(${readKept.toString()})()`
