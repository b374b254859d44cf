import type { Finding, Kind, Severity } from '../law/lint/finding.ts'
import type { LintResult } from '../law/lint/lint.ts'
import type { Text } from '../law/text.ts'
import { type Lang, languages, type ReportLang } from './lang.ts'
import { markdownText } from './markdown-text.ts'
import { visible } from './visible.ts'

export const KIND_NAMES: Readonly<Record<Kind, Text>> = {
  missing: { zh: '条款缺失', en: 'missing provision' },
  label: { zh: '编号', en: 'number of a provision' },
  sequence: { zh: '顺序', en: 'order' },
  truncated: { zh: '截断', en: 'broken off' },
  number: { zh: '数字', en: 'number' },
  date: { zh: '日期', en: 'date' },
  unit: { zh: '单位', en: 'unit' },
  comparator: { zh: '比较词', en: 'comparison' },
  negation: { zh: '否定', en: 'negation' },
  modality: { zh: '情态', en: 'modality' },
  conjunction: { zh: '连接词', en: 'and/or' },
  reference: { zh: '引用', en: 'cross-reference' },
  term: { zh: '用语', en: 'term' },
  consistency: { zh: '用语不一', en: 'one term, several renderings' },
  omission: { zh: '漏译', en: 'left out' },
  grammar: { zh: '语法', en: 'Grammar' },
  spelling: { zh: '拼写', en: 'spelling' },
  repetition: { zh: '重复', en: 'repeated word' },
  punctuation: { zh: '标点', en: 'punctuation' },
  markup: { zh: '残留标记', en: 'stray markup' },
}

export const SEVERITY_NAMES: Readonly<Record<Severity, Text>> = {
  norm: { zh: '改变规范', en: 'changes a norm' },
  meaning: { zh: '歪曲含义', en: 'distorts meaning' },
  typo: { zh: '笔误', en: 'typo' },
}

const W = {
  title: { zh: '译文检查', en: 'Translation check' },
  none: { zh: '未发现问题。', en: 'Nothing was found.' },
  count: {
    zh: '{n} 处：{norm} 处改变规范，{meaning} 处歪曲含义，{typo} 处笔误',
    en: '{n} findings: {norm} change a norm, {meaning} distort meaning, {typo} are typos',
  },
  head: {
    zh: ['条款', '类型', '程度', '中文', '英文', '说明'],
    en: ['Provision', 'Kind', 'Severity', 'Chinese', 'English', 'What'],
  },
} as const

/** Longest excerpt in a table. */
const SHOWN = 60
const short = (text: string): string => {
  const chars = [...text.replace(/\s+/g, ' ')]
  return chars.length > SHOWN ? `${chars.slice(0, SHOWN).join('')}…` : chars.join('')
}
const cell = (text: string): string => markdownText(visible(short(text)).replaceAll('\n', ' '))

/** Findings as Markdown: a table for each instrument. */
export function lintMarkdown(result: LintResult, lang: ReportLang): string {
  return languages(lang)
    .map((key) => page(result, key))
    .join('\n')
}

function page({ findings }: LintResult, lang: Lang): string {
  const of = (severity: Severity) => findings.filter((f) => f.severity === severity).length
  const values = { n: findings.length, norm: of('norm'), meaning: of('meaning'), typo: of('typo') }
  const count = W.count[lang].replace(/\{(\w+)\}/g, (_, name: keyof typeof values) => String(values[name]))
  const lines = [`# ${W.title[lang]}`, '', findings.length === 0 ? W.none[lang] : count, '']
  const byInstrument = Map.groupBy(findings, ({ ref }) => ref.slice(0, ref.indexOf('#')))
  for (const [id, list] of byInstrument) {
    lines.push(`## ${id}`, '', `| ${W.head[lang].join(' | ')} |`, '| --- | --- | --- | --- | --- | --- |')
    for (const f of list) {
      const cells = [f.ref.slice(id.length + 1), KIND_NAMES[f.kind][lang], SEVERITY_NAMES[f.severity][lang]]
      lines.push(`| ${[...cells, cell(f.zh?.text ?? ''), cell(f.en?.text ?? ''), cell(f.message[lang])].join(' | ')} |`)
    }
    lines.push('')
  }
  return lines.join('\n')
}

const LEVELS: Readonly<Record<Severity, string>> = { norm: 'error', meaning: 'warning', typo: 'note' }

/**
 * Findings as SARIF 2.1.0. A provision is a logical location, since the texts are in the user's store and not in files
 * a viewer could open; both spans are in the properties.
 */
export function lintSarif(result: LintResult, version: string, lang: ReportLang): string {
  const key: Lang = lang === 'en' ? 'en' : 'zh'
  const kinds = [...new Set(result.findings.map((f) => f.kind))].sort()
  const said = (text: Text) =>
    visible([...new Set(languages(lang).map((l) => text[l]))].join('\n')).replaceAll('](', '] (')
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Guiju',
            semanticVersion: version,
            language: lang === 'en' ? 'en' : 'zh-CN',
            rules: kinds.map((kind) => ({
              id: `law-lint/${kind}`,
              name: KIND_NAMES[kind].en,
              shortDescription: { text: said(KIND_NAMES[kind]) },
            })),
          },
        },
        language: key === 'en' ? 'en' : 'zh-CN',
        columnKind: 'utf16CodeUnits',
        results: result.findings.map((f) => sarifResult(f, kinds, said)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const sarifResult = (f: Finding, kinds: readonly Kind[], said: (text: Text) => string) => ({
  ruleId: `law-lint/${f.kind}`,
  ruleIndex: kinds.indexOf(f.kind),
  level: LEVELS[f.severity],
  message: { text: said(f.message) },
  locations: [{ logicalLocations: [{ fullyQualifiedName: f.ref, kind: 'provision' }] }],
  properties: { severity: f.severity, zh: f.zh, en: f.en },
})
