import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Answered } from '../collect/table/check.ts'
import type { Result, SubjectResult } from '../judge/result.ts'
import { DIALECTS } from '../judge/sql/dialect.ts'
import type { Text } from '../law/text.ts'
import { type ReportOptions, reporter, resultOf } from './check.ts'
import { compile, idOf, MANIFEST, type Manifest, RESULTS, SCRIPT, SEAL, sha256 } from './compile.ts'
import { InputError } from './errors.ts'
import { readText, TooLargeError } from './input.ts'
import { inOrder, isProblems, type Problems } from './work.ts'

/** MB a manifest, and one result, may have. */
const MOST_MANIFEST = 8 << 20
const MOST_RESULT = 256 << 20

/** `guiju collect`: reads the results of a compiled folder back into a report. Returns the exit code. */
export async function collectCommand(folder: string, options: ReportOptions, version: string): Promise<number> {
  const report = reporter(options)
  return report(await collected(folder, version))
}

/** The report of a folder whose script was run. Throws `InputError` for what is missing, changed or of another folder. */
export async function collected(folder: string, version: string): Promise<Result | Problems> {
  const manifest = await manifestIn(folder)
  const { text, name, folder: from } = manifest.mapping
  const { dialect, days } = manifest
  const other = new InputError('work.other', { name: folder, value: manifest.tool.version })
  const made = await compile({
    text,
    file: join(from ?? '.', name),
    dialect,
    on: undefined,
    days,
    version: manifest.tool.version,
  })
  if (isProblems(made)) throw other
  if (made.manifest.id !== manifest.id || made.manifest.script.sha256 !== manifest.script.sha256) throw other
  await unchanged(join(folder, SCRIPT), manifest.script.sha256)
  const seals = await sealsIn(join(folder, RESULTS, SEAL), manifest)
  const results: SubjectResult[] = []
  for (const { day, work } of made.works) {
    const answers: Record<string, Answered> = {}
    for (const one of manifest.results)
      if (one.day === day) answers[one.name] = await answerIn(join(folder, RESULTS, one.file), one, seals)
    const found = await work.fold(answers)
    if (isProblems(found)) return found
    results.push(found)
  }
  return resultOf(made.mapping, results, days, version)
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const line = z.string().max(200)
const schema = z.strictObject({
  schema: z.literal('guiju/work/1'),
  id: hash,
  tool: z.strictObject({ name: z.literal('guiju'), version: line, rules: hash, calendarUntil: line }),
  dialect: z.enum(DIALECTS),
  days: z.array(z.string().regex(/^\d{4}-\d\d-\d\d$/)).min(1),
  mapping: z.strictObject({ name: line, text: z.string(), folder: z.string().optional() }),
  results: z.array(z.strictObject({ file: line, day: line, name: line, columns: z.array(line) })),
  script: z.strictObject({ sha256: hash }),
})

async function manifestIn(folder: string): Promise<Manifest> {
  const name = join(folder, MANIFEST)
  const text = await textIn(name, MOST_MANIFEST)
  if (text === undefined) throw new InputError('work.none', { name: folder })
  const changed = new InputError('work.changed', { name })
  let plain: unknown
  try {
    plain = JSON.parse(text)
  } catch {
    throw changed
  }
  const read = schema.safeParse(plain)
  if (!read.success) throw changed
  const manifest = read.data as Manifest
  if (idOf(manifest) !== manifest.id) throw changed
  return manifest
}

/** The script may have stayed where it was run; where it is here, it is the one that was written. */
async function unchanged(name: string, expected: string): Promise<void> {
  const text = await textIn(name, MOST_RESULT)
  if (text !== undefined && sha256(text) !== expected) throw new InputError('work.changed', { name })
}

interface Seal {
  readonly n: number
  readonly mark: string
}

async function sealsIn(name: string, manifest: Manifest): Promise<ReadonlyMap<string, Seal>> {
  const seals = new Map<string, Seal>()
  for (const row of await rowsIn(name, ['work', 'name', 'n', 'mark'])) {
    if (row.work !== manifest.id) throw new InputError('work.foreign', { name })
    seals.set(String(row.name), { n: Number(row.n), mark: String(row.mark) })
  }
  if (manifest.results.some((one) => !seals.has(`${one.day}-${one.name}`)))
    throw new InputError('work.result', { name, why: { zh: '不完整', en: 'it is cut off' } })
  return seals
}

/** The rows of one answer, as many and such as the engine counted. */
async function answerIn(
  name: string,
  { day, name: of, columns }: Manifest['results'][number],
  seals: ReadonlyMap<string, Seal>,
): Promise<Answered> {
  const seal = seals.get(`${day}-${of}`)!
  const rows = await rowsIn(name, [...columns, 'mark'])
  const wrong = (why: Text) => new InputError('work.result', { name, why })
  if (rows.length !== seal.n)
    throw wrong({ zh: `有 ${rows.length} 行，应有 ${seal.n} 行`, en: `it has ${rows.length} of ${seal.n} rows` })
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const marks = rows.map((row) => {
    const cells = columns.map((c) => (row[c] === null ? '~' : `=${row[c]}`))
    return md5(cells.join('|'))
  })
  if (marks.some((mark, i) => mark !== rows[i]!.mark) || md5(marks.toSorted().join('')) !== seal.mark)
    throw wrong({ zh: '内容被改动，或不是同一次运行的结果', en: 'it was changed, or is of another run' })
  return inOrder(rows, columns)
}

type Line = Readonly<Record<string, string | null>>

/** Lines of JSON with the columns asked for, each a text or null; a directory holds them in parts. */
async function rowsIn(name: string, columns: readonly string[]): Promise<Line[]> {
  const wrong = (why: Text) => new InputError('work.result', { name, why })
  const texts: string[] = []
  for (const path of await partsOf(name)) {
    const text = await textIn(path, MOST_RESULT)
    if (text === undefined) throw new InputError('work.unrun', { name })
    texts.push(text)
  }
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter((one) => one.trim() !== '')
      .map((one, i): Line => {
        let plain: unknown
        try {
          plain = JSON.parse(one)
        } catch {
          throw wrong({ zh: `第 ${i + 1} 行不完整`, en: `line ${i + 1} is cut off` })
        }
        if (typeof plain !== 'object' || plain === null)
          throw wrong({ zh: `第 ${i + 1} 行不是结果`, en: `line ${i + 1} is no answer` })
        const given = plain as Readonly<Record<string, unknown>>
        const cells = columns.map((column) => [column, given[column] ?? null] as const)
        if (
          cells.some(([, cell]) => cell !== null && typeof cell !== 'string') ||
          Object.keys(given).some((key) => !columns.includes(key))
        )
          throw wrong({ zh: `第 ${i + 1} 行的列不对`, en: `line ${i + 1} has other columns` })
        return Object.fromEntries(cells) as Line
      }),
  )
}

/** Spark writes a directory of parts for each answer, and no part where there are no rows. */
async function partsOf(name: string): Promise<readonly string[]> {
  const found = await stat(name).catch(() => undefined)
  if (!found?.isDirectory()) return [name]
  const inside = await readdir(name)
  if (!inside.includes('_SUCCESS')) throw new InputError('work.unrun', { name: join(name, '_SUCCESS') })
  return inside
    .filter((one) => one.startsWith('part-'))
    .sort()
    .map((one) => join(name, one))
}

async function textIn(name: string, most: number): Promise<string | undefined> {
  try {
    return await readText(name, most)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (error instanceof TooLargeError) throw new InputError('file.large', { name, limit: error.limit })
    if (error instanceof TypeError)
      throw new InputError('work.result', { name, why: { zh: '不是 UTF-8 文本', en: 'it is no UTF-8 text' } })
    throw new InputError('file.unreadable', { name, why: code ?? 'error' })
  }
}
