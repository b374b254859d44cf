import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answered } from './link.ts'

/** What the thread of a writer is started with. */
export interface Opens {
  readonly path: string
  /** Milliseconds it waits for another process while it opens the file. */
  readonly timeout: number
}

export interface Asked {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export type Told = { readonly answered: Answered } | { readonly error: Fault }

/** What is left of an error on its way from the thread. */
interface Fault {
  readonly message: string
  readonly code: string | undefined
  readonly errcode: number | undefined
}

interface Waiting {
  readonly done: (answered: Answered) => void
  readonly failed: (error: Error) => void
}

/**
 * A connection in a thread of its own: what is written is flushed to the disk there, and whoever reads meanwhile is not
 * held up. Keeps the process alive only while something is being written.
 */
export class Writer {
  readonly #thread: Worker
  readonly #waiting: Waiting[] = []
  /** Why nothing can be written any more. */
  #gone: Error | undefined

  private constructor(opens: Opens) {
    const file = `./writer-thread${extname(import.meta.url)}`
    this.#thread = new Worker(new URL(file, import.meta.url), { workerData: opens, execArgv: [] })
    this.#thread.on('message', (told: Told) => {
      const { done, failed } = this.#waiting.shift()!
      if (this.#waiting.length === 0) this.#thread.unref()
      if ('answered' in told) done(told.answered)
      else failed(Object.assign(new Error(told.error.message), told.error))
    })
    const gone = (error: Error) => {
      this.#gone ??= error
      for (const { failed } of this.#waiting.splice(0)) failed(this.#gone)
    }
    this.#thread.on('error', gone)
    this.#thread.on('exit', () => gone(new Error('the database is closed')))
  }

  /** Rejects with the error of the database. */
  static async open(opens: Opens): Promise<Writer> {
    const writer = new Writer(opens)
    await writer.#told().catch(async (error: unknown) => {
      await writer.#thread.terminate()
      throw error
    })
    return writer
  }

  /** Rejects with the error of the database, or with what ended the thread. */
  run(sql: string, parameters: readonly unknown[]): Promise<Answered> {
    if (this.#gone) return Promise.reject(this.#gone)
    const told = this.#told()
    this.#thread.postMessage({ sql, parameters } satisfies Asked)
    return told
  }

  async close(): Promise<void> {
    if (this.#gone) return
    this.#thread.ref()
    const ended = once(this.#thread, 'exit')
    this.#thread.postMessage('end')
    await ended
  }

  #told(): Promise<Answered> {
    return new Promise((done, failed) => {
      this.#thread.ref()
      this.#waiting.push({ done, failed })
    })
  }
}
