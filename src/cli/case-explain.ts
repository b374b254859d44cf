import { citationsOf } from '../cases/documents/basis.ts'
import { type Explanation, explanationOf, type ToldStep } from '../cases/explanation.ts'
import {
  DUE_WORDS,
  EXPLAIN_WORDS,
  explanationPaper,
  missingText,
  OUTCOME_WORDS,
  whyText,
} from '../cases/explanation-paper.ts'
import { type Folded, replay } from '../cases/fold.ts'
import { termText } from '../cases/texts.ts'
import { fill, type Text } from '../law/text.ts'
import { type Lang, languages, type ReportLang } from '../report/lang.ts'
import { visible } from '../report/visible.ts'
import { type CaseOptions, load, print, shaped, staleIn } from './case.ts'
import { baseOf } from './case-document.ts'
import { dayOf, languageOf } from './options.ts'
import { paperFormats, writePaper } from './paper.ts'

/** `guiju case explain <case>`: what was done, what was refused and why, what is owed, what may follow; with the picture. */
export async function explainCommand(name: string, options: CaseOptions): Promise<void> {
  const lang = languageOf(options, 'both')
  const formats = paperFormats(options, ['text', 'json'], options.out === undefined ? 'text' : 'html')
  const { procedure, file } = await load(name, options)
  const folded = shaped(name, () => replay(procedure, file))
  const asOf = dayOf(options)
  const plain = explanationOf(folded, asOf)
  const told = { ...plain, notes: [...plain.notes, ...(await staleIn(procedure, options.store))] }
  if (formats.includes('json')) print(told)
  if (formats.includes('text')) process.stdout.write(explanationText(told, folded, lang))
  const papers = formats.filter((one) => one !== 'text' && one !== 'json')
  if (papers.length === 0) return
  const paper = explanationPaper(told, folded, await citationsOf(told.citations))
  for (const path of await writePaper(paper, papers, lang, baseOf(name), options.out)) process.stderr.write(`${path}\n`)
}

/** The explanation as lines; with both languages, one after the other. */
function explanationText(told: Explanation, folded: Folded, lang: ReportLang): string {
  return visible(
    `${languages(lang)
      .map((one) => textIn(told, folded, one))
      .join('\n\n')}\n`,
  )
}

function textIn(told: Explanation, { procedure }: Folded, lang: Lang): string {
  const W = EXPLAIN_WORDS
  const say = (text: Text) => text[lang]
  const deep = (text: Text, indent: string) =>
    say(text)
      .split('\n')
      .filter((l) => l !== '')
      .map((l) => indent + l)
  const ready = told.next.filter((n) => n.ready)
  const blocked = told.next.filter((n) => !n.ready)
  const orNone = (lines: readonly string[]) => (lines.length > 0 ? lines : [`  ${say(W.none)}`])
  const step = (s: ToldStep) => [
    `  ${s.day}  ${say(s.title)} (${s.id}) · ${say(s.who)} · ${say(OUTCOME_WORDS[s.outcome])} [${s.cites}]`,
    ...(s.erased ? [`      ${say(s.erased)}`] : []),
    ...s.late.map(
      (l) => `      ! ${say(missingText(l))} ${say(W.since).replace('{day}', l.since).replace('{n}', String(l.days))}`,
    ),
    ...(s.outcome === 'observed' && s.missing.length > 0 ? [`      ${say(W.judged)}`] : []),
    ...deep(whyText(s), '      - '),
  ]
  const lines = [
    `${say(told.title)} · ${told.asOf} · ${say(told.state.title)}`,
    ...told.facts.map((f) => `  ${say(f.label)}${lang === 'zh' ? '：' : ': '}${say(f.value)}`),
    '',
    say(W.done),
    ...orNone(told.done.flatMap(step)),
    '',
    say(W.refused),
    ...orNone(told.refused.flatMap(step)),
    '',
    say(W.due),
    ...orNone(
      told.due.map(
        (d) =>
          `  ${d.due === undefined ? say(d.title) : say(termText(d))} (${d.of}) · ${say(procedure.roles[d.who]!.title)} · ${say(DUE_WORDS[d.status])}${d.doneOn ? ` ${d.doneOn}` : ''}${d.days ? ` +${d.days}` : ''} [${d.citation}]`,
      ),
    ),
    '',
    say(W.ready),
    ...orNone(
      ready.flatMap((n) => [
        `  ${n.type.padEnd(18)} ${say(n.title)} · ${say(n.who)}${n.latest ? ` · ${say(W.last)} ${n.latest.day} [${n.latest.cites}]` : ''}`,
        ...(n.says.length > 0
          ? [
              `      ${say(W.states)}${lang === 'zh' ? '：' : ':'}`,
              ...n.says.flatMap((m) => deep(missingText(m), '      · ')),
            ]
          : []),
      ]),
    ),
    '',
    say(W.blocked),
    ...orNone(
      blocked.flatMap((n) => [
        `  ${n.type.padEnd(18)} ${say(n.title)} · ${say(n.who)}${n.earliest ? ` · ${say(W.first)} ${n.earliest}` : ''}${n.closed ? ` · ${say(fill(W.late, { day: n.closed.day }))} [${n.closed.cites}]` : ''}`,
        ...n.before.flatMap((m) => deep(missingText(m), '      - ')),
      ]),
    ),
    ...(told.notes.length > 0 ? ['', say(W.notes), ...told.notes.map((n) => `  ${say(n)}`)] : []),
  ]
  return lines.join('\n')
}
