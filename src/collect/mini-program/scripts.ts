import { type Node, parse } from 'acorn'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'

/** Objects of the platform; frameworks give the same members under names of their own. */
const PLATFORM = new Set(['wx', 'my', 'swan', 'tt', 'qq', 'ks', 'jd'])
const FRAMEWORK = new Set(['Taro', 'uni', 'mpx', 'wepy'])

/**
 * How sure it is that a member is the platform's. `exact`: of the platform object itself. `framework`: of Taro, uni-app
 * and their like by their own name. `name`: the name alone, on an object that was renamed.
 */
export type Surety = 'exact' | 'framework' | 'name'

export interface Call {
  readonly name: string
  readonly surety: Surety
  /** Name of the platform object, where it is that itself. */
  readonly object?: string
  readonly file: string
  readonly line: number
  /** Module of a bundle, or the file. */
  readonly module: string
  /** `App.onLaunch` and the like, with what is called on the way; where the call is made before anyone touches anything. */
  readonly launch?: readonly string[]
  /** What the code asks before it: a stored answer, a privacy setting. */
  readonly guards: readonly string[]
  /** First argument's words that name a token, telephone number or identity, for calls that open something else. */
  readonly carries?: string
}

export interface Scripts {
  readonly calls: readonly Call[]
  readonly strings: readonly { readonly text: string; readonly file: string; readonly line: number }[]
  /** Modules and what they require, as they name it. */
  readonly modules: ReadonlyMap<string, readonly string[]>
  /** The launch of the program was found and read. */
  readonly launchRead: boolean
  /** Every script was read. */
  readonly complete: boolean
}

type Any = Node & Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Any =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
const FUNCTION = /^(?:FunctionExpression|ArrowFunctionExpression|FunctionDeclaration)$/
const AGREES = /agree|privacy|consent|authori[sz]|同意|隐私|授权/i
const CARRIES = /token|openid|unionid|session_?(?:key|id)|phone|mobile|手机|id_?card|user_?id/i
const OPENS = new Set(['navigateToMiniProgram', 'openEmbeddedMiniProgram', 'navigateTo', 'redirectTo', 'reLaunch'])
const MOST_STRINGS = 400_000
const LAUNCH = ['onLaunch', 'onShow', 'onLoad', 'created', 'attached']
const DEPTH = 6

function children(node: Any): Any[] {
  const out: Any[] = []
  for (const key of Object.keys(node)) {
    if (key === 'type' || key === 'start' || key === 'end' || key === 'loc') continue
    const value = node[key]
    if (isNode(value)) out.push(value)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) out.push(one)
  }
  return out
}

const keyOf = (node: Any): string | undefined => {
  const key = node['key'] as Any | undefined
  return key?.type === 'Identifier' && node['computed'] !== true ? (key['name'] as string) : literal(key)
}

const literal = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateLiteral' && (node['expressions'] as unknown[]).length === 0)
    return ((node['quasis'] as Any[])[0]?.['value'] as { cooked?: string } | undefined)?.cooked
  if (node.type === 'BinaryExpression' && node['operator'] === '+') {
    const [left, right] = [literal(node['left']), literal(node['right'])]
    return left === undefined || right === undefined ? undefined : left + right
  }
  return undefined
}

/** Name of a member, also where it is written in brackets with a constant. */
const member = (node: Any): string | undefined =>
  node['computed'] === true ? literal(node['property']) : ((node['property'] as Any)['name'] as string | undefined)

export class ScriptReader {
  readonly #names: ReadonlySet<string>
  readonly #budget: Budget
  readonly #log: ProblemLog
  readonly #calls: Call[] = []
  readonly #strings: { text: string; file: string; line: number }[] = []
  readonly #modules = new Map<string, string[]>()
  #complete = true
  #launchRead = false

  /** @param names members that are looked for */
  constructor(names: ReadonlySet<string>, budget: Budget, log: ProblemLog) {
    this.#names = names
    this.#budget = budget
    this.#log = log
  }

  /** @param launches module names whose `App` or `Page` runs at launch, with how they are shown */
  read(source: string, file: string, launches: ReadonlyMap<string, string>): void {
    this.#budget.steps(source.length * 4)
    let tree: Any
    try {
      tree = parse(source, {
        ecmaVersion: 'latest',
        sourceType: 'module',
        allowReturnOutsideFunction: true,
        allowHashBang: true,
        locations: true,
      }) as unknown as Any
    } catch {
      try {
        tree = parse(source, {
          ecmaVersion: 'latest',
          sourceType: 'script',
          allowReturnOutsideFunction: true,
          locations: true,
        }) as unknown as Any
      } catch (error) {
        this.#complete = false
        this.#log.add('mini.script', file, {
          zh: '脚本无法解析，未读取。',
          en:
            error instanceof RangeError
              ? 'The script is nested too deeply and was not read.'
              : 'The script cannot be parsed and was not read.',
        })
        return
      }
    }
    new FileReader(this, tree, file, launches).run()
  }

  get names(): ReadonlySet<string> {
    return this.#names
  }
  step(): void {
    this.#budget.steps(1)
  }
  call(call: Call): void {
    this.#budget.entries()
    this.#calls.push(call)
  }
  string(text: string, file: string, line: number): void {
    if (this.#strings.length < MOST_STRINGS) this.#strings.push({ text, file, line })
    else this.#complete = false
  }
  requires(module: string, what: string): void {
    const known = this.#modules.get(module)
    if (known) known.push(what)
    else this.#modules.set(module, [what])
  }
  module(name: string): void {
    if (!this.#modules.has(name)) this.#modules.set(name, [])
  }
  launched(): void {
    this.#launchRead = true
  }

  result(): Scripts {
    return {
      calls: this.#calls,
      strings: this.#strings,
      modules: this.#modules,
      launchRead: this.#launchRead,
      complete: this.#complete,
    }
  }
}

interface Place {
  readonly module: string
  readonly guards: readonly string[]
}

/** Reads one script. The walk is a loop with its own stack: minified code is nested deeper than calls may be. */
class FileReader {
  readonly #to: ScriptReader
  readonly #tree: Any
  readonly #file: string
  readonly #launches: ReadonlyMap<string, string>
  /** Nodes that launch reaches, with the way there. */
  readonly #launch = new Map<Any, readonly string[]>()

  constructor(to: ScriptReader, tree: Any, file: string, launches: ReadonlyMap<string, string>) {
    this.#to = to
    this.#tree = tree
    this.#file = file
    this.#launches = launches
  }

  run(): void {
    this.#to.module(this.#file)
    this.#findLaunches()
    const stack: [Any, Place, readonly string[] | undefined][] = [
      [this.#tree, { module: this.#file, guards: [] }, undefined],
    ]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, place, way] = next
      this.#to.step()
      const here = this.#launch.get(node) ?? way
      this.#look(node, place, here)
      const module = moduleOf(node)
      if (module !== undefined) this.#to.module(module)
      const inside = module === undefined ? place : { ...place, module }
      if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
        const words = this.#wordsOf(node['test'] as Any)
        const guarded = words === undefined ? inside : { ...inside, guards: [...inside.guards, words].slice(0, 6) }
        stack.push([node['test'] as Any, inside, here], [node['consequent'] as Any, guarded, here])
        if (isNode(node['alternate'])) stack.push([node['alternate'], guarded, here])
        continue
      }
      // What stands in a dialog's arguments runs when a person has answered.
      const answered: ReadonlySet<unknown> | undefined = this.#asksPerson(node)
        ? new Set(node['arguments'] as Any[])
        : undefined
      for (const child of children(node)) stack.push([child, inside, answered?.has(child) ? undefined : here])
    }
  }

  /** A dialog waits for a person: what follows in its callbacks is not before anyone touches anything. */
  #asksPerson(node: Any): boolean {
    if (node.type !== 'CallExpression') return false
    const callee = node['callee'] as Any
    const name = callee.type === 'MemberExpression' ? member(callee) : undefined
    return (
      name === 'showModal' ||
      name === 'showActionSheet' ||
      name === 'requirePrivacyAuthorize' ||
      name === 'onNeedPrivacyAuthorization' ||
      name === 'createSelectorQuery'
    )
  }

  #wordsOf(test: Any): string | undefined {
    for (const node of deep(test)) {
      const name =
        node.type === 'Identifier'
          ? (node['name'] as string)
          : node.type === 'MemberExpression'
            ? member(node)
            : literal(node)
      if (name !== undefined && AGREES.test(name)) return name.slice(0, 60)
    }
    return undefined
  }

  #look(node: Any, place: Place, launch: readonly string[] | undefined): void {
    const line = (node.loc as { start: { line: number } } | undefined)?.start.line ?? 0
    const text = node.type === 'Literal' || node.type === 'TemplateLiteral' ? literal(node) : undefined
    if (text !== undefined && text.length > 1) this.#to.string(text, this.#file, line)
    if (node.type === 'TemplateElement') {
      const raw = (node['value'] as { cooked?: string }).cooked
      if (raw !== undefined && raw.length > 3) this.#to.string(raw, this.#file, line)
    }
    if (node.type === 'ImportDeclaration') this.#to.requires(place.module, literal(node['source']) ?? '')
    if (node.type === 'VariableDeclarator') this.#destructured(node, place, line, launch)
    if (node.type !== 'CallExpression') return
    const callee = unwrap(node['callee'] as Any)
    if (callee.type === 'Identifier' && callee['name'] === 'require') {
      const what = literal((node['arguments'] as Any[])[0])
      if (what !== undefined) this.#to.requires(place.module, what)
      return
    }
    if (callee.type !== 'MemberExpression') return
    const name = member(callee)
    if (name === undefined || !this.#to.names.has(name)) return
    const object = unwrap(callee['object'] as Any)
    const surety = suretyOf(object)
    const carries = OPENS.has(name) ? this.#carried((node['arguments'] as Any[])[0]) : undefined
    this.#to.call({
      name,
      surety,
      ...(surety === 'exact' ? { object: object['name'] as string } : {}),
      file: this.#file,
      line,
      module: place.module,
      guards: place.guards,
      ...(launch === undefined ? {} : { launch }),
      ...(carries === undefined ? {} : { carries }),
    })
  }

  /** `const { getLocation } = wx` names the member although the call does not. */
  #destructured(node: Any, place: Place, line: number, launch: readonly string[] | undefined): void {
    const [id, init] = [node['id'] as Any, node['init']]
    if (id.type !== 'ObjectPattern' || !isNode(init)) return
    const surety = suretyOf(init)
    if (surety === 'name') return
    for (const property of id['properties'] as Any[]) {
      const name = property.type === 'Property' ? keyOf(property) : undefined
      if (name !== undefined && this.#to.names.has(name))
        this.#to.call({
          name,
          surety: surety === 'exact' ? 'framework' : surety,
          file: this.#file,
          line,
          module: place.module,
          guards: place.guards,
          ...(launch ? { launch: launch } : {}),
        })
    }
  }

  #carried(argument: Any | undefined): string | undefined {
    if (!argument) return undefined
    for (const node of deep(argument)) {
      const name =
        node.type === 'Property'
          ? keyOf(node)
          : node.type === 'TemplateElement'
            ? (node['value'] as { cooked?: string }).cooked
            : literal(node)
      if (name !== undefined && name.length < 2000 && CARRIES.test(name)) return CARRIES.exec(name)![0]
    }
    return undefined
  }

  /** Marks what launch runs: the life-cycle functions of `App` and of the first page, and what they call by name. */
  #findLaunches(): void {
    const declared = new Map<string, Any>()
    const objects: { of: string; kind: string; object: Any }[] = []
    for (const [node, module] of modulesOf(this.#tree, this.#file)) {
      if (node.type === 'FunctionDeclaration' && isNode(node['id']))
        declared.set(`${module}#${node['id']['name'] as string}`, node)
      else if (
        node.type === 'VariableDeclarator' &&
        isNode(node['init']) &&
        FUNCTION.test(node['init'].type) &&
        (node['id'] as Any).type === 'Identifier'
      )
        declared.set(`${module}#${(node['id'] as Any)['name'] as string}`, node['init'])
      else if (node.type === 'CallExpression') {
        const callee = node['callee'] as Any
        const kind = callee.type === 'Identifier' ? (callee['name'] as string) : ''
        const object = (node['arguments'] as Any[])[0]
        if (/^(?:App|Page|Component)$/.test(kind) && object?.type === 'ObjectExpression' && this.#launches.has(module))
          objects.push({ of: module, kind, object })
      }
    }
    for (const { of, kind, object } of objects) {
      const shown = this.#launches.get(of)!
      if ((kind === 'App') !== (shown === 'App')) continue
      const methods = new Map<string, Any>()
      for (const property of [object, ...nested(object)].flatMap((o) => o['properties'] as Any[])) {
        const name = property.type === 'Property' ? keyOf(property) : undefined
        const value = property['value']
        if (name !== undefined && isNode(value) && FUNCTION.test(value.type)) methods.set(name, value)
      }
      this.#to.launched()
      for (const name of LAUNCH) {
        const from = methods.get(name)
        if (from) this.#mark(from, [`${shown}.${name}`], methods, declared, of)
      }
    }
  }

  #mark(
    from: Any,
    way: readonly string[],
    methods: ReadonlyMap<string, Any>,
    declared: ReadonlyMap<string, Any>,
    module: string,
  ): void {
    if (this.#launch.has(from) || way.length > DEPTH) return
    this.#launch.set(from, way)
    for (const node of deep(from)) {
      if (node.type !== 'CallExpression') continue
      const callee = unwrap(node['callee'] as Any)
      const own =
        callee.type === 'MemberExpression' &&
        ((callee['object'] as Any).type === 'ThisExpression' ||
          /^(?:that|self|_this|me)$/.test(String((callee['object'] as Any)['name'])))
      const name = own ? member(callee) : callee.type === 'Identifier' ? (callee['name'] as string) : undefined
      const target = name === undefined ? undefined : own ? methods.get(name) : declared.get(`${module}#${name}`)
      if (name !== undefined && target) this.#mark(target, [...way, name], methods, declared, module)
    }
  }
}

const nested = (object: Any): Any[] =>
  (object['properties'] as Any[]).flatMap((p) => {
    const name = p.type === 'Property' ? keyOf(p) : undefined
    const value = p['value']
    return (name === 'methods' || name === 'lifetimes' || name === 'pageLifetimes') &&
      isNode(value) &&
      value.type === 'ObjectExpression'
      ? [value]
      : []
  })

const unwrap = (node: Any): Any =>
  node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression' ? unwrap(node['expression'] as Any) : node

function suretyOf(object: Any): Surety {
  if (object.type !== 'Identifier') return 'name'
  const name = object['name'] as string
  return PLATFORM.has(name) ? 'exact' : FRAMEWORK.has(name) ? 'framework' : 'name'
}

/** The module that a compiled package defines here: `define("pages/a.js", function …)`. */
function moduleOf(node: Any): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = node['callee'] as Any
  const [name, body] = node['arguments'] as Any[]
  if (callee.type !== 'Identifier' || callee['name'] !== 'define' || !isNode(body) || !FUNCTION.test(body.type))
    return undefined
  return literal(name)
}

function* deep(from: Any): Generator<Any> {
  const stack = [from]
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node
    stack.push(...children(node))
  }
}

function* modulesOf(tree: Any, file: string): Generator<readonly [Any, string]> {
  const stack: [Any, string][] = [[tree, file]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, module] = next
    yield next
    const inside = moduleOf(node) ?? module
    for (const child of children(node)) stack.push([child, inside])
  }
}
