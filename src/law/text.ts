/** A text a user sees. Both languages, always: the compiler refuses one without the other. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/** Fills `{name}` holes of both languages with the same values. */
export function fill(text: Text, values: Readonly<Record<string, string | number>>): Text {
  const put = (template: string) => template.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
  return { zh: put(text.zh), en: put(text.en) }
}

/** Joins texts language by language: `、` in Chinese, `, ` in English. */
export function list(texts: readonly Text[]): Text {
  return { zh: texts.map((t) => t.zh).join('、'), en: texts.map((t) => t.en).join(', ') }
}

/** The same words in both languages: names, identifiers, figures. */
export const same = (word: string): Text => ({ zh: word, en: word })
