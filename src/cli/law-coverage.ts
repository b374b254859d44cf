import { unexplained } from '../law/coverage.ts'
import { INSTRUMENT_IDS, type InstrumentId, isInstrumentId } from '../law/library.ts'
import { coverageMarkdown } from '../report/coverage.ts'
import { languages } from '../report/lang.ts'
import { rules } from '../rules/registry.ts'
import { coverage } from '../store/law-coverage.ts'
import { InputError } from './errors.ts'
import { lawJson } from './law-text.ts'
import { type CommonOptions, formatsOf, languageOf } from './options.ts'

/** `guiju law coverage [instrument…]`: what judges each provision. Needs no imported texts. */
export async function showCoverage(ids: readonly string[], options: CommonOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['md', 'json'], ['md'])
  for (const id of ids) if (!isInstrumentId(id)) throw new InputError('law.unknown', { value: id })
  const asked = ids.length > 0 ? INSTRUMENT_IDS.filter((id) => ids.includes(id)) : INSTRUMENT_IDS
  const all = await coverage(rules, asked as InstrumentId[])
  process.stdout.write(
    format === 'json'
      ? lawJson({ schema: 'guiju/law-coverage/1', instruments: all, unexplained: unexplained(all) })
      : languages(lang)
          .map((key) => coverageMarkdown(all, key))
          .join('\n'),
  )
}
