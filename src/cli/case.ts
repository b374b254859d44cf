import { access, readFile, stat } from 'node:fs/promises'
import { CaseError, type CaseFile, readFacts } from '../cases/event.ts'
import { consider, replay, type Step, take, toFile } from '../cases/fold.ts'
import type { Procedure } from '../cases/procedure.ts'
import { findProcedure, procedures } from '../cases/registry.ts'
import { viewOf } from '../cases/view.ts'
import { pick } from '../report/lang.ts'
import { caseFile, freeId, isCaseId, loadCase, saveCase } from '../store/case-store.ts'
import { storeFolder } from '../store/folder.ts'
import { stepText, viewText } from './case-text.ts'
import { InputError } from './errors.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'

export interface CaseOptions extends CommonOptions {
  readonly store?: string
  readonly id?: string
  readonly side?: string
  readonly facts?: string
  readonly out?: string
}

const FORMATS = ['text', 'json'] as const

/** `guiju case open <procedure>`: a new case in the store, or in the file `--out` names. */
export async function openCommand(name: string, options: CaseOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const procedure = findProcedure(name)
  if (!procedure) throw new InputError('case.procedure', { value: name, known: procedures.map((p) => p.id).join(', ') })
  if (options.id !== undefined && !isCaseId(options.id)) throw new InputError('case.id', { value: options.id })
  const side = options.side ?? procedure.keeper
  const given = options.facts === undefined ? {} : await json(options.facts)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InputError('case.shape', {
      name: options.facts!,
      why: { zh: '应为一组名称和值', en: 'must be a set of names and values' },
    })
  const store = storeFolder(options.store)
  const id = options.id ?? (await freeId(store, procedure.id))
  const path = options.out ?? caseFile(store, id)
  const facts = shaped(options.facts ?? '--side', () => readFacts(procedure, { id, side, ...given }))
  const taken = await access(path).then(
    () => true,
    () => false,
  )
  if (taken) throw new InputError('case.exists', { name: path })
  await save(path, { schema: 'guiju/case/1', procedure: procedure.id, facts, events: [] })
  if (format === 'json') print({ schema: 'guiju/case-opened/1', case: id, file: path, procedure: procedure.id, facts })
  else
    process.stdout.write(
      `${id}\n${path}\n${pick(procedure.title, lang)}\n${eventsOf(procedure, lang === 'zh' ? 'zh' : 'en')}`,
    )
}

const eventsOf = (procedure: Procedure, lang: 'zh' | 'en'): string =>
  Object.entries(procedure.events)
    .map(([type, { title, by }]) => `  ${type.padEnd(20)} ${by.join(', ').padEnd(12)} ${title[lang]}\n`)
    .join('')

/** `guiju case do <case> <event.json>`: exit code 1 when the step is refused; it is recorded either way. */
export async function doCommand(name: string, eventFile: string, options: CaseOptions): Promise<number> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const path = caseFile(storeFolder(options.store), name)
  const { procedure, file } = await load(path, name)
  const raw = dated(await json(eventFile), options)
  const before = shaped(name, () => replay(procedure, file))
  const step = shaped(eventFile, () => consider(before, raw))
  await save(path, toFile(take(before, step)))
  if (format === 'json') print(verdictOf(step))
  else process.stdout.write(stepText(step, procedure, lang))
  return step.outcome === 'refused' ? 1 : 0
}

/** An event that does not say when is of the day judged. */
function dated(raw: unknown, options: CaseOptions): unknown {
  const plain = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
  return plain && !('at' in raw) ? { ...raw, at: dayOf(options) } : raw
}

/** What `case do --format json` prints. */
function verdictOf(step: Step) {
  const { gate } = step
  return {
    schema: 'guiju/case-verdict/1',
    allowed: step.outcome !== 'refused',
    missing: step.mode === 'observed' ? [] : gate.missing,
    tooEarlyUntil: gate.tooEarlyUntil ?? null,
    tooLateSince: gate.tooLateSince ?? null,
    citations: gate.citations,
    outcome: step.outcome,
    id: step.id,
    late: gate.late,
    unsettled: gate.unsettled,
    ...(step.mode === 'observed' ? { judged: { lawful: gate.allowed, missing: gate.missing } } : {}),
    ...(gate.caution ? { caution: gate.caution } : {}),
  }
}

/** `guiju case status <case>`: the view of one side, by default the side that keeps the file. */
export async function statusCommand(name: string, options: CaseOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const { procedure, file } = await load(caseFile(storeFolder(options.store), name), name)
  const side = options.side ?? String(file.facts['side'])
  if (!Object.hasOwn(procedure.sides, side))
    throw new InputError('case.side', { value: side, known: Object.keys(procedure.sides).join(', ') })
  const view = viewOf(
    shaped(name, () => replay(procedure, file)),
    side,
    dayOf(options),
  )
  if (format === 'json') print(view)
  else process.stdout.write(viewText(view, procedure, lang))
}

/** `guiju case export <case>`: the case file, every event with its outcome. */
export async function exportCommand(name: string, options: CaseOptions): Promise<void> {
  const { procedure, file } = await load(caseFile(storeFolder(options.store), name), name)
  const whole = toFile(shaped(name, () => replay(procedure, file)))
  if (options.out === undefined) print(whole)
  else await save(options.out, whole)
}

const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

const MOST_BYTES = 16 * 2 ** 20

async function json(name: string): Promise<unknown> {
  try {
    if ((await stat(name)).size > MOST_BYTES) throw new InputError('case.large', { name, limit: MOST_BYTES / 2 ** 20 })
    return JSON.parse(await readFile(name, 'utf8')) as unknown
  } catch (error) {
    throw readError(error, name)
  }
}

async function load(path: string, name: string): Promise<{ procedure: Procedure; file: CaseFile }> {
  try {
    const file = await loadCase(path)
    return { procedure: findProcedure(file.procedure)!, file }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new InputError('case.missing', { value: name })
    if (error instanceof RangeError) throw new InputError('case.large', { name, limit: 64 })
    throw readError(error, name)
  }
}

function readError(error: unknown, name: string): unknown {
  if (error instanceof InputError) return error
  if (error instanceof CaseError) return shapeError(error, name)
  if (error instanceof SyntaxError)
    return new InputError('case.shape', { name, why: { zh: '不是 JSON', en: 'is no JSON' } })
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return new InputError('file.missing', { name })
  return code === undefined ? error : new InputError('file.unreadable', { name, why: code })
}

const shapeError = ({ where, text }: CaseError, name: string) =>
  new InputError('case.shape', {
    name,
    why: { zh: `${where}：${text.zh}`, en: `${where} ${text.en}` },
  })

function shaped<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof CaseError ? shapeError(error, name) : error
  }
}

async function save(path: string, file: CaseFile): Promise<void> {
  try {
    await saveCase(path, file)
  } catch (error) {
    throw new InputError('out.unwritable', { name: path, why: (error as NodeJS.ErrnoException).code ?? 'error' })
  }
}
