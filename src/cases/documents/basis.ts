import type { Block } from '../../judge/paper.ts'
import { type Cited, findCited } from '../../law/cited.ts'
import { standingOn } from '../../law/instrument.ts'
import type { Ref } from '../../law/ref.ts'
import { list, type Text } from '../../law/text.ts'

/** The provisions of a case, each once, as they are quoted. */
export type Citations = ReadonlyMap<string, Cited>

export async function citationsOf(refs: Iterable<Ref>): Promise<Citations> {
  const found = new Map<string, Cited>()
  for (const ref of new Set(refs)) {
    const cited = await findCited(ref)
    if (cited) found.set(ref, cited)
  }
  return found
}

/** `《…意见》（国办发〔2020〕49号）第（八）条、第（七）条`: provisions of one instrument behind its title, each once. */
export function quoted(refs: readonly Ref[], citations: Citations): Text {
  const groups = new Map<string, Cited[]>()
  for (const ref of refs) {
    const cited = citations.get(ref)
    if (!cited) continue
    const group = groups.get(cited.instrument.id) ?? []
    if (!group.some((c) => c.provision.ref === cited.provision.ref)) group.push(cited)
    groups.set(cited.instrument.id, group)
  }
  const texts = [...groups.values()].map(([first, ...more]) => ({
    zh: first!.name.zh + more.map((c) => `、${c.place.zh}`).join(''),
    en: `${first!.name.en.startsWith('Guiju') ? '' : 'the '}${first!.name.en}${more.map((c) => `, ${c.place.en}`).join('')}`,
  }))
  return list(texts)
}

const T = {
  head: [
    { zh: '条款', en: 'Provision' },
    { zh: '要旨（自行概括，以原文为准）', en: 'Gist (in our own words; the text decides)' },
    { zh: '当日效力', en: 'On that day' },
  ],
  'in-force': { zh: '施行中', en: 'in force' },
  'not-yet': { zh: '尚未施行', en: 'not yet in force' },
  replaced: { zh: '已被替代', en: 'replaced' },
  draft: { zh: '征求意见稿，未施行', en: 'draft, never in force' },
  own: { zh: '规矩自定，不是法律要求', en: 'Guiju’s own, no demand of the law' },
  excerpt: { zh: '来源：', en: 'known from: ' },
} as const

/** How a provision stands on a day, with the source of what is known of it where that is no official text. */
export function standingText({ instrument, provision }: Cited, day: string): Text {
  if (instrument.id === 'guiju-practice') return T.own
  const word = T[standingOn(instrument, day, provision)]
  if (!instrument.excerpt) return word
  return {
    zh: `${word.zh}；${T.excerpt.zh}${instrument.source.zh}`,
    en: `${word.en}; ${T.excerpt.en}${instrument.source.en}`,
  }
}

/** Not yet in force on that day: a document of the day does not rest on it. */
export const isToCome = (cited: Cited | undefined, day: string): boolean =>
  cited !== undefined && standingOn(cited.instrument, day, cited.provision) === 'not-yet'

/** A table of provisions with what each says and how it stands. */
export const basisTable = (refs: readonly Ref[], citations: Citations, day: string): Block => ({
  kind: 'table',
  head: T.head,
  widths: [27, 52, 21],
  rows: [...new Set(refs)].flatMap((ref) => {
    const cited = citations.get(ref)
    if (!cited) return []
    const short = {
      zh: `${cited.instrument.short.zh}${cited.place.zh}\n${ref}`,
      en: `${cited.instrument.short.en}, ${cited.place.en}\n${ref}`,
    }
    return [[short, cited.provision.gist, standingText(cited, day)]]
  }),
})
