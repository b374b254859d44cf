import type { Hash } from './merkle.ts'

/**
 * A checkpoint: which log, how many entries, their root. Written as a signed note, as transparency logs and their
 * witnesses exchange them: the lines of the text, an empty line, and for each signature `— name key-and-signature`.
 */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** Signs a text; the public key is 32 bytes of Ed25519. */
export interface Signer {
  readonly name: string
  readonly publicKey: Uint8Array
  sign(text: Uint8Array): Uint8Array
}

/** True where the signature of the text is by that key. */
export type VerifySignature = (text: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean

const encoder = new TextEncoder()
const ED25519 = 1

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${base64(root)}\n`

/** First four bytes of the digest of name and key: which key a signature is by. */
function keyId(name: string, publicKey: Uint8Array, hash: Hash): Uint8Array {
  const head = encoder.encode(`${name}\n`)
  const bytes = new Uint8Array(head.length + 1 + publicKey.length)
  bytes.set(head)
  bytes[head.length] = ED25519
  bytes.set(publicKey, head.length + 1)
  return hash(bytes).subarray(0, 4)
}

export function signCheckpoint(checkpoint: Checkpoint, signer: Signer, hash: Hash): string {
  const text = checkpointText(checkpoint)
  const signature = signer.sign(encoder.encode(text))
  const id = keyId(signer.name, signer.publicKey, hash)
  return `${text}\n— ${signer.name} ${base64(Uint8Array.of(...id, ...signature))}\n`
}

/** The checkpoint of a note signed by that key, and nothing for any other text: a single byte may not differ. */
export function openCheckpoint(
  note: string,
  name: string,
  publicKey: Uint8Array,
  hash: Hash,
  verify: VerifySignature,
): Checkpoint | undefined {
  const match =
    /^([^\n]{1,200})\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n— (\S{1,200}) ([A-Za-z0-9+/]{1,200}={0,2})\n$/.exec(
      note,
    )
  if (!match || match[4] !== name) return undefined
  const root = unbase64(match[3]!)
  const signed = unbase64(match[5]!)
  if (!root || !signed || signed.length !== 68) return undefined
  const id = keyId(name, publicKey, hash)
  if (!id.every((byte, i) => byte === signed[i])) return undefined
  const checkpoint = { origin: match[1]!, size: Number(match[2]), root }
  return verify(encoder.encode(checkpointText(checkpoint)), signed.subarray(4), publicKey) ? checkpoint : undefined
}

export const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

/** The bytes of a base64 text in its one canonical form. */
export function unbase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    return base64(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
