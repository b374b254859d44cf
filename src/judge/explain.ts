import type { Period } from '../law/calendar.ts'
import { formatDecimal, type Minor } from '../facts/decimal.ts'
import type { AnyEntity } from '../facts/entity.ts'
import type { Comparator, Condition, Ref, Term, ValueType } from '../facts/tree.ts'
import { scaleOf } from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import { type Environment, parameterValue } from './environment.ts'
import { declared, type Variables, variablesOf } from './facts-of.ts'
import { decisiveParts, type Trace } from './trace.ts'
import { FALSE, TRUE, UNKNOWN } from './truth.ts'
import { evaluate, literalValue, type Scope, type Value } from './walk.ts'

/** Sentences of a condition from a fixed lexicon: the same tree always reads the same. */

type Words = Readonly<Record<Comparator, Text>>
const NUMBER: Words = {
  eq: { zh: '等于', en: 'equals' },
  ne: { zh: '不等于', en: 'does not equal' },
  lt: { zh: '低于', en: 'is less than' },
  le: { zh: '不超过', en: 'is at most' },
  gt: { zh: '多于', en: 'is more than' },
  ge: { zh: '不低于', en: 'is at least' },
}
const DAY: Words = {
  eq: { zh: '为', en: 'is' },
  ne: { zh: '不为', en: 'is not' },
  lt: { zh: '早于', en: 'is before' },
  le: { zh: '不晚于', en: 'is no later than' },
  gt: { zh: '晚于', en: 'is after' },
  ge: { zh: '不早于', en: 'is no earlier than' },
}
const PLAIN: Words = { ...DAY, lt: NUMBER.lt, le: NUMBER.le, gt: NUMBER.gt, ge: NUMBER.ge }
const OPPOSITE: Readonly<Record<Comparator, Comparator>> = { eq: 'ne', ne: 'eq', lt: 'ge', ge: 'lt', gt: 'le', le: 'gt' }
const UNIT: Readonly<Record<Period['unit'], Text>> = {
  day: { zh: '日', en: 'days' },
  workday: { zh: '个工作日', en: 'working days' },
  month: { zh: '个月', en: 'months' },
  hour: { zh: '小时', en: 'hours' },
}

const both = (zh: string, en: string): Text => ({ zh, en })
const join = (texts: readonly Text[], zh: string, en: string): Text =>
  both(texts.map((t) => t.zh).join(zh), texts.map((t) => t.en).join(en))

/** What a condition demands, in general. */
export function explain(condition: Condition, root: AnyEntity, env: Environment): Text {
  return new Speaker(variablesOf(condition, root), env).condition(condition, true)
}

/** Why a judged condition came out as it did: only its decisive parts, with the values seen. */
export function explainTrace(of: Trace, root: AnyEntity, env: Environment): Text {
  return new Speaker(variablesOf(of.node, root), env).trace(of)
}

class Speaker {
  readonly variables: Variables
  readonly env: Environment
  constructor(variables: Variables, env: Environment) {
    this.variables = variables
    this.env = env
  }

  /** `positive: false` says the opposite: negation is carried to the leaves. */
  condition(node: Condition, positive: boolean): Text {
    if (node.say && positive) return node.say
    switch (node.kind) {
      case 'compare':
        return this.#compare(node.left, positive ? node.op : OPPOSITE[node.op], node.right)
      case 'among': {
        const values = join(node.values.map((v) => this.#term(v)), '、', ', ')
        const term = this.#term(node.term)
        return positive
          ? both(`${term.zh}为${values.zh}之一`, `${term.en} is one of ${values.en}`)
          : both(`${term.zh}不为${values.zh}中任一`, `${term.en} is none of ${values.en}`)
      }
      case 'between': {
        const [term, low, high] = [this.#term(node.term), this.#term(node.low), this.#term(node.high)]
        return positive
          ? both(`${term.zh}在${low.zh}至${high.zh}之间（含）`, `${term.en} is between ${low.en} and ${high.en} (inclusive)`)
          : both(`${term.zh}不在${low.zh}至${high.zh}之间`, `${term.en} is not between ${low.en} and ${high.en}`)
      }
      case 'exists': {
        const term = this.#term(node.term)
        return positive ? both(`有${term.zh}`, `there is a ${term.en}`) : both(`没有${term.zh}`, `there is no ${term.en}`)
      }
      case 'and':
      case 'or': {
        if (node.of.length === 0)
          return (node.kind === 'and') === positive ? both('无条件', 'in every case') : both('不可能', 'in no case')
        const texts = node.of.map((part) => this.condition(part, positive))
        const conjunctive = (node.kind === 'and') === positive
        return conjunctive ? join(texts, '，且', ', and ') : join(texts, '，或者', ', or ')
      }
      case 'not':
        return this.condition(node.of, !positive)
      case 'some':
      case 'every': {
        const element = declared(this.variables, node.list).element!.title
        const exists = (node.kind === 'some') === positive
        const inner = this.condition(node.where, positive)
        return exists
          ? both(`有${element.zh}：${inner.zh}`, `there is a ${element.en} where ${inner.en}`)
          : both(`每个${element.zh}：${inner.zh}`, `for every ${element.en}, ${inner.en}`)
      }
      default:
        return node satisfies never
    }
  }

  trace(of: Trace): Text {
    if (of.node.say && of.truth !== FALSE) return of.node.say
    const { node } = of
    if (node.kind === 'not') return this.trace(of.parts[0]!)
    if (of.parts.length === 0) return this.#leaf(of)
    const texts = decisiveParts(of).map((part) => this.trace(part))
    const shown = texts.length > 5 ? [...texts.slice(0, 4), both(`另有${texts.length - 4}项`, `${texts.length - 4} more`)] : texts
    if (shown.length === 0) return this.#leaf(of)
    return join(shown, '；', '; ')
  }

  #leaf(of: Trace): Text {
    if (of.truth === UNKNOWN) {
      const sentence = this.condition(of.node, true)
      return both(`无法判断：${sentence.zh}`, `cannot tell whether ${sentence.en}`)
    }
    const sentence = this.condition(of.node, of.truth === TRUE)
    const values = this.#values(of)
    return values ? both(`${sentence.zh}（${values.zh}）`, `${sentence.en} (${values.en})`) : sentence
  }

  #values(of: Trace): Text | undefined {
    if (of.node.kind !== 'compare' || of.node.left.type === 'boolean') return undefined
    const shown = [of.node.left, of.node.right]
      .filter((term) => term.kind !== 'literal')
      .map((term) => ({ name: this.#term(term), value: this.#value(evaluate(term, of.scope, this.env), term) }))
      .filter((v) => v.value !== undefined)
    if (shown.length === 0) return undefined
    return join(shown.map((v) => both(`${v.name.zh}：${v.value!.zh}`, `${v.name.en}: ${v.value!.en}`)), '，', ', ')
  }

  #value(value: Value, term: Term): Text | undefined {
    if (value === undefined) return undefined
    if (value === null) return both('无', 'none')
    const scale = scaleOf(term)
    const one = (v: Minor) => (typeof v === 'number' && !Number.isFinite(v) ? undefined : formatDecimal(v, scale))
    if (typeof value === 'object') {
      const [lo, hi] = [one(value.lo), one(value.hi)]
      if (lo !== undefined && hi !== undefined) return both(`${lo}至${hi}`, `${lo} to ${hi}`)
      return lo !== undefined ? both(`至少${lo}`, `at least ${lo}`) : both(`至多${hi}`, `at most ${hi}`)
    }
    if (typeof value === 'boolean') return value ? both('是', 'yes') : both('否', 'no')
    return typeof value === 'string' ? both(value, value) : both(one(value)!, one(value)!)
  }

  #compare(left: Term, op: Comparator, right: Term): Text {
    const subject = this.#term(left)
    if (left.type === 'boolean' && right.kind === 'literal') {
      const holds = (op === 'eq') === (right.value === true)
      return holds ? subject : both(`并非${subject.zh}`, `not: ${subject.en}`)
    }
    const words: Record<ValueType, Words> = { decimal: NUMBER, date: DAY, text: PLAIN, boolean: PLAIN }
    const object = this.#term(right)
    const word = words[left.type][op]
    return both(`${subject.zh}${word.zh}${object.zh}`, `${subject.en} ${word.en} ${object.en}`)
  }

  #term(term: Term): Text {
    switch (term.kind) {
      case 'ref':
        return this.#ref(term)
      case 'literal': {
        const value = literalValue(term)
        if (typeof value === 'string' || typeof value === 'boolean') return both(String(value), String(value))
        const written = formatDecimal(value, term.scale ?? 0)
        return both(written, written)
      }
      case 'parameter': {
        const table = this.env.parameter(term.id)
        const value = parameterValue(table, this.env.asOf) ?? table.values[0]?.value
        return typeof value === 'number' && table.type === 'decimal' && table.scale >= 2
          ? both(`${formatDecimal(value, table.scale - 2)}%`, `${formatDecimal(value, table.scale - 2)} %`)
          : both(String(value), String(value))
      }
      case 'today':
        return both('当天', 'today')
      case 'asOf':
        return both('判断日', 'the day judged')
      case 'plus':
        return join(term.terms.map((t) => this.#term(t)), '与', ' plus ')
      case 'times': {
        const [of, by] = [this.#term(term.term), this.#term(term.by)]
        return both(`${of.zh}的${by.zh}`, `${by.en} of ${of.en}`)
      }
      case 'after': {
        const period = 'parameter' in term.period ? parameterValue(this.env.parameter(term.period.parameter), this.env.asOf) : term.period
        const day = this.#term(term.date)
        if (typeof period !== 'object') return both(`${day.zh}起的期限届满日`, `the end of the period from ${day.en}`)
        return both(`${day.zh}后${period.n}${UNIT[period.unit].zh}`, `${period.n} ${UNIT[period.unit].en} after ${day.en}`)
      }
      case 'count':
      case 'sum':
      case 'latest': {
        const element = declared(this.variables, term.list).element!.title
        const where = term.where ? this.condition(term.where, true) : undefined
        const of = term.kind === 'count' ? undefined : this.#term(term.of)
        const filter = where ? both(`（${where.zh}）`, ` (${where.en})`) : both('', '')
        if (term.kind === 'count') return both(`${element.zh}${filter.zh}的数量`, `the number of ${element.en}${filter.en}`)
        if (term.kind === 'sum') return both(`${element.zh}${filter.zh}的${of!.zh}合计`, `the sum of ${of!.en} over ${element.en}${filter.en}`)
        return both(`${element.zh}${filter.zh}最晚的${of!.zh}`, `the latest ${of!.en} of ${element.en}${filter.en}`)
      }
      default:
        return term satisfies never
    }
  }

  #ref(ref: Ref): Text {
    const found = declared(this.variables, ref)
    const title = found.field!.title
    if (ref.path.length < 2) return title
    return both(`${found.entity.title.zh}的${title.zh}`, `${title.en} of the ${found.entity.title.en}`)
  }
}

/** The scope of a rule: one row under its entity's name. */
export const scopeOf = (root: AnyEntity, row: Scope[string]): Scope => ({ [root.name]: row })
