import { type Box, boxesIn, boxState, type Control, controlsIn, type Prompt, rootOf } from './consent.ts'
import type { View } from './view.ts'
import { BOX_MEMORY, BOX_NECESSARY, BOX_OPPOSES, BOX_PURPOSE, choiceOf, opensChoices } from './words.ts'

/** Further choices that a prompt leads to: purposes one by one, and ways to refuse or to keep what was chosen. */
export interface Layer {
  /** The node that holds the boxes and the way to decide. */
  readonly root: number
  readonly boxes: readonly Box[]
  /** Refuses all that is not needed. */
  readonly decline: Control | undefined
  /** Keeps what the boxes say. */
  readonly save: Control | undefined
}

/** The control of a prompt that opens further choices. */
export const layerControl = (prompt: Prompt): Control | undefined =>
  prompt.controls.find((control) => control.at >= 0 && !control.disabled && opensChoices(control.label))

const SAVES = /^(?:确定|确认|完成|提交|ok|done)$/i
const LARGEST = 6000

/**
 * The further choices in view after the control was touched; undefined where none can be told from the page. `before`
 * holds the words of controls that stood there already, which belong to the page and not to the choices.
 */
export function layerIn(view: View, before: ReadonlySet<string>): Layer | undefined {
  const fresh = controlsIn(view).filter((control) => !before.has(control.label))
  const declines = fresh.filter(({ choice }) => choice === 'refuse' || choice === 'limited')
  // The same words on several buttons refuse one purpose each.
  const single = declines.filter((one) => declines.every((other) => other === one || other.label !== one.label))
  const decline = [...single, ...declines].find((control) => holds(view, control.at) !== undefined)
  const saves = fresh.filter(
    ({ choice, label }) => choice === 'save' || (choice === 'acknowledge' && SAVES.test(label.trim())),
  )
  const save = saves.find((control) => boxesAround(view, control.at) !== undefined)
  const root = (save && boxesAround(view, save.at)) ?? (decline && holds(view, decline.at))
  if (root === undefined) return undefined
  return { root, boxes: boxesIn(view, root).map(inLayer), decline, save }
}

/** The smallest block around a control that has boxes for purposes in it. */
function boxesAround(view: View, control: number): number | undefined {
  for (const up of view.above(control)) {
    if (view.text(up).length > LARGEST) return undefined
    if ([...view.below(up)].some((at) => boxState(view, at) !== undefined))
      return about(view.text(up)) || boxesIn(view, up).some((box) => about(box.text)) ? up : undefined
  }
  return undefined
}

const holds = (view: View, control: number): number | undefined =>
  boxesAround(view, control) ?? rootOf(view, control)?.root

const about = (text: string): boolean => BOX_PURPOSE.test(text) || BOX_NECESSARY.test(text) || /cookie/i.test(text)

/** Among choices about data a purpose is one whatever the words around it. */
const inLayer = (box: Box): Box =>
  box.kind === 'other' &&
  !BOX_OPPOSES.test(box.text) &&
  BOX_PURPOSE.test(box.text) &&
  !BOX_NECESSARY.test(box.text) &&
  !BOX_MEMORY.test(box.text)
    ? { ...box, kind: 'purpose' }
    : box

/** Boxes that must be off for the choice to be a refusal, by their place among those of the layer. */
export const wanted = (layer: Layer): readonly number[] =>
  [...layer.boxes.keys()].filter((i) => isWanted(layer.boxes[i]!))

const isWanted = ({ disabled, ticked, text }: Box): boolean =>
  !disabled && ticked !== false && !BOX_NECESSARY.test(text) && !BOX_OPPOSES.test(text) && !says(text)

/** A radio button for no. */
export const says = (text: string): boolean => /^(?:refuse|limited)$/.test(choiceOf(text) ?? '')
