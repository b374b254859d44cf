import type { Readable, Writable } from 'node:stream'

/** Parameters and results are the protocol's own shapes. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol's messages have no types here
export type Message = Record<string, any>
type Listener = (params: Message) => void

/** A message may not be longer than this: a page chooses the size of what it makes the browser report. */
const LONGEST = 64 << 20

/** The DevTools protocol over a pair of pipes: no port is open, and the browser ends with its pipe. */
export class Cdp {
  readonly #out: Writable
  readonly #waiting = new Map<number, { resolve: (value: Message) => void; reject: (error: Error) => void }>()
  readonly #sessions = new Map<string, Session>()
  readonly root: Session
  #last = 0
  #closed = false

  constructor(out: Writable, into: Readable) {
    this.#out = out
    this.root = new Session(this, undefined)
    let rest: Buffer[] = []
    let size = 0
    into.on('data', (piece: Buffer) => {
      for (let from = 0; ; ) {
        const end = piece.indexOf(0, from)
        if (end < 0) {
          rest.push(piece.subarray(from))
          size += piece.length - from
          if (size > LONGEST) this.close()
          return
        }
        rest.push(piece.subarray(from, end))
        const text = Buffer.concat(rest).toString('utf8')
        rest = []
        size = 0
        from = end + 1
        this.#take(text)
      }
    })
    into.on('close', () => this.close())
    into.on('error', () => this.close())
    out.on('error', () => this.close())
  }

  get closed(): boolean {
    return this.#closed
  }

  #take(text: string): void {
    let message: Message
    try {
      message = JSON.parse(text) as Message
    } catch {
      return
    }
    if (message['id'] !== undefined) {
      const waiting = this.#waiting.get(message['id'])
      this.#waiting.delete(message['id'])
      if (message['error']) waiting?.reject(new Error(String(message['error'].message)))
      else waiting?.resolve(message['result'] ?? {})
      return
    }
    const session = message['sessionId'] === undefined ? this.root : this.#sessions.get(message['sessionId'])
    session?.emit(message['method'], message['params'] ?? {})
  }

  session(id: string): Session {
    const known = this.#sessions.get(id)
    if (known) return known
    const made = new Session(this, id)
    this.#sessions.set(id, made)
    return made
  }

  send(session: string | undefined, method: string, params: Message): Promise<Message> {
    if (this.#closed) return Promise.reject(new Error('the browser has ended'))
    const id = ++this.#last
    const answer = new Promise<Message>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.#out.write(`${JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) })}\0`)
    return answer
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const { reject } of this.#waiting.values()) reject(new Error('the browser has ended'))
    this.#waiting.clear()
  }
}

/** One attached target. */
export class Session {
  readonly #cdp: Cdp
  readonly id: string | undefined
  readonly #listeners = new Map<string, Listener[]>()

  constructor(cdp: Cdp, id: string | undefined) {
    this.#cdp = cdp
    this.id = id
  }

  send(method: string, params: Message = {}): Promise<Message> {
    return this.#cdp.send(this.id, method, params)
  }

  /** Sends where a failure means nothing: the target may be gone already. */
  async try(method: string, params: Message = {}): Promise<Message | undefined> {
    try {
      return await this.send(method, params)
    } catch {
      return undefined
    }
  }

  on(method: string, listener: Listener): void {
    const known = this.#listeners.get(method)
    if (known) known.push(listener)
    else this.#listeners.set(method, [listener])
  }

  emit(method: string, params: Message): void {
    for (const listener of this.#listeners.get(method) ?? []) listener(params)
  }
}

/** The value, or undefined when it takes longer than `ms`. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
