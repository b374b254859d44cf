/** Text in UTF-8 or UTF-16, by its byte order mark or its zero bytes; `undefined` for bytes that are no text. */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) return bigEndian(bytes.subarray(2))
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[1] !== 0) return bigEndian(bytes)
  if (bytes.length >= 4 && bytes[0] !== 0 && bytes[1] === 0) return bytes.toString('utf16le')
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  return text.includes('\0') ? undefined : text
}

export function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le')
}
