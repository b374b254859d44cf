/** SHA-256 of some bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array

/** Reads the hash of a complete subtree: `level` 0 are leaves, subtree `index` covers 2^level leaves. */
export type Nodes = (level: number, index: number) => Uint8Array

/** Hash of a leaf, as RFC 6962 has it: a zero byte keeps leaves and inner nodes apart. */
export const leafHash = (data: Uint8Array, hash: Hash): Uint8Array => hash(join(LEAF, data))

export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Hash): Uint8Array => hash(join(NODE, left, right))

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export interface Node {
  readonly level: number
  readonly index: number
  readonly hash: Uint8Array
}

/** Subtrees that become complete with leaf number `index`, the leaf first. */
export function completed(index: number, leaf: Uint8Array, nodes: Nodes, hash: Hash): Node[] {
  const found: Node[] = [{ level: 0, index, hash: leaf }]
  let [level, at, own] = [0, index, leaf]
  while (at % 2 === 1) {
    own = nodeHash(nodes(level, at - 1), own, hash)
    level += 1
    at = (at - 1) / 2
    found.push({ level, index: at, hash: own })
  }
  return found
}

/** Hash of the leaves from `from` up to `to`, where `from` is a multiple of the widest subtree in between. */
function range(from: number, to: number, nodes: Nodes, hash: Hash): Uint8Array {
  const size = to - from
  const level = Math.log2(size)
  if (Number.isInteger(level) && from % size === 0) return nodes(level, from / size)
  const split = from + widest(size)
  return nodeHash(range(from, split, nodes, hash), range(split, to, nodes, hash), hash)
}

/** The greatest power of two below `n`. */
function widest(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Root of the first `size` leaves; of none, the hash of nothing. */
export const rootOf = (size: number, nodes: Nodes, hash: Hash): Uint8Array =>
  size === 0 ? hash(new Uint8Array()) : range(0, size, nodes, hash)

/** Proof that leaf `index` is in the tree of `size` leaves: siblings from the leaf upwards. */
export function inclusion(index: number, size: number, nodes: Nodes, hash: Hash): Uint8Array[] {
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return []
    const split = from + widest(to - from)
    return index < split
      ? [...path(from, split), range(split, to, nodes, hash)]
      : [...path(split, to), range(from, split, nodes, hash)]
  }
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`)
  return path(0, size)
}

/** Proof that the tree of `first` leaves is the beginning of the tree of `size` leaves. */
export function consistency(first: number, size: number, nodes: Nodes, hash: Hash): Uint8Array[] {
  const path = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (first === to) return whole ? [] : [range(from, to, nodes, hash)]
    const split = from + widest(to - from)
    return first <= split
      ? [...path(from, split, whole), range(split, to, nodes, hash)]
      : [...path(split, to, false), range(from, split, nodes, hash)]
  }
  if (!(first >= 0 && first <= size)) throw new RangeError(`a tree of ${first} is no beginning of ${size}`)
  return first === 0 || first === size ? [] : path(0, size, true)
}

/** True where the proof leads from the leaf to the root. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  hash: Hash,
): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  let own = leaf
  let [at, last] = [index, size - 1]
  for (const sibling of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      own = nodeHash(sibling, own, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else own = nodeHash(own, sibling, hash)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && equal(own, root)
}

/** True where the proof shows that the first root is of the beginning of the second. */
export function verifyConsistency(
  first: number,
  second: number,
  proof: readonly Uint8Array[],
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
  hash: Hash,
): boolean {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && first <= second)) return false
  if (first === second) return proof.length === 0 && equal(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0 && equal(firstRoot, hash(new Uint8Array()))
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof]
  let [at, last] = [first - 1, second - 1]
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)]
  let one = path[0]
  let two = path[0]
  if (!one || !two) return false
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      one = nodeHash(sibling, one, hash)
      two = nodeHash(sibling, two, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else two = nodeHash(two, sibling, hash)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && equal(one, firstRoot) && equal(two, secondRoot)
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
