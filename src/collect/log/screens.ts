import type { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { timeOf } from './time.ts'

/** One view of a screen. */
export interface View {
  readonly text: string
  readonly className: string
  readonly packageName: string
  /** Resource id without its package. */
  readonly id: string
  readonly checkable: boolean
  readonly checked: boolean
  readonly clickable: boolean
  readonly password: boolean
  /** Index of the view around it; -1 at the top. */
  readonly parent: number
}

/** One uiautomator dump. */
export interface Screen {
  readonly kind: 'screen'
  readonly name: string
  /** From its name, where that holds a time. */
  readonly at?: number
  readonly views: readonly View[]
  /** Package in the foreground: the one with most views. */
  readonly packageName: string
}

/** Far more than fit a screen. */
const MOST_VIEWS = 5000

const TAG = /<(\/?)([A-Za-z_][\w.$-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const resolved = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()]!
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

export const looksLikeScreen = (head: string): boolean => /<hierarchy\b/.test(head)

/** Reads a dump; undefined where it holds no view. No entity other than the five of XML is ever resolved. */
export function readScreen(text: string, name: string, budget: Budget, log: ProblemLog): Screen | undefined {
  const start = text.indexOf('<hierarchy')
  if (start < 0) return undefined
  const end = text.indexOf('</hierarchy>', start)
  const views: View[] = []
  const open: number[] = []
  try {
    budget.steps(text.length)
    const body = end < 0 ? text.slice(start) : text.slice(start, end)
    for (const [, closing, tag, attributes, alone] of body.matchAll(TAG)) {
      if (tag === 'hierarchy') continue
      if (closing) {
        open.pop()
        continue
      }
      if (views.length >= MOST_VIEWS) break
      budget.entries()
      views.push(viewOf(attributes!, tag!, open.at(-1) ?? -1))
      if (!alone) open.push(views.length - 1)
    }
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
  }
  if (end < 0)
    log.add('log.cut', '', { zh: '界面记录不完整，请重新导出', en: 'the recorded screen is cut off: dump it again' })
  if (views.length === 0) return undefined
  const at = timeIn(name)
  return { kind: 'screen', name, views, packageName: mostOf(views), ...(at === undefined ? {} : { at }) }
}

function viewOf(attributes: string, tag: string, parent: number): View {
  const of: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE)) of[name!] = double ?? single ?? ''
  const words = [of['text'], of['content-desc']].map((t) => resolved(t ?? '').trim()).filter((t) => t !== '')
  return {
    text: [...new Set(words)].join(' ').slice(0, 20_000),
    className: of['class'] ?? (tag === 'node' ? '' : tag),
    packageName: of['package'] ?? '',
    id: (of['resource-id'] ?? '').replace(/^.*[:/]/, ''),
    checkable: of['checkable'] === 'true',
    checked: of['checked'] === 'true',
    clickable: of['clickable'] === 'true',
    password: of['password'] === 'true',
    parent,
  }
}

function mostOf(views: readonly View[]): string {
  const counts = new Map<string, number>()
  for (const { packageName } of views)
    if (packageName !== 'com.android.systemui') counts.set(packageName, (counts.get(packageName) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const STAMP = /(?:^|\D)(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})[-_.T ]{0,2}(\d{2})[-_.:]?(\d{2})[-_.:]?(\d{2})(?!\d)/

function timeIn(name: string): number | undefined {
  const stamp = STAMP.exec(name)
  if (stamp) return timeOf(`${stamp[1]}-${stamp[2]}-${stamp[3]} ${stamp[4]}:${stamp[5]}:${stamp[6]}`)
  const epoch = /(?:^|\D)(1[5-9]\d{8}(?:\d{3})?)(?!\d)/.exec(name)
  return epoch ? timeOf(epoch[1]) : undefined
}

const natural = new Intl.Collator('en', { numeric: true })

/** Screens in the order they were taken: by the times in their names where all have one, else by name. */
export function inOrder(screens: readonly Screen[]): readonly Screen[] {
  const timed = screens.every((s) => s.at !== undefined)
  return [...screens].sort((a, b) => (timed ? a.at! - b.at! : 0) || natural.compare(a.name, b.name))
}
