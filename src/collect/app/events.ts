import type { Evidence, Strength } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'

export type Phase = 'before-consent' | 'after-refusal' | 'after-consent'

/** Who is given data. */
export interface Recipient {
  readonly host: string
  /** Name of the vendor or SDK behind the host. */
  readonly name?: string
  /** Not the provider of the app or page; undefined where it cannot be told. */
  readonly thirdParty?: boolean
  readonly strength: Strength
}

/** Something an app or page did while it ran, whoever watched: a hook log, a proxy, a browser. */
export interface AppEvent {
  /** Milliseconds since 1970, by the clock of the source; undefined where the source gives no time. */
  readonly at?: number
  /** `call` reads data on the device, `request` sends it, `permission` asks for it, `storage` keeps an identifier. */
  readonly kind: 'call' | 'request' | 'permission' | 'storage'
  readonly phase?: Phase
  /** `indicated` where the phase rests on comparing two clocks. Absent: shown. */
  readonly phaseStrength?: Strength
  /** Method called, or host sent to: what a person is told. */
  readonly api: string
  /** Kind of personal data, by its id in the catalogue. */
  readonly item?: string
  /** `indicated` where the call or value may also be something else. */
  readonly strength: Strength
  readonly recipient?: Recipient
  /** Name of the SDK that called. */
  readonly sdk?: string
  /** Whether what users agreed to covers it. */
  readonly withinConsent?: boolean
  /** The place in its source; personal values masked. */
  readonly evidence: Evidence
}

/** Places kept for one row: the first ones. */
const PLACES = 5

/**
 * Records events as accesses: events that differ only in time are one row. `open` says why the list is not complete;
 * without it the list is closed, which takes a watch over all three phases (docs/decisions/0010).
 */
export function recordEvents(
  events: readonly AppEvent[],
  app: RowRecorder,
  recorder: Recorder,
  open: Text | undefined,
): void {
  const list = recorder.list(app, 'accesses', 'access')
  if (open) list.open(open)
  const groups = new Map<string, AppEvent[]>()
  for (const event of events) {
    const parts = [event.kind, event.phase ?? '', event.item ?? '', event.api, event.sdk ?? '', event.strength]
    const id = parts.concat(event.recipient?.host ?? '', event.phaseStrength ?? '').join(' ')
    const group = groups.get(id)
    if (group) group.push(event)
    else groups.set(id, [event])
  }
  for (const [id, group] of groups) {
    const [first] = group as [AppEvent, ...AppEvent[]]
    const places = group.slice(0, PLACES).map((e) => e.evidence)
    const row = list.add(recorder.row('access', `${first.evidence.artifact} ${id}`, first.strength)).seen(...places)
    row.show('id', row.id).show('api', first.api).show('item', first.item)
    // That the event itself is uncertain is said by its row.
    if (first.phaseStrength !== 'indicated') row.show('phase', first.phase, ...places)
    else row.indicate('phase', first.phase, ...places)
    if (first.sdk !== undefined) row.show('sdk', first.sdk)
    else if (first.recipient?.name !== undefined) row.show('sdk', first.recipient.name)
    if (first.recipient) {
      const { thirdParty, strength } = first.recipient
      if (strength === 'shown') row.show('toThirdParty', thirdParty, ...places)
      else row.indicate('toThirdParty', thirdParty, ...places)
    }
    const within = group.every((e) => e.withinConsent === true) ? true : group.find((e) => e.withinConsent === false)
    if (within !== undefined && first.strength === 'shown') row.show('withinConsent', within === true, ...places)
  }
}
