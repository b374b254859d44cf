/** A text a user sees. Both languages, always: the compiler refuses one without the other. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/** Fills `{name}` holes of both languages: with the same value, or with a text of its own in each. */
export function fill(text: Text, values: Readonly<Record<string, string | number | Text>>): Text {
  const put = (lang: keyof Text) =>
    text[lang].replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = values[name] ?? hole
      return typeof value === 'object' ? value[lang] : String(value)
    })
  return { zh: put('zh'), en: put('en') }
}

const WORDS: Text = { zh: '、', en: ', ' }
/** What stands between clauses. */
export const CLAUSES: Text = { zh: '；', en: '; ' }

/** Joins texts language by language: with `、` in Chinese and `, ` in English, where nothing else is named. */
export function list(texts: readonly Text[], between: Text = WORDS): Text {
  return { zh: texts.map((t) => t.zh).join(between.zh), en: texts.map((t) => t.en).join(between.en) }
}

/** What a schema says of a value in its own words: `params: { text }` of the refinement an issue of Zod is about. */
export const ownText = (issue: object): Text | undefined =>
  (issue as { readonly params?: { readonly text?: Text } }).params?.text

/** The same words in both languages: names, identifiers, figures. */
export const same = (word: string): Text => ({ zh: word, en: word })
