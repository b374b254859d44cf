/** A permission the app asks for. */
export interface UsesPermission {
  readonly name: string
  /** Last platform version on which it is asked for; undefined: on all. */
  readonly maxSdkVersion: number | undefined
  /** 23 when it is only asked for with run-time grants (`uses-permission-sdk-23`). */
  readonly minSdkVersion: number | undefined
  /** The app says it derives no location from it (Android 12). */
  readonly neverForLocation: boolean
  /** Why the system adds it although the manifest does not name it. */
  readonly implied: 'target-sdk-below-4' | 'target-sdk-below-16' | 'write-implies-read' | undefined
  /** Line in the manifest of the first declaration, 0 if unknown. */
  readonly line: number
}

/** `usesPermissionFlags`: neverForLocation. */
export const NEVER_FOR_LOCATION = 0x00010000

/** Joins repeated declarations of one name: asked for wherever one of them asks. */
export function joinPermissions(declared: readonly UsesPermission[]): UsesPermission[] {
  const byName = new Map<string, UsesPermission>()
  for (const next of declared) {
    const known = byName.get(next.name)
    byName.set(
      next.name,
      known === undefined
        ? next
        : {
            ...known,
            maxSdkVersion: widest(known.maxSdkVersion, next.maxSdkVersion, Math.max),
            minSdkVersion: widest(known.minSdkVersion, next.minSdkVersion, Math.min),
            neverForLocation: known.neverForLocation && next.neverForLocation,
          },
    )
  }
  return [...byName.values()]
}

const widest = (a: number | undefined, b: number | undefined, pick: (a: number, b: number) => number) =>
  a === undefined || b === undefined ? undefined : pick(a, b)

/**
 * Permissions the system grants without a declaration, to keep old apps running: storage and phone state below target
 * version 4, call log below 16 with contacts, reading storage with writing it. `targetSdk`: 1 when nothing is stated.
 */
export function impliedPermissions(declared: readonly UsesPermission[], targetSdk: number): UsesPermission[] {
  const names = new Map(declared.map((permission) => [permission.name, permission]))
  const implied: UsesPermission[] = []
  const add = (name: string, why: NonNullable<UsesPermission['implied']>, from?: UsesPermission): void => {
    const full = `android.permission.${name}`
    if (names.has(full)) return
    const permission: UsesPermission = {
      name: full,
      maxSdkVersion: from?.maxSdkVersion,
      minSdkVersion: from?.minSdkVersion,
      neverForLocation: false,
      implied: why,
      line: 0,
    }
    names.set(full, permission)
    implied.push(permission)
  }
  if (targetSdk < 4) {
    add('WRITE_EXTERNAL_STORAGE', 'target-sdk-below-4')
    add('READ_PHONE_STATE', 'target-sdk-below-4')
  }
  const write = names.get('android.permission.WRITE_EXTERNAL_STORAGE')
  if (write !== undefined) add('READ_EXTERNAL_STORAGE', 'write-implies-read', write)
  if (targetSdk < 16)
    for (const access of ['READ', 'WRITE']) {
      const contacts = names.get(`android.permission.${access}_CONTACTS`)
      if (contacts !== undefined) add(`${access}_CALL_LOG`, 'target-sdk-below-16', contacts)
    }
  return implied
}
