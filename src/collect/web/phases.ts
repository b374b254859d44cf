import {
  boxesIn,
  type Control,
  controlFor,
  controlsIn,
  findPrompt,
  type Prompt,
  pressable,
  touchable,
} from './consent.ts'
import type { Context } from './context.ts'
import { answerOf, promptOf } from './dialog.ts'
import { type Layer, layerControl, layerIn, says, wanted } from './layer.ts'
import { look, type Recording } from './recording.ts'
import type { Mark, PhaseRun, Stored } from './run-model.ts'
import type { Failure, Tab } from './tab.ts'
import { type PageView, View } from './view.ts'
import { OTHER_DOCUMENT } from './words.ts'

/** How long a first visit is watched without a touch, in ms. Trackers that wait for a while are the reason. */
const UNTOUCHED_MS = 3600
/** How long after a refusal, and after agreement. */
const REFUSED_MS = 2600
const AGREED_MS = 1300
/** A prompt may come late. */
const PROMPT_MS = 2600

/** The address led nowhere: there is no page to look at. */
export class Unopened extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.why)
    this.failure = failure
  }
}

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
    if (tab.failure) throw new Unopened(tab.failure)
    await tab.settle(300, 500, 6000)
    const shown = Date.now()
    let { prompt } = await asked(tab)
    while (!prompt && Date.now() - shown < PROMPT_MS && !tab.gone && this.recording.left > 0) {
      await tab.settle(0, 450, 450)
      prompt = (await asked(tab)).prompt
    }
    if (prompt) await tab.settle(150, 200, 600)
    const view = await this.look(tab, 'shown')
    return { view, prompt: tab.held ? promptOf(tab.held) : view && findPrompt(view) }
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

/** What the page asks now: a box of the browser's own stands before everything else. */
async function asked(tab: Tab): Promise<{
  readonly page: PageView | undefined
  readonly view: View | undefined
  readonly prompt: Prompt | undefined
}> {
  const page = tab.held ? undefined : await tab.view()
  if (tab.held) return { page: undefined, view: undefined, prompt: promptOf(tab.held) }
  const view = page && viewOfPage(page)
  return { page, view, prompt: view && findPrompt(view) }
}

/**
 * Nothing is touched but the scroll, and, where no dialog stands before them, form fields that are not sent. A box of
 * the browser's own that asks for consent is left standing: what the page does behind it is all it does unasked.
 */
export async function untouched(phase: Phase, url: string): Promise<PromptPolicy | undefined> {
  const tab = await phase.context.tab()
  const start = Date.now()
  const { prompt } = await phase.open(tab, url)
  await tab.settle(300, Math.max(200, UNTOUCHED_MS - (Date.now() - start)), UNTOUCHED_MS + 4000)
  const late = prompt ? undefined : await phase.look(tab, 'stay')
  if (tab.held) {
    // Whatever else is done to the page would close the box.
    await phase.store(tab)
    phase.whole = true
    return undefined
  }
  await tab.scroll(700)
  phase.mark(tab, 'scroll')
  await tab.settle(200, 500, 1500)
  if (prompt?.kind !== 'modal') await fill(phase, tab, late)
  await phase.store(tab)
  if (!tab.held) {
    await tab.reload()
    phase.mark(tab, 'reload')
    await tab.settle(300, 1200, 3500)
    await phase.store(tab)
  }
  phase.whole = !tab.gone
  if (!prompt) return undefined
  if (controlFor(prompt, 'refuse') && layerControl(prompt)) await lookBehind(phase, tab, url)
  return readFromPrompt(phase, tab)
}

/** Looks at the further choices of a prompt, and leaves them as they are. */
async function lookBehind(phase: Phase, tab: Tab, url: string): Promise<void> {
  await openLayer(phase, tab)
  const { prompt } = await asked(tab)
  if (prompt && prompt.policyLinks.length > 0) return
  await tab.navigate(url)
  await tab.settle(150, 250, 3000)
}

/** Touches the control that opens further choices; undefined where none come into view. */
async function openLayer(phase: Phase, tab: Tab): Promise<Opened | undefined> {
  const { page, view, prompt } = await asked(tab)
  const control = prompt && layerControl(prompt)
  if (!page || !view || !control) return undefined
  const before = new Set(controlsIn(view).map((one) => one.label))
  const id = view.node(control.at).id
  await tab.tap(id)
  await tab.settle(150, 350, 2000)
  let now = (await asked(tab)).view
  if (now && !layerIn(now, before) && now.words() === view.words()) {
    await tab.press(id)
    await tab.settle(150, 350, 2000)
    now = (await asked(tab)).view
  }
  const layer = now && layerIn(now, before)
  if (!layer) return undefined
  const seen = await phase.look(tab, 'layer', control.label)
  const again = seen && layerIn(seen, before)
  return again && { layer: again, label: control.label, before }
}

interface Opened {
  readonly layer: Layer
  /** Words of the control that opened it. */
  readonly label: string
  /** Words of the controls that stood there before. */
  readonly before: ReadonlySet<string>
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
  const refuses = prompt && controlFor(prompt, 'refuse')
  if (refuses) await touch(phase, tab, 'refuse')
  else if (!prompt || !(await refuseBehind(phase, tab))) {
    phase.mark(tab, 'no-choice')
    phase.whole = !tab.gone
    return
  }
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
  next.questions = 'refuse'
  await next.navigate(url)
  await next.settle(300, 1100, 3500)
  await phase.look(next, 'visit')
  await phase.store(next)
  phase.whole = !next.gone
}

const sameSite = (a: string, b: string): boolean => {
  const host = URL.parse(a)?.host
  return host !== undefined && host === URL.parse(b)?.host
}

/** Agrees, with the boxes that agreeing needs. Returns the tab for the walk. */
export async function agreed(phase: Phase, url: string): Promise<Tab> {
  const tab = await phase.context.tab()
  const { prompt } = await phase.open(tab, url)
  await phase.store(tab)
  if (prompt && controlFor(prompt, 'agree')) await touch(phase, tab, 'agree')
  else phase.mark(tab, 'no-choice')
  // What is asked on the way from here on was not agreed to.
  if (phase.decidedAt === undefined && !tab.held) tab.questions = 'refuse'
  await tab.settle(300, AGREED_MS, 4000)
  await phase.look(tab, 'decided')
  await phase.store(tab)
  phase.whole = !tab.gone
  return tab
}

/**
 * Refuses where the first prompt does not let people, but the choices behind it do: by their own button, or by keeping
 * them with everything off that is not needed. Nothing is kept that was not seen to be off, and choices that stay open
 * were not made.
 */
async function refuseBehind(phase: Phase, tab: Tab): Promise<boolean> {
  const home = tab.url
  const opened = await openLayer(phase, tab)
  if (!opened) return false
  const { decline } = opened.layer
  tab.questions = 'refuse'
  const refused = (decline && (await choose(phase, tab, opened, decline))) || (await keepOff(phase, tab, opened))
  // Choices on a page of their own: back to where they were asked.
  if (refused && !tab.gone && tab.url !== home && sameSite(tab.url, home)) {
    await tab.navigate(home)
    await tab.settle(150, 350, 3000)
  }
  return refused
}

/** Turns off all that is not needed and keeps that; a button that refuses may have done the first half. */
async function keepOff(phase: Phase, tab: Tab, { label, before }: Opened): Promise<boolean> {
  const { view } = await asked(tab)
  const layer = view && layerIn(view, before)
  if (!layer?.save) return false
  const opened = { layer, label, before }
  for (const i of wanted(layer)) if (!(await turnOff(tab, opened, i))) return false
  return choose(phase, tab, opened, layer.save)
}

/** Touches a control of a layer; false where the layer still asks afterwards, so that nothing was chosen. */
async function choose(phase: Phase, tab: Tab, { layer, label, before }: Opened, control: Control): Promise<boolean> {
  const { view } = await asked(tab)
  const now = view && controlsIn(view).find((one) => one.label === control.label)
  if (!view || !now) return false
  const mark = { at: Date.now(), act: 'refuse', url: tab.url, label: `${label} › ${control.label}` } as const
  const { id } = view.node(now.at)
  await tab.tap(id)
  await tab.settle(150, 350, 1500)
  const after = (await asked(tab)).view
  if (after && after.words() === view.words()) await tab.press(id)
  await tab.settle(150, 350, 1500)
  const last = (await asked(tab)).view
  const left = last && layerIn(last, before)
  if (left && left.decline?.label === layer.decline?.label && left.save?.label === layer.save?.label) return false
  phase.decidedAt = mark.at
  phase.marks.push(mark)
  return true
}

/** The radio button for no that stands nearest to one for yes. */
function beside(view: View, yes: number): number | undefined {
  for (const up of view.above(yes)) {
    if (view.text(up).length > 300) return undefined
    const no = boxesIn(view, up).find((box) => box.at !== yes && says(box.text))
    if (no) return no.at
  }
  return undefined
}

/** Turns a box of a layer off; false where it was not seen to go off. */
async function turnOff(tab: Tab, { layer, before }: Opened, i: number): Promise<boolean> {
  const find = async () => {
    const { view } = await asked(tab)
    const box = view && layerIn(view, before)?.boxes[i]
    if (!view || !box || box.text !== layer.boxes[i]!.text) return undefined
    const no = view.node(box.at).attrs?.['type'] === 'radio' ? beside(view, box.at) : undefined
    return { ticked: box.ticked, byClass: box.by === 'class', id: touchable(view, no ?? box.at) }
  }
  const touchOnce = async (how: 'tap' | 'press', id: number) => {
    await tab[how](id)
    await tab.settle(0, 160, 400)
  }
  let known = layer.boxes[i]!.ticked
  for (const how of ['tap', 'press'] as const) {
    const found = await find()
    if (!found) return false
    // A class that says on, and is gone: off. One that was never there may come with a touch: then it was off before.
    if (found.ticked === false || (found.ticked === undefined && found.byClass && known === true)) return true
    if (found.ticked === undefined && !found.byClass) return false
    await touchOnce(how, found.id)
    const after = await find()
    if (!after) return false
    if (found.ticked === undefined && after.ticked === true) {
      await touchOnce(how, after.id)
      return (await find())?.ticked !== true
    }
    known = found.ticked ?? known
  }
  const last = await find()
  return last?.ticked === false || (last?.ticked === undefined && last?.byClass === true && known === true)
}

/** Touches the control, and again where the page asks once more; ticks boxes and waits where the control is locked. */
async function touch(phase: Phase, tab: Tab, act: 'agree' | 'refuse'): Promise<void> {
  let { page: view, prompt } = await asked(tab)
  for (let round = 0; round < 4 && prompt && phase.recording.left > 0; round++) {
    const control = controlFor(prompt, act)
    if (!control) return
    if (tab.held) {
      const answer = answerOf(tab.held, control)
      phase.decidedAt ??= Date.now()
      phase.mark(tab, act, control.label)
      tab.questions = act
      await tab.answer(answer)
      await tab.settle(150, 350, 3000)
      ;({ page: view, prompt } = await asked(tab))
      if (tab.held) return
      continue
    }
    if (!view) return
    if (act === 'agree' && (control.disabled || round > 0)) {
      for (const box of prompt.boxes.filter((b) => b.kind === 'consent' && b.ticked !== true).slice(0, 3)) {
        await tab.tap(view.nodes[box.at]!.id)
        await tab.settle(0, 120, 120)
      }
      await unlock(tab, view, prompt)
    }
    phase.decidedAt ??= Date.now()
    phase.mark(tab, act, control.label)
    tab.questions = act
    const { id } = view.nodes[control.at]!
    await tab.tap(id)
    await tab.settle(150, 350, 1500)
    ;({ page: view, prompt } = await asked(tab))
    if (round > 0 && view && prompt && controlFor(prompt, act)?.label === control.label) {
      // Touching had no effect: the node's own click is the last try.
      await tab.press(view.nodes[controlFor(prompt, act)!.at]!.id)
      await tab.settle(150, 350, 1500)
      ;({ page: view, prompt } = await asked(tab))
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
    const now = (await asked(tab)).prompt
    if (!now || controlFor(now, 'agree')?.disabled !== true) return
  }
}
