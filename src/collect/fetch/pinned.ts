import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './addresses.ts'

export interface Reach {
  /** Allows loopback, private and other special addresses. */
  readonly allowPrivate?: boolean
  /** How a name becomes addresses; the system's resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

const byDns = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true, verbatim: true })).map((one) => one.address)

/** The addresses of a URL's host that may be connected to, at least one; or why there is none. */
export async function addressesOf(url: URL, reach: Reach): Promise<readonly string[] | 'dns' | 'private'> {
  const host = hostOf(url)
  const all = isIP(host) > 0 ? [host] : await (reach.resolve ?? byDns)(host).catch(() => [])
  if (all.length === 0) return 'dns'
  const allowed = reach.allowPrivate === true ? all : all.filter(isPublicAddress)
  return allowed.length === 0 ? 'private' : allowed
}

export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Connects to addresses that were checked, whatever the name says by then. */
export function pinnedTo(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, answer) => {
    if (options.all) answer(null, known)
    else answer(null, known[0]!.address, known[0]!.family)
  }
}
