import type { AndroidPackage } from '../android/package.ts'

/** Domains under which many unrelated owners publish: the owner stands one segment further. */
const SHARED = new Set([
  'com.github',
  'io.github',
  'com.gitee',
  'org.example',
  'com.example',
  'com.google',
  'com.android',
])

/**
 * Whether a class is the app vendor's own: it shares the reversed domain of the package name. A vendor that ships its
 * own SDK in its own app is no third party.
 */
export const ownCode = (pkg: Pick<AndroidPackage, 'manifest'>, className: string): boolean =>
  sameOwner(pkg.manifest?.package ?? '', className)

/** Whether a dotted name stands under the reversed domain of an app's id. */
export function sameOwner(appId: string, name: string): boolean {
  const segments = appId.split('.')
  if (segments.length < 2) return false
  const length = SHARED.has(segments.slice(0, 2).join('.')) ? 3 : 2
  return segments.length >= length && name.startsWith(`${segments.slice(0, length).join('.')}.`)
}
