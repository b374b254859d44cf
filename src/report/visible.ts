/** Code points that change how text looks or reads without being seen: controls, joiners, direction marks, noncharacters. */
function isHidden(code: number): boolean {
  if (code === 0x09 || code === 0x0a) return false
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff ||
    (code >= 0xfff9 && code <= 0xfffb) ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe ||
    (code >= 0xe0000 && code <= 0xe007f)
  )
}

/** A run of ordinary text, or the name of one character a reader would not see. */
export interface Piece {
  readonly text: string
  readonly hidden: boolean
}

/** `U+202E` for the code point 0x202E. */
const codeName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`

/** Splits a string so that characters which cannot be seen can be shown by their code point. Never throws. */
export function pieces(raw: string): readonly Piece[] {
  const out: Piece[] = []
  let start = 0
  for (let at = 0; at < raw.length; ) {
    const code = raw.codePointAt(at) ?? 0
    const width = code > 0xffff ? 2 : 1
    if (isHidden(code)) {
      if (at > start) out.push({ text: raw.slice(start, at), hidden: false })
      out.push({ text: codeName(code), hidden: true })
      start = at + width
    }
    at += width
  }
  if (start < raw.length) out.push({ text: raw.slice(start), hidden: false })
  return out
}

/** The same as one string: `a⟨U+202E⟩b`. */
export function visible(raw: string): string {
  return pieces(raw)
    .map((piece) => (piece.hidden ? `⟨${piece.text}⟩` : piece.text))
    .join('')
}

/** At most `limit` UTF-16 units, never half a surrogate pair; `more` is how many were left out. */
export function clip(raw: string, limit: number): { readonly text: string; readonly more: number } {
  if (raw.length <= limit) return { text: raw, more: 0 }
  const last = raw.charCodeAt(limit - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit
  return { text: raw.slice(0, end), more: raw.length - end }
}
