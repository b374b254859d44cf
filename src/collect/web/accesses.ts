import type { Evidence } from '../../facts/evidence.ts'
import type { AppEvent, Phase, Recipient } from '../app/events.ts'
import type { CallEvent } from './events.ts'
import { leavesOf } from './leaves.ts'
import type { PhaseRun, Run, Stored } from './run-model.ts'
import { placeOf, type Sent, sentIn } from './sent.ts'
import { isThirdParty, ownerOf } from './site.ts'
import { trackerOfHost } from './trackers.ts'

/** Calls that open a permission or read personal data by themselves, with the item they give. */
const CALLS: Readonly<Record<string, string>> = {
  'geolocation.getCurrentPosition': 'precise-location',
  'geolocation.watchPosition': 'precise-location',
  'clipboard.readText': 'clipboard',
  'clipboard.read': 'clipboard',
  'contacts.select': 'contacts',
}
/** Families of reads that together make a fingerprint. */
const FINGERPRINT: Readonly<Record<string, string>> = {
  'canvas.toDataURL': 'canvas',
  'canvas.toBlob': 'canvas',
  'canvas.getImageData': 'canvas',
  'webgl.renderer': 'WebGL',
  'audio.render': 'audio',
  'fonts.probe': 'fonts',
  queryLocalFonts: 'fonts',
}
/** Reads that may be personal in some settings. */
const WEAK: Readonly<Record<string, string>> = {
  'mediaDevices.enumerateDevices': 'device-info',
  'sensor.requestPermission': 'sensors',
  // What shake-to-open advertisements listen to.
  'sensor.listen': 'sensors',
  'sensor.Accelerometer': 'sensors',
  'sensor.LinearAccelerationSensor': 'sensors',
  'sensor.Gyroscope': 'sensors',
}

/** When something happened, as the acts ask: before any choice, after refusing, after agreeing. */
export function phaseAt(phase: PhaseRun, at: number): Phase {
  if (phase.decidedAt === undefined || at < phase.decidedAt) return 'before-consent'
  return phase.name === 'agreed' ? 'after-consent' : 'after-refusal'
}

/** Everything the run shows of personal data being read or sent, for the acts on collection and sharing. */
export function accessesOf(run: Run): AppEvent[] {
  const events: AppEvent[] = []
  const sent = sentIn(run)
  for (const one of sent) events.push(ofSent(one))
  const host = new URL(run.url).host
  /**
   * Whether what a call reads was seen going to a third party in this run. What only may be personal may also have gone
   * in a form that is not recognised.
   */
  const onward = ({ item, strength }: AppEvent): Recipient => {
    const third = sent.find((one) => one.thirdParty && one.strength === 'shown' && one.item === item)
    return {
      host: third ? new URL(third.request.url).host : host,
      thirdParty: third !== undefined,
      strength,
    }
  }
  for (const phase of run.phases)
    for (const event of [...callsOf(phase), ...printsOf(phase, sent)])
      events.push({ ...event, recipient: onward(event) })
  events.push(...contactsOf(run, sent), ...keptOf(run, sent))
  // What only may be personal says nothing once people have agreed.
  return events.filter((event) => event.strength === 'shown' || event.phase !== 'after-consent')
}

function ofSent(one: Sent): AppEvent {
  const url = new URL(one.request.url)
  const owner = ownerOf(url.hostname)
  return {
    at: one.request.at,
    kind: 'request',
    phase: phaseAt(one.phase, one.request.at),
    api: url.host,
    item: one.item,
    strength: one.strength,
    recipient: {
      host: url.host,
      strength: one.unsure ? 'indicated' : 'shown',
      thirdParty: one.thirdParty || one.unsure === true,
      ...(one.thirdParty ? { name: owner.zh } : {}),
    },
    evidence: requestEvidence(one.phase, one.number, one.request.url, one.words),
  }
}

export const requestEvidence = (phase: PhaseRun, number: number, url: string, words: string): Evidence => {
  const { host, pathname } = new URL(url)
  return {
    artifact: `${phase.name}.har`,
    locator: `#${number} ${host}${pathname.slice(0, 120)}`,
    excerpt: words,
    method: 'dynamic',
  }
}

export const callEvidence = (phase: PhaseRun, call: CallEvent): Evidence => {
  const script = /https?:\/\/[^\s)]+/.exec(call.stack ?? '')?.[0]
  const start = phase.marks[0]?.at ?? call.at
  return {
    artifact: 'run.json',
    locator: `${phase.name} +${call.at - start} ms`,
    excerpt: `${call.api}${script === undefined ? '' : ` ← ${script}`}`.slice(0, 200),
    method: 'dynamic',
  }
}

function callsOf(phase: PhaseRun): AppEvent[] {
  const found: AppEvent[] = []
  for (const event of phase.events) {
    if (event.kind !== 'call') continue
    const when = phaseAt(phase, event.at)
    const media = event.api === 'mediaDevices.getUserMedia' ? (event.detail ?? '').trim().split(/\s+/) : []
    const items = [
      ...(CALLS[event.api] === undefined ? [] : [CALLS[event.api]!]),
      ...media.map((kind) => (kind === 'video' ? 'camera' : 'microphone')),
    ]
    for (const item of items)
      found.push({
        at: event.at,
        kind: item === 'clipboard' ? 'call' : 'permission',
        phase: when,
        api: event.api,
        item,
        strength: 'shown',
        evidence: callEvidence(phase, event),
      })
    const weak = WEAK[event.api]
    if (weak !== undefined)
      found.push({
        at: event.at,
        kind: 'call',
        phase: when,
        api: event.api,
        item: weak,
        strength: 'indicated',
        evidence: callEvidence(phase, event),
      })
  }
  return found
}

/** Reads for a fingerprint: shown where a value made for the device was sent in the same time, else an indication. */
function printsOf(phase: PhaseRun, sent: readonly Sent[]): AppEvent[] {
  const found: AppEvent[] = []
  for (const when of ['before-consent', 'after-refusal'] as const) {
    const reads = phase.events.filter(
      (event): event is CallEvent =>
        event.kind === 'call' && FINGERPRINT[event.api] !== undefined && phaseAt(phase, event.at) === when,
    )
    const families = [...new Set(reads.map((read) => FINGERPRINT[read.api]!))]
    if (families.length === 0) continue
    const device = sent.some(
      (one) =>
        one.phase === phase &&
        (one.item === 'device-id' || one.item === 'cookie') &&
        phaseAt(phase, one.request.at) === when &&
        one.request.at >= reads[0]!.at - 50,
    )
    if (families.length < 2 && !device) continue
    const first = reads[0]!
    found.push({
      at: first.at,
      kind: 'call',
      phase: when,
      api: `设备指纹（${families.join('、')}）`,
      item: 'device-id',
      strength: device && families.length >= 2 ? 'shown' : 'indicated',
      evidence: callEvidence(phase, first),
    })
  }
  return found
}

/** Known trackers asked before a choice or after a refusal, where no personal value was recognised in what was sent. */
function contactsOf(run: Run, sent: readonly Sent[]): AppEvent[] {
  const page = new URL(run.url)
  const found: AppEvent[] = []
  for (const phase of run.phases) {
    let number = 0
    for (const event of phase.events) {
      if (event.kind !== 'request') continue
      number++
      const url = URL.parse(event.url)
      if (!url) continue
      const when = phaseAt(phase, event.at)
      const tracker = trackerOfHost(url.hostname)
      if (!tracker || when === 'after-consent' || !isThirdParty(page, url)) continue
      if (sent.some((one) => one.request === event && one.strength === 'shown')) continue
      found.push({
        at: event.at,
        kind: 'request',
        phase: when,
        api: url.host,
        strength: 'indicated',
        recipient: { host: url.host, name: tracker.zh, thirdParty: true, strength: 'shown' },
        evidence: requestEvidence(phase, number, event.url, `${tracker.zh}，${event.type}`),
      })
    }
  }
  return found
}

/** Names under which a page keeps the choice itself. */
const CHOICE = /consent|agree|accept|refus|reject|deny|choice|privacy|cookie|opt[_-]?(?:in|out)|gdpr|同意|授权|隐私/i

/**
 * Lasting identifiers that the page keeps before a choice, or makes after a refusal: an indication of collecting, and
 * of giving away only where another site is the one who keeps them. Values that are equal in several contexts are
 * settings.
 */
function keptOf(run: Run, sent: readonly Sent[]): AppEvent[] {
  const found: AppEvent[] = []
  const page = new URL(run.url)
  const start = Date.parse(run.startedAt)
  const contexts = new Map<string, Set<string>>()
  for (const phase of run.phases)
    for (const stored of phase.stored)
      for (const { value } of lastingIn(stored, start))
        contexts.set(value, (contexts.get(value) ?? new Set()).add(phase.name))
  const note = (
    phase: PhaseRun,
    stored: Stored,
    when: 'before-consent' | 'after-refusal',
    known: ReadonlySet<string>,
  ) => {
    for (const { name, value, place, keeper } of lastingIn(stored, start)) {
      if (contexts.get(value)!.size > 1 || known.has(value)) continue
      if (when === 'after-refusal' && CHOICE.test(name)) continue
      found.push({
        at: stored.at,
        kind: 'storage',
        phase: when,
        // A cookie from before the choice goes on being sent after it.
        ...(place === 'Cookie' && when === 'before-consent' ? { phaseStrength: 'indicated' } : {}),
        api: `${place} ${name}`,
        item: place === 'Cookie' ? 'cookie' : 'device-id',
        strength: 'indicated',
        ...(keeper ? { recipient: keptBy(page, keeper) } : {}),
        evidence: {
          artifact: 'run.json',
          locator: `${phase.name} stored`,
          excerpt: `${place} ${name}`,
          method: 'dynamic',
        },
      })
    }
  }
  for (const phase of run.phases) {
    const early = phase.stored.find((s) => phaseAt(phase, s.at) === 'before-consent')
    if (early && !sent.some((one) => proves(one, phase, 'before-consent')))
      note(phase, early, 'before-consent', new Set())
    const late = phase.stored.findLast((s) => phaseAt(phase, s.at) === 'after-refusal')
    if (!early || !late || sent.some((one) => proves(one, phase, 'after-refusal'))) continue
    note(phase, late, 'after-refusal', new Set(lastingIn(early, start).map(({ value }) => value)))
  }
  return found
}

function keptBy(page: URL, keeper: URL): Recipient {
  const { hostname: host } = keeper
  // A cookie knows no port.
  if (host === page.hostname || !isThirdParty(page, keeper)) return { host, thirdParty: false, strength: 'shown' }
  return { host, name: ownerOf(host).zh, thirdParty: true, strength: 'indicated' }
}

/** An identifier that was sent in the same time: that it is kept too adds nothing. */
const proves = (one: Sent, phase: PhaseRun, when: Phase): boolean =>
  one.strength === 'shown' &&
  (one.item === 'device-id' || one.item === 'cookie') &&
  one.phase === phase &&
  phaseAt(one.phase, one.request.at) === when

function lastingIn(stored: PhaseRun['stored'][number], start: number) {
  const long = (value: string) =>
    value.length >= 10 &&
    /\d/.test(value) &&
    !/^\d{10}(?:\d{3})?$/.test(value) &&
    new Set(value).size >= 7 &&
    !/[{[]/.test(value)
  return [
    ...stored.cookies
      .filter((c) => c.expires !== undefined && c.expires * 1000 - start > 86_400_000 && long(c.value))
      .map((c) => ({
        name: c.name,
        value: c.value,
        place: 'Cookie',
        keeper: URL.parse(`https://${c.domain.replace(/^\./, '')}`),
      })),
    ...stored.items
      .filter((item) => item.local)
      // A record of a database is looked into; what `localStorage` holds is one value.
      .flatMap((item) => {
        const values = item.in === undefined ? [item.value] : leavesOf({ body: item.value }).map((leaf) => leaf.value)
        const keeper = URL.parse(item.origin)
        return [...new Set(values)]
          .filter(long)
          .map((value) => ({ name: item.name, value, place: placeOf(item), keeper }))
      }),
  ]
}
