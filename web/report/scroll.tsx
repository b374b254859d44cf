import type { ComponentChildren, VNode } from 'preact'
import type { Text } from '../../src/law/text.ts'
import { inBoth, T } from './text.tsx'

/** A table that may be wider than the screen: it scrolls by itself, by keyboard too. */
export function Scroll({ label, children }: { label: Text; children: ComponentChildren }): VNode {
  return (
    <section
      class="scroll"
      aria-label={inBoth(label)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      {children}
    </section>
  )
}

/** What stands above the columns of a table. */
export function Heads({ of, numeric = false }: { of: readonly Text[]; numeric?: boolean }): VNode {
  return (
    <>
      {of.map((head) => (
        <th scope="col" class={numeric ? 'num' : undefined}>
          <T text={head} />
        </th>
      ))}
    </>
  )
}
