import { basename, join } from 'node:path'
import { readTable } from '../collect/inventory/table.ts'
import type { Result } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import { aggregatePaper } from '../report/aggregate/paper.ts'
import { aggregateHtml, aggregateJson, aggregateMarkdown, aggregateXlsx } from '../report/aggregate/render.ts'
import { toJson } from '../report/json.ts'
import type { ReportLang } from '../report/lang.ts'
import { toMarkdown } from '../report/markdown.ts'
import { rectificationPaper } from '../report/rectification.ts'
import { REPORT_FORMATS, render } from '../report/render.ts'
import { checkResult } from '../report/schema.ts'
import { aboutIn, compileAggregate, sampleOf, surveyIn } from './aggregate-input.ts'
import { isBreach } from './breach.ts'
import { readDraw } from './draw.ts'
import { EDGE } from './edge.ts'
import { InputError } from './errors.ts'
import { readText, TooLargeError } from './input.ts'
import { type CommonOptions, formatsOf, instrumentsOf, languageOf, streamed } from './options.ts'
import { fileName, Progress, writeAll } from './output.ts'
import { type PaperFormat, paperFile, paperFormats, writePaper } from './paper.ts'

export interface ReportOptions extends CommonOptions {
  readonly aggregate?: boolean
  readonly rectification?: boolean
  readonly draw?: string
  readonly subjects?: string
  readonly survey?: string
  readonly title?: string
  readonly instrument?: readonly string[]
  readonly out?: string
}

const AGGREGATE_FORMATS = ['html', 'md', 'xlsx', 'json', 'docx', 'pdf'] as const
type AggregateFormat = (typeof AGGREGATE_FORMATS)[number]
const OF_AGGREGATE = ['draw', 'subjects', 'survey', 'title'] as const
const DEFAULT_OUT = 'guiju-reports'
const MOST_RESULT = 256 * 2 ** 20

interface Read {
  readonly name: string
  readonly result: Result
}

/** `guiju report <result.json…>`: the same results in other forms, or compiled into one. Returns the exit code. */
export async function report(files: readonly string[], options: ReportOptions): Promise<number> {
  const lang = languageOf(options)
  if (files.length === 0) throw new InputError('report.none')
  for (const option of OF_AGGREGATE)
    if (options[option] !== undefined && !options.aggregate)
      throw new InputError('report.alone', { option: `--${option}` })
  const formats = options.aggregate ? formatsOf(options, AGGREGATE_FORMATS, ['html', 'json']) : []
  const forms = options.aggregate || options.rectification ? [] : formatsOf(options, REPORT_FORMATS, ['html'])
  const papers = options.rectification ? paperFormats(options, [], 'docx') : []
  if (options.rectification && options.aggregate) throw new InputError('report.one')
  const progress = new Progress()
  const read: Read[] = []
  for (const [i, name] of files.entries()) {
    progress.show(i, files.length, name)
    read.push({ name, result: await readResult(name) })
  }
  progress.clear()
  if (options.aggregate) await compile(read, options, formats, lang)
  else if (options.rectification) await rectify(read, options, papers, lang)
  else await again(read, options, forms, lang)
  const named = instrumentsOf(options)
  const all = read.flatMap(({ result }) => result.results.flatMap((r) => r.determinations))
  return all.some((d) => isBreach(d, named)) ? 1 : 0
}

async function readResult(name: string): Promise<Result> {
  const unread = (why: string | Text) => new InputError('report.unreadable', { name, why })
  let value: unknown
  try {
    value = JSON.parse(await readText(name, MOST_RESULT))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name })
    if (code?.startsWith('E') && !code.startsWith('ERR_')) throw new InputError('file.unreadable', { name, why: code })
    throw unread(error instanceof TooLargeError ? `> ${error.limit} MB` : { zh: '不是 JSON', en: 'it is no JSON' })
  }
  const checked = checkResult(value)
  if (checked.ok) return checked.result
  const [first] = checked.problems
  throw unread({ zh: `${first!.at}：${first!.message.zh}`, en: `${first!.at}: ${first!.message.en}` })
}

/** Each file in the forms asked for, under its own name. */
async function again(
  read: readonly Read[],
  options: ReportOptions,
  formats: readonly (typeof REPORT_FORMATS)[number][],
  lang: ReportLang,
): Promise<void> {
  const stream = read.length === 1 ? streamed(options, formats) : undefined
  if (stream !== undefined) {
    const { result } = read[0]!
    process.stdout.write(stream === 'json' ? toJson(result) : toMarkdown(result, lang))
    return
  }
  const out = new Map<string, string | Uint8Array>()
  for (const { name, result } of read)
    for (const format of formats)
      for (const { ending, content } of await render(result, format, lang, EDGE))
        out.set(free(out, join(options.out ?? DEFAULT_OUT, stem(name)), ending), content)
  await write(out)
}

const stem = (name: string): string => fileName(basename(name).replace(/\.json$/i, ''))

/** Two inputs of one name get two outputs. */
function free(taken: ReadonlyMap<string, unknown>, base: string, ending: string): string {
  for (let n = 1; ; n++) {
    const path = n === 1 ? `${base}.${ending}` : `${base}-${n}.${ending}`
    if (!taken.has(path)) return path
  }
}

async function write(files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  await writeAll(files)
  for (const path of files.keys()) process.stderr.write(`${path}\n`)
}

async function compile(
  read: readonly Read[],
  options: ReportOptions,
  formats: readonly AggregateFormat[],
  lang: ReportLang,
): Promise<void> {
  const results = read.map((r) => r.result)
  if (results.every((r) => r.results.length === 0)) throw new InputError('report.none')
  const { draw, subjects, survey, title } = options
  const compiled = compileAggregate(
    {
      results,
      about: subjects === undefined ? new Map() : aboutIn(await readTable(subjects, undefined), subjects),
      ...(title === undefined ? {} : { title }),
      ...(draw === undefined ? {} : { sample: await sampleOf(await readDraw(draw), draw) }),
      ...(survey === undefined ? {} : { survey: surveyIn(await readTable(survey, undefined), survey) }),
    },
    { draw, subjects },
  )
  const paper = () => aggregatePaper(compiled)
  const content: Readonly<Record<AggregateFormat, () => string | Uint8Array | Promise<string | Uint8Array>>> = {
    docx: () => paperFile(paper(), 'docx', lang),
    pdf: () => paperFile(paper(), 'pdf', lang),
    html: () => aggregateHtml(compiled, lang),
    md: () => aggregateMarkdown(compiled, lang),
    xlsx: () => aggregateXlsx(compiled, lang),
    json: () => aggregateJson(compiled),
  }
  const stream = streamed(options, formats)
  if (stream !== undefined) {
    process.stdout.write(await content[stream]())
    return
  }
  const files = new Map<string, string | Uint8Array>()
  for (const format of formats)
    files.set(join(options.out ?? DEFAULT_OUT, `aggregate.${format}`), await content[format]())
  await write(files)
}

/** One subject before and after, as the report on its rectification. */
async function rectify(
  read: readonly Read[],
  options: ReportOptions,
  formats: readonly PaperFormat[],
  lang: ReportLang,
): Promise<void> {
  const all = read.flatMap(({ result }) => result.results.map((of) => ({ asOf: result.asOf, of })))
  const ids = new Set(all.map((one) => one.of.subject.id))
  if (all.length < 2 || ids.size !== 1) throw new InputError('report.two', { n: all.length, ids: [...ids].join(', ') })
  // Several of one day keep the order in which they were given.
  const [before, ...rest] = [...all].sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0))
  const paper = rectificationPaper(before!, rest.at(-1)!)
  const base = `${fileName(before!.of.subject.id)}-rectification`
  for (const path of await writePaper(paper, formats, lang, base, options.out)) process.stderr.write(`${path}\n`)
}
