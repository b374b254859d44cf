import type { Block } from '../../judge/paper.ts'
import type { Determination, SubjectResult } from '../../judge/result.ts'
import { CLAUSES, fill, list, same, type Text } from '../../law/text.ts'
import { instrumentTitle, provisionRef } from '../instruments.ts'

/** What the papers about results share. */

/** Places of evidence printed of one determination; the rest is counted. */
const PLACES = 6
const W = {
  input: { zh: '{name}（SHA-256 {sha256}）', en: '{name} (SHA-256 {sha256})' },
  rest: { zh: '另有 {n} 处，见结果文件', en: '{n} more, in the result file' },
} as const satisfies Readonly<Record<string, Text>>

export const heading = (text: Text): Block => ({ kind: 'heading', text })
export const paragraph = (text: Text): Block => ({ kind: 'paragraph', text })
/** A paragraph behind its label; nothing for an empty text. */
export const labelled = (label: Text, text: Text): readonly Block[] =>
  text.zh === '' && text.en === '' ? [] : [paragraph({ zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` })]

/** What was examined, by name and digest. */
export function materialOf({ subject }: SubjectResult): Text {
  const each = subject.inputs.map(({ name, sha256 }) => fill(W.input, { name, sha256 }))
  return each.length === 0 ? same('—') : list(each, CLAUSES)
}

/** A provision with what it describes, numbered where a number is given. */
export const cited = (d: Determination, number?: number): Text => {
  const { instrument, ref } = provisionRef(d.provision)
  const title = instrumentTitle(instrument)
  const lead = number === undefined ? '' : `${number}. `
  return { zh: `${lead}《${title.zh}》${ref}　${d.what.zh}`, en: `${lead}${title.en}, ${ref}: ${d.what.en}` }
}

/** The places a determination rests on. */
export function evidence(label: Text, d: Pick<Determination, 'evidence'>): readonly Block[] {
  if (d.evidence.length === 0) return []
  const items = d.evidence
    .slice(0, PLACES)
    .map((e) => same([e.artifact, e.locator, e.excerpt ?? ''].filter((w) => w !== '').join(' · ')))
  const rest = d.evidence.length - items.length
  return [paragraph(label), { kind: 'list', items: [...items, ...(rest > 0 ? [fill(W.rest, { n: rest })] : [])] }]
}
