import { type HarmonyApi, harmonyApis } from '../catalog/device-apis.ts'
import type { AbcRecord } from '../harmony/abc.ts'
import type { HarmonyPackage, HarmonyPart } from '../harmony/package.ts'

/** An interface of the system that source files of the app import and whose member code names. */
export interface HarmonyUse {
  readonly api: HarmonyApi
  readonly part: HarmonyPart
  readonly module: string
  readonly member: string
  /** Source files that import it. */
  readonly files: readonly string[]
  /** All of them are the app's own. */
  readonly own: boolean
}

export interface HarmonyCode {
  readonly uses: readonly HarmonyUse[]
  /** All byte code was read, so that an interface found nowhere is not used by it. */
  readonly complete: boolean
  /** Code asks for permissions at run time; undefined where not all code could be read. */
  readonly asks: boolean | undefined
  /** Packages built in, each with files of it, and whether the app's own files import it. */
  readonly packages: ReadonlyMap<string, { readonly files: readonly string[]; readonly importedBy: string | undefined }>
}

const ASKS = ['requestPermissionsFromUser', 'requestPermissionOnSetting']

/** What the byte code of a HarmonyOS package imports and names. */
export function harmonyCode(pkg: HarmonyPackage): HarmonyCode {
  const complete = pkg.parts.every((p) => p.code?.complete === true) && pkg.textsComplete()
  const owners = new Set(pkg.parts.flatMap((p) => [p.module.name, p.module.name.toLowerCase()]))
  const isOwn = (record: AbcRecord) =>
    record.package === undefined ? !record.name.includes('@') : owners.has(record.package)
  const asks = pkg.parts.some((p) => ASKS.some((name) => p.code?.strings.includes(name)))
  return {
    uses: pkg.parts.flatMap((part) => usesIn(part, isOwn)),
    complete,
    asks: asks || (complete ? false : undefined),
    packages: packagesIn(pkg, isOwn),
  }
}

function usesIn(part: HarmonyPart, isOwn: (record: AbcRecord) => boolean): HarmonyUse[] {
  const { code } = part
  if (code === undefined) return []
  const strings = new Set(code.strings)
  return harmonyApis.flatMap((api) => {
    const module = api.modules.find((name) => code.records.some((r) => r.requests.includes(name)))
    const member = api.members?.find((name) => strings.has(name))
    if (module === undefined || member === undefined) return []
    const files = code.records.filter((r) => r.requests.some((name) => api.modules.includes(name)))
    return [{ api, part, module, member, files: files.map((r) => r.name), own: files.every(isOwn) }]
  })
}

/** `@normalized:N&&&@umeng/analytics/Index&1.2.0` and `@bundle:com.x/entry@lottie/index` name a package inside. */
const asksFor = (request: string, name: string): boolean =>
  request === name || request.includes(`&${name}/`) || request.includes(`@${name}/`)

function packagesIn(pkg: HarmonyPackage, isOwn: (record: AbcRecord) => boolean): HarmonyCode['packages'] {
  const found = new Map<string, { files: string[]; importedBy: string | undefined }>()
  const records = pkg.parts.flatMap((p) => p.code?.records ?? [])
  for (const record of records) {
    if (isOwn(record) || record.package === undefined) continue
    const known = found.get(record.package) ?? { files: [], importedBy: undefined }
    if (known.files.length < 3) known.files.push(record.name)
    found.set(record.package, known)
  }
  for (const record of records) {
    if (!isOwn(record)) continue
    for (const [name, entry] of found)
      if (entry.importedBy === undefined && record.requests.some((request) => asksFor(request, name)))
        entry.importedBy = record.name
  }
  return found
}
