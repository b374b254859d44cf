import type { Entry } from './entry.ts'
import { readErasure } from './entry.ts'

/** A case as its entries hold it: the shape of a case file, each event as it was recorded. */
export interface KeptCase {
  readonly schema: 'guiju/case/1'
  readonly procedure: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly events: readonly KeptEvent[]
}

export interface KeptEvent {
  readonly type: string
  readonly at: string
  readonly by: string
  readonly data: Readonly<Record<string, unknown>>
  readonly outcome?: string
  /** Its content was erased: what is left is what its entry says. */
  readonly erased?: ErasedMark
}

/** Why content was erased, on which provision, and when. */
export interface ErasedMark {
  readonly on: string
  readonly reason: string
  readonly cites?: string
}

/** An entry, with the text of its content where that is still there. */
export interface Held {
  readonly entry: Entry
  readonly content?: { readonly text: string }
}

export interface Standing {
  readonly file: KeptCase
  /** The entry that opened the case, and that of each event in the order of the file. */
  readonly opening: Entry
  readonly places: readonly Entry[]
  /** The whole case was erased. */
  readonly gone?: ErasedMark
  /** Each time the case was read from a file that this log did not write: its entry, and how many events came with it. */
  readonly taken: readonly { readonly entry: Entry; readonly events: number }[]
}

/** The kind of an entry that opens a case; its content is the facts. */
export const openingKind = (procedure: string): string => `opened ${procedure}`

/**
 * The kind of an entry that holds an event: what of it stays when its content is erased, in the signed log from the
 * first. `taken` events came with a file and did not pass the gate of this log.
 */
export const eventKind = (how: 'event' | 'taken', type: string, role: string, outcome: string, day: string): string =>
  [how, type, role, outcome, day].join(' ')

const EVENT = /^(event|taken) (\S+) (\S+) (\S+) (\d{4}-\d{2}-\d{2})$/
const OPENED = /^opened (\S+)$/

/** True for an entry of which the content may be erased: the opening of a case, or an event of it. */
export const isErasable = ({ kind }: Entry): boolean => EVENT.test(kind) || OPENED.test(kind)

/** What the entries of a case add up to; nothing where they open none, or a content is not what its kind says. */
export function standing(held: readonly Held[]): Standing | undefined {
  const marks = new Map<number, ErasedMark>()
  for (const { entry, content } of held) {
    const erasure = entry.kind === 'erasure' && content ? readErasure(content.text) : undefined
    if (!erasure) continue
    const { index, on, reason, cites } = erasure
    marks.set(index, { on, reason, ...(cites === undefined ? {} : { cites }) })
  }
  let opening: Entry | undefined
  let procedure = ''
  let facts: Readonly<Record<string, unknown>> = {}
  let events: KeptEvent[] = []
  let places: Entry[] = []
  const taken: { entry: Entry; events: number }[] = []
  for (const { entry, content } of held) {
    const opened = OPENED.exec(entry.kind)
    const event = EVENT.exec(entry.kind)
    if (opened) {
      // A second opening is a file that was changed outside and read anew.
      if (opening) taken.push({ entry, events: 0 })
      opening = entry
      procedure = opened[1]!
      const given = content ? objectOf(content.text) : {}
      if (!given) return undefined
      facts = given
      events = []
      places = []
    } else if (event) {
      const [, how, type, by, outcome, day] = event
      const mark = marks.get(entry.index)
      const own = content
        ? objectOf(content.text)
        : { type, at: day, by, data: {}, outcome, ...(mark ? { erased: mark } : {}) }
      if (!own || own['type'] !== type) return undefined
      events.push(own as unknown as KeptEvent)
      places.push(entry)
      if (how === 'taken') {
        const last = taken.at(-1)
        if (last && last.entry === opening) last.events += 1
        else taken.push({ entry: opening ?? entry, events: 1 })
      }
    }
  }
  if (!opening) return undefined
  const gone = marks.get(opening.index)
  const file: KeptCase = { schema: 'guiju/case/1', procedure, facts, events }
  return { file, opening, places, taken, ...(gone ? { gone } : {}) }
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** A value as JSON; one too deep to be written is like no other. */
export function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return 'too deep'
    throw error
  }
}

/**
 * Where a case file departs from what the log holds, as the path of the first difference; nothing where it is the
 * same, or breaks off before its end as after an interruption.
 */
export function departs(file: KeptCase, kept: KeptCase): string | undefined {
  if (file.procedure !== kept.procedure) return 'procedure'
  if (jsonOf(file.facts) !== jsonOf(kept.facts)) return 'facts'
  for (const [i, event] of file.events.entries()) {
    const own = kept.events[i]
    if (!own) return `events[${i}]`
    if (jsonOf(event) === jsonOf(own)) continue
    // The file may be from before the erasure.
    if (own.erased && !event.erased && event.type === own.type) continue
    const key = (['type', 'at', 'by', 'data', 'outcome', 'erased'] as const).find(
      (k) => jsonOf(event[k]) !== jsonOf(own[k]),
    )
    return `events[${i}]${key ? `.${key}` : ''}`
  }
  return undefined
}
