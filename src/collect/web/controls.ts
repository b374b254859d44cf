import { boxState, findPrompt, pressable } from './consent.ts'
import type { View } from './view.ts'
import { POLICY_NAME } from './words.ts'

/** How a control is found again after the page was loaded anew. */
export interface Target {
  readonly label: string
  readonly tag: string
  readonly names: string
  /** Its number among controls of the same words and kind. */
  readonly n: number
}

/** All that can be touched, the outermost node of each, without form fields, boxes and the consent prompt. */
export function controlsOf(view: View): number[] {
  const found: number[] = []
  const prompt = findPrompt(view)
  const skip = prompt && prompt.kind !== 'inline' ? prompt.root : undefined
  for (const at of view.nodes.keys()) {
    const { tag, parent } = view.node(at)
    if (/^(?:input|select|option|textarea|#text)$/.test(tag) || tag.startsWith('::')) continue
    if (!view.seen(at) || !pressable(view, at)) continue
    const label = view.label(at)
    if (label.length > 60) continue
    const outer = parent >= 0 && view.label(parent) === label && pressable(view, parent)
    if (outer && view.node(at).attrs?.['href'] === undefined) continue
    // A list that listens for its items: the items are the controls.
    if (view.node(at).tag !== 'a' && [...view.below(at)].some((b) => b !== at && own(view, b))) continue
    if (boxState(view, at)) continue
    if (skip !== undefined && view.inside(at, skip) && !POLICY_NAME.test(label)) continue
    found.push(at)
  }
  return found
}

const own = (view: View, at: number): boolean => {
  const { tag, attrs, click } = view.node(at)
  return (tag === 'a' || tag === 'button' || attrs?.['role'] === 'button' || click === true) && view.seen(at)
}

/** The control in a view of the page loaded anew; by its words alone where its kind changed. */
export function findAgain(view: View, target: Target): number | undefined {
  const same = controlsOf(view).filter((at) => {
    const { tag, attrs } = view.node(at)
    return (
      tag === target.tag && view.label(at).slice(0, 60) === target.label && (attrs?.['class'] ?? '') === target.names
    )
  })
  if (same[target.n] !== undefined) return same[target.n]
  return controlsOf(view).find((at) => target.label !== '' && view.label(at).slice(0, 60) === target.label)
}
