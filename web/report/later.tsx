import type { ComponentChildren, VNode } from 'preact'

/**
 * What stands closed in a page of many rows. With a script it is text until somebody opens it, prints the page or follows
 * a link into it; without one it is read like the rest. None stands within another.
 */
export function Later({ when, children }: { when: boolean; children: ComponentChildren }): VNode {
  return <>{when ? <noscript class="later">{children}</noscript> : children}</>
}
