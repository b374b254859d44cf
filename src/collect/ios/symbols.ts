import type { SliceBytes } from './macho.ts'

const UNDEFINED_OR_EXTERNAL = 0x01
const TYPE = 0x0e
const STAB = 0xe0
const SECTION = 0x0e
const LONGEST = 4096

/** Names the symbol table imports and exports, without the leading underscore. */
export function symbolsOf(
  slice: SliceBytes,
  table:
    | { readonly symbols: number; readonly count: number; readonly strings: number; readonly size: number }
    | undefined,
): { readonly imports: readonly string[]; readonly exports: readonly string[] } {
  const imports: string[] = []
  const exports: string[] = []
  if (table === undefined) return { imports, exports }
  const { bytes, bits, budget } = slice
  const size = bits === 64 ? 16 : 12
  const stop = Math.min(table.strings + table.size, bytes.length)
  // Names that lie over each other must not grow without end.
  let left = 4 * table.size + 4096
  for (let i = 0, at = table.symbols; i < table.count && at + size <= bytes.length; i++, at += size) {
    budget.steps()
    const kind = bytes[at + 4]!
    if ((kind & STAB) !== 0 || (kind & UNDEFINED_OR_EXTERNAL) === 0) continue
    const start = table.strings + bytes.readUInt32LE(at)
    if (start >= stop) continue
    const zero = bytes.indexOf(0, start)
    const end = Math.min(zero < 0 ? stop : zero, stop, start + LONGEST)
    left -= end - start
    if (left < 0) break
    const name = bytes.toString('latin1', bytes[start] === 0x5f ? start + 1 : start, end)
    if (name === '') continue
    if ((kind & TYPE) === 0) imports.push(name)
    else if ((kind & TYPE) === SECTION) exports.push(name)
  }
  return { imports, exports }
}
