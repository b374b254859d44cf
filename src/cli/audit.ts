import { join } from 'node:path'
import type { AppRead } from '../collect/app/read-app.ts'
import { appEntity } from '../facts/app.ts'
import { assemble } from '../facts/assemble.ts'
import type { Reading } from '../facts/reading.ts'
import { type Context, determine, summarise } from '../judge/engine.ts'
import { lawOf } from '../judge/environment.ts'
import type { Result, SubjectResult } from '../judge/result.ts'
import { CALENDAR_UNTIL } from '../law/calendar.ts'
import type { Text } from '../law/text.ts'
import { jsonPieces, type Streamed, toJson } from '../report/json.ts'
import type { ReportLang } from '../report/lang.ts'
import { toMarkdown } from '../report/markdown.ts'
import { REPORT_FORMATS, render } from '../report/render.ts'
import { acts } from '../rules/app-pi-2019/acts.ts'
import { isBreach } from './breach.ts'
import { EDGE } from './edge.ts'
import { InputError } from './errors.ts'
import { type CommonOptions, dayOf, formatsOf, instrumentsOf, languageOf, streamed } from './options.ts'
import { fileName, Progress, writeAll } from './output.ts'
import { rulesHash } from './rules-hash.ts'
import { textStatus } from './text-status.ts'
import { placeOf } from './web-run.ts'

export interface AuditOptions extends CommonOptions {
  readonly policy?: string
  readonly category?: string
  readonly instrument?: readonly string[]
  readonly out?: string
  readonly allowPrivate?: boolean
  readonly with?: readonly string[]
  readonly log?: readonly string[]
  readonly consentAt?: string
  readonly tickets?: string
  readonly attest?: string
  readonly before?: string
  readonly policyBefore?: string
  readonly store?: string
}

/** Options that speak of one subject. */
const OF_ONE = {
  with: '--with',
  log: '--log',
  consentAt: '--consent-at',
  tickets: '--tickets',
  attest: '--attest',
  before: '--before',
  policyBefore: '--policy-before',
} as const satisfies Partial<Record<keyof AuditOptions, string>>

/** Besides the forms of any result, the two lists an app owes its users. */
const AUDIT_FORMATS = [...REPORT_FORMATS, 'lists'] as const
type AuditFormat = (typeof AUDIT_FORMATS)[number]
const DEFAULT_OUT = 'guiju-reports'

/** `guiju audit`: reads, judges, writes. Returns the exit code. Throws `InputError` before anything is written. */
export async function audit(targets: readonly string[], options: AuditOptions, version: string): Promise<number> {
  const lang = languageOf(options)
  const asOf = dayOf(options)
  const formats = formatsOf(options, AUDIT_FORMATS, ['html', 'json'])
  const stream = streamed(options, formats)
  if (targets.length === 0) throw new InputError('target.none')
  for (const [name, option] of Object.entries(OF_ONE))
    if (targets.length > 1 && options[name as keyof typeof OF_ONE] !== undefined)
      throw new InputError('option.one-target', { option })
  const instruments = instrumentsOf(options)
  for (const value of instruments)
    if (value !== 'app-pi-2019') throw new InputError('instrument.unknown', { value, known: 'app-pi-2019' })

  const text = await textStatus(options.store, ['app-pi-2019'])
  const progress = new Progress()
  const results: SubjectResult[] = []
  const reads: AppRead[] = []
  const unreadable: InputError[] = []
  for (const [i, target] of targets.entries()) {
    progress.show(i, targets.length, target)
    try {
      const place = (named: string) => placeOf(named, options.out ?? DEFAULT_OUT, options.allowPrivate === true)
      const first = await place(target)
      const more: string[] = []
      for (const named of options.with ?? []) more.push(await place(named))
      const read = await readOne(first, { ...options, ...(more.length > 0 ? { with: more } : {}) }, asOf)
      results.push(judgeApp(read.subject, read.readings, read.limits, asOf, text))
      if (formats.includes('lists')) reads.push(read)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      unreadable.push(error)
    }
  }
  progress.clear()
  for (const error of unreadable)
    process.stderr.write(`guiju: ${error.text[(options.lang ?? 'en') === 'en' ? 'en' : 'zh']}\n`)
  if (results.length === 0) return 2

  const result = auditResult(results, asOf, version)
  if (stream) process.stdout.write(stream === 'json' ? toJson(result) : toMarkdown(result, lang))
  else {
    const written = await writeReports(result, formats, options.out ?? DEFAULT_OUT, lang, reads)
    for (const path of written) process.stderr.write(`${path}\n`)
  }
  if (unreadable.length > 0) return 2
  return results.some((r) => r.determinations.some((d) => isBreach(d, instruments))) ? 1 : 0
}

/** What was judged of each subject, with what judged it. */
export const auditResult = (results: readonly SubjectResult[], asOf: string, version: string): Result => ({
  schema: 'guiju/result/1',
  tool: { name: 'guiju', version, rules: rulesHash(acts), calendarUntil: CALENDAR_UNTIL },
  asOf,
  results,
})

/** A result whose subjects may be made as they are asked for. */
type Printed = Streamed & { readonly results: { readonly length: number } }

/** Renders and writes the reports of a result; returns the paths in the order written. */
export async function writeReports(
  result: Printed,
  formats: readonly AuditFormat[],
  out: string,
  lang: ReportLang,
  reads: readonly AppRead[] = [],
): Promise<string[]> {
  const [one] = result.results
  const first = one!.subject
  const base =
    result.results.length === 1
      ? fileName(first.id)
      : `audit-${fileName(first.id)}-and-${result.results.length - 1}-more`
  const files = new Map<string, string | Uint8Array | Iterable<string>>()
  const whole = (): Result => ({ ...result, results: [...result.results] })
  for (const format of formats)
    if (format === 'lists') await addLists(files, reads, out, lang)
    else if (format === 'json') files.set(join(out, `${base}.json`), jsonPieces(result))
    else if (format === 'html')
      files.set(
        join(out, `${base}.html`),
        await (await import('../report/html.ts')).toHtml(result, lang === 'en' ? 'en' : 'zh'),
      )
    else
      for (const { ending, content } of await render(whole(), format, lang, EDGE))
        files.set(join(out, `${base}.${ending}`), content)
  await writeAll(files)
  return [...files.keys()]
}

async function addLists(
  files: Map<string, string | Uint8Array | Iterable<string>>,
  reads: readonly AppRead[],
  out: string,
  lang: ReportLang,
): Promise<void> {
  const { twoLists } = await import('../collect/app/two-lists.ts')
  const { twoListsMarkdown, twoListsXlsx } = await import('../report/two-lists.ts')
  for (const read of reads) {
    const lists = twoLists(read)
    const base = join(out, `${fileName(read.subject.id)}.lists`)
    files.set(`${base}.xlsx`, twoListsXlsx(lists, lang))
    files.set(`${base}.md`, twoListsMarkdown(lists, lang))
  }
}

/** Reads one target with its policy and judges it. Throws `InputError` when it cannot be read at all. */
export async function auditOne(
  target: string,
  options: AuditOptions,
  asOf: string,
  text?: Context['text'],
): Promise<SubjectResult> {
  const read = await readOne(target, options, asOf)
  const judged = judgeApp(read.subject, read.readings, read.limits, asOf, text)
  return { ...judged, ...(await beside(read, [target, ...(options.with ?? [])])) }
}

/** What is drawn and drafted from the same reading: pictures of a run, and the two lists. */
async function beside(read: AppRead, targets: readonly string[]): Promise<Pick<SubjectResult, 'run' | 'lists'>> {
  const { runBoardIn } = await import('../collect/web/run-board.ts')
  const { twoLists } = await import('../collect/app/two-lists.ts')
  const [run] = targets.flatMap((one) => runBoardIn(one) ?? [])
  return { ...(run ? { run } : {}), lists: twoLists(read) }
}

async function readOne(target: string, options: AuditOptions, asOf: string): Promise<AppRead> {
  const { readApp } = await import('../collect/app/read-app.ts')
  const read = await readApp([target, ...(options.with ?? [])], {
    on: asOf,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.consentAt === undefined ? {} : { consentAt: options.consentAt }),
    ...(options.tickets === undefined ? {} : { tickets: options.tickets }),
    ...(options.attest === undefined ? {} : { attest: options.attest }),
    ...(options.before === undefined ? {} : { before: options.before }),
    ...(options.policyBefore === undefined ? {} : { policyBefore: options.policyBefore }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    ...(options.category === undefined ? {} : { category: options.category }),
    ...(options.allowPrivate === undefined ? {} : { allowPrivate: options.allowPrivate }),
  })
  if ('error' in read) throw new InputError(read.error, read.values)
  return read
}

/** Determines all 31 acts for one app from what was read. Pure. */
export function judgeApp(
  subject: SubjectResult['subject'],
  readings: readonly Reading[],
  limits: readonly Text[],
  asOf: string,
  text?: Context['text'],
): SubjectResult {
  const views = assemble(readings, appEntity, subject.id)
  const env = lawOf(asOf)
  const applies = subject.kind === 'app.web' ? 'by-reference' : 'direct'
  const context: Context = { env, applies, ...(text ? { text } : {}) }
  const determinations = acts.map((rule) => determine(rule, views, context))
  const problems = readings.flatMap((r) => r.problems)
  return {
    subject,
    determinations,
    summary: summarise(determinations),
    limits,
    ...(problems.length > 0 ? { problems } : {}),
  }
}
