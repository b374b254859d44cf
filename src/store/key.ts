import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Signer, VerifySignature } from '../cases/ledger/note.ts'

/** Raw bytes of an Ed25519 public key follow this in its SPKI form (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** The signing key of a log: made on first use, readable by its owner only. Throws the error of the file system. */
export function signingKey(path: string, name: string): Signer {
  const key = createPrivateKey(existing(path) ?? made(path))
  const publicKey = rawPublic(key)
  return { name, publicKey, sign: (text) => sign(null, text, key) }
}

function existing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written whole beside its place and linked there: of two processes that make a key, both use the one that came first. */
function made(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const { privateKey } = generateKeyPairSync('ed25519')
  const beside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    const file = openSync(beside, 'wx', 0o600)
    try {
      writeSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    try {
      linkSync(beside, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  } finally {
    rmSync(beside, { force: true })
  }
  return readFileSync(path, 'utf8')
}

function rawPublic(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI.length)
}

/** Checks a signature by a raw public key; false for a key that is none. */
export const verifySignature: VerifySignature = (text, signature, publicKey) => {
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), type: 'spki', format: 'der' })
    return verify(null, text, key, signature)
  } catch {
    return false
  }
}
