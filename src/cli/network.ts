import { basename, join } from 'node:path'
import { type Inventory, readInventory } from '../collect/inventory/read.ts'
import { grade, gradingTablesOn } from '../law/grading.ts'
import type { Text } from '../law/text.ts'
import { gradingHtml, gradingMarkdown } from '../report/grading.ts'
import { reportPages } from '../report/html.ts'
import type { Lang } from '../report/lang.ts'
import { reachOf } from '../report/network/conclusions.ts'
import { gapMarkdown, gapWorkbook } from '../report/network/gap.ts'
import {
  assessmentResults,
  milestones,
  OSCAL_FILES,
  requirementCatalog,
  requirementProfile,
  systemPlan,
} from '../report/network/oscal.ts'
import { packHtml } from '../report/network/pack.ts'
import { tipsHtml, tipsMarkdown } from '../report/network/tips.ts'
import { plainPage } from '../report/plain-page.ts'
import { inventoryText, refused, warn } from './check.ts'
import { InputError } from './errors.ts'
import { boardOf, dayIn, gapsOf, levelOf, nameOf, operatorName, workOf } from './network-board.ts'
import { type InspectionOptions, openInspection } from './network-inspection.ts'
import { packOf } from './network-pack.ts'
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
  const text = await inventoryText(file)
  if (text === undefined) throw new InputError('inventory.none', { name: file })
  const read = await readInventory(text, file)
  if (read.inventory) return read.inventory
  refused(read.problems, options.lang ?? 'en')
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

const baseOf = (file: string): string => fileName(basename(file).replace(/\.(?:ya?ml|json|xlsx?|csv)$/, ''))

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
      warn(SAID[item[1]](id, item[0]), options.lang ?? 'en')
  const work = workOf(inventory, gaps, asOf)
  const lang = langOf(options)
  const base = `${baseOf(file)}-gap`
  if (format === 'xlsx') return write(gapWorkbook(gaps, work, lang), `${base}.xlsx`, options)
  if (format === 'md') return write(gapMarkdown(gaps, work, lang), `${base}.md`, options)
  const plain = gaps.map(({ id, name, level, high, gap: { rows, ...gap } }) => ({
    id,
    name,
    level,
    ...gap,
    conclusions: reachOf({ high }).map(({ template, out, why }) => ({
      template: template.id,
      from: template.from,
      ...(template.until === undefined ? {} : { until: template.until }),
      classes: template.classes.map((c) => ({ ...c, outOfReach: out.includes(c.id) })),
      why,
    })),
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
  return write(packHtml(packOf(inventory, asOf), langOf(options)), `${baseOf(file)}-inspection.html`, options)
}

/** `guiju network board`: the pictures of an inventory on one page. */
export async function boardCommand(file: string, options: NetworkOptions): Promise<number> {
  formatsOf(options, ['html'] as const, ['html'])
  const inventory = await inventoryOf(file, options)
  if (!inventory) return 2
  const asOf = dayFor(inventory, options)
  const pages = await reportPages()
  const page = pages.renderBoard(boardOf(inventory, asOf), operatorName(inventory), { lang: langOf(options) })
  return write(page, `${baseOf(file)}-board.html`, options)
}

/** `guiju network inspection`: a form for the record of an inspection; with the record, the case it opens. */
export async function inspectionCommand(file: string, options: InspectionOptions): Promise<number> {
  const inventory = await inventoryOf(file, options)
  return inventory ? await openInspection(operatorName(inventory), options) : 2
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
