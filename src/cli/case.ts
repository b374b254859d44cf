import { CaseError, type CaseFile, readFacts } from '../cases/event.ts'
import { consider, replay, type Step } from '../cases/fold.ts'
import type { Procedure } from '../cases/procedure.ts'
import { findProcedure, procedures } from '../cases/registry.ts'
import { viewOf } from '../cases/view.ts'
import type { Text } from '../law/text.ts'
import { pick } from '../report/lang.ts'
import { casePlace, KeptError, openInLedger, readKept, type Taken, takeStep } from '../store/case-ledger.ts'
import { freeId, isCaseId } from '../store/case-store.ts'
import { storeFolder } from '../store/folder.ts'
import { ErasureError } from '../store/ledger.ts'
import { stepText, viewText } from './case-text.ts'
import { InputError } from './errors.ts'
import { readText, TooLargeError } from './input.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'
import { textStatus } from './text-status.ts'

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
  const { id, path, facts } = await opened(procedure, { side, ...given }, options)
  if (format === 'json') print({ schema: 'guiju/case-opened/1', case: id, file: path, procedure: procedure.id, facts })
  else
    process.stdout.write(
      `${id}\n${path}\n${pick(procedure.title, lang)}\n${eventsOf(procedure, lang === 'zh' ? 'zh' : 'en')}`,
    )
}

/** Writes a new case down. An id that another process took meanwhile is passed over, unless it was asked for. */
export async function opened(procedure: Procedure, given: object, options: CaseOptions) {
  const store = storeFolder(options.store)
  const taken: string[] = []
  for (;;) {
    const id = options.id ?? (await freeId(store, procedure.id, taken))
    const place = casePlace(store, options.out ?? id)
    const facts = shaped(options.facts ?? '--side', () => readFacts(procedure, { id, ...given }))
    try {
      await openInLedger(store, place, { schema: 'guiju/case/1', procedure: procedure.id, facts, events: [] })
      return { id, path: place.path, facts }
    } catch (error) {
      const retry = options.id === undefined && options.out === undefined && taken.length < 1000
      if (!(retry && error instanceof KeptError && error.why === 'exists')) {
        const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number }
        if (code !== undefined && errcode === undefined)
          throw new InputError('out.unwritable', { name: place.path, why: code })
        throw caseError(error, place.path, store)
      }
      taken.push(id)
    }
  }
}

const eventsOf = (procedure: Procedure, lang: 'zh' | 'en'): string =>
  Object.entries(procedure.events)
    .map(([type, { title, by }]) => `  ${type.padEnd(20)} ${by.join(', ').padEnd(12)} ${title[lang]}\n`)
    .join('')

/** `guiju case do <case> <event.json>`: exit code 1 when the step is refused; it is recorded either way. */
export async function doCommand(name: string, eventFile: string, options: CaseOptions): Promise<number> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const store = storeFolder(options.store)
  const raw = dated(await json(eventFile), options)
  let done: Taken<{ readonly step: Step; readonly procedure: Procedure }>
  try {
    done = await takeStep(store, casePlace(store, name), (file) => {
      const procedure = findProcedure(file.procedure)!
      const before = shaped(name, () => replay(procedure, file))
      const step = shaped(eventFile, () => consider(before, raw))
      return { event: { ...step.event, outcome: step.outcome }, value: { step, procedure } }
    })
  } catch (error) {
    throw caseError(error, name, store)
  }
  const { step, procedure } = done.value
  if (done.unwritten)
    process.stderr.write(
      `guiju: ${pick({ zh: '步骤已记入账本；案件文件未能写入，下一个命令会补上', en: 'the step is in the ledger; the case file could not be written, the next command completes it' }, lang)}\n`,
    )
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
export function verdictOf(step: Step) {
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
  const { procedure, file } = await load(name, options)
  const side = options.side ?? String(file.facts['side'])
  if (!Object.hasOwn(procedure.sides, side))
    throw new InputError('case.side', { value: side, known: Object.keys(procedure.sides).join(', ') })
  const view = viewOf(
    shaped(name, () => replay(procedure, file)),
    side,
    dayOf(options),
  )
  const told = { ...view, notes: [...view.notes, ...(await staleIn(procedure, options.store))] }
  if (format === 'json') print(told)
  else process.stdout.write(viewText(told, procedure, lang))
}

/** Provisions a procedure rests on whose imported text is another one than it was written for. */
export async function staleIn(procedure: Procedure, store: string | undefined): Promise<Text[]> {
  const text = await textStatus(store)
  if (!text) return []
  const events = Object.values(procedure.events).flatMap(({ cites, guards }) => [cites, ...guards.map((g) => g.cites)])
  const cited = new Set([...events, ...procedure.deadlines.map((d) => d.cites)])
  const stale = [...cited].filter((cites) => text({ cites }) === 'stale').sort()
  if (stale.length === 0) return []
  return [
    {
      zh: `导入的原文与编写程序时所依的文本不同，请核对：${stale.join('、')}`,
      en: `the imported text is not the one this procedure was written for, check it: ${stale.join(', ')}`,
    },
  ]
}

export const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

const MOST_BYTES = 16 * 2 ** 20

export async function json(name: string): Promise<unknown> {
  try {
    const text = await readText(name, MOST_BYTES)
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    // Would be passed over in silence where it is not looked for.
    for (const at of [value, (value as { data?: unknown } | null)?.data])
      if (typeof at === 'object' && at !== null && Object.hasOwn(at, '__proto__'))
        throw new CaseError('__proto__', { zh: '没有这样的项', en: 'is no name that is known' })
    return value
  } catch (error) {
    throw readError(error, name)
  }
}

export async function load(name: string, options: CaseOptions): Promise<{ procedure: Procedure; file: CaseFile }> {
  const store = storeFolder(options.store)
  try {
    const file = await readKept(store, casePlace(store, name))
    return { procedure: findProcedure(file.procedure)!, file }
  } catch (error) {
    throw caseError(error, name, store)
  }
}

/** The line for what keeps a case from being read or written. */
export function caseError(error: unknown, name: string, store: string): unknown {
  if (error instanceof KeptError) return keptError(error, name, store)
  if (error instanceof ErasureError) return new InputError('case.notErased', { name })
  if (error instanceof RangeError && /larger than/.test(error.message))
    return new InputError('case.large', { name, limit: 64 })
  const { errcode } = error as { errcode?: number }
  if (errcode !== undefined) return new InputError('store.ledger', { name: store, why: (error as Error).message })
  return readError(error, name)
}

function keptError({ why, where, mark }: KeptError, name: string, store: string): InputError {
  switch (why) {
    case 'missing':
      return new InputError('case.missing', { value: name })
    case 'exists':
      return new InputError('case.exists', { name: where })
    case 'changed':
      return new InputError('case.changed', { name, where })
    case 'gone':
      return new InputError('case.gone', { name, on: mark?.on ?? '', reason: mark?.reason ?? '' })
    case 'unknown':
      return new InputError('case.event', { name, value: where })
    case 'other-log':
      return new InputError('case.otherLog', { name })
    case 'store':
      return new InputError('store.unwritable', { name: store, why: where })
    case 'damaged':
      return new InputError('case.damaged', { name })
    default:
      return why satisfies never
  }
}

function readError(error: unknown, name: string): unknown {
  if (error instanceof InputError) return error
  if (error instanceof CaseError) return shapeError(error, name)
  if (error instanceof SyntaxError)
    return new InputError('case.shape', { name, why: { zh: '不是 JSON', en: 'is no JSON' } })
  if (error instanceof TooLargeError) return new InputError('case.large', { name, limit: error.limit })
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new InputError('file.unreadable', { name, why: { zh: '不是 UTF-8', en: 'no UTF-8' } })
  if (code === 'ENOENT') return new InputError('file.missing', { name })
  if (syscall === 'write' || code === 'ENOSPC' || code === 'EFBIG' || code === 'EROFS')
    return new InputError('out.unwritable', { name, why: code ?? 'error' })
  return code === undefined ? error : new InputError('file.unreadable', { name, why: code })
}

export const shapeError = ({ where, text }: CaseError, name: string) =>
  new InputError('case.shape', {
    name,
    why: { zh: `${where}：${text.zh}`, en: `${where} ${text.en}` },
  })

/** Runs what reads a stranger's case; what does not fit is told with the name of the file. */
export function shaped<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof CaseError ? shapeError(error, name) : error
  }
}
