import { type Call, evaluate, type Value } from './constants.ts'
import { Flow, straightReturn } from './flow.ts'
import type { Program } from './hierarchy.ts'
import type { Models } from './models.ts'
import type { StaticFields } from './static-fields.ts'

/** A condition on the way to a call, as the code states it. */
export interface Guard {
  readonly kind: 'preference' | 'method' | 'field' | 'permission'
  /** The key, method, field or permission. */
  readonly text: string
  /** What the words say it is about; undefined when they say nothing. */
  readonly topic: 'consent' | 'first-run' | undefined
  /** Side on which the call stands: true, it runs only once the user has agreed; undefined when not clear. */
  readonly agreed: boolean | undefined
  /** Method that holds the condition. */
  readonly method: string
}

const CONSENT =
  /agree|privacy|consent|protocol|policy|policies|gdpr|legal|\bterms|_terms|userTerms|disclaimer|yinsi|xieyi|tongyi|zhengce|隐私|同意|协议|政策|条款|授权/i
const FIRST = /first|guide|welcome|newUser|new_user|首次|第一次|引导/i
/** Words that turn the sense round: asked, needed, first, not yet. */
const NEGATIVE =
  /first|need|show|dialog|pop|should|request|ask|unagree|disagree|not_?agree|no_?agree|reject|refuse|未|不同意|首次/i

const PREFERENCE_READS = new Set([
  'getBoolean',
  'getString',
  'getInt',
  'getLong',
  'getStringSet',
  'contains',
  'decodeBool',
  'decodeString',
  'decodeInt',
  'decodeLong',
  'getBool',
  'containsKey',
])
const PREFERENCE_CLASSES =
  /SharedPreferences$|MMKV$|Preferences$|[Pp]refs?$|SPUtils?$|SpUtils?$|SharedPref\w*$|^java\.util\./
const PERMISSION_CHECKS =
  /^(checkSelfPermission|checkPermission|checkCallingOrSelfPermission|hasPermissions?|isGranted\w*)$/
const MAX_DEPTH = 2
const MAX_BODY = 400
/** Methods whose control flow and conditions are kept at one time. */
const MAX_FLOWS = 4096

interface Tests {
  readonly branches: ReadonlyMap<number, readonly (Value | undefined)[]>
  /** Addresses of calls the method makes on its own object. */
  readonly own: ReadonlySet<number>
}

/** Reads conditions off methods; keeps what it has worked out. */
export class Guards {
  readonly #program: Program
  readonly #models: Models
  readonly #statics: StaticFields
  readonly #flows = new Map<number, Flow>()
  readonly #tests = new Map<number, Tests>()
  readonly #told = new Map<number, Guard[]>()
  #straightNode = -1
  #straight = -1

  constructor(program: Program, models: Models, statics: StaticFields) {
    this.#program = program
    this.#models = models
    this.#statics = statics
  }

  /** Address of the return of a method without branches, up to which everything runs; -1 for any other method. */
  straight(node: number): number {
    if (node !== this.#straightNode) {
      const program = this.#program
      const offset = program.codeOffset[node]!
      this.#straightNode = node
      this.#straight = offset === 0 ? -1 : straightReturn(program.dexes[program.dexOf(node)]!, offset)
    }
    return this.#straight
  }

  /** True when the call at this address runs whenever the method runs to its end. */
  always(node: number, pc: number): boolean {
    if (this.#program.codeOffset[node] === 0) return false
    const straight = this.straight(node)
    return straight >= 0 ? pc <= straight : this.#flow(node).always(pc)
  }

  /** True when the call at this address is made on the object the method runs on. */
  onOwnObject(node: number, pc: number): boolean {
    return this.#program.codeOffset[node] !== 0 && this.#testsOf(node).own.has(pc)
  }

  /** Conditions with something to say that decide whether the call at this address runs. */
  before(node: number, pc: number): Guard[] {
    if (this.#program.codeOffset[node] === 0 || this.straight(node) >= 0) return []
    const deciders = this.#flow(node).deciders(pc)
    if (deciders.length === 0) return []
    const { branches } = this.#testsOf(node)
    const guards: Guard[] = []
    for (const decider of deciders) {
      const values = branches.get(decider.pc)
      if (values === undefined) continue
      const op = this.#opcode(node, decider.pc)
      // if-eqz jumps on false, if-nez on true; other tests do not say which side is which.
      const jumpsOn = op === 0x38 ? false : op === 0x39 ? true : undefined
      const holds = jumpsOn === undefined || decider.jumps === undefined ? undefined : jumpsOn === decider.jumps
      for (const value of values) for (const guard of this.#tell(value, holds, node, 0)) guards.push(guard)
    }
    return unique(guards)
  }

  #opcode(node: number, pc: number): number {
    const dex = this.#program.dexes[this.#program.dexOf(node)]!
    return dex.u16[(this.#program.codeOffset[node]! >> 1) + 8 + pc]! & 0xff
  }

  #flow(node: number): Flow {
    let flow = this.#flows.get(node)
    if (flow === undefined) {
      const program = this.#program
      flow = new Flow(program.dexes[program.dexOf(node)]!, program.codeOffset[node]!, program.budget)
      if (this.#flows.size >= MAX_FLOWS) this.#flows.clear()
      this.#flows.set(node, flow)
    }
    return flow
  }

  #testsOf(node: number): Tests {
    const known = this.#tests.get(node)
    if (known !== undefined) return known
    const branches = new Map<number, readonly (Value | undefined)[]>()
    const own = new Set<number>()
    evaluate(this.#program, node, this.#statics.read, {
      call: (call) => {
        if (call.receiver?.kind === 'this') own.add(call.pc)
        return this.#models.result(call)
      },
      branch: (pc, values) => {
        branches.set(pc, values)
      },
    })
    const tests = { branches, own }
    if (this.#tests.size >= MAX_FLOWS) this.#tests.clear()
    this.#tests.set(node, tests)
    return tests
  }

  /** What a tested value says; `holds` is the value it has on the way to the call. */
  #tell(value: Value | undefined, holds: boolean | undefined, node: number, depth: number): Guard[] {
    if (value === undefined || depth > 3) return []
    const { kind } = value
    if (kind === 'not') return this.#tell(value.of, holds === undefined ? undefined : !holds, node, depth)
    if (kind === 'field') {
      return CONSENT.test(value.name) || FIRST.test(value.name)
        ? [this.#guard('field', `${value.className}.${value.name}`, value.name, holds, node)]
        : []
    }
    if (kind !== 'result') return []
    const { call } = value
    const own = this.#tellCall(call, holds, node)
    if (own.length > 0) return own
    // `TextUtils.isEmpty(preferences.getString("agreed", ""))`: what is tested is what went in.
    const inner: Guard[] = []
    for (const argument of [call.receiver, ...call.args]) {
      if (argument?.kind === 'result') inner.push(...this.#tell(argument, undefined, node, depth + 1))
    }
    return inner
  }

  #tellCall(call: Call, holds: boolean | undefined, node: number): Guard[] {
    const program = this.#program
    const name = program.nameOf(call.ref)
    const className = program.className(program.typeOf(call.ref))
    if (PERMISSION_CHECKS.test(name)) {
      const permission = [...call.args, call.receiver].find((value) => value?.kind === 'string')
      const text = permission?.kind === 'string' ? permission.text : name
      return [{ kind: 'permission', text, topic: undefined, agreed: undefined, method: program.label(node) }]
    }
    const key = call.args.find((value) => value?.kind === 'string')
    if (key?.kind === 'string' && this.#isPreferenceRead(name, className, key.text)) {
      return [this.#guard('preference', key.text, key.text, holds, node)]
    }
    if (program.returnType(call.ref) === 'Z' && (CONSENT.test(name) || FIRST.test(name))) {
      return [this.#guard('method', `${className}.${name}`, name, holds, node)]
    }
    return this.#toldBy(call.ref, 0).map((guard) => ({
      ...guard,
      agreed: guard.agreed === undefined || holds === undefined ? undefined : guard.agreed === holds,
      method: program.label(node),
    }))
  }

  #isPreferenceRead(name: string, className: string, key: string): boolean {
    if (PREFERENCE_READS.has(name) && PREFERENCE_CLASSES.test(className)) return true
    // Own helpers and renamed stores: a call with a key that speaks of consent.
    return (CONSENT.test(key) || FIRST.test(key)) && key.length <= 64 && !key.includes(' ')
  }

  /** Conditions a short method of the package answers with: `isAgreed()` that reads a preference. */
  #toldBy(ref: number, depth: number): Guard[] {
    const program = this.#program
    const node = program.lookup(program.typeOf(ref), program.signature(ref))
    if (node < 0 || program.codeOffset[node] === 0 || depth >= MAX_DEPTH) return []
    const known = this.#told.get(node)
    if (known !== undefined) return known
    this.#told.set(node, [])
    const dex = program.dexes[program.dexOf(node)]!
    if (dex.u32[(program.codeOffset[node]! >> 2) + 3]! > MAX_BODY) return []
    if (!/^(Z|I|Ljava\/lang\/(String|Boolean|Integer);)$/.test(program.returnType(node))) return []
    const found: Guard[] = []
    const answers: (Value | undefined)[] = []
    evaluate(program, node, this.#statics.read, {
      call: (call) => {
        const name = program.nameOf(call.ref)
        const className = program.className(program.typeOf(call.ref))
        const key = call.args.find((value) => value?.kind === 'string')
        if (key?.kind === 'string' && this.#isPreferenceRead(name, className, key.text)) {
          found.push(this.#guard('preference', key.text, key.text, true, node))
        } else if (program.isMethodDefined(call.ref)) found.push(...this.#toldBy(call.ref, depth + 1))
        return this.#models.result(call)
      },
      returned: (value) => {
        answers.push(value)
      },
    })
    // Only a method that hands the value straight on says which side is which.
    const straight = answers.length === 1 && answers[0]?.kind === 'result'
    const told = unique(straight ? found : found.map((guard) => ({ ...guard, agreed: undefined })))
    this.#told.set(node, told)
    return told
  }

  #guard(kind: Guard['kind'], text: string, words: string, holds: boolean | undefined, node: number): Guard {
    const topic = CONSENT.test(words) ? 'consent' : FIRST.test(words) ? 'first-run' : undefined
    const agreed = topic === undefined || holds === undefined ? undefined : holds !== NEGATIVE.test(words)
    return { kind, text, topic, agreed, method: this.#program.label(node) }
  }
}

/** Passing this guard means the user has agreed, or may mean it. */
export const followsConsent = (guard: Guard): boolean => guard.topic === 'consent' && guard.agreed !== false

function unique(guards: readonly Guard[]): Guard[] {
  const seen = new Map<string, Guard>()
  for (const guard of guards) seen.set(`${guard.kind}:${guard.text}:${guard.agreed}:${guard.method}`, guard)
  return [...seen.values()]
}
