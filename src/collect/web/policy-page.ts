import { contrast } from './consent.ts'
import { HOLE, type View } from './view.ts'
import { ERROR_PAGE, OTHER_DOCUMENT, POLICY_NAME } from './words.ts'

const RULE_WORDS = [
  /收集|收集|蒐集/,
  /使用/,
  /个人信息|個人資料|个人资料|个人数据|personal (?:data|information)/i,
  /隐私|隱私|privacy/i,
]
/** Fewer characters are no text of rules. */
const A_TEXT = 120

/** Whether a page that a link with these words led to holds a privacy policy. */
export function isPolicyText(view: View, label: string, modal: boolean): boolean {
  const root = policyRoot(view)
  const text = root === undefined ? view.words() : view.text(root)
  if (text.length < A_TEXT) return false
  if (ERROR_PAGE.test(text.slice(0, 200)) && text.length < 400) return false
  const spoken = RULE_WORDS.filter((word) => word.test(text)).length
  const titled = POLICY_NAME.test(view.page.title) || POLICY_NAME.test(text.slice(0, 120))
  const named = POLICY_NAME.test(label) && !(OTHER_DOCUMENT.test(label) && !/隐私(?:政策|协议|声明)/.test(label))
  if (modal && root === undefined) return false
  // A document of that name is the policy, whatever it says.
  return (named && (spoken >= 2 || (titled && !modal))) || (titled && spoken >= 3 && text.length > 400 && !modal)
}

/** The floating block that holds a policy in place of a page of its own. */
export function policyRoot(view: View): number | undefined {
  let best: number | undefined
  for (const at of view.nodes.keys()) {
    const { style, tag, attrs } = view.node(at)
    const floats =
      style.position === 'fixed' || tag === 'dialog' || attrs?.['role'] === 'dialog' || (style.z ?? 0) >= 10
    if (!floats || !view.seen(at)) continue
    const text = view.text(at)
    if (text.length < A_TEXT || RULE_WORDS.filter((word) => word.test(text)).length < 3) continue
    if (best === undefined || text.length < view.text(best).length) best = at
  }
  return best
}

const BLOCK =
  /^(?:h[1-6]|p|li|ul|ol|table|tbody|thead|tr|td|th|section|article|div|main|header|footer|dl|dt|dd|blockquote|pre)$/

/** The rendered words as plain HTML: frames and shadow roots are one document. */
export function htmlOf(view: View, root?: number): string {
  const write = (at: number): string => {
    const node = view.node(at)
    if (node.hidden) return ''
    const children = [...view.children(at)]
    let inner = ''
    if (node.text === undefined) inner = children.map(write).join('')
    else {
      for (const piece of node.text.split(HOLE)) {
        inner += escaped(piece)
        const child = children.shift()
        if (child !== undefined) inner += write(child)
      }
      inner += children.map(write).join('')
    }
    if (node.tag === 'a') return `<a href="${escaped(node.attrs?.['href'] ?? '')}">${inner}</a>`
    if (node.tag === 'br') return '<br>'
    return BLOCK.test(node.tag) ? `<${node.tag}>${inner}</${node.tag}>\n` : inner
  }
  const tops = root === undefined ? view.nodes.flatMap((node, at) => (node.parent < 0 ? [at] : [])) : [root]
  return `<!doctype html><meta charset="utf-8"><title>${escaped(view.page.title)}</title><body>${tops.map(write).join('')}</body>`
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Measures of a policy page on a phone, over the characters of running text. */
export interface Legibility {
  /** Font size in px below which the smallest tenth of the text lies. */
  readonly size: number
  /** Line height over font size, likewise; absent where the page leaves it to the browser. */
  readonly line?: number
  /** Contrast ratio likewise; absent where text stands on pictures. */
  readonly contrast?: number
  /** Pixels by which the page is wider than the screen. */
  readonly overflow: number
  readonly chars: number
}

/** Measured over all text of the page or of the block that holds it; undefined where there is too little. */
export function legibility(view: View, root?: number): Legibility | undefined {
  const sizes: [number, number][] = []
  const lines: [number, number][] = []
  const contrasts: [number, number][] = []
  let chars = 0
  const within = root === undefined ? view.nodes.keys() : view.below(root)
  for (const at of within) {
    const { style } = view.node(at)
    const length = view.own(at).length
    if (length < 8 || !view.seen(at)) continue
    chars += length
    sizes.push([style.size, length])
    if (style.line !== undefined && style.size > 0) lines.push([style.line / style.size, length])
    const ratio = contrast(style.color, style.back)
    if (ratio !== undefined) contrasts.push([ratio, length])
  }
  if (chars < A_TEXT) return undefined
  const tenth = (values: [number, number][]): number | undefined => {
    const sorted = values.toSorted((a, b) => a[0] - b[0])
    let left = sorted.reduce((sum, [, n]) => sum + n, 0) / 10
    for (const [value, n] of sorted) {
      left -= n
      if (left < 0) return Math.round(value * 100) / 100
    }
    return undefined
  }
  const line = tenth(lines)
  const ratio = tenth(contrasts)
  return {
    size: tenth(sizes) ?? 0,
    ...(line === undefined ? {} : { line }),
    ...(ratio === undefined ? {} : { contrast: ratio }),
    overflow: Math.max(0, Math.round(view.page.extent[0] - view.page.width)),
    chars,
  }
}
