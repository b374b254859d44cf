import { access, readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { lawOf } from '../judge/environment.ts'
import { explain } from '../judge/explain.ts'
import type { Rule } from '../judge/rule.ts'
import { instrumentOf, isRef, placeOf, ref } from '../law/ref.ts'
import { pick, type ReportLang } from '../report/lang.ts'
import { rules } from '../rules/registry.ts'
import { InputError } from './errors.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'
import { writeAll } from './output.ts'

/** `guiju rule list` */
export function list(options: CommonOptions): void {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['text', 'json'], ['text'])
  if (format === 'json') {
    const rows = rules.map(({ id, cites, inForce, title, ceiling }) => ({
      id,
      cites,
      inForce,
      title,
      ceiling: ceiling?.by ?? null,
    }))
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    return
  }
  for (const rule of rules) process.stdout.write(`${rule.id.padEnd(28)} ${pick(rule.title, lang)}\n`)
}

const find = (id: string): Rule => {
  const found = rules.find((rule) => rule.id === id)
  if (!found) throw new InputError('rule.unknown', { value: id })
  return found
}

/** `guiju rule show <id>` */
export function show(id: string, options: CommonOptions): void {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['text', 'json'], ['text'])
  const rule = find(id)
  if (format === 'json') {
    const { subject, leads = [], tell: _, ...rest } = rule
    const plain = {
      ...rest,
      subject: subject.name,
      leads: leads.map(({ when, say }) => ({ when, say: typeof say === 'function' ? null : say })),
    }
    process.stdout.write(`${JSON.stringify(plain, null, 2)}\n`)
    return
  }
  const env = lawOf(dayOf(options))
  const lines = [
    rule.id,
    pick(rule.title, lang),
    '',
    pick({ zh: '适用于', en: 'Applies when' }, lang),
    `  ${pick(explain(rule.appliesWhen, rule.subject, env), lang)}`,
    pick({ zh: '要求', en: 'Requires' }, lang),
    `  ${pick(explain(rule.requires, rule.subject, env), lang)}`,
    ...(rule.reading ? [pick({ zh: '读法', en: 'Reading' }, lang), `  ${pick(rule.reading, lang)}`] : []),
    pick({ zh: '怎么改', en: 'What to do' }, lang),
    `  ${pick(rule.remedy, lang)}`,
    pick({ zh: '示例', en: 'Examples' }, lang),
    ...rule.examples.map((e) => `  ${e.expect.padEnd(12)} ${e.name}`),
    ...(rule.subject.name === 'app' ? attestable(rule, lang) : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The facts a rule asks for, as `--attest` takes them. */
function attestable(rule: Rule, lang: ReportLang): string[] {
  const names = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { variable, path } = node as { variable?: unknown; path?: unknown }
    if (variable === rule.subject.name && Array.isArray(path)) names.add(path.join('.'))
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(rule.appliesWhen)
  visit(rule.requires)
  return [
    pick({ zh: '可由负责人声明（--attest）', en: 'A person may attest (--attest)' }, lang),
    ...[...names].map((n) => `  ${n}`),
  ]
}

/** `guiju rule new <ref>`: a rule file with the parts to fill in; it does not compile until they are. */
export async function create(place: string): Promise<void> {
  if (!isRef(place)) throw new InputError('place.invalid', { value: place })
  const at = ref(place)
  const folder = fileURLToPath(new URL(`../rules/${instrumentOf(at)}/`, import.meta.url))
  const number = placeOf(at)
  const taken = (await readdir(folder).catch(() => [])).find((name) => name.startsWith(`${number}-`))
  if (taken) throw new InputError('rule.exists', { name: `${folder}${taken}` })
  const path = `${folder}${number}-name.ts`
  await access(path).then(
    () => {
      throw new InputError('rule.exists', { name: path })
    },
    () => undefined,
  )
  await writeAll(new Map([[path, template(place)]]))
  process.stdout.write(`${path}\n`)
}

const template = (place: string): string => `import { rule } from '../../judge/rule.ts'

export default rule({
  id: '${place}',
  cites: '${place}',
  reads: '',
  inForce: { from: '' },
  title: { zh: '', en: '' },
  subject: , // a handle from src/facts
  appliesWhen: ,
  requires: ,
  remedy: { zh: '', en: '' },
  examples: [
    { name: '', facts: {}, expect: 'failed' },
    { name: '', facts: {}, expect: 'passed' },
    { name: '', facts: {}, expect: 'cantTell' },
  ],
})
`
