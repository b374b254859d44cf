import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { readFacts } from '../cases/event.ts'
import { consider, openCase, type Step, take } from '../cases/fold.ts'
import { findProcedure } from '../cases/registry.ts'
import { digestOf } from '../collect/app/target.ts'
import { Flaws } from '../collect/inventory/flaws.ts'
import { parseInventory } from '../collect/inventory/head.ts'
import { isPlain, type Plain } from '../collect/inventory/values.ts'
import { codeOf, offered } from '../facts/choice.ts'
import type { AnyEntity, Field } from '../facts/entity.ts'
import type { PlainFacts } from '../facts/read.ts'
import type { Text } from '../law/text.ts'
import { casePlace, recordEvent } from '../store/case-ledger.ts'
import { storeFolder } from '../store/folder.ts'
import { type CaseOptions, caseError, opened, shaped, verdictOf } from './case.ts'
import { stepText } from './case-text.ts'
import { refused } from './check.ts'
import { InputError } from './errors.ts'
import { readText, TooLargeError } from './input.ts'
import { formatsOf, languageOf } from './options.ts'

const PROCEDURE = findProcedure('inspection-2018')!
const MOST_BYTES = 2 << 20
/** What every event says beside its own fields. */
const HEAD = ['type', 'at', 'by', 'evidence'] as const
const SET_APART = new Set(['id', 'on', 'by'])

const fieldsOf = (type: string): readonly (readonly [string, Field])[] => {
  const of = PROCEDURE.entity.lists[type] as AnyEntity
  return Object.entries(of.fields as Record<string, Field>).filter(([name]) => !SET_APART.has(name) && name !== of.key)
}

/** A record of an inspection to fill in: each step of the organ and of the operator with what it may say. */
export function inspectionForm(operator: string): string {
  const lines = [
    '# 监督检查记录：按发生顺序填写，没有发生的步骤删去；空着的项按未说明处理。填好后：',
    '# Record of an inspection: fill in what happened, in order, and delete the rest; what is left empty is not said. Then:',
    '#   guiju network inspection <清单 / inventory> --record <本文件 / this file>',
    `operator: ${JSON.stringify(operator)}`,
    'internetCafe: false   # 是否互联网上网服务营业场所 / an internet café',
    'events:',
  ]
  for (const [type, { title, by }] of Object.entries(PROCEDURE.events)) {
    lines.push(
      `  - type: ${type}   # ${title.zh} / ${title.en}`,
      '    at:   # YYYY-MM-DD',
      `    by: ${by[0]}`,
      '    evidence: []   # 文件名或 sha256:… / names of files, or sha256:…',
    )
    for (const [name, field] of fieldsOf(type))
      lines.push(
        `    ${name}:   # ${field.title.zh} / ${field.title.en}${field.choices ? ` (${offered(field).join(' | ')})` : ''}`,
      )
  }
  return `${lines.join('\n')}\n`
}

interface InspectionRecord {
  readonly facts: PlainFacts
  readonly events: readonly object[]
}

/** What a record says, or what is wrong with it, one line each. */
function recordOf(text: string, file: string, operator: string): InspectionRecord | readonly Text[] {
  const flaws = new Flaws(basename(file))
  const root = parseInventory(text, flaws)
  if (!root) return flaws.named()
  flaws.keys(root, ['operator', 'internetCafe', 'events'], '')
  const events = root['events'] ?? []
  if (!Array.isArray(events) || events.length === 0)
    flaws.say('events', { zh: '应列出检查的各个步骤', en: 'must list the steps of the inspection' })
  const read = (Array.isArray(events) ? events : []).map((one: unknown, i) => {
    const at = `events[${i}]`
    if (isPlain(one)) return eventOf(one, at, file, flaws)
    flaws.say(at, { zh: '应为字段和值', en: 'must hold fields and values' })
    return {}
  })
  if (flaws.any) return flaws.named()
  const named = typeof root['operator'] === 'string' && root['operator'] !== '' ? root['operator'] : operator
  const cafe = root['internetCafe']
  return {
    facts: { operator: named, ...(typeof cafe === 'boolean' ? { internetCafe: cafe } : {}) },
    events: read,
  }
}

function eventOf(plain: Plain, at: string, file: string, flaws: Flaws): object {
  const type = String(plain['type'] ?? '')
  if (!Object.hasOwn(PROCEDURE.events, type)) {
    flaws.say(`${at}.type`, {
      zh: `没有步骤“${type.slice(0, 40)}”：可用 ${Object.keys(PROCEDURE.events).join('、')}`,
      en: `there is no step “${type.slice(0, 40)}”: use ${Object.keys(PROCEDURE.events).join(', ')}`,
    })
    return {}
  }
  const fields = fieldsOf(type)
  flaws.keys(plain, [...HEAD, ...fields.map(([name]) => name)], at)
  const evidence = [plain['evidence'] ?? []]
    .flat()
    .filter((e) => e !== '')
    .map((e) => proof(String(e), file))
  const said = Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const value = plain[name]
      return value === undefined || value === '' ? [] : [[name, codeOf(field, String(value)) ?? value]]
    }),
  )
  return {
    type,
    at: String(plain['at'] ?? ''),
    by: String(plain['by'] || PROCEDURE.events[type]!.by[0]),
    data: { ...said, ...(evidence.length > 0 ? { evidence } : {}) },
  }
}

/** A file beside the record is named with its hash. */
function proof(name: string, file: string): string {
  const path = resolve(dirname(file), name)
  if (/^sha256:/i.test(name) || !existsSync(path)) return name
  const digest = digestOf(path)
  return 'error' in digest ? name : `${digest.name} sha256:${digest.sha256}`
}

export interface InspectionOptions extends CaseOptions {
  readonly record?: string
}

/**
 * `guiju network inspection`: the record of an inspection becomes a case that the operator keeps, each step of the organ
 * observed and held against the provisions. Nothing is opened where any step of the record does not fit.
 */
export async function openInspection(operator: string, options: InspectionOptions): Promise<number> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['text', 'json'] as const, ['text'])
  if (options.record === undefined) {
    process.stdout.write(inspectionForm(operator))
    return 0
  }
  const name = options.record
  const record = recordOf(await text(name), name, operator)
  if (!('events' in record)) return refused(record, lang)
  const facts = { side: 'operator', ...record.facts }
  dryRun(name, facts, record.events)
  const made = await opened(PROCEDURE, facts, options)
  const steps = await taken(made.id, record.events, options)
  if (format === 'json') {
    const told = steps.map((step) => ({ type: step.event.type, at: step.event.at, ...verdictOf(step) }))
    const head = { schema: 'guiju/case-opened/1', case: made.id, file: made.path, procedure: PROCEDURE.id }
    process.stdout.write(`${JSON.stringify({ ...head, facts: made.facts, steps: told }, null, 2)}\n`)
  } else process.stdout.write(`${made.id}\n${made.path}\n${steps.map((s) => stepText(s, PROCEDURE, lang)).join('')}`)
  return 0
}

/** Each step in its turn, written down nowhere. */
function dryRun(name: string, facts: object, events: readonly object[]): void {
  let folded = openCase(
    PROCEDURE,
    shaped(name, () => readFacts(PROCEDURE, { id: 'dry-run', ...facts })),
  )
  for (const event of events) {
    const before = folded
    folded = take(
      before,
      shaped(name, () => consider(before, event)),
    )
  }
}

async function taken(id: string, events: readonly object[], options: CaseOptions): Promise<Step[]> {
  const store = storeFolder(options.store)
  const steps: Step[] = []
  try {
    for (const raw of events) {
      const { value } = await recordEvent(store, casePlace(store, options.out ?? id), raw)
      steps.push(value)
    }
  } catch (error) {
    throw caseError(error, id, store)
  }
  return steps
}

async function text(name: string): Promise<string> {
  try {
    return await readText(name, MOST_BYTES)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new InputError('file.missing', { name })
    if (error instanceof TooLargeError) throw new InputError('case.large', { name, limit: error.limit })
    throw new InputError('file.unreadable', { name, why: code ?? 'UTF-8' })
  }
}
