/** What happened in a run, in the order it was seen. Times are milliseconds since 1970 by this machine's clock. */
export type RunEvent = RequestEvent | CallEvent | OtherEvent

export interface RequestEvent {
  readonly kind: 'request'
  readonly at: number
  readonly url: string
  readonly method: string
  /** The browser's word: Document, Script, Image, XHR, Fetch, Ping, WebSocket … */
  readonly type: string
  /** Address of the page that was open. */
  readonly page: string
  readonly body?: string
  /** Cookies sent with it, as the header has them. */
  readonly cookie?: string
  /** `Set-Cookie` headers of the answer. */
  readonly sets?: readonly string[]
  readonly status?: number
  readonly mime?: string
  /** Why the guard let it not pass. */
  readonly refused?: string
  /** Address that redirected here. */
  readonly from?: string
  /** Address of the script or document that asked. */
  readonly by?: string
  /** Address in its `Referer` header, where that is more than an origin. */
  readonly referrer?: string
  readonly via?: 'worker' | 'popup'
}

export interface CallEvent {
  readonly kind: 'call'
  readonly at: number
  readonly api: string
  readonly page: string
  readonly detail?: string
  readonly stack?: string
}

export interface OtherEvent {
  readonly kind: 'popup' | 'dialog' | 'download' | 'crash'
  readonly at: number
  readonly page: string
  readonly detail: string
}

/** More than this of one context is not kept. */
export const MOST_EVENTS = 6000
export const LONGEST_URL = 8192
export const LONGEST_BODY = 65_536

type Open<T> = { -readonly [K in keyof T]: T[K] }

/** Everything one browser context did. */
export class Watch {
  readonly events: RunEvent[] = []
  #cut = false
  readonly #requests = new Map<string, Open<RequestEvent>>()
  /** Requests not answered yet, with the time they began. */
  readonly pending = new Map<string, number>()
  lastChange = 0

  get cut(): boolean {
    return this.#cut
  }

  add(event: RunEvent): void {
    if (this.events.length >= MOST_EVENTS) {
      this.#cut = true
      return
    }
    this.events.push(event)
  }

  request(id: string, event: RequestEvent, waits: boolean): void {
    this.#requests.set(id, event)
    this.add(event)
    this.lastChange = Date.now()
    if (waits) this.pending.set(id, this.lastChange)
  }

  change(id: string, values: Partial<RequestEvent>): void {
    const known = this.#requests.get(id)
    if (known) Object.assign(known, values)
  }

  has(id: string): boolean {
    return this.#requests.has(id)
  }

  finish(id: string): void {
    if (this.pending.delete(id)) this.lastChange = Date.now()
  }
}
