import { checkFigures, FIGURED, type FigureCheck, figuresOf } from '../law/figures.ts'
import { INSTRUMENT_IDS, isInstrumentId, loadOutline } from '../law/library.ts'
import type { Text } from '../law/text.ts'
import { languages } from '../report/lang.ts'
import { markdownTable } from '../report/markdown-text.ts'
import { InputError } from './errors.ts'
import { lawJson } from './law-text.ts'
import { type CommonOptions, formatsOf, languageOf } from './options.ts'

const OUTCOMES: Readonly<Record<FigureCheck['outcome'], Text>> = {
  agrees: { zh: '一致', en: 'agrees' },
  disagrees: { zh: '不一致', en: 'disagrees' },
  unclear: { zh: '口径不明', en: 'base not said' },
}
const W = {
  figures: { zh: '文本所述的数字', en: 'Figures the text states' },
  checks: { zh: '相互核对', en: 'Held against each other' },
  none: { zh: '没有互相关联的数字可核对。', en: 'No figures that hang together are known.' },
  place: { zh: '条款', en: 'Provision' },
  of: { zh: '内容', en: 'What is counted' },
  value: { zh: '数值', en: 'Value' },
  outcome: { zh: '结论', en: 'Outcome' },
  sum: { zh: '算式', en: 'Sum' },
} as const satisfies Record<string, Text>

/** `guiju law figures [instrument]`: every number a text states, and whether those that hang together fit. */
export async function showFigures(id: string | undefined, options: CommonOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['md', 'json'], ['md'])
  const asked = id ?? FIGURED[0]!
  if (!isInstrumentId(asked)) throw new InputError('law.unknown', { value: asked, known: INSTRUMENT_IDS.join(', ') })
  const outline = await loadOutline(asked)
  const figures = figuresOf(outline)
  const checks = FIGURED.includes(asked) ? checkFigures(outline) : []
  if (format === 'json') {
    process.stdout.write(lawJson({ schema: 'guiju/law-figures/1', instrument: asked, figures, checks }))
    return
  }
  for (const l of languages(lang)) {
    const held =
      checks.length === 0
        ? W.none[l]
        : markdownTable(
            [W.outcome[l], W.of[l], W.sum[l], W.place[l]],
            checks.map((c) => [OUTCOMES[c.outcome][l], c.what[l], c.sum, c.places.join(', ')]),
          )
    const all = markdownTable(
      [W.place[l], W.value[l], W.of[l]],
      figures.map(({ place, number }) => [
        place,
        `${number.comparator} ${number.value} ${number.unit[l]}`,
        number.of?.[l] ?? '',
      ]),
    )
    const lines = [`# ${asked}`, '', `## ${W.checks[l]}`, '', held, '', `## ${W.figures[l]}`, '', all]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}
