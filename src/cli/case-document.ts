import type { DocumentType } from '../cases/documents/document.ts'
import { type CaseDocument, makeDocument } from '../cases/documents/make.ts'
import { documentsOf, findDocument } from '../cases/documents/registry.ts'
import { DocumentError } from '../cases/documents/step.ts'
import { CaseError } from '../cases/event.ts'
import { askedText } from '../cases/texts.ts'
import type { Text } from '../law/text.ts'
import { languages, pick, type ReportLang } from '../report/lang.ts'
import { visible } from '../report/visible.ts'
import { type CaseOptions, json, load, print, shapeError } from './case.ts'
import { InputError } from './errors.ts'
import { dayOf, languageOf } from './options.ts'
import { paperFormats, writePaper } from './paper.ts'

export interface DocumentCommand extends CaseOptions {
  readonly event?: string
  readonly draft?: string
  readonly issuer?: string
  readonly addressee?: string
  readonly number?: string
  readonly public?: boolean
}

const T = {
  refused: {
    zh: '不能制作《{title}》，缺少{n}项法定要素：',
    en: '{title} cannot be made, {n} legal elements are missing:',
  },
  one: { zh: '不能制作《{title}》，缺少1项法定要素：', en: '{title} cannot be made, a legal element is missing:' },
  noStep: {
    zh: '案件中没有这一步；尚未登记的步骤可以用 --draft 制作草稿',
    en: 'the case has no such step; --draft makes a draft of one that was not recorded yet',
  },
  at: { zh: '（{at}）', en: ' ({at})' },
  draft: { zh: '草稿：该步骤尚未通过程序审查', en: 'a draft: the step has not passed the gate' },
} as const satisfies Readonly<Record<string, Text>>

/** `guiju case document <case> <type>`: a notice, record, decision or receipt. Exit code 1 where an element is missing. */
export async function documentCommand(
  name: string,
  type: string | undefined,
  options: DocumentCommand,
): Promise<0 | 1> {
  const lang = languageOf(options, 'zh')
  const formats = paperFormats(options, ['json'], 'html')
  const asOf = dayOf(options)
  const { procedure, file } = await load(name, options)
  if (type === undefined) {
    for (const one of documentsOf(procedure.id))
      process.stdout.write(`${one.id.padEnd(24)} ${one.events.join(', ').padEnd(20)} ${pick(one.title, lang)}\n`)
    return 0
  }
  const found = findDocument(procedure.id, type)
  if (!found)
    throw new InputError('document.unknown', {
      value: type,
      known: documentsOf(procedure.id)
        .map((d) => d.id)
        .join(', '),
    })
  const proposed = options.draft === undefined ? undefined : await json(options.draft)
  const made = await guarded(name, options.draft ?? name, found, () =>
    makeDocument(found, procedure, file, {
      asOf,
      ...(options.event === undefined ? {} : { step: options.event }),
      ...(proposed === undefined ? {} : { proposed }),
      ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
      ...(options.addressee === undefined ? {} : { addressee: options.addressee }),
      ...(options.number === undefined ? {} : { number: options.number }),
      ...(options.public === true ? { published: true } : {}),
    }),
  )
  const papers = formats.filter((one) => one !== 'json')
  if (made.paper) {
    const note = made.standing === 'draft' ? ` ${pick(T.draft, lang)}` : ''
    const files = await writePaper(made.paper, papers, lang, `${baseOf(name)}-${made.document}`, options.out)
    for (const file of files) process.stderr.write(`${file}${note}\n`)
  } else if (papers.length > 0) process.stderr.write(refusal(made, lang))
  if (papers.length < formats.length) print(made)
  return made.paper ? 0 : 1
}

/** One answer that names every element, where the case would hold it, and the provision that asks for it. */
function refusal(made: CaseDocument, lang: ReportLang): string {
  const n = made.missing.length
  const told = languages(lang).flatMap((one) => [
    `guiju: ${(n === 1 ? T.one : T.refused)[one].replace('{title}', made.title[one]).replace('{n}', String(n))}`,
    ...(made.step === null ? [`  ${T.noStep[one]}`] : []),
    ...made.missing.map((m) => `  - ${askedText(m)[one]}${m.at ? T.at[one].replace('{at}', () => m.at!) : ''}`),
  ])
  return visible(`${told.join('\n')}\n`)
}

export const baseOf = (name: string): string => name.replace(/^.*[\\/]/, '').replace(/\.json$/, '')

async function guarded<T>(name: string, from: string, type: DocumentType, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DocumentError) {
      const { why, step } = error
      if (why === 'no-step') throw new InputError('case.event', { name, value: step })
      if (why === 'erased') throw new InputError('document.erased', { name, value: step })
      throw new InputError('document.step', { value: step, type: type.title, known: type.events.join(', ') })
    }
    throw error instanceof CaseError ? shapeError(error, from) : error
  }
}
