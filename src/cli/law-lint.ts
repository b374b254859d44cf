import { join } from 'node:path'
import { INSTRUMENT_IDS, type InstrumentId, isInstrumentId } from '../law/library.ts'
import { lintMarkdown, lintSarif } from '../report/lint.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { lintStored } from '../store/law-lint.ts'
import { InputError } from './errors.ts'
import { inStore, type LawOptions } from './law.ts'
import { lawJson } from './law-text.ts'
import { formatsOf, languageOf } from './options.ts'
import { writeAll } from './output.ts'

export interface LintOptions extends LawOptions {
  readonly out?: string
}

const FORMATS = ['md', 'json', 'sarif'] as const

/** `guiju law lint [instrument…]`: where the imported English departs from the Chinese. */
export async function lintLaw(ids: readonly string[], options: LintOptions, version: string): Promise<void> {
  const lang = languageOf(options, 'en')
  const formats = formatsOf(options, FORMATS, ['md'])
  for (const id of ids) if (!isInstrumentId(id)) throw new InputError('law.unknown', { value: id })
  const asked = INSTRUMENT_IDS.filter((id) => ids.includes(id)) as InstrumentId[]
  const store = storeFolder(options.store)
  const { result, absent, compared, englishOnly } = await inStore(store, () => lintStored(lawFolder(store), asked))
  if (absent.length > 0) throw new InputError('law.noText', { value: absent.join(', ') })
  if (compared.length + englishOnly.length === 0) throw new InputError('law.noTexts')
  const print = (format: (typeof FORMATS)[number]): string =>
    format === 'json'
      ? lawJson(result)
      : format === 'sarif'
        ? lintSarif(result, version, lang)
        : lintMarkdown(result, lang)
  const { out } = options
  if (out === undefined) {
    for (const format of formats) process.stdout.write(print(format))
    return
  }
  await writeAll(new Map(formats.map((format) => [join(out, `law-lint.${format}`), print(format)])))
}
