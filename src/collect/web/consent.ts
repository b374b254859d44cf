import type { View, ViewNode } from './view.ts'
import {
  ABOUT_PRIVACY,
  BOX_CONSENT,
  BOX_MEMORY,
  BOX_NECESSARY,
  BOX_OBJECT,
  BOX_OPPOSES,
  BOX_PURPOSE,
  type Choice,
  choiceOf,
  EXPRESS,
  IMPLIED,
  INVITES,
  NOT_IMPLIED,
  POLICY_NAME,
} from './words.ts'

/** A control that makes a choice. */
export interface Control {
  readonly at: number
  readonly label: string
  readonly choice: Choice
  readonly disabled: boolean
}

/** A request for consent or a notice about rules, as it stands on the page. */
export interface Prompt {
  /** The node that holds all of it; -1 for a box of the browser's own. */
  readonly root: number
  /** `modal` covers the page, `banner` floats over a part of it, `inline` stands in the page, `native` is the browser's. */
  readonly kind: 'modal' | 'banner' | 'inline' | 'native'
  readonly text: string
  readonly controls: readonly Control[]
  /** Links and words that name the policy. */
  readonly policyLinks: readonly number[]
  readonly boxes: readonly Box[]
}

/** A box or switch with what it stands for. */
export interface Box {
  readonly at: number
  readonly text: string
  readonly ticked: boolean | undefined
  /** How its state was read. */
  readonly by: 'native' | 'aria' | 'class' | 'mark'
  readonly disabled: boolean
  /** Stands for consent to a policy or agreement, or for a purpose that the service does not need. */
  readonly kind: 'consent' | 'purpose' | 'other'
}

const CONTROL_ROLES = /^(?:button|link|menuitem|option|tab|checkbox|switch|radio)$/
const BUTTON_CLASS = /btn|button|confirm|cancel|agree|refuse|reject|accept|close|dismiss/i

/** Whether a node is something to press, rather than words in a sentence. */
export function pressable(view: View, at: number): boolean {
  const node = view.node(at)
  if (node.tag === '#text' || node.tag === 'html' || node.tag === 'body' || node.tag === 'label') return false
  if (node.click || node.style.pointer) return true
  const { role, class: names, tabindex } = node.attrs ?? {}
  if (CONTROL_ROLES.test(role ?? '') || (tabindex !== undefined && tabindex !== '-1')) return true
  const parent = node.parent < 0 ? undefined : view.node(node.parent)
  if (parent?.text !== undefined && view.own(node.parent) !== '') return false
  return BUTTON_CLASS.test(names ?? '') || looksLikeButton(node, parent)
}

/** A block with a colour of its own around a few words. */
function looksLikeButton(node: ViewNode, parent: ViewNode | undefined): boolean {
  const [, , width, height] = node.box
  return (
    height >= 24 &&
    height <= 72 &&
    width >= 48 &&
    node.style.back !== undefined &&
    parent?.style.back !== undefined &&
    node.style.back !== parent.style.back
  )
}

const isDisabled = (view: View, at: number): boolean => {
  for (const one of [at, ...view.above(at)].slice(0, 3)) {
    const { attrs, style } = view.node(one)
    if (attrs?.['disabled'] !== undefined || attrs?.['aria-disabled'] === 'true' || style.inert) return true
    if (/(?:^|[\s_-])(?:is-)?disabled(?:[\s_-]|$)/.test(attrs?.['class'] ?? '')) return true
  }
  return false
}

/** All controls in view that say something about consent, each once, in document order. */
export function controlsIn(view: View, root?: number): Control[] {
  const found: Control[] = []
  const within = root === undefined ? view.nodes.keys() : view.below(root)
  for (const at of within) {
    if (!view.inView(at)) continue
    const label = view.label(at)
    if (label === '' || label.length > 40) {
      // A cross drawn by style alone.
      const node = view.node(at)
      const named = `${node.attrs?.['class'] ?? ''} ${node.attrs?.['id'] ?? ''}`
      const small = node.box[2] <= 60 && node.box[3] <= 60 && node.box[2] >= 8
      if (label === '' && small && /close|dismiss/i.test(named) && (node.click || node.style.pointer))
        found.push({ at, label: '×', choice: 'close', disabled: false })
      continue
    }
    const choice = choiceOf(label)
    if (choice === undefined || !pressable(view, at)) continue
    // The outermost node of the same words is the control; a box is not a button.
    const { parent } = view.node(at)
    if (parent >= 0 && view.label(parent) === label && pressable(view, parent)) continue
    if (boxState(view, at)) continue
    found.push({ at, label, choice, disabled: isDisabled(view, at) })
  }
  return found
}

const OVERLAY_ROLES = /^(?:dialog|alertdialog)$/

/** Lies over the page instead of in it. */
function floats(view: View, at: number): boolean {
  const { style, tag, attrs } = view.node(at)
  if (style.position === 'fixed' || style.position === 'sticky' || tag === 'dialog') return true
  if (OVERLAY_ROLES.test(attrs?.['role'] ?? '') || attrs?.['aria-modal'] === 'true') return true
  return style.position === 'absolute' && (style.z ?? 0) >= 10
}

/** The request for consent on the page, or undefined where none is in view. */
export function findPrompt(view: View): Prompt | undefined {
  const controls = controlsIn(view)
  const roots = new Map<number, { kind: Prompt['kind']; score: number }>()
  for (const { at, choice } of controls) {
    if (choice === 'settings' || choice === 'save' || choice === 'close') continue
    const found = rootOf(view, at)
    if (!found) continue
    const known = roots.get(found.root)
    const score = (known?.score ?? 0) + (choice === 'acknowledge' || choice === 'later' ? 1 : 3)
    roots.set(found.root, { kind: found.kind, score })
  }
  const weight = { modal: 4, banner: 3, inline: 0, native: 0 } as const
  const best = [...roots].sort(([, a], [, b]) => b.score + weight[b.kind] - (a.score + weight[a.kind]))[0]
  if (!best) return notice(view)
  const [root, { kind }] = best
  const own = controls.filter((c) => view.inside(c.at, root))
  if (kind === 'inline' && !own.some((c) => c.choice === 'agree')) return notice(view)
  return promptAt(view, root, kind, own)
}

function promptAt(view: View, root: number, kind: Prompt['kind'], controls: readonly Control[]): Prompt {
  return {
    root,
    kind,
    text: view.text(root).slice(0, 4000),
    controls,
    policyLinks: policyMentions(view, root),
    boxes: boxesIn(view, root),
  }
}

/** A floating block that speaks of rules and has no button that chooses. */
function notice(view: View): Prompt | undefined {
  for (const at of view.nodes.keys()) {
    if (!view.inView(at) || !floats(view, at)) continue
    const text = view.text(at)
    if (text.length < 12 || text.length > 3000 || !ABOUT_PRIVACY.test(text) || !INVITES.test(text)) continue
    return promptAt(view, at, kindOf(view, at), controlsIn(view, at))
  }
  return undefined
}

/** The smallest block around a control that speaks of privacy, and the floating block it belongs to. */
export function rootOf(view: View, control: number): { root: number; kind: Prompt['kind'] } | undefined {
  const whole = view.words().length
  let about: number | undefined
  for (const up of view.above(control)) {
    const text = view.text(up)
    if (text.length >= 12 && ABOUT_PRIVACY.test(text)) {
      about = up
      break
    }
  }
  if (about === undefined) return undefined
  // The part of the page between the control and the words must float, or the words are the page's own.
  const chain = [control, ...view.above(control)]
  const limit = chain.indexOf(about)
  let float: number | undefined
  for (const [i, up] of chain.entries()) {
    if (!floats(view, up)) continue
    if (i >= limit) {
      float = up
      break
    }
  }
  if (float !== undefined && view.text(float).length <= Math.max(4000, whole * 0.6))
    return { root: about === float || view.inside(about, float) ? float : about, kind: kindOf(view, float) }
  if (view.text(about).length > 1500) return undefined
  return { root: about, kind: 'inline' }
}

/** Share of the page's grid that a block and what lies with it covers. */
export function coverage(view: View, root: number): number {
  const { grid } = view.page
  if (grid.length === 0) return 0
  const layer = [root, ...view.above(root)].filter((up) => floats(view, up)).at(-1) ?? root
  const inside = grid.filter((at) => at >= 0 && view.inside(at, layer)).length
  return inside / grid.length
}

/** Share of the grid under any floating layer that is not an ancestor of most of the page. */
export function floatingShare(view: View): number {
  const { grid } = view.page
  if (grid.length === 0) return 0
  const under = grid.filter((at) => at >= 0 && [at, ...view.above(at)].some((up) => isLayer(view, up))).length
  return under / grid.length
}

const isLayer = (view: View, at: number): boolean => {
  const { style, tag, attrs } = view.node(at)
  return (
    style.position === 'fixed' ||
    tag === 'dialog' ||
    attrs?.['aria-modal'] === 'true' ||
    (style.position === 'absolute' && (style.z ?? 0) >= 10)
  )
}

function kindOf(view: View, root: number): Prompt['kind'] {
  const covered = Math.max(coverage(view, root), backdrop(view, root) ? 1 : 0)
  return covered > 0.6 ? 'modal' : 'banner'
}

/** Another floating layer under the block covers the page. */
function backdrop(view: View, root: number): boolean {
  const { grid } = view.page
  const others = grid.filter((at) => at >= 0 && !view.inside(at, root))
  const covered = others.filter((at) => [at, ...view.above(at)].some((up) => isLayer(view, up)))
  return others.length > 0 && covered.length / others.length > 0.6
}

/** Nodes that name a privacy policy: links first, else words in the text. */
export function policyMentions(view: View, root: number): number[] {
  const links: number[] = []
  const words: number[] = []
  for (const at of view.below(root)) {
    if (!view.seen(at)) continue
    const label = view.label(at)
    if (label.length <= 40 && POLICY_NAME.test(label)) {
      const { parent } = view.node(at)
      const same = parent >= 0 && view.label(parent) === label && at !== root
      if (pressable(view, at) && choiceOf(label) === undefined && !(same && pressable(view, parent))) links.push(at)
    }
    if (POLICY_NAME.test(view.own(at))) words.push(at)
  }
  return links.length > 0 ? links : words
}

const ON = /(?:^|[\s_-])(?:is-)?(?:checked|selected|on|active|actived|ticked|enabled|open|opened|true)(?:$|[\s_-])/i
const OFF = /(?:^|[\s_-])(?:un-?checked|un-?selected|off|inactive|disabled|closed|false|none|empty|normal)(?:$|[\s_-])/i
const BOX_CLASS =
  /(?:^|[\s_-])(?:check-?box|check-?icon|checker|check|tick|switch|toggle|radio|agree-?(?:icon|box|check))(?:$|[\s_-])|(?:checkbox|switch|toggle)(?:$|[\s_-])/i
const MARK_ON = /^[☑✅✓✔●◉🔘]/u
const MARK_OFF = /^[☐□○◯⬜]/u

/** The state of a box or switch; undefined where the node is none. */
export function boxState(view: View, at: number): Pick<Box, 'ticked' | 'by'> | undefined {
  const { tag, attrs, checked } = view.node(at)
  const type = attrs?.['type'] ?? ''
  if (tag === 'input' && (type === 'checkbox' || type === 'radio')) return { ticked: checked === true, by: 'native' }
  const role = attrs?.['role'] ?? ''
  const aria = attrs?.['aria-checked'] ?? (/^(?:checkbox|switch)$/.test(role) ? attrs?.['aria-pressed'] : undefined)
  if (aria === 'true' || aria === 'false') return { ticked: aria === 'true', by: 'aria' }
  const names = attrs?.['class'] ?? ''
  const state = attrs?.['data-checked'] ?? attrs?.['data-state'] ?? attrs?.['data-on'] ?? attrs?.['data-value']
  const isBox = /^(?:checkbox|switch|radio)$/.test(role) || BOX_CLASS.test(names)
  const words = view.own(at)
  if (words.length <= 2 && (MARK_ON.test(words) || MARK_OFF.test(words)))
    return { ticked: MARK_ON.test(words), by: 'mark' }
  if (!isBox || view.text(at).length > 60) return undefined
  if ([...view.below(at)].some((b) => b !== at && view.node(b).tag === 'input')) return undefined
  if (state !== undefined) return { ticked: /^(?:true|1|on|checked)$/i.test(state), by: 'class' }
  if (OFF.test(names)) return { ticked: false, by: 'class' }
  if (ON.test(names)) return { ticked: true, by: 'class' }
  return { ticked: undefined, by: 'class' }
}

/** Words on a switch that say its state only. */
const STATE_WORDS = /^(?:开|关|开关|on|off|on off|开 关|已?(?:开启|关闭|启用|停用)|启用|toggle|switch)$/i

/** What a box stands for: its label, else the nearest words around it. */
function boxText(view: View, at: number): string {
  const { attrs } = view.node(at)
  const own = view.label(at).replace(/^[☑✅✓✔●◉☐□○◯⬜\s]+/u, '')
  if (own.length >= 2 && !STATE_WORDS.test(own)) return own
  const id = attrs?.['id']
  if (id) {
    const label = view.nodes.findIndex((node, i) => node.tag === 'label' && node.attrs?.['for'] === id && view.text(i))
    if (label >= 0) return view.text(label)
  }
  for (const up of view.above(at)) {
    const text = view.text(up).replace(/^[☑✅✓✔●◉☐□○◯⬜\s]+/u, '')
    if (text.length >= 2 && !STATE_WORDS.test(text)) return text.length <= 200 ? text : ''
  }
  return ''
}

/** All boxes and switches below a node, seen or drawn by their labels, each once. */
export function boxesIn(view: View, root: number): Box[] {
  const found: Box[] = []
  for (const at of view.below(root)) {
    const state = boxState(view, at)
    if (!state) continue
    const node = view.node(at)
    if (node.tag !== 'input' && !view.seen(at)) continue
    if (node.tag === 'input' && !labelSeen(view, at)) continue
    // A widget around a native box or another widget is the same box.
    if (found.some((known) => view.inside(at, known.at))) continue
    const text = boxText(view, at)
    if (text === '') continue
    const twin = found.findIndex((known) => known.text === text && near(view.node(known.at), node))
    const prompt = view.text(root)
    const box: Box = {
      at,
      text: text.slice(0, 120),
      ...state,
      disabled: isDisabled(view, at),
      kind: kindOfBox(text, prompt),
    }
    if (twin < 0) found.push(box)
    else if (found[twin]!.ticked === undefined) found[twin] = box
  }
  return found
}

const near = (a: ViewNode, b: ViewNode): boolean =>
  Math.abs(a.box[1] - b.box[1]) < 40 || a.box[2] === 0 || b.box[2] === 0

function labelSeen(view: View, at: number): boolean {
  if (view.seen(at)) return true
  const { parent, attrs } = view.node(at)
  if (parent >= 0 && view.seen(parent) && view.text(parent) !== '') return true
  const id = attrs?.['id']
  return id !== undefined && view.nodes.some((node, i) => node.attrs?.['for'] === id && view.seen(i))
}

/** Node to touch for a box: itself, or what stands for it where it is not drawn. */
export function touchable(view: View, at: number): number {
  if (view.seen(at)) return view.node(at).id
  const id = view.node(at).attrs?.['id']
  const label = id === undefined ? -1 : view.nodes.findIndex((n, i) => n.attrs?.['for'] === id && view.seen(i))
  if (label >= 0) return view.node(label).id
  for (const up of view.above(at)) if (view.seen(up)) return view.node(up).id
  return view.node(at).id
}

function kindOfBox(text: string, prompt: string): Box['kind'] {
  if (BOX_OPPOSES.test(text) || (BOX_MEMORY.test(text) && !BOX_OBJECT.test(text))) return 'other'
  if (BOX_CONSENT.test(text) && BOX_OBJECT.test(text)) return 'consent'
  if (BOX_PURPOSE.test(text) && !BOX_NECESSARY.test(text) && (ABOUT_PRIVACY.test(prompt) || BOX_CONSENT.test(text)))
    return 'purpose'
  return 'other'
}

/** The words that take something other than an express act for consent; undefined where there are none. */
export function impliedIn(text: string): string | undefined {
  for (const sentence of text.split(/[。！!；;\n]/)) {
    const found = IMPLIED.exec(sentence)
    if (found && !EXPRESS.test(sentence) && !NOT_IMPLIED.test(sentence)) return found[0].slice(0, 100)
  }
  return undefined
}

const ORDER: Readonly<Record<'agree' | 'refuse', readonly Choice[]>> = {
  agree: ['agree', 'acknowledge'],
  refuse: ['refuse', 'limited', 'exit', 'later'],
}

/** The control that agrees or refuses, the clearest first; undefined where there is none. */
export function controlFor(prompt: Prompt, act: 'agree' | 'refuse'): Control | undefined {
  for (const choice of ORDER[act]) {
    const found = prompt.controls.filter((c) => c.choice === choice)
    // 不同意并退出 leaves; 不同意，仅浏览 does not: the one that stays first.
    const stays = found.find((c) => !/退出|离开|exit|quit/i.test(c.label))
    const one = stays ?? found[0]
    if (one) return one
  }
  return undefined
}

/** Measures by which one button is easier to see than the other; empty where they are alike. */
export function inequalities(view: View, agree: Control, refuse: Control): string[] {
  const a = view.node(agree.at)
  const r = view.node(refuse.at)
  const found: string[] = []
  const area = (node: ViewNode) => Math.max(1, node.box[2] * node.box[3])
  if (area(a) / area(r) >= 2) found.push(`面积${Math.round(area(a))}∶${Math.round(area(r))}`)
  if (a.style.size - r.style.size >= 3) found.push(`字号${a.style.size}∶${r.style.size}`)
  const contrastA = contrast(a.style.color, a.style.back)
  const contrastR = contrast(r.style.color, r.style.back)
  if (contrastR !== undefined && contrastR < 3 && (contrastA ?? 21) > contrastR + 1)
    found.push(`“${refuse.label}”对比度${contrastR.toFixed(1)}`)
  const page = [...view.above(agree.at)].map((up) => view.node(up).style.back).find((back) => back !== undefined)
  const filled = (node: ViewNode) => node.style.back !== undefined && node.style.back !== page
  if (filled(a) && !filled(r)) found.push('仅同意按钮有底色')
  return found
}

/** Contrast ratio of two colours as the browser writes them, 1 to 21; undefined where one cannot be read. */
export function contrast(front: string, back: string | undefined): number | undefined {
  const f = rgb(front)
  const b = rgb(back ?? '')
  if (!f || !b) return undefined
  const alpha = f[3]
  const mixed = [0, 1, 2].map((i) => f[i]! * alpha + b[i]! * (1 - alpha))
  const [bright, dark] = [luminance(mixed), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (bright + 0.05) / (dark + 0.05)
}

function rgb(text: string): [number, number, number, number] | undefined {
  const hex = /^#([\da-f]{6})([\da-f]{2})?$/i.exec(text)
  if (hex) {
    const n = Number.parseInt(hex[1]!, 16)
    return [n >> 16, (n >> 8) & 255, n & 255, hex[2] ? Number.parseInt(hex[2], 16) / 255 : 1]
  }
  const parts = /^rgba?\(([^)]*)\)/i
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number)
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) return undefined
  return [parts[0]!, parts[1]!, parts[2]!, parts[3] ?? 1]
}

function luminance(color: readonly number[]): number {
  const [r, g, b] = color.slice(0, 3).map((c) => {
    const s = c / 255
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
