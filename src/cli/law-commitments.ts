import { stateOf, COMMITMENT_WORDS as W } from '../report/bench/commitments-screen.ts'
import { instrumentShort, provisionRef } from '../report/instruments.ts'
import { languages } from '../report/lang.ts'
import { markdownTable } from '../report/markdown-text.ts'
import { allCommitments } from '../store/law-commitments.ts'
import { lawJson } from './law-text.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'

/** `guiju law commitments`: what the texts mean to reach by some day, as it stands on a day. */
export async function showCommitments(options: CommonOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['md', 'json'], ['md'])
  const on = dayOf(options)
  const all = await allCommitments(on)
  if (format === 'json') {
    process.stdout.write(lawJson({ schema: 'guiju/law-commitments/1', on, commitments: all }))
    return
  }
  for (const l of languages(lang)) {
    const table = markdownTable(
      [W.until[l], W.state[l], W.what[l], W.ref[l]],
      all.map((c) => [
        c.printed,
        stateOf(c)[l],
        c.what[l],
        `${instrumentShort(provisionRef(c.ref).instrument)[l]} ${c.ref}`,
      ]),
    )
    const lines = [`# ${W.title[l]} (${on})`, '', W.note[l], '', table]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}
