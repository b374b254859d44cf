import type { CaseFile } from '../cases/event.ts'
import { findProcedure } from '../cases/registry.ts'
import { caseJsonSchema } from '../cases/schema.ts'
import { attestationForm } from '../collect/attest/form.ts'
import { inventoryForm, inventorySchema } from '../collect/inventory/form.ts'
import { appEntity } from '../facts/app.ts'
import type { AnyEntity } from '../facts/entity.ts'
import { mappingTemplate, schemaOf, tablesSchema, templateOf } from '../facts/schema.ts'
import { TABLE_KINDS, type TableKind, type TableKindOf } from '../facts/tables.ts'
import { InputError } from './errors.ts'

/** A case with all facts of a procedure to fill in; `facts schema case` has the others, and their steps. */
function caseTemplate(): CaseFile {
  const { id, entity, keeper } = findProcedure('credit-case')!
  const facts = Object.fromEntries(Object.keys(entity.fields).map((name) => [name, name === 'side' ? keeper : null]))
  return { schema: 'guiju/case/1', procedure: id, facts, events: [] }
}

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
  if (kind === 'case' && what === 'template') {
    process.stdout.write(`${JSON.stringify(caseTemplate(), null, 2)}\n`)
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
