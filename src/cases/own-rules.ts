import practice from '../../law/cited/guiju-practice/outline.json' with { type: 'json' }
import { type Ref, ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'

/** Rules of Guiju's own, where no instrument sets any: good practice, cited as `guiju-practice#n`, never as law. */
export const OWN_RULES: readonly Text[] = practice.provisions.map(({ gist }) => gist)

/** `guiju-practice#1` … */
export const own = (n: number): Ref => ref(`guiju-practice#${n}`)

export const OWN_NOTE: Text = {
  zh: '标为 guiju-practice 的步骤是规矩自定的做法，不是法律要求',
  en: 'steps cited as guiju-practice are Guiju’s own way of working, not demands of the law',
}
