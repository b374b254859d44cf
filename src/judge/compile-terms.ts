import { plus, rescale, tenTo, times } from '../facts/decimal.ts'
import { doubt } from '../facts/row.ts'
import {
  type After,
  type Binder,
  type Condition,
  type Latest,
  type ListRef,
  type Literal,
  type ParameterTerm,
  type Ref,
  type Sum,
  scaleOf,
  type Term,
  type Times,
} from '../facts/tree.ts'
import { type ParameterTable, parameterNumber, parameterValue } from './environment.ts'
import { leastOf, listAt, literalValue } from './walk.ts'

/** What to do on an answer: a short statement. `leaves` where control never comes back from it. */
export interface Step {
  readonly code: string
  readonly leaves: boolean
}
export const step = (code: string, leaves: boolean): Step => ({ code, leaves })

/** Where the three answers of a condition go. */
export interface Sink {
  readonly no: Step
  readonly unknown: Step
  readonly yes: Step
}

/** JavaScript names by tree variable. */
export type Names = ReadonlyMap<string, string>

/** One value; `may` says what else it can be: unknown, or none as well. */
export interface Point {
  readonly form: 'point'
  readonly js: string
  readonly may: 'value' | 'unknown' | 'none'
}
/** Two bounds, infinite where nothing is known, and a test for none. */
export interface Bounds {
  readonly form: 'bounds'
  readonly lo: string
  readonly hi: string
  readonly none: string
}
export type Code = Point | Bounds

/** What emitted code may call. */
export const LINKED = { doubt, times, plus, rescale, listAt, number: parameterNumber, lookup: parameterValue }

const point = (js: string, may: Point['may']): Point => ({ form: 'point', js, may })
const CONTINUE = (loop: string): Step => step(`continue ${loop};`, true)

/** Writes terms as statements of JavaScript that leave their value in variables. */
export abstract class TermEmitter {
  readonly constants: unknown[] = []
  readonly #lines: string[] = []
  /** What depends on the environment alone, worked out once for each. */
  readonly #hoisted: string[] = []
  readonly #parameter: (id: string) => ParameterTable
  #count = 0

  constructor(parameter: (id: string) => ParameterTable) {
    this.#parameter = parameter
  }

  /** Writes statements that judge a condition and take the step its answer asks for. */
  abstract condition(node: Condition, names: Names, to: Sink): void

  /** The body of a function that returns the compiled one. */
  source(): string {
    const hoisted = this.#hoisted.map((value, i) => `h${i} = ${value};`).join('\n')
    const names = this.#hoisted.map((_, i) => `, h${i}`).join('')
    const refresh = hoisted ? `if (env !== seen) { ${hoisted}\nseen = env; }\n` : ''
    return `'use strict'; let seen${names}; return function (row, env) {\n${refresh}${this.#lines.join('\n')}\n}`
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#count++}`
  }

  /** Adds a line; returns its position. */
  line(code: string): number {
    return this.#lines.push(code) - 1
  }

  /** Whether a line after a position says something. */
  uses(after: number, words: string): boolean {
    return this.#lines.slice(after + 1).some((l) => l.includes(words))
  }

  drop(at: number): void {
    this.#lines[at] = ''
  }

  let(value: string, prefix = 'v'): string {
    const name = this.fresh(prefix)
    this.line(`let ${name} = ${value};`)
    return name
  }

  /** One of two steps. */
  choice(test: string, yes: Step, no: Step): Step {
    if (test === 'false' || yes.code === no.code) return no
    if (yes.code === '') return step(`if (!(${test})) { ${no.code} }`, false)
    if (no.code === '') return step(`if (${test}) { ${yes.code} }`, false)
    return step(`if (${test}) { ${yes.code} } else { ${no.code} }`, yes.leaves && no.leaves)
  }

  branch(test: string, yes: Step, no: Step): void {
    this.line(this.choice(test, yes, no).code)
  }

  /** The rows of a list, with the names their conditions see. */
  rows(ref: ListRef, as: string, names: Names): { list: string; row: string; inner: Names } {
    const owner = names.get(ref.variable)
    if (!owner) throw new TypeError(`unknown rows ${ref.variable}`)
    const list = this.let(`listAt(${owner}, ${this.#constant(ref.path)})`, 'list')
    const row = this.fresh('row')
    return { list, row, inner: new Map([...names, [as, row]]) }
  }

  term(term: Term, names: Names): Code {
    switch (term.kind) {
      case 'ref':
        return this.#ref(term, names)
      case 'literal':
        return this.#literal(term)
      case 'parameter':
        return this.#parameterTerm(term, names)
      case 'today':
        return point('env.today', 'value')
      case 'asOf':
        return point('env.asOf', 'value')
      case 'after':
        return this.#after(term, names)
      case 'plus': {
        const scale = scaleOf(term)
        const sum = this.#startBounds()
        for (const part of term.terms) {
          const one = this.bounds(this.term(part, names), scale - scaleOf(part))
          this.line(`${sum.lo} = plus(${sum.lo}, ${one.lo}); ${sum.hi} = plus(${sum.hi}, ${one.hi});`)
          this.line(`if (${one.none}) ${sum.none} = true;`)
          // One part of which nothing is known leaves nothing known of the sum.
          this.line(`if (${one.lo} === -Infinity && ${one.hi} === Infinity) ${sum.all} = true;`)
        }
        this.line(`if (${sum.all}) { ${sum.lo} = -Infinity; ${sum.hi} = Infinity; }`)
        return sum
      }
      case 'times':
        return this.#times(term, names)
      case 'count': {
        const { list, row, inner } = this.rows(term.list, term.as, names)
        const out = this.#startBounds()
        const loop = this.fresh('l')
        this.line(`${loop}: for (const ${row} of ${list}.rows) {`)
        const may = `${out.hi}++; continue ${loop};`
        this.#where(term, inner, { no: CONTINUE(loop), unknown: step(may, true), yes: step('', false) })
        this.line(`if (${row}[doubt] !== undefined) { ${may} } ${out.lo}++; ${out.hi}++; }`)
        this.line(`if (${list}.open.length > 0) ${out.hi} = Infinity;`)
        return out
      }
      case 'sum':
        return this.#sum(term, names)
      case 'latest':
        return this.#latest(term, names)
      default:
        return term satisfies never
    }
  }

  /** A value as two bounds; an unknown one lies between `least` and infinity. */
  bounds(code: Code, digits: number, least = '-Infinity'): Bounds {
    if (code.form === 'bounds') {
      if (digits === 0) return code
      return {
        ...code,
        lo: this.let(this.scaled(code.lo, digits), 'lo'),
        hi: this.let(this.scaled(code.hi, digits), 'hi'),
      }
    }
    const v = code.js
    const value = this.scaled(v, digits)
    if (code.may === 'value') {
      const name = this.let(value)
      return { form: 'bounds', lo: name, hi: name, none: 'false' }
    }
    const none = code.may === 'none' ? `${v} === null ? 0 : ` : ''
    const lo = this.let(`${v} === undefined ? ${least} : ${none}${value}`, 'lo')
    const hi = this.let(`${v} === undefined ? Infinity : ${lo}`, 'hi')
    return { form: 'bounds', lo, hi, none: code.may === 'none' ? `${v} === null` : 'false' }
  }

  /** A number with more digits after the point. Small ones are multiplied on the spot, literals here and now. */
  scaled(js: string, digits: number): string {
    if (digits === 0) return js
    if (/^-?\d+n?$/.test(js)) return written(rescale(js.endsWith('n') ? BigInt(js.slice(0, -1)) : Number(js), digits))
    return inline(js, Number(tenTo(digits)), `rescale(${js}, ${digits})`)
  }

  #constant(value: unknown): string {
    return `k[${this.constants.push(value) - 1}]`
  }

  #hoist(value: string): string {
    return `h${this.#hoisted.push(value) - 1}`
  }

  #value(code: Code): Point {
    if (code.form === 'point') return code
    throw new TypeError('a bounded number cannot stand here')
  }

  #startBounds(): Bounds & { readonly all: string } {
    const [lo, hi] = [this.let('0', 'lo'), this.let('0', 'hi')]
    return { form: 'bounds', lo, hi, none: this.let('false', 'none'), all: this.let('false', 'all') }
  }

  #ref(ref: Ref, names: Names): Point {
    let at = names.get(ref.variable)
    if (!at) throw new TypeError(`unknown row ${ref.variable}`)
    for (const [i, name] of ref.path.entries()) {
      const field = `${at}[${JSON.stringify(name)}]`
      at = this.let(i === 0 ? field : `${at} == null ? ${at} : ${field}`)
    }
    return point(at, 'none')
  }

  #literal(term: Literal): Point {
    return point(written(literalValue(term)), 'value')
  }

  #parameterTerm(term: ParameterTerm, names: Names): Point {
    const table = this.#parameter(term.id)
    if (!term.on && !term.keys) return point(this.#hoist(`number(${this.#constant(table)}, env.asOf)`), 'unknown')
    const day = term.on ? this.#value(this.term(term.on, names)) : point('env.asOf', 'value')
    const keys = Object.entries(term.keys ?? {}).map(
      ([name, part]) => `[${JSON.stringify(name)}]: ${this.#value(this.term(part, names)).js}`,
    )
    const known = day.may === 'value' ? '' : `${day.js} == null ? undefined : `
    const simple = table.values.length <= 4 && table.values.every((v) => !v.keys && v.until === undefined)
    if (!simple)
      return point(
        this.let(`${known}number(${this.#constant(table)}, ${day.js}${keys.length ? `, {${keys.join(', ')}}` : ''})`),
        'unknown',
      )
    const choice = table.values.reduceRight((rest, { from, value }) => {
      const now = written(typeof value === 'object' ? value.n : value)
      return `${day.js} >= ${JSON.stringify(from)} ? ${now} : ${rest}`
    }, 'undefined')
    return point(this.let(`${known}${choice}`), 'unknown')
  }

  #after(term: After, names: Names): Point {
    const day = this.#value(this.term(term.date, names))
    const out = this.let(day.js)
    const period =
      'parameter' in term.period
        ? `lookup(${this.#constant(this.#parameter(term.period.parameter))}, ${out})`
        : this.#constant(term.period)
    const p = this.fresh('p')
    this.line(`if (${out} != null) { const ${p} = ${period};`)
    this.line(`${out} = typeof ${p} === 'object' ? env.after(${out}, ${p}) : undefined; }`)
    return point(out, day.may === 'none' ? 'none' : 'unknown')
  }

  #times(term: Times, names: Names): Code {
    const inner = this.term(term.term, names)
    const by = this.#value(this.term(term.by, names))
    const unknown = by.may === 'value' ? '' : `${by.js} === undefined`
    if (inner.form === 'point') {
      const v = inner.js
      const missing = [
        inner.may === 'value' ? '' : `${v} == null ? ${v} : `,
        unknown ? `${unknown} ? undefined : ` : '',
      ]
      const may = inner.may === 'none' ? 'none' : unknown || inner.may === 'unknown' ? 'unknown' : 'value'
      return point(this.let(`${missing.join('')}${product(v, by.js)}`), may)
    }
    const out = this.#startBounds()
    const nothing = `${inner.lo} === -Infinity && ${inner.hi} === Infinity`
    const [a, b] = [this.fresh('a'), this.fresh('b')]
    this.line(
      `if (${unknown ? `${unknown} || ` : ''}${nothing}) { ${out.lo} = -Infinity; ${out.hi} = Infinity; } else {
      const ${a} = times(${inner.lo}, ${by.js}), ${b} = times(${inner.hi}, ${by.js});
      if (${a} <= ${b}) { ${out.lo} = ${a}; ${out.hi} = ${b}; } else { ${out.lo} = ${b}; ${out.hi} = ${a}; } }`,
    )
    return { ...out, none: inner.none }
  }

  #where(node: Binder, names: Names, to: Sink): void {
    if (node.where) this.condition(node.where, names, to)
    else this.line(to.yes.code)
  }

  #sum(term: Sum, names: Names): Bounds {
    const least = leastOf(term.of)
    const { list, row, inner } = this.rows(term.list, term.as, names)
    const out = this.#startBounds()
    const loop = this.fresh('l')
    this.line(`${loop}: for (const ${row} of ${list}.rows) {`)
    const certain = this.let(`${row}[doubt] === undefined`, 'c')
    this.#where(term, inner, {
      no: CONTINUE(loop),
      unknown: step(`${certain} = false;`, false),
      yes: step('', false),
    })
    const one = this.bounds(this.term(term.of, inner), 0, String(least))
    this.line(`if (${one.none}) continue ${loop};`)
    this.line(`if (${certain} || ${one.lo} < 0) ${out.lo} = plus(${out.lo}, ${one.lo});`)
    this.line(`if (${certain} || ${one.hi} > 0) ${out.hi} = plus(${out.hi}, ${one.hi}); }`)
    this.line(`if (${list}.open.length > 0) { ${out.hi} = Infinity; ${least < 0 ? `${out.lo} = -Infinity;` : ''} }`)
    return out
  }

  #latest(term: Latest, names: Names): Point {
    const { list, row, inner } = this.rows(term.list, term.as, names)
    const out = this.let(`${list}.open.length > 0 ? undefined : null`)
    const possible = this.let("''")
    const loop = this.fresh('l')
    this.line(`if (${out} === null) {`)
    this.line(`${loop}: for (const ${row} of ${list}.rows) {`)
    const certain = this.let(`${row}[doubt] === undefined`, 'c')
    this.#where(term, inner, {
      no: CONTINUE(loop),
      unknown: step(`${certain} = false;`, false),
      yes: step('', false),
    })
    const day = this.#value(this.term(term.of, inner))
    if (day.may === 'none') this.line(`if (${day.js} === null) continue ${loop};`)
    if (day.may !== 'value') this.line(`if (${day.js} === undefined) { ${out} = undefined; break ${loop}; }`)
    this.line(`if (!${certain}) { if (${day.js} > ${possible}) ${possible} = ${day.js}; }`)
    this.line(`else if (${out} === null || ${day.js} > ${out}) ${out} = ${day.js}; }`)
    this.line(`if (${out} !== undefined && ${possible} > (${out} ?? '')) ${out} = undefined; }`)
    return point(out, 'none')
  }
}

/** A constant as JavaScript. */
const written = (value: unknown): string => (typeof value === 'bigint' ? `${value}n` : JSON.stringify(value))

/** `js * factor` where the product stays exact, else the call. */
function inline(js: string, factor: number, call: string): string {
  const most = Math.floor(Number.MAX_SAFE_INTEGER / Math.abs(factor))
  return most < 1000
    ? call
    : `(typeof ${js} === 'number' && ${js} <= ${most} && ${js} >= -${most} ? ${js} * ${factor} : ${call})`
}

function product(js: string, by: string): string {
  return /^-?\d+$/.test(by) && Number(by) !== 0 ? inline(js, Number(by), `times(${js}, ${by})`) : `times(${js}, ${by})`
}
