import { isIP } from 'node:net'
import { vendorOfHost } from '../catalog/hosts.ts'
import { alike, sameFamily } from '../catalog/site-families.ts'
import { trackerOfHost } from './trackers.ts'

/** Second-level labels under which names are registered, for the country endings seen on Chinese pages. */
const SECOND = /^(?:com|net|org|gov|edu|ac|co|or|ne|go|mil|idv|game|club|ltd|plc|me|sch)$/
const COUNTRY = /^[a-z]{2}$/
/** Endings under which each name below belongs to another. */
const SHARED =
  /^(?:github\.io|gitee\.io|vercel\.app|netlify\.app|pages\.dev|workers\.dev|herokuapp\.com|appspot\.com|web\.app|myqcloud\.com|aliyuncs\.com|tcloudbaseapp\.com|bcebos\.com|myhuaweicloud\.com|amazonaws\.com|cloudfront\.net|azurewebsites\.net|fc\.aliyuncs\.com)$/

/** The name a person would register: `a.b.example.com.cn` is `example.com.cn`. An address is itself, with its port. */
export function siteOf(url: URL): string {
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  if (isIP(host.replace(/^\[|\]$/g, '')) > 0 || host === 'localhost')
    return url.port === '' ? host : `${host}:${url.port}`
  const labels = host.split('.')
  if (labels.length <= 2) return host
  const last = labels.at(-1)!
  const second = labels.at(-2)!
  let take = COUNTRY.test(last) && SECOND.test(second) ? 3 : 2
  for (const length of [2, 3]) if (SHARED.test(labels.slice(-length).join('.'))) take = length + 1
  return labels.slice(-take).join('.')
}

/** Companies whose many domains are one. */
const groupOf = (host: string): string | undefined => {
  const vendor = vendorOfHost(host)?.vendor
  return vendor ? (vendor.group ?? vendor.id) : undefined
}

/** Whether a request goes to somebody other than whose page it is. */
export function isThirdParty(page: URL, url: URL): boolean {
  if (siteOf(page) === siteOf(url) || sameFamily(siteOf(page), siteOf(url))) return false
  const [own, other] = [groupOf(page.hostname), groupOf(url.hostname)]
  return own === undefined || own !== other
}

/** A third party of which nothing but a like name is known may be the same company. */
export const perhapsOwn = (page: URL, url: URL): boolean =>
  trackerOfHost(url.hostname) === undefined && groupOf(url.hostname) === undefined && alike(siteOf(page), siteOf(url))

/** Name of the vendor or service behind a host, as far as it is known. */
export function ownerOf(host: string): { readonly id?: string; readonly sdk?: string; readonly zh: string } {
  const tracker = trackerOfHost(host)
  if (tracker) return { id: tracker.id, zh: tracker.zh, ...(tracker.sdk ? { sdk: tracker.sdk } : {}) }
  const owner = vendorOfHost(host)
  if (owner?.sdk) return { id: owner.sdk.id, sdk: owner.sdk.id, zh: owner.sdk.zh }
  if (owner) return { id: owner.vendor.id, zh: owner.vendor.zh }
  return { zh: host }
}
