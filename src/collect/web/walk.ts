import { createHash } from 'node:crypto'
import { boxesIn, boxState, touchable } from './consent.ts'
import { controlsOf, findAgain, type Target } from './controls.ts'
import type { Phase } from './phases.ts'
import { isPolicyText } from './policy-page.ts'
import type { DeadEnd, SwitchTrial, Walk, WalkEdge, WalkState, WithdrawalTrial } from './run-model.ts'
import { siteOf } from './site.ts'
import type { Tab } from './tab.ts'
import { View } from './view.ts'
import { ENTRY, LEAVE_ALONE, OTHER_DOCUMENT, POLICY_NAME, WAY } from './words.ts'

/** Pages and states of pages looked at. */
const MOST_STATES = 45
/** Links of one kind (`/item/17`) that are followed: the others lead to pages of the same make. */
const ALIKE = 2
/** Operations from the main view that are looked at: one more than decides act 1.3. */
const DEEPEST = 7

interface Known {
  readonly id: number
  readonly url: string
  /** Address to load, then controls to touch, to be here again. */
  readonly base: string
  readonly taps: readonly Target[]
  readonly view: View
  readonly depth: number
}

interface Candidate {
  readonly from: Known
  readonly label: string
  readonly href?: string
  readonly target: Target
  readonly score: number
  readonly key: string
}

/** Goes from the main view wherever clicks lead within the site, the likeliest ways to the policy and settings first. */
export class Walker {
  readonly #phase: Phase
  readonly #tab: Tab
  readonly #home: URL
  readonly #states: Known[] = []
  readonly #bySign = new Map<string, Known>()
  readonly #byUrl = new Map<string, Known>()
  readonly #edges: WalkEdge[] = []
  readonly #dead: DeadEnd[] = []
  readonly #statuses = new Map<number, number>()
  readonly #viewIds = new Map<number, number>()
  readonly #queue: Candidate[] = []
  readonly #tried = new Map<string, Known | 'dead'>()
  readonly #alike = new Map<string, number>()
  readonly #deadline: number
  #at: Known | undefined
  #why: string | undefined
  #policy: Known | undefined

  constructor(phase: Phase, tab: Tab, deadline: number) {
    this.#phase = phase
    this.#tab = tab
    this.#home = new URL(tab.url)
    this.#deadline = deadline
  }

  async walk(): Promise<Walk> {
    const start = await this.#tab.view()
    if (!start) return this.#result([], undefined)
    this.#at = this.#add(this.#tab.url, this.#tab.url, [], new View(start), undefined, '')
    this.#collect(this.#at)
    while (this.#queue.length > 0) {
      if (Date.now() > this.#deadline) {
        this.#why = 'time'
        break
      }
      if (this.#states.length >= MOST_STATES) {
        this.#why = 'states'
        break
      }
      if (this.#tab.gone) {
        this.#why = 'gone'
        break
      }
      this.#queue.sort((a, b) => b.score - a.score || a.from.depth - b.from.depth)
      await this.#try(this.#queue.shift()!)
    }
    const switches = this.#tab.gone ? [] : await this.#switches()
    const withdrawal = this.#tab.gone ? undefined : await this.#withdraw()
    return this.#result(switches, withdrawal)
  }

  get policy():
    | { readonly url: string; readonly view: View; readonly modal: boolean; readonly id: number }
    | undefined {
    const found = this.#policy
    return found && { url: found.url, view: found.view, modal: found.taps.length > 0, id: found.id }
  }

  viewNumber(state: number): number {
    return this.#viewIds.get(state)!
  }

  status(state: number): number | undefined {
    return this.#statuses.get(state)
  }

  /** Brings the tab to the policy for a picture. */
  async showPolicy(): Promise<boolean> {
    return this.#policy !== undefined && (await this.#go(this.#policy))
  }

  #result(switches: readonly SwitchTrial[], withdrawal: WithdrawalTrial | undefined): Walk {
    const ways = this.#shortest()
    const states: WalkState[] = this.#states.map(({ id, url }) => {
      const status = this.#statuses.get(id)
      return {
        id,
        url,
        view: this.#viewIds.get(id)!,
        ...(status === undefined ? {} : { status }),
        clicks: ways[id]!.length,
        way: ways[id]!,
      }
    })
    return {
      states,
      edges: this.#edges,
      dead: this.#dead,
      complete: this.#why === undefined && this.#states.length > 0,
      ...(this.#why === undefined ? {} : { why: this.#why }),
      ...(this.#policy ? { policyState: this.#policy.id } : {}),
      switches,
      ...(withdrawal ? { withdrawal } : {}),
    }
  }

  /** Fewest clicks from the main view to each state, by breadth-first search over what was found. */
  #shortest(): string[][] {
    const ways: (string[] | undefined)[] = this.#states.map(() => undefined)
    if (ways.length > 0) ways[0] = []
    for (const queue = [0]; queue.length > 0; ) {
      const at = queue.shift()!
      for (const edge of this.#edges)
        if (edge.from === at && ways[edge.to] === undefined) {
          ways[edge.to] = [...ways[at]!, edge.label]
          queue.push(edge.to)
        }
    }
    return ways.map((way) => way ?? [])
  }

  #add(url: string, base: string, taps: readonly Target[], view: View, from: Known | undefined, label: string): Known {
    const sign = `${address(url)} ${signature(view)}`
    const same = this.#bySign.get(sign)
    if (same) {
      if (from && from !== same) this.#edges.push({ from: from.id, to: same.id, label })
      return same
    }
    const made: Known = { id: this.#states.length, url, base, taps, view, depth: from ? from.depth + 1 : 0 }
    this.#states.push(made)
    this.#bySign.set(sign, made)
    if (taps.length === 0) this.#byUrl.set(address(url), made)
    this.#viewIds.set(made.id, this.#phase.recording.keep(view.page))
    if (this.#tab.status !== undefined && taps.length === 0) this.#statuses.set(made.id, this.#tab.status)
    if (from) this.#edges.push({ from: from.id, to: made.id, label })
    if (!this.#policy && from && isPolicyText(view, label, taps.length > 0)) this.#policy = made
    return made
  }

  /** Puts what can be touched in a state into the queue. */
  #collect(state: Known): void {
    if (state.depth >= DEEPEST) return
    const counts = new Map<string, number>()
    for (const at of controlsOf(state.view)) {
      const node = state.view.node(at)
      const label = state.view.label(at).slice(0, 60)
      const names = node.attrs?.['class'] ?? ''
      const kind = `${node.tag} ${names} ${label}`
      const n = counts.get(kind) ?? 0
      counts.set(kind, n + 1)
      const href = this.#link(node.attrs?.['href'], state.url)
      if (href === 'outside' && !POLICY_NAME.test(label)) continue
      if (LEAVE_ALONE.test(label) || (href === undefined && withdraws(state.view, at))) continue
      const to = href === 'outside' ? absolute(node.attrs?.['href'] ?? '', state.url) : href
      const key = to === undefined ? `${kind} ${label === '' ? state.id : ''} ${n}` : address(to)
      const target = { label, tag: node.tag, names, n }
      const known = this.#tried.get(key)
      if (known !== undefined) {
        if (known !== 'dead' && known !== state) this.#edges.push({ from: state.id, to: known.id, label })
        continue
      }
      if (to !== undefined) {
        const there = this.#byUrl.get(address(to))
        if (there) {
          if (there !== state) this.#edges.push({ from: state.id, to: there.id, label })
          continue
        }
      }
      const waiting = this.#queue.find((c) => c.key === key)
      const score = scoreOf(label, to)
      if (waiting && waiting.from.depth <= state.depth) {
        this.#later.push({ from: state, label, key })
        continue
      }
      if (score < 20 && to !== undefined) {
        const make = to.replace(/\d+/g, '#').replace(/([?&][^=]+=)[^&#]+/g, '$1')
        const seen = this.#alike.get(make) ?? 0
        if (seen >= ALIKE && make !== to) continue
        this.#alike.set(make, seen + 1)
      }
      this.#queue.push({ from: state, label, ...(to === undefined ? {} : { href: to }), target, score, key })
    }
  }

  /** The same control, seen in other states before it was tried. */
  readonly #later: { from: Known; label: string; key: string }[] = []

  #link(href: string | undefined, base: string): string | 'outside' | undefined {
    if (href === undefined || /^(?:javascript:|#?$)/i.test(href.trim())) return undefined
    if (href.startsWith('#') && !/^#!?\//.test(href)) return undefined
    const to = absolute(href, base)
    if (to === undefined) return 'outside'
    return siteOf(new URL(to)) === siteOf(this.#home) ? to : 'outside'
  }

  async #try(candidate: Candidate): Promise<void> {
    const { from, label, href, target, key } = candidate
    const done = this.#tried.get(key)
    if (done !== undefined) {
      if (done !== 'dead' && done !== from) this.#edges.push({ from: from.id, to: done.id, label })
      return
    }
    const reached = href === undefined ? await this.#touch(from, target, label) : await this.#follow(from, href, label)
    this.#tried.set(key, reached ?? 'dead')
    if (!reached) this.#dead.push({ from: from.id, label, ...(href === undefined ? {} : { href }) })
    for (const other of this.#later)
      if (other.key === key && reached && other.from !== reached)
        this.#edges.push({ from: other.from.id, to: reached.id, label: other.label })
  }

  async #follow(from: Known, href: string, label: string): Promise<Known | undefined> {
    await this.#tab.navigate(href)
    await this.#tab.settle(120, 60, 2500)
    this.#at = undefined
    const page = await this.#tab.view()
    if (!page || !/^https?:/.test(this.#tab.url)) return undefined
    const before = this.#states.length
    const state = this.#add(this.#tab.url, href, [], new View(page), from, label)
    this.#at = state
    this.#byUrl.set(address(href), state)
    const inside = siteOf(new URL(this.#tab.url)) === siteOf(this.#home)
    if (this.#states.length > before && inside && state !== this.#policy) this.#collect(state)
    return state
  }

  async #touch(from: Known, target: Target, label: string): Promise<Known | undefined> {
    if (this.#at !== from && !(await this.#go(from))) return undefined
    const now = await this.#tab.view()
    if (!now) return undefined
    const view = new View(now)
    const node = findAgain(view, target)
    if (node === undefined) return undefined
    let popup: string | undefined
    this.#tab.onPopup = (url) => {
      popup = url
    }
    const url = this.#tab.url
    await this.#tab.tap(view.node(node).id)
    await this.#tab.settle(100, 140, 2000)
    this.#tab.onPopup = undefined
    if (popup !== undefined) {
      const inside = this.#link(popup, url)
      return inside === undefined || (inside === 'outside' && !POLICY_NAME.test(label))
        ? undefined
        : this.#follow(from, popup, label)
    }
    const page = await this.#tab.view()
    if (!page) {
      this.#at = undefined
      return undefined
    }
    const after = new View(page)
    if (address(this.#tab.url) !== address(url)) {
      if (siteOf(new URL(this.#tab.url)) !== siteOf(this.#home) && !POLICY_NAME.test(label)) {
        this.#at = undefined
        return undefined
      }
      const before = this.#states.length
      const state = this.#add(this.#tab.url, this.#tab.url, [], after, from, label)
      this.#at = state
      if (this.#states.length > before && state !== this.#policy) this.#collect(state)
      return state
    }
    if (signature(after) === signature(view)) {
      this.#at = from
      return undefined
    }
    const before = this.#states.length
    const state = this.#add(url, from.base, [...from.taps, target], after, from, label)
    this.#at = state
    if (this.#states.length > before && state !== this.#policy) this.#collect(state)
    return state
  }

  /** Brings the tab back to a state. */
  async #go(state: Known): Promise<boolean> {
    await this.#tab.navigate(state.base)
    await this.#tab.settle(100, 60, 2500)
    this.#at = undefined
    for (const target of state.taps) {
      const page = await this.#tab.view()
      const view = page && new View(page)
      const node = view && findAgain(view, target)
      if (node === undefined) return false
      await this.#tab.tap(view!.node(node).id)
      await this.#tab.settle(100, 140, 1500)
    }
    this.#at = state
    return true
  }

  /** Turns personalisation off, and looks whether it stays off. */
  async #switches(): Promise<SwitchTrial[]> {
    const trials: SwitchTrial[] = []
    const seen = new Set<string>()
    for (const state of this.#states) {
      if (trials.length >= 3 || Date.now() > this.#deadline + 2500) break
      for (const box of boxesIn(state.view, 0)) {
        if (!ENTRY.personalisation.test(box.text) || seen.has(box.text) || trials.length >= 3) continue
        seen.add(box.text)
        const trial = await this.#trySwitch(state, box.text)
        if (trial) trials.push(trial)
      }
    }
    return trials
  }

  async #trySwitch(state: Known, text: string): Promise<SwitchTrial | undefined> {
    if (!(await this.#go(state))) return undefined
    const find = async () => {
      const page = await this.#tab.view()
      const view = page && new View(page)
      const box = view && boxesIn(view, 0).find((b) => b.text === text)
      return box && view ? { box, look: appearance(view, box.at), id: touchable(view, box.at) } : undefined
    }
    const before = await find()
    if (!before) return undefined
    await this.#tab.tap(before.id)
    await this.#tab.settle(120, 250, 1500)
    let after = await find()
    if (after && after.look === before.look) {
      await this.#tab.press(before.id)
      await this.#tab.settle(120, 250, 1500)
      after = await find()
    }
    const n = this.#phase.recording.files.size
    const first = await this.#phase.recording.picture(this.#tab, `switch-${n}-after`)
    if (!(await this.#go(state))) return undefined
    const later = await find()
    const second = await this.#phase.recording.picture(this.#tab, `switch-${n}-later`)
    return {
      state: state.id,
      text,
      before: before.box.ticked ?? null,
      after: after?.box.ticked ?? null,
      later: later?.box.ticked ?? null,
      changed: after !== undefined && after.look !== before.look,
      kept: after !== undefined && later !== undefined && later.look === after.look,
      shots: [first, second].filter((shot) => shot !== undefined),
    }
  }

  /** Withdraws consent where a control offers it, then opens the first page again. */
  async #withdraw(): Promise<WithdrawalTrial | undefined> {
    for (const state of this.#states.toReversed()) {
      if (state === this.#policy) continue
      const at = controlsOf(state.view).find((one) => withdraws(state.view, one))
      if (at === undefined) continue
      const node = state.view.node(at)
      const label = state.view.label(at)
      if (this.#link(node.attrs?.['href'], state.url) !== undefined) continue
      if (!(await this.#go(state))) continue
      const phase = this.#phase
      await phase.store(this.#tab)
      const before = phase.stored.at(-1)!
      const page = await this.#tab.view()
      const view = page && new View(page)
      const again = view && controlsOf(view).find((one) => view.label(one) === label && withdraws(view, one))
      if (!view || again === undefined) continue
      const started = Date.now()
      this.#tab.acceptDialogs = true
      // Being asked anew is what withdrawal is for: it is not agreed to.
      this.#tab.questions = 'refuse'
      await this.#tab.tap(view.node(again).id)
      await this.#tab.settle(150, 350, 1500)
      await this.#confirm(signature(view))
      this.#tab.acceptDialogs = false
      const n = phase.recording.files.size
      const first = await phase.recording.picture(this.#tab, `withdraw-${n}`)
      await this.#tab.navigate(this.#home.href)
      await this.#tab.settle(300, 1100, 3500)
      const home = await this.#tab.view()
      const second = await phase.recording.picture(this.#tab, `withdraw-${n}-visit`)
      await phase.store(this.#tab)
      if (!home) return undefined
      return {
        state: state.id,
        label,
        at: started,
        before,
        after: phase.stored.at(-1)!,
        view: phase.recording.keep(home),
        shots: [first, second].filter((shot) => shot !== undefined),
      }
    }
    return undefined
  }

  async #confirm(before: string): Promise<void> {
    const page = await this.#tab.view()
    if (!page) return
    const view = new View(page)
    if (signature(view) === before) return
    const sure = controlsOf(view).find(
      (at) =>
        /^(?:确定|确认|是|继续|仍要)?(?:撤回|撤销|取消)?(?:同意|授权)?$|^(?:确定|确认|确认撤回|确定撤回|仍要撤回|是的|ok)$/i.test(
          view.label(at).replace(/\s/g, ''),
        ) &&
        view.label(at).trim() !== '' &&
        !/^取消$/.test(view.label(at).trim()),
    )
    if (sure === undefined) return
    await this.#tab.tap(view.node(sure).id)
    await this.#tab.settle(150, 300, 1500)
  }
}

/** A button that withdraws, not a heading or a sentence about it. */
const withdraws = (view: View, at: number): boolean => {
  const label = view.label(at)
  return label.length <= 24 && ENTRY.withdraw.test(label) && boxState(view, at) === undefined
}

/** How a box looks: its state, classes and colours, and those of what is inside. */
function appearance(view: View, at: number): string {
  const parent = view.node(at).parent
  const parts = [at, ...(parent >= 0 ? [...view.below(parent)] : [])].slice(0, 12).map((i) => {
    const { attrs, checked, style, box } = view.node(i)
    const x = Math.round(box[0])
    return `${checked ?? ''}|${attrs?.['class'] ?? ''}|${attrs?.['aria-checked'] ?? ''}|${style.back ?? ''}|${x}`
  })
  return parts.join(';')
}

function scoreOf(label: string, href: string | undefined): number {
  if (POLICY_NAME.test(label)) return OTHER_DOCUMENT.test(label) ? 60 : 100
  if (href !== undefined && /privacy|yinsi|policy/i.test(href)) return 90
  if (Object.entries(ENTRY).some(([name, words]) => name !== 'account' && words.test(label))) return 80
  if (WAY.test(label)) return 50
  if (ENTRY.account.test(label)) return 40
  // A button without words is often a menu.
  return label === '' ? 25 : 10
}

const absolute = (href: string, base: string): string | undefined => {
  const url = URL.parse(href, base)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** An address without the fragment that only names a place in the page. */
function address(url: string): string {
  const at = url.indexOf('#')
  return at < 0 || /^#!?\//.test(url.slice(at)) ? url : url.slice(0, at)
}

/** What a page says, without what changes by itself. */
const signature = (view: View): string =>
  createHash('sha1').update(view.words().replace(/\d+/g, '').slice(0, 30_000)).digest('hex')
