import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { LAW_LIMITS } from '../collect/law/read-law.ts'
import type { Text } from '../law/text.ts'
import { pick } from '../report/lang.ts'
import { toLawMarkdown } from '../report/law/markdown.ts'
import { rules } from '../rules/registry.ts'
import { lawFolder, storeFolder } from '../store/folder.ts'
import { lawDocument } from '../store/law-document.ts'
import { importLaws, type LawFile, storedLaws } from '../store/law-import.ts'
import { openLawIndex } from '../store/law-index.ts'
import { listLaws } from '../store/law-list.ts'
import { LawSearch } from '../store/law-search.ts'
import { type ShownProvision, showProvision } from '../store/law-show.ts'
import { StoreError } from '../store/store-error.ts'
import { InputError } from './errors.ts'
import { outlineText } from './law-outline-text.ts'
import { importText, lawJson, listText, showText } from './law-text.ts'
import { type CommonOptions, dayOf, formatsOf, languageOf } from './options.ts'

export interface LawOptions extends CommonOptions {
  readonly store?: string
}

const FORMATS = ['text', 'json', 'md'] as const
const LIMIT = LAW_LIMITS.bytes
const NO_TEXT: Text = { zh: '没有文字', en: 'there is no text' }

/**
 * `guiju law import <file…>`: reads law texts into the store and says what was found, what is missing and what differs.
 * Returns the exit code: 2 where a file could not be read, or where none held a law; the others are imported all the same.
 */
export async function importLaw(names: readonly string[], options: LawOptions): Promise<number> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  if (names.length === 0) throw new InputError('law.file')
  const files: LawFile[] = []
  let refused = 0
  const say = (error: InputError) => process.stderr.write(`guiju: ${pick(error.text, lang === 'both' ? 'en' : lang)}\n`)
  for (const name of new Set(names)) {
    try {
      files.push(await read(name))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      refused++
      say(error)
    }
  }
  if (files.length === 0) return 2
  const store = storeFolder(options.store)
  const report = await inStore(store, () => importLaws(files, lawFolder(store), rules))
  const empty = report.files.filter((file) => file.found.length === 0)
  for (const { name, format: read, problems } of empty) {
    if (read !== undefined) say(new InputError('law.none', { name }))
    else {
      refused++
      say(new InputError('law.unreadable', { name, why: pick(problems[0]?.message ?? NO_TEXT, lang) }))
    }
  }
  process.stdout.write(format === 'json' ? lawJson(report) : importText(report, lang, format === 'md'))
  return refused > 0 || empty.length === report.files.length ? 2 : 0
}

/** `guiju law status`: what the store holds, where it differs from what the rules were written for, and which are stale. */
export async function lawStatus(options: LawOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const store = storeFolder(options.store)
  const report = await inStore(store, () => storedLaws(lawFolder(store), rules))
  process.stdout.write(format === 'json' ? lawJson(report) : importText(report, lang, format === 'md'))
}

/** `guiju law list`: the library and the imported laws, as they stand on a day. */
export async function listLaw(options: LawOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const on = dayOf(options)
  const store = storeFolder(options.store)
  const list = await inStore(store, () => listLaws(lawFolder(store), on))
  process.stdout.write(format === 'json' ? lawJson(list) : listText(list, lang, format === 'md'))
}

/** `guiju law show <ref>`: one provision in both languages, on a day; with an id alone, what the law holds. */
export async function showLaw(reference: string, options: LawOptions): Promise<void> {
  const lang = languageOf(options, 'both')
  const [format] = formatsOf(options, FORMATS, ['text'])
  const on = dayOf(options)
  const store = storeFolder(options.store)
  if (/^[a-z0-9-]{1,120}$/.test(reference)) {
    const document = await inStore(store, () => lawDocument(reference, lawFolder(store), on))
    if (!document) throw new InputError('law.unknown', { value: reference })
    const as = format === 'json' ? lawJson : format === 'md' ? toLawMarkdown : outlineText
    process.stdout.write(as(document, lang))
    return
  }
  if (!/^[^#\s]{1,120}#[\w.]{1,60}$/u.test(reference)) throw new InputError('place.invalid', { value: reference })
  const shown = await inStore(store, () => showProvision(reference, lawFolder(store), on))
  if ('unknown' in shown) {
    if (shown.unknown === 'law') throw new InputError('law.unknown', { value: reference.split('#')[0]! })
    const { title = '', near = '' } = shown
    throw new InputError('provision.unknown', { value: reference, title, near })
  }
  const found = { ...shown.found, ...(await inStore(store, () => citations(shown.found.ref, store, on))) }
  const width = process.stdout.columns || 100
  process.stdout.write(format === 'json' ? lawJson(found) : showText(found, lang, format === 'md', width))
}

/** What a provision cites, what cites it, and which rules read it or a part of it. */
async function citations(
  ref: string,
  store: string,
  on: string,
): Promise<Pick<ShownProvision, 'cites' | 'citedBy' | 'rules'>> {
  const search = new LawSearch(await openLawIndex(store, on))
  try {
    const reading = rules.filter(({ cites }) => cites === ref || cites.startsWith(`${ref}.`)).map(({ id }) => id)
    return { cites: search.cites(ref), citedBy: search.citedBy(ref), rules: reading }
  } finally {
    search.close()
  }
}

async function read(name: string): Promise<LawFile> {
  const shown = basename(name)
  let bytes: Buffer
  try {
    const info = await stat(name)
    if (!info.isFile()) throw new InputError('file.unreadable', { name, why: 'not a file' })
    if (info.size > LIMIT) throw new InputError('file.large', { name, limit: LIMIT >> 20 })
    bytes = await readFile(name)
  } catch (error) {
    if (error instanceof InputError) throw error
    const { code = 'error' } = error as NodeJS.ErrnoException
    throw new InputError(code === 'ENOENT' ? 'file.missing' : 'file.unreadable', { name, why: code })
  }
  return { name: shown, bytes }
}

/** What goes wrong in the store is the user's to mend: one line, exit code 2. */
export async function inStore<T>(store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError) throw new InputError('store.broken', { name: error.path })
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    throw new InputError('store.unwritable', { name: store, why: code })
  }
}
