import { type Any, children, FUNCTION, isNode, keyOf, literal, member, unwrap } from './ast.ts'

/** The module that a compiled package defines here: `define("pages/a.js", function …)`. */
export function moduleOf(node: Any): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = node['callee'] as Any
  const [name, body] = node['arguments'] as Any[]
  if (callee.type !== 'Identifier' || callee['name'] !== 'define' || !isNode(body) || !FUNCTION.test(body.type))
    return undefined
  return literal(name)
}

/** Module without the number a bundler gave it inside: `app.js#212` is `app.js`. */
export const fileOf = (module: string): string => module.split('#')[0]!

/** Names modules while a tree is walked from its root: those of a package, and inside them those of a bundler. */
export class Modules {
  readonly #inner = new Map<Any, string>()

  /** Module of a node, whose parent stands in `current`. */
  enter(node: Any, current: string): string {
    for (const [body, id] of bundled(node)) this.#inner.set(body, id)
    const inner = this.#inner.get(node)
    return moduleOf(node) ?? (inner === undefined ? current : `${fileOf(current)}#${inner}`)
  }
}

/** Functions that a bundler wraps modules in, with the id it gave them. */
function bundled(node: Any): (readonly [Any, string])[] {
  if (node.type === 'CallExpression') {
    const callee = unwrap(node['callee'] as Any)
    const first = (node['arguments'] as Any[])[0]
    if (callee.type === 'MemberExpression' && member(callee) === 'push' && first?.type === 'ArrayExpression')
      return tableOf((first['elements'] as (Any | null)[])[1] ?? undefined, 1)
    if (FUNCTION.test(callee.type)) return tableOf(first, 1)
  }
  if (node.type === 'VariableDeclarator') return tableOf(node['init'] as Any | undefined, 2)
  return []
}

/** A table of modules: nothing but functions of up to three arguments, by number, path or hash. */
function tableOf(table: Any | undefined, least: number): (readonly [Any, string])[] {
  const found: (readonly [Any, string])[] = []
  const add = (body: unknown, id: string | undefined): boolean => {
    if (!isNode(body) || !FUNCTION.test(body.type) || id === undefined) return false
    if ((body['params'] as unknown[]).length > 3) return false
    found.push([body, id])
    return true
  }
  if (table?.type === 'ArrayExpression') {
    for (const [i, one] of (table['elements'] as (Any | null)[]).entries())
      if (one !== null && !add(one, String(i))) return []
  } else if (table?.type === 'ObjectExpression')
    for (const one of table['properties'] as Any[]) {
      const id = one.type === 'Property' ? idOf(one) : undefined
      if (!add(one['value'], id)) return []
    }
  return found.length >= least ? found : []
}

/** A module's id; a name that code gives its own functions is none. */
function idOf(property: Any): string | undefined {
  const key = property['key'] as Any
  if (key.type === 'Literal' && typeof key['value'] === 'number') return String(key['value'])
  const name = keyOf(property)
  return name !== undefined && (/[./]/.test(name) || /^\d+$/.test(name) || /^(?=.*\d)[\w+]{4,20}$/.test(name))
    ? name.slice(0, 120)
    : undefined
}

/** `platform`: the framework's object for the platform. `module`: what holds it. `vendor`: a bundle that exports it. */
type Alias = 'platform' | 'module' | 'vendor'
/** Names that stand for the platform here; `none` where a nearer declaration took the name. */
export type Aliases = ReadonlyMap<string, Alias | 'none'>
export const NO_ALIASES: Aliases = new Map()

export const PLATFORM = new Set(['wx', 'my', 'swan', 'tt', 'qq', 'ks', 'jd'])
export const FRAMEWORK = new Set(['Taro', 'uni', 'mpx', 'wepy'])
const HOLDS = /^@tarojs\/taro$|tarojs\/taro(?:\/|$)|@dcloudio\/uni-mp|uni-mp-\w+/
const VENDOR = /(?:^|\/)common\/vendor(?:\.js)?$/
/** Bundlers that keep readable names write the package into them. */
const NAMED = /tarojs_taro|dcloudio_uni_mp/
const EXPORTED = /^(?:default|a|Z|ZP|index)$/

/** Surely not the platform, whatever it is called; the result of a call or a member may be something around it. */
const OTHER = /^(?:ThisExpression|NewExpression|ObjectExpression|ArrayExpression|Literal|ClassExpression)$|Function/

/** What an expression stands for; undefined where it is nothing of the platform. */
export function aliasOf(value: unknown, known: Aliases): Alias | undefined {
  if (!isNode(value)) return undefined
  const node = unwrap(value)
  if (node.type === 'Identifier') {
    const name = node['name'] as string
    const alias = known.get(name)
    if (alias !== undefined) return alias === 'none' ? undefined : alias
    if (PLATFORM.has(name) || FRAMEWORK.has(name)) return 'platform'
    return NAMED.test(name) ? 'module' : name === 'common_vendor' ? 'vendor' : undefined
  }
  if (node.type === 'MemberExpression') {
    const of = aliasOf(node['object'], known)
    const name = member(node) ?? ''
    if (of === 'module' && EXPORTED.test(name)) return 'platform'
    return of === 'vendor' && name === 'index' ? 'platform' : undefined
  }
  if (node.type === 'ConditionalExpression' || node.type === 'LogicalExpression')
    return node.type === 'LogicalExpression'
      ? (aliasOf(node['left'], known) ?? aliasOf(node['right'], known))
      : (aliasOf(node['consequent'], known) ?? aliasOf(node['alternate'], known))
  if (node.type !== 'CallExpression') return undefined
  const callee = unwrap(node['callee'] as Any)
  const args = node['arguments'] as Any[]
  // `s.n(module)` makes a function that gives the module's own export.
  if (args.length === 0) return aliasOf(callee, known) === 'module' ? 'platform' : undefined
  const what = args.length === 1 ? literal(args[0]) : undefined
  if (what !== undefined && callee.type === 'Identifier')
    return HOLDS.test(what) ? 'module' : VENDOR.test(what) ? 'vendor' : undefined
  return args.length === 1 && aliasOf(args[0], known) === 'module' ? 'module' : undefined
}

/** The names that stand for the platform inside a function or program, of which `known` are those outside. */
export function aliasesIn(scope: Any, known: Aliases, given: ReadonlyMap<Any, readonly Any[]>): Aliases {
  let own: Map<string, Alias | 'none'> | undefined
  const put = (name: string, alias: Alias | undefined) => {
    if (alias === undefined && !known.has(name) && !PLATFORM.has(name) && !FRAMEWORK.has(name)) return
    own ??= new Map(known)
    own.set(name, alias ?? 'none')
  }
  const args = given.get(scope)
  for (const [i, param] of ((scope['params'] ?? []) as Any[]).entries()) {
    if (param.type !== 'Identifier') continue
    const name = param['name'] as string
    const argument = args?.[i]
    if (argument) put(name, aliasOf(argument, known) ?? (injected(argument) ? 'platform' : undefined))
    // A parameter that bears the platform's name is what a bundler gives the module, or a program's own wrapper.
    else if (known.has(name)) put(name, undefined)
  }
  const stack = children(scope)
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (FUNCTION.test(node.type)) continue
    if (node.type === 'VariableDeclarator' && (node['id'] as Any).type === 'Identifier') {
      const name = (node['id'] as Any)['name'] as string
      const alias = aliasOf(node['init'], own ?? known)
      if (alias !== undefined || (known.has(name) && isNode(node['init']))) put(name, alias)
      else if ((PLATFORM.has(name) || FRAMEWORK.has(name)) && isNode(node['init']))
        put(name, OTHER.test(node['init'].type) ? undefined : 'platform')
    } else if (node.type === 'ImportDeclaration' && HOLDS.test(literal(node['source']) ?? ''))
      for (const one of node['specifiers'] as Any[])
        if (one.type !== 'ImportSpecifier')
          put((one['local'] as Any)['name'] as string, one.type === 'ImportDefaultSpecifier' ? 'platform' : 'module')
    stack.push(...children(node))
  }
  return own ?? known
}

/** uni-app hands its object to each module: `(function (e) { … }).call(this, n("543d")["default"])`. */
const injected = (argument: Any): boolean => {
  const node = unwrap(argument)
  if (node.type !== 'MemberExpression' || member(node) !== 'default') return false
  const from = unwrap(node['object'] as Any)
  return (
    from.type === 'CallExpression' &&
    (from['callee'] as Any).type === 'Identifier' &&
    /^[\da-f]{4}$|uni-mp/.test(literal((from['arguments'] as Any[])[0]) ?? '')
  )
}

/** The function that a call runs at once, and what it is given: `(function (a) { … })(x)`, `….call(this, x)`. */
export function givenTo(node: Any): readonly [Any, readonly Any[]] | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = unwrap(node['callee'] as Any)
  const args = node['arguments'] as Any[]
  if (FUNCTION.test(callee.type)) return [callee, args]
  if (callee.type !== 'MemberExpression' || member(callee) !== 'call') return undefined
  const of = unwrap(callee['object'] as Any)
  return FUNCTION.test(of.type) ? [of, args.slice(1)] : undefined
}
