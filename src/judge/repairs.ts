import { type Minor, plus, times } from '../facts/decimal.ts'
import { withValue } from '../facts/read.ts'
import { holder, isList, isRow, type Row, type Scalar } from '../facts/row.ts'
import { type Condition, type Literal, nodes, type Ref, scaleOf, type Term } from '../facts/tree.ts'
import { addDays } from '../law/day.ts'
import type { Environment } from './environment.ts'
import { FALSE, TRUE } from './truth.ts'
import { evaluate, listOf, literalValue, type Scope, walk } from './walk.ts'

/** One value to set. The path starts at the judged row; numbers in it are positions in lists. */
export interface Change {
  readonly path: readonly (string | number)[]
  readonly from: Scalar | null | undefined
  readonly to: Scalar | null
}
/** Changes that together make the condition pass. */
export type Repair = readonly Change[]

type Paths = Readonly<Record<string, readonly (string | number)[]>>
const MOST = 8

/**
 * The smallest changes that would make a false condition true, fewest first. Each is judged again before it is
 * returned; facts that are unknown are not invented.
 */
export function repairs(condition: Condition, root: string, row: Row, env: Environment): Repair[] {
  const search = (scope: Scope) => new Search(env).make(condition, true, scope, { [root]: [] })
  const valid = search({ [root]: row }).filter((repair) => {
    const mended = repair.reduce((at, change) => withValue(at, change.path, change.to), row)
    return walk(condition, { [root]: mended }, env) === TRUE
  })
  const seen = new Set<string>()
  return valid
    .sort((a, b) => a.length - b.length)
    .filter((repair) => {
      const key = repair.map((c) => `${c.path.join('.')}=${c.to}`).join()
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, MOST)
}

class Search {
  readonly env: Environment
  constructor(env: Environment) {
    this.env = env
  }

  /** Candidate repairs that could give a condition the wanted truth. */
  make(node: Condition, wanted: boolean, scope: Scope, paths: Paths): Repair[] {
    if (walk(node, scope, this.env) === (wanted ? TRUE : FALSE)) return [[]]
    switch (node.kind) {
      case 'not':
        return this.make(node.of, !wanted, scope, paths)
      case 'and':
      case 'or': {
        const options = node.of.map((part) => this.make(part, wanted, scope, paths))
        return (node.kind === 'and') === wanted ? together(options) : options.flat().slice(0, MOST)
      }
      case 'some':
      case 'every': {
        const rows = listOf(node.list, scope).rows
        const owner = paths[node.list.variable]
        if (!owner) return []
        const options = rows.map((row, i) =>
          this.make(node.where, wanted, { ...scope, [node.as]: row }, { ...paths, [node.as]: [...owner, ...node.list.path, i] }),
        )
        return (node.kind === 'every') === wanted ? together(options) : options.flat().slice(0, MOST)
      }
      case 'compare':
      case 'among':
      case 'between':
      case 'exists':
        return this.#refs(node, scope, paths).flatMap(({ ref, row, path }) =>
          this.#targets(node, ref, row, wanted, scope)
            .filter((to) => ref.minimum === undefined || (typeof to !== 'number' && typeof to !== 'bigint') || to >= ref.minimum)
            .map((to) => [{ path, from: row[ref.path.at(-1)!] as Scalar, to }]),
        )
      default:
        return node satisfies never
    }
  }

  /** Every known field a leaf reads, with the row that holds it; rows inside sums included. */
  #refs(node: Condition, scope: Scope, paths: Paths): { ref: Ref; row: Row; path: (string | number)[] }[] {
    const found: { ref: Ref; row: Row; path: (string | number)[] }[] = []
    const add = (ref: Ref, inner: Scope, at: Paths) => {
      const owner = inner[ref.variable]
      const start = at[ref.variable]
      const row = owner && holder(owner, ref.path)
      const value = row?.[ref.path.at(-1)!]
      if (row && start && value !== undefined && value !== null) found.push({ ref, row, path: [...start, ...ref.path] })
    }
    for (const part of nodes(node)) {
      if (part.kind === 'ref' && paths[part.variable]) add(part, scope, paths)
      if (part.kind !== 'sum') continue
      const owner = paths[part.list.variable]
      for (const [i, row] of listOf(part.list, scope).rows.entries()) {
        if (!owner) break
        const inner = { ...scope, [part.as]: row }
        if (part.where && walk(part.where, inner, this.env) !== TRUE) continue
        const at = { ...paths, [part.as]: [...owner, ...part.list.path, i] }
        for (const ref of nodes(part.of)) if (ref.kind === 'ref' && ref.variable === part.as) add(ref, inner, at)
      }
    }
    return found
  }

  /** Values that may turn the leaf: the boundary itself and its neighbours, or the listed values. */
  #targets(node: Condition, ref: Ref, row: Row, wanted: boolean, scope: Scope): (Scalar | null)[] {
    if (node.kind === 'exists') return wanted ? [] : [null]
    if (node.kind === 'among') return wanted ? node.values.map(literalValue) : []
    if (node.kind !== 'compare' && node.kind !== 'between') return []
    const bounds = node.kind === 'compare' ? [[node.left, node.right]] : [[node.term, node.low], [node.term, node.high]]
    return bounds.flatMap(([left, right]) => this.#boundary(left!, right!, ref, row, scope))
  }

  #boundary(left: Term, right: Term, ref: Ref, row: Row, scope: Scope): (Scalar | null)[] {
    if (ref.type === 'boolean') return [!row[ref.path.at(-1)!]]
    if (ref.type === 'decimal') return this.#solve(left, right, ref, row, scope)
    const other = left.kind === 'ref' && sameRef(left, ref) ? right : left
    const value = evaluate(other, scope, this.env)
    if (typeof value !== 'string') return []
    return ref.type === 'date' ? [value, addDays(value, -1), addDays(value, 1)] : [value]
  }

  /** Both sides are linear in any one field: two probes give the line, the line gives the boundary. */
  #solve(left: Term, right: Term, ref: Ref, row: Row, scope: Scope): Minor[] {
    const scale = Math.max(scaleOf(left), scaleOf(right))
    const difference = (probe: Minor): Minor | undefined => {
      const name = ref.path.at(-1)!
      const probed = replaceRow(scope, row, { ...row, [name]: probe })
      const [a, b] = [evaluate(left, probed, this.env), evaluate(right, probed, this.env)]
      if ((typeof a !== 'number' && typeof a !== 'bigint') || (typeof b !== 'number' && typeof b !== 'bigint')) return undefined
      const up = (value: Minor, term: Term) => times(value, 10 ** (scale - scaleOf(term)))
      return plus(up(a, left), times(up(b, right), -1))
    }
    const at0 = difference(0)
    const at1 = difference(1)
    if (at0 === undefined || at1 === undefined) return []
    const slope = BigInt(plus(at1, times(at0, -1)))
    if (slope === 0n) return []
    const floor = -BigInt(at0) / slope
    return [-1n, 0n, 1n].map((n) => plus(0, floor + n))
  }
}

const sameRef = (a: Ref, b: Ref): boolean => a.variable === b.variable && a.path.join() === b.path.join()

/** Rows are values: the row to probe is swapped wherever the scope holds it. */
function replaceRow(scope: Scope, from: Row, to: Row): Scope {
  const swap = (value: Row[string]): Row[string] => {
    if (value === from) return to
    if (typeof value !== 'object' || value === null) return value
    if (isList(value)) {
      const rows = value.rows.map((r) => swap(r) as Row)
      return rows.every((r, i) => r === value.rows[i]) ? value : { ...value, rows }
    }
    if (!isRow(value)) return value
    const entries = Object.entries(value).map(([k, v]) => [k, swap(v)] as const)
    return entries.every(([k, v]) => v === value[k]) ? value : Object.fromEntries(entries)
  }
  return Object.fromEntries(Object.entries(scope).map(([name, row]) => [name, swap(row) as Row]))
}

/** One repair per part, put together; alternatives beyond a few are left out. */
function together(options: readonly Repair[][]): Repair[] {
  let combined: Repair[] = [[]]
  for (const parts of options) {
    combined = combined.flatMap((head) => parts.slice(0, 3).map((tail) => [...head, ...tail])).slice(0, MOST)
  }
  return combined
}
