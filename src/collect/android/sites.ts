import type { SensitiveApi } from '../catalog/sensitive-apis.ts'
import { type Call, evaluate, type Value } from './constants.ts'
import type { Dex } from './dex.ts'
import { descriptorOf, type Program } from './hierarchy.ts'
import { IntList } from './int-list.ts'
import type { Models } from './models.ts'
import { scanAllCode } from './scan.ts'
import type { StaticFields } from './static-fields.ts'

/** A place in the code where a sensitive API is used. */
export interface RawSite {
  readonly api: SensitiveApi
  /** Method that holds the call, and its address there. */
  readonly node: number
  readonly pc: number
  /** Methods between `node` and the API, which only hand the deciding argument on; outermost first. */
  readonly via: readonly number[]
  /** Address of the call of the next method in each of `via`, the API last. */
  readonly viaPcs: readonly number[]
  /** The constant that decided, where the row asks for one. */
  readonly argument: string | number | undefined
  /** `possible`: the row asks for a constant and the argument is not known. */
  readonly match: 'exact' | 'possible'
  readonly reflection: boolean
}

/** A method whose parameter decides whether a call in it is sensitive. */
interface Wrapper {
  readonly node: number
  readonly parameter: number
  readonly apis: readonly SensitiveApi[]
  readonly via: readonly number[]
  readonly viaPcs: readonly number[]
}

const SENSITIVE = 1
const EVALUATED = 2
const MAX_WRAPPING = 3
const MAX_WRAPPERS = 4000

/** Calls whose target comes out of a string. */
const REFLECTION = { lookup: ['getMethod', 'getDeclaredMethod'], invoke: 'invoke' }

/** Finds every use of the APIs in the table, in reached and unreached code. */
export class SiteFinder {
  readonly #program: Program
  readonly #models: Models
  readonly #statics: StaticFields
  readonly #byRef = new Map<number, SensitiveApi[]>()
  readonly #byField = new Map<string, SensitiveApi[]>()
  readonly #byCall = new Map<string, SensitiveApi[]>()
  readonly #refs: Uint8Array
  readonly #reads: Uint8Array[]
  readonly #sites: RawSite[] = []
  readonly #evaluated = new Set<number>()
  /** By node: 1 for references to methods of classes that the package defines. */
  readonly #own: Uint8Array
  /** Pairs of a calling method and such a reference. */
  readonly #calls = new IntList(4096)
  #wrappers: Wrapper[] = []

  /** Names of the classes the table needs numbers for. */
  static classes(apis: readonly SensitiveApi[]): string[] {
    return [...new Set(apis.map((api) => api.class))]
  }

  constructor(program: Program, models: Models, statics: StaticFields, apis: readonly SensitiveApi[]) {
    this.#program = program
    this.#models = models
    this.#statics = statics
    this.#refs = new Uint8Array(program.nodeCount)
    this.#own = ownReferences(program)
    this.#reads = program.dexes.map((dex) => new Uint8Array(dex.fields.count))
    const byName = new Map<string, SensitiveApi[]>()
    for (const api of apis) {
      for (const name of api.methods) {
        push(this.#byCall, `${api.class}.${name}`, api)
        if (couldMatch(program, api)) push(byName, name, api)
      }
      for (const field of api.reads ?? []) push(this.#byField, field, api)
    }
    for (const [d, dex] of program.dexes.entries()) {
      this.#markMethods(dex, d, byName)
      this.#markFields(dex, d)
    }
  }

  /** What has been found so far. */
  get sites(): readonly RawSite[] {
    return this.#sites
  }

  /**
   * Walks all code once. `stores` is filled on the way (see `Wanted`); `also` sees calls of the references marked in
   * `others` besides. Answers the number of damaged methods.
   */
  find(
    stores: readonly Uint8Array[],
    others: Uint8Array,
    also: (node: number, pc: number, ref: number) => void,
  ): number {
    const program = this.#program
    const refs = this.#refs.map((mark, ref) => mark | (others[ref]! << 2))
    return scanAllCode(
      program,
      { refs, reads: this.#reads, stores, called: this.#own, callers: this.#calls },
      (node, pc, ref) => {
        const mark = refs[ref]!
        if ((mark & SENSITIVE) !== 0) {
          for (const api of this.#byRef.get(ref)!) if (isPlain(api)) this.#add(api, node, pc)
        }
        if ((mark & EVALUATED) !== 0) this.#evaluated.add(node)
        if (mark > 3) also(node, pc, ref)
      },
      (node, pc, field) => {
        for (const api of this.#byField.get(this.#fieldName(program.dexOf(node), field)) ?? []) this.#add(api, node, pc)
      },
    )
  }

  /** Decides the calls that depend on a constant; call after `find`, when `stores` is complete. */
  decide(): readonly RawSite[] {
    for (const node of this.#evaluated) {
      evaluate(this.#program, node, this.#statics.read, {
        call: (call) => {
          this.#see(node, call)
          return this.#models.result(call)
        },
      })
    }
    for (let round = 0; round < MAX_WRAPPING && this.#wrappers.length > 0; round++) this.#unwrap()
    return this.#sites
  }

  #see(node: number, call: Call): void {
    const mark = this.#refs[call.ref]!
    if ((mark & EVALUATED) === 0) return
    let decided = false
    for (const api of this.#byRef.get(call.ref) ?? []) {
      if (isPlain(api)) continue
      if (this.#judge(api, node, call.pc, decidingArguments(api, call.args), [], [], false)) decided = true
    }
    const method = this.#reflected(call)
    if (method === undefined) return
    const looked = call.receiver?.kind !== 'method'
    for (const api of this.#byCall.get(`${method.className}.${method.name}`) ?? []) {
      if (isPlain(api) && looked && !decided) this.#add(api, node, call.pc, undefined, true)
      if (!isPlain(api) && !looked) {
        const list = call.args[1]
        const args = list?.kind === 'array' ? list.items : []
        this.#judge(api, node, call.pc, decidingArguments(api, args), [], [], true)
      }
    }
  }

  /** The method a reflective call looks up or runs. */
  #reflected(call: Call): { className: string; name: string } | undefined {
    if (call.receiver?.kind === 'method') return call.receiver
    const name = call.args[0]
    if (call.receiver?.kind !== 'class' || name?.kind !== 'string') return undefined
    return REFLECTION.lookup.includes(this.#program.nameOf(call.ref))
      ? { className: call.receiver.className, name: name.text }
      : undefined
  }

  #judge(
    api: SensitiveApi,
    node: number,
    pc: number,
    values: readonly (Value | undefined)[],
    via: readonly number[],
    viaPcs: readonly number[],
    reflection: boolean,
  ): boolean {
    let unknown = false
    for (const value of values) {
      const fits = constantOf(api, value)
      if (fits !== undefined) {
        this.#sites.push({ api, node, pc, via, viaPcs, argument: fits, match: 'exact', reflection })
        return true
      }
      if (value?.kind === 'parameter' && via.length < MAX_WRAPPING && this.#wrappers.length < MAX_WRAPPERS) {
        this.#wrappers.push({
          node,
          parameter: value.index,
          apis: [api],
          via: [node, ...via],
          viaPcs: [pc, ...viaPcs],
        })
      } else if (value === undefined || value.kind === 'result' || value.kind === 'field') unknown = true
    }
    if (unknown && via.length === 0 && api.identifier && api.constant !== undefined && !api.class.startsWith('java.')) {
      this.#sites.push({ api, node, pc, via, viaPcs, argument: undefined, match: 'possible', reflection })
    }
    return false
  }

  /** One step outwards: looks at the calls of the methods that hand the deciding argument on. */
  #unwrap(): void {
    const program = this.#program
    const wrappers = new Map<number, Wrapper[]>()
    for (const wrapper of this.#wrappers) {
      const known = wrappers.get(wrapper.node)
      if (known === undefined) wrappers.set(wrapper.node, [wrapper])
      else known.push(wrapper)
    }
    this.#wrappers = []
    const refs = new Uint8Array(program.nodeCount)
    const target = new Map<number, number>()
    const names = new Set([...wrappers.keys()].map((node) => program.nameOf(node)))
    for (const [d, dex] of program.dexes.entries()) {
      const base = program.methodBase[d]!
      const wanted = new Set([...names].map((name) => dex.findString(name)))
      for (let method = 0; method < dex.methods.count; method++) {
        const ref = base + method
        if (this.#own[ref] === 0 || !wanted.has(dex.methodName(method))) continue
        const node = program.lookup(program.typeOf(ref), program.signature(ref))
        if (!wrappers.has(node)) continue
        refs[ref] = 1
        target.set(ref, node)
      }
    }
    const callers = new Set<number>()
    const calls = this.#calls.view()
    program.budget.steps(calls.length)
    for (let i = 0; i < calls.length; i += 2) if (refs[calls[i + 1]!] === 1) callers.add(calls[i]!)
    for (const node of callers) {
      evaluate(program, node, this.#statics.read, {
        call: (call) => {
          for (const wrapper of wrappers.get(target.get(call.ref) ?? -1) ?? []) {
            if (wrapper.via.includes(node)) continue
            for (const api of wrapper.apis) {
              this.#judge(api, node, call.pc, [call.args[wrapper.parameter]], wrapper.via, wrapper.viaPcs, false)
            }
          }
          return this.#models.result(call)
        },
      })
    }
  }

  #add(api: SensitiveApi, node: number, pc: number, argument?: string, reflection = false): void {
    this.#sites.push({ api, node, pc, via: [], viaPcs: [], argument, match: 'exact', reflection })
  }

  #markMethods(dex: Dex, d: number, byName: ReadonlyMap<string, readonly SensitiveApi[]>): void {
    const program = this.#program
    const wanted = new Map<number, readonly SensitiveApi[]>()
    for (const [name, apis] of byName) {
      const index = dex.findString(name)
      if (index >= 0) wanted.set(index, apis)
    }
    const lookups = new Set(REFLECTION.lookup.map((name) => dex.findString(name)))
    const invoke = dex.findString(REFLECTION.invoke)
    const base = program.methodBase[d]!
    for (let method = 0; method < dex.methods.count; method++) {
      const name = dex.methodName(method)
      const ref = base + method
      if (lookups.has(name) || name === invoke) {
        const className = program.className(program.typeOf(ref))
        if (className === 'java.lang.Class' || className === 'java.lang.reflect.Method') this.#refs[ref]! |= EVALUATED
      }
      for (const api of wanted.get(name) ?? []) {
        if (!this.#means(ref, api)) continue
        push(this.#byRef, ref, api)
        this.#refs[ref]! |= isPlain(api) ? SENSITIVE : EVALUATED
      }
    }
  }

  /** True when a method reference of the right name stands for a method of the row's class. */
  #means(ref: number, api: SensitiveApi): boolean {
    const program = this.#program
    const type = program.typeOf(ref)
    const row = program.type(api.class)
    if (type < 0 || row < 0) return false
    if (type === row) return true
    if (!program.isSubtype(type, row) || program.nameOf(ref) === '<init>') return false
    // A subclass that overrides the method is not the API.
    const own = program.lookup(type, program.signature(ref))
    return own < 0 || program.typeOf(own) === row
  }

  #markFields(dex: Dex, d: number): void {
    const reads = this.#reads[d]!
    const program = this.#program
    const wanted = new Set([...this.#byField.keys()].map((name) => program.type(name.slice(0, name.lastIndexOf('.')))))
    const types = program.typeMaps[d]!.map((type) => (wanted.has(type) ? 1 : 0))
    for (let field = 0; field < reads.length; field++) {
      if (types[dex.fieldClass(field)] === 1 && this.#byField.has(this.#fieldName(d, field))) reads[field] = 1
    }
  }

  #fieldName(d: number, field: number): string {
    const dex = this.#program.dexes[d]!
    const className = this.#program.className(this.#program.typeMaps[d]![dex.fieldClass(field)] ?? -1)
    return `${className}.${dex.nameAt(dex.fieldName(field)) ?? '?'}`
  }
}

function ownReferences(program: Program): Uint8Array {
  const own = new Uint8Array(program.nodeCount)
  for (const [d, dex] of program.dexes.entries()) {
    const types = program.typeMaps[d]!.map((type) => (program.isDefined(type) ? 1 : 0))
    const base = program.methodBase[d]!
    for (let method = 0; method < dex.methods.count; method++) own[base + method] = types[dex.methodClass(method)] ?? 0
  }
  return own
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

/** The call alone decides. */
const isPlain = (api: SensitiveApi): boolean =>
  api.constant === undefined && api.fields === undefined && api.uris === undefined

/** A row that asks for a constant cannot match a package in which no DEX holds one of them. */
function couldMatch(program: Program, api: SensitiveApi): boolean {
  if (isPlain(api)) return true
  const wanted = [...(api.constant?.anyOf ?? []), ...(api.uris ?? [])]
  const prefix = api.uris !== undefined || api.constant?.match === 'prefix'
  for (const text of wanted) {
    if (typeof text === 'number') return true
    if (program.dexes.some((dex) => (prefix ? dex.hasStringFrom(text) : dex.findString(text) >= 0))) return true
  }
  for (const field of api.fields ?? []) {
    const className = field.slice(0, field.lastIndexOf('.'))
    if (program.typeOfDescriptor(descriptorOf(className)) >= 0) return true
  }
  return false
}

/** The arguments that may decide: the one the row names, or all of them for a content URI. */
function decidingArguments(api: SensitiveApi, args: readonly (Value | undefined)[]): readonly (Value | undefined)[] {
  return api.constant !== undefined ? [args[api.constant.argument]] : args.slice(0, 1)
}

/** The constant of a value if it is one the row asks for. */
function constantOf(api: SensitiveApi, value: Value | undefined): string | number | undefined {
  if (value === undefined) return undefined
  if (api.constant !== undefined) {
    const plain = value.kind === 'string' ? value.text : value.kind === 'int' ? value.value : undefined
    if (plain === undefined) return undefined
    const prefix = api.constant.match === 'prefix'
    const fits = api.constant.anyOf.some(
      (wanted) => wanted === plain || (prefix && typeof plain === 'string' && plain.startsWith(String(wanted))),
    )
    return fits ? plain : undefined
  }
  if (value.kind === 'field') {
    const name = `${value.className}.${value.name}`
    return api.fields?.includes(name) ? name : undefined
  }
  if (value.kind !== 'string') return undefined
  const { text } = value
  return api.uris?.some(
    (uri) => text.startsWith(uri) && (text.length === uri.length || /[/?#]/.test(text[uri.length]!)),
  )
    ? text
    : undefined
}
