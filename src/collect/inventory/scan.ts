import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { type Bom, type BomPart, bomFindings } from './scan-bom.ts'
import { day, Found, type Scan, type ScanFinding, score, text, unknownScan } from './scan-found.ts'
import { isPage, tableScan } from './scan-table.ts'
import { xmlScan } from './scan-xml.ts'
import { isPlain, type Plain } from './values.ts'

export const SCAN_LIMITS: Limits = { bytes: 256 << 20, entries: 200_000, depth: 256, steps: 400_000_000, ms: 60_000 }

const rows = (value: unknown): readonly Plain[] => (Array.isArray(value) ? value.filter(isPlain) : [])
const inner = (of: Plain, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (isPlain(at) && Object.hasOwn(at, name) ? at[name] : undefined), of)

/** Reads one file; answers why it is none. Never throws for bad content. */
export async function readScan(
  bytes: Buffer,
  name: string,
  budget: Budget = new Budget(SCAN_LIMITS),
): Promise<Scan | Text> {
  const log = new ProblemLog(name)
  try {
    const start = bytes
      .subarray(0, 512)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
    const found = new Found(budget)
    if (start.startsWith('{')) return json(bytes, name, found, budget, log)
    if (
      start.startsWith('<') &&
      !isPage(
        bytes
          .subarray(0, 16_000)
          .toString('latin1')
          .replace(/^\xef\xbb\xbf/, ''),
      )
    )
      return xmlScan(bytes, name, found, budget, log)
    return await tableScan(bytes, name, found, budget, log)
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
    return log.problems[0]!.message
  }
}

function json(bytes: Buffer, name: string, found: Found, budget: Budget, log: ProblemLog): Scan | Text {
  let root: unknown
  try {
    root = JSON.parse(decode(bytes, budget, log).text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof BudgetError) throw error
    return { zh: `${name} 不是有效的 JSON`, en: `${name} is no valid JSON` }
  }
  if (!isPlain(root)) return unknownScan(name)
  if (Array.isArray(root['runs'])) return sarif(root, found).scan('sarif', log)
  if (Array.isArray(root['profiles'])) return ohdf(root, found).scan('ohdf', log)
  if (root['bomFormat'] === 'CycloneDX') return bomFindings(bomOf(root), found).scan('cyclonedx', log)
  return unknownScan(name)
}

const LEVELS: Readonly<Record<string, ScanFinding['severity']>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
}
/** Results that failed and were not suppressed. */
function sarif(root: Plain, found: Found): Found {
  for (const [r, run] of rows(root['runs']).entries()) {
    const foundOn = day(inner(rows(run['invocations'])[0] ?? {}, 'endTimeUtc'))
    const rules = new Map(rows(inner(run, 'tool', 'driver', 'rules')).map((rule) => [text(rule['id']), rule]))
    for (const [i, result] of rows(run['results']).entries()) {
      const kind = result['kind'] ?? 'fail'
      if (kind !== 'fail' || result['baselineState'] === 'absent') continue
      if (rows(result['suppressions']).some((s) => (s['status'] ?? 'accepted') === 'accepted')) continue
      const id = text(result['ruleId']) || text(inner(result, 'rule', 'id'))
      const rule = rules.get(id)
      const severity =
        score(inner(rule ?? {}, 'properties', 'security-severity')) ??
        LEVELS[text(result['level'] ?? inner(rule ?? {}, 'defaultConfiguration', 'level')) || 'warning']
      const place = rows(result['locations'])[0] ?? {}
      found.add({
        id: `${r}-${i}`,
        title: text(inner(result, 'message', 'text')) || text(inner(rule ?? {}, 'shortDescription', 'text')) || id,
        severity,
        asset: text(inner(place, 'physicalLocation', 'artifactLocation', 'uri')),
        reference: id,
        foundOn,
        locator: `runs[${r}].results[${i}]`,
      })
    }
  }
  return found
}

/** Controls with a result that failed; a waived control is none. */
function ohdf(root: Plain, found: Found): Found {
  const asset = text(inner(root, 'platform', 'target_id')) || text(inner(root, 'platform', 'name'))
  for (const [p, profile] of rows(root['profiles']).entries())
    for (const [c, control] of rows(profile['controls']).entries()) {
      const failed = rows(control['results']).filter((r) => r['status'] === 'failed')
      if (failed.length === 0 || inner(control, 'waiver_data', 'skipped_due_to_waiver') === true) continue
      const impact = control['impact']
      found.add({
        id: `${p}-${c}`,
        title: text(control['title']) || text(failed[0]!['code_desc']) || text(control['id']),
        severity: typeof impact === 'number' ? score(impact * 10) : undefined,
        asset,
        reference: text(control['id']),
        foundOn: day(failed[0]!['start_time']),
        locator: `profiles[${p}].controls[${c}]`,
      })
    }
  return found
}

const bomOf = (root: Plain): Bom => {
  const components: BomPart[] = []
  // Components may hold others, as deep as the file goes.
  const left = [...rows(root['components'])].reverse()
  for (let one = left.pop(); one; one = left.pop()) {
    components.push({ ref: one['bom-ref'], name: one['name'], version: one['version'] })
    left.push(...[...rows(one['components'])].reverse())
  }
  return {
    timestamp: inner(root, 'metadata', 'timestamp'),
    components,
    weaknesses: rows(root['vulnerabilities']).map((one, i) => {
      const rating = rows(one['ratings'])[0] ?? {}
      return {
        id: one['id'],
        description: one['description'],
        severity: rating['severity'],
        score: rating['score'],
        state: inner(one, 'analysis', 'state'),
        affects: rows(one['affects'])[0]?.['ref'],
        locator: `vulnerabilities[${i}]`,
      }
    }),
  }
}
