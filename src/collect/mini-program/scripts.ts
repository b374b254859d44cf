import { parse } from 'acorn'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { type Any, children, deep, FUNCTION, isNode, keyOf, literal, member, unwrap } from './ast.ts'
import { type Aliases, aliasesIn, aliasOf, givenTo, Modules, NO_ALIASES, PLATFORM } from './bundle.ts'
import { type Launches, launchesIn } from './launch.ts'

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

const AGREES = /agree|privacy|consent|authori[sz]|同意|隐私|授权/i
const CARRIES = /token|openid|unionid|session_?(?:key|id)|phone|mobile|手机|id_?card|user_?id/i
const OPENS = new Set(['navigateToMiniProgram', 'openEmbeddedMiniProgram', 'navigateTo', 'redirectTo', 'reLaunch'])
const MOST_STRINGS = 400_000

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

  read(source: string, file: string, launches: Launches): void {
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
  readonly aliases: Aliases
  readonly guards: readonly string[]
}

/** Reads one script. The walk is a loop with its own stack: minified code is nested deeper than calls may be. */
class FileReader {
  readonly #to: ScriptReader
  readonly #tree: Any
  readonly #file: string
  readonly #launches: Launches

  constructor(to: ScriptReader, tree: Any, file: string, launches: Launches) {
    this.#to = to
    this.#tree = tree
    this.#file = file
    this.#launches = launches
  }

  run(): void {
    this.#to.module(this.#file)
    const { ways, found } = launchesIn(this.#tree, this.#file, this.#launches)
    if (found) this.#to.launched()
    const modules = new Modules()
    const given = new Map<Any, readonly Any[]>()
    const start: Place = { module: this.#file, aliases: aliasesIn(this.#tree, NO_ALIASES, given), guards: [] }
    const stack: [Any, Place, readonly string[] | undefined][] = [[this.#tree, start, undefined]]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, outer, way] = next
      this.#to.step()
      const here = ways.get(node) ?? way
      const call = givenTo(node)
      if (call) given.set(...call)
      const aliases = FUNCTION.test(node.type) ? aliasesIn(node, outer.aliases, given) : outer.aliases
      const place = aliases === outer.aliases ? outer : { ...outer, aliases }
      this.#look(node, place, here)
      const module = modules.enter(node, place.module)
      if (module !== place.module) this.#to.module(module)
      const inside = module === place.module ? place : { ...place, module }
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
    const surety = suretyOf(object, place.aliases)
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
    const surety = suretyOf(init, place.aliases)
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
}

function suretyOf(object: Any, aliases: Aliases): Surety {
  const name = object.type === 'Identifier' ? (object['name'] as string) : ''
  if (PLATFORM.has(name) && !aliases.has(name)) return 'exact'
  const alias = aliasOf(object, aliases)
  return alias === 'platform' || alias === 'module' ? 'framework' : 'name'
}
