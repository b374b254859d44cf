import type { Recipient } from '../app/events.ts'
import { type HostOwner, vendorOfHost } from '../catalog/hosts.ts'
import { alike, sameFamily } from '../catalog/site-families.ts'

/** Second levels under which names are given out like under a top level. */
const SECOND = /^(?:com|net|org|gov|edu|ac|co|or|ne|go|mil|idv|gob|nom|info)$/
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i

/** The part of a host name someone registered: `shop.example.com.cn` → `example.com.cn`. An address is its own. */
export function registered(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (ADDRESS.test(name)) return name
  const labels = name.split('.')
  const country = labels.at(-1)!.length === 2 && SECOND.test(labels.at(-2) ?? '')
  return labels.slice(country ? -3 : -2).join('.')
}

const brandOf = (host: string): string => registered(host).split('.')[0]!

/** Whose subject it is: an origin, or a package name. */
export interface Own {
  readonly host?: string
  readonly packageName?: string
}

/** Where apps rent their own servers: the vendor of the host is not who receives. */
const RENTED =
  /(?:^|\.)(?:aliyuncs|myqcloud|tencentcos|hwclouds|huaweicloud|bcebos|bcehost|volces|ksyuncs|qiniucs|qiniudn|clouddn|upaiyun|amazonaws|cloudfront|azurewebsites|windows|akamaized|kunlun\w{0,3}|alikunlun|cdn\w{0,12})\.[a-z.]{2,8}$|(?:^|\.)(?:oss|cos|obs|cdn|fc|scf)[.-]/

/**
 * Whether a host is a third party to the subject. For a page, another registered name that shares neither brand nor
 * vendor with it; for an app, only a host whose vendor or SDK is known to be another. Unknown otherwise.
 */
export function recipientOf(host: string, own: Own): Recipient {
  const owner = vendorOfHost(host)
  const name = owner && (owner.sdk?.zh ?? owner.vendor.zh)
  const known = { host, ...(name === undefined ? {} : { name }) }
  const brands = own.host === undefined ? brandsOf(own.packageName) : [brandOf(own.host)]
  const mine = own.host === undefined ? brands.map((b) => vendorOfHost(`${b}.com`)) : [vendorOfHost(own.host)]
  if (ADDRESS.test(host)) return { ...known, strength: 'indicated' }
  if (brands.includes(brandOf(host)) || (owner && mine.some((m) => m && sameGroup(m, owner))))
    return { ...known, thirdParty: false, strength: 'shown' }
  if (own.host !== undefined && sameFamily(registered(own.host), registered(host)))
    return { ...known, thirdParty: false, strength: 'shown' }
  const rented = RENTED.test(host)
  if (owner && !rented && brands.length > 0) return { ...known, thirdParty: true, strength: 'shown' }
  if (own.host === undefined) return { ...known, ...(owner ? { thirdParty: true } : {}), strength: 'indicated' }
  const unsure = rented || alike(registered(own.host), registered(host))
  return { ...known, thirdParty: true, strength: unsure ? 'indicated' : 'shown' }
}

const sameGroup = (a: HostOwner, b: HostOwner): boolean =>
  a.vendor.id === b.vendor.id || (a.vendor.group ?? a.vendor.id) === (b.vendor.group ?? b.vendor.id)

/** Labels of a package name that may be its maker's name: `com.example.shop` → `example`. */
function brandsOf(packageName: string | undefined): string[] {
  const labels = (packageName ?? '').toLowerCase().split('.')
  const start = /^(?:com|cn|net|org|io|me|tv|co)$/.test(labels[0] ?? '') ? 1 : 0
  return labels.slice(start, start + 1).filter((l) => l !== '')
}
