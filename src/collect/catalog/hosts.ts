import { type Sdk, sdks, type Vendor, vendors } from './sdks.ts'

/** Whose host it is; `sdk` where the host serves one SDK. */
export interface HostOwner {
  readonly vendor: Vendor
  readonly sdk?: Sdk
}

let owners: Map<string, HostOwner> | undefined

const build = (): Map<string, HostOwner> => {
  const built = new Map<string, HostOwner>()
  for (const vendor of vendors) for (const host of vendor.hosts) built.set(host, { vendor })
  for (const sdk of sdks) for (const host of sdk.hosts) built.set(host, { vendor: sdk.vendor, sdk })
  return built
}

/**
 * The owner of a host name: the longest known domain that is the host itself or follows a dot in it
 * (`alogs.umeng.com`, then `umeng.com`; `notumeng.com` is neither). No port, no scheme.
 */
export function vendorOfHost(host: string): HostOwner | undefined {
  owners ??= build()
  const name = host.toLowerCase().replace(/\.$/, '')
  for (let at = 0; ; ) {
    const owner = owners.get(name.slice(at))
    if (owner) return owner
    const dot = name.indexOf('.', at)
    if (dot < 0) return undefined
    at = dot + 1
  }
}

/** The SDK a host serves, or undefined where only its vendor (or nobody) is known. */
export function matchHost(host: string): Sdk | undefined {
  return vendorOfHost(host)?.sdk
}
