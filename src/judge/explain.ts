import { labelOf } from '../facts/choice.ts'
import { formatDecimal, type Minor } from '../facts/decimal.ts'
import type { AnyEntity, Fields } from '../facts/entity.ts'
import type { After, Binder, Comparator, Condition, ParameterTerm, Ref, Term } from '../facts/tree.ts'
import { scaleOf } from '../facts/tree.ts'
import type { Text } from '../law/text.ts'
import { type Environment, parameterValue } from './environment.ts'
import { declared, type Variables, variablesOf } from './facts-of.ts'
import { both, dayAfter, dayText, join, length, OPPOSITE, withArticle, wordsFor } from './lexicon.ts'
import { decisiveParts, heldOpen, type Trace } from './trace.ts'
import { FALSE, TRUE, UNKNOWN } from './truth.ts'
import { evaluate, listOf, literalValue, type Scope, type Value } from './walk.ts'

/** Sentences of a condition from a fixed lexicon: the same tree always reads the same. */

/** What a condition demands, in general. */
export function explain(condition: Condition, root: AnyEntity, env: Environment): Text {
  return new Speaker(variablesOf(condition, root), env).condition(condition, true)
}

/** Why a judged condition came out as it did: only its decisive parts, with the values seen. */
export function explainTrace(of: Trace, root: AnyEntity, env: Environment): Text {
  return new Speaker(variablesOf(of.node, root), env).trace(of)
}

const MAY_NOT_EXIST: Text = { zh: '有仅为迹象、尚未证实的条目', en: 'some entries are indicated but not proven' }

/** More decisive parts than this are counted, not told. */
const MOST_PARTS = 5

class Speaker {
  readonly variables: Variables
  readonly env: Environment
  constructor(variables: Variables, env: Environment) {
    this.variables = variables
    this.env = env
  }

  /** `positive: false` says the opposite: negation is carried to the leaves, or to `there is no`. */
  condition(node: Condition, positive: boolean, scope?: Scope): Text {
    if (node.say && positive) return node.say
    switch (node.kind) {
      case 'compare':
        return this.#compare(node.left, positive ? node.op : OPPOSITE[node.op], node.right, scope)
      case 'among': {
        if (node.values.length === 0) return positive ? NEVER : ALWAYS
        const values = join(
          node.values.map((v) => this.#beside(v, node.term, scope)),
          '、',
          ', ',
        )
        const term = this.#term(node.term, scope)
        if (node.values.length === 1)
          return positive
            ? both(`${term.zh}为${values.zh}`, `${term.en} is ${values.en}`)
            : both(`${term.zh}不为${values.zh}`, `${term.en} is not ${values.en}`)
        return positive
          ? both(`${term.zh}为${values.zh}之一`, `${term.en} is one of ${values.en}`)
          : both(`${term.zh}不属于${values.zh}`, `${term.en} is none of ${values.en}`)
      }
      case 'between': {
        const [term, low, high] = [node.term, node.low, node.high].map((t) => this.#term(t, scope)) as [
          Text,
          Text,
          Text,
        ]
        return positive
          ? both(`${term.zh}在${low.zh}至${high.zh}之间（含本数）`, `${term.en} is from ${low.en} to ${high.en}`)
          : both(`${term.zh}不在${low.zh}至${high.zh}之间`, `${term.en} is not from ${low.en} to ${high.en}`)
      }
      case 'exists':
        return this.#existence(this.#term(node.term, scope), positive)
      case 'and':
      case 'or':
        return this.#connected(node.of, (node.kind === 'and') === positive, positive, scope)
      case 'not':
        return this.condition(node.of, !positive, scope)
      case 'some':
      case 'every':
        return this.#quantified(node, positive, scope)
      default:
        return node satisfies never
    }
  }

  #connected(of: readonly Condition[], conjunctive: boolean, positive: boolean, scope: Scope | undefined): Text {
    if (of.length === 0) return conjunctive ? ALWAYS : NEVER
    if (of.length === 1) return this.condition(of[0]!, positive, scope)
    const texts = of.map((part) => {
      const text = this.condition(part, positive, scope)
      return this.#compound(part, positive) ? both(`（${text.zh}）`, `(${text.en})`) : text
    })
    return conjunctive ? join(texts, '，且', ', and ') : join(texts, '，或者', ', or ')
  }

  /** Whether the sentence of a part needs brackets inside another. */
  #compound(node: Condition, positive: boolean): boolean {
    if (node.say && positive) return false
    if (node.kind === 'not') return this.#compound(node.of, !positive)
    if (node.kind === 'some' || node.kind === 'every') return !isAlways(node.where)
    if (node.kind !== 'and' && node.kind !== 'or') return false
    return node.of.length === 1 ? this.#compound(node.of[0]!, positive) : node.of.length > 1
  }

  #quantified(node: Condition & Binder, positive: boolean, scope: Scope | undefined): Text {
    const element = declared(this.variables, node.list).element!.title
    const exists = (node.kind === 'some') === positive
    if (node.kind === 'some') {
      if (isAlways(node.where)) return this.#existence(element, exists)
      const inner = this.condition(node.where, true, scope)
      return exists
        ? both(`有符合下列条件的${element.zh}：${inner.zh}`, `there is ${withArticle(element.en)} where ${inner.en}`)
        : both(`没有符合下列条件的${element.zh}：${inner.zh}`, `there is no ${element.en} where ${inner.en}`)
    }
    const inner = this.condition(node.where, positive, scope)
    return exists
      ? both(`有符合下列条件的${element.zh}：${inner.zh}`, `there is ${withArticle(element.en)} where ${inner.en}`)
      : both(`每一${element.zh}均符合：${inner.zh}`, `for every ${element.en}, ${inner.en}`)
  }

  #existence(what: Text, positive: boolean): Text {
    return positive
      ? both(`有${what.zh}`, `there is ${withArticle(what.en)}`)
      : both(`没有${what.zh}`, `there is no ${what.en}`)
  }

  trace(of: Trace): Text {
    const { node } = of
    if (node.say && of.truth === TRUE) return node.say
    if (node.say && of.truth === UNKNOWN) return undecided(node.say)
    if (node.kind === 'not') return this.trace(of.parts[0]!)
    if (node.kind === 'every' && of.truth === TRUE && of.parts.length === 0)
      return this.#existence(declared(this.variables, node.list).element!.title, false)
    const parts = decisiveParts(of)
    const texts = parts
      .slice(0, parts.length > MOST_PARTS ? MOST_PARTS - 1 : MOST_PARTS)
      .map((part) => this.#part(of, part))
    if (parts.length > MOST_PARTS) {
      const more = parts.length - MOST_PARTS + 1
      texts.push(both(`另有${more}项`, `${more} more`))
    }
    if (heldOpen(of)) texts.push(this.#incomplete(of))
    return texts.length === 0 ? this.#leaf(of) : join([...new Map(texts.map((t) => [t.zh, t])).values()], '；', '; ')
  }

  /** A part of a quantifier is told with the key of its row. */
  #part(whole: Trace, part: Trace): Text {
    const text = this.trace(part)
    if (!part.row || !('list' in whole.node)) return text
    const element = declared(this.variables, whole.node.list).element!
    const key = part.row[element.key]
    if (key === undefined || key === null || typeof key === 'object') return text
    const named = labelOf((element.fields as Fields)[element.key]!, String(key)) ?? both(`${key}`, `${key}`)
    return both(`${element.title.zh}“${named.zh}”：${text.zh}`, `${element.title.en} “${named.en}”: ${text.en}`)
  }

  #incomplete(of: Trace): Text {
    if (!('list' in of.node)) throw new TypeError('only a list can be incomplete')
    const element = declared(this.variables, of.node.list).element!.title
    const reason = listOf(of.node.list, of.scope).open[0] ?? MAY_NOT_EXIST
    return both(
      `${element.zh}清单不完整（${reason.zh}）`,
      `the list of ${element.en} entries is not complete (${reason.en})`,
    )
  }

  #leaf(of: Trace): Text {
    const none = of.truth === FALSE ? this.#missing(of) : undefined
    if (none) return this.#existence(none, false)
    const sentence = this.condition(of.node, of.truth !== FALSE, of.scope)
    const values = this.#values(of)
    const told = values ? both(`${sentence.zh}（${values.zh}）`, `${sentence.en} (${values.en})`) : sentence
    return of.truth === UNKNOWN ? undecided(told) : told
  }

  /** The field that is none, where that alone made a comparison false. */
  #missing(of: Trace): Text | undefined {
    for (const term of comparedTerms(of.node))
      if (term.kind === 'ref' && evaluate(term, of.scope, this.env) === null) return this.#term(term, of.scope)
    return undefined
  }

  #values(of: Trace): Text | undefined {
    const shown = comparedTerms(of.node)
      .filter((term) => term.kind !== 'literal' && term.kind !== 'parameter' && term.type !== 'boolean')
      .map((term) => {
        const name = this.#shortName(term, of.scope)
        const value = this.#value(evaluate(term, of.scope, this.env), term)
        return both(`${name.zh}：${value.zh}`, `${name.en}: ${value.en}`)
      })
    return shown.length === 0 ? undefined : join([...new Map(shown.map((t) => [t.zh, t])).values()], '；', '; ')
  }

  #shortName(term: Term, scope: Scope): Text {
    if (term.kind === 'sum') return both('合计', 'sum')
    if (term.kind === 'count') return both('数量', 'number')
    if (term.kind === 'plus') return both('之和', 'sum')
    return term.kind === 'latest' ? this.#term(term.of, scope) : this.#term(term, scope)
  }

  #value(value: Value, term: Term): Text {
    if (value === undefined) return both('未知', 'unknown')
    if (value === null) return both('无', 'none')
    const scale = scaleOf(term)
    const one = (v: Minor) => (v === Infinity || v === -Infinity ? undefined : formatDecimal(v, scale))
    if (typeof value === 'object') {
      const [lo, hi] = [one(value.lo), one(value.hi)]
      if (lo !== undefined && hi !== undefined) return both(`${lo}至${hi}`, `${lo} to ${hi}`)
      return lo !== undefined ? both(`至少${lo}`, `at least ${lo}`) : both(`至多${hi}`, `at most ${hi}`)
    }
    if (typeof value === 'boolean') return value ? both('是', 'yes') : both('否', 'no')
    if (typeof value === 'string')
      return term.type === 'date' ? dayText(value) : (this.#label(term, value) ?? both(value, value))
    return both(one(value)!, one(value)!)
  }

  #compare(left: Term, op: Comparator, right: Term, scope: Scope | undefined): Text {
    const subject = this.#term(left, scope)
    if (left.type === 'boolean' && right.kind === 'literal') {
      const holds = (op === 'eq') === (right.value === true)
      return holds ? subject : both(`“${subject.zh}”为否`, `“${subject.en}” is not the case`)
    }
    const word = wordsFor(left, right)[op]
    const object = this.#beside(right, left, scope)
    return both(`${subject.zh}${word.zh}${object.zh}`, `${subject.en} ${word.en} ${object.en}`)
  }

  /** A term compared with another: a choice of that one is told in its words. */
  #beside(term: Term, other: Term, scope: Scope | undefined): Text {
    const label = term.kind === 'literal' && term.type === 'text' ? this.#label(other, String(term.value)) : undefined
    return label ? both(`“${label.zh}”`, `“${label.en}”`) : this.#term(term, scope)
  }

  #label(term: Term, code: string): Text | undefined {
    return term.kind === 'ref' ? labelOf(declared(this.variables, term).field!, code) : undefined
  }

  #term(term: Term, scope: Scope | undefined): Text {
    switch (term.kind) {
      case 'ref':
        return this.#ref(term)
      case 'literal': {
        const value = literalValue(term)
        if (term.type === 'date') return dayText(value as string)
        if (typeof value === 'string') return both(`“${value}”`, `“${value}”`)
        return this.#value(value, term)
      }
      case 'parameter':
        return this.#parameter(term, scope)
      case 'today':
        return both('当日', 'today')
      case 'asOf':
        return both('判断基准日', 'the day judged')
      case 'plus': {
        const parts = term.terms.map((t) => this.#term(t, scope))
        if (parts.length === 1) return parts[0]!
        const head = join(parts.slice(0, -1), '、', ', ')
        const last = parts.at(-1)!
        return both(`${head.zh}与${last.zh}之和`, `the sum of ${head.en} and ${last.en}`)
      }
      case 'times': {
        const of = this.#term(term.term, scope)
        const by = this.#term(term.by, scope)
        return this.#isRatio(term.by)
          ? both(`${of.zh}的${by.zh}`, `${by.en} of ${of.en}`)
          : both(`${of.zh}的${by.zh}倍`, `${by.en} times ${of.en}`)
      }
      case 'after':
        return this.#after(term, scope)
      case 'count':
      case 'sum':
      case 'latest':
        return this.#gathered(term, scope)
      default:
        return term satisfies never
    }
  }

  #isRatio(term: Term): boolean {
    return term.kind === 'parameter' && this.env.parameter(term.id).unit === 'ratio'
  }

  #gathered(term: Term & Binder, scope: Scope | undefined): Text {
    const element = declared(this.variables, term.list).element!.title
    const where = term.where && !isAlways(term.where) ? this.condition(term.where, true, scope) : undefined
    const only = where ? both(`（仅计：${where.zh}）`, ` (only where ${where.en})`) : both('', '')
    if (term.kind === 'count')
      return both(`${element.zh}数量${only.zh}`, `the number of ${element.en} entries${only.en}`)
    const of = this.#term(term.of, scope)
    return term.kind === 'sum'
      ? both(`${element.zh}的${of.zh}合计${only.zh}`, `the sum of ${of.en} over ${element.en} entries${only.en}`)
      : both(`${element.zh}最晚的${of.zh}${only.zh}`, `the latest ${of.en} among ${element.en} entries${only.en}`)
  }

  #after(term: After, scope: Scope | undefined): Text {
    const day = this.#term(term.date, scope)
    const { period } = term
    if (!('parameter' in period)) return dayAfter(day, period)
    const table = this.env.parameter(period.parameter)
    const start = scope ? evaluate(term.date, scope, this.env) : this.env.asOf
    const found = typeof start === 'string' ? parameterValue(table, start) : undefined
    if (typeof found === 'object') return dayAfter(day, found)
    return both(`${day.zh}后的“${table.title.zh}”届满之日`, `the end of the period “${table.title.en}” after ${day.en}`)
  }

  #parameter(term: ParameterTerm, scope: Scope | undefined): Text {
    const table = this.env.parameter(term.id)
    const found = scope || !(term.on || term.keys) ? evaluate(term, scope ?? {}, this.env) : this.#general(term)
    if (found === undefined || found === null || typeof found === 'object')
      return both(`“${table.title.zh}”（该日没有规定的数值）`, `“${table.title.en}” (not set for that day)`)
    if (typeof found === 'string') return dayText(found)
    if (typeof found === 'boolean') return this.#value(found, term)
    const period =
      table.type === 'period' ? table.values.find((v) => typeof v.value === 'object' && v.value.n === found) : undefined
    if (typeof period?.value === 'object') return length(period.value)
    if (table.unit !== 'ratio' || table.scale < 2) return this.#value(found, term)
    const percent = formatDecimal(found, table.scale - 2)
    return both(`${percent}%`, `${percent} %`)
  }

  /** The number a sentence about no case in particular gives: the one that holds on the day judged, for all. */
  #general(term: ParameterTerm): Value {
    const value = parameterValue(this.env.parameter(term.id), this.env.asOf)
    return typeof value === 'object' ? value.n : value
  }

  #ref(ref: Ref): Text {
    const found = declared(this.variables, ref)
    const { title, type } = found.field!
    const owner = found.entity.title
    if (ref.path.length < 2) return title
    const zh = title.zh.startsWith(owner.zh) ? title.zh : `${owner.zh}${title.zh}`
    if (type !== 'boolean') return both(zh, `${title.en} of the ${owner.en}`)
    return both(zh, title.en.includes(owner.en) ? title.en : `${owner.en}: ${title.en}`)
  }
}

const ALWAYS = both('不设条件', 'in every case')
const NEVER = both('不可能成立', 'in no case')
const undecided = (text: Text): Text => both(`尚不能判断是否符合：${text.zh}`, `cannot tell whether ${text.en}`)

const isAlways = (node: Condition): boolean => node.kind === 'and' && node.of.length === 0

/** The terms a leaf compares, the subject first. */
function comparedTerms(node: Condition): readonly Term[] {
  if (node.kind === 'compare') {
    const { left, right } = node
    return right.kind === 'times' && right.term.kind === 'ref' ? [left, right.term] : [left, right]
  }
  if (node.kind === 'between') return [node.term, node.low, node.high]
  return node.kind === 'among' ? [node.term] : []
}

/** The scope of a rule: one row under its entity's name. */
export const scopeOf = (root: AnyEntity, row: Scope[string]): Scope => ({ [root.name]: row })
