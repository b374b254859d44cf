import type { Problem } from '../../facts/problem.ts'
import type { Budget } from '../budget.ts'
import { ACC, type Dex, readUleb } from './dex.ts'
import { IntList } from './int-list.ts'

/**
 * All DEX of a package as one program. Types and method signatures get numbers that are the same across DEX; a method
 * reference is a node: the base of its DEX plus its method index. Names are decoded only when asked for.
 */

const DEFINED = 1 << 30
const MAX_ANCESTORS = 512
/** Longest superclass chain; the longest in real packages have some thirty classes. */
const MAX_CHAIN = 256
/** Prototypes of one DEX: ids of 16 bits, and room for those of many files. */
const PROTOS = 0x4000000

/** `com.a.B$C` → `Lcom/a/B$C;` */
export const descriptorOf = (className: string): string => `L${className.replaceAll('.', '/')};`

/** `Lcom/a/B$C;` → `com.a.B$C`; arrays and primitives stay as they are. */
export const classNameOf = (descriptor: string): string =>
  descriptor.charCodeAt(0) === 76 ? descriptor.slice(1, -1).replaceAll('/', '.') : descriptor

export class Program {
  readonly dexes: readonly Dex[]
  readonly budget: Budget
  /** Descriptor of each type. */
  readonly descriptors: string[] = []
  /** Type number of each type index, by DEX. */
  readonly typeMaps: Int32Array[] = []
  /** First node of each DEX, and the number of nodes at the end. */
  readonly methodBase: number[] = [0]
  readonly nodeCount: number
  /** Access flags of defined methods, with `DEFINED`; 0 for references. */
  readonly flags: Int32Array
  /** Byte offset of the code item in its DEX; 0 without code. */
  readonly codeOffset: Uint32Array
  /** Superclass of a type; -1 without or unknown. */
  readonly supers: Int32Array
  readonly interfaces: (readonly number[] | undefined)[]
  /** DEX of a class definition; -1 for types the package does not define. */
  readonly classDex: Int16Array
  readonly classIndex: Int32Array
  readonly classFlags: Int32Array
  /** Node of the static initialiser; -1 without. */
  readonly clinit: Int32Array
  readonly definedTypes: IntList
  readonly #types = new Map<string, number>()
  readonly #methodStart: Int32Array
  readonly #methodEnd: Int32Array
  readonly #classMethods = new IntList(4096)
  readonly #names = new Map<string, number>()
  readonly #protos = new Map<string, number>()
  readonly #nameIds: Int32Array[]
  readonly #protoIds: Int32Array[]
  /** With one DEX its own indexes serve as numbers: they are unique there. */
  readonly #single: Dex | undefined
  readonly #signatures = new Map<number, number>()
  /** By number of a signature: its name and prototype in one number; 0 is no signature. */
  readonly #signatureKeys: number[] = [-1]
  readonly #signatureOf: Int32Array
  readonly #ancestors: (Int32Array | undefined)[] = []
  readonly #classNames: (string | undefined)[] = []
  /** By DEX and prototype. */
  readonly #parameterTypes: Map<number, readonly string[]>[]
  #children: { first: Int32Array; next: Int32Array; type: Int32Array } | undefined

  /**
   * Links the DEX. `platform` gives the direct supertypes of types that are not in the package; `extra` names types
   * that must have a number even if no DEX mentions them. Class definitions that come first win, as at run time.
   */
  constructor(
    dexes: readonly Dex[],
    platform: Readonly<Record<string, readonly string[]>>,
    extra: readonly string[],
    budget: Budget,
    problems: Problem[],
  ) {
    this.dexes = dexes
    this.budget = budget
    this.#single = dexes.length === 1 ? dexes[0] : undefined
    for (const [d, dex] of dexes.entries()) {
      this.typeMaps.push(this.#mapTypes(dex, d))
      this.methodBase.push(this.methodBase[d]! + dex.methods.count)
    }
    for (const [name, supertypes] of Object.entries(platform)) {
      this.#intern(descriptorOf(name))
      for (const supertype of supertypes) this.#intern(descriptorOf(supertype))
    }
    for (const name of extra) this.#intern(descriptorOf(name))
    const types = this.descriptors.length
    this.nodeCount = this.methodBase.at(-1)!
    this.flags = new Int32Array(this.nodeCount)
    this.codeOffset = new Uint32Array(this.nodeCount)
    this.supers = new Int32Array(types).fill(-1)
    this.interfaces = new Array(types)
    this.classDex = new Int16Array(types).fill(-1)
    this.classIndex = new Int32Array(types)
    this.classFlags = new Int32Array(types)
    this.clinit = new Int32Array(types).fill(-1)
    this.definedTypes = new IntList(4096)
    this.#methodStart = new Int32Array(types)
    this.#methodEnd = new Int32Array(types)
    this.#nameIds = dexes.map((dex) => new Int32Array(dex.strings.count))
    this.#protoIds = dexes.map((dex) => new Int32Array(dex.protos.count))
    this.#signatureOf = new Int32Array(this.nodeCount)
    this.#parameterTypes = dexes.map(() => new Map())
    for (const [d, dex] of dexes.entries()) this.#readClasses(dex, d, problems)
    this.#cutChains(problems)
    for (const [name, supertypes] of Object.entries(platform)) {
      const type = this.type(name)
      if (this.classDex[type]! >= 0) continue
      this.interfaces[type] = supertypes.map((supertype) => this.type(supertype))
    }
  }

  /** Number of a type by Java class name, or -1. */
  type(className: string): number {
    return this.#types.get(descriptorOf(className)) ?? -1
  }

  typeOfDescriptor(descriptor: string): number {
    return this.#types.get(descriptor) ?? -1
  }

  className(type: number): string {
    const known = this.#classNames[type]
    if (known !== undefined) return known
    const descriptor = this.descriptors[type]
    if (descriptor === undefined) return '?'
    const name = classNameOf(descriptor)
    this.#classNames[type] = name
    return name
  }

  isDefined(type: number): boolean {
    return type >= 0 && this.classDex[type]! >= 0
  }

  dexOf(node: number): number {
    let low = 0
    let high = this.dexes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.methodBase[middle]! <= node) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Type a method reference names; for a defined method, its class. */
  typeOf(node: number): number {
    const d = this.dexOf(node)
    return this.typeMaps[d]![this.dexes[d]!.methodClass(node - this.methodBase[d]!)] ?? -1
  }

  nameOf(node: number): string {
    const d = this.dexOf(node)
    const dex = this.dexes[d]!
    return dex.nameAt(dex.methodName(node - this.methodBase[d]!)) ?? '?'
  }

  /** `com.a.B.onCreate` */
  label(node: number): string {
    return `${this.className(this.typeOf(node))}.${this.nameOf(node)}`
  }

  /** Number of a method's name, the same in every DEX; `internName` gives it for names from a table. */
  nameId(node: number): number {
    const d = this.dexOf(node)
    return this.#nameId(d, this.dexes[d]!.methodName(node - this.methodBase[d]!))
  }

  internName(name: string): number {
    if (this.#single !== undefined) {
      const index = this.#single.findString(name)
      if (index >= 0) return index + 1
    }
    let id = this.#names.get(name)
    if (id === undefined) {
      id = this.#names.size + 1 + (this.#single?.strings.count ?? 0)
      this.#names.set(name, id)
    }
    return id
  }

  parameters(node: number): Uint16Array {
    const d = this.dexOf(node)
    const dex = this.dexes[d]!
    return dex.parameters(dex.methodProto(node - this.methodBase[d]!)) ?? new Uint16Array(0)
  }

  /** Descriptors of the declared parameters, receiver not counted. */
  parameterTypes(node: number): readonly string[] {
    const d = this.dexOf(node)
    const dex = this.dexes[d]!
    const proto = dex.methodProto(node - this.methodBase[d]!)
    const lists = this.#parameterTypes[d]!
    const known = lists.get(proto)
    if (known !== undefined) return known
    const map = this.typeMaps[d]!
    const types = Array.from(dex.parameters(proto) ?? [], (type) => this.descriptors[map[type] ?? -1] ?? '?')
    lists.set(proto, types)
    return types
  }

  returnType(node: number): string {
    const d = this.dexOf(node)
    const dex = this.dexes[d]!
    const type = dex.protoReturn(dex.methodProto(node - this.methodBase[d]!))
    return this.descriptors[this.typeMaps[d]![type] ?? -1] ?? '?'
  }

  /** Number of name and descriptor together, the same for every class and DEX. */
  signature(node: number): number {
    const known = this.#signatureOf[node]!
    if (known !== 0) return known
    const d = this.dexOf(node)
    const dex = this.dexes[d]!
    const method = node - this.methodBase[d]!
    const key = this.#nameId(d, dex.methodName(method)) * PROTOS + this.#protoId(d, dex.methodProto(method))
    let id = this.#signatures.get(key)
    if (id === undefined) {
      id = this.#signatureKeys.push(key) - 1
      this.#signatures.set(key, id)
    }
    this.#signatureOf[node] = id
    return id
  }

  isMethodDefined(node: number): boolean {
    return this.flags[node] !== 0
  }

  /** Nodes of the methods a class defines, in file order. */
  methodsOf(type: number): Int32Array {
    return this.#classMethods.view().subarray(this.#methodStart[type]!, this.#methodEnd[type]!)
  }

  /** The method of this signature that the class itself defines, or -1. */
  declared(type: number, signature: number): number {
    const end = this.#methodEnd[type]!
    const start = this.#methodStart[type]!
    if (start === end) return -1
    const d = this.classDex[type]!
    const dex = this.dexes[d]!
    const base = this.methodBase[d]!
    const key = this.#signatureKeys[signature]!
    const name = Math.floor(key / PROTOS)
    for (let i = start; i < end; i++) {
      const node = this.#classMethods.at(i)
      const method = node - base
      if (this.#nameId(d, dex.methodName(method)) !== name) continue
      if (name * PROTOS + this.#protoId(d, dex.methodProto(method)) === key) return node
    }
    return -1
  }

  /** The method a reference stands for when looked up from `type` upwards, abstract or not; -1 outside the package. */
  lookup(type: number, signature: number): number {
    for (let t = type; this.isDefined(t); t = this.supers[t]!) {
      const node = this.declared(t, signature)
      if (node >= 0) return node
    }
    return this.#defaultMethod(type, signature, false)
  }

  /** The concrete method a virtual call runs on an object of exactly this class, or -1. */
  dispatch(type: number, signature: number): number {
    for (let t = type; this.isDefined(t); t = this.supers[t]!) {
      const node = this.declared(t, signature)
      if (node >= 0) return (this.flags[node]! & ACC.ABSTRACT) === 0 ? node : -1
    }
    return this.#defaultMethod(type, signature, true)
  }

  #defaultMethod(type: number, signature: number, concrete: boolean): number {
    if (!this.isDefined(type)) return -1
    for (const ancestor of this.ancestors(type)) {
      if (!this.isDefined(ancestor) || (this.classFlags[ancestor]! & ACC.INTERFACE) === 0) continue
      const node = this.declared(ancestor, signature)
      if (node >= 0 && (!concrete || (this.flags[node]! & ACC.ABSTRACT) === 0)) return node
    }
    return -1
  }

  /** The type itself and all its supertypes, nearest first. */
  ancestors(type: number): Int32Array {
    const known = this.#ancestors[type]
    if (known !== undefined) return known
    const seen = new Set([type])
    for (const t of seen) {
      if (seen.size >= MAX_ANCESTORS) break
      const up = this.supers[t]!
      if (up >= 0) seen.add(up)
      for (const face of this.interfaces[t] ?? []) if (face >= 0) seen.add(face)
    }
    this.budget.steps(seen.size)
    const list = Int32Array.from(seen)
    this.#ancestors[type] = list
    return list
  }

  isSubtype(type: number, ancestor: number): boolean {
    return type === ancestor || (ancestor >= 0 && this.ancestors(type).includes(ancestor))
  }

  /**
   * The one method a virtual call on `type` can run whatever class the object has, judged over all classes of the
   * package; -1 when there is none or more than one, or when the platform could supply another.
   */
  soleTarget(type: number, signature: number): number {
    if (!this.isDefined(type)) return -1
    this.#children ??= this.#linkChildren()
    const children = this.#children
    let sole = -1
    const seen = new Set([type])
    for (const t of seen) {
      this.budget.steps(1)
      if ((this.classFlags[t]! & (ACC.ABSTRACT | ACC.INTERFACE)) === 0) {
        const node = this.dispatch(t, signature)
        if (node < 0 || (sole >= 0 && sole !== node)) return -1
        sole = node
      }
      for (let link = children.first[t]!; link >= 0; link = children.next[link]!) seen.add(children.type[link]!)
    }
    return sole
  }

  #linkChildren(): { first: Int32Array; next: Int32Array; type: Int32Array } {
    const first = new Int32Array(this.descriptors.length).fill(-1)
    const next = new IntList(4096)
    const type = new IntList(4096)
    const link = (parent: number, child: number) => {
      if (parent < 0) return
      next.push(first[parent]!)
      type.push(child)
      first[parent] = next.length - 1
    }
    for (const child of this.definedTypes.view()) {
      link(this.supers[child]!, child)
      for (const face of this.interfaces[child] ?? []) link(face, child)
    }
    return { first, next: next.view(), type: type.view() }
  }

  #intern(descriptor: string): number {
    let id = this.#types.get(descriptor)
    if (id === undefined) {
      id = this.descriptors.length
      this.#types.set(descriptor, id)
      this.descriptors.push(descriptor)
    }
    return id
  }

  #mapTypes(dex: Dex, d: number): Int32Array {
    const map = new Int32Array(dex.types.count)
    for (let i = 0; i < map.length; i++) {
      map[i] = this.#intern(dex.nameAt(dex.typeName(i)) ?? `?${d}:${i}`)
    }
    return map
  }

  #nameId(d: number, index: number): number {
    if (this.#single !== undefined) return index + 1
    const ids = this.#nameIds[d]!
    if (index >= ids.length) return 0
    let id = ids[index]!
    if (id === 0) {
      id = this.internName(this.dexes[d]!.nameAt(index) ?? `?${d}:${index}`)
      ids[index] = id
    }
    return id
  }

  #protoId(d: number, proto: number): number {
    if (this.#single !== undefined) return proto + 1
    const ids = this.#protoIds[d]!
    if (proto >= ids.length) return 0
    let id = ids[proto]!
    if (id === 0) {
      const dex = this.dexes[d]!
      const map = this.typeMaps[d]!
      const parameters = dex.parameters(proto)
      let key = `?${d}:${proto}`
      if (parameters !== undefined) {
        key = ''
        for (const type of parameters) key += `${map[type] ?? -1},`
        key += `)${map[dex.protoReturn(proto)] ?? -1}`
        this.budget.steps(parameters.length)
      }
      id = this.#protos.get(key) ?? 0
      if (id === 0) {
        id = this.#protos.size + 1
        this.#protos.set(key, id)
      }
      ids[proto] = id
    }
    return id
  }

  /** Superclass chains end: a class that descends from itself, or from too many, loses its superclass. */
  #cutChains(problems: Problem[]): void {
    const depth = new Int32Array(this.descriptors.length)
    let cut = -1
    for (const start of this.definedTypes.view()) {
      const chain: number[] = []
      let type = start
      // -1 marks the chain that is being walked.
      for (; type >= 0 && depth[type] === 0; type = this.supers[type]!) {
        depth[type] = -1
        chain.push(type)
      }
      let above = type < 0 ? 0 : depth[type]!
      for (let link = chain.pop(); link !== undefined; link = chain.pop()) {
        if (above < 0 || above >= MAX_CHAIN) {
          this.supers[link] = -1
          cut = link
          above = 0
        }
        above++
        depth[link] = above
      }
    }
    if (cut < 0) return
    problems.push({
      code: 'dex.bad-class',
      artifact: this.dexes[this.classDex[cut]!]!.name,
      locator: this.className(cut),
      message: {
        zh: '类的继承关系成环或层数过多',
        en: 'a class descends from itself or from too many classes',
      },
    })
  }

  #readClasses(dex: Dex, d: number, problems: Problem[]): void {
    const map = this.typeMaps[d]!
    const clinitName = dex.findString('<clinit>')
    let badClasses = 0
    let firstBad = ''
    for (let c = 0; c < dex.classes.count; c++) {
      this.budget.steps(4)
      const typeIndex = dex.classWord(c, 0)
      const type = typeIndex < map.length ? map[typeIndex]! : -1
      if (type < 0) {
        badClasses++
        firstBad ||= `class_def ${c}`
        continue
      }
      if (this.classDex[type]! >= 0) continue
      this.classDex[type] = d
      this.classIndex[type] = c
      this.classFlags[type] = dex.classWord(c, 1)
      const superIndex = dex.classWord(c, 2)
      this.supers[type] = superIndex < map.length ? map[superIndex]! : -1
      const faces = dex.typeList(dex.classWord(c, 3))
      if (faces !== undefined && faces.length > 0 && faces.length <= MAX_ANCESTORS) {
        this.interfaces[type] = Array.from(faces, (face) => map[face] ?? -1)
      }
      this.definedTypes.push(type)
      this.#methodStart[type] = this.#classMethods.length
      if (!this.#readMethods(dex, d, c, type, typeIndex, clinitName)) {
        badClasses++
        firstBad ||= this.className(type)
      }
      this.#methodEnd[type] = this.#classMethods.length
    }
    if (badClasses > 0) {
      problems.push({
        code: 'dex.bad-class',
        artifact: dex.name,
        locator: firstBad,
        message: {
          zh: `有${badClasses}个类的定义无法完整读取`,
          en: `${badClasses} class definition(s) could not be read in full`,
        },
      })
    }
  }

  /** Records the methods of a class; false when something in it could not be read. */
  #readMethods(dex: Dex, d: number, c: number, type: number, typeIndex: number, clinitName: number): boolean {
    const offset = dex.classWord(c, 6)
    if (offset === 0) return true
    if (offset >= dex.u8.length) return false
    const cursor = { at: offset }
    const fields = readUleb(dex.u8, cursor) + readUleb(dex.u8, cursor)
    const direct = readUleb(dex.u8, cursor)
    const virtual = readUleb(dex.u8, cursor)
    const left = dex.u8.length - cursor.at
    if (fields * 2 + (direct + virtual) * 3 > left) return false
    this.budget.steps(fields + direct + virtual)
    // A field entry is two numbers; a number ends with the first byte below 0x80.
    for (let skip = fields * 2; skip > 0 && cursor.at < dex.u8.length; cursor.at++) {
      if (dex.u8[cursor.at]! < 0x80) skip--
    }
    const base = this.methodBase[d]!
    let method = 0
    let good = true
    for (let i = 0; i < direct + virtual; i++) {
      if (i === direct) method = 0
      method += readUleb(dex.u8, cursor)
      const flags = readUleb(dex.u8, cursor)
      const code = readUleb(dex.u8, cursor)
      if (cursor.at > dex.u8.length) return false
      if (method >= dex.methods.count || dex.methodClass(method) !== typeIndex || this.flags[base + method] !== 0) {
        good = false
        continue
      }
      const node = base + method
      this.flags[node] = (flags & 0x3ffff) | DEFINED
      if (code !== 0) {
        if (dex.codeFits(code)) this.codeOffset[node] = code
        else good = false
      }
      this.#classMethods.push(node)
      if ((flags & ACC.STATIC) !== 0 && clinitName >= 0 && dex.methodName(method) === clinitName) {
        this.clinit[type] = node
      }
    }
    return good
  }
}
