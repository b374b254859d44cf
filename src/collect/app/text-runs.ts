/**
 * Readable runs in bytes of any format: what is left of the words on the screen in a Dart snapshot, a Hermes bundle or
 * another file whose format is not read. UTF-8 and UTF-16 (little-endian, at even and odd places) are looked for; a run
 * counts from four characters on. Words that stand compressed or encrypted are not found.
 */
export function* textRuns(bytes: Buffer): Generator<string> {
  yield* runs8(bytes)
  for (const start of [0, 1]) yield* runs16(bytes, start)
}

const MIN = 4
/** Longer runs are handed out in pieces. */
const MAX = 8_000

function* runs8(bytes: Buffer): Generator<string> {
  let from = 0
  let chars = 0
  let at = 0
  while (at <= bytes.length) {
    const size = at < bytes.length ? sizeOf8(bytes, at) : 0
    if (size > 0 && at - from < MAX) {
      chars++
      at += size
      continue
    }
    if (chars >= MIN) yield bytes.toString('utf8', from, at)
    if (size === 0) at++
    from = at
    chars = 0
  }
}

/** Length of the printable character here: ASCII, or three bytes as Chinese has; 0 for anything else. */
function sizeOf8(bytes: Buffer, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return first >= 0x20 || first === 0x0a || first === 0x0d || first === 0x09 ? 1 : 0
  if (first < 0xe2 || first > 0xef || at + 2 >= bytes.length) return 0
  return (bytes[at + 1]! & 0xc0) === 0x80 && (bytes[at + 2]! & 0xc0) === 0x80 ? 3 : 0
}

/**
 * Only runs with Chinese characters: Latin text is found as single bytes. Two Latin bytes look like one Chinese
 * character, so one at least must be nothing else.
 */
function* runs16(bytes: Buffer, start: number): Generator<string> {
  let from = -1
  let han = 0
  let sure = 0
  for (let at = start; at <= bytes.length - 1; at += 2) {
    const unit = at + 1 < bytes.length ? bytes[at]! | (bytes[at + 1]! << 8) : 0
    const isHan = unit >= 0x4e00 && unit <= 0x9fff
    if (isHan || (unit >= 0x20 && unit < 0x7f) || (unit >= 0x3000 && unit <= 0x303f) || unit >= 0xff00) {
      if (from < 0) from = at
      if (isHan) {
        han++
        const low = unit & 0xff
        if (low < 0x20 || low > 0x7e || unit > 0x7eff) sure++
      }
      if (at - from < MAX * 2) continue
    }
    if (han >= 2 && sure > 0 && at - from >= MIN * 2) yield bytes.toString('utf16le', from, at)
    from = -1
    han = 0
    sure = 0
  }
}
