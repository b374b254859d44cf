import type { Dictionary } from '../law/lint/spelling.ts'

let loaded: Promise<Dictionary> | undefined

/** English words (SCOWL, American), read on first use. */
export function englishDictionary(): Promise<Dictionary> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Dictionary> {
  const [{ default: nspell }, { default: words }] = await Promise.all([import('nspell'), import('dictionary-en')])
  const speller = nspell(words)
  return { knows: (word) => speller.correct(word) }
}
