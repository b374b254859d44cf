import assert from 'node:assert/strict'
import { hash as digest } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  completed,
  consistency,
  inclusion,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/cases/ledger/merkle.ts'

const hash = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (text) => leafHash(Buffer.from(text, 'hex'), hash),
)

/** The tree as RFC 6962 defines it, without any of the code under test. */
function mth(list: readonly Uint8Array[]): Uint8Array {
  if (list.length === 0) return hash(new Uint8Array())
  if (list.length === 1) return list[0]!
  let k = 1
  while (k * 2 < list.length) k *= 2
  return hash(Buffer.concat([Buffer.of(1), mth(list.slice(0, k)), mth(list.slice(k))]))
}

function tree(list: readonly Uint8Array[]) {
  const stored = new Map<string, Uint8Array>()
  const nodes = (level: number, index: number) => {
    const found = stored.get(`${level}/${index}`)
    assert.ok(found, `subtree ${level}/${index} is not complete`)
    return found
  }
  for (const [i, leaf] of list.entries())
    for (const n of completed(i, leaf, nodes, hash)) stored.set(`${n.level}/${n.index}`, n.hash)
  return nodes
}

describe('the tree', () => {
  it('has the roots of the reference log', () => {
    const nodes = tree(leaves)
    const known = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]
    for (const [n, root] of known.entries()) assert.equal(hex(rootOf(n, nodes, hash)), root)
    assert.equal(hex(nodeHash(leaves[0]!, leaves[1]!, hash)), known[2])
  })

  it('proves every leaf of every size and every beginning, and nothing else', () => {
    const list = Array.from({ length: 33 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`), hash))
    const nodes = tree(list)
    for (let size = 1; size <= list.length; size += 1) {
      const root = rootOf(size, nodes, hash)
      assert.equal(hex(root), hex(mth(list.slice(0, size))))
      for (let i = 0; i < size; i += 1) {
        const proof = inclusion(i, size, nodes, hash)
        assert.ok(verifyInclusion(list[i]!, i, size, proof, root, hash))
        assert.ok(!verifyInclusion(list[i]!, i, size, [...proof, root], root, hash))
        assert.ok(!verifyInclusion(list[(i + 1) % 33]!, i, size, proof, root, hash))
        if (size > 1) assert.ok(!verifyInclusion(list[i]!, (i + 1) % size, size, proof, root, hash))
        if (proof.length > 0) assert.ok(!verifyInclusion(list[i]!, i, size, proof.slice(1), root, hash))
      }
      for (let first = 0; first <= size; first += 1) {
        const begin = rootOf(first, nodes, hash)
        const proof = consistency(first, size, nodes, hash)
        assert.ok(verifyConsistency(first, size, proof, begin, root, hash), `${first} in ${size}`)
        if (first > 0 && first < size) {
          assert.ok(!verifyConsistency(first, size, proof, root, root, hash))
          assert.ok(!verifyConsistency(first, size, proof, begin, begin, hash))
          assert.ok(!verifyConsistency(first, size, proof.slice(1), begin, root, hash))
          assert.ok(!verifyConsistency(first, size, [...proof, root], begin, root, hash))
        }
      }
    }
    assert.throws(() => inclusion(33, 33, nodes, hash), RangeError)
  })

  it('accepts no proof with a changed bit', () => {
    const list = Array.from({ length: 21 }, (_, i) => leafHash(Buffer.of(i), hash))
    const nodes = tree(list)
    const root = rootOf(21, nodes, hash)
    fc.assert(
      fc.property(fc.nat(20), fc.nat(4), fc.nat(31), fc.nat(7), (i, p, byte, bit) => {
        const proof = inclusion(i, 21, nodes, hash).map((h) => Uint8Array.from(h))
        const at = proof[p % proof.length]!
        at[byte]! ^= 1 << bit
        assert.ok(!verifyInclusion(list[i]!, i, 21, proof, root, hash))
      }),
    )
  })
})
