import fc from 'fast-check'

/**
 * A file of JSON changed in one way: a byte, a value, a key, an element taken out, doubled, moved or brought from
 * elsewhere in it, or the text around it. Never the file itself.
 */
export function changesOf(text: string): fc.Arbitrary<string> {
  const paths = pathsIn(JSON.parse(text))
  const place = fc.nat(paths.length - 1).map((i) => paths[i]!)
  const structured = fc.tuple(place, place, fc.constantFrom(...KINDS)).map(([path, other, kind]) => {
    const file = JSON.parse(text)
    change(file, path, kind, valueAt(JSON.parse(text), other))
    return `${JSON.stringify(file, null, 1)}\n`
  })
  const bytes = fc.tuple(fc.nat(Buffer.byteLength(text) - 1), fc.integer({ min: 0, max: 7 })).map(([at, bit]) => {
    const changed = Buffer.from(text)
    changed[at]! ^= 1 << bit
    return changed.toString('utf8')
  })
  const around = fc
    .tuple(fc.nat(text.length), fc.constantFrom(' ', '\n', ',', '0', '"x": 1,', '\u200b'), fc.nat(40))
    .map(([at, more, less]) =>
      less > 20 ? text.slice(0, at) + text.slice(at + less) : text.slice(0, at) + more + text.slice(at),
    )
  return fc
    .oneof({ weight: 3, arbitrary: structured }, { weight: 2, arbitrary: bytes }, { weight: 1, arbitrary: around })
    .filter((changed) => changed !== text)
}

type Path = readonly (string | number)[]
// biome-ignore lint/suspicious/noExplicitAny: any JSON
type Json = any

function pathsIn(value: Json): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
  return [...keys].flatMap((key) => [[key], ...pathsIn(value[key]).map((path) => [key, ...path])])
}

const valueAt = (value: Json, path: Path): Json => path.reduce((at, key) => at[key], value)

const KINDS = ['other', 'letter', 'null', 'out', 'double', 'swap', 'reverse', 'key', 'grow'] as const

function change(file: Json, path: Path, kind: (typeof KINDS)[number], other: Json): void {
  const key = path.at(-1)!
  const holder = valueAt(file, path.slice(0, -1))
  const value = holder[key]
  switch (kind) {
    case 'other':
      holder[key] = other
      break
    case 'letter':
      holder[key] =
        typeof value === 'string'
          ? value.replace(/^./u, (c) => (c === '0' ? '1' : '0'))
          : typeof value === 'number'
            ? value + 1
            : typeof value === 'boolean'
              ? !value
              : [value]
      break
    case 'null':
      holder[key] = null
      break
    case 'out':
      if (Array.isArray(holder)) holder.splice(key as number, 1)
      else delete holder[key]
      break
    case 'double':
      if (Array.isArray(holder)) holder.splice(key as number, 0, value)
      else holder[`${key}2`] = value
      break
    case 'swap':
      if (Array.isArray(holder) && holder.length > 1) {
        const next = ((key as number) + 1) % holder.length
        ;[holder[key as number], holder[next]] = [holder[next], holder[key as number]]
      } else holder[key] = [value]
      break
    case 'reverse': {
      if (Array.isArray(holder)) holder.reverse()
      else {
        const entries = Object.entries(holder).reverse()
        for (const name of Object.keys(holder)) delete holder[name]
        for (const [name, one] of entries) holder[name] = one
      }
      break
    }
    case 'key':
      if (Array.isArray(holder)) holder.push('x')
      else {
        delete holder[key]
        holder[`${key}x`] = value
      }
      break
    case 'grow':
      if (typeof value === 'object' && value !== null) value[Array.isArray(value) ? value.length : 'x'] = 1
      else holder[key] = `${value} `
      break
    default:
      kind satisfies never
  }
}
