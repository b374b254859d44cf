import { z } from 'zod'
import { erasedMark, moment, OUTCOMES, schemasOf } from './event.ts'
import { ledgerExport } from './proof-schema.ts'
import { procedures } from './registry.ts'

/** The JSON Schema (2020-12) of case files: one form per procedure, one per kind of event. */
export function caseJsonSchema(): string {
  const forms = procedures.map((procedure) => {
    const { facts, events } = schemasOf(procedure)
    const roles = Object.keys(procedure.roles).join('|')
    const kinds = Object.entries(events).map(([type, data]) =>
      z
        .strictObject({
          type: z.literal(type),
          at: moment,
          by: z.string().regex(new RegExp(`^(${roles})(:.+)?$`)),
          data: data.optional(),
          outcome: z.enum(OUTCOMES).exactOptional().describe('What became of it; the replay says it anew.'),
          erased: erasedMark.exactOptional(),
        })
        .meta({
          title: procedure.events[type]!.title.en,
          description: `${procedure.events[type]!.title.zh} [${procedure.events[type]!.cites}]`,
        }),
    )
    return z
      .strictObject({
        schema: z.literal('guiju/case/1'),
        procedure: z.literal(procedure.id),
        facts,
        events: z.array(z.union(kinds as [(typeof kinds)[number], ...typeof kinds])),
        ledger: ledgerExport.exactOptional().describe('What proves an exported case.'),
      })
      .meta({ title: procedure.title.en, description: procedure.title.zh })
  })
  const schema = z.toJSONSchema(z.union(forms as [(typeof forms)[number], ...typeof forms]), {
    target: 'draft-2020-12',
    unrepresentable: 'any',
  })
  return `${JSON.stringify(schema, null, 2)}\n`
}
