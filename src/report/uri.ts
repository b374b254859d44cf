/**
 * A path as a relative URI reference that stays below its base: no root, no `.` or `..`, every segment
 * percent-encoded, so that no name can be read as a scheme or a host. Empty where nothing is left.
 */
export function relativeUri(path: string): string {
  return path
    .toWellFormed()
    .split(/[\\/]+/)
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map(encodeURIComponent)
    .join('/')
}
