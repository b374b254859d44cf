import { ATTR } from './attributes.ts'
import type { AxmlElement } from './axml.ts'
import { className, flag, integer, namesOf, word } from './element.ts'
import type { Resources } from './resources.ts'
import { isReference } from './values.ts'

export type ComponentKind = 'activity' | 'activity-alias' | 'service' | 'receiver' | 'provider'

export interface IntentFilter {
  readonly actions: readonly string[]
  readonly categories: readonly string[]
  /** `scheme://host` or a media type, as far as stated. */
  readonly data: readonly string[]
  readonly priority: number
}

export interface MetaData {
  readonly name: string
  /** String, number or boolean written out, references followed; undefined where it is a resource or empty. */
  readonly value: string | undefined
  /** Resource id of `android:resource`, 0 if none. */
  readonly resource: number
}

export interface Component {
  readonly kind: ComponentKind
  /** Full class name; for an alias its own name, which is no class. */
  readonly name: string
  /** Class behind an alias. */
  readonly target: string | undefined
  readonly enabled: boolean
  /** As stated; undefined where the manifest does not say. */
  readonly exported: boolean | undefined
  readonly process: string | undefined
  readonly permission: string | undefined
  /** Of providers. */
  readonly authorities: readonly string[]
  /** Of providers: higher ones are created first. */
  readonly initOrder: number
  /** Of services: bits of `foregroundServiceType`. */
  readonly foregroundServiceType: number
  readonly filters: readonly IntentFilter[]
  readonly metaData: readonly MetaData[]
  /** Line in the manifest, 0 if unknown. */
  readonly line: number
}

export interface Launcher {
  /** Class that starts. */
  readonly activity: string
  /** The alias through which it starts. */
  readonly alias: string | undefined
  /** Whether the activity behind an alias is itself enabled; Android starts it through the alias either way. */
  readonly targetEnabled: boolean
}

const KINDS: ReadonlySet<string> = new Set(['activity', 'activity-alias', 'service', 'receiver', 'provider'])

/** Reads a component of the application element; `undefined` for other elements and components without a name. */
export function readComponent(element: AxmlElement, owner: string, resources: Resources): Component | undefined {
  const tag = element.name
  if (!KINDS.has(tag)) return undefined
  const name = className(element, ATTR.name, owner, resources)
  if (name === undefined) return undefined
  const authorities = tag === 'provider' ? (word(element, ATTR.authorities, resources) ?? '') : ''
  return {
    kind: tag as ComponentKind,
    name,
    target: tag === 'activity-alias' ? className(element, ATTR.targetActivity, owner, resources) : undefined,
    enabled: flag(element, ATTR.enabled, resources) ?? true,
    exported: flag(element, ATTR.exported, resources),
    process: word(element, ATTR.process, resources),
    permission: word(element, ATTR.permission, resources),
    authorities: authorities.split(';').filter((authority) => authority !== ''),
    initOrder: integer(element, ATTR.initOrder, resources) ?? 0,
    foregroundServiceType: integer(element, ATTR.foregroundServiceType, resources) ?? 0,
    filters: element.children
      .filter((child) => child.name === 'intent-filter')
      .map((filter) => readFilter(filter, resources)),
    metaData: readMetaData(element, resources),
    line: element.line,
  }
}

/** The `meta-data` children of an element. */
export function readMetaData(parent: AxmlElement, resources: Resources): MetaData[] {
  const list: MetaData[] = []
  for (const child of parent.children) {
    const name = child.name === 'meta-data' ? word(child, ATTR.name, resources) : undefined
    if (name === undefined) continue
    const resource = child.find(ATTR.resource)
    list.push({
      name,
      value: word(child, ATTR.value, resources),
      resource: resource !== undefined && isReference(resource) ? resource.data : 0,
    })
  }
  return list
}

/** Enabled activities and aliases on the home screen, of an enabled application. */
export function launchersOf(components: readonly Component[], applicationEnabled: boolean): Launcher[] {
  if (!applicationEnabled) return []
  const launchers: Launcher[] = []
  for (const component of components) {
    if (!component.enabled || !component.filters.some(isLauncher)) continue
    if (component.kind === 'activity')
      launchers.push({ activity: component.name, alias: undefined, targetEnabled: true })
    else if (component.kind === 'activity-alias' && component.target !== undefined) {
      const target = components.find(({ kind, name }) => kind === 'activity' && name === component.target)
      launchers.push({ activity: component.target, alias: component.name, targetEnabled: target?.enabled ?? false })
    }
  }
  return launchers
}

const isLauncher = (filter: IntentFilter): boolean =>
  filter.actions.includes('android.intent.action.MAIN') &&
  filter.categories.includes('android.intent.category.LAUNCHER')

function readFilter(element: AxmlElement, resources: Resources): IntentFilter {
  const data: string[] = []
  for (const child of element.children) {
    if (child.name !== 'data') continue
    const scheme = word(child, ATTR.scheme, resources)
    const host = word(child, ATTR.host, resources)
    const mime = word(child, ATTR.mimeType, resources)
    if (scheme !== undefined || host !== undefined)
      data.push(host === undefined ? `${scheme}:` : `${scheme ?? ''}://${host}`)
    if (mime !== undefined) data.push(mime)
  }
  return {
    actions: namesOf(element, 'action', resources),
    categories: namesOf(element, 'category', resources),
    data,
    priority: integer(element, ATTR.priority, resources) ?? 0,
  }
}
