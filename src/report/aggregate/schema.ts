import { z } from 'zod'
import { OUTCOMES, SUBJECT_KINDS } from '../../judge/result.ts'
import type { Aggregate } from './aggregate.ts'

const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'text', description: 'A text in both languages.' })
const count = z.int().min(0)
const part = z.number().min(0).max(1)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const ids = z.array(z.string())

const interval = z
  .object({ low: part, high: part })
  .meta({ id: 'interval', description: 'From and to, both between 0 and 1.' })
const counts = z.object(
  Object.fromEntries(OUTCOMES.map((o) => [o, count])) as Record<(typeof OUTCOMES)[number], typeof count>,
)
const tally = {
  n: count.describe('Subjects to which the provision applies and which were examined for it.'),
  found: count,
  passed: count,
  open: count,
}
const keyed = z.object({ key: z.string(), ...tally }).meta({ id: 'keyed' })
const counted = z
  .object({ zh: z.string(), en: z.string(), count })
  .meta({ id: 'counted', description: 'A text, and how many subjects it is said of.' })
const change = z.object({ subject: z.string(), provision: z.string() }).meta({ id: 'change' })

const examined = z
  .object({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    kind: z.enum(SUBJECT_KINDS),
    asOf: day,
    region: z.string().optional(),
    sector: z.string().optional(),
    summary: counts,
  })
  .meta({ id: 'examined', description: 'One subject as it was examined last.' })

const provision = z
  .object({
    rule: z.string(),
    provision: z.string(),
    what: text,
    group: z.object({ key: z.string(), number: z.string().optional(), title: text }),
    ...tally,
    status: z.enum(['in-force', 'not-yet', 'replaced', 'draft']),
    byReference: z.boolean(),
    share: part
      .optional()
      .describe('Share in which it was found, as the sample stands for the list where there is one.'),
    interval: interval.optional().describe('95 % interval of Wilson.'),
    bounds: interval
      .optional()
      .describe('The share cannot be less, nor more, whatever the open cases and those not examined turn out to be.'),
    kinds: z.array(keyed),
    regions: z.array(keyed),
    foundIn: ids,
    openIn: ids,
    fixes: z.array(counted),
    needs: z.array(counted),
  })
  .meta({ id: 'provision' })

const sample = z
  .object({
    sample: z.object({
      id: z.string().describe('Name of the draw.'),
      commitment: z.string().regex(/^[0-9a-f]{64}$/),
      tiers: z.array(z.object({ id: z.string(), of: count, drawn: ids, substitutes: ids })),
    }),
    examined: ids,
    missing: ids,
    others: ids.describe('Examined subjects that are not of the draw; they are in no share.'),
    tiers: z.array(z.object({ id: z.string(), of: count, drawn: count, examined: count })),
  })
  .meta({ id: 'sample' })

const question = z
  .object({
    question: z.string(),
    asked: count.optional(),
    answers: z.array(z.object({ answer: z.string(), count: count.optional(), share: part.optional() })),
    faults: z.array(text).describe('What in its figures does not fit together.'),
  })
  .meta({ id: 'question' })

/** The shape of `guiju/aggregate/1`. Unknown keys are allowed: field names only ever grow. */
export const aggregateSchema = z
  .object({
    schema: z.literal('guiju/aggregate/1'),
    title: z.string().exactOptional(),
    from: day,
    until: day,
    tool: z.object({ name: z.literal('guiju'), version: z.string(), rules: z.string(), calendarUntil: day }),
    mixedRules: z.boolean().describe('True where the results were made by several versions of the rules.'),
    subjects: z.array(examined),
    kinds: ids,
    regions: ids,
    sample: sample.exactOptional(),
    provisions: z.array(provision),
    progress: z
      .object({
        subjects: count,
        corrected: z.array(change),
        stillFound: z.array(change),
        newlyFound: z.array(change),
      })
      .exactOptional(),
    survey: z.array(question).exactOptional(),
    limits: z.array(counted),
  })
  .meta({ id: 'aggregate', title: 'guiju/aggregate/1', description: 'Many results compiled into one report.' })

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
/** Does not compile where an aggregate would not fit. */
export const schemaFitsAggregate = (of: Aggregate): Frozen<z.infer<typeof aggregateSchema>> => of

/** The JSON Schema (draft 2020-12) of `guiju/aggregate/1`, with a stable key order and a newline at the end. */
export function aggregateJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(aggregateSchema, { io: 'input' })
  return `${JSON.stringify({ $schema, $id: 'urn:guiju:schema:aggregate:1', ...rest }, null, 2)}\n`
}
