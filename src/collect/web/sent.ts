import { createHash } from 'node:crypto'
import type { Strength } from '../../facts/evidence.ts'
import type { RequestEvent, RunEvent } from './events.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import type { PhaseRun, Run } from './run-model.ts'
import { isThirdParty, perhapsOwn } from './site.ts'
import type { StoredItem } from './storage.ts'

/** A personal value that a request carries. */
export interface Sent {
  readonly phase: PhaseRun
  readonly request: RequestEvent
  /** Number of the request in the phase's HAR, from 1. */
  readonly number: number
  readonly thirdParty: boolean
  /** The host may be the page’s own company by another name: `thirdParty` is false, and not known. */
  readonly unsure?: true
  /** Kind of data, by its id in the catalogue. */
  readonly item: string
  readonly strength: Strength
  /** Where in the request, and how it was recognised; the value is masked. */
  readonly words: string
}

const SHORTEST = 8
const DAY = 86_400_000

/** A value that was stored on the device in one phase. */
export interface Secret {
  readonly value: string
  /** Outlives the visit. */
  readonly lasting: boolean
  readonly place: string
  /** Stands there by itself, not only as a part of an address. */
  readonly alone: boolean
}

/** All personal values that requests of a run carry: planted ones, and identifiers made for this device. */
export function sentIn(run: Run): Sent[] {
  const page = new URL(run.url)
  const leaves = run.phases.map((phase) =>
    phase.events.filter(isRequest).map((request) => ({ request, leaves: leavesOf(request) })),
  )
  const stable = stableIn(run, leaves)
  const common = valuesInSeveral(run)
  const found: Sent[] = []
  for (const [i, phase] of run.phases.entries()) {
    const secrets = secretsOf(phase, run).filter((secret) => !common.has(secret.value))
    const byValue = new Map<string, Secret & { readonly how: string }>()
    for (const secret of secrets) for (const [form, how] of forms(secret.value)) byValue.set(form, { ...secret, how })
    const alone = secrets.filter((secret) => secret.alone)
    const addresses = addressesIn(phase)
    const typed = typedBy(phase)
    for (const [n, { request, leaves: all }] of leaves[i]!.entries()) {
      const url = URL.parse(request.url)
      if (!url || request.refused === 'private') continue
      const other = isThirdParty(page, url)
      const unsure = other && perhapsOwn(page, url)
      const thirdParty = other && !unsure
      const to = { thirdParty, ...(unsure ? { unsure } : {}) }
      const note = (item: string, strength: Strength, words: string) =>
        found.push({ phase, request, number: n + 1, ...to, item, strength, words })
      if (thirdParty && request.referrer !== undefined)
        for (const { path, value } of leavesOf({ url: request.referrer })) {
          const planted = typed.get(value.toLowerCase()) ?? typed.get(value)
          const known = planted ? undefined : (byValue.get(value) ?? byValue.get(value.toLowerCase()))
          if (!planted && (!known?.lasting || isEnvironment(value, phase))) continue
          const how = planted?.how ?? `与${known!.place}相同`
          // Sent by the browser and not by a script: whether it is read there is not to be seen.
          note(planted?.item ?? 'device-id', 'indicated', `Referer ${path}=${mask(value)}（${how}）`)
        }
      const place = located(all, phase)
      if (place) note('precise-location', 'shown', place)
      for (const { path, value } of all) {
        const planted = typed.get(value.toLowerCase()) ?? typed.get(value)
        if (planted && (thirdParty || planted.item === 'clipboard'))
          note(planted.item, 'shown', `${path}=${mask(value)}（${planted.how}）`)
        if (planted) continue
        if (isEnvironment(value, phase)) continue
        const known = byValue.get(value) ?? byValue.get(value.toLowerCase()) ?? contained(value, secrets)
        const key = `${url.host}${url.pathname} ${path}`
        const same = stable.has(key)
        if (path.startsWith('cookie.')) {
          if (other && known?.lasting)
            note('cookie', thirdParty ? 'shown' : 'indicated', `${path}=${mask(value)}（${known.place}）`)
          continue
        }
        if (!known && !same) continue
        // An address that was kept whole and is asked for, a signed one of a picture say: who put that in is not known.
        const kept =
          path.startsWith('url') && addresses.has(url.href) && known?.alone !== true && !contained(value, alone)
        const how = known
          ? `${path}=${mask(value)}（与${known.place}相同${'how' in known && known.how !== '' ? `，${known.how}` : ''}）`
          : `${path}=${mask(value)}（同一环境多次打开不变，不同环境各不相同）`
        const lasting = known?.lasting === true || same
        const named = IDENTIFIER.test(path.split('.').at(-1) ?? '')
        if (thirdParty) note('device-id', lasting && !kept ? 'shown' : 'indicated', how)
        else if (lasting && named) note('device-id', known?.lasting && !kept ? 'shown' : 'indicated', how)
        else if (lasting) note('device-id', 'indicated', how)
      }
    }
  }
  return strongest(found)
}

/** Names under which identifiers of a device or visitor are sent. */
const IDENTIFIER =
  /(?:^|[_-])(?:device|dev|visitor|client|user|anonymous|anon|distinct|browser|machine|open|union|guest)[_-]?(?:id|no|code|key|token)?$|(?:^|[_-])(?:did|udid|uuid|guid|uid|vid|cid|fp|fpid|finger(?:print)?|oaid|imei|idfa|aid|cuid|suid|muid|puid)$|(?:device|visitor|client|distinct|anonymous|machine)id$/i

const isRequest = (event: RunEvent): event is RequestEvent => event.kind === 'request'

/** One finding for a request, item and strength; a shown one makes an indicated one of the same item needless. */
function strongest(found: readonly Sent[]): Sent[] {
  const best = new Map<string, Sent>()
  for (const one of found) {
    const key = `${one.phase.name} ${one.number} ${one.item}`
    const known = best.get(key)
    if (!known || (known.strength === 'indicated' && one.strength === 'shown')) best.set(key, one)
  }
  return [...best.values()]
}

export const mask = (value: string): string => (value.length <= 6 ? '***' : `${value.slice(0, 4)}…${value.slice(-2)}`)

/** Where something is kept, as a developer calls it. */
export const placeOf = (item: StoredItem): string =>
  item.in === 'indexedDB' ? 'IndexedDB' : item.in === 'cache' ? 'Cache' : item.local ? 'localStorage' : 'sessionStorage'

/** Values that pages stored in one phase, and pieces of them. */
export function secretsOf(phase: PhaseRun, run: Run): Secret[] {
  const found = new Map<string, Secret>()
  const add = (value: string, lasting: boolean, place: string) => {
    const addresses = addressesOf(value)
    const inside = addresses.map((one) => `${one} ${decoded(one)}`).join(' ')
    const beside = addresses.reduce((rest, one) => rest.replaceAll(one, ' '), plainSlashes(value))
    for (const { value: piece } of [{ value }, ...leavesOf({ body: value })]) {
      if (!worthy(piece)) continue
      const known = found.get(piece)
      const alone = known?.alone === true || beside.includes(piece) || !inside.includes(piece)
      if (known?.lasting) found.set(piece, { ...known, alone })
      else found.set(piece, { value: piece, lasting, place, alone })
    }
  }
  const start = Date.parse(run.startedAt)
  for (const { cookies, items } of phase.stored) {
    for (const cookie of cookies)
      add(cookie.value, cookie.expires !== undefined && cookie.expires * 1000 - start > DAY, `Cookie ${cookie.name}`)
    for (const item of items) add(item.value, item.local, `${placeOf(item)} ${item.name}`)
  }
  for (const event of phase.events)
    if (event.kind === 'request')
      for (const set of event.sets ?? []) {
        const [pair, ...rest] = set.split(';')
        const at = pair!.indexOf('=')
        if (at > 0) add(pair!.slice(at + 1), outlives(rest.join(';'), start), `Cookie ${pair!.slice(0, at)}`)
      }
  return [...found.values()]
}

/** Addresses in a text that was stored, also where JSON was cut short. */
const addressesOf = (text: string): string[] => plainSlashes(text).match(/https?:\/\/[^\s"'<>\\]+/gi) ?? []
const plainSlashes = (text: string): string => text.replaceAll('\\/', '/').replaceAll('\\u0026', '&')

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** Addresses that a phase stored. */
const addressesIn = (phase: PhaseRun): ReadonlySet<string> =>
  new Set(
    phase.stored.flatMap(({ items }) =>
      items.flatMap((item) => addressesOf(item.value).flatMap((one) => URL.parse(one)?.href ?? [])),
    ),
  )

function outlives(attributes: string, start: number): boolean {
  const age = /max-age\s*=\s*(\d+)/i.exec(attributes)?.[1]
  if (age !== undefined) return Number(age) * 1000 > DAY
  const until = /expires\s*=\s*([^;]+)/i.exec(attributes)?.[1]
  return until !== undefined && Date.parse(until) - start > DAY
}

/** Long and varied enough to tell one device from another. */
export function worthy(value: string): boolean {
  if (value.length < SHORTEST || value.length > 512) return false
  if (/^https?:|\s|[\u4e00-\u9fff]{2}/i.test(value)) return false
  if (/^\d{10}(?:\d{3})?$/.test(value)) {
    // A time, not a number of somebody.
    const ms = value.length === 10 ? Number(value) * 1000 : Number(value)
    if (ms > 1_400_000_000_000 && ms < 4_000_000_000_000) return false
  }
  if (/^\d{4}-\d\d-\d\d(?:T|$)/.test(value) || /^[a-z]+(?:[-_ ][a-z]+)*$/i.test(value))
    return !/[-_ ]/.test(value) && value.length >= 16
  return new Set(value).size >= 5
}

/** Stored values that are the same in several contexts tell nobody apart. */
function valuesInSeveral(run: Run): Set<string> {
  const counts = new Map<string, number>()
  for (const phase of run.phases)
    for (const value of new Set(secretsOf(phase, run).map((secret) => secret.value)))
      counts.set(value, (counts.get(value) ?? 0) + 1)
  return new Set([...counts].filter(([, n]) => n > 1).map(([value]) => value))
}

function* forms(value: string): Generator<[string, string]> {
  yield [value, '']
  for (const algorithm of ['md5', 'sha1', 'sha256']) {
    const digest = createHash(algorithm).update(value).digest()
    yield [digest.toString('hex'), algorithm]
    yield [digest.toString('base64'), algorithm]
  }
}

const contained = (value: string, secrets: readonly Secret[]): Secret | undefined =>
  value.length > 12 && value.length < 600
    ? secrets.find((secret) => secret.value.length >= 12 && value !== secret.value && value.includes(secret.value))
    : undefined

interface Planted {
  readonly item: string
  readonly how: string
}

/** What was planted in forms and the clipboard, in every form it may be sent in. */
function typedBy(phase: PhaseRun): Map<string, Planted> {
  const planted = new Map<string, Planted>()
  const { phone, email, name, clipboard } = phase.canaries
  for (const [value, item, what] of [
    [phone, 'phone-number', '表单中填写而未提交的手机号'],
    [email, 'email', '表单中填写而未提交的邮箱'],
    [name, 'name', '表单中填写而未提交的姓名'],
    [clipboard, 'clipboard', '剪贴板内容'],
  ] as const)
    for (const [form, how] of forms(value)) planted.set(form, { item, how: how === '' ? what : `${what}，${how}` })
  return planted
}

/** Both planted coordinates in one request, to three decimals at least. */
function located(leaves: readonly Leaf[], phase: PhaseRun): string | undefined {
  const near = (canary: string) => {
    const wanted = Number(canary)
    return leaves.find(
      ({ value }) =>
        value.length < 2000 &&
        (value.match(/\d{2,3}\.\d{3,}/g) ?? []).some((number) => Math.abs(Number(number) - wanted) < 0.0006),
    )
  }
  const latitude = near(phase.canaries.latitude)
  const longitude = near(phase.canaries.longitude)
  return latitude && longitude ? `${latitude.path}、${longitude.path}（与定位结果相同）` : undefined
}

/** What every browser of this make says of itself: the user agent, sizes, languages. */
function isEnvironment(value: string, phase: PhaseRun): boolean {
  if (value.length < SHORTEST || /Mozilla\/5|AppleWebKit|TKQ1\./.test(value)) return true
  if (phase.canaries.userAgent.includes(value)) return true
  return /^[\d.,x*|:;_ -]+$/i.test(value) && (value.match(/\d+/g) ?? []).every((n) => Number(n) <= 5000)
}

/**
 * Places in requests whose value stays the same from load to load of one context and differs between contexts: an
 * identifier of the device, however it was made.
 */
function stableIn(
  run: Run,
  requests: readonly (readonly { readonly request: RequestEvent; readonly leaves: readonly Leaf[] }[])[],
): Set<string> {
  const values = new Map<string, Map<string, Map<number, Set<string>>>>()
  for (const [i, phase] of run.phases.entries())
    for (const { request, leaves } of requests[i]!) {
      const url = URL.parse(request.url)
      if (!url) continue
      const load = phase.events.filter(
        (event) =>
          event.kind === 'request' && event.type === 'Document' && event.at <= request.at && event.via === undefined,
      ).length
      for (const { path, value } of leaves) {
        if (path.startsWith('cookie.') || !worthy(value) || isEnvironment(value, phase)) continue
        const key = `${url.host}${url.pathname} ${path}`
        const contexts = values.get(key) ?? new Map<string, Map<number, Set<string>>>()
        values.set(key, contexts)
        const loads = contexts.get(phase.name) ?? new Map<number, Set<string>>()
        contexts.set(phase.name, loads)
        const seen = loads.get(load) ?? new Set<string>()
        loads.set(load, seen)
        seen.add(value)
      }
    }
  const stable = new Set<string>()
  for (const [key, contexts] of values) {
    const constants: string[] = []
    let repeated = 0
    let varies = false
    for (const loads of contexts.values()) {
      const all = new Set([...loads.values()].flatMap((seen) => [...seen]))
      if (all.size > 1) varies = true
      if (loads.size > 1 && all.size === 1) repeated++
      constants.push(...all)
    }
    if (!varies && repeated > 0 && contexts.size > 1 && new Set(constants).size === constants.length) stable.add(key)
  }
  return stable
}
