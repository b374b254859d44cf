import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { ApiError } from './error.ts'

export interface ThreadLimits {
  /** At once, and waiting. */
  readonly at: number
  readonly waiting: number
  /** Milliseconds, from the last thing it was sent. */
  readonly time: number
  /** Megabytes of its heap. */
  readonly heap: number
  /** Whether one waits for the next work, its code loaded, once there was any. */
  readonly spare: boolean
}

export const THREAD_LIMITS: ThreadLimits = { at: 2, waiting: 16, time: 30_000, heap: 1536, spare: false }

/** A thread that was ended, or died, before it had answered. */
export class Stopped extends Error {
  readonly why: 'time' | 'memory' | 'broke'
  constructor(why: Stopped['why']) {
    super(`a thread was stopped: ${why}`)
    this.why = why
  }
}

interface Waits {
  readonly of: string
  readonly go: () => void
}

/**
 * Work that would hold up whoever asks meanwhile, each in a thread of its own that is gone when it has answered. Few at
 * once: the others wait, and whoever has nothing running comes first.
 */
export class Threads {
  readonly #file: URL
  readonly #limits: ThreadLimits
  readonly #running: string[] = []
  readonly #waiting: Waits[] = []
  #spare: Worker | undefined

  /** @param file what runs in the thread: it takes messages, and answers with one */
  constructor(file: URL, limits: ThreadLimits = THREAD_LIMITS) {
    this.#file = file
    this.#limits = limits
  }

  /**
   * The answer of a thread to what `feed` sends it. Throws `ApiError` where too much waits, `Stopped`, or what `feed` throws.
   * @param of whose work it is
   */
  async run<S, T>(of: string, feed: (send: (sent: S) => void) => Promise<void>): Promise<T> {
    await this.#enter(of)
    try {
      return await this.#answer(feed)
    } finally {
      this.#leave(of)
    }
  }

  async #answer<S, T>(feed: (send: (sent: S) => void) => Promise<void>): Promise<T> {
    const thread = this.#spare ?? this.#started()
    this.#spare = undefined
    thread.ref()
    const clock = new AbortController()
    const answered = new Promise<T>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return reject(new Stopped('memory'))
        process.stderr.write(`guiju: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
        reject(new Stopped('broke'))
      })
      thread.once('exit', () => reject(new Stopped('broke')))
    })
    // It may die while it is still being fed.
    answered.catch(() => undefined)
    try {
      await feed((sent) => thread.postMessage(sent))
      return await Promise.race([answered, late(this.#limits.time, clock.signal)])
    } finally {
      clock.abort()
      await thread.terminate()
      if (this.#limits.spare) this.#keepSpare()
    }
  }

  #started(): Worker {
    // It reads strangers' files: it is given no password of the environment, and its words on the console go nowhere.
    return new Worker(this.#file, {
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heap },
    })
  }

  /** Keeps the process alive no longer than its work does. */
  #keepSpare(): void {
    if (this.#spare) return
    const thread = this.#started()
    const gone = () => {
      if (this.#spare === thread) this.#spare = undefined
    }
    thread.on('error', gone).on('exit', gone).unref()
    this.#spare = thread
  }

  async #enter(of: string): Promise<void> {
    const { at, waiting } = this.#limits
    if (this.#running.length < at) {
      this.#running.push(of)
      return
    }
    const own = this.#waiting.filter((w) => w.of === of).length
    // Nobody takes all the places of the others.
    if (this.#waiting.length >= waiting || own >= Math.ceil(waiting / 2)) throw new ApiError('busy')
    await new Promise<void>((go) => this.#waiting.push({ of, go }))
  }

  #leave(of: string): void {
    this.#running.splice(this.#running.indexOf(of), 1)
    const fair = this.#waiting.findIndex((w) => !this.#running.includes(w.of))
    const [next] = this.#waiting.splice(Math.max(fair, 0), 1)
    if (!next) return
    this.#running.push(next.of)
    next.go()
  }
}

async function late(time: number, signal: AbortSignal): Promise<never> {
  await sleep(time, undefined, { signal }).catch(() => undefined)
  throw new Stopped('time')
}
