import { Browser, findBrowser } from './browser.ts'
import { within } from './cdp.ts'
import { Context, type PhaseName } from './context.ts'
import { Guard, type Refusal } from './guard.ts'
import { harOf } from './har.ts'
import { agreed, Phase, type PromptPolicy, refused, Unopened, untouched } from './phases.ts'
import { htmlOf, isPolicyText, policyRoot } from './policy-page.ts'
import { Recording } from './recording.ts'
import type { PolicyVisit, Run, RunFiles, Walk } from './run-model.ts'
import { type Failure, PATIENT_MS, type Tab } from './tab.ts'
import { Walker } from './walk.ts'

export interface RunOptions {
  /** Lets pages of loopback and private addresses be opened. */
  readonly allowPrivate?: boolean
  /** Wall-clock milliseconds for all of it. */
  readonly ms?: number
  /** Bytes the pages may receive and send. */
  readonly bytes?: number
  /** Names answered at a fixed `address:port`; for tests. */
  readonly hosts?: ReadonlyMap<string, string>
}

export const RUN_LIMITS = { ms: 60_000, bytes: 80 << 20 } as const
/** What a walk may take of the time, in ms. */
const WALK_MS = 20_000
/** How long the first connection may take, in ms. */
const REACH_MS = 10_000

/** Why there is no run at all. */
export interface NoRun {
  readonly code:
    | 'url'
    | 'credentials'
    | 'browser'
    | 'private'
    | 'name'
    | 'connect'
    | 'slow'
    | 'tls'
    | 'redirect'
    | 'redirects'
    | 'download'
    | 'answer'
  /** Host, browser's word or the like, as the message needs it. Never user name or password. */
  readonly what: string
}

/**
 * The consent run: opens the page in three fresh contexts, untouched, refused and agreed, and writes down what it does
 * in each. Never throws for what a page does; leaves no process and no profile behind.
 */
export async function runConsent(address: string, options: RunOptions = {}): Promise<RunFiles | NoRun> {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return { code: 'url', what: '' }
  if (url.username !== '' || url.password !== '') return { code: 'credentials', what: url.host }
  const start = Date.now()
  const recording = new Recording(start + (options.ms ?? RUN_LIMITS.ms))
  const guard = new Guard({
    allowPrivate: options.allowPrivate === true,
    bytes: options.bytes ?? RUN_LIMITS.bytes,
    ...(options.hosts ? { hosts: options.hosts } : {}),
  })
  const unopened = await guard.reach(url, REACH_MS)
  if (unopened) return unopened
  const program = await findBrowser()
  if (!program) return { code: 'browser', what: '' }
  let browser: Browser | undefined
  try {
    const port = await guard.open()
    try {
      browser = await Browser.start(program)
    } catch (error) {
      return { code: 'browser', what: (error as Error).message }
    }
    const made = await within(phases(browser, port, url.href, recording), recording.left)
    if (!made) recording.problem({ code: 'budget', where: 'ms', detail: String(options.ms ?? RUN_LIMITS.ms) })
    const done = made ?? { phases: [], walk: undefined, policy: undefined, failures: [] }
    const first = done.phases.find((phase) => phase.name === 'untouched')
    const saved = done.phases.some((phase) => phase.events.some((event) => event.kind === 'download'))
    if (made && done.failures.length === done.phases.length) return noRun(done.failures[0]!, url, guard.refused, saved)
    for (const [host, why] of guard.refused)
      recording.problem({ code: why === 'bytes' ? 'budget' : 'refused', where: host, detail: why })
    const shown = first?.marks.find((mark) => mark.act === 'shown')
    // Behind a box of the browser's own the first view is not to be seen: the one after agreeing tells the title.
    const titled = [shown, ...done.phases.flatMap((phase) => phase.marks)].find((mark) => mark?.view !== undefined)
    const page = titled?.view === undefined ? undefined : recording.views[titled.view]
    const run: Run = {
      schema: 'guiju/run/1',
      target: url.href,
      url: shown && /^https?:/.test(shown.url) ? shown.url : url.href,
      title: page?.title ?? '',
      startedAt: new Date(start).toISOString(),
      ms: Date.now() - start,
      bytes: guard.bytes,
      browser: browser.info,
      phases: done.phases,
      ...(done.walk ? { walk: done.walk } : {}),
      ...(done.policy ? { policy: done.policy } : {}),
      views: recording.views,
      problems: recording.problems,
    }
    const files = new Map(recording.files)
    for (const phase of run.phases)
      files.set(`${phase.name}.har`, Buffer.from(harOf(phase.name, run.title, run.url, phase.events)))
    files.set('run.json', Buffer.from(`${JSON.stringify(run)}\n`))
    return { run, files }
  } finally {
    await browser?.close()
    guard.close()
  }
}

/** What the browser or the guard says of an address that led nowhere, as a reason for the person who gave it. */
export function noRun({ why, url }: Failure, asked: URL, refused: ReadonlyMap<string, Refusal>, saved: boolean): NoRun {
  const last = URL.parse(url) ?? asked
  const word = why === 'ERR_TUNNEL_CONNECTION_FAILED' ? (refused.get(last.hostname) ?? 'connect') : why
  if (word === 'private')
    return last.hostname === asked.hostname
      ? { code: 'private', what: last.host }
      : { code: 'redirect', what: last.host }
  if (word === 'name' || word === 'ERR_NAME_NOT_RESOLVED') return { code: 'name', what: last.hostname }
  if (word === 'connect') return { code: 'connect', what: last.host }
  if (word === 'time' || /TIMED_OUT/.test(word)) return { code: 'slow', what: String(PATIENT_MS / 1000) }
  if (/^ERR_(?:CERT|SSL|BAD_SSL|TLS|ECH)/.test(word)) return { code: 'tls', what: `${last.host} ${word}` }
  if (word === 'ERR_TOO_MANY_REDIRECTS') return { code: 'redirects', what: last.host }
  if (word === 'ERR_ABORTED' && saved) return { code: 'download', what: last.host }
  return { code: 'answer', what: `${last.host} ${word}` }
}

async function phases(browser: Browser, port: number, url: string, recording: Recording) {
  const names: readonly PhaseName[] = ['untouched', 'refused', 'agreed']
  const opened = await Promise.all(
    names.map(async (name, i) => new Phase(await Context.open(browser, name, i, name !== 'refused', port), recording)),
  )
  const [first, second, third] = opened as [Phase, Phase, Phase]
  let walk: Walk | undefined
  let policy: PolicyVisit | undefined
  let fromPrompt: PromptPolicy | undefined
  const failures: Failure[] = []
  const guarded = (phase: Phase, run: () => Promise<void>) => watched(phase, run, failures)
  await Promise.all([
    guarded(first, async () => {
      fromPrompt = await untouched(first, url)
    }),
    guarded(second, () => refused(second, url)),
    guarded(third, async () => {
      const tab = await agreed(third, url)
      if (tab.gone || tab.held || !/^https?:/.test(tab.url)) return
      const walker = new Walker(third, tab, Date.now() + Math.min(WALK_MS, recording.left - 4000))
      walk = await walker.walk()
      policy = await keepPolicy(walker, tab, recording)
    }),
  ])
  policy ??= await keepFromPrompt(first, fromPrompt)
  return { phases: opened.map((phase) => phase.run()), walk, policy, failures }
}

/** A phase that breaks is a phase that is not whole. */
async function watched(phase: Phase, run: () => Promise<void>, failures: Failure[]): Promise<void> {
  try {
    await run()
  } catch (error) {
    phase.whole = false
    if (error instanceof Unopened) failures.push(error.failure)
    phase.recording.problem({ code: 'browser', where: phase.context.name, detail: (error as Error).message })
  }
}

/** Keeps the policy's text as a page of its own, with a picture. */
async function keepPolicy(walker: Walker, tab: Tab, recording: Recording): Promise<PolicyVisit | undefined> {
  const found = walker.policy
  if (!found) return undefined
  const root = found.modal ? policyRoot(found.view) : undefined
  let html = htmlOf(found.view, root)
  let shot: string | undefined
  if (await walker.showPolicy()) {
    shot = await recording.picture(tab, 'policy')
    if (!found.modal) {
      const source = await outerHtml(tab)
      if (source !== undefined && plainLength(source) >= plainLength(html) * 0.9) html = source
    }
  }
  recording.files.set('policy.html', Buffer.from(html))
  const status = walker.status(found.id)
  return {
    url: found.url,
    file: 'policy.html',
    view: walker.viewNumber(found.id),
    ...(status === undefined ? {} : { status }),
    ...(shot === undefined ? {} : { shot }),
  }
}

/** The policy that only the first prompt led to. */
async function keepFromPrompt(phase: Phase, found: PromptPolicy | undefined): Promise<PolicyVisit | undefined> {
  if (!found || !isPolicyText(found.view, found.label, found.modal)) return undefined
  const mark = phase.marks.at(-1)
  const { view, modal, tab } = found
  let html = htmlOf(view, modal ? policyRoot(view) : undefined)
  const source = modal ? undefined : await outerHtml(tab)
  if (source !== undefined && plainLength(source) >= plainLength(html) * 0.9) html = source
  phase.recording.files.set('policy.html', Buffer.from(html))
  return {
    url: tab.url,
    file: 'policy.html',
    view: mark?.view ?? 0,
    ...(tab.status === undefined ? {} : { status: tab.status }),
    ...(mark?.shot === undefined ? {} : { shot: mark.shot }),
  }
}

async function outerHtml(tab: Tab): Promise<string | undefined> {
  const root = await within(tab.session.try('DOM.getDocument', { depth: 0 }), 1500)
  const nodeId = root?.['root']?.nodeId as number | undefined
  if (nodeId === undefined) return undefined
  const html = await within(tab.session.try('DOM.getOuterHTML', { nodeId, includeShadowDOM: true }), 3000)
  const text = html?.['outerHTML'] as string | undefined
  return text === undefined ? undefined : `<meta charset="utf-8">${text.slice(0, 8 << 20)}`
}

const plainLength = (html: string): number =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, '').length
