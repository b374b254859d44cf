const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** 64-bit FNV-1a over the UTF-16 units of a string, as 16 hex digits: names a finding, protects nothing. */
export function fingerprint(words: string): string {
  let hash = OFFSET
  for (let at = 0; at < words.length; at += 1) {
    const unit = words.charCodeAt(at)
    hash = ((hash ^ BigInt(unit & 0xff)) * PRIME) & MASK
    hash = ((hash ^ BigInt(unit >> 8)) * PRIME) & MASK
  }
  return hash.toString(16).padStart(16, '0')
}
