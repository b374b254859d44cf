import { type IosApi, iosApis } from '../catalog/device-apis.ts'
import { matchFramework, matchObjcClass } from '../catalog/sdks.ts'
import type { Slice } from '../ios/macho.ts'
import type { IosBundle, IosPackage } from '../ios/package.ts'
import { sameOwner } from './own-code.ts'

/** An interface of iOS that some code of the app uses. */
export interface IosUse {
  readonly api: IosApi
  readonly part: IosBundle
  readonly locator: string
  /** Class, selector or function that shows it. */
  readonly call: string
  /** The part belongs to the app's vendor and no known SDK is linked into it. */
  readonly own: boolean
  /** The call that does nothing but ask for a permission is sent. */
  readonly asks: boolean
}

export interface IosCode {
  readonly uses: readonly IosUse[]
  /** Names of SDK classes linked into each part. */
  readonly linked: ReadonlyMap<IosBundle, readonly string[]>
  /** All code was read, so that an interface found nowhere is not used directly. */
  readonly complete: boolean
  readonly encrypted: boolean
  readonly swift: boolean
  /** Screens are drawn by a framework from files of its own. */
  readonly drawn: boolean
}

const DRAWS = new Set(['flutter', 'unity-engine', 'cocos', 'dcloud'])
const CLASS = 'OBJC_CLASS_$_'

/** What the code of an iOS package uses, by its symbol tables, class lists and selectors. */
export function iosCode(pkg: IosPackage): IosCode {
  const parts = [pkg.app, ...pkg.parts].filter((p) => p.kind !== 'resources')
  const uses: IosUse[] = []
  const linked = new Map<IosBundle, readonly string[]>()
  let complete = pkg.app.code !== undefined
  for (const part of parts) {
    const { code } = part
    if (part.binary !== undefined && code === undefined) complete = false
    if (code === undefined) continue
    if (code.encrypted || !code.hasSymbols) complete = false
    const classes = code.classes.filter((name) => matchObjcClass(name) !== undefined)
    linked.set(part, classes)
    const sdk = matchFramework(part.name)
    const own = sdk === undefined && classes.length === 0 && isOwn(pkg, part)
    uses.push(...usesIn(code, part, own))
  }
  const codes = parts.flatMap((p) => p.code ?? [])
  return {
    uses,
    linked,
    complete,
    encrypted: codes.some((c) => c.encrypted),
    swift: codes.some((c) => c.swift),
    drawn: parts.some((p) => DRAWS.has(matchFramework(p.name)?.id ?? '')),
  }
}

const isOwn = (pkg: IosPackage, part: IosBundle): boolean =>
  part.kind === 'app' || (part.id !== undefined && pkg.id !== undefined && sameOwner(pkg.id, part.id))

function usesIn(code: Slice, part: IosBundle, own: boolean): IosUse[] {
  const imports = new Set(code.imports)
  const found: IosUse[] = []
  for (const api of iosApis) {
    const call = callOf(api, imports, code)
    if (call === undefined) continue
    const asks = (api.asks ?? []).some((name) => code.selectors.has(name) || imports.has(name))
    found.push({ api, part, locator: part.binary ?? part.path, call, own, asks })
  }
  return found
}

function callOf(api: IosApi, imports: ReadonlySet<string>, code: Slice): string | undefined {
  const called = api.functions?.find((name) => imports.has(name))
  if (called !== undefined) return called
  const type = api.classes?.find((name) => imports.has(CLASS + name))
  if (type === undefined) return undefined
  const selector = api.selectors?.find((name) => code.selectors.has(name))
  return api.selectors === undefined || code.encrypted ? type : selector && `[${type} ${selector}]`
}
