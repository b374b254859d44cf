import { join } from 'node:path'
import { pick } from '../report/lang.ts'
import { toAkomaNtoso } from '../report/law/akn.ts'
import { GIST_NOTICE, type LawDocument } from '../report/law/document.ts'
import { toLawMarkdown } from '../report/law/markdown.ts'
import { toOscal } from '../report/law/oscal.ts'
import { COLUMN_NOTES, lawRows, toCsv } from '../report/law/table.ts'
import { workbook } from '../report/xlsx.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { lawDocument } from '../store/law-document.ts'
import { listLaws } from '../store/law-list.ts'
import { InputError } from './errors.ts'
import { inStore, type LawOptions } from './law.ts'
import { dayOf, formatsOf, languageOf } from './options.ts'
import { fileName, writeAll } from './output.ts'
import { uuidOf } from './uuid.ts'

export interface LawExportOptions extends LawOptions {
  readonly out?: string
}

const FORMATS = ['akn', 'oscal', 'json', 'csv', 'xlsx', 'md'] as const
type Format = (typeof FORMATS)[number]

/**
 * `guiju law export [id…]`: instruments and imported laws in the formats of others, all of the library where none is
 * named. One text goes to standard output where no folder is named.
 */
export async function exportLaw(ids: readonly string[], options: LawExportOptions): Promise<void> {
  const lang = languageOf(options, 'both')
  const formats = formatsOf(options, FORMATS, ['json'])
  const on = dayOf(options)
  const store = storeFolder(options.store)
  const documents = await inStore(store, () => documentsOf([...new Set(ids)], lawFolder(store), on))
  const files = new Map<string, string | Uint8Array>()
  for (const format of formats) for (const [name, content] of filesOf(format, documents, lang)) files.set(name, content)
  if (options.out === undefined) {
    const [only, ...others] = files.values()
    if (others.length > 0 || typeof only !== 'string') throw new InputError('export.out', { n: files.size })
    process.stdout.write(only)
    return
  }
  const out = options.out
  await writeAll(new Map([...files].map(([name, content]) => [join(out, name), content])))
  const gists = documents.filter((document) => document.imported.length === 0)
  const notice = gists.length > 0 ? `\n${pick(GIST_NOTICE, lang)} (${gists.map((d) => d.id).join(', ')})` : ''
  process.stderr.write(`${[...files.keys()].map((name) => join(out, name)).join('\n')}${notice}\n`)
}

async function documentsOf(ids: readonly string[], folder: string, on: string): Promise<LawDocument[]> {
  const wanted = ids.length > 0 ? ids : (await listLaws(folder, on)).instruments.map((it) => it.id)
  const documents: LawDocument[] = []
  for (const id of wanted) {
    const document = await lawDocument(id, folder, on)
    if (!document) throw new InputError('law.unknown', { value: id })
    documents.push(document)
  }
  return documents
}

function* filesOf(
  format: Format,
  documents: readonly LawDocument[],
  lang: 'zh' | 'en' | 'both',
): Generator<readonly [string, string | Uint8Array]> {
  const base = documents.length === 1 ? fileName(documents[0]!.id) : 'law'
  switch (format) {
    case 'akn':
      for (const document of documents)
        for (const key of languagesOf(document, lang))
          yield [`${fileName(document.id)}.${key}.akn.xml`, toAkomaNtoso(document, key)]
      return
    case 'oscal':
      for (const document of documents) yield [`${fileName(document.id)}.oscal.json`, toOscal(document, uuidOf)]
      return
    case 'md':
      for (const document of documents) yield [`${fileName(document.id)}.md`, toLawMarkdown(document, lang)]
      return
    case 'json':
      yield [`${base}.json`, `${JSON.stringify({ schema: 'guiju/law/1', laws: documents }, null, 2)}\n`]
      return
    case 'csv':
      yield [`${base}.csv`, toCsv(lawRows(documents))]
      return
    case 'xlsx':
      yield [`${base}.xlsx`, sheets(documents)]
      return
    default:
      return format satisfies never
  }
}

/** A law without English has one expression; both languages of the library have gists. */
const languagesOf = (document: LawDocument, lang: 'zh' | 'en' | 'both'): readonly ('zh' | 'en')[] =>
  (lang === 'both' ? (['zh', 'en'] as const) : [lang]).filter(
    (key) => key === 'zh' || document.instrument !== undefined,
  )

function sheets(documents: readonly LawDocument[]): Uint8Array {
  const notes = [
    ['', '中文', 'English'],
    ['', GIST_NOTICE.zh, GIST_NOTICE.en],
    ...COLUMN_NOTES.map(([name, text]) => [name, text.zh, text.en]),
  ]
  return workbook([
    { name: '规定 provisions', rows: lawRows(documents), widths: [24, 30, 30, 60, 60, 40, 40] },
    { name: '说明 notes', rows: notes, widths: [24, 50, 50] },
  ])
}
