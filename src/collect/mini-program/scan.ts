import type { ProblemLog } from '../archive/problem-log.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { miniApis } from '../catalog/mini-program.ts'
import { type MiniConfig, readConfig } from './config.ts'
import type { MiniFiles } from './files.ts'
import { type Call, ScriptReader, type Scripts } from './scripts.ts'
import { readTemplate, type Template } from './templates.ts'

/** Members that say how the program asks, or that open something else. */
export const PRIVACY = [
  'getPrivacySetting',
  'onNeedPrivacyAuthorization',
  'requirePrivacyAuthorize',
  'openPrivacyContract',
] as const
const OTHERS = [
  'navigateToMiniProgram',
  'openEmbeddedMiniProgram',
  'request',
  'uploadFile',
  'connectSocket',
  'authorize',
]

/** Everything one mini program shows before it is turned into facts. */
export interface MiniScan {
  readonly config: MiniConfig | undefined
  readonly files: ReadonlyMap<string, Buffer>
  readonly scripts: Scripts
  readonly templates: ReadonlyMap<string, Template>
  readonly compiled: boolean
  /** Sub-packages that are declared and not there. */
  readonly missing: readonly string[]
  /** Every file that was given was read. */
  readonly complete: boolean
  /** All texts and scripts of the program were read. */
  readonly textsRead: boolean
  /** Whether the module a call stands in is used by the program: its own pages and what they require. */
  used(call: Call): 'used' | 'unknown' | 'unused'
  /** Whether a template belongs to a page or component that the program uses. */
  shows(file: string): boolean
}

const SCRIPT = /\.(?:js|wxs|sjs)$/i
const TEMPLATE = /\.(?:wxml|axml|swan|ttml|qml|ksml|jxml)$/i
/** Bundlers put many modules into one; which of them runs cannot be told from names. */
const BUNDLED = /webpackJsonp|webpackChunk|__webpack_require__/

export function scanMini(given: MiniFiles, budget: Budget, log: ProblemLog): MiniScan {
  const { files } = given
  const config = readConfig(files, log)
  const root = config?.root ?? ''
  const inside = (name: string) => name.startsWith(root)
  const reader = new ScriptReader(new Set([...miniApis.map((api) => api.name), ...PRIVACY, ...OTHERS]), budget, log)
  const starts = new Map<string, string>()
  const first = config?.pages[0]
  for (const prefix of new Set(['', root])) {
    starts.set(`${prefix}app.js`, 'App')
    if (first !== undefined) starts.set(`${prefix}${first}.js`, first)
  }
  const launches = { modules: starts, around: aroundApp(files, root) }
  const templates = new Map<string, Template>()
  const bundled = new Set<string>()
  let complete = given.complete
  try {
    for (const [name, bytes] of files) {
      if (!inside(name)) continue
      if (SCRIPT.test(name)) {
        const source = bytes.toString('utf8')
        if (BUNDLED.test(source)) bundled.add(name)
        reader.read(source, name, launches)
      } else if (TEMPLATE.test(name)) templates.set(name, readTemplate(bytes.toString('utf8'), name, budget))
    }
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
    complete = false
  }
  const scripts = reader.result()
  const names = [...files.keys()]
  const missing = (config?.packages ?? []).filter((path) => !names.some((name) => name.startsWith(`${root}${path}/`)))
  const reached = reach(scripts, config, root, files)
  return {
    config,
    files,
    scripts,
    templates,
    compiled: given.compiled,
    complete,
    missing,
    textsRead: complete && scripts.complete && config !== undefined && missing.length === 0,
    used(call) {
      if (bundled.has(call.file) || call.module.includes('#')) return 'unknown'
      return reached.has(key(call.module, root)) ? 'used' : 'unused'
    },
    shows: (file) => reached.has(key(file, root).replace(TEMPLATE, '')),
  }
}

const MOST_AROUND = 60
/** Modules that `app.js` requires, by the words of scripts and of the modules a package holds. */
function aroundApp(files: ReadonlyMap<string, Buffer>, root: string): ReadonlySet<string> {
  const sources = new Map<string, string>()
  for (const [name, bytes] of files) {
    if (!name.endsWith('.js') || !name.startsWith(root)) continue
    const parts = bytes.toString('utf8').split(/\bdefine\(\s{0,4}["']([^"'\n]{1,200}\.js)["']/)
    sources.set(name, parts[0]!)
    for (let i = 1; i < parts.length; i += 2) sources.set(parts[i]!, parts[i + 1]!)
  }
  const found = new Set<string>()
  const start = sources.has(`${root}app.js`) ? `${root}app.js` : 'app.js'
  const stack = [start]
  for (let at = stack.pop(); at !== undefined && found.size < MOST_AROUND; at = stack.pop()) {
    const source = sources.get(at)
    if (source === undefined || found.has(at)) continue
    found.add(at)
    for (const [, what] of source.matchAll(/\brequire\(\s{0,4}["'](\.{0,2}[\w@./-]{1,120})["']/g)) {
      const path = join(at.split('/').slice(0, -1), what!)
      stack.push(path.endsWith('.js') ? path : `${path}.js`)
    }
  }
  found.delete(start)
  return found
}

/** Module names without root and ending. */
const key = (module: string, root: string): string =>
  (module.startsWith(root) ? module.slice(root.length) : module).replace(/\.js$/, '')

/** Modules that the registered pages, the program itself and their components use, by what they require. */
function reach(
  scripts: Scripts,
  config: MiniConfig | undefined,
  root: string,
  files: ReadonlyMap<string, Buffer>,
): ReadonlySet<string> {
  const required = new Map([...scripts.modules].map(([name, list]) => [key(name, root), list]))
  const found = new Set<string>()
  const stack = ['app', ...(config?.pages ?? [])]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (found.has(at)) continue
    found.add(at)
    const folder = at.split('/').slice(0, -1)
    for (const what of [...(required.get(at) ?? []), ...components(files.get(`${root}${at}.json`))]) {
      const path = (what.startsWith('.') ? join(folder, what) : what.replace(/^\/+/, '')).replace(/\.js$/, '')
      for (const one of [
        path,
        `${path}/index`,
        `miniprogram_npm/${path}/index`,
        join(folder, what).replace(/\.js$/, ''),
      ])
        if ((required.has(one) || files.has(`${root}${one}.json`)) && !found.has(one)) stack.push(one)
    }
  }
  return found
}

function join(folder: readonly string[], path: string): string {
  const out = [...folder]
  for (const part of path.split('/')) {
    if (part === '..') out.pop()
    else if (part !== '.' && part !== '') out.push(part)
  }
  return out.join('/')
}

function components(bytes: Buffer | undefined): string[] {
  if (!bytes || bytes.length > 1 << 20) return []
  try {
    const used =
      (JSON.parse(bytes.toString('utf8')) as { usingComponents?: Record<string, unknown> }).usingComponents ?? {}
    return Object.values(used).filter((one): one is string => typeof one === 'string')
  } catch {
    return []
  }
}
