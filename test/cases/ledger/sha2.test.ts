import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { verifyEd25519 } from '../../../src/cases/ledger/ed25519.ts'
import { Sha256Stream, sha256, sha256Each, sha512 } from '../../../src/cases/ledger/sha2.ts'
import { verifySignature } from '../../../src/store/key.ts'

const wanted = (name: string, bytes: Uint8Array) => createHash(name).update(bytes).digest()

describe('SHA-2 and Ed25519 of the verify page', () => {
  it('hashes every length as the platform does, in one piece, in parts and many at once', () => {
    const messages = Array.from({ length: 300 }, (_, n) => randomBytes(n))
    for (const bytes of messages) {
      assert.deepEqual(Buffer.from(sha256(bytes)), wanted('sha256', bytes))
      assert.deepEqual(Buffer.from(sha512(bytes)), wanted('sha512', bytes))
      const cut = Math.floor(bytes.length / 3)
      const parts = new Sha256Stream().update(bytes.subarray(0, cut)).update(bytes.subarray(cut))
      assert.deepEqual(Buffer.from(parts.digest()), wanted('sha256', bytes))
    }
    let end = 0
    const ends = Uint32Array.from(messages, (m) => (end += m.length))
    const each = sha256Each(Buffer.concat(messages), ends)
    for (const [i, bytes] of messages.entries())
      assert.deepEqual(Buffer.from(each.subarray(i * 32, i * 32 + 32)), wanted('sha256', bytes))
  })

  it('accepts what was signed and no signature, text or key with a bit changed', () => {
    for (let i = 0; i < 8; i += 1) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(12)
      const text = randomBytes(i * 37)
      const signature = sign(null, text, privateKey)
      assert.equal(verifyEd25519(text, signature, key), true)
      for (let bit = 0; bit < 512; bit += 61) {
        const changed = Buffer.from(signature)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        assert.equal(verifyEd25519(text, changed, key), false)
      }
      const other = Buffer.from(key)
      other[i]! ^= 1
      assert.equal(verifyEd25519(text, signature, other), verifySignature(text, signature, other))
      assert.equal(verifyEd25519(Buffer.concat([text, Buffer.of(0)]), signature, key), false)
    }
  })

  it('refuses a signature with the order of the group added, and what has another length', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(12)
    const signature = sign(null, Buffer.from('x'), privateKey)
    let s = 0n
    for (let i = 63; i >= 32; i -= 1) s = (s << 8n) | BigInt(signature[i]!)
    s += 2n ** 252n + 27742317777372353535851937790883648493n
    const forged = Buffer.from(signature)
    for (let i = 32; i < 64; i += 1, s >>= 8n) forged[i] = Number(s & 255n)
    assert.equal(verifyEd25519(Buffer.from('x'), forged, key), false)
    assert.equal(verifyEd25519(Buffer.from('x'), signature.subarray(1), key), false)
    assert.equal(verifyEd25519(Buffer.from('x'), signature, key.subarray(1)), false)
  })
})
