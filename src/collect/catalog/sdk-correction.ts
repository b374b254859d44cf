import { z } from 'zod'
import type { Evidence } from '../../facts/evidence.ts'
import table from './sdks.json' with { type: 'json' }

/** Parts of a row of the SDK table that a person can say are wrong. */
export const SDK_LISTS = [
  'packages',
  'components',
  'libraries',
  'hosts',
  'objc',
  'frameworks',
  'ohpm',
  'aliases',
] as const
export const SDK_PARTS = ['missing', 'not-this', 'zh', 'en', 'vendor', 'collects', ...SDK_LISTS] as const
export type SdkPart = (typeof SDK_PARTS)[number]

const words = z.array(z.string().max(300)).max(200)

/** `guiju/sdk-correction/1`: what somebody says is wrong in the SDK table, with the row as they would have it. */
export const sdkCorrection = z
  .strictObject({
    schema: z.literal('guiju/sdk-correction/1'),
    on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    tool: z.string().describe('Version of Guiju whose table it is about.'),
    sdk: z.string().nullable().describe('Id of the row; null where the SDK is missing from the table.'),
    part: z
      .enum(SDK_PARTS)
      .describe('What is wrong: a key of the row, `missing`, or `not-this` for code taken for the SDK.'),
    is: z.union([z.string(), words, z.null()]).describe('What the row says now.'),
    shouldBe: z.union([z.string(), words]).describe('What it should say, as the person put it.'),
    source: z.string().min(1).describe('Where it can be checked: the vendor’s statement, documentation, the code.'),
    seen: z
      .array(z.object({ artifact: z.string(), locator: z.string(), excerpt: z.string().exactOptional() }))
      .describe('Places of the result in which the SDK was named.'),
    row: z
      .looseObject({ id: z.string() })
      .nullable()
      .describe(
        'The row of `sdks.json` with the change made, to be put in its place; null where a person has to write it.',
      ),
  })
  .meta({
    title: 'guiju/sdk-correction/1',
    description: 'A correction of the table of SDKs, for those who keep it: see CONTRIBUTING.',
  })
export type SdkCorrection = z.infer<typeof sdkCorrection>

export interface SdkSays {
  /** Name under which the result shows it, or its id. */
  readonly sdk: string
  readonly part: SdkPart
  readonly shouldBe: string
  readonly source: string
  readonly on: string
  readonly tool: string
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string }
const rows = table.sdks as unknown as readonly Row[]
const rowNamed = (name: string): Row | undefined => rows.find((r) => [r.id, r['zh'], r['en']].includes(name))
const isList = (part: SdkPart): part is (typeof SDK_LISTS)[number] => (SDK_LISTS as readonly string[]).includes(part)

/** The correction a person's words make; the row is changed only where that takes no judgement. */
export function correctionOf(says: SdkSays, seen: readonly Evidence[]): SdkCorrection {
  const row = rowNamed(says.sdk)
  const { part } = says
  const list = isList(part)
    ? says.shouldBe
        .split(/[,，、\n]/)
        .map((one) => one.trim())
        .filter(Boolean)
    : undefined
  const now = row?.[part]
  const changes = row !== undefined && (list !== undefined || part === 'zh' || part === 'en')
  return {
    schema: 'guiju/sdk-correction/1',
    on: says.on,
    tool: says.tool,
    sdk: row?.id ?? null,
    part,
    is: typeof now === 'string' ? now : Array.isArray(now) ? (now as string[]) : null,
    shouldBe: list ?? says.shouldBe,
    source: says.source,
    seen: seen.map(({ artifact, locator, excerpt }) => ({
      artifact,
      locator,
      ...(excerpt === undefined ? {} : { excerpt }),
    })),
    row: changes ? { ...row, [part]: list ?? says.shouldBe } : null,
  }
}

/** The JSON Schema of `guiju/sdk-correction/1`. */
export function sdkCorrectionSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(sdkCorrection, { io: 'input' })
  return `${JSON.stringify({ $schema, $id: 'urn:guiju:schema:sdk-correction:1', ...rest }, null, 2)}\n`
}
