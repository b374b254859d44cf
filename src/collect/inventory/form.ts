import { codesOf, offered } from '../../facts/choice.ts'
import type { AnyEntity, Field, Fields } from '../../facts/entity.ts'
import { operatorEntity } from '../../facts/network.ts'
import { fieldSchema, type JsonSchema } from '../../facts/schema.ts'
import { GRADING_HARMS, GRADING_OBJECTS, SPECIAL_KINDS } from '../../law/grading.ts'
import { LIST_NAMES, listOf, REQUIREMENTS } from './lists.ts'

const EXTENSIONS = ['cloud', 'mobile', 'iot', 'ics'] as const
const SAMPLES: Readonly<Record<string, string>> = {
  'operator.id': 'example-operator',
  'operator.name': '示例单位',
  'operator.addressee': 'other',
  'operator.sectorRegulator': '示例主管部门',
  'operator.majorTask': 'false',
  'network.id': 'oa',
  'network.name': '办公系统',
  'network.level': '3',
  'network.gradedOn': '2021-01-10',
  'network.levelSince': 'null',
  'network.designedOn': '2021-02-01',
  'network.liveOn': '2021-06-01',
  'network.retiredOn': 'null',
  'network.filedOn': '2021-06-20',
  'network.sectorOn': '2021-06-25',
  'network.certificateUntil': '2027-06-20',
  'network.ciiNotifiedOn': 'null',
  'network.importantData': 'true',
  'network.storedInChina': 'true',
  'network.sentAbroad': 'false',
  'network.exportAssessed': '""',
  'network.remoteMaintenance': 'false',
  'assessment.on': '2026-03-01',
  'assessment.toPoliceOn': '2026-03-20',
  'assessment.toSectorOn': '2026-03-20',
  'filing.filedOn': '2021-06-20',
  'filing.sectorOn': '2021-06-25',
  'filing.level': '3',
  'certificate.issuedOn': '2021-06-20',
  'certificate.until': '2027-06-20',
  'finding.dueOn': '2026-12-31',
  'finding.fixedOn': 'null',
  'plan.kind': 'drill',
  'plan.dueOn': '2026-12-01',
  'plan.doneOn': 'null',
  'service.kind': 'information',
  'data.sentAbroad': 'false',
  'data.exportAssessed': '""',
}

function sample(of: AnyEntity, name: string, field: Field, list: string): string {
  const given = SAMPLES[`${of.name}.${name}`]
  if (given !== undefined) return given
  if (name === of.key) return `${list}-1`
  switch (field.type) {
    case 'boolean':
      return 'true'
    case 'date':
      return '2026-01-15'
    case 'text':
      return codesOf(field)[0] ?? '""'
    case 'decimal':
      return String(field.minimum ?? 1)
    default:
      return field.type satisfies never
  }
}

const lines = (of: AnyEntity, list: string, indent: string, first: string): string[] =>
  Object.entries(of.fields as Fields).map(([name, field], i) => {
    const choices = field.choices ? ` (${offered(field).join(' | ')})` : ''
    return `${i === 0 ? first : indent}${name}: ${sample(of, name, field, list)}   # ${field.title.zh} / ${field.title.en}${choices}`
  })

/** An inventory with every list and field once, to fill in: what it names is what `guiju check` reads. */
export function inventoryForm(): string {
  const parts: string[] = [
    '# 网络清单：填写后运行 guiju check <本文件>。空着的字段按不详处理；写 null 表示确实没有。',
    '# Inventory of networks: fill it in and run guiju check <this file>. A field left empty is unknown; null says there is none.',
    '# 每个值也可写成 { value: …, evidence: 文件或 sha256:…, by: …, on: …, note: … }；整行也可加 evidence。',
    '# A value may also be { value: …, evidence: a file or sha256:…, by: …, on: …, note: … }; a row may have evidence too.',
    '# 清单也可来自表格：assessments: { from: 测评.xlsx, sheet: 一览, columns: { id: 编号, network: 系统, on: 报告日期 } }；不写 columns 时按列名对应。',
    '# A list may stand in a table: assessments: { from: tests.xlsx, sheet: all, columns: { id: no, network: system, on: day } }; without columns the titles decide.',
    'facts: network',
    '# asOf: 2026-11-01          # 判断日，默认今天 / day judged, default today',
    'by: ""                      # 填报人 / who fills this in',
    'on: ""                      # 填报日期 / on which day',
    '# 清单默认完整：没有列出即没有。不完整的写 false，逐个清单写。',
    '# A list that is given is complete: what is not in it does not exist. Say false of each list that is not.',
    'complete: { products: false, people: false }',
    '# 各行共用的值 / values of every row that does not say otherwise',
    'defaults:',
    '  networks: { retiredOn: null, ciiNotifiedOn: null }',
    'operator:',
    ...lines(operatorEntity, 'operator', '  ', '  '),
  ]
  for (const name of LIST_NAMES) {
    const { entity, of } = listOf(name)
    parts.push('', `${name}:   # ${entity.title.zh} / ${entity.title.en}`)
    if (of !== undefined)
      parts.push(
        '  - network: oa   # 所属网络：id、[id, id] 或 all / which network: an id, [ids] or all',
        ...lines(entity, name, '    ', '    '),
      )
    else parts.push(...lines(entity, name, '    ', '  - '))
    if (name === 'networks')
      parts.push(
        '    extensions: []   # 扩展要求 / extensions (cloud | mobile | iot | ics)',
        '    grading:   # 定级：受侵害的客体和程度 / grading: who is hurt and how badly',
        `      information: { object: society, harm: serious }   # object: ${GRADING_OBJECTS.join(' | ')}; harm: ${GRADING_HARMS.join(' | ')}`,
        '      service: { object: society, harm: general }',
        `      special: []   # ${SPECIAL_KINDS.join(' | ')}`,
      )
  }
  parts.push(
    '',
    '# 其他工具的结果：SARIF、XCCDF/ARF、OHDF、nmap XML、CycloneDX、主机核查表（xlsx、csv、html） / results of other tools',
    '# imports: [{ from: scan.sarif, network: oa }]',
    `${REQUIREMENTS}:   # 基本要求逐项自查，也可来自 guiju network gap 写出的表格 / items of the baseline, also from the workbook that guiju network gap writes`,
    '  - network: oa',
    '    item: 8.1.1.1.a',
    '    answer: met   # met | partly | not | not-applicable',
    '    evidence: [机房验收报告.pdf]',
    '    reason: ""   # 不适用的理由 / why it does not apply',
    '    owner: ""',
    '    due: ""',
    '',
  )
  return parts.join('\n')
}

/** The JSON Schema of an inventory. Values may also be objects with `value` and their evidence. */
export function inventorySchema(): JsonSchema {
  const text = { type: 'string' }
  const evidence = { anyOf: [text, { type: 'array', items: text }] }
  const ids = { anyOf: [text, { type: 'number' }, { type: 'array', items: { anyOf: [text, { type: 'number' }] } }] }
  const value = (field: Field): JsonSchema => {
    const plain = fieldSchema(field)
    const answer = {
      type: 'object',
      properties: { value: plain, evidence, by: text, on: text, note: text },
      required: ['value'],
      additionalProperties: false,
    }
    return { description: plain['description'], anyOf: [plain, { const: '' }, answer] }
  }
  const properties = (of: AnyEntity): Record<string, JsonSchema> => ({
    ...Object.fromEntries(Object.entries(of.fields as Fields).map(([name, field]) => [name, value(field)])),
    evidence,
    note: text,
  })
  const table = {
    type: 'object',
    properties: {
      from: { anyOf: [text, { type: 'array', items: text }] },
      sheet: text,
      columns: { type: 'object', additionalProperties: text },
      nulls: { type: 'object', additionalProperties: evidence },
      complete: { type: 'boolean' },
    },
    required: ['from'],
    additionalProperties: false,
  }
  const listed = (items: JsonSchema): JsonSchema => ({
    anyOf: [
      { type: 'array', items },
      {
        type: 'object',
        properties: { rows: { type: 'array', items }, complete: { type: 'boolean' }, open: { type: 'boolean' } },
        required: ['rows'],
        additionalProperties: false,
      },
      table,
    ],
  })
  const damage = {
    type: 'object',
    properties: { object: { type: 'string' }, harm: { type: 'string' } },
    required: ['object', 'harm'],
    additionalProperties: false,
  }
  const damages = { anyOf: [damage, { type: 'array', items: damage }] }
  const defs: Record<string, JsonSchema> = {}
  const lists: Record<string, JsonSchema> = {}
  for (const name of LIST_NAMES) {
    const { entity, of } = listOf(name)
    const own = properties(entity)
    if (of !== undefined) Object.assign(own, { network: ids, networks: ids })
    defs[name] = { type: 'object', properties: own, additionalProperties: false }
    lists[name] = listed({ $ref: `#/$defs/${name}` })
  }
  const nested = Object.fromEntries(LIST_NAMES.filter((n) => listOf(n).of !== undefined).map((n) => [n, lists[n]!]))
  Object.assign(defs['networks']!['properties'] as Record<string, JsonSchema>, nested, {
    extensions: { type: 'array', items: { enum: EXTENSIONS } },
    grading: {
      type: 'object',
      properties: {
        information: damages,
        service: damages,
        special: { type: 'array', items: { enum: SPECIAL_KINDS } },
      },
      additionalProperties: false,
    },
  })
  const item = {
    type: 'object',
    properties: { network: ids, item: text, answer: text, evidence, reason: text, owner: text, due: text },
    required: ['network', 'item'],
    additionalProperties: false,
  }
  const perList = (of: JsonSchema) => ({
    type: 'object',
    properties: Object.fromEntries(LIST_NAMES.map((n) => [n, of])),
    additionalProperties: false,
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      facts: { const: 'network' },
      asOf: { anyOf: [text, { type: 'array', items: text }] },
      by: text,
      on: text,
      operator: { type: 'object', properties: properties(operatorEntity), additionalProperties: false },
      defaults: perList({ type: 'object' }),
      complete: { anyOf: [{ type: 'boolean' }, perList({ type: 'boolean' })] },
      ...lists,
      [REQUIREMENTS]: listed(item),
      imports: {
        type: 'array',
        items: {
          type: 'object',
          properties: { from: text, network: ids, networks: ids },
          required: ['from'],
          additionalProperties: false,
        },
      },
    },
    required: ['facts', 'networks'],
    additionalProperties: false,
    $defs: defs,
  }
}
