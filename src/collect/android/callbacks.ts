import { ACC } from './dex.ts'
import type { Program } from './hierarchy.ts'
import {
  ANSWER_METHODS,
  type CallbackRule,
  COMPONENT_CALLBACKS,
  type ComponentKind,
  LIFECYCLE,
  MARKER_TYPES,
  OBJECT_CALLBACKS,
  TRAMPOLINES,
} from './platform.ts'

/** When the platform may call a method: see `CallbackRule`. */
export type When = 'launch' | 'event' | 'interaction' | 'later'

export interface Callback {
  readonly node: number
  readonly when: When
}

/** A method name pattern with its parameter count; -1 for any. */
export interface Pattern {
  readonly prefix: string
  /** 0 when the name is a prefix. */
  readonly name: number
  readonly arity: number
}

interface Rule {
  readonly named: ReadonlyMap<number, readonly { readonly arity: number; readonly rank: number }[]>
  readonly prefixed: readonly { readonly pattern: Pattern; readonly rank: number }[]
  readonly hides: readonly number[]
}

/** In order of precedence where several rules name a method. */
const WHENS: readonly When[] = ['launch', 'event', 'interaction', 'later']

/** The callback tables of `platform.ts`, matched against the classes of one program. */
export class Callbacks {
  readonly #program: Program
  readonly #clinit: number
  readonly #init: number
  readonly #objects = new Map<number, Rule>()
  readonly #components = new Map<number, Rule>()
  readonly #markers: ReadonlySet<number>
  readonly #answers: ReadonlySet<number>
  readonly #unknown: Rule
  readonly #lifecycle: Readonly<Record<ComponentKind, readonly Pattern[]>>
  readonly #trampolines: { type: number; methods: ReadonlySet<number>; calls: readonly Pattern[] }[]

  constructor(program: Program) {
    this.#program = program
    this.#clinit = program.internName('<clinit>')
    this.#init = program.internName('<init>')
    for (const [name, rule] of Object.entries(OBJECT_CALLBACKS)) this.#compile(this.#objects, name, rule)
    for (const [name, rule] of Object.entries(COMPONENT_CALLBACKS)) this.#compile(this.#components, name, rule)
    this.#markers = new Set(MARKER_TYPES.map((name) => program.type(name)))
    this.#answers = new Set(ANSWER_METHODS.map((name) => program.internName(name)))
    this.#unknown = this.#rule({ later: ['*'] })
    const lifecycle: Partial<Record<ComponentKind, readonly Pattern[]>> = {}
    for (const [kind, names] of Object.entries(LIFECYCLE)) lifecycle[kind as ComponentKind] = this.patterns(names)
    this.#lifecycle = lifecycle as Record<ComponentKind, readonly Pattern[]>
    this.#trampolines = TRAMPOLINES.map(({ type, methods, calls }) => ({
      type: program.type(type),
      methods: new Set(methods.map((name) => program.internName(name))),
      calls: this.patterns(calls),
    }))
  }

  /** Callbacks of an object of this class that the app made itself. */
  ofObject(type: number): Callback[] {
    return this.#match(type, this.#objects, true)
  }

  /** Callbacks of a component besides its start. */
  ofComponent(type: number): Callback[] {
    return this.#match(type, this.#components, false)
  }

  /** Methods the platform runs when it starts a component, in run order, inherited ones included. */
  lifecycle(type: number, kind: ComponentKind): number[] {
    const program = this.#program
    const nodes: number[] = []
    for (const pattern of this.#lifecycle[kind]) {
      if (pattern.name === this.#clinit) {
        for (let t = type; program.isDefined(t); t = program.supers[t]!) {
          if (program.clinit[t]! >= 0) nodes.unshift(program.clinit[t]!)
        }
      } else if (pattern.name === this.#init) {
        for (const node of program.methodsOf(type)) if (this.#fits(node, pattern)) nodes.push(node)
      } else nodes.push(...this.named(type, [pattern]))
    }
    return nodes
  }

  /** What a platform method makes the platform call on its receiver; undefined for ordinary methods. */
  trampoline(type: number, name: number): readonly Pattern[] | undefined {
    for (const trampoline of this.#trampolines) {
      if (trampoline.methods.has(name) && this.#program.isSubtype(type, trampoline.type)) return trampoline.calls
    }
    return undefined
  }

  /**
   * When the platform calls this method through this type: `interaction` means that calls only ever follow something
   * the user did; `launch`, that objects of the type are called without the code saying so. Undefined for methods of
   * the package.
   */
  calledBy(type: number, node: number): When | undefined {
    const program = this.#program
    const name = program.nameId(node)
    if (this.#answers.has(name)) return 'interaction'
    if (program.isDefined(type)) return undefined
    let best = WHENS.length
    for (const ancestor of program.ancestors(type)) {
      const rule = this.#objects.get(ancestor)
      if (rule !== undefined) best = Math.min(best, this.#rank(rule, node, name))
    }
    return WHENS[best]
  }

  /** The most derived concrete methods that match, one per signature. */
  named(type: number, patterns: readonly Pattern[]): number[] {
    const program = this.#program
    const found: number[] = []
    const seen = new Set<number>()
    for (let t = type; program.isDefined(t); t = program.supers[t]!) {
      for (const node of program.methodsOf(t)) {
        if ((program.flags[node]! & (ACC.STATIC | ACC.CONSTRUCTOR)) !== 0) continue
        if (!patterns.some((pattern) => this.#fits(node, pattern))) continue
        const signature = program.signature(node)
        if (seen.has(signature)) continue
        seen.add(signature)
        if ((program.flags[node]! & ACC.ABSTRACT) === 0) found.push(node)
      }
    }
    return found
  }

  #match(type: number, rules: ReadonlyMap<number, Rule>, unknown: boolean): Callback[] {
    const program = this.#program
    const applied: Rule[] = []
    const hidden = new Set<number>()
    for (const ancestor of program.ancestors(type)) {
      if (program.isDefined(ancestor)) {
        if (unknown && this.#extendsUnknown(ancestor)) applied.push(this.#unknown)
        continue
      }
      const rule = hidden.has(ancestor) ? undefined : rules.get(ancestor)
      if (rule === undefined) continue
      applied.push(rule)
      for (const type of rule.hides) hidden.add(type)
    }
    if (applied.length === 0) return []
    const found: Callback[] = []
    const seen = new Set<number>()
    for (let t = type; program.isDefined(t); t = program.supers[t]!) {
      for (const node of program.methodsOf(t)) {
        const flags = program.flags[node]!
        if ((flags & (ACC.STATIC | ACC.CONSTRUCTOR | ACC.PRIVATE)) !== 0) continue
        const when = this.#whenOf(node, applied)
        if (when === undefined) continue
        const signature = program.signature(node)
        if (seen.has(signature)) continue
        seen.add(signature)
        if ((flags & ACC.ABSTRACT) === 0) found.push({ node, when })
      }
    }
    return found
  }

  /** True when a class names a platform supertype of which nothing is known: the platform may call all it declares. */
  #extendsUnknown(type: number): boolean {
    const program = this.#program
    const direct = [program.supers[type]!, ...(program.interfaces[type] ?? [])]
    return direct.some(
      (parent) =>
        parent >= 0 &&
        !program.isDefined(parent) &&
        !program.ancestors(parent).some((t) => this.#objects.has(t) || this.#components.has(t) || this.#markers.has(t)),
    )
  }

  #whenOf(node: number, rules: readonly Rule[]): When | undefined {
    const name = this.#program.nameId(node)
    let best = WHENS.length
    for (const rule of rules) best = Math.min(best, this.#rank(rule, node, name))
    return WHENS[best]
  }

  /** Position in `WHENS` of what a rule says of a method; the length of `WHENS` when it says nothing. */
  #rank(rule: Rule, node: number, name: number): number {
    let best = WHENS.length
    for (const { arity, rank } of rule.named.get(name) ?? []) {
      if (rank < best && (arity < 0 || this.#program.parameters(node).length === arity)) best = rank
    }
    for (const { pattern, rank } of rule.prefixed) if (rank < best && this.#fits(node, pattern)) best = rank
    return best
  }

  #fits(node: number, pattern: Pattern): boolean {
    const program = this.#program
    if (pattern.name !== 0) {
      if (program.nameId(node) !== pattern.name) return false
    } else if (pattern.prefix !== '' && !program.nameOf(node).startsWith(pattern.prefix)) return false
    return pattern.arity < 0 || program.parameters(node).length === pattern.arity
  }

  #compile(rules: Map<number, Rule>, className: string, rule: CallbackRule): void {
    const type = this.#program.type(className)
    if (type >= 0) rules.set(type, this.#rule(rule))
  }

  #rule(rule: CallbackRule): Rule {
    const named = new Map<number, { arity: number; rank: number }[]>()
    const prefixed: { pattern: Pattern; rank: number }[] = []
    for (const [rank, when] of WHENS.entries()) {
      for (const pattern of this.patterns(rule[when] ?? [])) {
        if (pattern.name === 0) prefixed.push({ pattern, rank })
        else named.set(pattern.name, [...(named.get(pattern.name) ?? []), { arity: pattern.arity, rank }])
      }
    }
    return { named, prefixed, hides: (rule.hides ?? []).map((name) => this.#program.type(name)) }
  }

  /** Compiles `name`, `name/2`, `on*`. */
  patterns(names: readonly string[]): readonly Pattern[] {
    return names.map((text) => {
      const [name = '', arity] = text.split('/')
      const wild = name.endsWith('*')
      return {
        prefix: wild ? name.slice(0, -1) : '',
        name: wild ? 0 : this.#program.internName(name),
        arity: arity === undefined ? -1 : Number(arity),
      }
    })
  }
}
