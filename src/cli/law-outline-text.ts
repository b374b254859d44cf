import { pick, type ReportLang } from '../report/lang.ts'
import type { LawDocument, LawNode } from '../report/law/document.ts'
import { NOT_BINDING, STANDING_NAMES } from '../report/law-words.ts'
import { visible } from '../report/visible.ts'

/** Characters of a text that stand for a provision without a gist. */
const SHOWN = 60

/** What a law holds: its identity, then a line for each provision with its reference. */
export function outlineText(document: LawDocument, lang: ReportLang): string {
  const { instrument, inForce } = document
  const standing = document.binding ? document.standing && STANDING_NAMES[document.standing] : NOT_BINDING
  const facts = [
    instrument?.number,
    instrument?.issuers.map((issuer) => pick(issuer, lang)).join(', '),
    document.issued,
    standing && `${document.on} ${pick(standing, lang)}`,
    inForce && `${inForce.from} – ${inForce.until ?? ''}`.trim(),
  ].filter((fact) => fact)
  const lines = [
    `${document.id}  ${pick({ zh: document.title.zh, en: document.title.en ?? document.title.zh }, lang)}`,
    facts.join(' · '),
    ...(instrument?.replacedBy ?? []).map((link) =>
      `→ ${pick(link.title, lang)} ${link.number ?? ''} ${link.inForce ?? ''}`.trim(),
    ),
    '',
  ]
  for (const node of document.provisions) write(node, document.id, lang, 0, lines)
  return visible(`${lines.join('\n')}\n`)
}

function write(node: LawNode, id: string, lang: ReportLang, depth: number, lines: string[]): void {
  const said = node.gist ? pick(node.gist, lang) : [...(node.zh.text ?? '')].slice(0, SHOWN).join('')
  lines.push(`${'  '.repeat(depth)}${id}#${node.place}  ${said}`)
  for (const child of node.children) write(child, id, lang, depth + 1, lines)
}
