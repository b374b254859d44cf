import type { Evidence } from '../../facts/evidence.ts'
import { type Recorder, RowRecorder } from '../../facts/reading.ts'
import { parameter } from '../../law/parameter.ts'
import type { Text } from '../../law/text.ts'
import type { Beside } from '../app/carrier.ts'
import { compareItem } from '../app/compare.ts'
import { type AppEvent, type Phase, recordEvents } from '../app/events.ts'
import { dataItem } from '../catalog/data-items.ts'
import { androidPermission, androidRuntimeGroups } from '../catalog/permissions.ts'
import { sensitiveApis } from '../catalog/sensitive-apis.ts'
import { RESOLVER, type Recognised, recognise, sourced, tells } from './calls.ts'
import { recordGrants } from './grants.ts'
import type { Har, HarEntry } from './har.ts'
import type { HookLog } from './hook-log.ts'
import { type Own, recipientOf } from './parties.ts'
import { Phases } from './phases.ts'
import type { Content, Log } from './read.ts'
import { recordScreens } from './screen-facts.ts'
import { ValueSearch } from './values.ts'

export interface LogOptions {
  /** Moment of consent as a person states it, in milliseconds since 1970. */
  readonly consentAt?: number
  /** Whose logs they are. */
  readonly own: Own
  /** Spends of the budget of the whole reading. */
  readonly spend?: (steps: number) => void
}

const OPEN: Text = {
  zh: '日志没有写明监控了哪些接口，或没有覆盖启动、拒绝后和同意后三个阶段',
  en: 'the logs do not say which interfaces were watched, or do not cover start, refusal and consent',
}

const of = <K extends Content['kind']>(logs: readonly Log[], kind: K) =>
  logs.flatMap((log) =>
    log.content.kind === kind ? [{ log, content: log.content as Extract<Content, { kind: K }> }] : [],
  )

/** Records what logs show about one app. */
export function recordLogs(
  logs: readonly Log[],
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
  options: LogOptions,
): void {
  for (const log of logs) recorder.problem(...log.problems)
  const hooks = of(logs, 'hooks')
  const screens = of(logs, 'screen').map((s) => s.content)
  const phases = new Phases(
    options.consentAt,
    screens,
    hooks.map((h) => h.content),
  )
  const events: AppEvent[] = []
  for (const { log, content } of hooks) events.push(...callEvents(log.name, content, phases, options, app))
  for (const { log, content } of of(logs, 'har')) events.push(...requestEvents(log.name, content, phases, options))
  const judged = events.map((event) => withConsent(event, beside))
  if (hooks.length + of(logs, 'har').length > 0)
    recordEvents(judged, app, recorder, watchedWhole(hooks.map((h) => h.content)) ? undefined : OPEN)
  recordCollections(judged, app, recorder, beside)
  recordFrequency(events, app)
  const { packageName } = options.own
  if (screens.length > 0) recordScreens(screens, app, recorder, packageName, beside.category)
  recordGrants(
    of(logs, 'grants').map((g) => g.content),
    app,
  )
}

function callEvents(name: string, log: HookLog, phases: Phases, { own }: LogOptions, app: RowRecorder): AppEvent[] {
  return log.rows.flatMap((row): AppEvent[] => {
    const seen = recognise(row.call, own.packageName ?? log.app)
    if (!seen) return []
    const placed = row.phase ? { phase: row.phase, strength: 'shown' as const } : phases.onDevice(row.moment)
    const when = row.moment ? ` ${local(row.moment.at)}` : ''
    const evidence: Evidence = {
      artifact: name,
      locator: row.locator + when,
      excerpt: seen.api.slice(0, 200),
      method: 'dynamic',
      ...(row.call.stack.length > 0 ? { path: row.call.stack.slice(0, 12).reverse() } : {}),
      ...(seen.sdk ? { sdk: seen.sdk.zh } : {}),
    }
    const timed = {
      ...(row.moment && row.moment.or === undefined ? { at: row.moment.at } : {}),
      ...(placed ? { phase: placed.phase, phaseStrength: placed.strength } : {}),
    }
    if (seen.permissions) return permissionEvents(seen, timed, evidence, app)
    return [
      {
        kind: 'call',
        api: seen.api,
        ...(seen.item === undefined ? {} : { item: seen.item }),
        strength: seen.strength,
        ...timed,
        ...(seen.sdk && seen.item !== undefined
          ? {
              sdk: seen.sdk.zh,
              recipient: {
                host: '',
                name: seen.sdk.zh,
                thirdParty: true,
                strength: sourced(seen.sdk, seen.item) ? 'shown' : 'indicated',
              },
            }
          : {}),
        evidence,
      },
    ]
  })
}

/** Asking is not yet opening: a request before consent is an indication, two groups in one request are together. */
function permissionEvents(
  seen: Recognised,
  timed: { readonly at?: number; readonly phase?: Phase },
  evidence: Evidence,
  app: RowRecorder,
): AppEvent[] {
  const personal = seen.permissions!.filter((p) => (androidPermission(p)?.items.length ?? 0) > 0)
  if (androidRuntimeGroups(personal).length >= 2) app.show('permissionsTogether', true, evidence)
  return personal.length === 0 ? [] : [{ kind: 'permission', api: seen.api, strength: 'indicated', ...timed, evidence }]
}

function requestEvents(name: string, har: Har, phases: Phases, options: LogOptions): AppEvent[] {
  const own: Own = options.own.packageName === undefined && options.own.host === undefined ? ownOf(har) : options.own
  return har.entries.flatMap((entry): AppEvent[] => {
    const search = new ValueSearch(options.spend ?? (() => undefined))
    searchEntry(entry, search)
    if (search.found.length === 0) return []
    const placed = phases.onProxy(entry.at)
    const recipient = recipientOf(entry.url.hostname, own)
    return search.found.map((value) => ({
      kind: 'request' as const,
      api: `${entry.method} ${entry.url.hostname} (${dataItem(value.item)?.zh ?? value.item})`,
      item: value.item,
      strength: value.strength,
      ...(entry.at === undefined ? {} : { at: entry.at }),
      ...(placed ? { phase: placed.phase, phaseStrength: placed.strength } : {}),
      recipient,
      evidence: {
        artifact: name,
        locator: `log.entries[${entry.index}]${entry.at === undefined ? '' : ` ${local(entry.at)}`}`,
        excerpt: `${entry.method} ${entry.url.hostname} ${value.key}=${value.masked}`,
        method: 'dynamic' as const,
      },
    }))
  })
}

const ownOf = (har: Har): Own => (har.document ? { host: har.document.url.hostname } : {})

function searchEntry(entry: HarEntry, search: ValueSearch): void {
  search.pairs([...entry.url.searchParams].slice(0, 400))
  search.pairs(entry.form.map((f) => [f.name, f.value]))
  if (entry.body !== undefined) search.body(entry.body, entry.bodyType ?? '')
  for (const { name, value } of entry.headers) {
    if (/^cookie$/i.test(name)) {
      const cookies = value.split(';', 200).map((c): [string, string] => {
        const at = c.indexOf('=')
        return [c.slice(0, at).trim(), safeDecode(c.slice(at + 1).trim())]
      })
      search.pairs(cookies)
    } else if (/^x-|device|imei|oaid|mac|phone|location/i.test(name)) search.pairs([[name, value]])
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What users agreed to is the policy: data it names nowhere, read after consent, is beyond it. */
function withConsent(event: AppEvent, { policy }: Beside): AppEvent {
  if (!policy || event.phase !== 'after-consent' || event.item === undefined || event.strength !== 'shown') return event
  const row = new RowRecorder('collection', event.item, 'shown')
  compareItem(row, event.item, policy, undefined)
  const told = row.facts().cells['disclosed']
  return told?.strength === 'shown' && typeof told.value === 'boolean' ? { ...event, withinConsent: told.value } : event
}

const COLLECTIONS_OPEN: Text = {
  zh: '日志只含所监控的接口和所走的界面',
  en: 'a log holds only what was watched, on the screens that were walked',
}

function recordCollections(events: readonly AppEvent[], app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const list = recorder.list(app, 'collections', 'collection')
  list.yield(COLLECTIONS_OPEN)
  const items = new Map<string, AppEvent[]>()
  for (const event of events) {
    if (event.item === undefined || event.strength !== 'shown') continue
    const known = items.get(event.item)
    if (known) known.push(event)
    else items.set(event.item, [event])
  }
  for (const [item, same] of items) {
    const row = list.add(recorder.row('collection', item)).seen(...same.slice(0, 5).map((e) => e.evidence))
    row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
    compareItem(row, item, beside.policy, beside.category)
    const own = same.find((e) => e.recipient?.thirdParty === false || (e.kind === 'call' && ownCaller(e, app)))
    if (own) row.show('byApp', true, own.evidence)
  }
}

/** A call whose stack holds the app's own package and no SDK. */
function ownCaller(event: AppEvent, app: RowRecorder): boolean {
  const packageName = app.id.slice(app.id.indexOf(':') + 1)
  return event.sdk === undefined && (event.evidence.path ?? []).some((frame) => frame.startsWith(`${packageName}.`))
}

/** Calls of one interface in one minute of one phase: a measured lead for act 4.4, which names no number. */
const REFERENCE = Number(parameter('app-pi.calls-per-minute').values[0]!.value)
const MINUTE = 60_000

function recordFrequency(events: readonly AppEvent[], app: RowRecorder): void {
  const times = new Map<string, AppEvent[]>()
  for (const event of events) {
    if (event.at === undefined || event.kind !== 'call') continue
    const key = `${event.phase ?? ''} ${event.api} ${event.sdk ?? ''}`
    const known = times.get(key)
    if (known) known.push(event)
    else times.set(key, [event])
  }
  for (const same of times.values()) {
    const sorted = same.sort((a, b) => a.at! - b.at!)
    let start = 0
    let most = 0
    let from = sorted[0]!
    for (const [end, event] of sorted.entries()) {
      while (event.at! - sorted[start]!.at! >= MINUTE) start++
      if (end - start + 1 > most) {
        most = end - start + 1
        from = sorted[start]!
      }
    }
    if (most <= REFERENCE) continue
    app.indicate('frequencyExceeds', true, { ...from.evidence, excerpt: `${from.api}：1分钟内${most}次` })
    return
  }
}

/** Interfaces of the platform whose call alone is collection of personal information, as `class.method`. */
export const mustWatch: readonly string[] = [
  ...new Set(
    sensitiveApis
      .filter(
        (row) =>
          tells(row.item) && !row.weak && !row.fields && /^android\.|^java\.net\.NetworkInterface$/.test(row.class),
      )
      .flatMap((row) => (row.class === RESOLVER ? ['query'] : row.methods).map((method) => `${row.class}.${method}`)),
  ),
].sort()

/** Whether logs together show what did not happen as well (docs/decisions/0010). */
function watchedWhole(logs: readonly HookLog[]): boolean {
  const whole = logs.filter(({ fromStart, ended, watched }) => {
    const names = new Set((watched ?? []).map((name) => name.replace(/[#:]+/, '.').replace(/\(.*$/, '')))
    return fromStart && ended && mustWatch.every((name) => names.has(name))
  })
  const covers = (choice: 'agree' | 'refuse') => whole.some((log) => log.chose.has(choice))
  return (
    covers('agree') && covers('refuse') && logs.every((log) => whole.includes(log) || log.rows.every((r) => r.phase))
  )
}

const local = (at: number): string => {
  const date = new Date(at + 8 * 3_600_000)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ')
}
