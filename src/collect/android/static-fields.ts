import { evaluate, type Value } from './constants.ts'
import { ACC, readUleb } from './dex.ts'
import type { Program } from './hierarchy.ts'
import type { Models } from './models.ts'

const MAX_NESTED = 3

interface StaticField {
  readonly name: number
  readonly final: boolean
  /** Position in the order of the class, which is the order of the initial values. */
  readonly order: number
}

/**
 * Constants in static fields: initial values of the class and what its static initialiser stores. A field that is not
 * final counts only when the package stores to it in one place.
 */
export class StaticFields {
  readonly #program: Program
  readonly #models: Models
  /** Stores to each field id, by DEX. */
  readonly #stores: readonly Uint8Array[]
  readonly #known = new Map<number, Value | undefined>()
  readonly #fields = new Map<number, Map<number, StaticField>>()
  readonly #initialised = new Map<number, Map<number, Value | undefined>>()
  #nested = 0

  constructor(program: Program, models: Models, stores: readonly Uint8Array[]) {
    this.#program = program
    this.#models = models
    this.#stores = stores
  }

  /** Constant of a static field, or undefined; always undefined for fields of platform classes. */
  readonly read = (d: number, field: number): Value | undefined => {
    const key = d * 0x10000 + field
    if (this.#known.has(key)) return this.#known.get(key)
    const value = this.#find(d, field)
    if (this.#nested === 0 || value !== undefined) this.#known.set(key, value)
    return value
  }

  /** True when the class itself declares this static field. */
  declares(type: number, d: number, field: number): boolean {
    const own = this.#inOwnDex(type, d, field)
    return own >= 0 && this.#declared(type).has(own)
  }

  #find(d: number, field: number): Value | undefined {
    const program = this.#program
    const dex = program.dexes[d]!
    if (field >= dex.fields.count) return undefined
    const type = program.typeMaps[d]![dex.fieldClass(field)] ?? -1
    if (!program.isDefined(type)) return undefined
    const own = this.#inOwnDex(type, d, field)
    const declared = own < 0 ? undefined : this.#declared(type).get(own)
    if (declared === undefined) return undefined
    const home = program.classDex[type]!
    const stores = this.#stores[home]![own]!
    if (!declared.final && stores > 1) return undefined
    if (stores > 0) return this.#initialiser(type).get(own)
    const initial = program.dexes[home]!.staticValues(program.classIndex[type]!)[declared.order]
    if (initial === undefined) return undefined
    if (initial.kind === 'int') return { kind: 'int', value: initial.value }
    const text = program.dexes[home]!.string(initial.value)
    return text === undefined ? undefined : { kind: 'string', text }
  }

  /** The class's own static field of that name, as a field id of the DEX that defines the class; else -1. */
  #inOwnDex(type: number, d: number, field: number): number {
    const program = this.#program
    const home = program.classDex[type]!
    const dex = program.dexes[d]!
    if (home === d && program.typeMaps[d]![dex.fieldClass(field)] === type) return field
    const name = dex.nameAt(dex.fieldName(field))
    if (name === undefined) return -1
    const there = program.dexes[home]!
    for (const own of this.#declared(type).keys()) if (there.nameAt(there.fieldName(own)) === name) return own
    return -1
  }

  #declared(type: number): Map<number, StaticField> {
    let fields = this.#fields.get(type)
    if (fields !== undefined) return fields
    fields = new Map()
    this.#fields.set(type, fields)
    const program = this.#program
    const dex = program.dexes[program.classDex[type]!]!
    const offset = dex.classWord(program.classIndex[type]!, 6)
    if (offset === 0 || offset >= dex.u8.length) return fields
    const cursor = { at: offset }
    const count = readUleb(dex.u8, cursor)
    for (let i = 0; i < 3; i++) readUleb(dex.u8, cursor)
    let field = 0
    for (let order = 0; order < count && cursor.at < dex.u8.length; order++) {
      program.budget.steps(1)
      field += readUleb(dex.u8, cursor)
      const flags = readUleb(dex.u8, cursor)
      if (field >= dex.fields.count) break
      fields.set(field, { name: dex.fieldName(field), final: (flags & ACC.FINAL) !== 0, order })
    }
    return fields
  }

  #initialiser(type: number): Map<number, Value | undefined> {
    let stored = this.#initialised.get(type)
    if (stored !== undefined) return stored
    stored = new Map()
    const program = this.#program
    const clinit = program.clinit[type]!
    if (clinit < 0 || this.#nested >= MAX_NESTED) return stored
    this.#initialised.set(type, stored)
    const seen = new Set<number>()
    this.#nested++
    try {
      evaluate(program, clinit, this.read, {
        call: (call) => this.#models.result(call),
        store: (field, value) => {
          stored.set(field, seen.has(field) ? undefined : value)
          seen.add(field)
        },
      })
    } finally {
      this.#nested--
    }
    return stored
  }
}
