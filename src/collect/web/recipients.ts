import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Beside } from '../app/carrier.ts'
import { compareParties, listElsewhere } from '../app/compare.ts'
import { readWhole } from '../app/policy-facts.ts'
import { vendorOfHost } from '../catalog/hosts.ts'
import { sdk as sdkById } from '../catalog/sdks.ts'
import type { PolicyScan } from '../policy/scan.ts'
import { requestEvidence } from './accesses.ts'
import type { Seen } from './facts.ts'
import { sentIn } from './sent.ts'
import { isThirdParty, ownerOf } from './site.ts'
import { trackerOfHost } from './trackers.ts'

interface Recipient {
  readonly host: string
  readonly id: string
  readonly zh: string
  readonly sdk: string | undefined
  /** Requests that carried personal values. */
  readonly given: Evidence[]
  readonly asked: Evidence
}

/** Act 2.1: who was given data, against who is named in the policy. */
export function recordRecipients(seen: Seen, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const list = recorder.list(app, 'sdks', 'sdk')
  list.yield({
    zh: '只看到运行中请求过的第三方，服务器之间的提供看不到',
    en: 'only third parties asked during the run were seen; what servers pass on was not',
  })
  const page = new URL(seen.run.url)
  const recipients = new Map<string, Recipient>()
  for (const phase of seen.run.phases) {
    let number = 0
    for (const event of phase.events) {
      if (event.kind !== 'request') continue
      number++
      let url: URL
      try {
        url = new URL(event.url)
      } catch {
        continue
      }
      if (!isThirdParty(page, url)) continue
      const owner = ownerOf(url.hostname)
      const known = trackerOfHost(url.hostname)
      const id = owner.sdk ?? owner.id ?? url.host
      if (recipients.has(id)) continue
      const asked = requestEvidence(phase, number, event.url, `${owner.zh}，${event.type}`)
      recipients.set(id, { host: url.host, id, zh: owner.zh, sdk: owner.sdk ?? known?.sdk, given: [], asked })
    }
  }
  for (const one of sentIn(seen.run)) {
    if (!one.thirdParty || one.strength !== 'shown') continue
    const url = new URL(one.request.url)
    const owner = ownerOf(url.hostname)
    const known = recipients.get(owner.sdk ?? owner.id ?? url.host)
    if (known && known.given.length < 3)
      known.given.push(requestEvidence(one.phase, one.number, one.request.url, one.words))
  }
  for (const recipient of recipients.values()) {
    const tracker = trackerOfHost(recipient.host.replace(/:\d+$/, ''))
    // A host that only serves pictures and scripts is nobody the policy must name.
    if (recipient.given.length === 0 && !tracker && !recipient.sdk) continue
    const row = list.add(recorder.row('sdk', recipient.id)).seen(recipient.asked)
    const sdk = recipient.sdk === undefined ? undefined : sdkById(recipient.sdk)
    row.show('id', recipient.id).show('name', sdk?.zh ?? recipient.zh)
    if (sdk) row.show('vendor', sdk.vendor.zh)
    row.show('active', true, recipient.asked)
    if (recipient.given.length > 0) row.show('collects', true, ...recipient.given)
    else if (sdk?.collects) {
      const source: Evidence = { artifact: 'sdks.json', locator: sdk.id, excerpt: sdk.collects.source, method: 'table' }
      const collects = sdk.collects.items.length > 0
      if (sdk.collects.checked === 'unchecked') row.indicate('collects', collects, source)
      else row.show('collects', collects, source)
    }
    row.show('personalises', tracker ? tracker.kind === 'ads' : sdk?.kinds.includes('ads'))
    if (!beside.policy) continue
    named(row, recipient, beside.policy)
  }
}

/** Names of the service itself, and of the company behind it. */
function namesOf(recipient: Recipient): { readonly service: readonly string[]; readonly company: readonly string[] } {
  const host = recipient.host.replace(/:\d+$/, '')
  const tracker = trackerOfHost(host)
  const sdk = recipient.sdk === undefined ? undefined : sdkById(recipient.sdk)
  const labels = host.split('.')
  const own = /^[\d.:[\]]+$/.test(host) ? host : (labels.at(-2) ?? host)
  const bare = (name: string) =>
    name
      .replace(/[（(].*?[）)]/g, '')
      .trim()
      .toLowerCase()
  const tidy = (names: readonly (string | undefined)[]) => [
    ...new Set(names.flatMap((name) => (name === undefined ? [] : [bare(name)])).filter((name) => name.length >= 2)),
  ]
  return {
    service: tidy([
      recipient.zh,
      tracker?.zh,
      tracker?.en,
      ...(tracker?.names ?? []),
      sdk?.zh,
      sdk?.en,
      ...(sdk?.aliases ?? []),
      host,
      own.length > 3 ? own : undefined,
    ]),
    company: tidy([
      sdk?.vendor.zh,
      sdk?.vendor.en,
      ...(sdk?.vendor.names ?? []),
      ...(vendorOfHost(host)?.vendor.names ?? []),
    ]),
  }
}

/** What the policy says about a recipient. A company named for something else leaves it open. */
function named(row: RowRecorder, recipient: Recipient, policy: PolicyScan): void {
  const { service, company } = namesOf(recipient)
  const parties = [...policy.thirdParties, ...policy.namedThirdParties]
  const speaks = (text: string, words: readonly string[]) => words.some((word) => text.toLowerCase().includes(word))
  const rows = parties.filter((party) => speaks(party.raw, service))
  if (rows.length > 0) {
    compareParties(row, recipient.sdk ?? recipient.id, rows, [], policy)
    return
  }
  const sentence = policy.sentences.find(({ text }) => speaks(text, service))
  if (sentence) {
    row.show('disclosed', true, {
      artifact: policy.artifact,
      locator: '全文',
      excerpt: sentence.text.slice(0, 80),
      method: 'text',
    })
    return
  }
  const byCompany =
    parties.some((p) => speaks(p.raw, company)) || policy.sentences.some(({ text }) => speaks(text, company))
  if (byCompany || !readWhole(policy) || listElsewhere(policy)) {
    row.unknown('disclosed', {
      zh: '隐私政策没有写明该名称，但提到其公司或另有清单：请提供第三方清单全文',
      en: 'the policy does not name it, but its company or another list: supply the third-party list in full',
    })
    return
  }
  const whole: Evidence = { artifact: policy.artifact, locator: '全文', excerpt: `未见${recipient.zh}`, method: 'text' }
  // A list with company names may mean an unknown host by another name.
  if (parties.length === 0 || company.length > 0 || trackerOfHost(recipient.host.replace(/:\d+$/, '')))
    row.show('disclosed', false, whole)
  else row.indicate('disclosed', false, whole)
}
