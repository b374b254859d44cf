import { createHash } from 'node:crypto'
import type { Zip } from '../archive/zip.ts'
import { pkcs7Certificates } from './pkcs7.ts'
import { readSigningBlock, signerCertificates } from './signing-block.ts'

export type SignatureScheme = 'v1' | 'v2' | 'v3' | 'v3.1'

export interface SigningCertificate {
  readonly scheme: SignatureScheme
  /** SHA-256 of the certificate's DER, lower-case hex. */
  readonly sha256: string
}

/** Who signed, as the package says. Nothing is verified: this tells packages apart, it does not trust them. */
export interface Signature {
  /** Schemes with a signature in the package, oldest first. */
  readonly schemes: readonly SignatureScheme[]
  /** Certificates of the signers, those of the newest scheme first, each once. */
  readonly certificates: readonly SigningCertificate[]
  /** Numbers of other blobs in the signing block, such as channel names. */
  readonly otherBlocks: readonly number[]
}

const SCHEMES: readonly (readonly [SignatureScheme, number])[] = [
  ['v3.1', 0x1b93ad61],
  ['v3', 0xf05368c0],
  ['v2', 0x7109871a],
]
const V1_FILE = /^META-INF\/[^/]+\.(?:RSA|DSA|EC)$/i
/** Largest v1 signature file that is read, and how many. */
const MAX_V1 = 4 << 20
const MAX_V1_FILES = 20

/** Reads the signers of an APK from its signing block and its `META-INF` signature files. */
export function readSignature(zip: Zip): Signature {
  const schemes: SignatureScheme[] = []
  const certificates: SigningCertificate[] = []
  const add = (scheme: SignatureScheme, found: readonly Buffer[]): void => {
    schemes.unshift(scheme)
    for (const certificate of found) {
      const sha256 = createHash('sha256').update(certificate).digest('hex')
      if (!certificates.some((known) => known.sha256 === sha256)) certificates.push({ scheme, sha256 })
    }
    if (found.length === 0)
      zip.log.add('apk.signature', zip.prefix, {
        zh: `签名方案 ${scheme} 的数据中找不到证书。`,
        en: `No certificate was found in the data of signature scheme ${scheme}.`,
      })
  }
  const blocks = readSigningBlock(zip.source, zip.directoryStart)
  for (const [scheme, id] of SCHEMES) {
    const blob = blocks.get(id)
    if (blob !== undefined) add(scheme, signerCertificates(blob))
  }
  const v1 = readV1(zip)
  if (v1 !== undefined) add('v1', v1)
  const known = new Set(SCHEMES.map(([, id]) => id))
  return { schemes, certificates, otherBlocks: [...blocks.keys()].filter((id) => !known.has(id)) }
}

/** The signer's certificate of each whole v1 signature (block, `.SF` and manifest); `undefined` when there is none. */
function readV1(zip: Zip): Buffer[] | undefined {
  if (zip.get('META-INF/MANIFEST.MF') === undefined) return undefined
  const blocks = zip.entries.filter(({ name }) => V1_FILE.test(name) && signedFile(zip, name)).slice(0, MAX_V1_FILES)
  if (blocks.length === 0) return undefined
  const certificates: Buffer[] = []
  for (const block of blocks) {
    const bytes = zip.read(block, MAX_V1)
    const first = bytes === undefined ? undefined : pkcs7Certificates(bytes)[0]
    if (first !== undefined) certificates.push(first)
  }
  return certificates
}

const signedFile = (zip: Zip, block: string): boolean =>
  zip.get(block.replace(/[^.]+$/, 'SF')) !== undefined || zip.get(block.replace(/[^.]+$/, 'sf')) !== undefined
