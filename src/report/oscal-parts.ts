import type { Text } from '../law/text.ts'

/** Namespace of our own properties. */
export const NS = 'https://guiju.dev/ns/oscal'
const OSCAL = '1.2.3'

/** The same words, the same UUID. */
export type UuidOf = (words: string) => string

export const both = (text: Text): string => `${text.zh} / ${text.en}`
/** A text of one line, never empty. */
export const line = (text: string): string => text.replace(/\s+/g, ' ').trim() || '-'
export const prop = (name: string, value: string) => ({ name, ns: NS, value: line(value) })
export const stamp = (day: string): string => `${day}T00:00:00+08:00`

export const metadata = (title: string, day: string, version: string, remarks?: string) => ({
  title,
  'last-modified': stamp(day),
  version,
  'oscal-version': OSCAL,
  ...(remarks === undefined ? {} : { remarks }),
})

/** One document of a model, by the name of its root. */
export const file = (root: string, body: object): string => `${JSON.stringify({ [root]: body }, null, 2)}\n`
