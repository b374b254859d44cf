import { type Any, children, deep, FUNCTION, isNode, keyOf, literal, member, unwrap } from './ast.ts'
import { fileOf, Modules } from './bundle.ts'

/** Where a program begins. */
export interface Launches {
  /** Modules whose `App` or `Page` runs at launch, with how they are shown. */
  readonly modules: ReadonlyMap<string, string>
  /** Modules that the program's own script requires: a bundler may have put the program there. */
  readonly around: ReadonlySet<string>
}

/** What launch reaches in one script: functions with the way there, and whether a launch was found at all. */
export interface Launched {
  readonly ways: ReadonlyMap<Any, readonly string[]>
  readonly found: boolean
}

const LIFE = ['onLaunch', 'onShow', 'onLoad', 'created', 'attached']
/** Life-cycle methods of components that frameworks make programs and pages from. */
const COMPONENT = ['componentWillMount', 'componentDidMount', 'componentDidShow']
const IN_CLASS = [...LIFE, ...COMPONENT]
/** Functions that are given what to do at launch. */
const HOOKS = {
  App: /^(?:useLaunch|onLaunch)$/,
  Page: /^(?:useLoad|useDidShow|onLoad|onShow)$/,
} as const
const DEPTH = 6

interface Root {
  readonly module: string
  readonly shown: string
  readonly methods: ReadonlyMap<string, Any>
  readonly names: readonly string[]
}

/** Finds what a script does at launch: `App` and the first page by themselves, inside a bundler's modules, or by Taro and uni-app. */
export function launchesIn(tree: Any, file: string, launches: Launches): Launched {
  const declared = new Map<string, Any>()
  const nodes: [Any, string][] = []
  const modules = new Modules()
  const stack: [Any, string][] = [[tree, file]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, outer] = next
    const module = modules.enter(node, outer)
    declare(node, module, declared)
    if (/^(?:CallExpression|ObjectExpression|ClassBody|ArrayExpression)$/.test(node.type)) nodes.push([node, module])
    for (const child of children(node)) stack.push([child, module])
  }
  const direct = nodes.flatMap(([node, module]) => rootsOfCall(node, module, launches, declared))
  const roots = [...direct, ...nodes.flatMap(([node, module]) => rootsAround(node, module, launches, direct))]
  const ways = new Map<Any, readonly string[]>()
  for (const { module, shown, methods, names } of roots)
    for (const name of names) {
      const from = methods.get(name)
      if (from) mark(from, [`${shown}.${name}`], methods, declared, module, ways)
    }
  return { ways, found: roots.length > 0 }
}

function declare(node: Any, module: string, declared: Map<string, Any>): void {
  if (node.type === 'FunctionDeclaration' && isNode(node['id']))
    declared.set(`${module}#${node['id']['name'] as string}`, node)
  else if (
    node.type === 'VariableDeclarator' &&
    isNode(node['init']) &&
    (FUNCTION.test(node['init'].type) || node['init'].type === 'ObjectExpression') &&
    (node['id'] as Any).type === 'Identifier'
  )
    declared.set(`${module}#${(node['id'] as Any)['name'] as string}`, node['init'])
}

/** `App({ … })`, `Page({ … })`, `Component({ … })`, also where the object goes through other functions first. */
function rootsOfCall(node: Any, module: string, launches: Launches, declared: ReadonlyMap<string, Any>): Root[] {
  const shown = launches.modules.get(fileOf(module))
  if (shown === undefined || node.type !== 'CallExpression') return []
  const callee = unwrap(node['callee'] as Any)
  const kind = callee.type === 'Identifier' ? (callee['name'] as string) : ''
  if (!/^(?:App|Page|Component)$/.test(kind) || (kind === 'App') !== (shown === 'App')) return []
  return objectsIn((node['arguments'] as Any[])[0], module, declared, 0).map((object) => ({
    module,
    shown,
    methods: methodsOf(object),
    names: LIFE,
  }))
}

function objectsIn(value: Any | undefined, module: string, declared: ReadonlyMap<string, Any>, depth: number): Any[] {
  if (!value || depth > 3) return []
  const node = unwrap(value)
  if (node.type === 'ObjectExpression') return [node]
  if (node.type === 'Identifier')
    return objectsIn(declared.get(`${module}#${node['name'] as string}`), module, declared, depth + 1)
  if (node.type !== 'CallExpression') return []
  return (node['arguments'] as Any[]).flatMap((one) => objectsIn(one, module, declared, depth + 1))
}

/** What frameworks make a program from: an object or class with `onLaunch`, a hook. The first page likewise. */
function rootsAround(node: Any, module: string, launches: Launches, direct: readonly Root[]): Root[] {
  const file = fileOf(module)
  const own = launches.modules.get(file)
  if (own === undefined && !launches.around.has(file)) return []
  const shown = own ?? 'App'
  const app = shown === 'App'
  const root = (methods: ReadonlyMap<string, Any>, names: readonly string[]): Root[] => [
    { module, shown, methods, names },
  ]
  if (node.type === 'CallExpression') {
    const callee = unwrap(node['callee'] as Any)
    const name = callee.type === 'Identifier' ? (callee['name'] as string) : called(callee)
    const first = (node['arguments'] as Any[])[0]
    if (name === undefined || !first || !FUNCTION.test(first.type)) return []
    if (HOOKS[app ? 'App' : 'Page'].test(name) || (name === 'useEffect' && own !== undefined && onMount(node)))
      return root(new Map([[name, first]]), [name])
    return []
  }
  if (node.type === 'ObjectExpression') {
    const methods = methodsOf(node)
    if (app) return methods.has('onLaunch') && !known(direct, methods) ? root(methods, ['onLaunch', 'onShow']) : []
    const page = methods.has('onLoad') && direct.every((one) => one.shown !== shown || one.methods.size === 0)
    return page ? root(methods, LIFE) : []
  }
  const methods = classOf(node)
  if (methods.size === 0) return []
  const isApp =
    methods.has('onLaunch') ||
    (own !== undefined && (methods.has('componentDidShow') || methods.has('componentDidHide')))
  const isPage = own !== undefined && COMPONENT.some((name) => methods.has(name))
  return (app ? isApp : isPage) ? root(methods, IN_CLASS) : []
}

const known = (direct: readonly Root[], methods: ReadonlyMap<string, Any>): boolean =>
  direct.some((one) => one.methods.get('onLaunch') === methods.get('onLaunch'))

/** `x.useLaunch`, also as bundlers write a call of it: `(0, x.useLaunch)(…)`. */
function called(callee: Any): string | undefined {
  const last = callee.type === 'SequenceExpression' ? (callee['expressions'] as Any[]).at(-1) : callee
  return last?.type === 'MemberExpression' ? member(last) : undefined
}

/** An effect that depends on nothing runs once, when the page comes up. */
const onMount = (node: Any): boolean => {
  const second = (node['arguments'] as Any[])[1]
  return second?.type === 'ArrayExpression' && (second['elements'] as unknown[]).length === 0
}

function methodsOf(object: Any): ReadonlyMap<string, Any> {
  const methods = new Map<string, Any>()
  for (const property of [object, ...nested(object)].flatMap((one) => one['properties'] as Any[])) {
    const name = property.type === 'Property' ? keyOf(property) : undefined
    const value = property['value']
    if (name !== undefined && isNode(value) && FUNCTION.test(value.type)) methods.set(name, value)
  }
  return methods
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

/** Methods of a class, or of one that was compiled to a list of `{ key, value }`. */
function classOf(node: Any): ReadonlyMap<string, Any> {
  const methods = new Map<string, Any>()
  if (node.type === 'ClassBody')
    for (const one of node['body'] as Any[]) {
      const name = keyOf(one)
      const value = one['value']
      if (name !== undefined && isNode(value) && FUNCTION.test(value.type)) methods.set(name, value)
    }
  if (node.type === 'ArrayExpression')
    for (const one of node['elements'] as (Any | null)[]) {
      if (one?.type !== 'ObjectExpression') return new Map()
      const pairs = new Map(
        (one['properties'] as Any[]).map((p) => [p.type === 'Property' ? keyOf(p) : '', p['value']]),
      )
      const [name, value] = [literal(pairs.get('key')), pairs.get('value')]
      if (name !== undefined && isNode(value) && FUNCTION.test(value.type)) methods.set(name, value)
    }
  return methods
}

/** Marks a function that launch runs, and what it calls by name. */
function mark(
  from: Any,
  way: readonly string[],
  methods: ReadonlyMap<string, Any>,
  declared: ReadonlyMap<string, Any>,
  module: string,
  ways: Map<Any, readonly string[]>,
): void {
  if (ways.has(from) || way.length > DEPTH) return
  ways.set(from, way)
  for (const node of deep(from)) {
    if (node.type !== 'CallExpression') continue
    const callee = unwrap(node['callee'] as Any)
    const own =
      callee.type === 'MemberExpression' &&
      ((callee['object'] as Any).type === 'ThisExpression' ||
        /^(?:that|self|_this|me)$/.test(String((callee['object'] as Any)['name'])))
    const name = own ? member(callee) : callee.type === 'Identifier' ? (callee['name'] as string) : undefined
    const target = name === undefined ? undefined : own ? methods.get(name) : declared.get(`${module}#${name}`)
    if (name !== undefined && target && FUNCTION.test(target.type))
      mark(target, [...way, name], methods, declared, module, ways)
  }
}
