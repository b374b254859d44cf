import type { TrailRow } from '../../store/state/tables.ts'
import { Chain } from '../../store/state/trail.ts'

const HEAD = 'position,at,actor,action,object,hash\r\n'

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Characters of a piece. */
const PIECE = 65_536

/** The trail as a file, a piece at a time. */
export async function* trailFile(rows: AsyncIterable<TrailRow>, format: 'jsonl' | 'csv'): AsyncGenerator<Uint8Array> {
  const chain = new Chain()
  let text = format === 'csv' ? `\ufeff${HEAD}` : ''
  let lines = 0
  for await (const row of rows) {
    chain.add(row)
    lines += 1
    text += format === 'csv' ? asCells(row) : `${JSON.stringify(plain(row))}\n`
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  if (format === 'jsonl') text += `${JSON.stringify({ lines, brokenAt: chain.brokenAt ?? null })}\n`
  yield Buffer.from(text)
}

const plain = ({ position, at, actor, action, object, hash }: TrailRow) => ({
  position,
  at,
  actor,
  action,
  object,
  hash,
})

const asCells = ({ position, at, actor, action, object, hash }: TrailRow): string =>
  `${[position, new Date(at).toISOString(), cell(actor), cell(action), cell(object), hash].join(',')}\r\n`
