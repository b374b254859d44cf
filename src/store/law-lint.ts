import { INSTRUMENT_IDS, type InstrumentId, loadInstrument, loadOutline } from '../law/library.ts'
import { type Bilingual, type LintResult, lint } from '../law/lint/lint.ts'
import { englishDictionary } from './dictionary.ts'
import { readStored } from './law-store.ts'

export interface LintedText {
  readonly result: LintResult
  /** Instruments that were asked for and have no English in the store. */
  readonly absent: readonly InstrumentId[]
  /** Instruments that were compared, and those of which only the English is there. */
  readonly compared: readonly InstrumentId[]
  readonly englishOnly: readonly InstrumentId[]
}

/**
 * Checks the imported translations of instruments, all of them where none is named. Slips are told by what is usual in
 * all imported English, so that naming one instrument finds what naming all finds. Throws `StoreError` for a damaged
 * store.
 */
export async function lintStored(folder: string, ids: readonly InstrumentId[]): Promise<LintedText> {
  const texts: Bilingual[] = []
  for (const id of INSTRUMENT_IDS) {
    const law = await readStored(folder, id)
    if (!law?.en) continue
    const { kind } = await loadInstrument(id)
    texts.push({
      id,
      zh: law.zh?.provisions ?? [],
      en: law.en.provisions.map(({ place, text, printed }) => ({
        place,
        text,
        ...(printed === undefined ? {} : { printed }),
      })),
      truncated: law.en.truncated,
      outline: await loadOutline(id),
      kind,
    })
  }
  const asked = new Set<string>(ids.length > 0 ? ids : texts.map((text) => text.id))
  const has = new Map(texts.map((text) => [text.id, text]))
  const of = (test: (text: Bilingual) => boolean) =>
    INSTRUMENT_IDS.filter((id) => asked.has(id) && has.has(id) && test(has.get(id)!))
  const { schema, findings } = lint(texts, await englishDictionary())
  return {
    result: { schema, findings: findings.filter(({ ref }) => asked.has(ref.slice(0, ref.indexOf('#')))) },
    absent: ids.filter((id) => !has.has(id)),
    compared: of((text) => text.zh.length > 0),
    englishOnly: of((text) => text.zh.length === 0),
  }
}
