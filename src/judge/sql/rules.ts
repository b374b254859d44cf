import type { Condition } from '../../facts/tree.ts'
import { leavesOf } from '../many.ts'
import type { Rule } from '../rule.ts'
import { FALSE, negate, TRUE, type Truth } from '../truth.ts'
import type { Frame } from './frame.ts'
import { under } from './print.ts'

/** More leaves than this do not fit the digits of one 64-bit number. */
export const MOST_LEAVES = 39

/**
 * The leaves of the rules of one table, each once, and what they say of a row as the digits of one number. Conditions
 * that belong to no rule may stand beside them.
 */
export class LeafCode {
  readonly leaves: readonly string[]
  readonly #beside: readonly number[]
  readonly #rules: ReadonlyMap<Rule, { readonly applies: readonly number[]; readonly requires: readonly number[] }>

  constructor(rules: readonly Rule[], frame: Frame, beside: readonly Condition[] = []) {
    const leaves = new Map<string, number>()
    const digitOf = (leaf: Condition, at: string) => {
      const printed = frame.printer.condition(leaf, at)
      const known = leaves.get(printed)
      if (known !== undefined) return known
      leaves.set(printed, leaves.size)
      return leaves.size - 1
    }
    const place = (condition: Condition, at: string) =>
      pathsOf(condition, at).map(([leaf, where]) => digitOf(leaf, where))
    this.#rules = new Map(
      rules.map((rule) => [
        rule,
        {
          applies: place(rule.appliesWhen, `${rule.id}.appliesWhen`),
          requires: place(rule.requires, `${rule.id}.requires`),
        },
      ]),
    )
    this.#beside = beside.map((condition, i) => digitOf(condition, `beside.${i}`))
    this.leaves = [...leaves.keys()]
    if (this.leaves.length > MOST_LEAVES)
      throw new RangeError(`${this.leaves.length} different leaves: more than ${MOST_LEAVES} do not fit one code`)
  }

  /** The number as SQL: a digit per leaf, false 0, unknown 1, true 2. */
  sql(integer: (value: string) => string): string {
    const digits = this.leaves.map((leaf, i) => `COALESCE(${integer(`(${leaf})`)} * 2, 1) * ${3n ** BigInt(i)}`)
    return digits.join(' + ') || '0'
  }

  /** What the digits say of one rule: the truth of both conditions, and the signs of their leaves. */
  read(rule: Rule, code: number | bigint): { applies: Truth; requires: Truth; signs: [Truth[], Truth[]] } {
    const { applies, requires } = this.#rules.get(rule)!
    const digit = (i: number) => digitAt(code, i)
    const signs: [Truth[], Truth[]] = [applies.map(digit), requires.map(digit)]
    return { applies: rebuilt(rule.appliesWhen, signs[0]), requires: rebuilt(rule.requires, signs[1]), signs }
  }

  /** What the digits say of a condition that stands beside the rules. */
  beside(index: number, code: number | bigint): Truth {
    return digitAt(code, this.#beside[index]!)
  }
}

const digitAt = (code: number | bigint, i: number) => Number((BigInt(code) / 3n ** BigInt(i)) % 3n) as Truth

/** The leaves of a condition as `leavesOf` gives them, each with its path. */
function pathsOf(condition: Condition, at: string): [Condition, string][] {
  if (condition.kind === 'and' || condition.kind === 'or')
    return condition.of.flatMap((part, i) => pathsOf(part, under(at, `of.${i}`)))
  return condition.kind === 'not' ? pathsOf(condition.of, under(at, 'of')) : [[condition, at]]
}

/** The truth of a condition from that of its leaves in order. */
function rebuilt(condition: Condition, leaves: readonly Truth[]): Truth {
  if (condition.kind === 'not') return negate(rebuilt(condition.of, leaves))
  if (condition.kind !== 'and' && condition.kind !== 'or') return leaves[0]!
  let result: Truth = condition.kind === 'and' ? TRUE : FALSE
  let at = 0
  for (const part of condition.of) {
    const count = leavesOf(part).length
    const one = rebuilt(part, leaves.slice(at, at + count))
    at += count
    result = (condition.kind === 'and' ? Math.min(result, one) : Math.max(result, one)) as Truth
  }
  return result
}
