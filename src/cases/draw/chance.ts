import { fill } from '../../law/text.ts'
import { hex, type Sha256 } from './digest.ts'
import { DrawError } from './draw-error.ts'
import type { DrawPlan, Party, Source } from './plan.ts'

/** What was published or opened, by the id of its source or party, in canonical form. */
export type Values = Readonly<Record<string, string>>

const fail = (zh: string, en: string, values: Readonly<Record<string, string | number>> = {}): never => {
  throw new DrawError(fill({ zh, en }, values))
}

/**
 * Values for every source or party of a plan, each in its canonical form: numbers without leading zeros, sorted unless
 * their order counts, joined by dots (the form of RFC 3797); hex in lower case; secrets as they are. Throws `DrawError`
 * where one is missing, too much, malformed, or does not open what a party fixed.
 */
export async function readValues(plan: DrawPlan, given: unknown, sha256: Sha256): Promise<Values> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return fail('随机数不是“来源: 数值”的形式', 'the values are no mapping of source to value')
  const { randomness } = plan
  const wanted: readonly { readonly id: string }[] =
    randomness.kind === 'published' ? randomness.sources : randomness.parties
  const known = new Set(wanted.map((w) => w.id))
  for (const id of Object.keys(given))
    if (!known.has(id))
      fail('{id} 不是已承诺的随机数来源：不得增加', '{id} is no source that was committed to: none may be added', {
        id: id.slice(0, 60),
      })
  const values: Record<string, string> = {}
  for (const { id } of wanted) {
    const value: unknown = Object.hasOwn(given, id) ? (given as Record<string, unknown>)[id] : undefined
    if (value === undefined || value === null)
      fail('缺少 {id} 的随机数：须全部公布后才能抽取', 'there is no value of {id}: all must be known before the draw', {
        id,
      })
    values[id] = ''
    if (randomness.kind === 'published') values[id] = published(randomness.sources.find((s) => s.id === id)!, value)
    else values[id] = await opened(randomness.parties.find((p) => p.id === id)!, value, sha256)
  }
  return values
}

function published(source: Source, value: unknown): string {
  const { id, form } = source
  if (form === 'hex') {
    const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
    if (!/^(?:[0-9a-f]{2}){8,512}$/.test(text))
      fail('{id} 的值应为 16 至 1024 位十六进制', 'the value of {id} must be 16 to 1024 hex digits', { id })
    return text
  }
  const parts: readonly unknown[] = Array.isArray(value)
    ? value
    : String(value)
        .trim()
        .split(/[\s,，、.]+/)
  const numbers = parts.map((part) => {
    const text = String(part)
    if (!/^\d{1,15}$/.test(text))
      fail('{id} 的值含有非整数：{text}', 'the value of {id} holds {text}, which is no whole number', {
        id,
        text: text.slice(0, 40),
      })
    return Number(text)
  })
  if (numbers.length !== source.count)
    fail('{id} 应有 {want} 个数，给出 {n} 个', '{id} has {want} numbers, {n} are given', {
      id,
      want: source.count!,
      n: numbers.length,
    })
  for (const n of numbers)
    if (source.from !== undefined && (n < source.from || n > source.to!))
      fail('{id} 的 {n} 不在 {from} 至 {to} 之间', '{n} of {id} is not from {from} to {to}', {
        id,
        n,
        from: source.from,
        to: source.to!,
      })
  if (source.repeats === false && new Set(numbers).size < numbers.length)
    fail('{id} 的数有重复', 'a number of {id} comes twice', { id })
  return (source.ordered ? numbers : numbers.toSorted((a, b) => a - b)).join('.')
}

async function opened(party: Party, value: unknown, sha256: Sha256): Promise<string> {
  const { id } = party
  if (typeof value !== 'string' || !/^[0-9a-f]{32,128}$/.test(value))
    return fail(
      '{id} 的秘密值应为 32 至 128 位小写十六进制',
      'the secret of {id} must be 32 to 128 lower-case hex digits',
      { id },
    )
  if ((await partyCommitment(id, value, sha256)) !== party.commitment)
    fail(
      '{id} 公开的秘密值与其承诺不符：不得抽取',
      'the secret of {id} does not open its commitment: the draw cannot go on',
      { id },
    )
  return value
}

/** What a party publishes before the draw. */
export const partyCommitment = async (id: string, secret: string, sha256: Sha256): Promise<string> =>
  hex(await sha256.of([`guiju/draw/1 party\n${id}\n${secret}\n`]))

/** The seed of a draw: the commitment and every value, so that the same numbers serve two draws differently. */
export const seedOf = (commitment: string, values: Values, sha256: Sha256): Promise<Uint8Array> =>
  sha256.of([
    `guiju/draw/1 seed\n${commitment}\n${Object.keys(values)
      .sort()
      .map((id) => `${JSON.stringify(id)} ${values[id]}/\n`)
      .join('')}`,
  ])

/** Bits of chance in a plan's sources, as far as their ranges are known: the result cannot be less foreseeable. */
export function bitsOf(plan: DrawPlan): number | undefined {
  if (plan.randomness.kind !== 'published') return undefined
  let bits = 0
  for (const { form, count = 0, from, to, ordered, repeats } of plan.randomness.sources) {
    if (form === 'hex' || from === undefined || to === undefined) return undefined
    for (let i = 0; i < count; i += 1) {
      bits += Math.log2(Math.max(1, to - from + 1 - (repeats === false ? i : 0)))
      if (!ordered) bits -= Math.log2(i + 1)
    }
  }
  return Math.max(0, Math.floor(bits))
}
