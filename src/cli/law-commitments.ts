import { type Commitment, commitmentsOf } from '../law/commitments.ts'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import { fill, type Text } from '../law/text.ts'
import { instrumentShort, provisionRef } from '../report/instruments.ts'
import { languages } from '../report/lang.ts'
import { markdownTable } from '../report/markdown-text.ts'
import { lawJson } from './law-text.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'

const W = {
  title: { zh: '政策文本中有期限的目标', en: 'Dated commitments of the texts' },
  note: {
    zh: '只说明期限是否已过；是否实现须由主管部门的材料证明，本工具不作判断。',
    en: 'Only whether the time is over is told; whether it was reached takes material of the authorities and is not judged.',
  },
  what: { zh: '目标', en: 'Commitment' },
  until: { zh: '期限', en: 'By' },
  state: { zh: '状态', en: 'State' },
  ref: { zh: '出处', en: 'Source' },
  over: { zh: '期限已过 {n} 天', en: 'over for {n} days' },
  running: { zh: '还有 {n} 天', en: '{n} days left' },
} as const satisfies Record<string, Text>

/** `guiju law commitments`: what the texts mean to reach by some day, as it stands on a day. */
export async function showCommitments(options: CommonOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['md', 'json'], ['md'])
  const on = dayOf(options)
  const all: Commitment[] = []
  for (const id of INSTRUMENT_IDS) {
    const { issued } = await loadInstrument(id)
    if (issued !== undefined) all.push(...commitmentsOf(await loadOutline(id), issued, on))
  }
  all.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0))
  if (format === 'json') {
    process.stdout.write(lawJson({ schema: 'guiju/law-commitments/1', on, commitments: all }))
    return
  }
  for (const l of languages(lang)) {
    const table = markdownTable(
      [W.until[l], W.state[l], W.what[l], W.ref[l]],
      all.map((c) => [
        c.printed,
        fill(W[c.state], { n: Math.abs(c.daysLeft) })[l],
        c.what[l],
        `${instrumentShort(provisionRef(c.ref).instrument)[l]} ${c.ref}`,
      ]),
    )
    const lines = [`# ${W.title[l]} (${on})`, '', W.note[l], '', table]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}
