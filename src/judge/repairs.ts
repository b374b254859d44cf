import { type Minor, plus, rescale, times } from '../facts/decimal.ts'
import { withValue } from '../facts/read.ts'
import { type FactList, holder, type Row, type Scalar } from '../facts/row.ts'
import { type Condition, nodes, type Ref, type Sum, scaleOf, type Term } from '../facts/tree.ts'
import { addDays } from '../law/day.ts'
import type { Environment } from './environment.ts'
import { FALSE, TRUE } from './truth.ts'
import { evaluate, listOf, type Scope, type Value, walk } from './walk.ts'

/** One value to set. The path starts at the judged row; numbers in it are positions in lists. */
export interface Change {
  readonly path: Path
  readonly from: Scalar
  readonly to: Scalar | null
}
/** Changes that together make the condition pass. */
export type Repair = readonly Change[]
export type Path = readonly (string | number)[]

/** Where the row of each variable stands, from the judged row. */
type Paths = Readonly<Record<string, Path>>

const MOST = 8
/** Fields of one leaf that are tried, and rows of one list: a sum over a million rows has no small repair. */
const MOST_FIELDS = 32
const MOST_ROWS = 64

/**
 * The smallest changes that would make a false condition true, fewest first. Each is judged again before it is
 * returned; facts that are unknown or none are not invented. Of several values for the same fields the nearest is kept.
 */
export function repairs(condition: Condition, root: string, row: Row, env: Environment): Repair[] {
  const found = new Search(row, env).make(condition, true, { [root]: [] })
  const best = new Map<string, Repair>()
  for (const repair of found) {
    const changes = repair.filter((change, i) => repair.findIndex((c) => samePath(c.path, change.path)) === i)
    const mended = changes.reduce((at, change) => withValue(at, change.path, change.to), row)
    if (changes.length === 0 || walk(condition, { [root]: mended }, env) !== TRUE) continue
    const key = changes
      .map((c) => c.path.join('.') + (typeof c.to === 'string' && !isDate(c.to) ? `=${c.to}` : ''))
      .join()
    const known = best.get(key)
    if (!known || nearer(changes, known)) best.set(key, changes)
  }
  return [...best.values()].sort((a, b) => a.length - b.length).slice(0, MOST)
}

class Search {
  readonly #row: Row
  readonly #env: Environment
  constructor(row: Row, env: Environment) {
    this.#row = row
    this.#env = env
  }

  /** Candidate repairs that could give a condition the wanted truth. */
  make(node: Condition, wanted: boolean, paths: Paths): Repair[] {
    const scope = this.#scope(paths, this.#row)
    if (walk(node, scope, this.#env) === (wanted ? TRUE : FALSE)) return [[]]
    switch (node.kind) {
      case 'not':
        return this.make(node.of, !wanted, paths)
      case 'and':
      case 'or': {
        const options = node.of.map((part) => this.make(part, wanted, paths))
        return (node.kind === 'and') === wanted ? together(options) : options.flat().slice(0, 4 * MOST)
      }
      case 'some':
      case 'every': {
        const list = listOf(node.list, scope)
        const owner = paths[node.list.variable]!
        if (list.rows.length > MOST_ROWS) return []
        const options = list.rows.map((_, i) =>
          this.make(node.where, wanted, { ...paths, [node.as]: [...owner, ...node.list.path, i] }),
        )
        return (node.kind === 'every') === wanted ? together(options) : options.flat().slice(0, 4 * MOST)
      }
      case 'compare':
      case 'between':
      case 'among':
      case 'exists':
        return this.#fields(node, scope, paths)
          .slice(0, MOST_FIELDS)
          .flatMap((field) => this.#changes(node, field, wanted, scope, paths))
          .map((change) => [change])
      default:
        return node satisfies never
    }
  }

  /** The rows of the variables, in a judged row that may have changed. */
  #scope(paths: Paths, row: Row): Scope {
    return Object.fromEntries(Object.entries(paths).map(([variable, path]) => [variable, rowAt(row, path)]))
  }

  /** Every known field a leaf reads; fields of rows inside sums included. */
  #fields(node: Condition, scope: Scope, paths: Paths): Field[] {
    const found: Field[] = []
    const add = (ref: Ref, inner: Scope, at: Paths) => {
      const owner = inner[ref.variable]
      const start = at[ref.variable]
      const value = owner && holder(owner, ref.path)?.[ref.path.at(-1)!]
      if (!start || value === undefined || value === null || typeof value === 'object') return
      const path = [...start, ...ref.path]
      if (!found.some((f) => samePath(f.path, path))) found.push({ ref, path, value })
    }
    for (const part of nodes(node)) {
      if (part.kind === 'ref' && paths[part.variable]) add(part, scope, paths)
      if (part.kind === 'sum' && paths[part.list.variable]) this.#summed(part, scope, paths, add)
    }
    return found
  }

  #summed(sum: Sum, scope: Scope, paths: Paths, add: (ref: Ref, inner: Scope, at: Paths) => void): void {
    const owner = paths[sum.list.variable]!
    for (const [i, row] of listOf(sum.list, scope).rows.slice(0, MOST_ROWS).entries()) {
      const inner = { ...scope, [sum.as]: row }
      if (sum.where && walk(sum.where, inner, this.#env) !== TRUE) continue
      const at = { ...paths, [sum.as]: [...owner, ...sum.list.path, i] }
      for (const ref of nodes(sum.of)) if (ref.kind === 'ref' && ref.variable === sum.as) add(ref, inner, at)
    }
  }

  /** Values of one field that give a leaf the wanted truth; of numbers and dates the nearest. */
  #changes(node: Condition, field: Field, wanted: boolean, scope: Scope, paths: Paths): Change[] {
    const { path, value: from, ref } = field
    const turning = this.#targets(node, field, wanted, scope, paths)
      .filter((to) => to !== from && !isBelow(to, ref.minimum))
      .filter(
        (to) => walk(node, this.#scope(paths, withValue(this.#row, path, to)), this.#env) === (wanted ? TRUE : FALSE),
      )
      .map((to) => ({ path, from, to }))
    if (ref.type !== 'decimal' && ref.type !== 'date') return turning
    return turning.sort((a, b) => (distance(from, a.to) < distance(from, b.to) ? -1 : 1)).slice(0, 1)
  }

  /** Values that may turn the leaf: the boundary itself and its neighbours, or the listed values. */
  #targets(node: Condition, field: Field, wanted: boolean, scope: Scope, paths: Paths): (Scalar | null)[] {
    if (node.kind === 'exists') return wanted ? [] : [null]
    if (field.ref.type === 'boolean') return [!field.value]
    return pairs(node).flatMap(([left, right]) =>
      left.type !== field.ref.type
        ? []
        : field.ref.type === 'decimal'
          ? this.#boundary(left, right, field, paths)
          : neighbours(this.#otherSide(left, right, field.ref, scope), field.ref),
    )
  }

  #otherSide(left: Term, right: Term, ref: Ref, scope: Scope): Value {
    const within = (term: Term) => [...nodes(term)].some((n) => n.kind === 'ref' && sameRef(n, ref))
    return evaluate(within(left) ? right : left, scope, this.#env)
  }

  /** Both sides are linear in any one field: two probes give the line, the line gives the boundary. */
  #boundary(left: Term, right: Term, field: Field, paths: Paths): Minor[] {
    const scale = Math.max(scaleOf(left), scaleOf(right))
    const difference = (probe: Minor): bigint | undefined => {
      const scope = this.#scope(paths, withValue(this.#row, field.path, probe))
      const [a, b] = [evaluate(left, scope, this.#env), evaluate(right, scope, this.#env)]
      if (!isNumber(a) || !isNumber(b)) return undefined
      const up = (value: Minor, term: Term) => rescale(value, scale - scaleOf(term))
      return BigInt(plus(up(a, left), times(up(b, right), -1)))
    }
    const [at0, at1] = [difference(0), difference(1)]
    if (at0 === undefined || at1 === undefined || at0 === at1) return []
    const floor = -at0 / (at1 - at0)
    return [-1n, 0n, 1n].map((n) => plus(0, floor + n))
  }
}

interface Field {
  readonly ref: Ref
  readonly path: Path
  readonly value: Scalar
}

/** The comparisons a leaf consists of. */
function pairs(node: Condition): readonly (readonly [Term, Term])[] {
  if (node.kind === 'compare') return [[node.left, node.right]]
  if (node.kind === 'among') return node.values.map((value) => [node.term, value])
  if (node.kind !== 'between') return []
  return [
    [node.term, node.low],
    [node.term, node.high],
  ]
}

function neighbours(value: Value, ref: Ref): Scalar[] {
  if (typeof value !== 'string') return []
  if (ref.type !== 'date') return [value]
  return [
    ...(value > '0001-01-01' ? [addDays(value, -1)] : []),
    value,
    ...(value < '9999-12-31' ? [addDays(value, 1)] : []),
  ]
}

/** The row a path of links and list positions leads to. */
function rowAt(row: Row, path: Path): Row {
  let at: Row | FactList = row
  for (const step of path)
    at = typeof step === 'number' ? (at as FactList).rows[step]! : ((at as Row)[step] as Row | FactList)
  return at as Row
}

const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value)
const isNumber = (value: Value): value is Minor => typeof value === 'number' || typeof value === 'bigint'
const isBelow = (value: Scalar | null, minimum: number | undefined): boolean =>
  minimum !== undefined && isNumber(value) && value < minimum
const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((part, i) => part === b[i])
const sameRef = (a: Ref, b: Ref): boolean => a.variable === b.variable && a.path.join() === b.path.join()

/** Whether every change is at least as small, and one smaller. */
function nearer(a: Repair, b: Repair): boolean {
  const distances = (repair: Repair) => repair.map(({ from, to }) => distance(from, to))
  const [x, y] = [distances(a), distances(b)]
  return x.every((d, i) => d <= y[i]!) && x.some((d, i) => d < y[i]!)
}

function distance(from: Scalar, to: Scalar | null): bigint {
  if (isNumber(from) && isNumber(to)) return size(BigInt(to) - BigInt(from))
  if (typeof from === 'string' && typeof to === 'string' && isDate(from) && isDate(to))
    return size(BigInt(Date.parse(to) - Date.parse(from)))
  return from === to ? 0n : 1n
}
const size = (n: bigint): bigint => (n < 0n ? -n : n)

/** One repair per part, put together; alternatives beyond a few are left out. */
function together(options: readonly Repair[][]): Repair[] {
  let combined: Repair[] = [[]]
  for (const parts of options) {
    combined = combined.flatMap((head) => parts.slice(0, 3).map((tail) => [...head, ...tail])).slice(0, 4 * MOST)
  }
  return combined
}
