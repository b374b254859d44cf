import rows from './site-families.json' with { type: 'json' }

/** Registered names of one company each, where nothing in the names says so: our own table, from the companies’ sites. */
const familyOf = new Map((rows as string[][]).flatMap((names, i) => names.map((name) => [name, i] as const)))

export const sameFamily = (a: string, b: string): boolean => {
  const family = familyOf.get(a)
  return family !== undefined && family === familyOf.get(b)
}

/** Words that companies put into a name they keep for their own files. */
const FILES = /img|pic|cdn|static|asset/

/**
 * Whether two registered names may be one company’s: one is a part of the other, or both begin alike. It is no proof of
 * that, but enough not to call one a third party to the other.
 */
export function alike(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => name.split('.')[0]!.replace(/\d+$/, '')) as [string, string]
  const [x, y] = [one.replaceAll('-', ''), other.replaceAll('-', '')]
  const [short, long] = x.length <= y.length ? [x, y] : [y, x]
  if (short.length < 2) return false
  if (short.length >= 4 ? long.includes(short) : short.length === 3 && long.startsWith(short)) return true
  const [start, begins] = [one.split('-')[0]!, other.split('-')[0]!]
  if ((one.includes('-') || other.includes('-')) && start.length >= 2 && start === begins) return true
  let same = 0
  while (same < short.length && x[same] === y[same]) same++
  return same >= 4 || (same >= 2 && (FILES.test(x.slice(2)) || FILES.test(y.slice(2))))
}
