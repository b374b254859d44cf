import { type Call, evaluate, type Value } from './constants.ts'
import type { Program } from './hierarchy.ts'
import type { Models } from './models.ts'
import type { ComponentKind } from './platform.ts'
import { EDGE, type Reach } from './reach.ts'
import type { StaticFields } from './static-fields.ts'

/**
 * Calls whose effect is not in the code: starting components by intent, reflection, inflating layouts, asking for
 * permissions, loading other code. Their arguments are read off the register map, through one or two methods that only
 * hand a parameter on.
 */

/** Something at launch behind which the walk cannot see. */
export interface RawLimit {
  readonly kind: LimitKind
  readonly node: number
  readonly pc: number
}

export type LimitKind = 'dynamic-code' | 'web-view' | 'js-bridge' | 'reflection' | 'native-library'

export interface RawPermissionRequest {
  readonly node: number
  readonly pc: number
  /** Undefined when the argument is no constant. */
  readonly permissions: readonly string[] | undefined
  /** False when some of the list could not be read. */
  readonly complete: boolean
  /** Methods that hand the list on to the platform; outermost first. */
  readonly via: readonly number[]
}

export interface DeclaredComponent {
  readonly type: number
  readonly kind: ComponentKind
  readonly actions: readonly string[]
}

export interface LayoutClasses {
  readonly views: readonly string[]
}

type Purpose = 'class' | 'intent' | 'load' | 'permissions'

interface Wrapper {
  readonly node: number
  readonly parameter: number
  readonly purpose: Purpose
  readonly via: readonly number[]
}

/** How many methods may hand a parameter on. */
const MAX_HANDED = 3

const START = 1
const REFLECT = 2
const PERMISSION = 3
const LAYOUT = 4
const LIMIT = 5
const JOB = 6

const STARTERS = [
  'startActivity',
  'startActivities',
  'startActivityForResult',
  'startActivityIfNeeded',
  'startActivityFromFragment',
  'startActivityFromChild',
  'startNextMatchingActivity',
  'startService',
  'startForegroundService',
  'bindService',
  'bindIsolatedService',
  'sendBroadcast',
  'sendOrderedBroadcast',
  'sendStickyBroadcast',
  'sendBroadcastAsUser',
]
const REFLECTORS = ['forName', 'loadClass', 'newInstance', 'getMethod', 'getDeclaredMethod']
const REFLECTION_CLASSES = /^java\.lang\.(Class|ClassLoader|reflect\.Constructor)$|ClassLoader$/
const LOADERS =
  /^dalvik\.system\.(DexClassLoader|PathClassLoader|InMemoryDexClassLoader|DelegateLastClassLoader|BaseDexClassLoader|DexFile)$/

/** What the calls are called in each DEX; a name is looked up once. */
const NAMES: readonly (readonly [kind: number, names: readonly string[]])[] = [
  [START, STARTERS],
  [REFLECT, REFLECTORS],
  [PERMISSION, ['requestPermissions', 'launch']],
  [LAYOUT, ['setContentView', 'inflate']],
  [LIMIT, ['<init>', 'loadDex', 'loadClass', 'addJavascriptInterface', 'loadUrl', 'loadData', 'loadDataWithBaseURL']],
  [LIMIT, ['loadLibrary', 'load']],
  [JOB, ['<init>']],
]

const INTENT = 'Landroid/content/Intent;'
const STRINGS = '[Ljava/lang/String;'

export class Effects {
  /** Non-zero for method references whose calls matter here. */
  readonly tracked: Uint8Array
  permissionRequests: RawPermissionRequest[] = []
  readonly limits: RawLimit[] = []
  readonly #program: Program
  readonly #models: Models
  readonly #statics: StaticFields
  readonly #limitKinds = new Map<number, LimitKind>()
  readonly #components = new Map<number, DeclaredComponent>()
  readonly #byAction = new Map<string, DeclaredComponent[]>()
  readonly #layout: (id: number) => LayoutClasses | undefined
  /** Methods whose callers have said which permissions they ask for. */
  readonly #told = new Set<number>()
  /** Which method hands its own parameter on to which. */
  readonly #handed: { readonly from: number; readonly to: number }[] = []
  readonly #wrapperKeys = new Set<string>()
  #wrappers: Wrapper[] = []
  #reach: Reach | undefined

  constructor(
    program: Program,
    models: Models,
    statics: StaticFields,
    components: readonly DeclaredComponent[],
    layout: (id: number) => LayoutClasses | undefined,
  ) {
    this.#program = program
    this.#models = models
    this.#statics = statics
    this.#layout = layout
    this.tracked = new Uint8Array(program.nodeCount)
    for (const component of components) {
      this.#components.set(component.type, component)
      for (const action of component.actions) {
        const known = this.#byAction.get(action)
        if (known === undefined) this.#byAction.set(action, [component])
        else known.push(component)
      }
    }
    this.#mark()
  }

  /** Puts the effects of reached code into the reachability. */
  attach(reach: Reach): void {
    this.#reach = reach
    reach.onTracked = (node) => this.#look(node)
  }

  /** Follows parameters out to the callers until nothing new is reached; for the first round only. */
  settle(): void {
    const reach = this.#reach!
    reach.run()
    for (let round = 0; round < 4 && this.#wrappers.length > 0; round++) {
      const wrappers = this.#wrappers
      this.#wrappers = []
      this.#lookAtCallers(wrappers)
      reach.run()
    }
    // A method that hands the list on says nothing of its own once a caller has said what the list is.
    for (let round = 0; round < MAX_HANDED; round++) {
      for (const { from, to } of this.#handed) if (this.#told.has(from)) this.#told.add(to)
    }
    this.permissionRequests = this.permissionRequests.filter(
      ({ node, permissions }) => permissions !== undefined || !this.#told.has(node),
    )
  }

  #look(node: number): void {
    const tracked = this.tracked
    evaluate(this.#program, node, this.#statics.read, {
      call: (call) => {
        const kind = tracked[call.ref]!
        if (kind !== 0) this.#apply(kind, node, call)
        return this.#models.result(call)
      },
    })
  }

  #lookAtCallers(wrappers: readonly Wrapper[]): void {
    const reach = this.#reach!
    const program = this.#program
    const byNode = new Map<number, Wrapper[]>()
    for (const wrapper of wrappers) {
      const known = byNode.get(wrapper.node)
      if (known === undefined) byNode.set(wrapper.node, [wrapper])
      else known.push(wrapper)
    }
    const targets = new Map<number, number[]>()
    const from = reach.edgeFrom.view()
    const to = reach.edgeTo.view()
    const kind = reach.edgeKind.view()
    program.budget.steps(to.length)
    for (let e = 0; e < to.length; e++) {
      if (kind[e] === EDGE.DISPATCH && byNode.has(to[e]!)) {
        targets.set(from[e]!, [...(targets.get(from[e]!) ?? []), to[e]!])
      }
    }
    const callers = new Map<number, Map<number, number[]>>()
    for (let e = 0; e < to.length; e++) {
      const called = kind[e] === EDGE.VIRTUAL ? targets.get(to[e]!) : byNode.has(to[e]!) ? [to[e]!] : undefined
      if (called === undefined || kind[e]! > EDGE.VIRTUAL) continue
      let at = callers.get(from[e]!)
      if (at === undefined) {
        at = new Map()
        callers.set(from[e]!, at)
      }
      at.set(reach.edgePc.at(e), called)
    }
    for (const [node, at] of callers) {
      evaluate(program, node, this.#statics.read, {
        call: (call) => {
          for (const target of at.get(call.pc) ?? []) {
            for (const wrapper of byNode.get(target) ?? []) {
              if (wrapper.via.includes(node)) continue
              this.#use(wrapper.purpose, call.args[wrapper.parameter], node, call.pc, wrapper.via)
            }
          }
          return this.#models.result(call)
        },
      })
    }
  }

  #apply(kind: number, node: number, call: Call): void {
    const program = this.#program
    switch (kind) {
      case START: {
        const at = program.parameterTypes(call.ref).findIndex((type) => type === INTENT || type === `[${INTENT}`)
        const value = call.args[at]
        for (const intent of value?.kind === 'array' ? value.items : [value]) {
          this.#use('intent', intent, node, call.pc, [])
        }
        return
      }
      case REFLECT:
        this.#reflect(node, call)
        return
      case PERMISSION: {
        const types = program.parameterTypes(call.ref)
        const at = types.indexOf(STRINGS)
        const list = call.args[Math.max(at, 0)]
        // `ActivityResultLauncher.launch` serves other ends too: only lists of permissions count.
        if (at < 0 && !isPermissionList(list)) return
        this.#use('permissions', list, node, call.pc, [])
        return
      }
      case LAYOUT: {
        const id = call.args.find((value) => value?.kind === 'int')
        const classes = id?.kind === 'int' ? this.#layout(id.value >>> 0) : undefined
        for (const view of classes?.views ?? []) {
          this.#reach!.makeByName(program.type(view), node, call.pc, 2)
        }
        return
      }
      case JOB: {
        const [job] = call.args.slice(1)
        if (job?.kind === 'object') this.#use('class', job.target, node, call.pc, [])
        return
      }
      default: {
        const limit = this.#limitKinds.get(call.ref)
        if (limit !== undefined && !this.#reach!.laterRound) this.limits.push({ kind: limit, node, pc: call.pc })
      }
    }
  }

  #reflect(node: number, call: Call): void {
    const { receiver } = call
    const name = this.#program.nameOf(call.ref)
    if (name === 'forName' || name === 'loadClass') {
      this.#use('load', call.args[0], node, call.pc, [])
    } else if (name === 'newInstance') {
      if (receiver?.kind === 'class') this.#reach!.makeByName(receiver.type, node, call.pc, 0)
      else if (receiver?.kind === 'constructor') this.#reach!.makeByName(receiver.type, node, call.pc, -1)
      else this.#unclear(node, call.pc)
    } else if (receiver?.kind === 'class' && call.args[0]?.kind === 'string') {
      this.#reach!.callByName(receiver.type, call.args[0].text, node, call.pc)
    }
  }

  #unclear(node: number, pc: number): void {
    if (!this.#reach!.laterRound) this.limits.push({ kind: 'reflection', node, pc })
  }

  #use(purpose: Purpose, value: Value | undefined, node: number, pc: number, via: readonly number[]): void {
    const reach = this.#reach!
    if (value?.kind === 'parameter') {
      this.#wrap(node, value.index, purpose, via)
      if (purpose === 'permissions') {
        for (const to of via) this.#handed.push({ from: node, to })
        this.#ask(node, pc, undefined, via)
      }
      return
    }
    switch (purpose) {
      case 'intent':
        if (value?.kind !== 'object') return
        if (value.target !== undefined) this.#use('class', value.target, node, pc, via)
        else if (value.action?.kind === 'string') {
          for (const component of this.#byAction.get(value.action.text) ?? []) {
            reach.start(component.type, component.kind, node, pc)
          }
        }
        return
      case 'class': {
        const type =
          value?.kind === 'class' ? value.type : value?.kind === 'string' ? this.#program.type(value.text) : -1
        const component = this.#components.get(type)
        if (component !== undefined) reach.start(type, component.kind, node, pc)
        return
      }
      case 'load':
        if (value?.kind === 'string') reach.load(this.#program.type(value.text), node, pc)
        else this.#unclear(node, pc)
        return
      case 'permissions':
        this.#ask(node, pc, value, via)
        return
    }
  }

  #ask(node: number, pc: number, value: Value | undefined, via: readonly number[]): void {
    if (this.#reach!.laterRound) return
    const list = value?.kind === 'array' ? value : value?.kind === 'object' ? value.target : undefined
    const items = list?.kind === 'array' ? list.items : [value]
    const names = items.flatMap((item) => (item?.kind === 'string' ? [item.text] : []))
    const open = list?.kind === 'array' && list.open
    if (names.length > 0) for (const wrapper of via) this.#told.add(wrapper)
    const known = this.permissionRequests.find((request) => request.node === node && request.pc === pc)
    if (known?.permissions !== undefined) return
    this.permissionRequests.push({
      node,
      pc,
      permissions: names.length > 0 ? [...new Set(names)] : undefined,
      complete: !open && names.length === items.length && names.length > 0,
      via,
    })
  }

  #wrap(node: number, parameter: number, purpose: Purpose, via: readonly number[]): void {
    const key = `${node}:${parameter}:${purpose}`
    if (this.#reach!.laterRound || via.length >= MAX_HANDED || this.#wrapperKeys.has(key)) return
    this.#wrapperKeys.add(key)
    this.#wrappers.push({ node, parameter, purpose, via: [node, ...via] })
  }

  #mark(): void {
    const program = this.#program
    for (const [d, dex] of program.dexes.entries()) {
      const kinds = new Map<number, number[]>()
      for (const [kind, names] of NAMES) {
        for (const name of names) {
          const index = dex.findString(name)
          if (index >= 0) kinds.set(index, [...(kinds.get(index) ?? []), kind])
        }
      }
      const base = program.methodBase[d]!
      for (let method = 0; method < dex.methods.count; method++) {
        const wanted = kinds.get(dex.methodName(method))
        if (wanted === undefined) continue
        const ref = base + method
        const kind = wanted.find((kind) => this.#belongs(kind, ref))
        if (kind !== undefined) this.tracked[ref] = kind
      }
    }
  }

  #belongs(kind: number, ref: number): boolean {
    const program = this.#program
    const type = program.typeOf(ref)
    const className = program.className(type)
    switch (kind) {
      case START: {
        const types = program.parameterTypes(ref)
        return types.includes(INTENT) || types.includes(`[${INTENT}`)
      }
      case REFLECT:
        return REFLECTION_CLASSES.test(className)
      case PERMISSION:
        return className === 'androidx.activity.result.ActivityResultLauncher'
          ? program.nameOf(ref) === 'launch'
          : program.nameOf(ref) === 'requestPermissions' && program.parameterTypes(ref).includes(STRINGS)
      case LAYOUT:
        return program.parameterTypes(ref).includes('I')
      case JOB:
        return className === 'android.app.job.JobInfo$Builder'
      default: {
        const limit = this.#limitOf(ref, type, className)
        if (limit !== undefined) this.#limitKinds.set(ref, limit)
        return limit !== undefined
      }
    }
  }

  #limitOf(ref: number, type: number, className: string): LimitKind | undefined {
    const program = this.#program
    const name = program.nameOf(ref)
    if (LOADERS.test(className)) return name === '<init>' || name === 'loadDex' ? 'dynamic-code' : undefined
    if (name === '<init>') return undefined
    if (name === 'loadLibrary' || name === 'load') {
      return className === 'java.lang.System' || className === 'java.lang.Runtime' ? 'native-library' : undefined
    }
    if (type < 0 || !program.isSubtype(type, program.type('android.webkit.WebView'))) return undefined
    return name === 'addJavascriptInterface' ? 'js-bridge' : 'web-view'
  }
}

function isPermissionList(value: Value | undefined): boolean {
  if (value?.kind === 'string') return value.text.startsWith('android.permission.')
  return (
    value?.kind === 'array' &&
    value.items.some((item) => item?.kind === 'string' && item.text.startsWith('android.permission.'))
  )
}
