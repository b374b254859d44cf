import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import { integerOn } from '../../law/parameter.ts'
import type { Text } from '../../law/text.ts'
import type { Beside } from '../app/carrier.ts'
import { compareItem, formRow } from '../app/compare.ts'
import { dataItem } from '../catalog/data-items.ts'
import { callEvidence, phaseAt } from './accesses.ts'
import { dialogOf } from './dialog.ts'
import type { CallEvent } from './events.ts'
import { type Seen, seenAt, usableWhenDenied } from './facts.ts'
import type { PhaseRun } from './run-model.ts'
import { isThirdParty } from './site.ts'
import { viewAt } from './usable.ts'
import { View } from './view.ts'
import { PERMISSION_WORDS, PURPOSE } from './words.ts'

/** What is asked of a person, by the call that asks. */
const ASKS: Readonly<Record<string, string>> = {
  'geolocation.getCurrentPosition': 'geolocation',
  'geolocation.watchPosition': 'geolocation',
  'clipboard.readText': 'clipboard',
  'clipboard.read': 'clipboard',
  'contacts.select': 'contacts',
  'sensor.requestPermission': 'motion',
  'Notification.requestPermission': 'notification',
}
const ITEMS: Readonly<Record<string, string>> = {
  geolocation: 'precise-location',
  camera: 'camera',
  microphone: 'microphone',
  clipboard: 'clipboard',
  contacts: 'contacts',
}

/** Prompts within this many ms of each other are asked at once. */
const TOGETHER_MS = 1500

interface Ask {
  readonly kind: string
  readonly phase: PhaseRun
  readonly call: CallEvent
}

const asksOf = (phase: PhaseRun): Ask[] =>
  phase.events.flatMap((event) => {
    if (event.kind !== 'call') return []
    const kind = ASKS[event.api]
    if (kind !== undefined) return [{ kind, phase, call: event }]
    if (event.api !== 'mediaDevices.getUserMedia') return []
    return (event.detail ?? '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ({ kind: word === 'video' ? 'camera' : 'microphone', phase, call: event }))
  })

/** Permissions asked for by the page itself, before anybody used a function: acts 2.3, 4.4, 4.6. */
export function recordPermissions(seen: Seen, app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'permissions', 'permission')
  list.yield({
    zh: '只看到打开页面和同意之后的权限申请，使用各项功能时的申请没有看到',
    en: 'only requests on opening and after agreeing were seen, not those when functions are used',
  })
  const asks = seen.run.phases.flatMap(asksOf)
  for (const kind of new Set(asks.map((ask) => ask.kind))) {
    const early = asks.filter((ask) => ask.kind === kind && unprompted(ask))
    const one = early[0] ?? asks.find((ask) => ask.kind === kind)!
    const here = callEvidence(one.phase, one.call)
    const row = list.add(recorder.row('permission', kind)).seen(here)
    row
      .show('id', kind)
      .show('personal', kind in ITEMS, here)
      .show('used', true, here)
    if (!(kind in ITEMS) || early.length === 0) continue
    const told = explained(seen, early[0]!)
    if (told === 'yes') row.show('purposeTold', true, here)
    else if (told === 'no') row.show('purposeTold', false, here)
    else
      row.unknown('purposeTold', {
        zh: '申请时页面上有相关文字，是否说明了目的须由人判断',
        en: 'the page had words about it when it asked: whether they tell the purpose is for a person',
      })
  }
  recordTogether(seen, app, asks)
  const perMinute = integerOn('app-pi.calls-per-minute', '2026-01-01') ?? 4
  for (const phase of seen.run.phases) {
    const calls = asksOf(phase).filter((ask) => ask.kind === 'geolocation')
    const span = (calls.at(-1)?.call.at ?? 0) - (calls[0]?.call.at ?? 0)
    const rate = span > 0 ? (calls.length * 60_000) / Math.max(span, 10_000) : 0
    if (calls.length > perMinute && rate > perMinute)
      app.indicate('frequencyExceeds', true, {
        ...callEvidence(phase, calls[0]!.call),
        excerpt: `${phase.name}：${calls.length}次定位，约每分钟${Math.round(rate)}次`,
      })
  }
}

/** Asked without a touch on a function: on opening, or right after the choice. */
function unprompted({ phase, call }: Ask): boolean {
  const decided = phase.decidedAt
  const looked = phase.marks.findLast((mark) => mark.act === 'decided' || mark.act === 'no-choice')?.at
  const filled = phase.marks.find((mark) => mark.act === 'fill')?.at ?? Number.POSITIVE_INFINITY
  if (phase.name === 'untouched') return call.at < filled
  if (decided === undefined || call.at < decided) return phase.name === 'refused' || call.at < (looked ?? decided ?? 0)
  return looked !== undefined && call.at <= looked
}

/** Whether the words in view when it was asked say what it is for. */
function explained(seen: Seen, ask: Ask): 'yes' | 'no' | 'unclear' {
  const views = ask.phase.marks
    .filter((mark) => mark.act === 'shown' || mark.act === 'stay' || mark.act === 'decided')
    .map((mark) => viewAt(seen.run, mark))
    .filter((view) => view !== undefined)
  const boxes = ask.phase.events.flatMap((event) => (event.at <= ask.call.at ? (dialogOf(event)?.message ?? []) : []))
  if (views.length === 0 && boxes.length === 0) return 'unclear'
  const words = PERMISSION_WORDS[ask.kind]
  if (!words) return 'unclear'
  const sentences = [...views.map((view) => view.words()), ...boxes].flatMap((text) => text.split(/[。！!；;\n]/))
  const about = sentences.filter((sentence) => words.test(sentence))
  if (about.length === 0) return 'no'
  return about.some((sentence) => PURPOSE.test(sentence)) ? 'yes' : 'unclear'
}

function recordTogether(seen: Seen, app: RowRecorder, asks: readonly Ask[]): void {
  let together: Ask[] | undefined
  for (const phase of seen.run.phases) {
    const early = asks.filter((ask) => ask.phase === phase && ask.kind in ITEMS && unprompted(ask))
    for (const first of early) {
      const group = early.filter((ask) => ask.call.at >= first.call.at && ask.call.at - first.call.at <= TOGETHER_MS)
      if (new Set(group.map((ask) => ask.kind)).size > 1) together ??= group
    }
  }
  if (together) {
    const [first] = together
    const kinds = [...new Set(together.map((ask) => ask.kind))].join('、')
    const here = { ...callEvidence(first!.phase, first!.call), excerpt: `${kinds} 同时申请` }
    app.show('permissionsTogether', true, here)
    const denied = usableWhenDenied(seen)
    const asked =
      seen.refused && asksOf(seen.refused).some((ask) => phaseAt(ask.phase, ask.call.at) === 'before-consent')
    if (denied && asked) app.show('blockedWithoutAll', !denied.usable, denied.evidence)
  } else if (!seen.open && seen.untouched?.whole && seen.agreed?.whole)
    app.show('permissionsTogether', false, seenAt(seen.firstMark, '打开页面和同意之后没有同时申请多个权限'))
}

const SENSITIVE: readonly (readonly [string, RegExp])[] = [
  ['id-card', /身份证(?:号|号码|件号)?|证件号/],
  ['bank-card', /银行卡|银行账[号户]|信用卡号|卡号/],
  ['passport', /护照号/],
  ['face', /人脸|面部(?:识别|照片)/],
  ['medical', /病历|病史|诊断|过敏史/],
]
const FORM_PURPOSE = /用于|以便|为了|目的|根据.{0,20}(?:法|规定|要求)|依法|实名|仅用|核验|验证您|我们(?:收集|需要)/

/** Personal data that pages read by themselves or ask for in forms. */
export function recordCollections(seen: Seen, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const list = recorder.list(app, 'collections', 'collection')
  const why: Text = {
    zh: '只看到运行中走到的页面，没有使用各项功能',
    en: 'only the pages of the run were seen; functions were not used',
  }
  list.yield(why)
  const home = new URL(seen.run.url)
  const noted = new Set<string>()
  for (const phase of seen.run.phases)
    for (const ask of asksOf(phase)) {
      const item = ITEMS[ask.kind]
      if (item === undefined || noted.has(item)) continue
      noted.add(item)
      const here = callEvidence(phase, ask.call)
      const row = list.add(recorder.row('collection', item)).seen(here)
      row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
      const script = /https?:\/\/[^\s):]+(?::\d+)?[^\s)]*/.exec(ask.call.stack ?? '')?.[0]
      if (script === undefined || !thirdPartyScript(home, script)) row.show('byApp', true, here)
      compareItem(row, item, beside.policy, beside.category)
    }
  for (const { view, mark } of formViews(seen))
    for (const [item, words] of SENSITIVE) {
      const field = view.nodes.findIndex((node, at) => node.tag === 'input' && words.test(fieldWords(view, at)))
      if (field < 0) continue
      const id = formRow(item)
      if (noted.has(id)) continue
      noted.add(id)
      const label = fieldWords(view, field)
      const here = { ...seenAt(undefined, label), locator: mark }
      const row = list.add(recorder.row('collection', id)).seen(here)
      row.show('item', dataItem(item)?.zh ?? item).show('asked', true, here)
      const near =
        [...view.above(field)].map((up) => view.text(up)).find((text) => text.length > label.length + 12) ?? ''
      if (FORM_PURPOSE.test(near)) row.show('purposeTold', true, here)
      else if (!FORM_PURPOSE.test(view.words())) row.show('purposeTold', false, here)
      compareItem(row, item, beside.policy, beside.category)
    }
}

function thirdPartyScript(home: URL, script: string): boolean {
  try {
    return isThirdParty(home, new URL(script))
  } catch {
    return false
  }
}

/** What a field asks for: its placeholder, label, or the words before it. */
function fieldWords(view: View, at: number): string {
  const { attrs, parent } = view.node(at)
  const label = attrs?.['id'] === undefined ? -1 : view.nodes.findIndex((n) => n.attrs?.['for'] === attrs['id'])
  const around = parent >= 0 ? view.text(parent) : ''
  return [
    attrs?.['placeholder'],
    attrs?.['aria-label'],
    attrs?.['name'],
    label >= 0 ? view.text(label) : '',
    around.length < 40 ? around : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function* formViews(seen: Seen): Generator<{ view: View; mark: string }> {
  if (seen.first) yield { view: seen.first, mark: seen.run.url }
  for (const state of seen.run.walk?.states ?? []) {
    const page = seen.run.views[state.view]
    if (page && state.id !== seen.run.walk?.policyState) yield { view: new View(page), mark: state.url }
  }
}
