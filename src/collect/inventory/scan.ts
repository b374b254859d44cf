import { chinaDay } from '../../law/day.ts'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { readXml } from '../document/xml.ts'
import { looksLikeWorkbook } from '../log/sheets.ts'
import { tableIn } from './table.ts'
import { isPlain, type Plain, plainTitle } from './values.ts'

/**
 * Results of other tools, as findings of a scan. Each is taken for what it shows and no more: that something failed, a
 * weakness was named or a port answered on that day. What passed shows nothing of a duty, nothing is ever complete, and
 * nobody's due day or correction is read into it.
 */

export type ScanForm = 'sarif' | 'xccdf' | 'ohdf' | 'nmap' | 'cyclonedx' | 'host-check'

export interface ScanFinding {
  readonly id: string
  readonly title: string
  readonly severity?: 'critical' | 'high' | 'medium' | 'low' | 'info'
  readonly asset?: string
  readonly reference?: string
  readonly foundOn?: string
  /** Place in the file. */
  readonly locator: string
}

export interface Scan {
  readonly form: ScanForm
  readonly findings: readonly ScanFinding[]
  /** Software components that were named; they say nothing of a product's conformity. */
  readonly components: number
  readonly problems: ProblemLog['problems']
}

export const SCAN_LIMITS: Limits = { bytes: 256 << 20, entries: 200_000, depth: 256, steps: 400_000_000, ms: 60_000 }
const MOST_TEXT = 300

const rows = (value: unknown): readonly Plain[] => (Array.isArray(value) ? value.filter(isPlain) : [])
const text = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, MOST_TEXT) : ''
const day = (value: unknown): string | undefined => /^\d{4}-\d{2}-\d{2}/.exec(text(value))?.[0]
const inner = (of: Plain, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (isPlain(at) && Object.hasOwn(at, name) ? at[name] : undefined), of)

const unknown = (name: string): Text => ({
  zh: `${name} 不是认得的扫描结果：可用 SARIF、XCCDF/ARF、OHDF、nmap XML、CycloneDX、主机核查表（xlsx、csv）`,
  en: `${name} is no known result of a scan: give SARIF, XCCDF or ARF, OHDF, nmap XML, CycloneDX, or a host check (xlsx, csv)`,
})

/** Reads one file; answers why it is none. Never throws for bad content. */
export async function readScan(
  bytes: Buffer,
  name: string,
  budget: Budget = new Budget(SCAN_LIMITS),
): Promise<Scan | Text> {
  const log = new ProblemLog(name)
  try {
    if (looksLikeWorkbook(bytes)) return await hostCheck(bytes, name, budget, log)
    const start = bytes
      .subarray(0, 512)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
    if (start.startsWith('{')) return json(bytes, name, budget, log)
    if (start.startsWith('<')) return xml(bytes, name, budget, log)
    return await hostCheck(bytes, name, budget, log)
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
    return log.problems[0]!.message
  }
}

/** Findings so far; the budget bounds them. */
class Found {
  readonly all: ScanFinding[] = []
  components = 0
  readonly #budget: Budget
  constructor(budget: Budget) {
    this.#budget = budget
  }
  add(
    one: Omit<ScanFinding, 'severity' | 'asset' | 'reference' | 'foundOn'> & {
      readonly [K in 'asset' | 'reference' | 'foundOn']?: string | undefined
    } & { readonly severity?: ScanFinding['severity'] | undefined },
  ): void {
    this.#budget.entries()
    this.all.push(
      Object.fromEntries(Object.entries(one).filter(([, v]) => v !== undefined && v !== '')) as unknown as ScanFinding,
    )
  }
  scan(form: ScanForm, log: ProblemLog): Scan {
    return { form, findings: this.all, components: this.components, problems: log.problems }
  }
}

function json(bytes: Buffer, name: string, budget: Budget, log: ProblemLog): Scan | Text {
  let root: unknown
  try {
    root = JSON.parse(decode(bytes, budget, log).text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof BudgetError) throw error
    return { zh: `${name} 不是有效的 JSON`, en: `${name} is no valid JSON` }
  }
  if (!isPlain(root)) return unknown(name)
  const found = new Found(budget)
  if (Array.isArray(root['runs'])) return sarif(root, found).scan('sarif', log)
  if (Array.isArray(root['profiles'])) return ohdf(root, found).scan('ohdf', log)
  if (root['bomFormat'] === 'CycloneDX') return cycloneDx(root, found).scan('cyclonedx', log)
  return unknown(name)
}

const LEVELS: Readonly<Record<string, ScanFinding['severity']>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
}
const WORDS: Readonly<Record<string, ScanFinding['severity']>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  info: 'info',
  informational: 'info',
  none: 'info',
}
const word = (value: unknown): ScanFinding['severity'] | undefined => {
  const key = text(value).toLowerCase()
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined
}
/** A score of 0 to 10 as CVSS names it. */
const score = (value: unknown): ScanFinding['severity'] | undefined => {
  const n = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  if (!(n >= 0 && n <= 10)) return undefined
  return n >= 9 ? 'critical' : n >= 7 ? 'high' : n >= 4 ? 'medium' : n > 0 ? 'low' : 'info'
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

const SETTLED = new Set(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree'])

/** Weaknesses the bill of materials itself names and does not set aside. */
function cycloneDx(root: Plain, found: Found): Found {
  found.components = rows(root['components']).length
  const names = new Map(
    rows(root['components']).map((c) => [text(c['bom-ref']), `${text(c['name'])} ${text(c['version'])}`.trim()]),
  )
  const foundOn = day(inner(root, 'metadata', 'timestamp'))
  for (const [i, one] of rows(root['vulnerabilities']).entries()) {
    if (SETTLED.has(text(inner(one, 'analysis', 'state')))) continue
    const ref = text(rows(one['affects'])[0]?.['ref'])
    const rating = rows(one['ratings'])[0] ?? {}
    found.add({
      id: String(i),
      title: text(one['description']) || text(one['id']),
      severity: word(rating['severity']) ?? score(rating['score']),
      asset: names.get(ref) ?? ref,
      reference: text(one['id']),
      foundOn,
      locator: `vulnerabilities[${i}]`,
    })
  }
  return found
}

function xml(bytes: Buffer, name: string, budget: Budget, log: ProblemLog): Scan | Text {
  const found = new Found(budget)
  let form: ScanForm | undefined
  const nmap = nmapHandler(found)
  const xccdf = xccdfHandler(found)
  const plain = decode(bytes, budget, log).text.replace(/<!DOCTYPE\s+nmaprun\s*>/i, '')
  const fault = readXml(Buffer.from(plain), budget, {
    open(tag) {
      if (form === undefined && tag.name === 'nmaprun') form = 'nmap'
      if (form === undefined && (tag.name === 'TestResult' || tag.name === 'Benchmark')) form = 'xccdf'
      if (form === 'nmap') nmap.open(tag.name, (n) => tag.attribute(n))
      if (form === 'xccdf') xccdf.open(tag.name, (n) => tag.attribute(n))
    },
    close(tag) {
      if (form === 'nmap') nmap.close(tag)
      if (form === 'xccdf') xccdf.close(tag)
    },
    text(piece) {
      if (form === 'xccdf') xccdf.text(piece)
    },
  })
  if (form === undefined) return unknown(name)
  if (fault !== undefined)
    log.add('scan.damaged', '', {
      zh: `文件不完整，只读到损坏之处：${fault}`,
      en: `the file is damaged and was read up to there: ${fault}`,
    })
  return found.scan(form, log)
}

type Attribute = (name: string) => string | undefined

/** A port that answered: shown for that day, and no weakness by itself. */
function nmapHandler(found: Found) {
  let host = ''
  let port = ''
  let open = false
  let service = ''
  let foundOn: string | undefined
  return {
    open(tag: string, attribute: Attribute) {
      if (tag === 'host') {
        host = ''
        const seconds = Number(attribute('endtime') ?? attribute('starttime'))
        foundOn = seconds > 0 && seconds < 4e9 ? chinaDay(seconds * 1000) : undefined
      }
      if (tag === 'address' && host === '' && attribute('addrtype') !== 'mac') host = text(attribute('addr'))
      if (tag === 'port') {
        port = `${text(attribute('portid'))}/${text(attribute('protocol'))}`
        open = false
        service = ''
      }
      if (tag === 'state') open = attribute('state') === 'open'
      if (tag === 'service')
        service = [attribute('name'), attribute('product'), attribute('version')]
          .map(text)
          .filter((w) => w !== '')
          .join(' ')
    },
    close(tag: string) {
      if (tag !== 'port' || !open) return
      found.add({
        id: `${host}:${port}`,
        title: `${port} ${service}`.trim(),
        severity: 'info',
        asset: host,
        reference: port,
        foundOn,
        locator: `${host} ${port}`,
      })
    },
  }
}

/** Rules whose result is `fail`; every other result shows no weakness. */
function xccdfHandler(found: Found) {
  const titles = new Map<string, string>()
  const severities = new Map<string, string>()
  let rule: string | undefined
  let result: { id: string; severity: string; value: string } | undefined
  let taking: 'title' | 'result' | 'target' | undefined
  let piece = ''
  let target = ''
  let foundOn: string | undefined
  let n = 0
  return {
    open(tag: string, attribute: Attribute) {
      if (tag === 'TestResult') {
        target = ''
        foundOn = day(attribute('end-time') ?? attribute('start-time'))
      }
      if (tag === 'Rule') {
        rule = attribute('id')
        if (rule !== undefined && attribute('severity') !== undefined) severities.set(rule, attribute('severity')!)
      }
      if (tag === 'rule-result')
        result = { id: attribute('idref') ?? '', severity: attribute('severity') ?? '', value: '' }
      taking =
        tag === 'title' && rule !== undefined
          ? 'title'
          : tag === 'result' && result
            ? 'result'
            : tag === 'target'
              ? 'target'
              : undefined
      piece = ''
    },
    text(more: string) {
      if (taking !== undefined && piece.length < 2000) piece += more
    },
    close(tag: string) {
      if (taking === 'title' && tag === 'title' && rule !== undefined && !titles.has(rule))
        titles.set(rule, text(piece))
      if (taking === 'result' && tag === 'result' && result) result.value = text(piece)
      if (taking === 'target' && tag === 'target') target = text(piece)
      taking = undefined
      if (tag === 'Rule') rule = undefined
      if (tag !== 'rule-result' || !result) return
      if (result.value === 'fail')
        found.add({
          id: String(n++),
          title: titles.get(result.id) ?? result.id,
          severity: word(result.severity || severities.get(result.id)),
          asset: target,
          reference: text(result.id),
          foundOn,
          locator: `rule-result ${text(result.id)}`,
        })
      result = undefined
    },
  }
}

/** Titles of columns that Chinese host checks, Golin among them, write. */
const COLUMNS = {
  title: new Set([
    '检查项',
    '检查内容',
    '核查项',
    '核查内容',
    '测评项',
    '测评指标',
    '安全基线',
    '项目',
    '控制点',
    'item',
    'check',
  ]),
  verdict: new Set(['结果', '是否符合', '符合情况', '检查结果', '核查结果', '判定', '结论', 'result', 'status']),
  asset: new Set(['主机', 'ip', 'ip地址', '地址', '资产', '设备', '主机名', 'host', 'asset']),
} as const
const BROKEN = /^(?:不符合|否|不合格|未通过|fail(?:ed)?|×)$/i

async function hostCheck(bytes: Buffer, name: string, budget: Budget, log: ProblemLog): Promise<Scan | Text> {
  const table = await tableIn(bytes, name, undefined, budget)
  if ('zh' in table) return table
  const at = (column: keyof typeof COLUMNS) => table.titles.findIndex((t) => COLUMNS[column].has(plainTitle(t)))
  const [title, verdict, asset] = [at('title'), at('verdict'), at('asset')]
  if (title < 0 || verdict < 0) return unknown(name)
  const found = new Found(budget)
  for (const { line, cells } of table.rows)
    if (BROKEN.test(text(cells[verdict])))
      found.add({
        id: String(line),
        title: text(cells[title]),
        asset: asset < 0 ? undefined : text(cells[asset]),
        locator: `row ${line}`,
      })
  return found.scan('host-check', log)
}
