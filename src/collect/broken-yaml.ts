import type { Document } from 'yaml'
import type { Text } from '../law/text.ts'

/** Where a YAML text is broken and how, as one line; undefined where it is whole. */
export function brokenYaml({ errors: [broken] }: Pick<Document, 'errors'>): Text | undefined {
  if (!broken) return undefined
  const line = broken.linePos?.[0].line ?? 1
  const [first = ''] = broken.message.split('\n')
  const said = first.replace(/ at line \d+, column \d+:?$/, '').slice(0, 120)
  return { zh: `第 ${line} 行不是有效的 YAML：${said}`, en: `line ${line} is no valid YAML: ${said}` }
}
