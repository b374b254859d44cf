/** SHA-256 as the place that runs the draw has it: `node:crypto`, or WebCrypto in a page. */
export interface Sha256 {
  /** The digest of a text as UTF-8, given in parts. */
  of(parts: Iterable<string>): Promise<Uint8Array>
  /**
   * The digests of many messages laid end to end, 32 bytes each, in order.
   * @param ends where each message ends
   */
  each(bytes: Uint8Array, ends: Uint32Array): Promise<Uint8Array>
}

export const hex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** The bytes of a text of hex digits, two for each byte. */
export function unhex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1)
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

/** Messages laid end to end as they are added; texts are written as UTF-8. */
export class Messages {
  #bytes = new Uint8Array(1 << 16)
  #ends: Uint32Array
  #used = 0
  #count = 0
  constructor(count: number) {
    this.#ends = new Uint32Array(count)
  }
  add(...parts: readonly (Uint8Array | string)[]): void {
    for (const part of parts) {
      // A UTF-16 unit takes three bytes of UTF-8 at most.
      this.#room(typeof part === 'string' ? part.length * 3 : part.length)
      if (typeof part === 'string') this.#used += write(part, this.#bytes, this.#used)
      else {
        this.#bytes.set(part, this.#used)
        this.#used += part.length
      }
    }
    this.#ends[this.#count] = this.#used
    this.#count += 1
  }
  digests(sha256: Sha256): Promise<Uint8Array> {
    return sha256.each(this.#bytes.subarray(0, this.#used), this.#ends.subarray(0, this.#count))
  }
  #room(more: number): void {
    if (this.#used + more <= this.#bytes.length) return
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + more))
    wider.set(this.#bytes.subarray(0, this.#used))
    this.#bytes = wider
  }
}

const encoder = new TextEncoder()

/** Writes a text and returns its bytes; short ASCII, as ids mostly are, without a call. */
function write(text: string, to: Uint8Array, at: number): number {
  if (text.length > 64) return encoder.encodeInto(text, to.subarray(at)).written
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return encoder.encodeInto(text, to.subarray(at)).written
    to[at + i] = unit
  }
  return text.length
}
