import type { Message } from './cdp.ts'

/** One rendered element of a page. Absent fields have their usual value. */
export interface ViewNode {
  /** The browser's own number of the node, to act on it while the page lives. */
  readonly id: number
  /** Index of the parent in `nodes`, through shadow roots and frames; -1 for the page itself. */
  readonly parent: number
  readonly tag: string
  /** Text of its own; `HOLE` stands where each element inside stands. */
  readonly text?: string
  /** x, y, width, height in CSS pixels of the page's viewport. */
  readonly box: readonly [number, number, number, number]
  readonly attrs?: Readonly<Record<string, string>>
  /** Listens for clicks, or is a control by nature. */
  readonly click?: boolean
  /** Rendered but not seen: transparent, clipped away or `visibility: hidden`. */
  readonly hidden?: boolean
  readonly checked?: boolean
  readonly value?: string
  readonly style: ViewStyle
}

export interface ViewStyle {
  readonly position?: 'absolute' | 'fixed' | 'sticky'
  readonly z?: number
  readonly size: number
  /** Line height in px; absent for `normal`. */
  readonly line?: number
  /** `rgba` values as 0–255 and alpha 0–1. */
  readonly color: string
  /** Colour behind the element, blended from all below it; absent where an image or gradient is there. */
  readonly back?: string
  readonly pointer?: boolean
  readonly inert?: boolean
  readonly scrolls?: boolean
  readonly bold?: boolean
}

/** A page as a person sees it at one moment: every rendered element, closed shadow roots and frames included. */
export interface PageView {
  readonly url: string
  readonly title: string
  readonly lang: string
  readonly width: number
  readonly height: number
  /** Width and height of the whole document. */
  readonly extent: readonly [number, number]
  readonly nodes: readonly ViewNode[]
  /** Indices of the nodes on top at a grid of points over the viewport, row by row; -1 where unknown. */
  readonly grid: readonly number[]
  /** There were more nodes than are kept. */
  readonly cut?: boolean
}

export const HOLE = '\u0001'

export const GRID = { columns: 4, rows: 8 } as const

/** More elements than this are not looked at. */
const MOST_NODES = 8000
const LONGEST_TEXT = 4000

/** The styles asked of the browser, in this order. */
export const STYLES = [
  'visibility',
  'opacity',
  'position',
  'z-index',
  'font-size',
  'line-height',
  'color',
  'cursor',
  'pointer-events',
  'overflow-y',
  'font-weight',
  'background-image',
] as const

const KEPT = new Set([
  'href',
  'type',
  'role',
  'class',
  'id',
  'name',
  'title',
  'alt',
  'placeholder',
  'for',
  'value',
  'disabled',
  'open',
  'tabindex',
  'target',
  'src',
  'required',
  'content',
  'lang',
  'action',
  'method',
  'contenteditable',
  'autocomplete',
  'hidden',
  'onclick',
])
const NATURAL = new Set(['a', 'button', 'summary', 'select', 'option', 'textarea'])
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'head', 'meta', 'link', 'title'])

interface Rare {
  readonly index: readonly number[]
  readonly value?: readonly number[]
}
const rare = (of: Rare | undefined): Map<number, number> =>
  new Map((of?.index ?? []).map((at, i) => [at, of?.value?.[i] ?? 1]))

/** Makes a view from the browser's `DOMSnapshot.captureSnapshot`. `width` and `height` are those of the viewport. */
export function viewOf(snapshot: Message, width: number, height: number): PageView {
  const strings = snapshot['strings'] as string[]
  const documents = snapshot['documents'] as Message[]
  const text = (at: number | undefined) => (at === undefined || at < 0 ? '' : (strings[at] ?? ''))
  const nodes: ViewNode[] = []
  let cut = false

  const read = (number: number, owner: number, dx: number, dy: number, level: number): void => {
    const document = documents[number]
    if (!document || level > 8) return
    const all = document['nodes'] as Message
    const layout = document['layout'] as Message
    const parents = all['parentIndex'] as number[]
    const laid = new Map<number, number>()
    for (const [at, node] of (layout['nodeIndex'] as number[]).entries()) if (!laid.has(node)) laid.set(node, at)
    const frames = rare(all['contentDocumentIndex'])
    const pseudo = rare(all['pseudoType'])
    const clickable = rare(all['isClickable'])
    const checked = rare(all['inputChecked'])
    const values = rare(all['inputValue'])
    const own = new Map<number, string>()
    const index = new Map<number, number>()
    const seen = new Map<number, number>()
    const x0 = dx - Number(document['scrollOffsetX'] ?? 0)
    const y0 = dy - Number(document['scrollOffsetY'] ?? 0)
    const count = (all['nodeType'] as number[]).length
    const parentOf = (at: number): number => {
      for (let up = parents[at] ?? -1; up >= 0; up = parents[up] ?? -1) {
        const known = index.get(up)
        if (known !== undefined) return known
      }
      return owner
    }
    /** Ids that labels in view speak for. */
    const labelled = new Set<string>()
    for (const node of laid.keys())
      if (text((all['nodeName'] as number[])[node]).toLowerCase() === 'label')
        labelled.add(attributesOf((all['attributes'] as number[][])[node] ?? [], text)['for'] ?? '')
    labelled.delete('')
    /** A box that is not drawn is one where something drawn stands for it, and not where all of its part is away. */
    const standsFor = (at: number, id: string | undefined): boolean => {
      if (laid.has(parents[at] ?? -1) || (id !== undefined && labelled.has(id))) return true
      let up = parentOf(at)
      for (; up >= 0 && nodes[up]!.tag !== 'label'; up = nodes[up]!.parent);
      return up >= 0
    }
    for (let at = 0; at < count; at++) {
      const type = (all['nodeType'] as number[])[at]
      const place = laid.get(at)
      const name = text((all['nodeName'] as number[])[at]).toLowerCase()
      if (place === undefined) {
        // A native box may be drawn by its label alone.
        const attrs = name === 'input' ? attributesOf((all['attributes'] as number[][])[at] ?? [], text) : {}
        const box = /^(?:checkbox|radio)$/.test(attrs['type'] ?? '') && nodes.length < MOST_NODES
        if (box && standsFor(at, attrs['id'])) {
          const parent = parentOf(at)
          const to = nodes.push({
            id: (all['backendNodeId'] as number[])[at]!,
            parent,
            tag: name,
            box: [0, 0, 0, 0],
            attrs,
            hidden: true,
            ...(checked.has(at) ? { checked: true } : {}),
            style: { size: 16, color: '' },
          })
          index.set(at, to - 1)
          if (parent >= 0) own.set(parent, `${own.get(parent) ?? ''}${HOLE}`)
        }
        continue
      }
      if (type === 3) {
        const holder = parentOf(at)
        const shown = text((layout['text'] as number[])[place]) || text((all['nodeValue'] as number[])[at])
        if (holder >= 0) own.set(holder, `${own.get(holder) ?? ''}${shown}`.slice(0, LONGEST_TEXT))
        continue
      }
      if ((type !== 1 && !pseudo.has(at)) || UNSEEN.has(name)) continue
      if (nodes.length >= MOST_NODES) {
        cut = true
        continue
      }
      const parent = parentOf(at)
      const styles = ((layout['styles'] as number[][])[place] ?? []).map(text)
      const [visibility, opacity, position, z, size, line, color, cursor, events, overflow, weight, image] = styles
      const bounds = (layout['bounds'] as number[][])[place] ?? [0, 0, 0, 0]
      const fade = Number(opacity || 1) * (seen.get(parent) ?? 1)
      const attrs = attributesOf((all['attributes'] as number[][])[at] ?? [], text)
      const back = text((layout['blendedBackgroundColors'] as number[] | undefined)?.[place])
      const box = [x0 + bounds[0]!, y0 + bounds[1]!, bounds[2]!, bounds[3]!].map((n) => Math.round(n * 10) / 10)
      const hidden = visibility !== 'visible' || fade < 0.06
      const fixed = position === 'absolute' || position === 'fixed' || position === 'sticky'
      const click =
        clickable.has(at) || NATURAL.has(name) || (name === 'input' && attrs['type'] !== 'hidden') || 'onclick' in attrs
      const node: ViewNode = {
        id: (all['backendNodeId'] as number[])[at]!,
        parent,
        tag: pseudo.has(at) ? `::${text(pseudo.get(at))}` : name,
        box: box as [number, number, number, number],
        ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
        ...(click ? { click } : {}),
        ...(hidden ? { hidden } : {}),
        ...(name === 'input' && checked.has(at) ? { checked: true } : {}),
        ...(values.has(at) ? { value: text(values.get(at)).slice(0, 200) } : {}),
        style: {
          ...(fixed ? { position } : {}),
          ...(z !== undefined && z !== 'auto' && Number.isFinite(Number(z)) ? { z: Number(z) } : {}),
          size: Number.parseFloat(size ?? '16'),
          ...(line && line !== 'normal' ? { line: Number.parseFloat(line) } : {}),
          color: color ?? '',
          ...(back !== '' && (image === 'none' || image === undefined) ? { back } : {}),
          ...(cursor === 'pointer' ? { pointer: true } : {}),
          ...(events === 'none' ? { inert: true } : {}),
          ...(overflow === 'auto' || overflow === 'scroll' ? { scrolls: true } : {}),
          ...(Number(weight) >= 600 ? { bold: true } : {}),
        },
      }
      const to = nodes.push(node) - 1
      index.set(at, to)
      seen.set(to, fade)
      if (parent >= 0 && parent !== owner) own.set(parent, `${own.get(parent) ?? ''}${HOLE}`)
      const frame = frames.get(at)
      if (frame !== undefined) read(frame, to, box[0]!, box[1]!, level + 1)
    }
    for (const [at, words] of own) {
      const tidy = words.replace(/\s+/g, ' ').trim()
      if (tidy.replaceAll(HOLE, '').trim() !== '') nodes[at] = { ...nodes[at]!, text: tidy }
    }
  }
  read(0, -1, 0, 0, 0)
  const main = documents[0] ?? {}
  return {
    url: text(main['documentURL']),
    title: text(main['title']).slice(0, 300),
    lang: text(main['contentLanguage']),
    width,
    height,
    extent: [Number(main['contentWidth'] ?? width), Number(main['contentHeight'] ?? height)],
    nodes,
    grid: [],
    ...(cut ? { cut } : {}),
  }
}

function attributesOf(pairs: readonly number[], text: (at: number | undefined) => string): Record<string, string> {
  const kept: Record<string, string> = {}
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const name = text(pairs[i]).toLowerCase()
    if (KEPT.has(name) || name.startsWith('aria-') || /^data-[\w-]{0,30}$/.test(name))
      kept[name] = name === 'onclick' ? '' : text(pairs[i + 1]).slice(0, 500)
  }
  return kept
}

/** Questions about a view, answered without the browser. */
export class View {
  readonly page: PageView
  readonly #children: number[][]
  readonly #texts: (string | undefined)[] = []

  constructor(page: PageView) {
    this.page = page
    this.#children = page.nodes.map(() => [])
    for (const [at, node] of page.nodes.entries())
      if (node.parent >= 0 && node.parent < at) this.#children[node.parent]!.push(at)
  }

  get nodes(): readonly ViewNode[] {
    return this.page.nodes
  }

  node(at: number): ViewNode {
    return this.page.nodes[at]!
  }

  children(at: number): readonly number[] {
    return this.#children[at] ?? []
  }

  /** Indices of the node's ancestors, nearest first. */
  *above(at: number): Generator<number> {
    for (let up = this.node(at).parent; up >= 0; up = this.node(up).parent) yield up
  }

  inside(at: number, of: number): boolean {
    if (at === of) return true
    for (const up of this.above(at)) if (up === of) return true
    return false
  }

  /** All nodes below, the node itself first, in document order. */
  *below(at: number): Generator<number> {
    if (at >= this.nodes.length) return
    yield at
    for (const child of this.children(at)) yield* this.below(child)
  }

  /** Whether a person can see it: it has a size, is not transparent, and is not off to a side. */
  seen(at: number): boolean {
    const { box, hidden } = this.node(at)
    return hidden !== true && box[2] > 0.5 && box[3] > 0.5 && box[0] + box[2] > 0 && box[0] < this.page.width
  }

  /** Seen without scrolling. */
  inView(at: number): boolean {
    const { box } = this.node(at)
    return this.seen(at) && box[1] < this.page.height && box[1] + box[3] > 0
  }

  /** Words a person reads in and below the node, in document order. */
  text(at: number): string {
    const known = this.#texts[at]
    if (known !== undefined) return known
    const node = this.node(at)
    const parts: string[] = []
    const inner = this.children(at).map((child) => this.text(child))
    if (node.hidden !== true) {
      if (node.text !== undefined) for (const own of node.text.split(HOLE)) parts.push(own.trim(), inner.shift() ?? '')
      else if (node.tag === 'img' && node.attrs?.['alt']) parts.push(node.attrs['alt'])
      else if (node.tag === 'input' && /^(?:button|submit|reset)$/.test(node.attrs?.['type'] ?? ''))
        parts.push(node.attrs?.['value'] ?? node.value ?? '')
    }
    parts.push(...inner)
    const text = parts.filter((part) => part !== '').join(' ')
    this.#texts[at] = text
    return text
  }

  /** The node's own words, without those of elements inside. */
  own(at: number): string {
    return (this.node(at).text ?? '').replaceAll(HOLE, ' ').replace(/\s+/g, ' ').trim()
  }

  /** What a control is called: its words, else its label for those who cannot see it. */
  label(at: number): string {
    const { attrs } = this.node(at)
    const words = this.text(at)
    if (words !== '') return words
    const named = attrs?.['aria-label'] ?? attrs?.['title'] ?? attrs?.['alt'] ?? attrs?.['value'] ?? ''
    return named.replace(/\s+/g, ' ').trim()
  }

  /** The whole page's words. */
  words(): string {
    return this.page.nodes
      .map((node, at) => (node.parent < 0 ? this.text(at) : ''))
      .filter((part) => part !== '')
      .join(' ')
  }
}
