import { codesOf, offered } from '../../facts/choice.ts'
import type { AnyEntity, Field } from '../../facts/entity.ts'

const commented = (of: AnyEntity, indent: string): string[] => {
  const lines: string[] = []
  for (const [name, field] of Object.entries(of.fields as Record<string, Field>)) {
    if (name === of.key && indent === '  ') continue
    lines.push(
      `${indent}# ${field.title.zh} / ${field.title.en}${field.choices ? `：${offered(field).join('，')}` : ''}`,
      `${indent}# ${name}: ${exampleOf(field)}`,
    )
  }
  for (const [name, target] of Object.entries(of.links as Record<string, AnyEntity>))
    lines.push(
      `${indent}# ${target.title.zh} / ${target.title.en}`,
      `${indent}# ${name}:`,
      ...commented(target, `${indent}  `),
    )
  for (const [name, element] of Object.entries(of.lists as Record<string, AnyEntity>))
    lines.push(
      `${indent}# ${element.title.zh} / ${element.title.en}`,
      `${indent}# ${name}: { complete: true, evidence: file, rows: [${rowOf(element)}] }`,
    )
  return lines
}

const sampleOf = (field: Field): string =>
  field.choices
    ? codesOf(field).join('|')
    : { boolean: 'true', date: '2026-11-01', text: '""', decimal: '0' }[field.type]

const exampleOf = (field: Field): string => `{ value: ${sampleOf(field)}, evidence: file.pdf }`

const rowOf = (of: AnyEntity): string =>
  `{ ${Object.entries(of.fields as Record<string, Field>)
    .map(([name, field]) => `${name}: ${sampleOf(field)}`)
    .join(', ')} }`

/** A YAML form of an attestation, every fact commented out: the person takes out what they answer for. */
export function attestationForm(of: AnyEntity): string {
  return [
    '# 由负责人逐项回答并附证据；不回答的项目保持注释。',
    '# Answered and signed by a person, with evidence; facts that stay commented out stay unknown.',
    'schema: guiju/attestation/1',
    'by: ""            # 姓名、职务 / name and office',
    'on: ""            # 日期 YYYY-MM-DD / day',
    '# subject: app.android:com.example.app',
    '# sameAs: [com.example.app.lite]   # 与之相同的其他标识 / other ids of the same app',
    '# evidence: [records.pdf]          # 各项共用的证据文件 / files for all answers below',
    'facts:',
    ...commented(of, '  '),
    '',
  ].join('\n')
}
