interface Element {
  readonly tag: number
  /** The whole element. */
  readonly bytes: Buffer
  readonly content: Buffer
}

const SEQUENCE = 0x30
const SET = 0x31
const CONTEXT_0 = 0xa0
const MAX_ELEMENTS = 1000

/** The DER elements that stand one after the other in `bytes`, as far as they are whole. */
function elements(bytes: Buffer): Element[] {
  const list: Element[] = []
  for (let at = 0; at + 2 <= bytes.length && list.length < MAX_ELEMENTS; ) {
    let length = bytes[at + 1]!
    let start = at + 2
    if (length & 0x80) {
      const count = length & 0x7f
      if (count === 0 || count > 4 || start + count > bytes.length) break
      length = bytes.readUIntBE(start, count)
      start += count
    }
    if (start + length > bytes.length) break
    list.push({
      tag: bytes[at]!,
      bytes: bytes.subarray(at, start + length),
      content: bytes.subarray(start, start + length),
    })
    at = start + length
  }
  return list
}

/** Certificates of a PKCS#7 SignedData (`META-INF/*.RSA`); the signer's first, where the file says who signed. */
export function pkcs7Certificates(file: Buffer): Buffer[] {
  const outer = elements(file)[0]
  const wrapped = outer?.tag === SEQUENCE ? elements(outer.content).find(({ tag }) => tag === CONTEXT_0) : undefined
  const signedData = wrapped === undefined ? undefined : elements(wrapped.content)[0]
  if (signedData?.tag !== SEQUENCE) return []
  const fields = elements(signedData.content)
  const held = fields.find(({ tag }) => tag === CONTEXT_0)
  if (held === undefined) return []
  const certificates = elements(held.content)
    .filter(({ tag }) => tag === SEQUENCE)
    .map(({ bytes }) => bytes)
  const signer = signerName(fields)
  const own = signer === undefined ? -1 : certificates.findIndex((certificate) => isOf(certificate, signer))
  return own > 0 ? [certificates[own]!, ...certificates.filter((_, index) => index !== own)] : certificates
}

interface Signer {
  readonly issuer: Buffer
  readonly serial: Buffer
}

/** Issuer and serial number of the first signer: the last SET of SignedData. */
function signerName(fields: readonly Element[]): Signer | undefined {
  const infos = fields.findLast(({ tag }) => tag === SET)
  const first = infos === undefined ? undefined : elements(infos.content)[0]
  const name = first === undefined ? undefined : elements(first.content)[1]
  const parts = name?.tag === SEQUENCE ? elements(name.content) : []
  return parts.length < 2 ? undefined : { issuer: parts[0]!.bytes, serial: parts[1]!.bytes }
}

function isOf(certificate: Buffer, signer: Signer): boolean {
  const whole = elements(certificate)[0]
  const body = whole === undefined ? undefined : elements(whole.content)[0]
  if (body === undefined) return false
  const fields = elements(body.content)
  // The version may be left out; serial, algorithm, issuer follow.
  const from = fields[0]?.tag === CONTEXT_0 ? 1 : 0
  const serial = fields[from]
  const issuer = fields[from + 2]
  return (
    serial !== undefined &&
    issuer !== undefined &&
    serial.bytes.equals(signer.serial) &&
    issuer.bytes.equals(signer.issuer)
  )
}
