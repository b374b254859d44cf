import { z } from 'zod'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const whole = z.int().min(0)
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const key = z
  .strictObject({ name: z.string(), publicKey: z.string().describe('32 bytes of Ed25519, base64.') })
  .meta({ id: 'key', description: 'Compare it with the one the keeper of the log publishes.' })

const checkpoint = z
  .string()
  .describe('Origin, size and root as a signed note: three lines, an empty one, and the signature.')

const proofOf = (what: string) => z.array(hex64).describe(what)

const entry = z
  .strictObject({
    index: whole.describe('Place in the log, from 0.'),
    at: moment.describe('By the clock of the machine, never before the entry it follows.'),
    about: z.string(),
    turn: whole.describe('Place among the entries about the same case or draw, from 0.'),
    kind: z
      .string()
      .describe(
        '`opened <procedure>`, `event <type> <role> <outcome> <day>`, `taken …` for events that came with a file, `commitment`, `result`, `erasure`, `export`.',
      ),
    digest: hex64.describe('SHA-256 of the salt in hex, a line feed and the text.'),
  })
  .meta({
    id: 'entry',
    description: 'The leaf of the tree is this object as JSON, without spaces, keys in this order.',
  })

const proven = z
  .strictObject({
    entry,
    content: z
      .strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/), text: z.string() })
      .exactOptional()
      .describe('Absent where it was erased.'),
    proof: proofOf('Inclusion proof of RFC 6962, from the leaf upwards.'),
  })
  .meta({ id: 'proven' })

export const receipt = z
  .strictObject({ schema: z.literal('guiju/receipt/1'), key, checkpoint, entries: z.array(proven).min(1) })
  .meta({ title: 'Receipt', description: '回执：无须账号和网络即可核验' })

export const ledgerExport = z
  .strictObject({
    schema: z.literal('guiju/ledger-export/1'),
    about: z.string(),
    key,
    checkpoint,
    earlier: z
      .array(z.strictObject({ checkpoint, proof: proofOf('Consistency proof of RFC 6962.') }))
      .describe('Checkpoints given out before, each proven to be a beginning of this log.'),
    entries: z.array(proven).min(1),
  })
  .meta({ id: 'ledger', title: 'Entries of a case', description: '一案的全部账本条目' })

const drawId = z.string().min(1).max(128)
const stated = { at: z.string(), on: day.exactOptional().describe('The day, where it was stated by hand.') }
const drawn = z
  .strictObject({ subject: drawId, inspectors: z.array(drawId), substitutes: z.array(drawId) })
  .meta({ id: 'drawn' })

const randomness = z.union([
  z
    .strictObject({
      kind: z.literal('published'),
      at: z.string(),
      sources: z.array(
        z.strictObject({
          id: drawId,
          name: z.string(),
          form: z.enum(['numbers', 'hex']),
          count: whole.exactOptional(),
          from: whole.exactOptional(),
          to: whole.exactOptional(),
          ordered: z.boolean().exactOptional(),
          repeats: z.boolean().exactOptional(),
        }),
      ),
    })
    .meta({ title: 'Numbers that will be published', description: '以后公布的随机数' }),
  z
    .strictObject({
      kind: z.literal('commit-reveal'),
      at: z.string(),
      parties: z.array(z.strictObject({ id: drawId, commitment: hex64 })).min(2),
    })
    .meta({ title: 'Secrets of several parties', description: '多方承诺与公开' }),
])

export const drawFile = z
  .strictObject({
    schema: z.literal('guiju/draw/1'),
    stage: z.enum(['committed', 'revealed']),
    commitment: hex64.describe('SHA-256 over salt, times and plan.'),
    committedAt: z.string(),
    committedOn: day.exactOptional(),
    salt: hex64,
    plan: z.strictObject({
      id: drawId,
      title: z.string(),
      organiser: z.string(),
      perSubject: whole,
      substitutes: z.strictObject({ subjects: whole, inspectors: whole }),
      randomness,
      replaces: z.strictObject({ commitment: hex64, reason: z.string() }).exactOptional(),
      tiers: z.array(
        z.strictObject({
          id: drawId,
          ratio: z
            .string()
            .regex(/^\d+\/\d+$/)
            .describe('In lowest terms; rounded up to a whole subject.'),
          atLeast: whole,
          subjects: z.array(drawId).describe('In canonical order.'),
        }),
      ),
      inspectors: z.array(z.strictObject({ id: drawId, recuse: z.array(drawId) })),
    }),
    reveal: z
      .strictObject({
        ...stated,
        values: z.record(z.string(), z.string()),
        seed: hex64,
        result: z.strictObject({
          tiers: z.array(z.strictObject({ id: drawId, of: whole, drawn: z.array(drawn), substitutes: z.array(drawn) })),
        }),
      })
      .exactOptional(),
    log: receipt.exactOptional().describe('The whole log of draws, as it was when this file was written.'),
  })
  .meta({ title: 'Draw', description: '可验证的双随机抽取' })

/** The JSON Schema (2020-12) of a kind of file. */
export const jsonSchemaOf = (schema: z.ZodType): string =>
  `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any' }), null, 2)}\n`
