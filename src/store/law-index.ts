import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { INSTRUMENT_IDS, loadInstrument, loadOutline } from '../law/library.ts'
import { indexWords } from '../law/search-words.ts'
import { type LawEntry, lawEntries } from './law-entry.ts'
import { sha256, storedIds } from './law-store.ts'
import { sqlite } from './sqlite.ts'

/** Raised when words are cut otherwise, so that an older index is built again; a change of the tables shows itself. */
const VERSION = '1'

/**
 * `words` holds no text: Chinese by pairs of characters and, in `single`, by each character once; English by stems; and
 * tags such as `t1` for a modality. Its rows are those of `provision`, in the order in which equal hits are shown.
 * `vocabulary` gives the words that a word still being typed may become.
 */
const TABLES = `
  create table meta (key text primary key, value text not null) without rowid;
  create table tag (id integer primary key, name text not null unique);
  create table provision (
    id integer primary key, ref text not null, law text not null, title text not null, label text not null,
    gist_zh text, gist_en text, zh text, en text, marks text not null, starts text, ends text, passed text, draft integer not null,
    binding integer not null
  );
  create table law (n integer primary key, id text not null unique, title text not null);
  create virtual table titles using fts5(
    words, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2'
  );
  create table citation (source integer not null, target text not null);
  create table vocabulary (word text primary key, n integer not null) without rowid;
  create virtual table words using fts5(
    zh, en, single, tags, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2'
  );
`
const INDEXES = `
  create unique index provision_ref on provision (ref);
  create index citation_target on citation (target);
  create index citation_source on citation (source);
`
const HAN = /\p{Script=Han}/gu
const LATIN = /[a-z]{3,40}/g
const MAX_VOCABULARY = 300_000

const together = (...texts: readonly (string | null | undefined)[]): string => texts.filter((t) => t != null).join('\n')

/** Rows written in one transaction. */
const BATCH = 20_000

/**
 * Builds the index of a stream of provisions in one pass: memory stays the same however long the stream. `path` may be
 * `:memory:`; a file is written beside its place by the caller. Returns the open database.
 */
export async function buildLawIndex(
  path: string,
  entries: AsyncIterable<LawEntry> | Iterable<LawEntry>,
  stamp: string,
): Promise<DatabaseSync> {
  const { DatabaseSync } = await sqlite()
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;')
    db.exec(TABLES)
    db.exec("insert into words(words, rank) values ('crisismerge', 64)")
    const provision = db.prepare('insert into provision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    const words = db.prepare('insert into words(rowid, zh, en, single, tags) values (?, ?, ?, ?, ?)')
    const citation = db.prepare('insert into citation values (?, ?)')
    const tags = new Map<string, number>()
    const newTag = db.prepare('insert into tag values (?, ?)')
    const tag = (name: string): string => {
      let id = tags.get(name)
      if (id === undefined) {
        id = tags.size + 1
        tags.set(name, id)
        newTag.run(id, name)
      }
      return `t${id}`
    }
    const vocabulary = new Map<string, number>()
    const newLaw = db.prepare('insert into law values (?, ?, ?)')
    const newTitle = db.prepare('insert into titles(rowid, words) values (?, ?)')
    const laws = new Set<string>()
    let id = 0
    db.exec('begin')
    for await (const it of entries) {
      id++
      if (!laws.has(it.law)) {
        laws.add(it.law)
        newLaw.run(laws.size, it.law, JSON.stringify(it.title))
        newTitle.run(laws.size, indexWords(together(it.title.zh, it.title.en)))
      }
      const marks = { modalities: it.modalities, bearers: it.bearers, limits: it.limits }
      const row: SQLInputValue[] = [id, it.ref, it.law, JSON.stringify(it.title), JSON.stringify(it.label)]
      row.push(it.gist?.zh ?? null, it.gist?.en ?? null, it.zh, it.en, JSON.stringify(marks))
      provision.run(...row, it.from ?? null, it.until ?? null, it.passed ?? null, it.draft ? 1 : 0, it.binding ? 1 : 0)
      const zh = together(it.label.zh, it.gist?.zh, it.zh)
      const en = indexWords(together(it.label.en, it.gist?.en, it.en))
      const single = [...new Set(zh.match(HAN))].join(' ')
      words.run(id, indexWords(zh), en, single, [...tagsOf(it)].map(tag).join(' '))
      for (const word of en.match(LATIN) ?? []) {
        const n = vocabulary.get(word)
        if (n !== undefined || vocabulary.size < MAX_VOCABULARY) vocabulary.set(word, (n ?? 0) + 1)
      }
      for (const target of new Set(it.cites)) citation.run(id, target)
      if (id % BATCH === 0) db.exec('commit; begin')
    }
    db.exec('commit')
    db.exec('begin')
    const newWord = db.prepare('insert into vocabulary values (?, ?)')
    for (const [word, n] of [...vocabulary].sort(([a], [b]) => (a < b ? -1 : 1))) newWord.run(word, n)
    db.exec('commit')
    db.exec("insert into words(words) values ('optimize')")
    db.exec(INDEXES)
    const put = db.prepare('insert into meta values (?, ?)')
    put.run('version', VERSION)
    put.run('stamp', stamp)
    put.run('provisions', String(id))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Names of the tags a provision is filtered by. */
function* tagsOf(it: LawEntry): Generator<string> {
  yield `law:${it.law}`
  for (const modality of it.modalities) yield `modality:${modality}`
  for (const bearer of it.bearers) yield `bearer:${bearer}`
  if (it.limits.length > 0) yield 'limit'
  for (const { n, unit } of it.limits) {
    yield `limit:${unit}`
    yield `limit:${n} ${unit}`
  }
}

/** What the index is made from: the library of this version, and the stored files by size and time. */
async function stampOf(folder: string): Promise<string> {
  const library = await Promise.all(
    INSTRUMENT_IDS.map(async (id) => JSON.stringify([await loadInstrument(id), await loadOutline(id)])),
  )
  const files = await Promise.all(
    (await storedIds(folder)).map(async (id) => {
      const { size, mtimeMs, ino } = await stat(join(folder, `${id}.json`))
      return [id, size, mtimeMs, ino]
    }),
  )
  return sha256(JSON.stringify([VERSION, TABLES, library.map(sha256), files]))
}

/** The index lies in a folder of its own: `<store>/law-index/index.sqlite`. */
const indexPath = (store: string): string => join(store, 'law-index', 'index.sqlite')

/**
 * The index of the library and of a store's laws, built where it is missing or no longer that of the store. Without a
 * store, or where it cannot be written, it is built in memory. The caller closes it.
 */
export async function openLawIndex(store: string, on: string): Promise<DatabaseSync> {
  const folder = join(store, 'law')
  const stamp = await stampOf(folder)
  const path = indexPath(store)
  const { DatabaseSync } = await sqlite()
  const known = reopen(() => new DatabaseSync(path, { readOnly: true }), stamp)
  if (known) return known
  if ((await storedIds(folder)).length === 0) return buildLawIndex(':memory:', lawEntries(folder, on), stamp)
  const beside = `${path}.${process.pid}`
  try {
    await mkdir(dirname(path), { recursive: true })
    await rm(beside, { force: true })
    const built = await buildLawIndex(beside, lawEntries(folder, on), stamp)
    built.close()
    await rename(beside, path)
    return new DatabaseSync(path, { readOnly: true })
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error
    return buildLawIndex(':memory:', lawEntries(folder, on), stamp)
  }
}

/** The index that is there, if it is the one asked for; one that is missing or damaged is built again. */
function reopen(open: () => DatabaseSync, stamp: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined
  try {
    db = open()
    const row = db.prepare("select value from meta where key = 'stamp'").get()
    if (row?.['value'] === stamp) return db
  } catch {
    // Said above.
  }
  db?.close()
  return undefined
}
