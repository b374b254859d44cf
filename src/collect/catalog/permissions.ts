import type { Text } from '../../law/text.ts'
import android from './permissions.json' with { type: 'json' }
import harmony from './permissions-harmony.json' with { type: 'json' }
import ios from './permissions-ios.json' with { type: 'json' }

export interface PermissionGroup extends Text {
  readonly id: string
}

export type AndroidLevel = 'dangerous' | 'normal' | 'special' | 'signature'

/** An Android permission and the personal data it opens. */
export interface AndroidPermission extends Text {
  readonly permission: string
  /** Runtime group, asked of the user in one dialog. */
  readonly group?: string
  /** `dangerous`: asked at run time; `special`: granted on a settings page. */
  readonly level: AndroidLevel
  readonly items: readonly string[]
  /** Names apps and policies give it. */
  readonly namesZh: readonly string[]
  readonly source: string
}

/** A HarmonyOS permission; `user` is asked at run time and needs `reason` and `usedScene`. */
export interface HarmonyPermission extends Text {
  readonly permission: string
  readonly grant: 'user' | 'system'
  readonly group?: string
  readonly items: readonly string[]
  readonly namesZh: readonly string[]
  /** API version since which it is no longer to be used. */
  readonly deprecatedSince?: number
  readonly source: string
}

/** A key of Info.plist whose text iOS shows when it asks the user. */
export interface IosUsage extends Text {
  readonly key: string
  readonly items: readonly string[]
  readonly namesZh: readonly string[]
  readonly replacedBy?: readonly string[]
  readonly source: string
}

export const androidGroups: readonly PermissionGroup[] = android.groups
export const androidPermissions = android.permissions as readonly AndroidPermission[]
export const harmonyGroups: readonly PermissionGroup[] = harmony.groups
export const harmonyPermissions = harmony.permissions as readonly HarmonyPermission[]
export const iosUsages: readonly IosUsage[] = ios.keys

const byAndroid = new Map(androidPermissions.map((row) => [row.permission, row]))
const byHarmony = new Map(harmonyPermissions.map((row) => [row.permission, row]))
const byIos = new Map(iosUsages.map((row) => [row.key, row]))

export function androidPermission(name: string): AndroidPermission | undefined {
  return byAndroid.get(name)
}

export function harmonyPermission(name: string): HarmonyPermission | undefined {
  return byHarmony.get(name)
}

export function iosUsage(key: string): IosUsage | undefined {
  return byIos.get(key)
}

/** Runtime groups of the dangerous permissions among `names`, each once, in order of first appearance. */
export function androidRuntimeGroups(names: readonly string[]): readonly string[] {
  const groups = names.flatMap((name) => {
    const row = byAndroid.get(name)
    return row?.level === 'dangerous' && row.group ? [row.group] : []
  })
  return [...new Set(groups)]
}
