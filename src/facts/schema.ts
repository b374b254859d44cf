import type { Text } from '../law/text.ts'
import { codesOf, offered } from './choice.ts'
import type { AnyEntity, Field } from './entity.ts'
import type { TableKindOf } from './tables.ts'

/** A JSON Schema (2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

const describe = (title: Text, how?: Text): JsonSchema => ({
  title: title.en,
  description: how ? `${title.zh}。${how.zh}。${how.en}` : title.zh,
})

export function fieldSchema(field: Field): JsonSchema {
  const head = describe(field.title, field.how)
  switch (field.type) {
    case 'boolean':
      return { ...head, type: ['boolean', 'null'] }
    case 'date':
      return { ...head, type: ['string', 'null'], format: 'date' }
    case 'text':
      return field.choices ? { ...head, enum: [...codesOf(field), null] } : { ...head, type: ['string', 'null'] }
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
        return codesOf(field)[0] ?? ''
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

/** The JSON Schema of the tables of one kind: rows by table. A cell that is empty is unknown, or none where it may be. */
export function tablesSchema(kind: string, { tables, required }: TableKindOf): JsonSchema {
  const schemas = Object.entries(tables).map(([name, of]) => [name, schemaOf(of)] as const)
  const defs = Object.assign({}, ...schemas.map(([, schema]) => schema.$defs)) as JsonSchema
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind,
    type: 'object',
    properties: Object.fromEntries(schemas.map(([name, { $ref }]) => [name, { type: 'array', items: { $ref } }])),
    required,
    additionalProperties: false,
    $defs: defs,
  }
}

/**
 * A mapping to fill in, as YAML: every table with every field, its meaning beside it, and every answer a person may
 * give. What is not there is taken out.
 */
export function mappingTemplate(kind: string, { tables, attested }: TableKindOf): string {
  const lines = [
    `# guiju check mapping.yaml · ${kind}`,
    '# 每行左边是字段，右边改成自己的列名；没有的字段和表整行删去，按不详处理。',
    '# The field stands left, your column right; take out fields and tables you do not have: they are unknown.',
    '# 列里的文字可用 values 对应，如 values: { status: { 正常: active } }；整表同一值用 set，如 set: { live: true }。',
    '# Texts of a column are matched with values, one value for a whole table is given with set.',
    '# 空单元格：标“可空”的字段表示没有（未发生），其余为不详。An empty cell means none where “may be empty”, else unknown.',
    `facts: ${kind}`,
    'asOf: 2026-01-01',
    'tables:',
  ]
  for (const [name, of] of Object.entries(tables)) {
    if (of === attested) continue
    lines.push(`  ${name}: # ${of.title.zh} · ${of.title.en}`, `    from: ${name}.csv`, '    columns:')
    for (const [key, field] of Object.entries(of.fields as Record<string, Field>))
      lines.push(`      ${key}: ${key} # ${meaning(field, key === of.key)}`)
  }
  if (attested) {
    lines.push(
      `# ${attested.title.zh}：由人回答，每项附证据；也可以改为提供 ${attested.name} 表。Answered by a person, each with evidence.`,
      'attest:',
    )
    for (const [key, field] of Object.entries(attested.fields as Record<string, Field>))
      if (key !== attested.key)
        lines.push(`  # ${key}: { answer: ${answerOf(field)}, evidence: file.pdf } # ${meaning(field, false)}`)
  }
  return `${lines.join('\n')}\n`
}

const TYPES: Readonly<Record<Field['type'], string>> = {
  boolean: 'true|false 是/否',
  date: 'YYYY-MM-DD',
  decimal: '0, 1, 2 …',
  text: '…',
}
const answerOf = (field: Field) =>
  field.type === 'boolean' ? 'true' : field.type === 'decimal' ? '0' : (codesOf(field)[0] ?? '…')

function meaning(field: Field, key: boolean): string {
  const type = field.choices ? offered(field).join(' | ') : TYPES[field.type]
  const marks = [key ? '主键 key' : '', field.optional ? '可空 may be empty' : '', field.unit ?? ''].filter(
    (m) => m !== '',
  )
  const how = field.how ? `；${field.how.zh}` : ''
  return `${[...marks, type].join('，')}：${field.title.zh}${how} · ${field.title.en}`
}
