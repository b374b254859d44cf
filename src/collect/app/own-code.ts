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
export function ownCode(pkg: Pick<AndroidPackage, 'manifest'>, className: string): boolean {
  const segments = (pkg.manifest?.package ?? '').split('.')
  if (segments.length < 2) return false
  const length = SHARED.has(segments.slice(0, 2).join('.')) ? 3 : 2
  return segments.length >= length && className.startsWith(`${segments.slice(0, length).join('.')}.`)
}
