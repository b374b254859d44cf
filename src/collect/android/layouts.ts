import type { Zip, ZipEntry } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import { ATTR } from './attributes.ts'
import { type AxmlElement, parseAxml } from './axml.ts'
import type { LocalText, Resources } from './resources.ts'
import { asWord, isReference, VALUE, type Value } from './values.ts'

export type TextRole = 'text' | 'hint' | 'content-description' | 'text-on' | 'text-off' | 'title'

/** A text a layout puts on the screen. */
export interface LayoutText extends LocalText {
  readonly role: TextRole
  /** Class of the element. */
  readonly element: string
  readonly line: number
}

/** A check box, radio button, switch or the like. */
export interface Checkable {
  /** Class of the element as written: `CheckBox`, `com.example.AgreeCheckBox`. */
  readonly element: string
  /** Name of its id: `id/agree`; undefined without one. */
  readonly id: string | undefined
  /** True: ticked when the layout is shown; undefined: a theme or the app's own view class decides. Code may still change it. */
  readonly checked: boolean | undefined
  /** Where `checked` was found: on the element, in its style, or in the group's `checkedButton`. */
  readonly from: 'element' | 'style' | 'group' | 'absent'
  /** The layout keeps it, or something around it, off the screen until code shows it. */
  readonly hidden: boolean
  readonly texts: readonly LayoutText[]
  /** Texts of the same container, the nearest in the file first. */
  readonly nearby: readonly LayoutText[]
  readonly line: number
}

export interface Layout {
  /** Entry in the package. */
  readonly path: string
  /** Resource id; 0 for a file no resource names. */
  readonly id: number
  /** `layout/activity_login`; undefined for a file no resource names. */
  readonly name: string | undefined
  readonly texts: readonly LayoutText[]
  readonly checkables: readonly Checkable[]
  /** Methods named by `android:onClick`. */
  readonly onClick: readonly string[]
  /** Classes of elements that are not the platform's own, with package. */
  readonly customViews: readonly string[]
  /** Names of included layouts. */
  readonly includes: readonly string[]
}

/** Largest layout file that is read. */
const MAX_FILE = 8 << 20
const FOLDER = /^res\/layout[^/]*\/[^/]+\.xml$/
const CHECKABLE =
  /(?:Check[Bb]ox|CheckedTextView|Radio[Bb]utton|CompoundButton|ToggleButton|Switch(?:Compat|Material|Button|View)?)$/

/** View classes whose own default is unticked. */
const PLATFORM = /^(?:android|androidx|com\.google\.android\.material)\./
/** How many elements away, and how many texts, still count as near. */
const REACH = 200
const MAX_NEARBY = 40

const ROLES: readonly (readonly [TextRole, number])[] = [
  ['text', ATTR.text],
  ['hint', ATTR.hint],
  ['content-description', ATTR.contentDescription],
  ['text-on', ATTR.textOn],
  ['text-off', ATTR.textOff],
  ['title', ATTR.title],
]

/** Reads every layout of an APK: the files resources call layouts, whatever their path, and those under `res/layout*`. */
export function readLayouts(zip: Zip, resources: Resources, budget: Budget): Layout[] {
  const files = new Map<string, { entry: ZipEntry; id: number; name: string | undefined }>()
  for (const file of resources.files('layout')) {
    const entry = files.has(file.path) ? undefined : zip.get(file.path)
    if (entry !== undefined) files.set(file.path, { entry, id: file.id, name: file.name })
  }
  for (const entry of zip.entries)
    if (FOLDER.test(entry.name) && !files.has(entry.name)) files.set(entry.name, { entry, id: 0, name: undefined })
  const layouts: Layout[] = []
  for (const { entry, id, name } of files.values()) {
    const bytes = zip.read(entry, MAX_FILE)
    const root = bytes === undefined ? undefined : parseAxml(bytes, budget, zip.log, zip.locator(entry))
    if (root === undefined) continue
    const layout = zip.log.guard(zip.locator(entry), () => readLayout(root, zip.locator(entry), name, resources))
    if (layout !== undefined) layouts.push({ ...layout, id })
  }
  return layouts
}

/** Reads one layout from its root element. */
function readLayout(
  root: AxmlElement,
  path: string,
  name: string | undefined,
  resources: Resources,
): Omit<Layout, 'id'> {
  const order = inOrder(root)
  const texts = order.elements.map((element) => textsOf(element, resources))
  const onClick = new Set<string>()
  const customViews = new Set<string>()
  const includes = new Set<string>()
  const checkables: Checkable[] = []
  for (const [index, element] of order.elements.entries()) {
    const view = classOf(element)
    const click = element.find(ATTR.onClick)
    const handler = click === undefined ? undefined : resources.word(click)
    if (handler !== undefined && handler !== '') onClick.add(handler)
    if (view.includes('.')) customViews.add(view)
    if (view === 'include') {
      const included = element.findPlain('layout') ?? element.find(ATTR.layout)
      const target = included !== undefined && isReference(included) ? resources.name(included.data) : undefined
      if (target !== undefined) includes.add(target)
    }
    if (!CHECKABLE.test(view)) continue
    const id = element.find(ATTR.id)
    checkables.push({
      element: view,
      id: id !== undefined && isReference(id) ? resources.name(id.data) : undefined,
      ...checkedState(element, view, id, resources),
      hidden: isHidden(element, resources),
      texts: texts[index]!,
      nearby: nearbyTexts(index, order, texts),
      line: element.line,
    })
  }
  return {
    path,
    name,
    texts: texts.flat(),
    checkables,
    onClick: [...onClick],
    customViews: [...customViews],
    includes: [...includes],
  }
}

/** Elements as the file has them, with the place of each parent and the place after each one's last descendant. */
interface Order {
  readonly elements: readonly AxmlElement[]
  readonly parents: readonly number[]
  readonly ends: readonly number[]
}

function inOrder(root: AxmlElement): Order {
  const elements: AxmlElement[] = []
  const parents: number[] = []
  const waiting: { element: AxmlElement; parent: number }[] = [{ element: root, parent: -1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { children } = next.element
    for (let i = children.length - 1; i >= 0; i--) waiting.push({ element: children[i]!, parent: elements.length })
    elements.push(next.element)
    parents.push(next.parent)
  }
  const ends = elements.map((_, index) => index + 1)
  for (let i = elements.length - 1; i > 0; i--) ends[parents[i]!] = Math.max(ends[parents[i]!]!, ends[i]!)
  return { elements, parents, ends }
}

/** The class of a view: the tag, or the `class` of a `view` tag. */
function classOf(element: AxmlElement): string {
  const tag = element.name
  if (tag !== 'view') return tag
  const value = element.findPlain('class')
  return (value === undefined ? undefined : asWord(value)) ?? tag
}

function textsOf(element: AxmlElement, resources: Resources): LayoutText[] {
  const list: LayoutText[] = []
  for (const [role, id] of ROLES) {
    const value = element.find(id)
    const text = value === undefined ? undefined : resources.text(value)
    if (text === undefined || (!text.default && !text.zh)) continue
    list.push({ ...text, role, element: classOf(element), line: element.line })
  }
  return list
}

function checkedState(
  element: AxmlElement,
  view: string,
  id: Value | undefined,
  resources: Resources,
): Pick<Checkable, 'checked' | 'from'> {
  const own = element.find(ATTR.checked)
  if (own !== undefined) return { checked: resources.boolean(own), from: 'element' }
  const style = element.findPlain('style')
  if (style !== undefined && isReference(style)) {
    const styled = resources.styleValue(style.data, ATTR.checked)
    if (styled !== undefined) return { checked: resources.boolean(styled), from: 'style' }
  }
  const group = element.parent?.find(ATTR.checkedButton)
  if (group !== undefined && id !== undefined && isReference(group) && group.data === id.data)
    return { checked: true, from: 'group' }
  const known = !view.includes('.') || PLATFORM.test(view)
  return { checked: known && style?.type !== VALUE.attribute ? false : undefined, from: 'absent' }
}

/** Only what the file says outright: 1 is invisible, 2 is gone. */
function isHidden(element: AxmlElement, resources: Resources): boolean {
  for (let at: AxmlElement | undefined = element; at !== undefined; at = at.parent) {
    const value = at.find(ATTR.visibility)
    if (value !== undefined && (resources.integer(value) ?? 0) !== 0) return true
  }
  return false
}

/** Texts in the container of the element, or in the one around it when that has none; nearest first. */
function nearbyTexts(index: number, order: Order, texts: readonly (readonly LayoutText[])[]): LayoutText[] {
  let container = order.parents[index]!
  for (let level = 0; container >= 0 && level < 2; level++, container = order.parents[container]!) {
    const end = order.ends[container]!
    const found: LayoutText[] = []
    for (let distance = 1; distance <= REACH && found.length < MAX_NEARBY; distance++) {
      const before = index - distance
      const after = index + distance
      if (before < container && after >= end) break
      if (after < end) found.push(...texts[after]!)
      if (before >= container) found.push(...texts[before]!)
    }
    if (found.length > 0) return found
  }
  return []
}
