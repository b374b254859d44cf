import type { ComponentChildren, VNode } from 'preact'
import { englishModalWords, modalWords } from '../../src/law/wording.ts'
import type { Lang } from '../../src/report/lang.ts'
import { Raw } from '../report/text.tsx'

/** A text of law with the words that command, forbid, allow or encourage marked. */
export function Words({ text, lang }: { text: string; lang: Lang }): VNode {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const { modality, start, end } of (lang === 'zh' ? modalWords : englishModalWords)(text)) {
    parts.push(<Raw text={text.slice(at, start)} />, <em class={`m-${modality}`}>{text.slice(start, end)}</em>)
    at = end
  }
  return (
    <>
      {parts}
      <Raw text={text.slice(at)} />
    </>
  )
}
