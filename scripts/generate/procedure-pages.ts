/** Writes a page and a picture per procedure in each language under `docs/procedures/`; `--check` fails when one is stale. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diagramOf } from '../../src/cases/diagram.ts'
import { citationsOf, standingText } from '../../src/cases/documents/basis.ts'
import { documentsOf } from '../../src/cases/documents/registry.ts'
import type { Guard } from '../../src/cases/gate.ts'
import type { Procedure } from '../../src/cases/procedure.ts'
import { isElement } from '../../src/cases/reads.ts'
import { procedures } from '../../src/cases/registry.ts'
import type { Term } from '../../src/facts/tree.ts'
import { length } from '../../src/judge/lexicon.ts'
import { isParameterId, periodOn } from '../../src/law/parameter.ts'
import type { Text } from '../../src/law/text.ts'
import { diagramSvg } from '../../src/report/paper/diagram.ts'

const folder = fileURLToPath(new URL('../../docs/procedures/', import.meta.url))
/** Pages are written for one fixed day, so that they do not change by themselves. */
const DAY = '2026-11-01'
type Lang = 'zh' | 'en'

const T = {
  index: { zh: '案件程序', en: 'Procedures of cases' },
  open: { zh: '立案', en: 'Open one' },
  sides: { zh: '各方', en: 'Sides' },
  keeper: { zh: '保存全部记录的一方', en: 'keeps the whole record' },
  picture: { zh: '状态和步骤', en: 'States and steps' },
  caption: {
    zh: '圆角为状态，方框为改变状态的步骤，↻ 为不改变状态的步骤。',
    en: 'Rounded: states. Boxes: steps that change the state. ↻: steps that leave it as it is.',
  },
  steps: { zh: '步骤和条件', en: 'Steps and conditions' },
  step: { zh: '步骤', en: 'Step' },
  who: { zh: '谁可以', en: 'Who' },
  leads: { zh: '此后的状态', en: 'State after it' },
  states: { zh: '须写明（文书要素）', en: 'It states (elements of its document)' },
  before: { zh: '事先须已具备', en: 'Before it' },
  limits: { zh: '期限（逾期只记录，不拒绝）', en: 'Time limits (lateness is recorded and refuses nothing)' },
  free: { zh: '没有条件。', en: 'No condition.' },
  due: { zh: '期限', en: 'Time limits' },
  owed: { zh: '事项', en: 'What is owed' },
  from: { zh: '起自', en: 'From' },
  until: { zh: '到期', en: 'Until' },
  stated: { zh: '所载日期', en: 'the day it states' },
  promptly: { zh: '及时（条文没有规定日期）', en: 'in time (no day is set)' },
  documents: { zh: '文书', en: 'Documents' },
  document: { zh: '文书类型', en: 'Type' },
  title: { zh: '名称', en: 'Title' },
  made: { zh: '依据的步骤', en: 'Made from' },
  law: { zh: '依据', en: 'Provisions' },
  provision: { zh: '条款', en: 'Provision' },
  gist: { zh: '要旨（自行概括，以原文为准）', en: 'Gist (our own words; the text decides)' },
  standing: { zh: '2026-11-01 的效力', en: 'Standing on 2026-11-01' },
  notes: { zh: '须知', en: 'To know' },
  generated: { zh: '本页由程序文件生成。', en: 'Generated from the procedure itself.' },
} as const satisfies Record<string, Text>

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

async function page(procedure: Procedure, lang: Lang): Promise<string> {
  const say = (text: Text) => text[lang]
  const { id, roles, sides, events } = procedure
  const lines = [`# ${say(procedure.title)}`, '', `\`guiju case open ${id}\` — ${say(T.open)}`, '']
  const add = (head: Text, ...body: string[]) => lines.push(`## ${say(head)}`, '', ...body, '')
  add(
    T.sides,
    ...Object.entries(sides).map(([side, title]) => {
      const members = Object.entries(roles).filter(([, r]) => r.side === side)
      const named = members.map(([role, r]) => `\`${role}\` ${say(r.title)}`).join(lang === 'zh' ? '、' : ', ')
      return `- ${say(title)}${side === procedure.keeper ? ` (${say(T.keeper)})` : ''}: ${named}`
    }),
  )
  add(T.picture, `![${say(procedure.title)}](${id}.${lang}.svg)`, '', `*${say(T.caption)}*`)
  lines.push(`## ${say(T.steps)}`, '')
  for (const [type, event] of Object.entries(events)) {
    const by = event.by.map((role) => say(roles[role]!.title)).join(lang === 'zh' ? '、' : ', ')
    lines.push(
      `### ${say(event.title)} \`${type}\``,
      '',
      `- ${say(T.who)}: ${by}`,
      `- ${say(T.provision)}: \`${event.cites}\``,
    )
    if (event.to !== undefined) lines.push(`- ${say(T.leads)}: ${say(procedure.states[event.to]!)}`)
    const parts: readonly [Text, (guard: Guard) => boolean][] = [
      [T.before, (g) => !g.protects && !isElement(g)],
      [T.states, (g) => !g.protects && isElement(g)],
      [T.limits, (g) => g.protects === true],
    ]
    if (event.guards.length === 0) lines.push('', say(T.free))
    for (const [head, which] of parts) {
      const found = event.guards.filter(which)
      if (found.length > 0) lines.push('', `${say(head)}:`, '', ...found.map((g) => `- ${say(g.step)} \`${g.cites}\``))
    }
    lines.push('')
  }
  if (procedure.deadlines.length > 0)
    add(
      T.due,
      table(
        [T.owed, T.who, T.from, T.until, T.provision].map(say),
        procedure.deadlines.map((d) => [
          say(d.title),
          say(roles[d.who]!.title),
          say(events[d.each]!.title),
          untilText(d.due, lang),
          `\`${d.cites}\``,
        ]),
      ),
    )
  const documents = documentsOf(id)
  if (documents.length > 0)
    add(
      T.documents,
      table(
        [T.document, T.title, T.made].map(say),
        documents.map((d) => [
          `\`${d.id}\``,
          say(d.title),
          d.events.map((e) => say(events[e]!.title)).join(lang === 'zh' ? '、' : ', '),
        ]),
      ),
    )
  const refs = [
    ...Object.values(events).flatMap((e) => [e.cites, ...e.guards.map((g) => g.cites)]),
    ...procedure.deadlines.map((d) => d.cites),
  ]
  const citations = await citationsOf(refs)
  add(
    T.law,
    table(
      [T.provision, T.gist, T.standing].map(say),
      [...citations].map(([ref, cited]) => [
        `${say(cited.name)} \`${ref}\``,
        say(cited.provision.gist),
        say(standingText(cited, DAY)),
      ]),
    ),
  )
  add(T.notes, ...procedure.notes.map(({ text }) => `- ${say(text)}`))
  lines.push(`*${say(T.generated)}*`, '')
  return lines.join('\n')
}

/** When something is due: a period, or the day the step states. */
function untilText(term: Term | undefined, lang: Lang): string {
  if (!term) return T.promptly[lang]
  if (term.kind !== 'after') return T.stated[lang]
  const period =
    'parameter' in term.period
      ? isParameterId(term.period.parameter)
        ? periodOn(term.period.parameter, '2026-09-01')
        : undefined
      : term.period
  return period ? length(period)[lang] : T.stated[lang]
}

const wanted = new Map<string, string>()
for (const lang of ['zh', 'en'] as const) {
  const index = procedures.map((p) => `- [${p.title[lang]}](${p.id}.${lang}.md) \`${p.id}\``)
  wanted.set(`README.${lang}.md`, `# ${T.index[lang]}\n\n${index.join('\n')}\n`)
  for (const procedure of procedures) {
    wanted.set(`${procedure.id}.${lang}.md`, await page(procedure, lang))
    wanted.set(`${procedure.id}.${lang}.svg`, `${diagramSvg(diagramOf(procedure), lang)}\n`)
  }
}

const present = existsSync(folder) ? readdirSync(folder) : []
const stale = [
  ...[...wanted]
    .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(([name]) => name),
  ...present.filter((name) => !wanted.has(name)),
]
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`stale: docs/procedures/${name}`)
  process.exit(stale.length > 0 ? 1 : 0)
}
for (const name of stale) {
  const text = wanted.get(name)
  if (text === undefined) rmSync(join(folder, name))
  else {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
console.log(`${wanted.size} files, ${stale.length} written`)
