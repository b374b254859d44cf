import type { Text } from '../law/text.ts'
import type { AnyEntity, Field } from './entity.ts'

/** A JSON Schema (2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

const describe = (title: Text): JsonSchema => ({ title: title.en, description: title.zh })

export function fieldSchema(field: Field): JsonSchema {
  const head = describe(field.title)
  switch (field.type) {
    case 'boolean':
      return { ...head, type: ['boolean', 'null'] }
    case 'date':
      return { ...head, type: ['string', 'null'], format: 'date' }
    case 'text':
      return field.choices ? { ...head, enum: [...field.choices, null] } : { ...head, type: ['string', 'null'] }
    case 'decimal': {
      const minimum = field.minimum === undefined ? {} : { minimum: field.minimum }
      return { ...head, type: ['number', 'string', 'null'], pattern: '^-?\\d+(\\.\\d+)?$', ...minimum }
    }
    default:
      return field.type satisfies never
  }
}

/**
 * The JSON Schema of the facts a rule reads about an entity: what `readRow` accepts. A missing name is unknown, `null`
 * is known not to exist; a list is an array (complete) or `{ rows, open: true }`.
 */
export function schemaOf(root: AnyEntity): JsonSchema {
  const defs: Record<string, JsonSchema> = {}
  const visit = (of: AnyEntity): JsonSchema => {
    const reference = { $ref: `#/$defs/${of.name}` }
    if (of.name in defs) return reference
    defs[of.name] = {}
    const properties: Record<string, JsonSchema> = {}
    for (const [name, field] of Object.entries(of.fields as Record<string, Field>))
      properties[name] = fieldSchema(field)
    for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>))
      properties[name] = { anyOf: [visit(target), { type: 'null' }] }
    for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>)) {
      const items = { type: 'array', items: visit(element) }
      const open = {
        type: 'object',
        properties: { rows: items, open: { const: true } },
        required: ['rows', 'open'],
        additionalProperties: false,
      }
      properties[name] = { anyOf: [items, open] }
    }
    defs[of.name] = { ...describe(of.title), type: 'object', properties, additionalProperties: false }
    return reference
  }
  const reference = visit(root)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...reference, $defs: defs }
}

/** One row with every field, link and list named: a form to fill in. */
export function templateOf(of: AnyEntity): Record<string, unknown> {
  const example = (field: Field): unknown => {
    switch (field.type) {
      case 'boolean':
        return true
      case 'date':
        return '2026-01-01'
      case 'text':
        return field.choices?.[0] ?? ''
      case 'decimal':
        return field.scale ? Number(field.minimum ?? 0).toFixed(field.scale) : (field.minimum ?? 0)
      default:
        return field.type satisfies never
    }
  }
  const row: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(of.fields as Record<string, Field>)) row[name] = example(field)
  for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>)) row[name] = templateOf(target)
  for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>)) row[name] = [templateOf(element)]
  return row
}
