import { followsConsent, type Guard, type Guards } from './guards.ts'
import type { Program } from './hierarchy.ts'
import { EDGE, type Reach } from './reach.ts'

/**
 * How one method leads to the next. `callback`: the platform calls it, on this or another thread. `event`: it does so
 * when something outside the app happens.
 */
export type Hop = 'call' | 'virtual-call' | 'class-init' | 'callback' | 'event' | 'component' | 'reflection'

/** A root of the first round: the junction of a started component. */
export interface Root {
  readonly junction: number
  /** Class of the component. */
  readonly type: number
  /** Position in run order. */
  readonly order: number
}

export interface Path {
  readonly root: Root
  /** Methods from the entry point to the one that holds the call. */
  readonly nodes: readonly number[]
  /** How each method after the first is reached. */
  readonly hops: readonly Hop[]
  /** Conditions on the way, those at the call itself included. */
  readonly guards: readonly Guard[]
  /** Every call on the way runs whenever its method runs to its end. */
  readonly unconditional: boolean
  /** Every hop is a call with one possible target, or the start of a class. */
  readonly direct: boolean
}

/** A hop between two methods: the edge that leaves the one and, past junctions, the edge that enters the other. */
interface Step {
  readonly first: number
  readonly last: number
  readonly to: number
  readonly hop: Hop
}

/** Hop of the last edge between two methods. */
const HOPS: Readonly<Record<number, Hop>> = {
  [EDGE.STATIC]: 'call',
  [EDGE.DIRECT]: 'call',
  [EDGE.SUPER]: 'call',
  [EDGE.VIRTUAL]: 'virtual-call',
  [EDGE.DISPATCH]: 'virtual-call',
  [EDGE.CLINIT]: 'class-init',
  [EDGE.CALLBACK]: 'callback',
  [EDGE.TRAMPOLINE]: 'callback',
  [EDGE.EVENT]: 'event',
  [EDGE.LIFECYCLE]: 'component',
  [EDGE.REFLECTION]: 'reflection',
}

const FAR = 0x7fffffff

/** One number for a method and an address in it. */
const placeKey = (node: number, pc: number): number => node * 0x40_0000 + pc

/** For each node the edge it was first reached by, plus one; 0 when not reached. */
type Tree = Int32Array

/**
 * Paths from the roots to wanted methods over the edges of the first round. Of several, the one that proves most: an
 * unconditional one of direct calls, else one past no consent, else any; the shortest of its sort, detours taken where a
 * virtual call could mean many methods.
 */
export class Paths {
  readonly #program: Program
  readonly #guards: Guards
  readonly #reach: Reach
  readonly #roots = new Map<number, Root>()
  readonly #from: Int32Array
  readonly #to: Int32Array
  readonly #pc: Int32Array
  readonly #kind: Int32Array
  /** Edges that can lead to a wanted method, by their start. */
  readonly #first: Int32Array
  readonly #next: Int32Array
  readonly #strong: Tree
  /** By method in the strong tree: exact class of the object it runs on, plus one; 0 when not known. */
  readonly #self: Int32Array
  readonly #any: Tree
  #openTree: Tree | undefined
  readonly #before = new Map<number, readonly Guard[]>()
  readonly #always = new Map<number, boolean>()
  readonly #sole = new Map<number, number>()

  constructor(program: Program, reach: Reach, guards: Guards, roots: readonly Root[], wanted: Iterable<number>) {
    this.#program = program
    this.#reach = reach
    this.#guards = guards
    for (const root of roots) if (!this.#roots.has(root.junction)) this.#roots.set(root.junction, root)
    this.#from = reach.edgeFrom.view()
    this.#to = reach.edgeTo.view()
    this.#pc = reach.edgePc.view()
    this.#kind = reach.edgeKind.view()
    program.budget.steps(this.#to.length * 4)
    const nodes = reach.nodeCount
    const leads = this.#leading(nodes, wanted)
    this.#first = new Int32Array(nodes).fill(-1)
    this.#next = new Int32Array(this.#to.length)
    // From the last to the first, so that lists run in code order.
    for (let e = this.#to.length - 1; e >= 0; e--) {
      if (leads[this.#to[e]!] !== 1) continue
      this.#next[e] = this.#first[this.#from[e]!]!
      this.#first[this.#from[e]!] = e
    }
    this.#self = new Int32Array(nodes)
    this.#strong = this.#growStrong()
    this.#any = this.#grow(() => true)
  }

  /** The best path to the call at this address; undefined when the method is not reached at launch. */
  to(node: number, pc: number): Path | undefined {
    if (this.#strong[node] !== 0 && this.runsAlways(node, pc)) return this.#path(this.#strong, node, pc)
    if (this.#any[node] === 0) return undefined
    const shortest = this.#path(this.#any, node, pc)
    if (!shortest.guards.some(followsConsent)) return shortest
    this.#openTree ??= this.#grow((edge) => !this.#guardsOf(edge).some(followsConsent))
    return this.#openTree[node] !== 0 ? this.#path(this.#openTree, node, pc) : shortest
  }

  /** Conditions before a call in its own method. */
  guardsAt(node: number, pc: number): readonly Guard[] {
    const key = placeKey(node, pc)
    let guards = this.#before.get(key)
    if (guards === undefined) {
      guards = this.#guards.before(node, pc)
      this.#before.set(key, guards)
    }
    return guards
  }

  /** True when the call at this address runs whenever its method runs to its end. */
  runsAlways(node: number, pc: number): boolean {
    const straight = this.#guards.straight(node)
    if (straight >= 0) return pc <= straight
    const key = placeKey(node, pc)
    let always = this.#always.get(key)
    if (always === undefined) {
      always = this.#guards.always(node, pc)
      this.#always.set(key, always)
    }
    return always
  }

  #path(tree: Tree, node: number, pc: number): Path {
    const steps: Step[] = []
    let at = node
    let to = node
    let last = -1
    let component = false
    while (!this.#roots.has(at)) {
      const edge = tree[at]! - 1
      if (last < 0) last = edge
      if (this.#kind[edge] === EDGE.COMPONENT) component = true
      at = this.#from[edge]!
      if (this.#reach.isJunction(at) && !this.#roots.has(at)) continue
      steps.unshift({ first: edge, last, to, hop: component ? 'component' : (HOPS[this.#kind[last]!] ?? 'call') })
      to = at
      last = -1
      component = false
    }
    const root = this.#roots.get(at)!
    const [entry, ...calls] = steps
    const entered = this.#kind[entry!.last]
    let self = entered === EDGE.LIFECYCLE ? root.type : -1
    let direct = entered === EDGE.LIFECYCLE || entered === EDGE.CLINIT
    let unconditional = direct && this.runsAlways(node, pc)
    for (const step of calls) {
      const after = direct ? this.#advance(step.first, step.to, self) : undefined
      if (after === undefined) direct = false
      else self = after
      if (!this.#isCertain(step.first) || !this.#isCertain(step.last)) unconditional = false
    }
    return {
      root,
      nodes: steps.map((step) => step.to),
      hops: calls.map((step) => step.hop),
      guards: [...calls.flatMap((step) => [...this.#guardsOf(step.first)]), ...this.guardsAt(node, pc)],
      unconditional,
      direct,
    }
  }

  /**
   * Breadth first over calls that are certain to run and can mean only one method. What is known of the object a
   * method runs on goes along: `this.init()` in a base class means the method of the component that was started.
   */
  #growStrong(): Tree {
    const tree = new Int32Array(this.#first.length)
    const queue: number[] = []
    const visit = (to: number, edge: number, self: number): void => {
      if (tree[to] !== 0) return
      tree[to] = edge + 1
      this.#self[to] = self + 1
      queue.push(to)
    }
    for (const { junction, type } of this.#roots.values()) {
      for (let e = this.#first[junction]!; e >= 0; e = this.#next[e]!) {
        if (this.#kind[e] === EDGE.LIFECYCLE) visit(this.#to[e]!, e, type)
      }
    }
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i]!
      for (let e = this.#first[node]!; e >= 0; e = this.#next[e]!) {
        const to = this.#kind[e] === EDGE.VIRTUAL ? this.#meant(e, this.#self[node]! - 1) : this.#to[e]!
        if (to < 0 || tree[to] !== 0) continue
        const self = this.#advance(e, to, this.#self[node]! - 1)
        if (self !== undefined && this.#isCertain(e)) visit(to, e, self)
      }
    }
    return tree
  }

  /** The one method a virtual call can mean, or -1. `self` is the exact class of the calling method's object, or -1. */
  #meant(edge: number, self: number): number {
    const junction = this.#to[edge]!
    const virtual = this.#reach.virtual(junction)
    if (virtual === undefined) return -1
    if (self >= 0 && this.#guards.onOwnObject(this.#from[edge]!, this.#pc[edge]!)) {
      return this.#program.dispatch(self, virtual.signature)
    }
    let sole = this.#sole.get(junction)
    if (sole === undefined) {
      sole = this.#program.soleTarget(virtual.type, virtual.signature)
      this.#sole.set(junction, sole)
    }
    return sole
  }

  /** Exact class of the called method's object, -1 when not known; undefined when the call could mean another method. */
  #advance(edge: number, to: number, self: number): number | undefined {
    const kind = this.#kind[edge]!
    if (kind === EDGE.STATIC || kind === EDGE.CLINIT) return -1
    if (kind === EDGE.SUPER) return self
    const own = self >= 0 && this.#guards.onOwnObject(this.#from[edge]!, this.#pc[edge]!)
    if (kind === EDGE.DIRECT) return own ? self : -1
    if (kind !== EDGE.VIRTUAL || this.#meant(edge, self) !== to) return undefined
    return own ? self : -1
  }

  /**
   * Shortest ways from the roots, in run order, over the edges that qualify. A method counts one; a virtual call that
   * can lead to several counts more, since each of its targets is the less likely one.
   */
  #grow(qualifies: (edge: number) => boolean): Tree {
    const tree = new Int32Array(this.#first.length)
    const cost = new Int32Array(this.#first.length).fill(FAR)
    const buckets: number[][] = []
    const reach = (node: number, at: number): void => {
      for (let e = this.#first[node]!; e >= 0; e = this.#next[e]!) {
        const to = this.#to[e]!
        const next = at + this.#cost(e)
        if (next >= cost[to]! || this.#roots.has(to) || !(this.#roots.has(node) || qualifies(e))) continue
        tree[to] = e + 1
        cost[to] = next
        const bucket = buckets[next]
        if (bucket === undefined) buckets[next] = [to]
        else bucket.push(to)
      }
    }
    for (const junction of this.#roots.keys()) reach(junction, 0)
    for (let at = 0; at < buckets.length; at++) {
      // The list may grow while it is walked: junctions cost nothing.
      for (const node of buckets[at] ?? []) if (cost[node] === at) reach(node, at)
    }
    return tree
  }

  #cost(edge: number): number {
    const kind = this.#kind[edge]!
    if (kind === EDGE.DISPATCH) {
      const fan = this.#reach.fanOut(this.#from[edge]!)
      return fan <= 1 ? 1 : fan <= 4 ? 3 : 6
    }
    if (kind === EDGE.EVENT) return 4
    return this.#reach.isJunction(this.#to[edge]!) ? 0 : 1
  }

  /** Certain to run: not so for what another thread, the platform or a string sets in motion. */
  #isCertain(edge: number): boolean {
    const kind = this.#kind[edge]!
    if (kind === EDGE.DISPATCH) return true
    if (kind > EDGE.VIRTUAL && kind !== EDGE.CLINIT) return false
    const from = this.#from[edge]!
    return this.#reach.isJunction(from) || this.runsAlways(from, this.#pc[edge]!)
  }

  #guardsOf(edge: number): readonly Guard[] {
    const from = this.#from[edge]!
    return this.#reach.isJunction(from) ? [] : this.guardsAt(from, this.#pc[edge]!)
  }

  /** Marks the nodes from which a wanted method can be reached. */
  #leading(nodes: number, wanted: Iterable<number>): Uint8Array {
    const first = new Int32Array(nodes).fill(-1)
    const next = new Int32Array(this.#to.length)
    for (let e = 0; e < this.#to.length; e++) {
      next[e] = first[this.#to[e]!]!
      first[this.#to[e]!] = e
    }
    const leads = new Uint8Array(nodes)
    const stack: number[] = []
    for (const node of wanted) {
      if (leads[node] === 1) continue
      leads[node] = 1
      stack.push(node)
    }
    while (stack.length > 0) {
      for (let e = first[stack.pop()!]!; e >= 0; e = next[e]!) {
        const before = this.#from[e]!
        if (leads[before] === 1) continue
        leads[before] = 1
        stack.push(before)
      }
    }
    return leads
  }
}
