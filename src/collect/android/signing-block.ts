import type { ByteSource } from '../archive/source.ts'

const MAGIC = 'APK Sig Block 42'
const FOOTER = 24
/** Blocks hold certificates, digests and channel names; real ones stay far below. */
const MAX_BLOCK = 16 << 20
const MAX_PAIRS = 1000
const MAX_PARTS = 100

/** The numbered blobs of an APK Signing Block, which stands right before the central directory; empty without one. */
export function readSigningBlock(source: ByteSource, directoryStart: number): Map<number, Buffer> {
  const pairs = new Map<number, Buffer>()
  if (directoryStart < FOOTER + 8) return pairs
  const footer = source.read(directoryStart - FOOTER, FOOTER)
  if (footer.length < FOOTER || footer.toString('latin1', 8) !== MAGIC || footer.readUInt32LE(4) !== 0) return pairs
  const size = footer.readUInt32LE(0)
  const length = size - FOOTER
  if (length < 0 || size > MAX_BLOCK || directoryStart - size < 8) return pairs
  const bytes = source.read(directoryStart - size, length)
  for (let at = 0; at + 12 <= bytes.length && pairs.size < MAX_PAIRS; ) {
    const pair = bytes.readUInt32LE(at)
    if (bytes.readUInt32LE(at + 4) !== 0 || pair < 4 || at + 8 + pair > bytes.length) break
    const id = bytes.readUInt32LE(at + 8)
    if (!pairs.has(id)) pairs.set(id, bytes.subarray(at + 12, at + 8 + pair))
    at += 8 + pair
  }
  return pairs
}

/** The signers' own certificates (the first of each chain) of a scheme v2, v3 or v3.1 blob. */
export function signerCertificates(blob: Buffer): Buffer[] {
  const certificates: Buffer[] = []
  for (const signer of parts(slice(blob, 0)).slice(0, MAX_PARTS)) {
    const signedData = slice(signer, 0)
    if (signedData === undefined) continue
    const digests = slice(signedData, 0)
    const chain = digests === undefined ? undefined : slice(signedData, 4 + digests.length)
    const first = parts(chain)[0]
    if (first !== undefined && first.length > 0) certificates.push(first)
  }
  return certificates
}

/** A length-prefixed part. */
function slice(bytes: Buffer, at: number): Buffer | undefined {
  if (at + 4 > bytes.length) return undefined
  const length = bytes.readUInt32LE(at)
  return at + 4 + length > bytes.length ? undefined : bytes.subarray(at + 4, at + 4 + length)
}

/** A sequence of length-prefixed parts, as far as it is whole. */
function parts(bytes: Buffer | undefined): Buffer[] {
  const list: Buffer[] = []
  for (let at = 0; bytes !== undefined && list.length < MAX_PARTS; ) {
    const part = slice(bytes, at)
    if (part === undefined) break
    list.push(part)
    at += 4 + part.length
  }
  return list
}
