import rows from '../catalog/web-trackers.json' with { type: 'json' }

/** A service that pages report to: our own table, facts from the services' public documentation. */
export interface Tracker {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly kind: string
  readonly hosts: readonly string[]
  /** Names under which policies speak of it, besides its own. */
  readonly names?: readonly string[]
  /** The same service in the table of SDKs. */
  readonly sdk?: string
}

export const trackers: readonly Tracker[] = rows

const byHost = new Map(trackers.flatMap((one) => one.hosts.map((host) => [host, one] as const)))

/** The service behind a host: the longest known name that is the host or follows a dot in it. */
export function trackerOfHost(host: string): Tracker | undefined {
  let name = host.toLowerCase().replace(/\.$/, '')
  for (;;) {
    const found = byHost.get(name)
    if (found) return found
    const dot = name.indexOf('.')
    if (dot < 0) return undefined
    name = name.slice(dot + 1)
  }
}
