import { chmodSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { sqlite } from '../sqlite.ts'
import { Link } from './link.ts'
import type { Asked, Opens, Told } from './writer.ts'

/** The thread of a writer: opens its database, and runs what it is sent, one statement after the other. */

const { path, timeout } = workerData as Opens
const { DatabaseSync } = await sqlite()
const tell = (told: Told) => parentPort!.postMessage(told)

function attempt<T>(work: () => T, then: (made: T) => Told): T | undefined {
  try {
    const made = work()
    tell(then(made))
    return made
  } catch (error) {
    const { message, code, errcode } = error as Error & { readonly code?: string; readonly errcode?: number }
    tell({ error: { message, code, errcode } })
    return undefined
  }
}

const link = attempt(
  () => {
    const db = new DatabaseSync(path, { timeout })
    // Passwords and tokens are hashed, yet the file is its owner's alone.
    chmodSync(path, 0o600)
    db.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 0; pragma cache_size = -65536',
    )
    return new Link(db)
  },
  () => ({ answered: { rows: [] } }),
)
parentPort!.on('message', (asked: Asked | 'end') => {
  if (asked !== 'end')
    attempt(
      () => link!.run(asked.sql, asked.parameters),
      (answered) => ({ answered }),
    )
  else {
    link?.close()
    parentPort!.close()
  }
})
