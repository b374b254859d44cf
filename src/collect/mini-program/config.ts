import type { ProblemLog } from '../archive/problem-log.ts'

export interface Plugin {
  readonly name: string
  readonly provider: string
}

export type Vendor = 'wechat' | 'alipay' | 'baidu' | 'douyin' | 'qq' | 'kuaishou' | 'jd'

/** The platform's object in programs of each vendor, and others that work there too. */
export const OBJECTS: Readonly<Record<Vendor, readonly string[]>> = {
  wechat: ['wx'],
  alipay: ['my'],
  baidu: ['swan'],
  douyin: ['tt'],
  qq: ['qq', 'wx'],
  kuaishou: ['ks', 'wx'],
  jd: ['jd', 'wx'],
}

/** Endings of templates, which each vendor has of its own. */
const TEMPLATES: Readonly<Record<string, Vendor>> = {
  wxml: 'wechat',
  axml: 'alipay',
  swan: 'baidu',
  ttml: 'douyin',
  qml: 'qq',
  ksml: 'kuaishou',
  jxml: 'jd',
}
const PROJECTS: Readonly<Record<string, Vendor>> = {
  'mini.project.json': 'alipay',
  'project.swan.json': 'baidu',
  'project.tt.json': 'douyin',
  'project.qq.json': 'qq',
  'project.ks.json': 'kuaishou',
}

/** What a program declares of itself. */
export interface MiniConfig {
  /** Whose programs these are; undefined where files of several vendors, or of none, stand side by side. */
  readonly vendor: Vendor | undefined
  /** Folder of the program inside what was given, with a slash, or empty. */
  readonly root: string
  /** File that declares it. */
  readonly file: string
  readonly appid: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  /** Registered pages, the first one shown first. */
  readonly pages: readonly string[]
  /** Roots of sub-packages. */
  readonly packages: readonly string[]
  /** Scope → description shown when it is asked for; undefined where the declaration has none. */
  readonly scopes: ReadonlyMap<string, string | undefined>
  readonly privateInfos: readonly string[]
  readonly plugins: readonly Plugin[]
  readonly privacyCheck: boolean
  /** Other programs it may open or embed. */
  readonly others: readonly string[]
}

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined

/** JSON of a program's file; developers' projects may hold comments. */
export function readJson(bytes: Buffer | undefined, name: string, log: ProblemLog): Json | undefined {
  if (!bytes || bytes.length > 4 << 20) return undefined
  const source = bytes.toString('utf8').replace(/^\uFEFF/, '')
  try {
    return object(JSON.parse(source))
  } catch {
    try {
      return object(JSON.parse(source.replace(/^\s*\/\/.*$/gm, '').replace(/,(?=\s*[}\]])/g, '')))
    } catch {
      log.add('mini.json', name, { zh: '配置文件不是有效的 JSON。', en: 'The configuration is no valid JSON.' })
      return undefined
    }
  }
}

const shortest = (names: readonly string[]): string | undefined =>
  [...names].sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b))[0]

/** The configuration of a program: `app-config.json` of a package, `app.json` of a folder. Undefined where there is none. */
export function readConfig(files: ReadonlyMap<string, Buffer>, log: ProblemLog): MiniConfig | undefined {
  const names = [...files.keys()]
  const named = (file: string) => names.filter((name) => name === file || name.endsWith(`/${file}`))
  const file =
    shortest(named('app-config.json')) ?? shortest(named('app.json').filter((name) => isProgram(files.get(name))))
  const app = file === undefined ? undefined : readJson(files.get(file), file, log)
  if (file === undefined || app === undefined) return undefined
  const root = file.slice(0, file.lastIndexOf('/') + 1)
  const project = shortest([...named('project.config.json'), ...Object.keys(PROJECTS).flatMap(named)])
  const settings = readJson(project === undefined ? undefined : files.get(project), project ?? '', log) ?? {}
  const ext = readJson(files.get(`${root}ext.json`), 'ext.json', log) ?? {}
  const sub = [
    ...(Array.isArray(app['subPackages']) ? app['subPackages'] : []),
    ...(Array.isArray(app['subpackages']) ? app['subpackages'] : []),
  ].map(object)
  const under = sub.flatMap((one) => texts(one['pages']).map((page) => `${trim(text(one['root']) ?? '')}/${page}`))
  const scopes = new Map<string, string | undefined>()
  for (const [scope, value] of Object.entries(object(app['permission'])))
    scopes.set(scope, text(object(value)['desc'])?.trim() || undefined)
  const plugins = [app, ...sub].flatMap((one) =>
    Object.entries(object(one['plugins'])).flatMap(([name, value]) => {
      const provider = text(object(value)['provider'])
      return provider === undefined ? [] : [{ name, provider }]
    }),
  )
  const window = object(object(app['global'])['window'] ?? app['window'])
  const appid = [settings['appid'], app['appid'], app['appId'], ext['extAppid']]
    .map(text)
    .find((id) => id !== undefined && /^[\w-]{6,64}$/.test(id) && !/^touristappid$/i.test(id))
  return {
    vendor: vendorOf(
      names.filter((name) => name.startsWith(root)),
      project,
      text(settings['appid']),
      file,
    ),
    root,
    file,
    appid,
    // Alipay calls the title `defaultTitle`.
    name: text(window['navigationBarTitleText']) ?? text(window['defaultTitle']) ?? text(settings['projectname']),
    version: undefined,
    pages: [...texts(app['pages']), ...under].map((page) => trim(page.replace(/\.html$/, ''))),
    packages: sub.flatMap((one) => text(one['root']) ?? []).map(trim),
    scopes,
    privateInfos: texts(app['requiredPrivateInfos']),
    plugins: plugins.filter((one, i, all) => all.findIndex((other) => other.provider === one.provider) === i),
    privacyCheck: app['__usePrivacyCheck__'] === true,
    others: [...texts(app['navigateToMiniProgramAppIdList']), ...texts(app['embeddedAppIdList'])],
  }
}

/** By templates first: a project may carry the project files of every vendor it is built for. */
function vendorOf(
  names: readonly string[],
  project: string | undefined,
  appid: string | undefined,
  file: string,
): Vendor | undefined {
  if (file.endsWith('app-config.json')) return 'wechat'
  const found = new Set(names.map((name) => TEMPLATES[name.slice(name.lastIndexOf('.') + 1)]))
  found.delete(undefined)
  if (found.size > 0) return found.size === 1 ? [...found][0] : undefined
  if (appid !== undefined && /^wx[\da-f]{16}$/.test(appid)) return 'wechat'
  if (appid !== undefined && /^tt[\da-f]{16,}$/.test(appid)) return 'douyin'
  return project === undefined ? undefined : PROJECTS[project.slice(project.lastIndexOf('/') + 1)]
}

const trim = (path: string): string => path.replace(/^\/+|\/+$/g, '')

/** An `app.json` of a program has pages; other tools use the name for other things. */
function isProgram(bytes: Buffer | undefined): boolean {
  return (
    bytes !== undefined &&
    /"(?:pages|subPackages|subpackages)"\s{0,20}:\s{0,20}\[/.test(bytes.toString('utf8', 0, 1 << 20))
  )
}
