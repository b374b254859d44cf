import type { Evidence } from '../../facts/evidence.ts'
import type { RowRecorder } from '../../facts/reading.ts'
import { requestEvidence } from './accesses.ts'
import type { Seen } from './facts.ts'
import { leavesOf } from './leaves.ts'
import type { PhaseRun } from './run-model.ts'
import { mask, secretsOf, worthy } from './sent.ts'
import { isThirdParty, perhapsOwn } from './site.ts'

/** Names under which an address hands on who somebody is. */
const IDENTITY =
  /(?:^|[_-])(?:token|ticket|open_?id|union_?id|user_?id|uid|mobile|phone|tel|id_?card|id_?no|session(?:_?id|_?key)?)$|(?:access|auth|login|sso)_?token$/i
/** Addresses that open nothing, or open it on the device without anybody's programme. */
const OTHER = /^(?:javascript|data|blob|about|mailto|tel|sms|file|chrome):/i
const MOST = 5

/**
 * Act 5.3: other sites, programs and frames that a page opens, or links, with somebody's identity in the address.
 * Whether people were told and agreed is not to be seen: leads only.
 */
export function recordHandovers(seen: Seen, app: RowRecorder): void {
  const home = new URL(seen.run.url)
  const found = new Map<string, Evidence>()
  const secrets = new Map(seen.run.phases.map((phase) => [phase, valuesOf(phase, seen)]))
  const note = (phase: PhaseRun | undefined, address: string, evidence: (words: string) => Evidence) => {
    const url = URL.parse(address, home.href)
    if (!url || OTHER.test(url.href) || found.size >= MOST) return
    const web = /^https?:$/.test(url.protocol)
    if (web && (!isThirdParty(home, url) || perhapsOwn(home, url))) return
    const known = phase ? secrets.get(phase)! : new Set([...secrets.values()].flatMap((all) => [...all]))
    const query = url.href.slice(url.href.indexOf('?') + 1)
    const leaves = web ? leavesOf({ url: url.href }) : url.href.includes('?') ? leavesOf({ body: query }) : []
    for (const { path, value } of leaves) {
      const name = path.split('.').at(-1) ?? ''
      if (!known.has(value) && !(IDENTITY.test(name) && worthy(value))) continue
      const where = web ? url.host : url.protocol
      if (!found.has(`${where} ${name}`))
        found.set(
          `${where} ${name}`,
          evidence(`${where}${web ? url.pathname.slice(0, 60) : ''} ${name}=${mask(value)}`),
        )
      return
    }
  }
  for (const phase of seen.run.phases) {
    let number = 0
    for (const event of phase.events) {
      if (event.kind === 'request') number++
      const n = number
      if (event.kind === 'request' && event.type === 'Document')
        note(phase, event.url, (words) => requestEvidence(phase, n, event.url, words))
      else if (event.kind === 'popup' && event.detail !== '')
        note(phase, event.detail, (words) => ({
          artifact: 'run.json',
          locator: event.page,
          excerpt: words,
          method: 'dynamic',
        }))
    }
  }
  for (const page of seen.run.views)
    for (const { tag, attrs } of page.nodes) {
      if (tag !== 'a' || attrs?.['href'] === undefined || !/[?#;]/.test(attrs['href'])) continue
      note(undefined, attrs['href'], (words) => ({
        artifact: 'run.json',
        locator: page.url,
        excerpt: `链接 ${words}`,
        method: 'dynamic',
      }))
    }
  if (found.size > 0) app.indicate('thirdPartyApps', true, ...found.values())
}

/** What tells the person or device of a phase apart: planted values, and stored ones that no other phase has. */
function valuesOf(phase: PhaseRun, { run }: Seen): Set<string> {
  const { phone, email } = phase.canaries
  const others = new Set(
    run.phases.flatMap((one) => (one === phase ? [] : secretsOf(one, run).map((secret) => secret.value))),
  )
  const own = secretsOf(phase, run).flatMap(({ value, lasting }) => (lasting && !others.has(value) ? [value] : []))
  return new Set([phone, email, ...own])
}
