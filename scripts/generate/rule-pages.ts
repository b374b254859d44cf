/** Writes one page per rule in each language under `docs/rules/`; `--check` fails when a page is stale. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodes } from '../../src/facts/tree.ts'
import { lawOf } from '../../src/judge/environment.ts'
import { explain } from '../../src/judge/explain.ts'
import { declared, factName, variablesOf } from '../../src/judge/facts-of.ts'
import { parametersOf, type Rule } from '../../src/judge/rule.ts'
import { INSTRUMENT_IDS, loadInstrument } from '../../src/law/library.ts'
import { isParameterId, parameter } from '../../src/law/parameter.ts'
import { instrumentOf } from '../../src/law/ref.ts'
import type { Text } from '../../src/law/text.ts'
import { shortVerdict } from '../../src/report/verdict.ts'
import { rules } from '../../src/rules/registry.ts'

const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url))
/** Pages are written for one fixed day, so that they do not change by themselves. */
const DAY = '2026-11-01'

const T = {
  provision: { zh: '条款', en: 'Provision' },
  reads: { zh: '所读文字', en: 'Words read' },
  inForce: { zh: '适用起始', en: 'In force from' },
  opened: { zh: '征求意见稿，从未生效；公开日期', en: 'Draft that never came into force; opened for comment' },
  applies: { zh: '适用条件', en: 'Applies when' },
  requires: { zh: '不构成该行为（或已履行义务）的条件', en: 'The act did not happen, or the duty is met, when' },
  reading: { zh: '读法', en: 'Reading' },
  ceiling: { zh: '不作判断', en: 'Not judged' },
  facts: { zh: '需要的事实', en: 'Facts it needs' },
  fact: { zh: '事实', en: 'Fact' },
  meaning: { zh: '含义', en: 'Meaning' },
  how: { zh: '如何取得', en: 'How to get it' },
  numbers: { zh: '所用数值', en: 'Numbers used' },
  origin: { zh: '来源', en: 'Origin' },
  remedy: { zh: '怎么改', en: 'What to do' },
  leads: { zh: '线索（不是证据）', en: 'Leads (no proof)' },
  examples: { zh: '示例', en: 'Examples' },
  outcome: { zh: '结论', en: 'Outcome' },
  index: { zh: '规则', en: 'Rules' },
  generated: { zh: '本页由规则文件生成。', en: 'Generated from the rule file.' },
} as const satisfies Record<string, Text>

const all = await Promise.all(INSTRUMENT_IDS.map(loadInstrument))
const DRAFTS: ReadonlySet<string> = new Set(all.filter(({ status }) => status === 'draft').map(({ id }) => id))

const ORIGIN: Readonly<Record<string, Text>> = {
  instrument: { zh: '规范原文', en: 'the instrument itself' },
  tc260: { zh: 'TC260标准实践指南', en: 'a TC260 practice guide' },
  guiju: { zh: '规矩自定，只作线索', en: 'Guiju’s own; a lead only' },
  other: { zh: '其他规范', en: 'another instrument' },
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function page(rule: Rule, lang: 'zh' | 'en'): string {
  const env = lawOf(DAY)
  const lines: string[] = [`# ${rule.id} ${rule.title[lang]}`, '']
  const add = (head: Text, body: string) => lines.push(`## ${head[lang]}`, '', body, '')
  lines.push(`- ${T.provision[lang]}: \`${rule.cites}\``)
  if (rule.reads) lines.push(`- ${T.reads[lang]}: ${rule.reads}`)
  const from = DRAFTS.has(instrumentOf(rule.cites)) ? T.opened : T.inForce
  lines.push(`- ${from[lang]}: ${rule.inForce.from}${rule.inForce.until ? ` – ${rule.inForce.until}` : ''}`, '')
  if (rule.ceiling) add(T.ceiling, rule.ceiling.why[lang])
  add(T.applies, explain(rule.appliesWhen, rule.subject, env)[lang])
  add(T.requires, explain(rule.requires, rule.subject, env)[lang])
  if (rule.reading) add(T.reading, rule.reading[lang])
  add(T.facts, factTable(rule, lang))
  const numbers = [
    ...new Set([rule.appliesWhen, rule.requires, ...(rule.leads ?? []).map((l) => l.when)].flatMap(parametersOf)),
  ]
  if (numbers.length > 0)
    add(
      T.numbers,
      numbers
        .filter(isParameterId)
        .map((id) => `- \`${id}\`: ${parameter(id).title[lang]} — ${ORIGIN[parameter(id).origin]![lang]}`)
        .join('\n'),
    )
  if (rule.leads?.length)
    add(T.leads, rule.leads.map((l) => `- ${explain(l.when, rule.subject, env)[lang]}`).join('\n'))
  add(T.remedy, rule.remedy[lang])
  const rows = rule.examples.map((e) => `| ${cell(e.name)} | ${shortVerdict(e.expect)[lang]} |`)
  add(T.examples, [`| ${T.examples[lang]} | ${T.outcome[lang]} |`, '|---|---|', ...rows].join('\n'))
  lines.push(`*${T.generated[lang]}*`, '')
  return lines.join('\n')
}

function factTable(rule: Rule, lang: 'zh' | 'en'): string {
  const rows = new Map<string, string>()
  for (const condition of [rule.appliesWhen, rule.requires]) {
    const variables = variablesOf(condition, rule.subject)
    for (const node of nodes(condition)) {
      if (node.kind !== 'ref') continue
      const field = declared(variables, node).field!
      rows.set(
        factName(node),
        `| \`${factName(node)}\` | ${cell(field.title[lang])} | ${cell(field.how?.[lang] ?? '')} |`,
      )
    }
  }
  return [
    `| ${T.fact[lang]} | ${T.meaning[lang]} | ${T.how[lang]} |`,
    '|---|---|---|',
    ...[...rows.keys()].sort().map((k) => rows.get(k)!),
  ].join('\n')
}

const wanted = new Map<string, string>()
for (const lang of ['zh', 'en'] as const) {
  const index = [`# ${T.index[lang]}`, '']
  for (const rule of rules) {
    const name = `${instrumentOf(rule.cites)}/${rule.id.slice(rule.id.indexOf('#') + 1)}.${lang}.md`
    wanted.set(name, page(rule, lang))
    index.push(`- [${rule.id}](${name}) ${rule.title[lang]}`)
  }
  wanted.set(`README.${lang}.md`, `${index.join('\n')}\n`)
}

const present = existsSync(folder)
  ? (readdirSync(folder, { recursive: true }) as string[]).filter((f) => f.endsWith('.md'))
  : []
const stale = [
  ...[...wanted]
    .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(([name]) => name),
  ...present.filter((name) => !wanted.has(name.replaceAll('\\', '/'))),
]
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`stale: docs/rules/${name}`)
  process.exit(stale.length > 0 ? 1 : 0)
}
for (const name of stale) {
  const text = wanted.get(name)
  if (text === undefined) rmSync(join(folder, name))
  else {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
console.log(`${wanted.size} pages, ${stale.length} written`)
