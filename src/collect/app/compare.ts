import type { Evidence } from '../../facts/evidence.ts'
import type { RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { appType } from '../catalog/app-types.ts'
import { findDataItems } from '../catalog/data-item-words.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import { matchName, type NameMatch, sdk as sdkById } from '../catalog/sdks.ts'
import { excerpt } from '../policy/excerpt.ts'
import { toldMeans } from '../policy/means.ts'
import type { Found, MeansKind, PolicyScan, Statement, ThirdParty } from '../policy/scan.ts'
import { purposesOf } from '../policy/statements.ts'
import { simplified } from '../policy/traditional.ts'
import { evidenceIn, readWhole } from './policy-facts.ts'

/** Same item, or one is part of the other. */
const related = (a: string, b: string): boolean => a === b || widerItems(a).includes(b) || widerItems(b).includes(a)

const sought = (scan: PolicyScan, what: string): Evidence => ({
  artifact: scan.artifact,
  locator: '全文',
  excerpt: `未见${what}`,
  method: 'text',
})

const LIST_ELSEWHERE: Text = {
  zh: '提供隐私政策引用的第三方SDK清单全文',
  en: 'supply the third-party list the policy refers to, in full',
}
const TOLD_NEARBY: Text = {
  zh: '核对清单之外的文字是否已说明该SDK的目的、方式和范围',
  en: 'check whether the text outside the list tells purpose, means and scope for this SDK',
}

/** What the policy says about one SDK of the app: listed or not, and with which of purpose, means and scope. */
export function compareSdk(row: RowRecorder, id: string, scan: PolicyScan): void {
  const rows = [...scan.thirdParties, ...scan.namedThirdParties].filter((party) => names(party, id))
  const mentions = rows.length > 0 ? [] : mentionsOf(scan, id)
  if (rows.length === 0 && mentions.length === 0) {
    if (readWhole(scan) && !listElsewhere(scan) && !occurs(scan, id))
      row.show('disclosed', false, sought(scan, sdkById(id)?.zh ?? id))
    else row.unknown('disclosed', LIST_ELSEWHERE)
    return
  }
  compareParties(row, id, rows, mentions, scan)
}

/** What the rows and sentences that speak of a recipient say: purpose, means, scope. There is at least one. */
export function compareParties(
  row: RowRecorder,
  id: string,
  rows: readonly ThirdParty[],
  mentions: readonly Found[],
  scan: PolicyScan,
): void {
  const bare =
    rows.every((r) => !r.purpose && !meansOf(r) && !r.items && !(r.form === 'prose' && goesOn(scan, r))) &&
    mentions.every((one) => !goesOn(scan, one) && !SERVES.test(one.excerpt) && !describedNext(scan, one))
  const structured = rows.some((r) => r.form !== 'prose')
  const places: readonly Found[] = rows.length > 0 ? rows : mentions
  row.show('disclosed', true, ...places.slice(0, 3).map((one) => evidenceIn(scan, one)))
  const near = new Nearby(scan, id, rows, mentions)
  const element = (field: Element, has: (party: ThirdParty) => boolean) => {
    const told = rows.find(has)
    if (told) row.show(field, true, evidenceIn(scan, told))
    else if ((structured || bare) && !near.tells(field)) row.show(field, false, evidenceIn(scan, places[0]!))
    else row.unknown(field, TOLD_NEARBY)
  }
  element('purposeStated', (r) => r.purpose !== undefined)
  element('meansStated', meansOf)
  element('scopeStated', (r) => r.items !== undefined)
}

type Element = 'purposeStated' | 'meansStated' | 'scopeStated'

/** An annex that is spoken of and not there, a list in a picture, or another document. */
export function listElsewhere(scan: PolicyScan): boolean {
  if (scan.references.some((r) => r.kind === 'third-parties')) return true
  return (
    scan.thirdParties.length === 0 &&
    scan.sentences.some(({ text }) => text.length < 400 && ANNEX.test(text) && /SDK|第三方|插件|合作/i.test(text))
  )
}
const ANNEX =
  /附件|附录|附表|另行公示|(?:下|上)图|图片所示|(?:详见|参见|请见|查看|查阅|公示)[^。；]{0,30}(?:SDK|第三方)|(?:SDK|第三方)[^。；]{0,30}(?:详见|参见|请见|查看|查阅|公示)/i

/**
 * What stands around the rows and sentences that name an SDK and may tell an element for it: cells under headers that
 * were not understood, words before the list, other sentences that name it, and what is said of all SDKs.
 */
class Nearby {
  readonly #scan: PolicyScan
  readonly #rows: readonly ThirdParty[]
  readonly #id: string
  readonly #mentions: readonly Found[]
  #texts: readonly string[] | undefined

  constructor(scan: PolicyScan, id: string, rows: readonly ThirdParty[], mentions: readonly Found[]) {
    this.#scan = scan
    this.#rows = rows
    this.#id = id
    this.#mentions = mentions
  }

  /** Running text that may speak of the SDK, its rows left out. */
  get #around(): readonly string[] {
    if (this.#texts) return this.#texts
    const { sentences } = this.#scan
    const blocks = new Set<number>()
    const words = wordsFor(this.#id)
    for (const one of sentences)
      if (!one.record && words.some((word) => holdsName(simplified(one.text).toLowerCase(), word)))
        blocks.add(one.block)
    const sections = new Set(
      this.#mentions.flatMap(({ at }) => (at.title !== '' && /SDK|第三方/i.test(at.title) ? [at.section] : [])),
    )
    this.#texts = [
      ...this.#rows.flatMap((r) => [r.intro ?? '']),
      ...sentences
        .filter((one) => !one.record && (blocks.has(one.block) || sections.has(one.section)))
        .map(({ text }) => text),
    ]
    return this.#texts
  }

  tells(field: Element): boolean {
    const unsorted = this.#rows.map((r) => r.unsorted ?? '').join('；')
    switch (field) {
      case 'purposeStated':
        return unsorted.length >= 4 || this.#around.some((text) => purposesOf(text).length > 0)
      case 'scopeStated':
        return (
          unsorted.length >= 4 ||
          this.#rows.some(
            (r) =>
              r.form !== 'prose' && (r.permissions.length > 0 || takenIn(r.purpose?.text) || takenIn(r.means?.text)),
          ) ||
          this.#around.some((text) => namesData(text))
        )
      case 'meansStated':
        return (
          unsorted.length >= 4 ||
          this.#around.some((text) => tellsMeans(text)) ||
          this.#scan.sentences.some((one) => !one.record && /SDK|第三方|插件/i.test(one.text) && tellsMeans(one.text))
        )
      default:
        return field satisfies never
    }
  }
}

const TAKES = /收集|采集|获取|读取|上传|上报/
const namesData = (text: string): boolean => text.length < 2000 && findDataItems(text).length > 0
/** A cell that says what is taken beside its own matter: 用于推送，会采集设备型号. */
const takenIn = (text = ''): boolean => TAKES.test(text) && namesData(text)
const tellsMeans = (text: string): boolean => toldMeans(text)?.kinds.some((kind) => HOW.has(kind)) ?? false
const HOW: ReadonlySet<MeansKind> = new Set(['on-device', 'automatic', 'interface', 'server', 'web'])

/** Being embedded says that there is an SDK, not how it collects, unless the row's own cell gives that as the means. */
function meansOf(party: ThirdParty): boolean {
  const { means } = party
  if (!means || means.safeguardOnly) return false
  const onlyEmbedded = means.kinds.length > 0 && means.kinds.every((kind) => kind === 'embedded')
  return !onlyEmbedded || (party.form !== 'prose' && means.from === 'row')
}

/** Whether the paragraph that names the SDK goes on to say what is taken or what for. */
function goesOn(scan: PolicyScan, party: Found): boolean {
  const { sentence } = party.at
  const block = sentence === undefined ? undefined : scan.sentences[sentence]?.block
  if (sentence === undefined || block === undefined) return true
  return scan.statements.some(
    (s) =>
      s.at.sentence !== undefined &&
      s.at.sentence >= sentence &&
      scan.sentences[s.at.sentence]?.block === block &&
      (s.items.length > 0 || s.purposes.length > 0),
  )
}

/** A short line with the name of an SDK goes on in the next short line, unless that is another name. */
function describedNext(scan: PolicyScan, { at }: Found): boolean {
  const here = scan.sentences[at.sentence ?? -1]
  const next = scan.sentences[(at.sentence ?? -1) + 1]
  if (!here || here.text.length > SHORT_LINE || !next || next.section !== here.section || next.record) return false
  return next.text.length <= SHORT_LINE && clearest(next.text).length === 0
}
const SHORT_LINE = 30

/** Whether a row speaks of the SDK: by name, or by vendor where the row has no clearer name. */
function names(party: ThirdParty, id: string): boolean {
  const byName = party.name === undefined ? [] : clearest(party.name)
  if (byName.some((m) => m.id === id)) return true
  if (byName.length > 0 || party.company === undefined) return false
  return clearest(party.company).some((m) => m.id === id)
}

/** What a name means; where part of it names an SDK, the vendor beside it stands for no others: 腾讯（微信OpenSDK）. */
function clearest(name: string): readonly NameMatch[] {
  const found = matchName(simplified(name))
  return /[（(]/.test(name) && found.some((m) => m.confidence !== 'vendor')
    ? found.filter((m) => m.confidence !== 'vendor')
    : found
}

/** Names of an SDK itself, in the form of `PolicyScan.words`; those that are ordinary words left out. */
function wordsFor(id: string): readonly string[] {
  const known = sdkById(id)
  if (!known) return []
  const own = [known.zh, known.en, ...known.aliases]
  const bare = own.map((name) => name.replace(/\s?SDK$/i, ''))
  return [...new Set([...own, ...bare].filter((name) => name.length >= 2).map((name) => name.toLowerCase()))]
}

const LATIN = /[a-z0-9]/

/** Whether a text has a name, not as part of a longer Latin word. */
function holdsName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = LATIN.test(name[0]!) && at > 0 && LATIN.test(text[at - 1]!)
    const after = LATIN.test(name.at(-1)!) && LATIN.test(text[at + name.length] ?? '')
    if (!before && !after) return true
  }
  return false
}

/** Words that go on from a name to what it serves. */
const SERVES =
  /用于|以便|为了|实现|帮助|支持|进行|完成|来(?:为|向|提)|功能|时[，,]|不会|提供(?:的)?[^，。]{0,8}(?:推送|统计|定位|分享|登录|支付|分析)/
const EMBEDS = /接入|集成|嵌入|内嵌|引入|使用了|SDK|插件|第三方|合作伙伴|合作方/i

/** Sentences and lines of running text that say the app has the SDK and name it. */
function mentionsOf(scan: PolicyScan, id: string): readonly Found[] {
  const words = wordsFor(id)
  return scan.sentences.flatMap((one, sentence) => {
    const text = simplified(one.text).toLowerCase()
    if (one.record || !words.some((word) => holdsName(text, word))) return []
    const title = scan.sections[one.section]?.title ?? ''
    if (!EMBEDS.test(one.text) && !(one.text.length <= SHORT_LINE && EMBEDS.test(title))) return []
    // 可能接入, 如, and what is not embedded name examples, not what the app has.
    if (/不(?:会|再)?(?:接入|集成|使用|嵌入)|未(?:接入|集成|使用|嵌入)/.test(one.text)) return []
    return [{ at: { section: one.section, title, sentence }, excerpt: excerpt(one.text, 0) }]
  })
}

/**
 * Any word that may stand for the SDK: its names, packages, hosts or vendor. It leaves open whether it is listed.
 * The vendor of another SDK that a row or sentence names does not count.
 */
function occurs(scan: PolicyScan, id: string): boolean {
  const known = sdkById(id)
  if (!known) return false
  const own = [...wordsFor(id), ...known.packages, ...known.hosts]
  if (own.some((word) => (word.length >= 3 ? holdsName(scan.words, word.toLowerCase()) : false))) return true
  const vendor = [known.vendor.zh, known.vendor.en, ...known.vendor.names]
    .filter((name) => name.length >= 2)
    .map((name) => name.toLowerCase())
  const byVendor = (text: string) => vendor.some((name) => holdsName(text, name))
  if (!byVendor(scan.words)) return false
  const open = (text: string, name: string | undefined) =>
    byVendor(simplified(text).toLowerCase()) && !otherThan(id, name)
  return (
    scan.thirdParties.some((party) => open(party.raw, party.name ?? party.company)) ||
    scan.sentences.some(({ text, record }) => !record && open(text, text.slice(0, 200)))
  )
}

/** Whether a name is that of another SDK, and not just its vendor's. */
function otherThan(id: string, name: string | undefined): boolean {
  const found = name === undefined ? [] : clearest(name)
  return found.some((m) => m.confidence !== 'vendor') && !found.some((m) => m.id === id)
}

/** Id of the row for data that is asked for in a form: what code reads by itself is another row. */
export const formRow = (item: string): string => `form ${item}`

/** What the policy and the category say about a kind of data the app obtains. */
export function compareItem(
  row: RowRecorder,
  item: string,
  scan: PolicyScan | undefined,
  category: string | undefined,
): void {
  if (scan) {
    const positive = scan.statements.find((s) => !s.negated && s.items.some((i) => related(i.id, item)))
    const party = scan.thirdParties.find((p) => p.items?.items.some((i) => related(i.id, item)))
    const permission = scan.permissionsTable.find((p) => p.items.some((i) => related(i.id, item)))
    const told = positive ?? party ?? permission
    if (told) row.show('disclosed', true, evidenceIn(scan, told))
    else if (readWhole(scan) && !scan.references.some((r) => r.kind === 'collected'))
      row.show('disclosed', false, sought(scan, dataItem(item)?.zh ?? item))
    const denial = scan.statements.find((s) => denies(s, item))
    if (denial && !told) row.show('denied', true, evidenceIn(scan, denial))
    else if (denial) row.indicate('denied', true, evidenceIn(scan, denial))
    else if (readWhole(scan)) row.show('denied', false)
  }
  const type = category === undefined ? undefined : appType(category)
  if (type)
    row.indicate(
      'inCategory',
      type.necessary.some((n) => n.items.some((i) => related(i, item))),
    )
}

/** An unconditional statement that the app itself does not collect the item, or all of what it is a part of. */
const denies = (s: Statement, item: string): boolean =>
  s.negated &&
  s.act === 'collect' &&
  s.actor === 'we' &&
  !s.conditional &&
  s.limits.length === 0 &&
  !/儿童|未成年|周岁/.test(s.at.title + s.excerpt) &&
  s.items.some((i) => i.id === item || isPartOf(item, i.id))

/** Only the item this one is properly a part of: a denial of location says nothing of Wi-Fi or Bluetooth. */
function isPartOf(item: string, wider: string): boolean {
  for (let at = dataItem(item)?.parent; at !== undefined; at = dataItem(at)?.parent) if (at === wider) return true
  return false
}

/** Whether the policy says what a permission is for. */
export function comparePermission(row: RowRecorder, permissionNames: readonly string[], scan: PolicyScan): void {
  const speaks = (text: string | undefined) => text !== undefined && permissionNames.some((name) => text.includes(name))
  const told =
    scan.permissionsTable.find((p) => p.purpose !== undefined && speaks(p.permission)) ??
    scan.statements.find((s) => speaks(s.permission) && s.purposes.length > 0)
  if (told) row.show('purposeStated', true, evidenceIn(scan, told))
  else if (readWhole(scan) && !scan.references.some((r) => r.kind === 'permissions'))
    row.show('purposeStated', false, sought(scan, permissionNames[0] ?? row.id))
}
