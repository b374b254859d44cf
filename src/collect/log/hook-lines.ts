import type { Phase } from '../app/events.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { type Call, framesOf } from './calls.ts'
import { type HookLog, type Logged, phaseOf } from './hook-log.ts'
import { camilleTimes, timeOf } from './time.ts'

type Json = Readonly<Record<string, unknown>>

/** A JSON object that starts after a logcat head (`11-27 10:15:30.123  1234  1234 I tag: `) or at the line's start. */
const LINE =
  /^(?:\[[^\]]{0,40}\]\s*)?(?:(?<time>(?:\d{4}-)?\d{2}-\d{2}\s+\d{2}:\d{2}:\d{2}\.\d{1,6}|\d{9,11}\.\d{1,6})\s[^{]{0,200})?(?<json>\{.*)$/
const MOST_LINE = 1 << 20

/** Lines of a text that are JSON objects of hooks; undefined where too few are. */
export function readHookLines(text: string, near: number, budget: Budget, log: ProblemLog): HookLog | undefined {
  const reader = new LineReader(near)
  let bad = 0
  try {
    for (const [i, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue
      budget.entries()
      budget.steps(line.length)
      const json = line.length > MOST_LINE ? undefined : objectIn(line)
      if (json) reader.take(json.value, json.time, `line ${i + 1}`)
      else if (!/^-{3,}|^\[\*\]/.test(line)) bad++
    }
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
    reader.cut()
  }
  if (bad > 0)
    log.add('log.lines', '', {
      zh: `有${bad}行不是可识别的记录，已跳过`,
      en: `${bad} lines are no records that are recognised and were passed over`,
    })
  return reader.finish(bad > 0)
}

function objectIn(line: string): { readonly value: Json; readonly time: string | undefined } | undefined {
  const match = LINE.exec(line.trimStart())
  if (!match) return undefined
  try {
    const value = JSON.parse(match.groups!['json']!) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value: value as Json, time: match.groups!['time'] }
      : undefined
  } catch {
    return undefined
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined

const first = (from: Json, ...names: readonly string[]): unknown =>
  names.map((n) => from[n]).find((v) => v !== undefined)

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, 2000).map((v) => text(v) ?? JSON.stringify(v) ?? '') : []

/** Folds lines into a log: calls, and the marks start, hooks, consent, refuse and end. */
class LineReader {
  readonly #near: number
  readonly #rows: Logged[] = []
  readonly #chose = new Set<'agree' | 'refuse'>()
  #watched: string[] | undefined
  #app: string | undefined
  #phase: Phase | undefined
  #started = false
  #ended = false
  /** Rows of camille’s script, whose times its fault is in. */
  readonly #notices: { readonly row: number; readonly time: string }[] = []
  #known = 0

  constructor(near: number) {
    this.#near = near
  }

  take(line: Json, headTime: string | undefined, locator: string): void {
    const inner = line['payload'] ?? (line['message'] as Json | undefined)?.['payload']
    const from = typeof inner === 'object' && inner !== null ? (inner as Json) : line
    const type = (text(first(from, 'type', 'event', 'kind')) ?? '').toLowerCase()
    switch (type) {
      case 'start':
      case 'spawn':
        // Only a watch that began before the app's first code, and before any row, began at the start.
        this.#started = this.#rows.length === 0 && first(from, 'spawned', 'fromStart') !== false
        this.#app = text(first(from, 'app', 'package', 'packageName')) ?? this.#app
        // An app that was used before may have its consent already: that there is none yet must be said, here or by a mark.
        if (this.#started && first(from, 'fresh', 'freshInstall') === true) this.#phase = 'before-consent'
        this.#known++
        return
      case 'hooks':
      case 'watching':
        this.#watched = [...(this.#watched ?? []), ...texts(first(from, 'apis', 'hooks', 'methods', 'list'))]
        this.#known++
        return
      case 'consent':
      case 'agree':
        this.#mark(type === 'consent' ? text(first(from, 'choice', 'value', 'state')) : 'agree')
        return
      case 'refuse':
      case 'reject':
      case 'disagree':
        this.#mark('refuse')
        return
      case 'end':
        this.#ended = true
        this.#known++
        return
      default:
    }
    const call = callOf(from)
    if (!call) return
    this.#known++
    this.#ended = false
    const written = first(from, 'time', 'timestamp', 'ts', 'at')
    if (type === 'notice') this.#notices.push({ row: this.#rows.length, time: text(written) ?? '' })
    const at = timeOf(written ?? headTime, this.#near)
    const own = phaseOf(text(first(from, 'phase', 'consent', 'privacy_policy_status', 'state')) ?? '')
    const phase = own ?? this.#phase
    this.#rows.push({
      call,
      locator,
      ...(at === undefined || type === 'notice' ? {} : { moment: { at } }),
      ...(phase ? { phase } : {}),
    })
    if (own === 'after-consent') this.#chose.add('agree')
    if (own === 'after-refusal') this.#chose.add('refuse')
  }

  #mark(choice: string | undefined): void {
    const refused = /refus|reject|disagree|deny|denied|拒绝|不同意/i.test(choice ?? '')
    this.#phase = refused ? 'after-refusal' : 'after-consent'
    this.#chose.add(refused ? 'refuse' : 'agree')
    this.#known++
    // A log that marks the choice says that what stands above it came before, unless a row says otherwise.
    const [only] = this.#chose
    if (this.#chose.size === 1 && only)
      for (const [i, row] of this.#rows.entries()) if (!row.phase) this.#rows[i] = { ...row, phase: 'before-consent' }
  }

  cut(): void {
    this.#ended = false
  }

  finish(damaged: boolean): HookLog | undefined {
    if (this.#known === 0) return undefined
    for (const [i, moment] of camilleTimes(this.#notices.map((n) => n.time)).entries()) {
      const { row } = this.#notices[i]!
      if (moment) this.#rows[row] = { ...this.#rows[row]!, moment }
    }
    return {
      kind: 'hooks',
      tool: this.#notices.length > 0 ? 'camille' : 'Frida',
      rows: this.#rows,
      ...(this.#app === undefined ? {} : { app: this.#app }),
      fromStart: this.#started,
      ended: this.#ended && !damaged,
      ...(this.#watched ? { watched: this.#watched } : {}),
      chose: this.#chose,
    }
  }
}

const CLASS_METHOD = /^((?:[A-Za-z_]\w*\.)+[A-Za-z_][\w$]*)[.#:]+([\w$<>]+)(?:\(.*)?$/

function callOf(from: Json): Call | undefined {
  const api = text(first(from, 'api', 'function', 'func', 'name'))
  const className = text(first(from, 'class', 'className', 'clazz', 'cls'))
  const method = text(first(from, 'method', 'methodName'))
  const split = CLASS_METHOD.exec(className === undefined ? (api ?? method ?? '') : '')
  const words = [
    first(from, 'messages', 'message', 'description', 'desc'),
    first(from, 'action', 'behavior', 'category'),
  ]
    .map(text)
    .filter((w) => w !== undefined)
    .join(' ')
  if (className === undefined && method === undefined && api === undefined && words === '') return undefined
  const given = first(from, 'args', 'arguments', 'arg', 'params', 'parameters')
  const args = Array.isArray(given) ? texts(given) : typeof given === 'string' ? argsIn(given) : undefined
  const stack = first(from, 'stack', 'stacks', 'stackTrace', 'stacktrace', 'backtrace', 'trace')
  const subject = text(first(from, 'subject', 'subject_type', 'main', 'sdk'))
  return {
    ...(split
      ? { className: split[1]!, method: split[2]! }
      : { ...(className ? { className } : {}), ...(method ? { method } : {}) }),
    ...(words === '' && api === undefined ? {} : { words: words || api! }),
    ...(args ? { args } : {}),
    ...(subject ? { subject } : {}),
    stack: framesOf(Array.isArray(stack) ? texts(stack).map(frameText).join('\n') : (text(stack) ?? '')),
  }
}

/** A frame may stand without its place in the source. */
const frameText = (frame: string): string => (/\(/.test(frame) ? frame : `${frame}(`)

const argsIn = (given: string): string[] =>
  given === '' || given === '无参数'
    ? []
    : given
        .split(/\r?\n|(?=参数\d{1,2}[：:])/)
        .slice(0, 32)
        .map((part) => part.replace(/^\s*参数\d{1,2}[：:]\s*/, '').trim())
        .filter((part) => part !== '')
