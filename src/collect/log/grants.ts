import type { Evidence } from '../../facts/evidence.ts'
import type { RowRecorder } from '../../facts/reading.ts'

/** The state of one run-time permission. */
export interface Grant {
  readonly permission: string
  readonly granted: boolean
  readonly flags: ReadonlySet<string>
  readonly line: number
}

/** What `dumpsys package <name>` says of one package. */
export interface PackageDump {
  readonly kind: 'grants'
  readonly name: string
  readonly packageName: string
  readonly versionCode: number | undefined
  readonly updated: string | undefined
  /** By user and permission: `0 android.permission.CAMERA`. */
  readonly grants: ReadonlyMap<string, Grant>
}

export const looksLikePackageDump = (text: string): boolean =>
  /^\s*Package \[[\w.]+\]/m.test(text) && /versionCode=\d/.test(text)

const GRANT = /^\s*([\w.]+):\s*granted=(true|false)(?:,\s*flags=\[\s*([^\]]*)\])?/

/** Reads a dump; of several packages the one named `own`, else the first. */
export function readPackageDump(text: string, name: string, own?: string): PackageDump | undefined {
  const lines = text.split(/\r?\n/, 200_000)
  const heads = lines.flatMap((line, at) => {
    const head = /^\s*Package \[([\w.]+)\]/.exec(line)
    return head ? [{ at, packageName: head[1]! }] : []
  })
  const head = heads.find((h) => h.packageName === own) ?? heads[0]
  if (!head) return undefined
  const next = heads.find((h) => h.at > head.at)?.at ?? lines.length
  const grants = new Map<string, Grant>()
  let versionCode: number | undefined
  let updated: string | undefined
  let user = '0'
  let runtime = false
  for (let i = head.at; i < next; i++) {
    const line = lines[i]!
    versionCode ??= numberOf(/versionCode=(\d{1,10})/.exec(line))
    updated ??= /lastUpdateTime=(\S+ \S+)/.exec(line)?.[1]
    user = /^\s*User (\d{1,4}):/.exec(line)?.[1] ?? user
    if (/^\s*[a-z][a-z ]+:\s*$/.test(line)) runtime = /runtime permissions:/.test(line)
    const grant = runtime ? GRANT.exec(line) : null
    if (!grant) continue
    const flags = new Set((grant[3] ?? '').split(/[|\s]+/).filter((f) => f !== ''))
    const permission = grant[1]!
    grants.set(`${user} ${permission}`, { permission, granted: grant[2] === 'true', flags, line: i + 1 })
  }
  return { kind: 'grants', name, packageName: head.packageName, versionCode, updated, grants }
}

const numberOf = (match: RegExpExecArray | null): number | undefined => (match ? Number(match[1]) : undefined)

const userSet = (grant: Grant) => grant.flags.has('USER_SET') || grant.flags.has('USER_FIXED')

/** The system itself takes permissions back from apps that are not used. */
const bySystem = (grant: Grant) =>
  [...grant.flags].some((f) => /AUTO_REVOKE|REVOKED_COMPAT|REVOKE_WHEN|POLICY_FIXED/.test(f))

/**
 * Whether an update changed a permission the user had set (act 3.5): two dumps of one package, the second of a later
 * build. A state that differs while the user’s mark is gone was not changed by the user.
 */
export function recordGrants(dumps: readonly PackageDump[], app: RowRecorder): void {
  const builds = [...dumps].sort((a, b) => (a.versionCode ?? 0) - (b.versionCode ?? 0) || compare(a.updated, b.updated))
  for (const [i, before] of builds.slice(0, -1).entries()) {
    const after = builds[i + 1]!
    const later = (after.versionCode ?? 0) > (before.versionCode ?? 0) || compare(after.updated, before.updated) > 0
    if (!later || after.packageName !== before.packageName) continue
    const reset: Evidence[] = []
    const kept: Evidence[] = []
    let doubtful = false
    for (const [key, was] of before.grants) {
      const is = after.grants.get(key)
      if (!userSet(was) || !is || bySystem(was) || bySystem(is)) continue
      const places = [at(before, was), at(after, is)]
      if (was.granted === is.granted) kept.push(...places)
      else if (userSet(is)) doubtful = true
      else reset.push(...places)
    }
    if (reset.length > 0) app.show('settingsReset', true, ...reset)
    else if (kept.length > 0 && !doubtful) app.show('settingsReset', false, ...kept)
  }
}

const compare = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1

const at = (dump: PackageDump, grant: Grant): Evidence => ({
  artifact: dump.name,
  locator: `line ${grant.line}`,
  excerpt: `${grant.permission}: granted=${grant.granted} flags=[${[...grant.flags].join('|')}] versionCode=${dump.versionCode ?? '?'}`,
  method: 'dynamic',
})
