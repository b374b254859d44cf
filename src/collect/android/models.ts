import type { ArrayValue, Call, ObjectValue, Value } from './constants.ts'
import type { Program } from './hierarchy.ts'
import { SYSTEM_SERVICES } from './platform.ts'

/**
 * What the register walk knows of platform calls: which class an intent names, what reflection looks up, what a list
 * holds. Facts from the reference pages of developer.android.com. Everything else is an unknown result.
 */

type Model = (call: Call, program: Program, className: string) => Value | undefined

const INTENT = 'android.content.Intent'
const COMPONENT_NAME = 'android.content.ComponentName'

/** A class by its name in a string, or the class itself, or the parameter it comes from. */
function classFrom(value: Value | undefined, program: Program): Value | undefined {
  if (value?.kind === 'string') {
    const className = value.text.trim()
    return { kind: 'class', type: program.type(className), className }
  }
  return value?.kind === 'class' || value?.kind === 'parameter' ? value : undefined
}

const objectOf = (value: Value | undefined, className: string): ObjectValue | undefined =>
  value?.kind === 'object' && value.className === className ? value : undefined

const object = (className: string, program: Program): ObjectValue => ({
  kind: 'object',
  type: program.type(className),
  className,
  exact: false,
})

const LISTS = /^(java\.util\.(ArrayList|LinkedList|List|Collection|Vector|HashSet|LinkedHashSet|Set))$/

const isList = (className: string): boolean => LISTS.test(className)

/** Lists are kept as the array value in `target` of the list object. */
function listOf(value: Value | undefined): ArrayValue | undefined {
  if (value?.kind === 'array') return value
  if (value?.kind !== 'object' || !isList(value.className)) return undefined
  if (value.target === undefined && value.exact) value.target = { kind: 'array', items: [], open: false }
  return value.target?.kind === 'array' ? value.target : undefined
}

const construct: Model = (call, program, className) => {
  const { receiver, args } = call
  const intent = objectOf(receiver, INTENT)
  if (intent !== undefined && className === INTENT) {
    const types = program.parameterTypes(call.ref)
    const classAt = types.indexOf('Ljava/lang/Class;')
    const actionAt = types.indexOf('Ljava/lang/String;')
    if (classAt >= 0) intent.target = classFrom(args[classAt], program)
    if (actionAt >= 0) intent.action = args[actionAt]
    const other = objectOf(args[0], INTENT)
    if (types[0] === 'Landroid/content/Intent;' && other !== undefined) {
      intent.target = other.target
      intent.action = other.action
    }
    return undefined
  }
  const component = objectOf(receiver, COMPONENT_NAME)
  if (component !== undefined && className === COMPONENT_NAME) {
    component.target = classFrom(args[1], program)
    return undefined
  }
  if (receiver?.kind === 'object' && isList(className) && args[0] !== undefined) {
    const from = listOf(args[0])
    if (from !== undefined) receiver.target = { kind: 'array', items: [...from.items], open: from.open }
  }
  return undefined
}

const intentSetter =
  (set: (intent: ObjectValue, call: Call, program: Program) => void): Model =>
  (call, program) => {
    const intent = objectOf(call.receiver, INTENT)
    if (intent === undefined) return undefined
    set(intent, call, program)
    return intent
  }

const lookupMethod: Model = (call, program, className) => {
  const name = call.args[0]
  const owner = call.receiver
  if (className !== 'java.lang.Class' || name?.kind !== 'string' || owner?.kind !== 'class') return undefined
  return { kind: 'method', className: owner.className, type: program.type(owner.className), name: name.text }
}

const lookupConstructor: Model = (call, _program, className) => {
  const owner = call.receiver
  if (className !== 'java.lang.Class' || owner?.kind !== 'class') return undefined
  return { kind: 'constructor', className: owner.className, type: owner.type }
}

const asIs: Model = (call) => call.receiver ?? undefined

const add: Model = (call) => {
  const list = listOf(call.receiver)
  if (list === undefined) return undefined
  const value = call.args.at(-1)
  if (list.items.length < 256) list.items.push(value)
  else list.open = true
  return undefined
}

const addAll: Model = (call) => {
  const list = listOf(call.receiver)
  if (list === undefined) return undefined
  const more = listOf(call.args.at(-1))
  if (more === undefined || list.items.length + more.items.length > 256) list.open = true
  else list.items.push(...more.items)
  return undefined
}

const arrayArgument: Model = (call) => (call.args[0]?.kind === 'array' ? call.args[0] : undefined)

const textOf: Model = ({ receiver }) => (receiver?.kind === 'string' ? receiver : undefined)

const boxed: Model = ({ args }, _program, className) =>
  className === 'java.lang.Boolean' || className === 'java.lang.Integer' || className === 'java.lang.String'
    ? args[0]
    : undefined

const MODELS: Readonly<Record<string, Model>> = {
  '<init>': construct,
  setClass: intentSetter((intent, call, program) => {
    intent.target = classFrom(call.args[1], program)
  }),
  setClassName: intentSetter((intent, call, program) => {
    intent.target = classFrom(call.args[1], program)
  }),
  setComponent: intentSetter((intent, call) => {
    intent.target = objectOf(call.args[0], COMPONENT_NAME)?.target
  }),
  setAction: intentSetter((intent, call) => {
    intent.action = call.args[0]
  }),
  forName: (call, program, className) =>
    className === 'java.lang.Class' ? classFrom(call.args[0], program) : undefined,
  loadClass: (call, program) => classFrom(call.args[0], program),
  getMethod: lookupMethod,
  getDeclaredMethod: lookupMethod,
  getConstructor: lookupConstructor,
  getDeclaredConstructor: lookupConstructor,
  newInstance: ({ receiver }, _program, className) => {
    if (receiver?.kind !== 'class' && receiver?.kind !== 'constructor') return undefined
    if (className !== 'java.lang.Class' && className !== 'java.lang.reflect.Constructor') return undefined
    return { kind: 'object', type: receiver.type, className: receiver.className, exact: true }
  },
  getClass: ({ receiver }) =>
    receiver?.kind === 'object' ? { kind: 'class', type: receiver.type, className: receiver.className } : undefined,
  getName: ({ receiver }, _program, className) =>
    className === 'java.lang.Class' && receiver?.kind === 'class'
      ? { kind: 'string', text: receiver.className }
      : undefined,
  getSystemService: ({ args }, program) => {
    const [name] = args
    if (name?.kind === 'class') return object(name.className, program)
    const className = name?.kind === 'string' ? SYSTEM_SERVICES[name.text] : undefined
    return className === undefined ? undefined : object(className, program)
  },
  asList: arrayArgument,
  listOf: arrayArgument,
  mutableListOf: arrayArgument,
  arrayListOf: arrayArgument,
  add,
  addAll,
  toArray: (call) => listOf(call.receiver),
  parse: ({ args }, _program, className) => (className === 'android.net.Uri' ? args[0] : undefined),
  withAppendedPath: ({ args }, _program, className) => (className === 'android.net.Uri' ? args[0] : undefined),
  toString: textOf,
  trim: asIs,
  intern: asIs,
  booleanValue: asIs,
  intValue: asIs,
  valueOf: boxed,
}

/** Models of platform calls, found by the number of the method name. */
export class Models {
  readonly #program: Program
  readonly #byName = new Map<number, Model>()

  constructor(program: Program) {
    this.#program = program
    for (const [name, model] of Object.entries(MODELS)) this.#byName.set(program.internName(name), model)
  }

  /** What is known of the result; calls may also change what is known of their receiver. */
  result(call: Call): Value | undefined {
    const program = this.#program
    const model = this.#byName.get(program.nameId(call.ref))
    const type = program.typeOf(call.ref)
    if (model !== undefined) {
      const className = program.className(type)
      const value = model(call, program, className)
      if (value !== undefined) return value
    }
    // `putExtra`, `addFlags` and the like answer the intent itself.
    const receiver = call.receiver
    if (
      receiver?.kind === 'object' &&
      receiver.className === INTENT &&
      program.descriptors[type] === 'Landroid/content/Intent;'
    ) {
      if (program.returnType(call.ref) === 'Landroid/content/Intent;') return receiver
    }
    return undefined
  }
}
