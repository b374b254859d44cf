import { type Message, type Session, within } from './cdp.ts'
import { controlFor } from './consent.ts'
import { type Answer, answerOf, asksConsent, type Dialog, promptOf } from './dialog.ts'
import { LONGEST_BODY, type Watch } from './events.ts'
import { hookScript } from './hooks.ts'
import { watchNetwork } from './network.ts'
import { type StoredItem, storedIn } from './storage.ts'
import { GRID, type PageView, STYLES, viewOf } from './view.ts'

export interface Device {
  readonly width: number
  readonly height: number
  readonly userAgent: string
  readonly metadata: Message
  readonly location?: { readonly latitude: number; readonly longitude: number }
  readonly noise: number
  readonly clipboard: string
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A page that asks more often than this in one load asks without end: the last question is left standing. */
const MOST_QUESTIONS = 6

/** How long a page may take to answer at all, in ms. */
export const PATIENT_MS = 10_000

/** Why an address led nowhere: the browser's word (`ERR_CERT_DATE_INVALID`), the guard's (`private`) or `time`. */
export interface Failure {
  readonly why: string
  /** The last address on the way, after redirects. */
  readonly url: string
}

/** A request that has waited longer than this no longer keeps the page from being quiet. */
const PATIENCE = 1500

/** One page of one context, as a person with a phone has it before them. */
export class Tab {
  readonly session: Session
  readonly watch: Watch
  readonly device: Device
  readonly #binding: string
  #url = 'about:blank'
  #loaded = false
  #status: number | undefined
  #gone = false
  #frame = ''
  #failure: Failure | undefined
  #asking = ''
  /** Answers `confirm` with yes: only while a withdrawal is tried. */
  acceptDialogs = false
  /** What is done with a box of the browser's own that asks for consent; every other is closed. */
  questions: 'hold' | 'agree' | 'refuse' = 'hold'
  #held: Dialog | undefined
  #stopped = Promise.withResolvers<undefined>()
  #asked = 0
  /** Resolves when a popup of this tab is known by its address. */
  onPopup: ((url: string) => void) | undefined

  constructor(session: Session, watch: Watch, device: Device) {
    this.session = session
    this.watch = watch
    this.device = device
    this.#binding = `f${Math.random().toString(36).slice(2)}`
  }

  get url(): string {
    return this.#url
  }

  /** Status of the document in view, where it came over the network. */
  get status(): number | undefined {
    return this.#status
  }

  /** Why the last address that was opened led nowhere. */
  get failure(): Failure | undefined {
    return this.#failure
  }

  get gone(): boolean {
    return this.#gone
  }

  /** A box that asks for consent and stands before the page. */
  get held(): Dialog | undefined {
    return this.#held
  }

  async answer(answer: Answer): Promise<void> {
    this.#release()
    await this.#close(answer)
  }

  #hold(dialog: Dialog): void {
    this.#held = dialog
    this.#stopped.resolve(undefined)
  }

  #release(): void {
    if (!this.#held) return
    this.#held = undefined
    this.#stopped = Promise.withResolvers()
  }

  async #close({ accept, text }: Answer): Promise<void> {
    const words = text === undefined ? {} : { promptText: text }
    await within(this.session.try('Page.handleJavaScriptDialog', { accept, ...words }), 1500)
  }

  async prepare(): Promise<void> {
    const { session, device } = this
    this.#listen()
    watchNetwork(session, this.watch, () => this.#url, undefined)
    await Promise.all([
      session.send('Page.enable'),
      session.send('DOM.enable'),
      session.send('Network.enable', { maxPostDataSize: LONGEST_BODY }),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: this.#binding }),
      session.send('Emulation.setDeviceMetricsOverride', {
        width: device.width,
        height: device.height,
        deviceScaleFactor: 1,
        mobile: true,
        screenWidth: device.width,
        screenHeight: device.height,
      }),
      session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 }),
      session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
      session.send('Emulation.setUserAgentOverride', {
        userAgent: device.userAgent,
        acceptLanguage: 'zh-CN,zh;q=0.9',
        platform: 'Linux armv81',
        userAgentMetadata: device.metadata,
      }),
      session.try('Emulation.setLocaleOverride', { locale: 'zh-CN' }),
      device.location && session.send('Emulation.setGeolocationOverride', { ...device.location, accuracy: 20 }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: hookScript(this.#binding, device.noise, device.clipboard),
      }),
      session.try('DOMStorage.enable'),
      session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ])
    await session.try('Runtime.runIfWaitingForDebugger')
  }

  #listen(): void {
    const { session, watch } = this
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name !== this.#binding) return
      try {
        const { api, at, detail, stack } = JSON.parse(payload) as Record<string, unknown>
        if (typeof api !== 'string' || typeof at !== 'number') return
        watch.add({
          kind: 'call',
          at,
          api: api.slice(0, 80),
          page: this.#url,
          ...(typeof detail === 'string' ? { detail: detail.slice(0, 4000) } : {}),
          ...(typeof stack === 'string' ? { stack: stack.slice(0, 1500) } : {}),
        })
      } catch {
        // A page cannot name the binding; what is not ours is dropped.
      }
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#url = `${frame.url}${frame.urlFragment ?? ''}`
      this.#frame = frame.id
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.#frame) this.#url = url
    })
    session.on('Page.lifecycleEvent', ({ frameId, name }) => {
      if (frameId !== this.#frame && this.#frame !== '') return
      if (name === 'init') this.#loaded = false
      if (name === 'load') this.#loaded = true
    })
    const main = ({ type, frameId }: Message) => type === 'Document' && (frameId === this.#frame || this.#frame === '')
    session.on('Network.requestWillBeSent', (p) => {
      if (main(p)) this.#asking = String(p['request'].url)
    })
    session.on('Network.responseReceived', (p) => {
      if (!main(p)) return
      this.#status = Number(p['response'].status)
      const refused = p['response'].headers?.['x-guiju-refused'] as string | undefined
      if (refused !== undefined) this.#failure = { why: refused, url: String(p['response'].url) }
    })
    session.on('Page.javascriptDialogOpening', ({ type, message }) => {
      watch.add({
        kind: 'dialog',
        at: Date.now(),
        page: this.#url,
        detail: `${type}: ${String(message).slice(0, 4000)}`,
      })
      if (type === 'beforeunload') void this.#close({ accept: true })
      else this.#ask({ type, message: String(message).slice(0, 4000) })
    })
    session.on('Inspector.targetCrashed', () => {
      this.#gone = true
      watch.add({ kind: 'crash', at: Date.now(), page: this.#url, detail: '' })
    })
    session.on('Inspector.detached', () => {
      this.#gone = true
    })
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const worker = this.sessionOf(String(sessionId))
      if (targetInfo.type !== 'iframe') watchNetwork(worker, watch, () => this.#url, 'worker')
      // Not one after the other's answer: a worker that waits answers nothing but this.
      void worker.try('Network.enable', { maxPostDataSize: LONGEST_BODY })
      void worker.try('Runtime.runIfWaitingForDebugger')
    })
  }

  #ask(dialog: Dialog): void {
    if (!asksConsent(dialog)) {
      void this.#close({ accept: this.acceptDialogs })
      return
    }
    const control = this.questions === 'hold' ? undefined : controlFor(promptOf(dialog), this.questions)
    if (!control || ++this.#asked > MOST_QUESTIONS) this.#hold(dialog)
    else void this.#close(answerOf(dialog, control))
  }

  /** Set by the context: finds the session of an attached target. */
  sessionOf: (id: string) => Session = () => this.session

  async navigate(url: string): Promise<void> {
    this.#loaded = false
    this.#status = undefined
    this.#asked = 0
    if (this.#held) await this.answer({ accept: false })
    this.#failure = undefined
    this.#asking = url
    const answer = await within(this.session.try('Page.navigate', { url }), PATIENT_MS)
    const error = answer?.['errorText'] as string | undefined
    if (error !== undefined) this.#loaded = true
    // What the guard said of it is nearer the cause than what the browser made of that.
    if (!answer) this.#failure ??= { why: 'time', url: this.#asking }
    else if (error !== undefined) this.#failure ??= { why: error.replace(/^net::/, ''), url: this.#asking }
  }

  async reload(): Promise<void> {
    this.#loaded = false
    this.#asked = 0
    this.#release()
    await within(this.session.try('Page.reload'), 5000)
  }

  /**
   * Waits until the page has loaded and the network has been quiet for `quiet` ms, at least `least` and at most `most`
   * ms from now.
   */
  async settle(quiet: number, least: number, most: number): Promise<void> {
    const start = Date.now()
    for (;;) {
      await pause(40)
      const now = Date.now()
      if (this.#gone || now - start >= most) return
      if (now - start < least) continue
      const waits = [...this.watch.pending.values()].some((began) => now - began < PATIENCE)
      if (waits || now - this.watch.lastChange < quiet) continue
      if (this.#loaded || this.#held || now - start > 3000) return
    }
  }

  /** Everything in view, with what is on top at a grid of points. */
  async view(): Promise<PageView | undefined> {
    const { width, height } = this.device
    if (this.#held) return undefined
    const snapshot = await Promise.race([
      within(
        this.session.try('DOMSnapshot.captureSnapshot', {
          computedStyles: STYLES,
          includeBlendedBackgroundColors: true,
        }),
        5000,
      ),
      this.#stopped.promise,
    ])
    if (!snapshot) return undefined
    const view = viewOf(snapshot, width, height)
    const index = new Map(view.nodes.map((node, at) => [node.id, at]))
    const points: Promise<number>[] = []
    for (let row = 0; row < GRID.rows; row++)
      for (let column = 0; column < GRID.columns; column++)
        points.push(
          this.session
            .try('DOM.getNodeForLocation', {
              x: Math.round(((column + 0.5) * width) / GRID.columns),
              y: Math.round(((row + 0.5) * height) / GRID.rows),
              includeUserAgentShadowDOM: false,
            })
            .then((found) => index.get(found?.['backendNodeId']) ?? -1),
        )
    const grid = (await within(Promise.all(points), 2000)) ?? []
    return { ...view, url: this.#url, grid }
  }

  /** Touches the middle of a node, scrolled into view first. */
  async tap(node: number): Promise<boolean> {
    const { session } = this
    await within(session.try('DOM.scrollIntoViewIfNeeded', { backendNodeId: node }), 1000)
    const quads = (await within(session.try('DOM.getContentQuads', { backendNodeId: node }), 1000))?.['quads'] as
      | number[][]
      | undefined
    const quad = quads?.find((q) => Math.abs((q[2]! - q[0]!) * (q[5]! - q[1]!)) > 1)
    if (quad) {
      const x = (quad[0]! + quad[4]!) / 2
      const y = (quad[1]! + quad[5]!) / 2
      if (x >= 0 && x < this.device.width && y >= 0 && y < this.device.height) {
        await within(session.try('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] }), 1500)
        await within(session.try('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }), 1500)
        return true
      }
    }
    return this.press(node)
  }

  /** Calls the node's own click, for what cannot be touched. */
  async press(node: number): Promise<boolean> {
    const resolved = await within(this.session.try('DOM.resolveNode', { backendNodeId: node }), 1000)
    const objectId = resolved?.['object']?.objectId as string | undefined
    if (objectId === undefined) return false
    await within(
      this.session.try('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: 'function () { this.click && this.click() }',
        userGesture: true,
      }),
      1500,
    )
    return true
  }

  /** Types into a field without leaving it. */
  async type(node: number, text: string): Promise<void> {
    await within(this.session.try('DOM.focus', { backendNodeId: node }), 500)
    await within(this.session.try('Input.insertText', { text }), 500)
  }

  async scroll(distance: number): Promise<void> {
    const { width, height } = this.device
    const at = { x: width / 2, y: height / 2 }
    await within(
      this.session.try('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY: distance }),
      1000,
    )
  }

  /** A JPEG of what is in view. */
  async picture(): Promise<Buffer | undefined> {
    if (this.#held) return undefined
    const taken = await within(
      this.session.try('Page.captureScreenshot', { format: 'jpeg', quality: 55, optimizeForSpeed: true }),
      4000,
    )
    return taken ? Buffer.from(String(taken['data']), 'base64') : undefined
  }

  /** What the page's frames keep; nothing while a box stands before them. */
  async storage(): Promise<StoredItem[]> {
    return this.#held ? [] : storedIn(this.session)
  }
}
