import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Inventory, readInventory } from '../collect/inventory/read.ts'
import { type FactList, isList, type Row } from '../facts/row.ts'
import { type GapRecord, gapAnalysis } from '../judge/gap.ts'
import { addPeriod } from '../law/calendar.ts'
import { type Extension, type RequirementLevel, requirementsOf } from '../law/catalogue.ts'
import { addDays, addMonths } from '../law/day.ts'
import { grade, gradingTablesOn } from '../law/grading.ts'
import type { Text } from '../law/text.ts'
import { gradingHtml, gradingMarkdown } from '../report/grading.ts'
import type { Lang } from '../report/lang.ts'
import { type GapOf, gapMarkdown, gapWork, gapWorkbook, type Remediation } from '../report/network/gap.ts'
import {
  assessmentResults,
  milestones,
  OSCAL_FILES,
  requirementCatalog,
  requirementProfile,
  systemPlan,
} from '../report/network/oscal.ts'
import { type Pack, packHtml } from '../report/network/pack.ts'
import { plainPage } from '../report/network/page.ts'
import { type Board, boardHtml, type Due } from '../report/network/pictures.ts'
import { tipsHtml, tipsMarkdown } from '../report/network/tips.ts'
import { InputError } from './errors.ts'
import { judgedOn } from './network-check.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'
import { fileName, writeAll } from './output.ts'
import { uuidOf } from './uuid.ts'

export interface NetworkOptions extends CommonOptions {
  readonly out?: string
}

const DEFAULT_OUT = 'guiju-reports'
const langOf = (options: CommonOptions): Lang => (languageOf(options) === 'en' ? 'en' : 'zh')

/** The inventory, or one line on stderr for everything that is wrong with it. */
async function inventoryOf(file: string, options: CommonOptions): Promise<Inventory | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name: file })
    throw new InputError('file.unreadable', { name: file, why: code ?? 'error' })
  }
  const read = await readInventory(text, file)
  if (read.inventory) return read.inventory
  for (const problem of read.problems)
    process.stderr.write(
      `guiju: ${(options.lang === undefined || options.lang === 'en' ? problem.en : problem.zh).replace(/[\p{Cc}\p{Cf}]+/gu, '�')}\n`,
    )
  return undefined
}

/** The day asked for, else the last the inventory names, else today. */
const dayFor = (inventory: Inventory, options: CommonOptions): string =>
  options.on !== undefined || options.asOf !== undefined ? dayOf(options) : (inventory.asOf.at(-1) ?? dayOf({}))

async function write(content: string | Uint8Array, name: string, options: NetworkOptions): Promise<number> {
  if (
    options.out === undefined &&
    options.format?.length === 1 &&
    typeof content === 'string' &&
    !name.endsWith('.html')
  ) {
    process.stdout.write(content)
    return 0
  }
  const path = join(options.out ?? DEFAULT_OUT, name)
  await writeAll(new Map([[path, content]]))
  process.stderr.write(`${path}\n`)
  return 0
}

const baseOf = (file: string): string => fileName(basename(file).replace(/\.ya?ml$/, ''))
const nameOf = (row: Row): string => String(row['name'] ?? row['id'])
const levelOf = (row: Row): number | undefined =>
  row['level'] === undefined || row['level'] === null ? undefined : Number(row['level'])
const rowsOf = (row: Row, list: string): readonly Row[] => {
  const found = row[list]
  return isList(found) ? (found as FactList).rows : []
}
const dayIn = (row: Row, field: string): string => (typeof row[field] === 'string' ? row[field] : '')

/** `guiju network grade`: what each network's answers lead to, by the standard's matrix and any later one of that day. */
export async function gradeCommand(file: string, options: NetworkOptions): Promise<number> {
  const [format] = formatsOf(options, ['html', 'md', 'json'] as const, ['html'])
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  const lang = langOf(options)
  const graded = inventory.networks.flatMap((row) => {
    const answers = inventory.gradings.get(String(row['id']))
    return answers ? gradingTablesOn(asOf).map((table) => ({ row, grading: grade(answers, table) })) : []
  })
  if (graded.length === 0) throw new InputError('network.ungraded', { name: file })
  const base = `${baseOf(file)}-grading`
  const each = graded.map(({ row, grading }) => ({ grading, options: { lang, name: nameOf(row), asOf } }))
  if (format === 'json')
    return write(
      `${JSON.stringify(
        graded.map(({ row, grading }) => ({
          id: row['id'],
          name: nameOf(row),
          table: grading.table.id,
          verified: grading.table.verified,
          information: grading.aspects[0].level ?? null,
          service: grading.aspects[1].level ?? null,
          proposed: grading.proposed ?? null,
          decided: levelOf(row) ?? null,
          why: grading.why,
          warnings: grading.warnings,
        })),
        null,
        2,
      )}\n`,
      `${base}.json`,
      options,
    )
  if (format === 'md')
    return write(each.map((one) => gradingMarkdown(one.grading, one.options)).join('\n'), `${base}.md`, options)
  const body = each.map((one) => `<section class="page">${gradingHtml(one.grading, one.options)}</section>`).join('\n')
  return write(plainPage({ zh: '定级报告', en: 'Grading report' }[lang], lang, body), `${base}.html`, options)
}

/** Networks of a level held against its items. */
function gapsOf(inventory: Inventory, asOf: string): GapOf[] {
  return inventory.networks.flatMap((row): GapOf[] => {
    const level = levelOf(row)
    const id = String(row['id'])
    if (level === undefined || level > 4) return []
    const items = requirementsOf(level as RequirementLevel, (inventory.extensions.get(id) ?? []) as Extension[])
    return [
      { id, name: nameOf(row), level, gap: gapAnalysis(items, (inventory.answers.get(id) ?? []) as GapRecord[], asOf) },
    ]
  })
}

const STATES = {
  fixed: { zh: '已整改', en: 'corrected' },
  open: { zh: '未整改', en: 'not corrected' },
} as const satisfies Record<string, Text>

/** What is to be corrected: items of the baseline that were answered so, and findings of every source. */
function workOf(inventory: Inventory, gaps: readonly GapOf[], asOf: string): Remediation[] {
  const findings = inventory.networks.flatMap((row) =>
    rowsOf(row, 'findings')
      .filter((f) => f['severity'] !== 'info')
      .map((f): Remediation => {
        const done = dayIn(f, 'fixedOn') !== '' && dayIn(f, 'fixedOn') <= asOf
        const due = dayIn(f, 'dueOn')
        const what = String(f['title'] ?? f['reference'] ?? f['id'] ?? '')
        const since = dayIn(f, 'foundOn')
        return {
          network: nameOf(row),
          item: String(f['reference'] ?? f['id'] ?? ''),
          what: { zh: what, en: what },
          state: done ? STATES.fixed : STATES.open,
          owner: String(f['owner'] ?? ''),
          due,
          overdue: !done && due !== '' && due < asOf,
          ...(since === '' || since > asOf ? {} : { since }),
          done,
        }
      }),
  )
  return [...findings, ...gaps.flatMap(gapWork)]
}

/** `guiju network gap`: the workbook to fill in, and what it says once filled in. */
export async function gapCommand(file: string, options: NetworkOptions): Promise<number> {
  const [format] = formatsOf(options, ['xlsx', 'md', 'json'] as const, ['xlsx'])
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  const gaps = gapsOf(inventory, asOf)
  if (gaps.length === 0) throw new InputError('network.unlevelled', { name: file })
  for (const { id, gap } of gaps)
    for (const item of [
      ...gap.stray.map((i) => [i, 'stray'] as const),
      ...gap.disputed.map((i) => [i, 'disputed'] as const),
    ])
      process.stderr.write(`guiju: ${SAID[item[1]](id, item[0])[options.lang === 'zh' ? 'zh' : 'en']}\n`)
  const work = workOf(inventory, gaps, asOf)
  const lang = langOf(options)
  const base = `${baseOf(file)}-gap`
  if (format === 'xlsx') return write(gapWorkbook(gaps, work, lang), `${base}.xlsx`, options)
  if (format === 'md') return write(gapMarkdown(gaps, work, lang), `${base}.md`, options)
  const plain = gaps.map(({ id, name, level, gap: { rows, ...gap } }) => ({
    id,
    name,
    level,
    ...gap,
    items: rows.map(({ requirement, ...row }) => ({ item: requirement.id, ...row })),
  }))
  return write(`${JSON.stringify({ asOf, networks: plain, work }, null, 2)}\n`, `${base}.json`, options)
}

const SAID = {
  stray: (id: string, item: string): Text => ({
    zh: `${id}：该等级没有条款 ${item}，未计入`,
    en: `${id}: its level has no item ${item}; not counted`,
  }),
  disputed: (id: string, item: string): Text => ({
    zh: `${id}：条款 ${item} 有两种答复，按未填写处理`,
    en: `${id}: item ${item} is answered in two ways; taken as not answered`,
  }),
}

/** `guiju network pack`: what to hand over when an inspection comes. */
export async function packCommand(file: string, options: NetworkOptions): Promise<number> {
  formatsOf(options, ['html'] as const, ['html'])
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  const [organisation] = judgedOn(inventory, asOf)
  const services = rowsOf(inventory.organisation, 'services')
  const pack: Pack = {
    operator: organisation!.subject.name,
    asOf,
    networks: inventory.networks.map((row) => ({
      name: nameOf(row),
      level: String(levelOf(row) ?? ''),
      filedOn: dayIn(row, 'filedOn'),
      certificateUntil: dayIn(row, 'certificateUntil'),
      assessedOn:
        rowsOf(row, 'assessments')
          .filter((a) => a['kind'] === 'mlps')
          .map((a) => dayIn(a, 'on'))
          .sort()
          .at(-1) ?? '',
      critical: dayIn(row, 'ciiNotifiedOn'),
    })),
    services: services.map((s) => ({
      name: nameOf(s),
      kind: String(s['kind'] ?? ''),
      startedOn: dayIn(s, 'startedOn'),
    })),
    organisation: organisation!,
    focus: focusOf(inventory, services, asOf),
  }
  return write(packHtml(pack, langOf(options)), `${baseOf(file)}-inspection.html`, options)
}

/** Art. 9, second paragraph: young services, and what happened within two years. */
function focusOf(inventory: Inventory, services: readonly Row[], asOf: string): Text[] {
  const focus: Text[] = []
  const young = services.filter((s) => dayIn(s, 'startedOn') > addMonths(asOf, -12))
  if (young.length > 0)
    focus.push({
      zh: `提供服务未满一年：${young.map(nameOf).join('、')}`,
      en: `in service for less than a year: ${young.map(nameOf).join(', ')}`,
    })
  const hit = inventory.networks.filter((row) =>
    rowsOf(row, 'incidents').some((i) => i['kind'] === 'incident' && dayIn(i, 'on') >= addMonths(asOf, -24)),
  )
  if (hit.length > 0)
    focus.push({
      zh: `两年内发生过网络安全事件：${hit.map(nameOf).join('、')}`,
      en: `a security incident within two years: ${hit.map(nameOf).join(', ')}`,
    })
  return focus
}

const STEP_WORDS = {
  graded: { zh: '定级', en: 'graded' },
  designed: { zh: '规划设计', en: 'designed' },
  live: { zh: '投入运行', en: 'live' },
  filed: { zh: '备案', en: 'filed' },
  assessed: { zh: '测评', en: 'assessed' },
  corrected: { zh: '整改', en: 'corrected' },
  retired: { zh: '停用', en: 'retired' },
} as const satisfies Record<string, Text>

const DUES = {
  certificate: { zh: '备案证明到期', en: 'filing certificate ends' },
  assessment: { zh: '距上次等级测评满十二个月', en: 'twelve months since the last assessment' },
} as const satisfies Record<string, Text>

/** `guiju network board`: the pictures of an inventory on one page. */
export async function boardCommand(file: string, options: NetworkOptions): Promise<number> {
  formatsOf(options, ['html'] as const, ['html'])
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  return write(boardHtml(boardOf(inventory, asOf), langOf(options)), `${baseOf(file)}-board.html`, options)
}

export function boardOf(inventory: Inventory, asOf: string): Board {
  const gaps = gapsOf(inventory, asOf).filter(({ gap }) => gap.total.open < gap.rows.length)
  const latest = (row: Row, list: string, field: string, where: (r: Row) => boolean = () => true) =>
    rowsOf(row, list)
      .filter(where)
      .map((r) => dayIn(r, field))
      .filter((d) => d !== '')
      .sort()
      .at(-1)
  const step = (name: Text, day: string | undefined) => ({ name, ...(day === undefined || day === '' ? {} : { day }) })
  return {
    operator: String(inventory.operator['name'] ?? inventory.operator['id'] ?? inventory.name),
    asOf,
    gradings: inventory.networks.flatMap((row) => {
      const answers = inventory.gradings.get(String(row['id']))
      return answers
        ? [{ id: String(row['id']), name: nameOf(row), grading: grade(answers), decided: String(levelOf(row) ?? '—') }]
        : []
    }),
    lives: inventory.networks.map((row) => ({
      id: String(row['id']),
      name: nameOf(row),
      steps: [
        step(STEP_WORDS.graded, dayIn(row, 'gradedOn')),
        step(STEP_WORDS.designed, dayIn(row, 'designedOn')),
        step(STEP_WORDS.live, dayIn(row, 'liveOn')),
        step(STEP_WORDS.filed, dayIn(row, 'filedOn')),
        step(
          STEP_WORDS.assessed,
          latest(row, 'assessments', 'on', (a) => a['kind'] === 'mlps'),
        ),
        step(STEP_WORDS.corrected, latest(row, 'findings', 'fixedOn')),
        step(STEP_WORDS.retired, dayIn(row, 'retiredOn')),
      ],
    })),
    dues: duesOf(inventory, asOf),
    gaps,
    work: workOf(inventory, gaps, asOf),
  }
}

/** What falls within the coming year or is past, the earliest first. */
function duesOf(inventory: Inventory, asOf: string): Due[] {
  const end = addMonths(asOf, 12)
  const found: Due[] = []
  const add = (row: Row, kind: Due['kind'], what: Text, day: string) => {
    if (day === '' || day > end) return
    const before = addPeriod(addDays(day, -1), { n: 1, unit: 'workday' })
    found.push({ network: nameOf(row), kind, what, day, workday: before.day, provisional: before.provisional })
  }
  for (const row of inventory.networks) {
    const retired = dayIn(row, 'retiredOn')
    if (retired !== '' && retired <= asOf) continue
    add(row, 'certificate', DUES.certificate, dayIn(row, 'certificateUntil'))
    const last = rowsOf(row, 'assessments')
      .filter((a) => a['kind'] === 'mlps')
      .map((a) => dayIn(a, 'on'))
      .filter((d) => d !== '' && d <= asOf)
      .sort()
      .at(-1)
    if (last !== undefined && (levelOf(row) ?? 0) >= 3) add(row, 'assessment', DUES.assessment, addMonths(last, 12))
    for (const plan of rowsOf(row, 'plans')) {
      const what = String(plan['title'] ?? plan['kind'] ?? plan['id'])
      if (dayIn(plan, 'doneOn') === '') add(row, 'plan', { zh: what, en: what }, dayIn(plan, 'dueOn'))
    }
    for (const finding of rowsOf(row, 'findings')) {
      const what = String(finding['title'] ?? finding['reference'] ?? finding['id'])
      if (dayIn(finding, 'fixedOn') === '') add(row, 'correction', { zh: what, en: what }, dayIn(finding, 'dueOn'))
    }
  }
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** `guiju network tips`: the eight tips on one page. */
export async function tipsCommand(options: NetworkOptions): Promise<number> {
  const [format] = formatsOf(options, ['html', 'md'] as const, ['html'])
  const lang = langOf(options)
  return format === 'md' ? write(tipsMarkdown(lang), 'tips.md', options) : write(tipsHtml(lang), 'tips.html', options)
}

/** `guiju network oscal`: catalog and profiles, and for each network plan, results and what is to be corrected. */
export async function oscalCommand(file: string, options: NetworkOptions): Promise<number> {
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  const gaps = gapsOf(inventory, asOf)
  if (gaps.length === 0) throw new InputError('network.unlevelled', { name: file })
  const files = new Map<string, string>()
  const out = options.out ?? join(DEFAULT_OUT, `${baseOf(file)}-oscal`)
  const put = (name: string, content: string | undefined) => {
    if (content !== undefined) files.set(join(out, name), content)
  }
  put(OSCAL_FILES.catalog, requirementCatalog(uuidOf))
  for (const level of [1, 2, 3, 4] as const) put(OSCAL_FILES.profile(level), requirementProfile(level, uuidOf))
  for (const [i, of] of gaps.entries()) {
    const row = inventory.networks.find((one) => String(one['id']) === of.id)!
    const base = `${String(i + 1).padStart(3, '0')}-${fileName(of.id)}`
    const live = dayIn(row, 'liveOn') !== '' && dayIn(row, 'liveOn') <= asOf
    const retired = dayIn(row, 'retiredOn') !== '' && dayIn(row, 'retiredOn') <= asOf
    const work = workOf({ ...inventory, networks: [row] }, [of], asOf)
    put(OSCAL_FILES.ssp(base), systemPlan(of, { live, retired }, asOf, uuidOf))
    put(OSCAL_FILES.results(base), assessmentResults(of, base, asOf, uuidOf))
    put(OSCAL_FILES.poam(base), milestones(of.name, work, base, asOf, uuidOf))
  }
  await writeAll(files)
  for (const path of files.keys()) process.stderr.write(`${path}\n`)
  return 0
}
