import type { ComponentChildren, VNode } from 'preact'
import type { Text } from '../../src/law/text.ts'
import { fill } from '../../src/law/text.ts'
import { clip, pieces } from '../../src/report/visible.ts'
import { WORDS } from '../../src/report/words.ts'

/** Longest piece of foreign text a page prints; the JSON holds all of it. */
const LONGEST = 4000

/** Foreign text: characters that cannot be seen are named, over-long text is cut and says so. */
export function Raw({ text }: { text: string }): VNode {
  const { text: head, more } = clip(text, LONGEST)
  const parts = pieces(head)
  return (
    <>
      {parts.map((piece) => (piece.hidden ? <span class="ctl">{piece.text}</span> : piece.text))}
      {more > 0 && <T text={fill(WORDS.clipped, { n: more })} />}
    </>
  )
}

/** A text in both languages; the page's language switch shows one. */
export function T({ text }: { text: Text }): VNode {
  if (text.zh === text.en) return <Raw text={text.zh} />
  return (
    <>
      <span lang="zh">
        <Raw text={text.zh} />
      </span>
      <span lang="en">
        <Raw text={text.en} />
      </span>
    </>
  )
}

/** A text where no element can stand, as in an attribute: one language after the other. */
export const inBoth = ({ zh, en }: Text): string => (zh === en ? zh : `${zh} ${en}`)

/** A name, path or identifier from an input, kept apart from the direction of the text around it. */
export function Code({ text }: { text: string }): VNode {
  return (
    <code>
      <Raw text={text} />
    </code>
  )
}

/** For screen readers only. */
export function Hidden({ children }: { children: ComponentChildren }): VNode {
  return <span class="vh">{children}</span>
}

/** Sentences one after the other: Chinese needs no space between them. */
export function sentences(...texts: readonly Text[]): Text {
  return { zh: texts.map((t) => t.zh).join(''), en: texts.map((t) => t.en).join(' ') }
}
