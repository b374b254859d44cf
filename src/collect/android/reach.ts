import type { Callbacks, Pattern } from './callbacks.ts'
import { ACC } from './dex.ts'
import type { Program } from './hierarchy.ts'
import { IntList } from './int-list.ts'
import { instructionWidth, OP, WIDTH } from './opcodes.ts'
import type { ComponentKind } from './platform.ts'
import type { StaticFields } from './static-fields.ts'

/**
 * Which methods run: rapid type analysis. A virtual call reaches a class only if reached code makes objects of it.
 * Two rounds share one state: first everything that may run at launch without the user doing anything, then whatever
 * else any component or callback can reach. Only the first keeps its edges, for paths.
 *
 * Nodes up to `Program.nodeCount` are methods. Above them stand junctions, which are no methods of their own: a
 * virtual call site's receiver type with signature, a class that is made, a component that is started.
 */

export const EDGE = {
  STATIC: 0,
  /** Constructors and private methods. */
  DIRECT: 1,
  SUPER: 2,
  /** Method → virtual junction. */
  VIRTUAL: 3,
  /** Virtual junction → method. */
  DISPATCH: 4,
  CLINIT: 5,
  /** Method → made class. */
  NEW: 6,
  /** Made class → method the platform calls on it. */
  CALLBACK: 7,
  /** Method → started component. */
  COMPONENT: 8,
  /** Started component → lifecycle method. */
  LIFECYCLE: 9,
  REFLECTION: 10,
  /** Virtual junction → method, through a platform method such as `Thread.start`. */
  TRAMPOLINE: 11,
  /** Made class → method the platform calls on it when something outside the app happens. */
  EVENT: 12,
} as const

/** What made a method reachable in the second round. */
export type Trigger = 'interaction' | 'callback' | 'component'

const LAUNCH = 1
const LATER = 2
const TRIGGER_CODES: readonly Trigger[] = ['interaction', 'callback', 'component']

interface Virtual {
  readonly type: number
  readonly signature: number
  /** Methods that run besides, when the called one belongs to the platform. */
  readonly names: readonly Pattern[] | undefined
  /** Only follows what the user did: waits for the second round. */
  readonly interaction: boolean
  readonly targets: Set<number>
}

export class Reach {
  readonly program: Program
  readonly edgeFrom = new IntList(4096)
  readonly edgeTo = new IntList(4096)
  readonly edgePc = new IntList(4096)
  readonly edgeKind = new IntList(4096)
  /** Classes objects are made of, in the order found. */
  readonly made = new IntList(1024)
  /** How many of `made` belong to the first round. */
  madeAtLaunch = 0
  /** Components started in the first round. */
  readonly started = new Map<number, ComponentKind>()
  /** Called once for each reached body that calls a tracked method; may reach more. */
  onTracked: (node: number) => void = () => {}
  readonly #callbacks: Callbacks
  readonly #statics: StaticFields
  /** 1 for method references whose callers `onTracked` wants to see. */
  readonly #tracked: Uint8Array
  /** Classes made by naming their class constant, with the methods that then run. */
  readonly #fromConstant: ReadonlyMap<number, readonly Pattern[]>
  readonly #state: Uint8Array
  readonly #queue = new IntList(4096)
  #head = 0
  #round = LAUNCH
  readonly #target: Int32Array
  readonly #junctionOfRef: Int32Array
  readonly #virtuals = new Map<number, number>()
  readonly #junctions: (Virtual | undefined)[] = []
  readonly #owners = new IntList(1024)
  readonly #virtualsOf: (number[] | undefined)[] = []
  readonly #madeUnder: (number[] | undefined)[] = []
  readonly #madeJunction: Int32Array
  readonly #startJunction = new Map<string, number>()
  readonly #fieldInit: Int32Array[]
  readonly #parent: Int32Array

  constructor(
    program: Program,
    callbacks: Callbacks,
    statics: StaticFields,
    tracked: Uint8Array,
    fromConstant: ReadonlyMap<number, readonly Pattern[]>,
  ) {
    this.program = program
    this.#callbacks = callbacks
    this.#statics = statics
    this.#tracked = tracked
    this.#fromConstant = fromConstant
    this.#state = new Uint8Array(program.nodeCount)
    this.#target = new Int32Array(program.nodeCount)
    this.#junctionOfRef = new Int32Array(program.nodeCount)
    this.#madeJunction = new Int32Array(program.descriptors.length)
    this.#fieldInit = program.dexes.map((dex) => new Int32Array(dex.fields.count))
    this.#parent = new Int32Array(program.nodeCount).fill(-1)
  }

  /** Reached before the user did anything. */
  atLaunch(node: number): boolean {
    return this.#state[node] === LAUNCH
  }

  reached(node: number): boolean {
    return this.#state[node] !== 0
  }

  get laterRound(): boolean {
    return this.#round === LATER
  }

  /** Methods and junctions together. */
  get nodeCount(): number {
    return this.program.nodeCount + this.#junctions.length
  }

  isJunction(node: number): boolean {
    return node >= this.program.nodeCount
  }

  /** How many methods a virtual junction can lead to. */
  fanOut(junction: number): number {
    return this.#junctions[junction - this.program.nodeCount]?.targets.size ?? 1
  }

  /** Receiver type and signature of a virtual junction; undefined for the other junctions. */
  virtual(junction: number): { readonly type: number; readonly signature: number } | undefined {
    return this.#junctions[junction - this.program.nodeCount]
  }

  /** Starts a component. `from` is the calling method, or -1 for the platform. Answers the junction of the start. */
  start(type: number, kind: ComponentKind, from: number, pc: number, only?: readonly number[]): number {
    const key = `${type}:${kind}:${only === undefined ? '' : only.join()}`
    let junction = this.#startJunction.get(key)
    const known = junction !== undefined
    if (junction === undefined) {
      junction = this.#junction(undefined, from >= 0 ? from : -2 - TRIGGER_CODES.indexOf('component'))
      this.#startJunction.set(key, junction)
    }
    if (from >= 0) this.#edge(from, junction, pc, EDGE.COMPONENT)
    if (known) return junction
    if (this.#round === LAUNCH) this.started.set(type, kind)
    this.make(type, junction, 0)
    for (const node of only ?? this.#callbacks.lifecycle(type, kind)) {
      this.#reach(node, junction, 0, EDGE.LIFECYCLE)
    }
    return junction
  }

  /** Notes that reached code makes objects of a class. */
  make(type: number, from: number, pc: number): void {
    const program = this.program
    if (!program.isDefined(type)) return
    let junction = this.#madeJunction[type]!
    const known = junction !== 0
    if (!known) {
      junction = this.#junction(undefined, this.#ownerOf(from))
      this.#madeJunction[type] = junction
    }
    this.#edge(from, junction, pc, EDGE.NEW)
    this.#initialise(type, from, pc)
    if (known) return
    this.made.push(type)
    for (const ancestor of program.ancestors(type)) {
      const under = this.#madeUnder[ancestor]
      if (under === undefined) this.#madeUnder[ancestor] = [type]
      else under.push(type)
      for (const virtual of this.#virtualsOf[ancestor] ?? []) this.#dispatch(virtual, type, from)
    }
    for (const { node, when } of this.#callbacks.ofObject(type)) {
      if (when === 'launch') this.#reach(node, junction, 0, EDGE.CALLBACK)
      else if (when === 'event') this.#reach(node, junction, 0, EDGE.EVENT)
      else if (this.#round === LATER) this.#trigger(node, when === 'interaction' ? 'interaction' : 'callback')
    }
  }

  /** Makes an object by reflection: its constructors run. `arity` -1 for any. */
  makeByName(type: number, from: number, pc: number, arity: number): void {
    if (!this.program.isDefined(type)) return
    this.make(type, from, pc)
    for (const node of this.program.methodsOf(type)) {
      if ((this.program.flags[node]! & (ACC.CONSTRUCTOR | ACC.STATIC)) !== ACC.CONSTRUCTOR) continue
      if (arity < 0 || this.program.parameters(node).length === arity) this.#reach(node, from, pc, EDGE.REFLECTION)
    }
  }

  /** Calls by reflection the methods of this name that an object of the class has. */
  callByName(type: number, name: string, from: number, pc: number): void {
    const program = this.program
    const id = program.internName(name)
    for (let t = type; program.isDefined(t); t = program.supers[t]!) {
      const found = program.methodsOf(t).filter((node) => program.nameId(node) === id)
      if (found.length === 0) continue
      this.#initialise(t, from, pc)
      for (const node of found) this.#reach(node, from, pc, EDGE.REFLECTION)
      return
    }
  }

  /** Loads a class by name, which runs its static initialiser. */
  load(type: number, from: number, pc: number): void {
    if (this.program.isDefined(type)) this.#initialise(type, from, pc)
  }

  /** Follows everything queued. */
  run(): void {
    while (this.#head < this.#queue.length) this.#walk(this.#queue.at(this.#head++))
  }

  /**
   * Begins the second round: what waited for the user, every component, and methods named in layouts
   * (`android:onClick`, one `View` parameter).
   */
  beginLater(
    components: Iterable<{ readonly type: number; readonly kind: ComponentKind }>,
    handlers: readonly string[],
  ): void {
    this.#round = LATER
    this.madeAtLaunch = this.made.length
    for (const [index, junction] of this.#junctions.entries()) {
      if (junction?.interaction !== true) continue
      for (const type of (this.#madeUnder[junction.type] ?? []).slice()) {
        this.#dispatch(index + this.program.nodeCount, type, -1)
      }
    }
    for (let i = 0; i < this.madeAtLaunch; i++) {
      for (const { node, when } of this.#callbacks.ofObject(this.made.at(i))) {
        if (when === 'interaction' || when === 'later')
          this.#trigger(node, when === 'interaction' ? 'interaction' : 'callback')
      }
    }
    const names = handlers.map((name) => this.program.internName(name))
    for (const { type, kind } of components) {
      if (!this.program.isDefined(type)) continue
      this.start(type, kind, -1, 0)
      for (const { node, when } of this.#callbacks.ofComponent(type)) {
        this.#trigger(node, when === 'interaction' ? 'interaction' : 'callback')
      }
      if (names.length > 0 && kind === 'activity') this.#handlers(type, names)
    }
  }

  /** Methods from a root of the second round down to this one, with what set the first in motion. */
  laterPath(node: number): { readonly trigger: Trigger; readonly nodes: number[] } {
    const nodes = [node]
    for (let at = node; nodes.length < 256; ) {
      const parent = this.#parent[at]!
      if (parent <= -2) return { trigger: TRIGGER_CODES[-2 - parent] ?? 'callback', nodes: nodes.reverse() }
      if (parent < 0 || parent === at) break
      at = parent
      nodes.push(at)
      if (this.#state[at] === LAUNCH) break
    }
    return { trigger: 'callback', nodes: nodes.reverse() }
  }

  #handlers(type: number, names: readonly number[]): void {
    const program = this.program
    const seen = new Set<number>()
    for (let t = type; program.isDefined(t); t = program.supers[t]!) {
      for (const node of program.methodsOf(t)) {
        if (!names.includes(program.nameId(node)) || seen.has(program.signature(node))) continue
        const types = program.parameterTypes(node)
        if (types.length !== 1 || types[0] !== 'Landroid/view/View;') continue
        seen.add(program.signature(node))
        this.#trigger(node, 'interaction')
      }
    }
  }

  #trigger(node: number, trigger: Trigger): void {
    this.#reach(node, -2 - TRIGGER_CODES.indexOf(trigger), 0, EDGE.CALLBACK)
  }

  /** `from` is a method, a junction, or minus two minus a trigger; `pc` -1 when the edge is drawn elsewhere. */
  #reach(node: number, from: number, pc: number, kind: number): void {
    if (from >= 0 && pc >= 0) this.#edge(from, node, pc, kind)
    if (this.#state[node] !== 0) return
    this.#state[node] = this.#round
    this.#parent[node] = from >= 0 ? this.#ownerOf(from) : from
    this.#queue.push(node)
  }

  #ownerOf(from: number): number {
    return from >= this.program.nodeCount ? this.#owners.at(from - this.program.nodeCount) : from
  }

  #edge(from: number, to: number, pc: number, kind: number): void {
    if (this.#round !== LAUNCH || from < 0) return
    this.edgeFrom.push(from)
    this.edgeTo.push(to)
    this.edgePc.push(pc)
    this.edgeKind.push(kind)
  }

  #junction(virtual: Virtual | undefined, owner: number): number {
    this.#junctions.push(virtual)
    this.#owners.push(owner)
    return this.program.nodeCount + this.#junctions.length - 1
  }

  /** First use of a class runs its static initialiser, its superclasses' before it. */
  #initialise(type: number, from: number, pc: number): void {
    const program = this.program
    for (let t = type; program.isDefined(t); t = program.supers[t]!) {
      const clinit = program.clinit[t]!
      if (clinit >= 0 && clinit !== from) this.#reach(clinit, from, pc, EDGE.CLINIT)
    }
  }

  #walk(node: number): void {
    const program = this.program
    const offset = program.codeOffset[node]!
    if (offset === 0) return
    const d = program.dexOf(node)
    const dex = program.dexes[d]!
    const units = dex.u16
    const base = program.methodBase[d]!
    const typeMap = program.typeMaps[d]!
    const start = (offset >> 1) + 8
    const end = start + dex.u32[(offset >> 2) + 3]!
    const tracked = this.#tracked
    let wanted = 0
    program.budget.steps(end - start + 1)
    for (let at = start; at < end; ) {
      const unit = units[at]!
      const op = unit & 0xff
      if (op >= OP.INVOKE_VIRTUAL && op <= OP.INVOKE_INTERFACE_RANGE) {
        const method = units[at + 1]!
        if (op !== 0x73 && method < dex.methods.count) {
          const ref = base + method
          wanted |= tracked[ref]!
          this.#call(node, at - start, op >= OP.INVOKE_VIRTUAL_RANGE ? op - 6 : op, ref)
        }
      } else if (op === OP.NEW_INSTANCE) {
        const type = typeMap[units[at + 1]!]
        if (type !== undefined) this.make(type, node, at - start)
      } else if (op >= OP.SGET && op <= OP.SPUT_SHORT) {
        const field = units[at + 1]!
        if (field < dex.fields.count) this.#touch(d, field, node, at - start)
      } else if (op === OP.CONST_CLASS && this.#fromConstant.size > 0) {
        const type = typeMap[units[at + 1]!]
        if (type !== undefined) this.#constant(type, node, at - start)
      }
      at += op === 0 ? instructionWidth(units, at) : WIDTH[op]!
    }
    if (wanted !== 0) this.onTracked(node)
  }

  #constant(type: number, node: number, pc: number): void {
    if (!this.program.isDefined(type)) return
    for (const ancestor of this.program.ancestors(type)) {
      const names = this.#fromConstant.get(ancestor)
      if (names === undefined || ancestor === type) continue
      this.makeByName(type, node, pc, -1)
      for (const method of this.#callbacks.named(type, names)) this.#reach(method, node, pc, EDGE.REFLECTION)
    }
  }

  /** Use of a static field, which initialises the class that declares it, whatever subclass it is named through. */
  #touch(d: number, field: number, node: number, pc: number): void {
    let declaring = this.#fieldInit[d]![field]!
    if (declaring === 0) {
      const program = this.program
      const type = program.typeMaps[d]![program.dexes[d]!.fieldClass(field)] ?? -1
      declaring = -1
      for (let t = type; program.isDefined(t); t = program.supers[t]!) {
        if (program.clinit[t]! >= 0) declaring = type
      }
      for (let t = declaring; program.isDefined(t); t = program.supers[t]!) {
        if (!this.#statics.declares(t, d, field)) continue
        declaring = t
        break
      }
      declaring = declaring < 0 ? -1 : declaring + 1
      this.#fieldInit[d]![field] = declaring
    }
    if (declaring > 0) this.#initialise(declaring - 1, node, pc)
  }

  #call(node: number, pc: number, op: number, ref: number): void {
    const program = this.program
    if (op === OP.INVOKE_STATIC || op === OP.INVOKE_DIRECT) {
      let target = this.#target[ref]!
      if (target === 0) {
        target = program.isMethodDefined(ref) ? ref : program.lookup(program.typeOf(ref), program.signature(ref))
        target = target >= 0 ? target + 1 : -1
        this.#target[ref] = target
      }
      if (target < 0) return
      if (op === OP.INVOKE_STATIC) this.#initialise(program.typeOf(target - 1), node, pc)
      this.#reach(target - 1, node, pc, op === OP.INVOKE_STATIC ? EDGE.STATIC : EDGE.DIRECT)
      return
    }
    if (op === OP.INVOKE_SUPER) {
      this.#callSuper(node, pc, ref)
      return
    }
    let junction = this.#junctionOfRef[ref]!
    if (junction === 0) {
      junction = this.#virtualJunction(program.typeOf(ref), ref, node)
      this.#junctionOfRef[ref] = junction
    }
    if (junction > 0) this.#edge(node, junction, pc, EDGE.VIRTUAL)
  }

  #callSuper(node: number, pc: number, ref: number): void {
    const program = this.program
    const own = program.typeOf(node)
    const named = program.typeOf(ref)
    const isInterface = program.isDefined(named) && (program.classFlags[named]! & ACC.INTERFACE) !== 0
    const from = isInterface ? named : (program.supers[own] ?? -1)
    const target = from >= 0 ? program.dispatch(from, program.signature(ref)) : -1
    if (target >= 0) {
      this.#reach(target, node, pc, EDGE.SUPER)
      return
    }
    const names = this.#callbacks.trampoline(own, program.nameId(ref))
    if (names === undefined) return
    for (const method of this.#callbacks.named(own, names)) this.#reach(method, node, pc, EDGE.CALLBACK)
  }

  /** Junction of a virtual call on this static type; -1 when no class of the package can be meant. */
  #virtualJunction(type: number, ref: number, node: number): number {
    const program = this.program
    if (type < 0 || program.descriptors[type]!.charCodeAt(0) !== 76) return -1
    const signature = program.signature(ref)
    const key = type * 0x4000000 + signature
    const known = this.#virtuals.get(key)
    if (known !== undefined) return known
    const name = program.nameId(ref)
    const names = this.#callbacks.trampoline(type, name)
    const called = this.#callbacks.calledBy(type, ref)
    if ((called === 'launch' || called === 'event') && names === undefined) {
      // `runnable.run()`: objects of the type are called anyway, from where they are made.
      this.#virtuals.set(key, -1)
      return -1
    }
    const virtual: Virtual = {
      type,
      signature,
      names: names !== undefined && program.lookup(type, signature) < 0 ? names : undefined,
      interaction: called === 'interaction',
      targets: new Set(),
    }
    const junction = this.#junction(virtual, node)
    this.#virtuals.set(key, junction)
    const of = this.#virtualsOf[type]
    if (of === undefined) this.#virtualsOf[type] = [junction]
    else of.push(junction)
    const under = this.#madeUnder[type]
    for (let i = 0; under !== undefined && i < under.length; i++) this.#dispatch(junction, under[i]!, node)
    return junction
  }

  /** Lets a virtual call run on objects of a class. `cause` is the method that brought the two together. */
  #dispatch(junction: number, type: number, cause: number): void {
    const program = this.program
    const virtual = this.#junctions[junction - program.nodeCount]!
    program.budget.steps(8)
    if (virtual.interaction && this.#round === LAUNCH) return
    const target = program.dispatch(type, virtual.signature)
    if (target >= 0) this.#deliver(virtual, target, junction, cause, EDGE.DISPATCH)
    if (virtual.names === undefined) return
    for (const method of this.#callbacks.named(type, virtual.names)) {
      this.#deliver(virtual, method, junction, cause, EDGE.TRAMPOLINE)
    }
  }

  #deliver(virtual: Virtual, target: number, junction: number, cause: number, kind: number): void {
    if (virtual.targets.has(target)) return
    virtual.targets.add(target)
    if (virtual.interaction) this.#trigger(target, 'interaction')
    else {
      this.#edge(junction, target, 0, kind)
      this.#reach(target, this.#ownerOf(cause), -1, kind)
    }
  }
}
