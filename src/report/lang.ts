import type { Text } from '../law/text.ts'

export type Lang = 'zh' | 'en'
/** `both`: Chinese first, then English. */
export type ReportLang = Lang | 'both'

/** The languages to print, in print order. */
export function languages(lang: ReportLang): readonly Lang[] {
  return lang === 'both' ? ['zh', 'en'] : [lang]
}

/** One line in the chosen language; `both` joins the two with ` / ` unless they are the same. */
export function pick(text: Text, lang: ReportLang): string {
  if (lang !== 'both') return text[lang]
  return text.zh === text.en ? text.zh : `${text.zh} / ${text.en}`
}
