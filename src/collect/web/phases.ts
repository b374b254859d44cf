import { controlFor, findPrompt, type Prompt, pressable } from './consent.ts'
import type { Context } from './context.ts'
import { look, type Recording } from './recording.ts'
import type { Mark, PhaseRun, Stored } from './run-model.ts'
import type { Tab } from './tab.ts'
import { type PageView, View } from './view.ts'
import { OTHER_DOCUMENT } from './words.ts'

/** How long a first visit is watched without a touch, in ms. Trackers that wait for a while are the reason. */
const UNTOUCHED_MS = 3600
/** How long after a refusal, and after agreement. */
const REFUSED_MS = 2600
const AGREED_MS = 1300
/** A prompt may come late. */
const PROMPT_MS = 2600

/** One context's run, written down as it goes. */
export class Phase {
  readonly context: Context
  readonly recording: Recording
  readonly marks: Mark[] = []
  readonly stored: Stored[] = []
  decidedAt: number | undefined
  whole = false
  #pictures = 0

  constructor(context: Context, recording: Recording) {
    this.context = context
    this.recording = recording
  }

  async look(tab: Tab, act: Mark['act'], label?: string): Promise<View | undefined> {
    const picture = act === 'open' ? undefined : `${this.context.name}-${++this.#pictures}-${act}`
    const { mark, view } = await look(this.recording, tab, act, picture, label)
    this.marks.push(mark)
    return view
  }

  mark(tab: Tab, act: Mark['act'], label?: string): void {
    this.marks.push({ at: Date.now(), act, url: tab.url, ...(label === undefined ? {} : { label }) })
  }

  async store(tab: Tab): Promise<void> {
    const [cookies, items] = await Promise.all([this.context.cookies(), tab.gone ? [] : tab.storage()])
    this.stored.push({ at: Date.now(), cookies, items })
  }

  /** Opens the page and waits for a prompt, at most as long as one may take. */
  async open(tab: Tab, url: string): Promise<{ view: View | undefined; prompt: Prompt | undefined }> {
    this.mark(tab, 'open')
    await tab.navigate(url)
    await tab.settle(300, 500, 6000)
    const shown = Date.now()
    let page = await tab.view()
    let prompt = page ? findPrompt(viewOfPage(page)) : undefined
    while (!prompt && Date.now() - shown < PROMPT_MS && !tab.gone && this.recording.left > 0) {
      await tab.settle(0, 450, 450)
      page = await tab.view()
      prompt = page ? findPrompt(viewOfPage(page)) : undefined
    }
    if (prompt) await tab.settle(150, 200, 600)
    const view = await this.look(tab, 'shown')
    return { view, prompt: view ? findPrompt(view) : undefined }
  }

  run(): PhaseRun {
    return {
      name: this.context.name,
      canaries: this.context.canaries,
      marks: this.marks,
      events: this.context.watch.events,
      stored: this.stored,
      ...(this.decidedAt === undefined ? {} : { decidedAt: this.decidedAt }),
      whole: this.whole && !this.context.watch.cut,
    }
  }
}

const viewOfPage = (page: PageView): View => new View(page)

/** Nothing is touched but the scroll, and, where no dialog stands before them, form fields that are not sent. */
export async function untouched(phase: Phase, url: string): Promise<PromptPolicy | undefined> {
  const tab = await phase.context.tab()
  const start = Date.now()
  const { prompt } = await phase.open(tab, url)
  await tab.settle(300, Math.max(200, UNTOUCHED_MS - (Date.now() - start)), UNTOUCHED_MS + 4000)
  const late = prompt ? undefined : await phase.look(tab, 'stay')
  await tab.scroll(700)
  phase.mark(tab, 'scroll')
  await tab.settle(200, 500, 1500)
  if (prompt?.kind !== 'modal') await fill(phase, tab, late)
  await phase.store(tab)
  await tab.reload()
  phase.mark(tab, 'reload')
  await tab.settle(300, 1200, 3500)
  await phase.store(tab)
  phase.whole = !tab.gone
  return prompt ? readFromPrompt(phase, tab) : undefined
}

/** Opens the policy that the prompt links, before anything was chosen. */
async function readFromPrompt(phase: Phase, tab: Tab): Promise<PromptPolicy | undefined> {
  const page = await tab.view()
  const view = page && viewOfPage(page)
  const prompt = view && findPrompt(view)
  if (!view || !prompt) return undefined
  const links = prompt.policyLinks.filter((at) => pressable(view, at))
  const at = links.find((one) => !OTHER_DOCUMENT.test(view.label(one))) ?? links[0]
  if (at === undefined) return undefined
  const label = view.label(at)
  const before = view.words()
  let popup: string | undefined
  tab.onPopup = (url) => {
    popup = url
  }
  phase.mark(tab, 'policy', label)
  const href = view.node(at).attrs?.['href']
  const from = tab.url
  const plain =
    href !== undefined && /^(?:https?:|\/|\.|[\w-]+\.html?|[\w-]+(?:\/|$))/i.test(href) && !/^javascript:/i.test(href)
  if (plain) await tab.navigate(new URL(href, from).href)
  else await tab.tap(view.node(at).id)
  await tab.settle(150, 250, 3000)
  if (popup !== undefined) {
    await tab.navigate(popup)
    await tab.settle(150, 250, 3000)
  }
  tab.onPopup = undefined
  const shown = await phase.look(tab, 'policy', label)
  if (!shown) return undefined
  return { tab, label, view: shown, modal: tab.url === from, changed: shown.words() !== before }
}

export interface PromptPolicy {
  readonly tab: Tab
  readonly label: string
  readonly view: View
  /** Shown over the same page. */
  readonly modal: boolean
  readonly changed: boolean
}

async function fill(phase: Phase, tab: Tab, known: View | undefined): Promise<void> {
  const page = known ? known.page : await tab.view()
  if (!page) return
  const { canaries } = phase.context
  const fields = page.nodes.filter(
    (node) =>
      (node.tag === 'input' && /^(?:|text|tel|email|search|number)$/.test(node.attrs?.['type'] ?? '')) ||
      node.tag === 'textarea',
  )
  for (const node of fields.slice(0, 4)) {
    const { type = '', name = '', placeholder = '', id = '' } = node.attrs ?? {}
    const about = `${type} ${name} ${placeholder} ${id}`
    const value = /mail|邮/i.test(about)
      ? canaries.email
      : /name|姓名|称呼/i.test(about) && !/user/i.test(about)
        ? canaries.name
        : canaries.phone
    await tab.type(node.id, value)
  }
  if (fields.length === 0) return
  phase.mark(tab, 'fill')
  await tab.settle(200, 500, 1500)
}

/** Refuses as clearly as the page allows, then looks again: on the page, after a reload, on the next visit. */
export async function refused(phase: Phase, url: string): Promise<void> {
  const tab = await phase.context.tab()
  const { prompt } = await phase.open(tab, url)
  await phase.store(tab)
  const control = prompt && controlFor(prompt, 'refuse')
  if (!prompt || !control) {
    phase.mark(tab, 'no-choice')
    phase.whole = !tab.gone
    return
  }
  await touch(phase, tab, 'refuse')
  await tab.settle(300, REFUSED_MS, REFUSED_MS + 3000)
  await phase.look(tab, 'decided')
  await phase.store(tab)
  if (!tab.gone && sameSite(tab.url, url)) {
    await tab.reload()
    await tab.settle(300, 1000, 3500)
    await phase.look(tab, 'reload')
  }
  await phase.context.closeTab(tab)
  const next = await phase.context.tab()
  await next.navigate(url)
  await next.settle(300, 1100, 3500)
  await phase.look(next, 'visit')
  await phase.store(next)
  phase.whole = !next.gone
}

const sameSite = (a: string, b: string): boolean => {
  try {
    return new URL(a).host === new URL(b).host
  } catch {
    return false
  }
}

/** Agrees, with the boxes that agreeing needs. Returns the tab for the walk. */
export async function agreed(phase: Phase, url: string): Promise<Tab> {
  const tab = await phase.context.tab()
  const { prompt } = await phase.open(tab, url)
  await phase.store(tab)
  if (prompt && controlFor(prompt, 'agree')) await touch(phase, tab, 'agree')
  else phase.mark(tab, 'no-choice')
  await tab.settle(300, AGREED_MS, 4000)
  await phase.look(tab, 'decided')
  await phase.store(tab)
  phase.whole = !tab.gone
  return tab
}

/** Touches the control, and again where the page asks once more; ticks boxes and waits where the control is locked. */
async function touch(phase: Phase, tab: Tab, act: 'agree' | 'refuse'): Promise<void> {
  let view = await tab.view()
  let prompt = view ? findPrompt(viewOfPage(view)) : undefined
  for (let round = 0; round < 4 && prompt && view && phase.recording.left > 0; round++) {
    const control = controlFor(prompt, act)
    if (!control) return
    if (act === 'agree' && (control.disabled || round > 0)) {
      for (const box of prompt.boxes.filter((b) => b.kind === 'consent' && b.ticked !== true).slice(0, 3)) {
        await tab.tap(view.nodes[box.at]!.id)
        await tab.settle(0, 120, 120)
      }
      await unlock(tab, view, prompt)
    }
    phase.decidedAt ??= Date.now()
    phase.mark(tab, act, control.label)
    const { id } = view.nodes[control.at]!
    await tab.tap(id)
    await tab.settle(150, 350, 1500)
    view = await tab.view()
    prompt = view ? findPrompt(viewOfPage(view)) : undefined
    if (round > 0 && prompt && controlFor(prompt, act)?.label === control.label && view) {
      // Touching had no effect: the node's own click is the last try.
      await tab.press(view.nodes[controlFor(prompt, act)!.at]!.id)
      await tab.settle(150, 350, 1500)
      view = await tab.view()
      prompt = view ? findPrompt(viewOfPage(view)) : undefined
    }
    if (prompt && act === 'refuse' && prompt.kind === 'inline') return
  }
}

/** Scrolls the prompt's text to its end and waits out a countdown. */
async function unlock(tab: Tab, view: PageView, prompt: Prompt): Promise<void> {
  const seen = viewOfPage(view)
  for (const at of seen.below(prompt.root)) {
    const node = seen.node(at)
    if (!node.style.scrolls) continue
    const last = [...seen.below(at)].filter((b) => seen.node(b).text !== undefined).at(-1)
    if (last !== undefined) await tab.session.try('DOM.scrollIntoViewIfNeeded', { backendNodeId: seen.node(last).id })
  }
  for (let waited = 0; waited < 3000; waited += 500) {
    await tab.settle(0, 500, 500)
    const page = await tab.view()
    const now = page ? findPrompt(viewOfPage(page)) : undefined
    if (!now || controlFor(now, 'agree')?.disabled !== true) return
  }
}
