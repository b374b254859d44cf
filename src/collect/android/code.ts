import type { Problem } from '../../facts/problem.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import type { SensitiveApi } from '../catalog/sensitive-apis.ts'
import { Callbacks } from './callbacks.ts'
import { evaluate } from './constants.ts'
import { ACC, type Dex, openDex } from './dex.ts'
import { type DeclaredComponent, Effects, type LayoutClasses, type LimitKind } from './effects.ts'
import { FRAMEWORK_STRINGS } from './framework.ts'
import { type Guard, Guards } from './guards.ts'
import { Program } from './hierarchy.ts'
import { Models } from './models.ts'
import { OP } from './opcodes.ts'
import { type Hop, type Path, Paths, type Root } from './paths.ts'
import {
  COMPONENT_CALLBACKS,
  type ComponentKind,
  MADE_FROM_CLASS_CONSTANT,
  MARKER_TYPES,
  OBJECT_CALLBACKS,
  PLATFORM_SUPERTYPES,
  TRAMPOLINES,
} from './platform.ts'
import { Reach, type Trigger } from './reach.ts'
import { holdsString, numbersLoaded } from './scan.ts'
import { type RawSite, SiteFinder } from './sites.ts'
import { StaticFields } from './static-fields.ts'

/** Entry points from the manifest, by full class name. */
export interface CodeRoots {
  readonly appComponentFactory?: string | undefined
  readonly application?: string | undefined
  /** Enabled content providers in run order. */
  readonly providers: readonly string[]
  /** Initializers of `androidx.startup`. */
  readonly initializers: readonly string[]
  /** Enabled launcher activities. */
  readonly launchers: readonly string[]
  /** Every enabled component. */
  readonly components: readonly {
    readonly kind: 'activity' | 'service' | 'receiver' | 'provider'
    readonly name: string
    /** Actions of its intent filters. */
    readonly actions?: readonly string[]
  }[]
  /** Methods named by `android:onClick` in layouts. */
  readonly clickHandlers: readonly string[]
}

export interface CodeInput {
  /** Name of the package, for problems. */
  readonly artifact: string
  /** In load order. */
  readonly dex: readonly { readonly name: string; readonly bytes: Buffer }[]
  readonly roots: CodeRoots
  readonly apis: readonly SensitiveApi[]
  /** Name of the SDK a class belongs to. */
  owners(className: string): string | undefined
  /** Libraries every app carries; their own calls of an API are not the app's doing. */
  framework(className: string): boolean
  /** View classes of a layout resource, where known. */
  layout?(id: number): LayoutClasses | undefined
}

export type RootKind = 'factory' | 'application' | 'provider' | 'initializer' | 'launcher'

export interface LaunchPath {
  readonly root: { readonly kind: RootKind; readonly component: string }
  /** From the entry point to the method that holds the call: `com.a.App.onCreate`. */
  readonly methods: readonly string[]
  /** How each method after the first is reached. */
  readonly hops: readonly Hop[]
  readonly guards: readonly Guard[]
  readonly unconditional: boolean
  readonly direct: boolean
}

export interface LaterPath {
  readonly trigger: Trigger
  readonly methods: readonly string[]
}

export interface Place {
  /** `com.a.B.method` */
  readonly method: string
  readonly className: string
  /** DEX name, method and byte offset of the instruction in the DEX. */
  readonly locator: string
  readonly owner: string | undefined
  readonly framework: boolean
}

export interface ApiSite extends Place {
  readonly api: SensitiveApi
  /** Name of the method called or the field read, as the code has it. */
  readonly called: string
  /** Methods between this one and the API that only hand the deciding argument on. */
  readonly via: readonly string[]
  readonly argument: string | number | undefined
  readonly match: 'exact' | 'possible'
  readonly reflection: boolean
  /** `launch`: may run before the user does anything. `later`: from some component or callback. `never`: no way found. */
  readonly reached: 'launch' | 'later' | 'never'
  /** Of app and SDK callers reached at launch. */
  readonly launch: LaunchPath | undefined
  /** Of app and SDK callers reached later. */
  readonly later: LaterPath | undefined
}

export interface PermissionRequest extends Place {
  /** Undefined when the list is not constant. */
  readonly permissions: readonly string[] | undefined
  readonly complete: boolean
  readonly launch: LaunchPath | undefined
}

export interface Limit extends Place {
  readonly kind: LimitKind
}

export interface NativeLibraryLoad extends Place {
  /** `sdkcore` of `System.loadLibrary("sdkcore")`; undefined when the name is not constant. */
  readonly library: string | undefined
  readonly reached: 'launch' | 'later' | 'never'
}

export interface OwnedCode {
  readonly classes: number
  /** Some method of it is reached, at launch or later. */
  readonly reached: boolean
}

export interface CodeScan {
  readonly problems: readonly Problem[]
  /** False when something could not be read: then "not found" means nothing. */
  readonly complete: boolean
  readonly sites: readonly ApiSite[]
  /** Permission requests that may run before the user does anything. */
  readonly permissionRequests: readonly PermissionRequest[]
  /** What runs at launch and cannot be seen through. */
  readonly limits: readonly Limit[]
  readonly libraryLoads: readonly NativeLibraryLoad[]
  /** Layout ids given to `setContentView`, by the class that calls it. */
  readonly contentViews: ReadonlyMap<string, readonly number[]>
  /** Components code starts at launch, the launcher itself not counted. */
  readonly startedAtLaunch: readonly string[]
  readonly counts: {
    readonly classes: number
    readonly methods: number
    readonly reachedAtLaunch: number
    readonly reached: number
    readonly nativeAtLaunch: number
  }
  /** The code of each SDK. */
  readonly owners: ReadonlyMap<string, OwnedCode>
  /** Which of these resource ids some instruction names. */
  resourcesNamed(ids: Iterable<number>): ReadonlySet<number>
  /** Whether some DEX defines the class. */
  defines(className: string): boolean
  /** Every defined class. */
  classNames(): Iterable<string>
  /** Every class reached code makes objects of. */
  madeClasses(): Iterable<{ readonly className: string; readonly atLaunch: boolean }>
  /** Every string of every DEX, names included, each DEX in table order. */
  strings(): Iterable<string>
}

const LIBRARY_LOAD = 1
const CONTENT_VIEW = 2

/**
 * Reads the code of a package: where sensitive APIs are used, and what may run before the user has done anything.
 * Never throws for bad content; a used-up budget and unreadable parts are problems, and `complete` is then false.
 */
export function scanCode(input: CodeInput, budget: Budget): CodeScan {
  const log = new ProblemLog(input.artifact)
  const dexProblems: Problem[] = []
  const dexes: Dex[] = []
  for (const { name, bytes } of input.dex) {
    log.guard(name, () => {
      for (const dex of openDex(bytes, name, budget, dexProblems)) dexes.push(dex)
    })
  }
  const result =
    log.guard('classes.dex', () => new Scan(input, dexes, budget, dexProblems, log)) ??
    new Scan({ ...input, apis: [] }, [], budget, dexProblems, log)
  const problems = [...dexProblems, ...log.problems]
  return result.result(problems)
}

class Scan {
  readonly #input: CodeInput
  readonly #program: Program
  readonly #log: ProblemLog
  readonly #statics: StaticFields
  readonly #models: Models
  readonly #effects: Effects
  readonly #reach: Reach
  readonly #sites: readonly RawSite[]
  readonly #roots: { root: Root; kind: RootKind; component: string }[] = []
  readonly #places = new Map<string, { owner: string | undefined; framework: boolean }>()
  readonly #renamed = new Map<number, boolean>()
  /** By DEX: indexes of the strings that mark renamed support libraries. */
  readonly #marks: ReadonlySet<number>[]
  readonly #others = new Map<number, number>()
  readonly #otherRefs: Uint8Array
  readonly #startedAtLaunch: string[] = []

  constructor(input: CodeInput, dexes: readonly Dex[], budget: Budget, problems: Problem[], log: ProblemLog) {
    this.#input = input
    this.#log = log
    const program = new Program(dexes, PLATFORM_SUPERTYPES, namedClasses(input), budget, problems)
    this.#program = program
    this.#models = new Models(program)
    this.#marks = dexes.map(
      (dex) => new Set(FRAMEWORK_STRINGS.map((text) => dex.findString(text)).filter((i) => i >= 0)),
    )
    const stores = dexes.map((dex) => new Uint8Array(dex.fields.count))
    this.#statics = new StaticFields(program, this.#models, stores)
    const finder = new SiteFinder(program, this.#models, this.#statics, input.apis)
    this.#otherRefs = this.#markOthers()
    const damaged = log.guard('code', () =>
      finder.find(stores, this.#otherRefs, (node, _pc, ref) =>
        this.#others.set(node, (this.#others.get(node) ?? 0) | this.#otherRefs[ref]!),
      ),
    )
    if (damaged !== undefined && damaged > 0) {
      log.add('dex.bad-code', 'code', {
        zh: `有${damaged}个方法的指令引用了不存在的条目`,
        en: `instructions of ${damaged} method(s) name entries that do not exist`,
      })
    }
    this.#sites = log.guard('constants', () => finder.decide()) ?? finder.sites
    const components = this.#components()
    this.#effects = new Effects(program, this.#models, this.#statics, components, (id) => input.layout?.(id))
    const fromConstant = new Map<number, ReturnType<Callbacks['patterns']>>()
    const callbacks = new Callbacks(program)
    for (const [name, methods] of Object.entries(MADE_FROM_CLASS_CONSTANT)) {
      if (program.isDefined(program.type(name))) fromConstant.set(program.type(name), callbacks.patterns(methods))
    }
    this.#reach = new Reach(program, callbacks, this.#statics, this.#effects.tracked, fromConstant)
    this.#effects.attach(this.#reach)
    log.guard('launch', () => this.#launch(callbacks))
    log.guard('later', () => {
      this.#reach.beginLater(components, input.roots.clickHandlers)
      this.#reach.run()
    })
  }

  result(problems: readonly Problem[]): CodeScan {
    const program = this.#program
    const reach = this.#reach
    const before = this.#log.problems.length
    const paths = this.#log.guard('paths', () => this.#paths())
    const sites: ApiSite[] = []
    const requests: PermissionRequest[] = []
    const loads: NativeLibraryLoad[] = []
    const contentViews = new Map<string, number[]>()
    this.#log.guard('paths', () => {
      for (const site of this.#sites) sites.push(this.#site(site, paths))
      for (const request of this.#effects.permissionRequests) {
        const path = paths?.to(request.node, request.pc)
        requests.push({
          ...this.#place(request.node, request.pc),
          permissions: request.permissions,
          complete: request.complete,
          launch: path === undefined ? undefined : this.#launchPath(path, []),
        })
      }
    })
    this.#log.guard('constants', () => this.#readOthers(loads, contentViews))
    let reachedAtLaunch = 0
    let reached = 0
    let methods = 0
    let nativeAtLaunch = 0
    for (let node = 0; node < program.nodeCount; node++) {
      if (!program.isMethodDefined(node)) continue
      methods++
      if (!reach.reached(node)) continue
      reached++
      if (!reach.atLaunch(node)) continue
      reachedAtLaunch++
      if ((program.flags[node]! & ACC.NATIVE) !== 0) nativeAtLaunch++
    }
    const all = [...problems, ...this.#log.problems.slice(before)]
    return {
      problems: all,
      complete: all.length === 0,
      sites,
      permissionRequests: requests,
      limits: this.#limits(),
      libraryLoads: loads,
      contentViews,
      startedAtLaunch: this.#startedAtLaunch,
      counts: { classes: program.definedTypes.length, methods, reachedAtLaunch, reached, nativeAtLaunch },
      owners: this.#owners(),
      resourcesNamed: (ids) => this.#log.guard('code', () => numbersLoaded(program, new Set(ids))) ?? new Set(),
      defines: (className) => program.isDefined(program.type(className)),
      classNames: () => mapped(program.definedTypes.view(), (type) => program.className(type)),
      madeClasses: () =>
        mapped(reach.made.view(), (type, index) => ({
          className: program.className(type),
          atLaunch: index < reach.madeAtLaunch,
        })),
      strings: () => allStrings(program),
    }
  }

  /** First round: everything that may run without the user, in run order. */
  #launch(callbacks: Callbacks): void {
    const { roots } = this.#input
    const program = this.#program
    const add = (kind: RootKind, component: string, lifecycle: ComponentKind, only?: readonly string[]) => {
      const type = program.type(component)
      if (!program.isDefined(type)) return
      const names = new Set(only)
      const nodes =
        only === undefined
          ? undefined
          : callbacks.lifecycle(type, lifecycle).filter((node) => names.has(program.nameOf(node)))
      const junction = this.#reach.start(type, lifecycle, -1, 0, nodes)
      this.#roots.push({ root: { junction, type, order: this.#roots.length }, kind, component })
    }
    if (roots.appComponentFactory !== undefined) add('factory', roots.appComponentFactory, 'factory')
    const { application } = roots
    // Providers run between the two halves of the application's start.
    if (application !== undefined) {
      add('application', application, 'application', ['<clinit>', '<init>', 'attachBaseContext'])
    }
    for (const name of roots.providers) add('provider', name, 'provider')
    for (const name of roots.initializers) add('initializer', name, 'initializer')
    if (application !== undefined) add('application', application, 'application', ['onCreate'])
    for (const name of roots.launchers) add('launcher', name, 'activity')
    const own = new Set(this.#roots.map(({ component }) => component))
    this.#effects.settle()
    for (const type of this.#reach.started.keys()) {
      const name = program.className(type)
      if (!own.has(name)) this.#startedAtLaunch.push(name)
    }
  }

  #components(): DeclaredComponent[] {
    const { roots } = this.#input
    const program = this.#program
    const list: DeclaredComponent[] = []
    for (const { kind, name, actions } of roots.components) {
      const type = program.type(name)
      if (program.isDefined(type)) list.push({ type, kind, actions: actions ?? [] })
    }
    return list
  }

  #paths(): Paths {
    const wanted = new Set<number>()
    for (const site of this.#sites) {
      if (this.#reach.atLaunch(site.node) && !this.#place(site.node, 0).framework) wanted.add(site.node)
    }
    for (const request of this.#effects.permissionRequests) wanted.add(request.node)
    const guards = new Guards(this.#program, this.#models, this.#statics)
    return new Paths(
      this.#program,
      this.#reach,
      guards,
      this.#roots.map(({ root }) => root),
      wanted,
    )
  }

  #site(site: RawSite, paths: Paths | undefined): ApiSite {
    const reach = this.#reach
    const place = this.#place(site.node, site.pc)
    const chain = [site.node, ...site.via]
    const atLaunch = chain.every((node) => reach.atLaunch(node))
    const reached = atLaunch ? 'launch' : chain.every((node) => reach.reached(node)) ? 'later' : 'never'
    const path = atLaunch && !place.framework ? paths?.to(site.node, site.pc) : undefined
    return {
      ...place,
      api: site.api,
      called: this.#called(site),
      via: site.via.map((node) => this.#program.label(node)),
      argument: site.argument,
      match: site.match,
      reflection: site.reflection,
      reached,
      launch: path === undefined ? undefined : this.#launchPath(this.#through(path, site, paths!), site.via),
      later: reached === 'later' && !place.framework ? this.#laterPath(site) : undefined,
    }
  }

  #called(site: RawSite): string {
    const program = this.#program
    const node = site.via.at(-1) ?? site.node
    const dex = program.dexes[program.dexOf(node)]!
    const at = (program.codeOffset[node]! >> 1) + 8 + (site.viaPcs.at(-1) ?? site.pc)
    const op = dex.u16[at]! & 0xff
    const id = dex.u16[at + 1]!
    if (op >= OP.INVOKE_VIRTUAL && op <= OP.INVOKE_INTERFACE_RANGE && id < dex.methods.count && !site.reflection)
      return dex.nameAt(dex.methodName(id)) ?? site.api.id
    return site.api.methods[0] ?? site.api.reads?.[0]?.split('.').at(-1) ?? site.api.id
  }

  /** Adds what the methods in between require to a path. */
  #through(path: Path, site: RawSite, paths: Paths): Path {
    if (site.via.length === 0) return site.reflection ? { ...path, direct: false } : path
    const steps = site.via.map((node, i) => ({ node, pc: site.viaPcs[i]! }))
    return {
      ...path,
      hops: [...path.hops, ...site.via.map(() => 'call' as const)],
      guards: [...path.guards, ...steps.flatMap(({ node, pc }) => [...paths.guardsAt(node, pc)])],
      unconditional: path.unconditional && steps.every(({ node, pc }) => paths.runsAlways(node, pc)),
      direct: path.direct && !site.reflection && site.via.every((node) => this.#isSole(node)),
    }
  }

  #isSole(node: number): boolean {
    const program = this.#program
    const fixed = ACC.STATIC | ACC.PRIVATE | ACC.CONSTRUCTOR
    if ((program.flags[node]! & fixed) !== 0) return true
    return program.soleTarget(program.typeOf(node), program.signature(node)) === node
  }

  #launchPath(path: Path, via: readonly number[]): LaunchPath {
    const { kind, component } = this.#roots[path.root.order]!
    return {
      root: { kind, component },
      methods: [...path.nodes, ...via].map((node) => this.#program.label(node)),
      hops: path.hops,
      guards: path.guards,
      unconditional: path.unconditional,
      direct: path.direct,
    }
  }

  #laterPath(site: RawSite): LaterPath {
    const late = [site.node, ...site.via].find((node) => !this.#reach.atLaunch(node)) ?? site.node
    const { trigger, nodes } = this.#reach.laterPath(late)
    return { trigger, methods: nodes.map((node) => this.#program.label(node)) }
  }

  #limits(): Limit[] {
    const seen = new Set<string>()
    const list: Limit[] = []
    for (const { kind, node, pc } of this.#effects.limits) {
      const key = `${kind}:${node}`
      if (seen.has(key)) continue
      seen.add(key)
      list.push({ kind, ...this.#place(node, pc) })
    }
    return list
  }

  #place(node: number, pc: number): Place {
    const program = this.#program
    const className = program.className(program.typeOf(node))
    let known = this.#places.get(className)
    if (known === undefined) {
      known = { owner: this.#input.owners(className), framework: this.#input.framework(className) }
      this.#places.set(className, known)
    }
    const framework = known.framework || this.#isRenamedFramework(node)
    const method = program.label(node)
    const offset = program.codeOffset[node]! + 16 + pc * 2
    const dex = program.dexes[program.dexOf(node)]
    return {
      method,
      className,
      locator: `${dex?.name ?? ''} ${method} @0x${offset.toString(16)}`,
      owner: known.owner,
      framework,
    }
  }

  /** True when a method holds a string that only support libraries have, whatever it is called here. */
  #isRenamedFramework(node: number): boolean {
    let known = this.#renamed.get(node)
    if (known === undefined) {
      const program = this.#program
      const marks = this.#marks[program.dexOf(node)]!
      known = marks.size > 0 && holdsString(program, node, marks)
      this.#renamed.set(node, known)
    }
    return known
  }

  #owners(): Map<string, OwnedCode> {
    const program = this.#program
    const found = new Map<string, { classes: number; reached: boolean }>()
    for (const type of program.definedTypes.view()) {
      const owner = this.#input.owners(program.className(type))
      if (owner === undefined) continue
      const one = found.get(owner) ?? { classes: 0, reached: false }
      found.set(owner, one)
      one.classes++
      one.reached ||= program.methodsOf(type).some((node) => this.#reach.reached(node))
    }
    return found
  }

  #markOthers(): Uint8Array {
    const program = this.#program
    const refs = new Uint8Array(program.nodeCount)
    for (const [d, dex] of program.dexes.entries()) {
      const load = dex.findString('loadLibrary')
      const content = dex.findString('setContentView')
      for (let method = 0; method < dex.methods.count; method++) {
        const name = dex.methodName(method)
        const ref = program.methodBase[d]! + method
        if (name === load && load >= 0) refs[ref] = LIBRARY_LOAD
        else if (name === content && content >= 0 && program.parameterTypes(ref).join() === 'I') {
          refs[ref] = CONTENT_VIEW
        }
      }
    }
    return refs
  }

  #readOthers(loads: NativeLibraryLoad[], contentViews: Map<string, number[]>): void {
    const program = this.#program
    for (const node of this.#others.keys()) {
      evaluate(program, node, this.#statics.read, {
        call: (call) => {
          const mark = this.#otherRefs[call.ref]!
          const [value] = call.args.filter((argument) => argument?.kind === 'string' || argument?.kind === 'int')
          if (mark === LIBRARY_LOAD && program.className(program.typeOf(call.ref)).startsWith('java.lang.')) {
            loads.push({
              ...this.#place(node, call.pc),
              library: value?.kind === 'string' ? value.text : undefined,
              reached: this.#reach.atLaunch(node) ? 'launch' : this.#reach.reached(node) ? 'later' : 'never',
            })
          } else if (mark === CONTENT_VIEW && value?.kind === 'int') {
            const className = program.className(program.typeOf(node))
            contentViews.set(className, [...(contentViews.get(className) ?? []), value.value >>> 0])
          }
          return this.#models.result(call)
        },
      })
    }
  }
}

/** Classes that must have a number in the program even where no DEX names them. */
function namedClasses(input: CodeInput): string[] {
  const { roots } = input
  return [
    ...Object.keys(OBJECT_CALLBACKS),
    ...Object.keys(COMPONENT_CALLBACKS),
    ...MARKER_TYPES,
    ...TRAMPOLINES.map(({ type }) => type),
    ...SiteFinder.classes(input.apis),
    ...roots.components.map(({ name }) => name),
    ...(roots.application === undefined ? [] : [roots.application]),
  ]
}

function* mapped<T>(types: Int32Array, map: (type: number, index: number) => T): Generator<T> {
  for (const [index, type] of types.entries()) yield map(type, index)
}

function* allStrings(program: Program): Generator<string> {
  for (const dex of program.dexes) {
    for (let i = 0; i < dex.strings.count; i++) {
      const text = dex.string(i)
      if (text !== undefined) yield text
    }
  }
}
