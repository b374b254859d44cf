import type { TextTerm } from '../../facts/terms.ts'
import type { Text } from '../../law/text.ts'
import { constraint } from '../procedures/credit/common.ts'
import { credit } from '../procedures/credit/words.ts'
import { first, other, sourceOf, type Value, value } from './document.ts'

/** What the documents of a credit case have in common. */

const { facts, past } = credit

export const issuer = value(first(sourceOf(facts.authority), { from: 'actor' }), { cites: constraint('8') })
export const addressee = value(facts.subject, { cites: constraint('8') })
export const you: Value = value(facts.kind, {
  words: { person: { zh: '你', en: 'you' }, organisation: { zh: '你单位', en: 'you' } },
  without: { zh: '你（单位）', en: 'you' },
})
export const none: Text = { zh: '无', en: 'none' }

/** What was determined, and on which document. */
export const determination = (id: TextTerm) => ({
  act: value(other(id, past.determine, (d) => d.act)),
  document: value(other(id, past.determine, (d) => d.document)),
  number: value(other(id, past.determine, (d) => d.number)),
  documentOn: value(other(id, past.determine, (d) => d.documentOn)),
  determinedOn: value(other(id, past.determine, (d) => d.on)),
  grade: value(
    other(id, past.determine, (d) => d.grade),
    { cites: constraint('10') },
  ),
})
export const DETERMINED: Text = {
  zh: '经查，{issuer}于{determinedOn}依据{document}（{number}，{documentOn}）认定{you}有下列失信行为：{act}（失信程度：{grade}）。',
  en: 'On {determinedOn} {issuer} determined, on the basis of a document with legal effect ({document}, {number}, {documentOn}), that {you} committed this untrustworthy act: {act} (gravity: {grade}).',
}
export const OBJECT: Text = {
  zh: '{you}认为公共信用信息有误的，可以向{issuer}提出异议。{issuer}尽快核实并反馈；经核实有误的，及时更正或者撤销，并消除不良影响。',
  en: 'Where {you} hold the information to be wrong, {you} may object to {issuer}. It is verified and answered as soon as possible; what proves wrong is corrected or withdrawn, and its harm undone.',
}
export const REPAIR: Text = {
  zh: '除法律、法规和党中央、国务院政策文件明确规定不可修复的以外，{you}纠正失信行为、消除不良影响的，可以申请信用修复，不收取任何费用。',
  en: 'Unless law, regulation or central policy excludes it, {you} may apply for repair once the act is corrected and its harm removed. No fee of any kind is taken.',
}
