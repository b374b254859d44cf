import type { Evidence } from '../../facts/evidence.ts'
import type { EntityFacts, Reading, RowRecorder } from '../../facts/reading.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import type { PolicyScan, Statement } from '../policy/scan.ts'
import { evidenceIn, readWhole } from './policy-facts.ts'

/** An earlier build or policy of the same app. */
export interface Earlier {
  readonly build?: Reading
  readonly policy?: PolicyScan
}

type Change = { readonly what: string; readonly shown: boolean; readonly evidence: readonly Evidence[] }

const rowsOf = (readings: readonly Reading[], entity: string): ReadonlyMap<string, EntityFacts> =>
  new Map(readings.flatMap((r) => r.entities).flatMap((e) => (e.entity === entity ? [[e.id, e] as const] : [])))

const shows = (row: EntityFacts, field: string, value: boolean): boolean =>
  row.cells[field]?.strength === 'shown' && row.cells[field].value === value

/** Whether nothing hid the code of a build: what a packed build does not show may still have been in it. */
const unpacked = (build: Reading): boolean =>
  build.entities.some((e) => e.entity === 'app' && shows(e, 'packed', false)) || build.reader !== 'android'

/** What is in the later build and not in the earlier: SDKs, permissions, kinds of data. */
function newInBuild(before: Reading, now: readonly Reading[]): Change[] {
  const sure = unpacked(before)
  const changes: Change[] = []
  const added = (entity: string, sureOf: (row: EntityFacts) => boolean | undefined) => {
    const old = rowsOf([before], entity)
    for (const [id, row] of rowsOf(now, entity)) {
      if (old.has(id)) continue
      const shown = sureOf(row)
      if (shown === undefined) continue
      const name = String(row.cells['name']?.value ?? row.cells['item']?.value ?? id)
      changes.push({ what: name, shown: shown && sure, evidence: row.evidence.slice(0, 2) })
    }
  }
  added('sdk', (row) =>
    shows(row, 'collects', false) ? undefined : shows(row, 'active', true) && shows(row, 'collects', true),
  )
  // A permission that is declared need not be used: that more is collected does not follow.
  added('permission', (row) => (shows(row, 'personal', true) ? false : undefined))
  added('collection', (row) => row.strength === 'shown' && shows(row, 'byApp', true))
  return changes
}

const collects = (s: Statement): boolean => s.act === 'collect' && s.actor === 'we' && !s.negated
const itemsOf = (scan: PolicyScan): ReadonlySet<string> =>
  new Set(scan.statements.filter(collects).flatMap((s) => s.items.map((i) => i.id)))

/** Kinds of data and recipients that only the later policy names. */
function newInPolicy(before: PolicyScan, now: PolicyScan): Change[] {
  const whole = readWhole(before) && readWhole(now)
  const old = itemsOf(before)
  const changes: Change[] = []
  const seen = new Set<string>()
  for (const statement of now.statements.filter(collects))
    for (const { id } of statement.items) {
      const covered = old.has(id) || widerItems(id).some((wider) => old.has(wider))
      if (covered || seen.has(id)) continue
      seen.add(id)
      changes.push({ what: dataItem(id)?.zh ?? id, shown: whole, evidence: [evidenceIn(now, statement)] })
    }
  const names = new Set(before.thirdParties.flatMap((p) => [p.name, p.company]))
  for (const party of now.thirdParties) {
    const name = party.name ?? party.company
    if (name === undefined || names.has(name) || seen.has(name)) continue
    seen.add(name)
    changes.push({ what: name, shown: whole, evidence: [evidenceIn(now, party)] })
  }
  return changes
}

const wordsOf = (scan: PolicyScan): string => scan.sentences.map((s) => s.text.replace(/\s+/g, '')).join('\n')

/**
 * Records what is new against an earlier version (act 2.2; leads for 4.3). That users were not told is shown only where
 * the policy kept its every word while the app began to collect through an SDK it does not name: then there was no
 * update of the rules to tell of.
 */
export function recordVersions(
  earlier: Earlier,
  app: RowRecorder,
  now: readonly Reading[],
  policy: PolicyScan | undefined,
): void {
  const build = earlier.build ? newInBuild(earlier.build, now) : []
  const text = earlier.policy && policy ? newInPolicy(earlier.policy, policy) : []
  const changes = [...build, ...text]
  const places = (of: readonly Change[]) => of.slice(0, 8).map(described)
  const shown = changes.filter((c) => c.shown)
  if (shown.length > 0) app.show('rulesChanged', true, ...places(shown))
  else if (changes.length > 0) app.indicate('rulesChanged', true, ...places(changes))
  else app.indicate('rulesChanged', false)
  if (!earlier.policy || !policy) return
  const unlisted = build.filter((c) => c.shown && undisclosed(c.what, now))
  const same = readWhole(policy) && wordsOf(earlier.policy) === wordsOf(policy)
  if (same && unlisted.length > 0)
    app.show('changesNotified', false, ...places(unlisted), {
      artifact: policy.artifact,
      locator: '全文',
      excerpt: `与上一版（${earlier.policy.artifact}）逐字相同`,
      method: 'text',
    })
  else if (same && shown.length > 0) app.indicate('changesNotified', false, ...places(shown))
}

/** Whether the later build’s comparison with the policy shows that an SDK is not listed. */
function undisclosed(name: string, now: readonly Reading[]): boolean {
  for (const row of rowsOf(now, 'sdk').values())
    if (row.cells['name']?.value === name) return shows(row, 'disclosed', false)
  return false
}

const described = ({ what, evidence }: Change): Evidence => {
  const [first] = evidence
  return first
    ? { ...first, excerpt: `新增${what}：${first.excerpt ?? ''}`.slice(0, 200) }
    : { artifact: '', locator: what, method: 'static' }
}
