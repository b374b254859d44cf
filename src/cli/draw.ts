import { join } from 'node:path'
import { parse } from 'yaml'
import { DrawError } from '../cases/draw/draw-error.ts'
import { announcement, counted, type DrawRecord, type When } from '../cases/draw/record.ts'
import { readRecord, recordText, type Verification } from '../cases/draw/verify.ts'
import { verifyDrawText } from '../cases/draw/verify-text.ts'
import type { Text } from '../law/text.ts'
import { verifyHtml } from '../report/html.ts'
import { pick, type ReportLang } from '../report/lang.ts'
import { commitKept, DrawKept, ownDraws, revealKept } from '../store/draw-log.ts'
import { storeFolder } from '../store/folder.ts'
import { ledgerTools } from '../store/ledger.ts'
import { sha256 } from '../store/sha256.ts'
import { InputError } from './errors.ts'
import { readText } from './input.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'
import { fileName, writeAll } from './output.ts'

export interface DrawOptions extends CommonOptions {
  readonly store?: string
  readonly out?: string
  readonly value?: readonly string[]
  readonly commitment?: string
}

const FORMATS = ['json'] as const
/** Characters of a draw that the page which verifies it still holds itself; a longer one is opened in the page. */
const MOST_IN_PAGE = 20_000_000
const OUT = 'guiju-draws'

/** YAML takes memory many times its length; a long list is given as JSON. */
const MOST_YAML = 64 * 2 ** 20
const MOST_JSON = 500 * 2 ** 20
/** `guiju draw commit <input>`: the draw file, and what is published of it. */
export async function commitDraw(input: string, options: DrawOptions): Promise<void> {
  formatsOf(options, FORMATS, ['json'])
  const plan = (await readInput(input)).value
  const when = whenOf(options)
  const store = storeFolder(options.store)
  const done = await kept(input, store, () => commitKept(store, ownDraws(store), plan, when))
  const name = fileName(done.plan.id)
  await write(done, options, `${name}.draw`, {
    [`${name}.commitment.json`]: `${JSON.stringify(announcement(done), null, 2)}\n`,
  })
  const { lang } = spoken(options)
  process.stderr.write(
    `${pick({ zh: `承诺 ${done.commitment}（${counted(when)}）：请在 ${done.plan.randomness.at} 之前公布`, en: `commitment ${done.commitment} (${counted(when)}): publish it before ${done.plan.randomness.at}` }, lang)}\n`,
  )
}

/** `guiju draw reveal <draw> [values]`: the same file with its result, and a page that computes it again. */
export async function revealDraw(file: string, values: string | undefined, options: DrawOptions): Promise<void> {
  formatsOf(options, FORMATS, ['json'])
  const record = await readDraw(file)
  const given = { ...(values === undefined ? {} : await readValuesFile(values)), ...valuesOf(options.value ?? []) }
  const store = storeFolder(options.store)
  const { id } = record.plan
  const final = await kept(file, store, () => revealKept(store, ownDraws(store), record, given, whenOf(options)))
  const name = fileName(id)
  const text = recordText(final)
  const { lang } = spoken(options)
  const page =
    text.length > MOST_IN_PAGE
      ? await verifyHtml(lang === 'both' ? 'zh' : lang)
      : await verifyHtml(lang === 'both' ? 'zh' : lang, { name: `${name}.result.json`, text })
  await write(final, options, `${name}.result`, { [`${name}.verify.html`]: page })
  if (options.out !== undefined || options.format === undefined)
    process.stdout.write(`${resultLines(final).join('\n')}\n`)
}

/** `guiju draw verify <draw>`: 0 where everything holds, 1 where something does not. */
export async function verifyDrawFile(file: string, options: DrawOptions): Promise<0 | 1> {
  const [format = 'text'] = formatsOf(options, ['text', 'json'], ['text'])
  const { text, value } = await readInput(file)
  if (!isDraw(value)) await attempt(file, async () => readRecord(value))
  const published = options.commitment === undefined ? undefined : await publishedOf(options.commitment)
  const found = await verifyDrawText(text, value, sha256, published, ledgerTools)
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ schema: 'guiju/draw-verification/1', ...found }, null, 2)}\n`)
  else process.stdout.write(`${verificationLines(found, spoken(options).lang).join('\n')}\n`)
  return found.ok ? 0 : 1
}

/** True for what looks like a draw, changed or not; anything else was given by mistake. */
const isDraw = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('plan' in value || 'commitment' in value || 'reveal' in value)

const spoken = (options: DrawOptions): { readonly lang: ReportLang } => ({ lang: languageOf(options) })

function whenOf(options: DrawOptions): When {
  const at = new Date().toISOString()
  return options.on === undefined && options.asOf === undefined ? { at } : { at, on: dayOf(options) }
}

/** What keeps a draw from being written, as the command says it. */
async function kept<T>(name: string, store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await attempt(name, work)
  } catch (error) {
    if (error instanceof InputError) throw error
    if (error instanceof DrawKept) {
      const { why, id, at, file } = error
      if (why === 'committed') throw new InputError('draw.committed', { id, at, file })
      if (why === 'drawn') throw new InputError('draw.drawn', { id, at })
      throw new InputError('draw.unlogged', { store })
    }
    const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number }
    if (code === undefined && errcode === undefined) throw error
    throw new InputError('store.unwritable', {
      name: store,
      why: error instanceof Error ? error.message : String(code),
    })
  }
}

async function attempt<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DrawError) throw new InputError('draw.refused', { name, why: error.text })
    throw error
  }
}

async function readInput(name: string): Promise<{ readonly text: string; readonly value: unknown }> {
  const json = /\.json$/i.test(name)
  const text = await readText(name, json ? MOST_JSON : MOST_YAML).catch((error: NodeJS.ErrnoException) =>
    missing(name, error),
  )
  try {
    return { text, value: json || /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 0 }) }
  } catch (error) {
    throw new InputError('draw.unreadable', { name, why: (error as Error).message.split('\n')[0]!.replace(/:$/, '') })
  }
}

const missing = (name: string, error: NodeJS.ErrnoException): never => {
  if (error.code === 'ENOENT') throw new InputError('file.missing', { name })
  const why = error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'no UTF-8' : (error.code ?? error.message)
  throw new InputError('draw.unreadable', { name, why })
}

export async function readDraw(name: string): Promise<DrawRecord> {
  const { value } = await readInput(name)
  return attempt(name, async () => readRecord(value))
}

async function readValuesFile(name: string): Promise<object> {
  const { value } = await readInput(name)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError('draw.unreadable', { name, why: 'source: numbers' })
  return value
}

function valuesOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((value) => {
      const at = value.indexOf('=')
      if (at < 1) throw new InputError('draw.value', { value })
      return [value.slice(0, at), value.slice(at + 1)]
    }),
  )
}

async function publishedOf(value: string): Promise<string> {
  if (/^[0-9a-f]{64}$/i.test(value)) return value.toLowerCase()
  const found = (await readInput(value)).value as { readonly commitment?: unknown } | null
  if (typeof found?.commitment !== 'string' || !/^[0-9a-f]{64}$/.test(found.commitment))
    throw new InputError('draw.commitment', { value })
  return found.commitment
}

async function write(
  record: DrawRecord,
  options: DrawOptions,
  name: string,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const text = recordText(record)
  if (options.out === undefined && options.format !== undefined) {
    process.stdout.write(text)
    return
  }
  const folder = options.out ?? OUT
  const files = new Map([[join(folder, `${name}.json`), text]])
  for (const [file, content] of Object.entries(more)) files.set(join(folder, file), content)
  await writeAll(files)
  process.stderr.write([...files.keys()].map((f) => `${f}\n`).join(''))
}

/** The result, a line for each subject: tier, subject, inspectors, substitutes. */
function resultLines({ reveal }: DrawRecord): string[] {
  const line = (tier: string, d: { subject: string; inspectors: readonly string[]; substitutes: readonly string[] }) =>
    [tier, d.subject, d.inspectors.join(','), d.substitutes.join(',')].join('\t')
  return reveal!.result.tiers.flatMap((tier) => [
    ...tier.drawn.map((d) => line(tier.id, d)),
    ...tier.substitutes.map((d, i) => line(`${tier.id}+${i + 1}`, d)),
  ])
}

const SECTIONS: Readonly<Record<'cautions' | 'shows' | 'doesNotShow', Text>> = {
  cautions: { zh: '请注意', en: 'note' },
  shows: { zh: '证明了', en: 'this shows' },
  doesNotShow: { zh: '没有证明', en: 'this does not show' },
}

function verificationLines(found: Verification, lang: ReportLang): string[] {
  const say = (text: Text) => pick(text, lang)
  const lines = found.checks.map((c) => `${c.ok ? '✓' : '✗'} ${say(c.say)}`)
  for (const part of ['cautions', 'shows', 'doesNotShow'] as const)
    if (found[part].length > 0) lines.push('', `${say(SECTIONS[part])}:`, ...found[part].map((t) => `  ${say(t)}`))
  return lines
}
