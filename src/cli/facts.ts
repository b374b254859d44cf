import { caseJsonSchema } from '../cases/schema.ts'
import { attestationForm } from '../collect/attest/form.ts'
import { inventoryForm, inventorySchema } from '../collect/inventory/form.ts'
import { appEntity } from '../facts/app.ts'
import type { AnyEntity } from '../facts/entity.ts'
import { mappingTemplate, schemaOf, tablesSchema, templateOf } from '../facts/schema.ts'
import { TABLE_KINDS, type TableKind, type TableKindOf } from '../facts/tables.ts'
import { InputError } from './errors.ts'

const KINDS: Readonly<Record<string, AnyEntity>> = { app: appEntity }

/** `guiju facts schema|template <kind>`; `template attestation` is the form `--attest` reads; of tables, a mapping for `check`. */
export function facts(what: string, kind: string): void {
  if (what === 'template' && kind === 'attestation') {
    process.stdout.write(attestationForm(appEntity))
    return
  }
  if (kind === 'case' && what === 'schema') {
    process.stdout.write(caseJsonSchema())
    return
  }
  if (kind === 'network' && what === 'template') {
    process.stdout.write(inventoryForm())
    return
  }
  if (kind === 'network' && what === 'schema') {
    process.stdout.write(`${JSON.stringify(inventorySchema(), null, 2)}\n`)
    return
  }
  if (Object.hasOwn(TABLE_KINDS, kind) && (what === 'schema' || what === 'template')) {
    const tables: TableKindOf = TABLE_KINDS[kind as TableKind]
    process.stdout.write(
      what === 'schema' ? `${JSON.stringify(tablesSchema(kind, tables), null, 2)}\n` : mappingTemplate(kind, tables),
    )
    return
  }
  const of = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (!of)
    throw new InputError('facts.unknown', {
      value: kind,
      known: [...Object.keys(KINDS), ...Object.keys(TABLE_KINDS), 'attestation', 'network', 'case'].join(', '),
    })
  if (what !== 'schema' && what !== 'template') throw new InputError('facts.what', { value: what })
  process.stdout.write(`${JSON.stringify(what === 'schema' ? schemaOf(of) : templateOf(of), null, 2)}\n`)
}
