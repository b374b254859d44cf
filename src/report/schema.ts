import { z } from 'zod'
import type { Problem } from '../facts/problem.ts'
import { RUN_MOMENTS, RUN_PHASES, type RunBoard } from '../facts/run-board.ts'
import type { TwoLists } from '../facts/two-lists.ts'
import { DUE_KINDS, LIFE_STEPS, type NetworkBoard, WORK_COLUMNS } from '../judge/board.ts'
import type { BookFigures, JointFigures, LoanSum, RegionFigures } from '../judge/book.ts'
import {
  type Determination,
  type FactEvidence,
  type Lead,
  type Measured,
  type Need,
  OUTCOMES,
  type Result,
  SUBJECT_KINDS,
  type SubjectResult,
} from '../judge/result.ts'
import { REQUIREMENT_CLASSES } from '../law/catalogue.ts'
import { GRADING_HARMS, GRADING_OBJECTS } from '../law/grading.ts'
import type { Text } from '../law/text.ts'
import { tally } from './outline.ts'

const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'text', description: 'A text in both languages.' })
const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const evidence = z
  .object({
    fact: z.string(),
    method: z.enum(['static', 'dynamic', 'text', 'table', 'attested']),
    artifact: z.string(),
    locator: z.string(),
    excerpt: z.string().exactOptional(),
    path: z.array(z.string()).exactOptional().describe('Methods from the entry point to the call, entry first.'),
    guards: z.array(z.string()).exactOptional().describe('Conditions seen on the path, as the code states them.'),
    sdk: z.string().exactOptional().describe('Name of the SDK that owns the caller.'),
  })
  .meta({ id: 'evidence', description: 'Where a fact stands, so that a person can open it.' })

const need = z
  .object({ fact: z.string(), how: text })
  .meta({ id: 'need', description: 'A fact that would settle an open question, and how to get it.' })

const lead = z
  .object({ what: text, evidence: z.array(evidence) })
  .meta({ id: 'lead', description: 'An indication that is not proof.' })

const counts = z
  .object({ failed: count, passed: count, cantTell: count, inapplicable: count, untested: count })
  .meta({ id: 'counts' })

const amount = z.string().regex(/^-?\d+(\.\d+)?$/)
const measured = z
  .object({
    id: z.string(),
    outcome: z.enum(OUTCOMES),
    atLeast: amount.exactOptional(),
    atMost: amount.exactOptional(),
    of: amount.exactOptional(),
    limit: amount.exactOptional(),
  })
  .meta({ id: 'measured', description: 'One limit as one row comes to it; amounts in the unit of the field.' })

const determination = z
  .object({
    rule: z.string().min(1),
    provision: z.string().regex(/^[^#]+#.+$/),
    outcome: z.enum(OUTCOMES),
    applies: z.enum(['direct', 'by-reference']),
    status: z.enum(['in-force', 'not-yet', 'replaced', 'draft']),
    text: z.enum(['unchecked', 'match', 'stale']),
    reason: z.enum(['human', 'boundary']).exactOptional(),
    what: text,
    why: text,
    fix: text,
    today: z.array(text).exactOptional().describe('Provisions in force today beside an older one.'),
    evidence: z.array(evidence),
    needs: z.array(need),
    leads: z.array(lead),
    counts: counts.exactOptional(),
    reasons: z.record(z.string(), count).exactOptional(),
    leaves: z
      .object({ applies: z.array(text), requires: z.array(text) })
      .exactOptional()
      .describe('What the signs of a reason stand for, in their order.'),
    samples: z.array(z.string()).exactOptional(),
    measured: z.array(measured).exactOptional(),
  })
  .meta({ id: 'determination', description: 'The answer to one rule for one subject.' })

const loanSum = z
  .object({ n: count, amount, partnerAmount: amount, balance: amount, unknown: count, unknownBalance: count })
  .meta({ id: 'loanSum', description: 'Loans together, and what is known of their amounts, in yuan.' })
const joint = z
  .object({
    bank: z.string(),
    partner: z.string().exactOptional(),
    fresh: loanSum,
    earlier: loanSum,
    unsure: count,
    least: amount.exactOptional(),
    below: count,
    undecided: count,
    firstBelow: day.exactOptional(),
    samples: z.array(z.string()),
  })
  .meta({ id: 'joint', description: 'Joint internet loans of a bank with one partner group, or with all partners.' })
const region = z
  .object({
    bank: z.string(),
    region: z.string(),
    home: z.string().exactOptional(),
    n: count,
    outside: count,
    undecided: count,
    balance: amount,
    samples: z.array(z.string()),
  })
  .meta({ id: 'region', description: 'Internet loans of a bank to customers of one jurisdiction.' })
const book = z
  .object({ partners: z.array(joint), banks: z.array(joint), regions: z.array(region) })
  .meta({ id: 'book', description: 'Figures of a loan book beside its determinations.' })

const problem = z
  .object({ code: z.string(), artifact: z.string(), locator: z.string(), message: text })
  .meta({ id: 'problem', description: 'Something a reader could not read.' })

const damage = z.object({ object: z.enum(GRADING_OBJECTS), harm: z.enum(GRADING_HARMS) }).meta({ id: 'damage' })
const board = z
  .object({
    asOf: day,
    networks: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        level: count.exactOptional().describe('The level the operator decided.'),
        grading: z
          .object({
            information: damage.exactOptional(),
            service: damage.exactOptional(),
            proposed: z.literal([1, 2, 3, 4, 5]).exactOptional(),
          })
          .exactOptional(),
        steps: z.array(z.object({ step: z.enum(LIFE_STEPS), on: day })),
        classes: z.array(z.object({ class: z.enum(REQUIREMENT_CLASSES), met: count, of: count })),
      }),
    ),
    dues: z.array(
      z.object({
        network: z.string(),
        kind: z.enum(DUE_KINDS),
        what: text,
        day,
        workday: day,
        provisional: z.boolean(),
      }),
    ),
    work: z.array(
      z.object({
        network: z.string(),
        item: z.string(),
        what: text,
        state: text,
        column: z.enum(WORK_COLUMNS),
        due: day.exactOptional(),
        since: day.exactOptional(),
      }),
    ),
    months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), kind: z.enum(DUE_KINDS), n: count })),
    columns: z.array(z.object({ column: z.enum(WORK_COLUMNS), n: count })),
    ages: z.array(z.object({ from: count.nullable(), n: count })),
  })
  .meta({ id: 'networkBoard', description: 'What the pictures of an inventory of networks are drawn from.' })

const run = z
  .object({
    url: z.string(),
    startedAt: z.string(),
    shots: z.array(z.object({ name: z.string(), sha256, bytes: count })),
    phases: z.array(
      z.object({
        name: z.enum(RUN_PHASES),
        decidedAt: count.exactOptional().describe('When the control that agrees or refuses was first touched.'),
        whole: z.boolean(),
        marks: z.array(
          z.object({
            at: count.describe('Milliseconds since the phase began.'),
            act: z.string(),
            label: z.string().exactOptional(),
            shot: z.string().exactOptional(),
          }),
        ),
        moments: z.array(
          z.object({
            at: count,
            kind: z.enum(RUN_MOMENTS),
            what: z.string(),
            third: z.boolean(),
            owner: z.string().exactOptional(),
            number: count.exactOptional(),
          }),
        ),
        more: count,
      }),
    ),
  })
  .meta({ id: 'run', description: 'What the pictures and the timeline of a run in a browser are drawn from.' })

const place = evidence.omit({ fact: true })
const stated = z.object({
  purposes: z.array(z.string()),
  items: z.array(z.string()),
  means: z.array(z.string()),
  places: z.array(place),
})
const origin = z.enum(['both', 'seen', 'stated'])
const lists = z
  .object({
    subject: z.string(),
    name: z.string(),
    version: z.string(),
    policy: z.boolean(),
    collected: z.array(
      z.object({
        item: z.string(),
        name: text,
        sensitive: z.boolean(),
        origin,
        seen: z.array(place),
        sdks: z.array(z.string()),
        stated,
      }),
    ),
    shared: z.array(z.object({ name: z.string(), company: z.string(), origin, seen: z.array(place), stated })),
  })
  .meta({ id: 'lists', description: 'Draft of what is collected and shared, for a person to complete.' })

const subjectResult = z
  .object({
    subject: z.object({
      kind: z.enum(SUBJECT_KINDS),
      id: z.string(),
      name: z.string(),
      version: z.string(),
      inputs: z.array(z.object({ name: z.string(), sha256, bytes: count })),
    }),
    determinations: z.array(determination),
    summary: counts,
    limits: z.array(text),
    problems: z.array(problem).exactOptional(),
    book: book.exactOptional(),
    board: board.exactOptional(),
    run: run.exactOptional(),
    lists: lists.exactOptional(),
  })
  .meta({ id: 'subjectResult' })

/** The shape of `guiju/result/1`. Unknown keys are allowed: field names only ever grow. */
export const resultSchema = z
  .object({
    schema: z.literal('guiju/result/1'),
    tool: z.object({ name: z.literal('guiju'), version: z.string(), rules: sha256, calendarUntil: day }),
    asOf: day,
    results: z.array(subjectResult),
  })
  .meta({ id: 'result', title: 'guiju/result/1', description: 'What Guiju found, per subject and rule.' })

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Agrees<S extends z.ZodType, T> = Same<Frozen<z.infer<S>>, Frozen<T>>
/**
 * Does not compile when the schema and the types differ in any field. Each level is compared by itself:
 * the compiler gives up comparing a recursive type a few levels down and calls it equal.
 */
export const schemaMatchesResult: readonly [
  Agrees<typeof resultSchema, Result>,
  Agrees<typeof subjectResult, SubjectResult>,
  Agrees<typeof determination, Determination>,
  Agrees<typeof problem, Problem>,
  Agrees<typeof evidence, FactEvidence>,
  Agrees<typeof need, Need>,
  Agrees<typeof lead, Lead>,
  Agrees<typeof measured, Measured>,
  Agrees<typeof loanSum, LoanSum>,
  Agrees<typeof joint, JointFigures>,
  Agrees<typeof region, RegionFigures>,
  Agrees<typeof book, BookFigures>,
  Agrees<typeof board, NetworkBoard>,
  Agrees<typeof run, RunBoard>,
  Agrees<typeof lists, TwoLists>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true]

const MOST_PROBLEMS = 20

export type ResultCheck =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problems: readonly { readonly at: string; readonly message: Text }[] }

/**
 * Checks that a value read from a file is a `guiju/result/1` whose summaries agree with its determinations.
 * Never throws; at most 20 problems, each with the path of the value at fault.
 */
export function checkResult(value: unknown): ResultCheck {
  const parsed = resultSchema.safeParse(value, { error: z.locales.zhCN().localeError })
  if (!parsed.success) {
    const english = resultSchema.safeParse(value, { error: z.locales.en().localeError }).error?.issues ?? []
    return {
      ok: false,
      problems: parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue, index) => ({
        at: issue.path.map(String).join('.'),
        message: { zh: issue.message, en: english[index]?.message ?? issue.message },
      })),
    }
  }
  const result: Result = parsed.data
  const problems = result.results.flatMap((r, index) => {
    const counted = tally(r.determinations)
    return OUTCOMES.filter((o) => counted[o] !== r.summary[o]).map((o) => ({
      at: `results.${index}.summary.${o}`,
      message: {
        zh: `概览为 ${r.summary[o]}，逐项结论为 ${counted[o]}`,
        en: `the summary says ${r.summary[o]}, the determinations say ${counted[o]}`,
      },
    }))
  })
  return problems.length === 0 ? { ok: true, result } : { ok: false, problems: problems.slice(0, MOST_PROBLEMS) }
}

/** The JSON Schema (draft 2020-12) of `guiju/result/1`, with a stable key order and a newline at the end. */
export function resultJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema, { io: 'input' })
  return `${JSON.stringify({ $schema, $id: 'urn:guiju:schema:result:1', ...rest }, null, 2)}\n`
}
