import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { ATTR } from './attributes.ts'
import { type AxmlElement, parseAxml } from './axml.ts'
import { type Component, type Launcher, launchersOf, type MetaData, readComponent, readMetaData } from './components.ts'
import { className, flag, namesOf, plainWord, word } from './element.ts'
import { impliedPermissions, joinPermissions, NEVER_FOR_LOCATION, type UsesPermission } from './permissions.ts'
import type { LocalText, Resources } from './resources.ts'
import { isReference, type Value } from './values.ts'

export interface Application {
  /** Full name of the Application class; undefined: the system's own. */
  readonly name: string | undefined
  /** Full name of the class that creates all components, before the Application. */
  readonly appComponentFactory: string | undefined
  readonly zygotePreloadName: string | undefined
  readonly backupAgent: string | undefined
  readonly label: LocalText
  readonly enabled: boolean
  readonly hasCode: boolean
  readonly debuggable: boolean
  readonly testOnly: boolean
  /** Undefined where the manifest does not say; the default depends on the target version. */
  readonly usesCleartextTraffic: boolean | undefined
  /** Path of the network security configuration inside the package. */
  readonly networkSecurityConfig: string | undefined
  readonly allowBackup: boolean | undefined
  readonly requestLegacyExternalStorage: boolean | undefined
  readonly process: string | undefined
  readonly permission: string | undefined
  readonly metaData: readonly MetaData[]
  readonly line: number
}

export interface AndroidManifest {
  readonly package: string
  /** Name of the split this manifest belongs to; undefined for the base. */
  readonly split: string | undefined
  /** Split it adds a configuration to; empty: the base; undefined: no configuration split. */
  readonly configForSplit: string | undefined
  readonly isFeatureSplit: boolean
  /** The base does not run without its splits. */
  readonly splitsRequired: boolean
  /** As a decimal number of up to 64 bits. */
  readonly versionCode: string | undefined
  readonly versionName: string | undefined
  /** Undefined: not stated, which Android reads as 1. */
  readonly minSdk: number | undefined
  /** As stated; undefined: not stated. See `effectiveTargetSdk`. */
  readonly targetSdk: number | undefined
  readonly maxSdk: number | undefined
  /** The version Android treats the app as made for: the target, else the minimum, else 1. */
  readonly effectiveTargetSdk: number
  readonly application: Application | undefined
  /** One per name; implied ones are marked. */
  readonly permissions: readonly UsesPermission[]
  /** Permissions the app itself defines. */
  readonly definesPermissions: readonly string[]
  readonly features: readonly { readonly name: string; readonly required: boolean }[]
  readonly components: readonly Component[]
  readonly launchers: readonly Launcher[]
  /** Classes that `androidx.startup` runs before the Application's `onCreate`. */
  readonly startupInitializers: readonly string[]
  readonly queries: {
    readonly packages: readonly string[]
    readonly actions: readonly string[]
    readonly authorities: readonly string[]
  }
}

const NEVER = { zh: '清单根元素不是 manifest。', en: 'The root element is not a manifest.' }

/** Reads AndroidManifest.xml. `undefined` with a problem when it is no manifest. */
export function readManifest(
  bytes: Buffer,
  resources: Resources,
  budget: Budget,
  log: ProblemLog,
  locator: string,
): AndroidManifest | undefined {
  const root = parseAxml(bytes, budget, log, locator)
  if (root === undefined) return undefined
  if (root.name !== 'manifest') {
    log.add('manifest.root', locator, NEVER)
    return undefined
  }
  return log.guard(locator, () => readRoot(root, resources))
}

function readRoot(root: AxmlElement, resources: Resources): AndroidManifest {
  const owner = plainWord(root, 'package', resources) ?? ''
  const sdk = root.children.filter((child) => child.name === 'uses-sdk')
  const sdkOf = (id: number): number | undefined => {
    for (const element of sdk) {
      const version = sdkVersion(element.find(id), resources)
      if (version !== undefined) return version
    }
    return undefined
  }
  const minSdk = sdkOf(ATTR.minSdkVersion)
  const targetSdk = sdkOf(ATTR.targetSdkVersion)
  const effectiveTargetSdk = targetSdk ?? minSdk ?? 1
  // Android reads the first application element only.
  const element = root.children.find((child) => child.name === 'application')
  const application = element === undefined ? undefined : readApplication(element, owner, resources)
  const components: Component[] = []
  for (const child of element?.children ?? []) {
    const component = readComponent(child, owner, resources)
    if (component !== undefined) components.push(component)
  }
  const declared = joinPermissions(readPermissions(root, resources))
  return {
    package: owner,
    split: plainWord(root, 'split', resources),
    configForSplit: plainWord(root, 'configForSplit', resources),
    isFeatureSplit: flag(root, ATTR.isFeatureSplit, resources) ?? false,
    splitsRequired: needsSplits(root, application, resources),
    versionCode: versionCode(root, resources),
    versionName: word(root, ATTR.versionName, resources),
    minSdk,
    targetSdk,
    maxSdk: sdkOf(ATTR.maxSdkVersion),
    effectiveTargetSdk,
    application,
    permissions: [...declared, ...impliedPermissions(declared, effectiveTargetSdk)],
    definesPermissions: namesOf(root, 'permission', resources),
    features: readFeatures(root, resources),
    components,
    launchers: launchersOf(components, application?.enabled ?? true),
    startupInitializers: initializersOf(components),
    queries: readQueries(root, resources),
  }
}

function readApplication(element: AxmlElement, owner: string, resources: Resources): Application {
  const named = (id: number): string | undefined => className(element, id, owner, resources)
  const label = element.find(ATTR.label)
  const network = element.find(ATTR.networkSecurityConfig)
  return {
    name: named(ATTR.name),
    appComponentFactory: named(ATTR.appComponentFactory),
    zygotePreloadName: named(ATTR.zygotePreloadName),
    backupAgent: named(ATTR.backupAgent),
    label: label === undefined ? { id: 0 } : resources.text(label),
    enabled: flag(element, ATTR.enabled, resources) ?? true,
    hasCode: flag(element, ATTR.hasCode, resources) ?? true,
    debuggable: flag(element, ATTR.debuggable, resources) ?? false,
    testOnly: flag(element, ATTR.testOnly, resources) ?? false,
    usesCleartextTraffic: flag(element, ATTR.usesCleartextTraffic, resources),
    networkSecurityConfig: network !== undefined && isReference(network) ? resources.paths(network.data)[0] : undefined,
    allowBackup: flag(element, ATTR.allowBackup, resources),
    requestLegacyExternalStorage: flag(element, ATTR.requestLegacyExternalStorage, resources),
    process: word(element, ATTR.process, resources),
    permission: word(element, ATTR.permission, resources),
    metaData: readMetaData(element, resources),
    line: element.line,
  }
}

function needsSplits(root: AxmlElement, application: Application | undefined, resources: Resources): boolean {
  const named = (id: number): boolean => (word(root, id, resources) ?? '') !== ''
  return (
    flag(root, ATTR.isSplitRequired, resources) === true ||
    named(ATTR.requiredSplitTypes) ||
    (application?.metaData ?? []).some((m) => m.name === 'com.android.vending.splits.required' && m.value === 'true')
  )
}

const PERMISSION_TAGS: ReadonlyMap<string, number | undefined> = new Map([
  ['uses-permission', undefined],
  ['uses-permission-sdk-23', 23],
  ['uses-permission-sdk-m', 23],
])

function readPermissions(root: AxmlElement, resources: Resources): UsesPermission[] {
  const list: UsesPermission[] = []
  for (const child of root.children) {
    if (!PERMISSION_TAGS.has(child.name)) continue
    const name = word(child, ATTR.name, resources)
    if (name === undefined || name === '') continue
    const max = child.find(ATTR.maxSdkVersion)
    const flags = child.find(ATTR.usesPermissionFlags)
    list.push({
      name,
      maxSdkVersion: max === undefined ? undefined : resources.integer(max),
      minSdkVersion: PERMISSION_TAGS.get(child.name),
      neverForLocation: flags !== undefined && ((resources.integer(flags) ?? 0) & NEVER_FOR_LOCATION) !== 0,
      implied: undefined,
      line: child.line,
    })
  }
  return list
}

function readFeatures(root: AxmlElement, resources: Resources): { name: string; required: boolean }[] {
  const list: { name: string; required: boolean }[] = []
  for (const child of root.children) {
    const name = child.name === 'uses-feature' ? word(child, ATTR.name, resources) : undefined
    if (name !== undefined) list.push({ name, required: flag(child, ATTR.required, resources) ?? true })
  }
  return list
}

function readQueries(root: AxmlElement, resources: Resources): AndroidManifest['queries'] {
  const packages: string[] = []
  const actions: string[] = []
  const authorities: string[] = []
  for (const queries of root.children.filter((child) => child.name === 'queries')) {
    packages.push(...namesOf(queries, 'package', resources))
    for (const child of queries.children) {
      if (child.name === 'intent') actions.push(...namesOf(child, 'action', resources))
      const list = child.name === 'provider' ? word(child, ATTR.authorities, resources) : undefined
      if (list !== undefined) authorities.push(...list.split(';').filter((name) => name !== ''))
    }
  }
  return { packages, actions, authorities }
}

/** Initializers named in the metadata of the startup provider. */
function initializersOf(components: readonly Component[]): string[] {
  const list: string[] = []
  for (const component of components)
    if (component.kind === 'provider' && component.name === 'androidx.startup.InitializationProvider')
      for (const item of component.metaData) if (item.value === 'androidx.startup') list.push(item.name)
  return [...new Set(list)]
}

function versionCode(root: AxmlElement, resources: Resources): string | undefined {
  const low = root.find(ATTR.versionCode)
  const high = root.find(ATTR.versionCodeMajor)
  const code = low === undefined ? undefined : resources.integer(low)
  if (code === undefined) return undefined
  const major = high === undefined ? 0 : (resources.integer(high) ?? 0)
  return ((BigInt(major >>> 0) << 32n) | BigInt(code >>> 0)).toString()
}

/** Platform version; a code name such as `S` stands for a version not yet released when the app was built. */
function sdkVersion(value: Value | undefined, resources: Resources): number | undefined {
  if (value === undefined) return undefined
  const number = resources.integer(value)
  if (number !== undefined) return number
  const name = resources.word(value)
  return name === undefined || name === '' ? undefined : 10_000
}
