import table from './framework.json' with { type: 'json' }

/** Class-name prefixes (each ends on a dot) of the platform, its support libraries and languages. */
export const frameworkPrefixes: readonly string[] = table.prefixes

const roots = new Set(frameworkPrefixes.map((prefix) => prefix.slice(0, prefix.indexOf('.'))))

/** True for a class of the platform or its support libraries (dots, no descriptor). */
export function isFramework(className: string): boolean {
  const dot = className.indexOf('.')
  if (dot <= 0 || !roots.has(className.slice(0, dot))) return false
  const starts = (prefix: string) => className.startsWith(prefix)
  return frameworkPrefixes.some(starts) && !table.except.some(starts)
}
