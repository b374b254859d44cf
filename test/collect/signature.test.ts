import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { pkcs7Certificates } from '../../src/collect/android/pkcs7.ts'
import { readSignature } from '../../src/collect/android/signature.ts'
import { signerCertificates } from '../../src/collect/android/signing-block.ts'
import { openZip } from '../../src/collect/archive/zip.ts'
import { packageBudget } from '../support/apk.ts'
import { u32 } from '../support/chunk-writer.ts'
import { mutate } from '../support/mutate.ts'
import { writeZip } from '../support/zip-writer.ts'

/** One DER element. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const integer = (n: number): Buffer => der(0x02, Buffer.from([n]))
const name = (text: string): Buffer => der(0x30, der(0x0c, Buffer.from(text)))

/** As much of a certificate as tells whose it is. */
function certificate(serial: number, issuer: string, version = true): Buffer {
  const head = version ? [der(0xa0, integer(2))] : []
  return der(0x30, der(0x30, ...head, integer(serial), der(0x30), name(issuer), Buffer.alloc(200, 5)), der(0x30))
}

/** A PKCS#7 file with these certificates, signed by one of them. */
function pkcs7(certificates: Buffer[], serial: number, issuer: string): Buffer {
  const signer = der(0x30, integer(1), der(0x30, name(issuer), integer(serial)))
  const data = der(0x30, integer(1), der(0x31), der(0x30), der(0xa0, ...certificates), der(0x31, signer))
  return der(0x30, der(0x06, Buffer.from([0x2a])), der(0xa0, data))
}

const part = (...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  return Buffer.concat([u32(body.length), body])
}

/** The value of a v2 or v3 block with signers that have these certificate chains. */
const blob = (...chains: Buffer[][]): Buffer =>
  part(
    ...chains.map((chain) =>
      part(part(part(Buffer.alloc(40)), part(...chain.map((one) => part(one))), part()), part(), part()),
    ),
  )

function signingBlock(pairs: readonly (readonly [number, Buffer])[]): Buffer {
  const body = Buffer.concat(pairs.map(([id, value]) => Buffer.concat([u32(value.length + 4, 0, id), value])))
  const size = u32(body.length + 24, 0)
  return Buffer.concat([size, body, size, Buffer.from('APK Sig Block 42')])
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const signed = (bytes: Buffer) => {
  const zip = openZip(bytes, packageBudget())
  return { ...readSignature(zip), codes: zip.problems.map(({ code }) => code) }
}
const content = [{ name: 'classes.dex', data: 'code' }]
const v1Files = (file: Buffer, base = 'CERT') => [
  { name: 'META-INF/MANIFEST.MF', data: '' },
  { name: `META-INF/${base}.SF`, data: '' },
  { name: `META-INF/${base}.RSA`, data: file },
]

test('an unsigned package has no scheme', () => {
  assert.deepEqual(signed(writeZip(content)), { schemes: [], certificates: [], otherBlocks: [], codes: [] })
})

test('schemes of the signing block, newest certificate first, other blobs named', () => {
  const [v2, v3] = [certificate(1, 'v2'), certificate(2, 'v3')]
  const block = signingBlock([
    [0x7109871a, blob([v2, certificate(9, 'root')])],
    [0xf05368c0, blob([v3])],
    [0x71777777, Buffer.from('{"channel":"huawei"}')],
  ])
  const found = signed(writeZip(content, { block }))
  assert.deepEqual(found.schemes, ['v2', 'v3'])
  assert.deepEqual(found.certificates, [
    { scheme: 'v3', sha256: hash(v3) },
    { scheme: 'v2', sha256: hash(v2) },
  ])
  assert.deepEqual(found.otherBlocks, [0x71777777])
})

test('several signers are all named, the same certificate once', () => {
  const [a, b] = [certificate(1, 'a'), certificate(2, 'b')]
  const found = signed(
    writeZip([...content, ...v1Files(pkcs7([a], 1, 'a'))], { block: signingBlock([[0x7109871a, blob([a], [b])]]) }),
  )
  assert.deepEqual(found.schemes, ['v1', 'v2'])
  assert.deepEqual(
    found.certificates.map(({ sha256 }) => sha256),
    [hash(a), hash(b)],
  )
})

test('of the certificates of a v1 file the signer counts, not the chain', () => {
  const [root, own] = [certificate(1, 'root'), certificate(7, 'own', false)]
  const found = signed(writeZip([...content, ...v1Files(pkcs7([root, own], 7, 'own'))]))
  assert.deepEqual(found.schemes, ['v1'])
  assert.deepEqual(found.certificates, [{ scheme: 'v1', sha256: hash(own) }])
})

test('a lone signature file is no v1 signature', () => {
  const file = pkcs7([certificate(1, 'a')], 1, 'a')
  assert.deepEqual(signed(writeZip([...content, { name: 'META-INF/X.RSA', data: file }])).schemes, [])
  assert.deepEqual(signed(writeZip([...content, ...v1Files(file).slice(1)])).schemes, [])
  assert.deepEqual(
    signed(writeZip([...content, ...v1Files(file).slice(0, 2), { name: 'META-INF/OTHER.RSA', data: file }])).schemes,
    [],
  )
})

test('a scheme without a readable certificate is a problem', () => {
  const found = signed(writeZip(content, { block: signingBlock([[0x7109871a, Buffer.from([255, 255, 255, 255])]]) }))
  assert.deepEqual(found.schemes, ['v2'])
  assert.deepEqual(found.certificates, [])
  assert.deepEqual(found.codes, ['apk.signature'])
})

test('a block that lies about its size is no block', () => {
  const block = signingBlock([[0x7109871a, blob([certificate(1, 'a')])]])
  for (const size of [0, 23, 0x7fffffff, 0xffffffff]) {
    const lying = Buffer.from(block)
    lying.writeUInt32LE(size, lying.length - 24)
    assert.deepEqual(signed(writeZip(content, { block: lying })).schemes, [])
  }
})

test('damaged certificates never throw', () => {
  const file = pkcs7([certificate(1, 'a'), certificate(2, 'b')], 2, 'b')
  const value = blob([certificate(1, 'a')], [certificate(2, 'b')])
  for (let seed = 0; seed < 500; seed++) {
    assert.doesNotThrow(() => pkcs7Certificates(mutate(file, seed)), `seed ${seed}`)
    assert.doesNotThrow(() => signerCertificates(mutate(value, seed)), `seed ${seed}`)
  }
})
