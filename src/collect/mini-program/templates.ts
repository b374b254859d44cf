import { type Token, Tokenizer } from 'parse5'
import type { Budget } from '../budget.ts'

/** A box, radio button or switch in a template. */
export interface TemplateBox {
  readonly file: string
  readonly line: number
  readonly element: string
  /** `true` and `false` where the template says so by itself; undefined where data decides or nothing stands there. */
  readonly checked: boolean | undefined
  /** As written, where data decides. */
  readonly expression?: string
  /** Words nearest to it. */
  readonly text: string
}

export interface Template {
  readonly texts: readonly { readonly text: string; readonly line: number }[]
  readonly boxes: readonly TemplateBox[]
  /** `open-type` of buttons. */
  readonly opens: readonly { readonly type: string; readonly line: number }[]
  readonly elements: ReadonlyMap<string, number>
  /** Addresses given to `web-view`. */
  readonly views: readonly { readonly src: string; readonly line: number }[]
}

interface Open {
  readonly name: string
  text: string
  readonly boxes: { box: TemplateBox; own: boolean }[]
}

const BOX = new Set(['checkbox', 'radio', 'switch', 'van-checkbox', 'van-switch', 't-checkbox'])
const DEPTH = 200
const WORDS = 400

function truth(value: string | undefined): { checked: boolean | undefined; expression?: string } {
  if (value === undefined) return { checked: false }
  const inner = /^\s*\{\{\s*([\s\S]*?)\s*\}\}\s*$/.exec(value)?.[1]
  if (inner === undefined) return { checked: value !== 'false' }
  if (/^(?:true|!0|1)$/.test(inner)) return { checked: true }
  if (/^(?:false|!1|0)$/.test(inner)) return { checked: false }
  return { checked: undefined, expression: inner.slice(0, 80) }
}

/** Reads a template: texts, boxes with the words beside them, buttons that open something of the platform's. */
export function readTemplate(source: string, file: string, budget: Budget): Template {
  const texts: { text: string; line: number }[] = []
  const boxes: TemplateBox[] = []
  const opens: { type: string; line: number }[] = []
  const views: { src: string; line: number }[] = []
  const elements = new Map<string, number>()
  const stack: Open[] = [{ name: '', text: '', boxes: [] }]
  const pop = () => {
    const closed = stack.pop()!
    const outer = stack.at(-1)
    if (!outer) return
    outer.text = (outer.text + closed.text).slice(0, WORDS)
    // A box stands for the words of the smallest part of the page that has any.
    const settled = closed.text.trim() !== ''
    for (const one of closed.boxes)
      if (settled) boxes.push({ ...one.box, text: closed.text.trim() })
      else outer.boxes.push(one)
  }
  const line = (token: { location: Token.Location | null }) => token.location?.startLine ?? 0
  const onText = (token: Token.CharacterToken) => {
    budget.steps(token.chars.length)
    const text = token.chars.replace(/\{\{[\s\S]{0,400}?\}\}/g, ' ').trim()
    if (text === '') return
    texts.push({ text, line: line(token) })
    const top = stack.at(-1)!
    if (top.text.length < WORDS) top.text += text
  }
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onCharacter: onText,
      onWhitespaceCharacter: () => {},
      onNullCharacter: () => {},
      onComment: () => {},
      onDoctype: () => {},
      onEof: () => {},
      onParseError: null,
      onStartTag(token) {
        budget.steps(8)
        const { tagName: name } = token
        const attribute = (key: string) => token.attrs.find((one) => one.name === key)?.value
        elements.set(name, elements.get(name) ?? line(token))
        const type = attribute('open-type')
        if (type !== undefined) opens.push({ type, line: line(token) })
        if (name === 'web-view') views.push({ src: (attribute('src') ?? '').slice(0, 500), line: line(token) })
        const open: Open = { name, text: '', boxes: [] }
        if (BOX.has(name)) {
          const value =
            attribute('checked') ?? attribute('model:checked') ?? (name.includes('-') ? attribute('value') : undefined)
          // `checked` alone is true; `checked=""` is for the platform to decide.
          const at = token.location?.attrs?.['checked']
          const written = value === '' && at && at.endOffset - at.startOffset > 'checked'.length ? '{{}}' : value
          open.boxes.push({ own: true, box: { file, line: line(token), element: name, text: '', ...truth(written) } })
        }
        if (stack.length < DEPTH) {
          stack.push(open)
          if (token.selfClosing || name === 'input' || name === 'image' || name === 'import' || name === 'include')
            pop()
        }
      },
      onEndTag(token) {
        for (let i = stack.length - 1; i > 0 && i > stack.length - 30; i -= 1)
          if (stack[i]!.name === token.tagName) {
            while (stack.length > i) pop()
            return
          }
      },
    },
  )
  tokenizer.write(source, true)
  while (stack.length > 1) pop()
  for (const one of stack[0]!.boxes) boxes.push({ ...one.box, text: stack[0]!.text.trim() })
  return { texts, boxes, opens, elements, views }
}
