import rows from './site-families.json' with { type: 'json' }

/** Registered names of one company each, where nothing in the names says so: our own table, from the companies’ sites. */
const familyOf = new Map((rows as string[][]).flatMap((names, i) => names.map((name) => [name, i] as const)))

export const sameFamily = (a: string, b: string): boolean => {
  const family = familyOf.get(a)
  return family !== undefined && family === familyOf.get(b)
}

/** Words that companies put into a name they keep for their own files. */
const FILES = /img|pic|cdn|static|asset/

/** Words for what a host does, and not for whose it is: having them in common says nothing. */
const ROLES =
  /^(?:track(?:er|ing)?s?|partners?|collect(?:or)?|analytics?|stats?|statistics|metrics?|beacon|report(?:er)?|monitor|ads?|advert\w*|adnet\w*|marketing|push|logs?|data|events?|cdn|img|static|assets?|files?|api|app|apps|web|site|page|home|shop|mall|store|news|live|play|game|test|demo|third|party|vendor|service|cloud)$/

/**
 * Whether two registered names may be one company’s: one is a part of the other, or both begin alike. It is no proof of
 * that, but enough not to call one a third party to the other.
 */
export function alike(a: string, b: string): boolean {
  const [one, other] = [a, b].map(brandParts) as [string[], string[]]
  const [x, y] = [one.join(''), other.join('')]
  const [short, long] = x.length <= y.length ? [x, y] : [y, x]
  if (short.length < 2 || [one, other].some((parts) => parts.every((part) => ROLES.test(part)))) return false
  if (short.length >= 4 ? long.includes(short) : short.length === 3 && long.startsWith(short)) return true
  const hyphened = one.length > 1 || other.length > 1
  if (hyphened && one[0] === other[0] && one[0]!.length >= 2 && !ROLES.test(one[0]!)) return true
  let same = 0
  while (same < short.length && x[same] === y[same]) same++
  if (ROLES.test(x.slice(0, same))) return false
  return same >= 4 || (same >= 2 && (FILES.test(x.slice(2)) || FILES.test(y.slice(2))))
}

/** The parts between hyphens of the name that was registered, digits at its end left out. */
const brandParts = (name: string): string[] =>
  name
    .split('.')[0]!
    .replace(/\d+$/, '')
    .split('-')
    .filter((part) => part !== '')
