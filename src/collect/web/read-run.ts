import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { Run } from './run-model.ts'

/** A run is a few megabytes; more is not one of ours. */
const LARGEST = 256 << 20
const DEEPEST = 1000

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value)
const flag: Check = (value) => typeof value === 'boolean'
const list =
  (of: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(of)
const maybe =
  (of: Check): Check =>
  (value) =>
    value === undefined || of(value)
const orNull =
  (of: Check): Check =>
  (value) =>
    value === null || of(value)
const record =
  (of: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(of)
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]))
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value)
const webAddress: Check = (value) => typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '')
const place: Check = (value) => Number.isInteger(value) && (value as number) >= 0
/** Whether a name is of a file beside the run, and no path. */
export const isRunFile = (name: string): boolean => /^[\w-]{1,80}\.[a-z]{2,5}$/.test(name)
const fileName: Check = (value) => typeof value === 'string' && isRunFile(value)

const node = shape({
  id: number,
  parent: (value) => Number.isInteger(value) && (value as number) >= -1,
  tag: text,
  text: maybe(text),
  box: (value) => Array.isArray(value) && value.length === 4 && value.every(number),
  attrs: maybe(record(text)),
  click: maybe(flag),
  hidden: maybe(flag),
  checked: maybe(flag),
  value: maybe(text),
  style: shape({
    position: maybe(oneOf('absolute', 'fixed', 'sticky')),
    z: maybe(number),
    size: number,
    line: maybe(number),
    color: text,
    back: maybe(text),
    pointer: maybe(flag),
    inert: maybe(flag),
    scrolls: maybe(flag),
    bold: maybe(flag),
  }),
})

const view: Check = (value) =>
  shape({
    url: text,
    title: text,
    lang: text,
    width: number,
    height: number,
    extent: (value) => Array.isArray(value) && value.length === 2 && value.every(number),
    nodes: list(node),
    grid: list((value) => Number.isInteger(value) && (value as number) >= -1),
    cut: maybe(flag),
  })(value) && treeOf(value as Run['views'][number])

/** Parents stand before their children, and not too deep; the grid names nodes that are there. */
function treeOf({ nodes, grid }: Run['views'][number]): boolean {
  const depths: number[] = []
  for (const [at, { parent }] of nodes.entries()) {
    if (parent >= at) return false
    const depth = parent < 0 ? 0 : depths[parent]! + 1
    if (depth > DEEPEST) return false
    depths.push(depth)
  }
  return grid.every((at) => at < nodes.length)
}

const stored = shape({
  at: number,
  cookies: list(shape({ domain: text, name: text, value: text, expires: maybe(number), httpOnly: maybe(flag) })),
  items: list(shape({ origin: text, local: flag, in: maybe(oneOf('indexedDB', 'cache')), name: text, value: text })),
})

const event: Check = (value) => {
  switch ((value as { kind?: unknown } | null)?.kind) {
    case 'request':
      return shape({
        at: number,
        url: text,
        method: text,
        type: text,
        page: text,
        body: maybe(text),
        cookie: maybe(text),
        sets: maybe(list(text)),
        status: maybe(number),
        mime: maybe(text),
        refused: maybe(text),
        from: maybe(text),
        by: maybe(text),
        referrer: maybe(text),
        via: maybe(text),
      })(value)
    case 'call':
      return shape({ at: number, api: text, page: text, detail: maybe(text), stack: maybe(text) })(value)
    case 'popup':
    case 'dialog':
    case 'download':
    case 'crash':
      return shape({ at: number, page: text, detail: text })(value)
    default:
      return false
  }
}

const mark = shape({
  at: number,
  act: text,
  url: text,
  label: maybe(text),
  view: maybe(place),
  shot: maybe(fileName),
  status: maybe(number),
  dialog: maybe(shape({ type: oneOf('alert', 'confirm', 'prompt'), message: text })),
  gone: maybe(flag),
})

const phase = shape({
  name: oneOf('untouched', 'refused', 'agreed'),
  canaries: shape({
    latitude: text,
    longitude: text,
    phone: text,
    email: text,
    name: text,
    clipboard: text,
    userAgent: text,
  }),
  marks: list(mark),
  events: list(event),
  stored: list(stored),
  decidedAt: maybe(number),
  whole: flag,
})

const walk = shape({
  states: list(shape({ id: place, url: text, view: place, status: maybe(number), clicks: place, way: list(text) })),
  edges: list(shape({ from: place, to: place, label: text })),
  dead: list(shape({ from: place, label: text, href: maybe(text) })),
  complete: flag,
  why: maybe(text),
  policyState: maybe(place),
  switches: list(
    shape({
      state: place,
      text,
      before: orNull(flag),
      after: orNull(flag),
      later: orNull(flag),
      changed: flag,
      kept: flag,
      shots: list(fileName),
    }),
  ),
  withdrawal: maybe(
    shape({ state: place, label: text, at: number, before: stored, after: stored, view: place, shots: list(fileName) }),
  ),
})

const run = shape({
  schema: oneOf('guiju/run/1'),
  target: webAddress,
  url: webAddress,
  title: text,
  startedAt: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  ms: number,
  bytes: number,
  browser: shape({ product: text, from: text, sandbox: flag }),
  phases: list(phase),
  walk: maybe(walk),
  policy: maybe(shape({ url: webAddress, file: fileName, view: place, status: maybe(number), shot: maybe(fileName) })),
  views: list(view),
  problems: list(shape({ code: text, where: text, detail: text })),
})

/** The run in `run.json`, or why it is none. */
export function readRun(path: string): Run | { readonly why: 'missing' | 'large' | 'json' | 'shape' } {
  const bytes = readSmall(path, LARGEST)
  if (typeof bytes === 'string') return { why: bytes }
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return run(value) ? (value as Run) : { why: 'shape' }
  } catch {
    return { why: 'json' }
  }
}

/** A file's bytes, where it is a file and not too large. */
export function readSmall(path: string, most: number): Buffer | 'missing' | 'large' {
  try {
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = fstatSync(fd)
      if (!stat.isFile()) return 'missing'
      return stat.size > most ? 'large' : readFileSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch {
    return 'missing'
  }
}
