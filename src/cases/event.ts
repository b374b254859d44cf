import { z } from 'zod'
import { codesOf } from '../facts/choice.ts'
import { parseDecimal } from '../facts/decimal.ts'
import type { AnyEntity, Field } from '../facts/entity.ts'
import type { PlainFacts } from '../facts/read.ts'
import { isDay } from '../law/day.ts'
import type { Text } from '../law/text.ts'
import type { ErasedMark } from './ledger/kept.ts'
import type { Procedure } from './procedure.ts'
import { RESERVED } from './words.ts'

/** An event as it is written: `by` is a role of the procedure, or a role and a name, `organ:张三`. */
export interface CaseEvent {
  readonly type: string
  /** A moment or a day; without an offset it is Beijing time. */
  readonly at: string
  readonly by: string
  readonly data: PlainFacts
  /** What became of it when it was recorded; the replay says it anew. */
  readonly outcome?: Outcome
  /** Its content was erased: why, on which provision, and when. */
  readonly erased?: ErasedMark
}
export const OUTCOMES = ['done', 'late', 'refused', 'observed'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface CaseFile {
  readonly schema: 'guiju/case/1'
  readonly procedure: string
  readonly facts: PlainFacts
  readonly events: readonly CaseEvent[]
}

/** A case or event that does not fit its procedure. `where` is a dotted path. */
export class CaseError extends Error {
  readonly where: string
  readonly text: Text
  constructor(where: string, text: Text) {
    super(`${where}: ${text.en}`)
    this.name = 'CaseError'
    this.where = where
    this.text = text
  }
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const BEIJING = 8 * 60

/** The day in China of a moment; undefined for a text that is none. Reads no clock and no zone of this machine. */
export function dayIn(at: string): string | undefined {
  const match = MOMENT.exec(at)
  if (!match || !isDay(match[1]!)) return undefined
  const [, day, hours, minutes, seconds = '0', zone] = match
  if (hours === undefined) return day!
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  if (zone === undefined) return day!
  const offset = zone === 'Z' ? 0 : minutesOf(zone)
  if (offset === undefined) return undefined
  const found = new Date(Date.parse(`${day}T${hours}:${minutes}:00Z`) + (BEIJING - offset) * 60_000).toISOString()
  const shifted = found.slice(0, 10)
  return isDay(shifted) ? shifted : undefined
}

function minutesOf(zone: string): number | undefined {
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** The role in `by`. */
export const roleOf = (by: string): string => by.split(':', 1)[0]!
/** The name in `by`; empty where it is a role alone. */
export const actorName = (by: string): string => by.slice(roleOf(by).length + 1).trim()

const said = (text: Text) => ({ message: `${text.zh}\u0000${text.en}` })
const words = (message: string): Text => {
  const [zh = '', en = zh] = message.split('\u0000')
  return { zh, en }
}

const NO_DAY: Text = { zh: '不是 YYYY-MM-DD 形式的日期', en: 'is no day in the form YYYY-MM-DD' }
const TEXT_LIMIT = 20_000

function scalar(field: Field): z.ZodType {
  const named = (schema: z.ZodType) => schema.nullable().meta({ title: field.title.en, description: field.title.zh })
  switch (field.type) {
    case 'boolean':
      return named(z.boolean(said({ zh: '应为 true 或 false', en: 'must be true or false' })))
    case 'date':
      return named(
        z
          .string(said(NO_DAY))
          .regex(/^\d{4}-\d{2}-\d{2}$/, said(NO_DAY))
          .refine(isDay, said(NO_DAY)),
      )
    case 'text':
      if (field.choices)
        return named(
          z.enum(
            codesOf(field) as [string, ...string[]],
            said({ zh: `只能是 ${codesOf(field).join('、')}`, en: `must be one of ${codesOf(field).join(', ')}` }),
          ),
        )
      return named(
        z
          .string(said({ zh: '应为文字', en: 'must be text' }))
          .max(
            TEXT_LIMIT,
            said({ zh: `不得超过${TEXT_LIMIT}字`, en: `must not be longer than ${TEXT_LIMIT} characters` }),
          ),
      )
    case 'decimal': {
      const scale = field.scale ?? 0
      const bad = said(
        scale === 0
          ? { zh: '应为整数', en: 'must be a whole number' }
          : { zh: `应为最多${scale}位小数的数`, en: `must be a decimal with at most ${scale} digits after the point` },
      )
      const least = field.minimum ?? -Infinity
      return named(
        z
          .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)], bad)
          .refine((v) => parseDecimal(String(v), scale) !== undefined, bad)
          .refine((v) => Number(v) >= least, said({ zh: `不得小于${least}`, en: `must not be less than ${least}` })),
      )
    }
    default:
      return field.type satisfies never
  }
}

function shapeOf(of: AnyEntity, without: readonly string[]): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {}
  for (const [name, field] of Object.entries(of.fields as Record<string, Field>))
    if (!without.includes(name)) shape[name] = scalar(field).optional()
  for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>))
    shape[name] = z
      .array(z.strictObject(shapeOf(element, [])), said({ zh: '应为列表', en: 'must be a list' }))
      .max(100_000)
      .optional()
  return shape
}

const id = z
  .string()
  .regex(
    /^[^\p{C}]{1,100}$/u,
    said({ zh: '应为一行不超过100字的文字', en: 'must be one line of at most 100 characters' }),
  )
  .describe('Name by which later events refer to this one; e1, e2 … by default.')

const evidence = z
  .array(z.string().min(1).max(500))
  .max(1000)
  .describe('Documents that show it: names or SHA-256 digests. An observed event needs at least one.')

export const moment = z
  .string()
  .max(40)
  .regex(MOMENT)
  .refine((at) => dayIn(at) !== undefined, said({ zh: '不是日期或时刻', en: 'is no day or moment' }))
  .describe('A day, or a moment; without an offset it is Beijing time.')

interface Schemas {
  readonly facts: z.ZodType<PlainFacts>
  readonly events: Readonly<Record<string, z.ZodType<PlainFacts>>>
}
const known = new WeakMap<AnyEntity, Schemas>()

/** What a procedure's facts and events may hold. All of it may be absent: what the law asks for is the gate's to say. */
export function schemasOf(procedure: Procedure): Schemas {
  const made = known.get(procedure.entity)
  if (made) return made
  const events: Record<string, z.ZodType<PlainFacts>> = {}
  const lists = procedure.entity.lists as Record<string, AnyEntity>
  for (const [type, { counted }] of Object.entries(procedure.events))
    events[type] = z.strictObject({
      ...shapeOf(lists[type]!, counted ? [...RESERVED, counted.into] : RESERVED),
      id: id.optional(),
      evidence: evidence.optional(),
    })
  const bare: AnyEntity = { ...procedure.entity, lists: {} }
  const side = z.enum(Object.keys(procedure.sides) as [string, ...string[]])
  const schemas = { facts: z.strictObject({ ...shapeOf(bare, []), side }), events }
  known.set(procedure.entity, schemas)
  return schemas
}

export const erasedMark = z
  .strictObject({ on: z.string().refine(isDay, said(NO_DAY)), reason: z.string(), cites: z.string().exactOptional() })
  .describe('The content was erased; type, role, outcome and day are left.')

const envelope = z.strictObject({
  type: z.string().max(100),
  at: moment,
  by: z
    .string()
    .regex(/^[^\p{C}]{1,200}$/u)
    .describe('A role of the procedure, or a role, a colon and a name.'),
  data: z.record(z.string(), z.unknown()).default({}),
  outcome: z.enum(OUTCOMES).exactOptional(),
  erased: erasedMark.exactOptional(),
})

/** Reads an event of a procedure. Throws `CaseError`. */
export function readEvent(procedure: Procedure, raw: unknown, where = 'event'): CaseEvent {
  const event = parse(envelope, raw, where)
  if (!Object.hasOwn(procedure.events, event.type))
    throw new CaseError(`${where}.type`, {
      zh: `本程序没有“${event.type}”这一步：可用 ${Object.keys(procedure.events).join('、')}`,
      en: `the procedure has no step ${event.type}: use ${Object.keys(procedure.events).join(', ')}`,
    })
  if (!Object.hasOwn(procedure.roles, roleOf(event.by)))
    throw new CaseError(`${where}.by`, {
      zh: `没有“${roleOf(event.by)}”这一角色：可用 ${Object.keys(procedure.roles).join('、')}，可加冒号和姓名`,
      en: `there is no role ${roleOf(event.by)}: use ${Object.keys(procedure.roles).join(', ')}, with a colon and a name if wanted`,
    })
  parse(schemasOf(procedure).events[event.type]!, event.data, `${where}.data`)
  return event
}

/** Reads the facts of a case. Throws `CaseError`. */
export const readFacts = (procedure: Procedure, raw: unknown, where = 'facts'): PlainFacts =>
  parse(schemasOf(procedure).facts, raw, where)

/** Events of a case at most. */
export const MOST_EVENTS = 100_000
const file = z.strictObject({
  schema: z.literal('guiju/case/1'),
  procedure: z.string().max(100),
  facts: z.record(z.string(), z.unknown()),
  events: z.array(z.unknown()).max(MOST_EVENTS),
})

/** Reads a case file; `find` knows the procedures. Throws `CaseError`. */
export function readCase(raw: unknown, find: (id: string) => Procedure | undefined): CaseFile {
  const found = parse(file, raw, 'case')
  const procedure = find(found.procedure)
  if (!procedure)
    throw new CaseError('case.procedure', {
      zh: `没有“${found.procedure}”这一程序`,
      en: `there is no procedure ${found.procedure}`,
    })
  return {
    schema: found.schema,
    procedure: procedure.id,
    facts: readFacts(procedure, found.facts),
    events: found.events.map((event, i) => readEvent(procedure, event, `events[${i}]`)),
  }
}

function parse<T>(schema: z.ZodType<T>, raw: unknown, where: string): T {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = issue.path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`)).join('')
  throw new CaseError(where + path, wordsOf(issue))
}

const KINDS: Readonly<Record<string, Text>> = {
  string: { zh: '应为文字', en: 'must be text' },
  number: { zh: '应为数', en: 'must be a number' },
  array: { zh: '应为列表', en: 'must be a list' },
  object: { zh: '应为一组名称和值', en: 'must be a set of names and values' },
  record: { zh: '应为一组名称和值', en: 'must be a set of names and values' },
}

function wordsOf(issue: z.core.$ZodIssue): Text {
  if (issue.message.includes('\u0000')) return words(issue.message)
  switch (issue.code) {
    case 'unrecognized_keys':
      return { zh: `没有名为 ${issue.keys.join('、')} 的项`, en: `knows no ${issue.keys.join(', ')}` }
    case 'invalid_type':
      return KINDS[issue.expected] ?? { zh: '类型不对', en: 'is of the wrong type' }
    case 'invalid_value':
      return {
        zh: `只能是 ${issue.values.map(String).join('、')}`,
        en: `must be one of ${issue.values.map(String).join(', ')}`,
      }
    case 'too_big':
      return { zh: `过长或过大，上限 ${issue.maximum}`, en: `is too long or too large, at most ${issue.maximum}` }
    case 'too_small':
      return { zh: '不能为空', en: 'must not be empty' }
    default:
      return { zh: '写法不对', en: 'is not written as it must be' }
  }
}
