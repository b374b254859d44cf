import { hash as digest, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { type Content, digestOf, type Entry, type Erasure, leafOf, readErasure, toHex } from '../cases/ledger/entry.ts'
import { completed, consistency, equal, inclusion, leafHash, type Nodes, rootOf } from '../cases/ledger/merkle.ts'
import { base64, type Checkpoint, openCheckpoint, type Signer, signCheckpoint } from '../cases/ledger/note.ts'
import {
  type LedgerExport,
  MOST_EARLIER,
  type Proven,
  type Receipt,
  receiptText,
  verifyReceipt,
} from '../cases/ledger/receipt.ts'
import { signingKey, verifySignature } from './key.ts'
import { sqlite } from './sqlite.ts'

const hash = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer')

/** What verifies receipts on this machine. */
export const ledgerTools = { hash, verify: verifySignature }

/** Milliseconds a writer waits for the others. */
const PATIENCE = 30_000

/** The rows of a log: what is signed, what is beside it, and the complete subtrees that proofs are read from. */
const TABLES = `
create table if not exists entry (idx integer primary key, at text not null, about text not null, turn integer not null,
  kind text not null, digest text not null) strict;
create unique index if not exists entry_about on entry (about, turn);
create table if not exists content (idx integer primary key references entry, salt text not null, body text not null) strict;
create table if not exists node (level integer, idx integer, hash blob not null, primary key (level, idx)) strict, without rowid;
create table if not exists checkpoint (size integer primary key, note text not null) strict;
`

/** Something to write down, under the case or draw it is about. */
export interface Addition {
  readonly about: string
  readonly kind: string
  readonly text: string
}

export interface StoreFault {
  readonly index?: number
  readonly what: 'checkpoint' | 'order' | 'node' | 'content' | 'missing' | 'erased' | 'file'
}

/** Says that two logs of one name are not the same. */
export class LogApart extends Error {}

/** Says that an entry cannot be erased, and why not. */
export class ErasureError extends Error {
  readonly why: 'unknown' | 'erased' | 'record'
  constructor(why: 'unknown' | 'erased' | 'record') {
    super(why)
    this.name = 'ErasureError'
    this.why = why
  }
}

/**
 * A log in one SQLite file. Each `append` is one transaction that is flushed before it returns: entries, contents,
 * subtrees and the signed checkpoint are all there or none is. Writers of many processes wait for one another.
 */
export class Ledger {
  readonly #db: DatabaseSync
  readonly #signer: Signer
  readonly #origin: string
  readonly #now: () => Date
  readonly #statements = new Map<string, StatementSync>()

  private constructor(db: DatabaseSync, signer: Signer, origin: string, now: () => Date) {
    this.#db = db
    this.#signer = signer
    this.#origin = origin
    this.#now = now
  }

  /**
   * Opens the log of that name in a store, made on first use. Throws the error of SQLite or of the file system.
   * @param name letters, digits and dashes
   */
  static async open(store: string, name: string, now: () => Date = () => new Date()): Promise<Ledger> {
    const folder = join(store, 'ledger')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { DatabaseSync } = await sqlite()
    const db = new DatabaseSync(join(folder, `${name}.sqlite`), { timeout: PATIENCE })
    try {
      // What is erased is overwritten, and the file with the journal is as durable as the disk.
      db.exec(
        'pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma foreign_keys = on;',
      )
      db.exec(`begin immediate; ${TABLES} commit`)
      const signer = signingKey(join(folder, 'key.pem'), `guiju-${name}`)
      // Two stores never share an origin: it ends in the digest of the key.
      const origin = `guiju/${name}/${toHex(hash(signer.publicKey)).slice(0, 16)}`
      return new Ledger(db, signer, origin, now)
    } catch (error) {
      db.close()
      throw error
    }
  }

  close(): void {
    this.#db.close()
  }

  get size(): number {
    return Number(this.#one('select coalesce(max(idx) + 1, 0) as n from entry')!['n'])
  }

  get publicKey(): string {
    return base64(this.#signer.publicKey)
  }

  /** The signed checkpoint of the log as it is. */
  checkpoint(): string {
    return String(this.#one('select note from checkpoint order by size desc limit 1')?.['note'] ?? this.#signed(0))
  }

  /** Writes entries down in this order and returns them once they are on disk. */
  append(additions: readonly Addition[]): Entry[] {
    return this.#transaction(() => this.#append(additions))
  }

  /**
   * Writes what `make` says of the entries that are there about a case or draw, and nothing can come between.
   * `make` throws to refuse, or returns nothing to write nothing.
   */
  appendAfter(about: string, make: (before: readonly Entry[]) => readonly Omit<Addition, 'about'>[]): Entry[] {
    return this.#transaction(() => {
      const additions = make(this.entries(about))
      return additions.length === 0 ? [] : this.#append(additions.map((addition) => ({ about, ...addition })))
    })
  }

  /**
   * Takes over the whole of the same log as another server wrote it: what goes on from here is added as it stands there,
   * and signed with the key of this store. Does nothing where this one has more. Throws `LogApart` where one is not the
   * beginning of the other, or the receipt does not verify.
   */
  adopt(receipt: Receipt): void {
    const { entries } = receipt
    const found = verifyReceipt(receiptText(receipt), ledgerTools)
    if (!found.ok || found.checkpoint?.size !== entries.length || entries.some(({ entry }, i) => entry.index !== i))
      throw new LogApart()
    this.#transaction(() => {
      const { size } = this
      for (const { entry, content } of entries) {
        if (entry.index < size) {
          const own = entryOf(this.#one('select * from entry where idx = ?', entry.index)!)
          if (!equal(leafOf(own), leafOf(entry))) throw new LogApart()
        } else this.#write(entry, content)
      }
      if (entries.length > size)
        this.#run('insert into checkpoint values (?, ?)', entries.length, this.#signed(entries.length))
    })
  }

  /** Entries about a case or draw, or all of a kind, in order. */
  entries(about: string): Entry[] {
    return this.#all('select * from entry where about = ? order by idx', about).map(entryOf)
  }
  ofKind(kind: string): Entry[] {
    return this.#all('select * from entry where kind = ? order by idx', kind).map(entryOf)
  }

  /** What the log has entries about whose names begin so: how many of each, and when the last was written. */
  abouts(under: string): { readonly about: string; readonly entries: number; readonly at: string }[] {
    const rows = this.#all(
      'select about, count(*) as n, max(at) as at from entry where about >= ? and about < ? group by about',
      under,
      `${under}\u{10ffff}`,
    )
    return rows.map((row) => ({ about: String(row['about']), entries: Number(row['n']), at: String(row['at']) }))
  }

  content(index: number): Content | undefined {
    const row = this.#one('select salt, body from content where idx = ?', index)
    return row && { salt: String(row['salt']), text: String(row['body']) }
  }

  /**
   * Erases the content of entries and writes down why and when, all or none; the entries stay. Throws `ErasureError`
   * for one that is not there, is erased already, or is itself the record of an erasure or export.
   */
  erase(...erasures: readonly Erasure[]): Entry[] {
    const done = this.#transaction(() => {
      const records = erasures.map((erasure) => {
        const row = this.#one('select * from entry where idx = ?', erasure.index)
        if (!row) throw new ErasureError('unknown')
        const entry = entryOf(row)
        if (entry.kind === 'erasure' || entry.kind === 'export') throw new ErasureError('record')
        if (!this.content(erasure.index)) throw new ErasureError('erased')
        this.#run('delete from content where idx = ?', erasure.index)
        return { about: entry.about, kind: 'erasure', text: JSON.stringify(erasure) }
      })
      return this.#append(records)
    })
    // Until then the content is in the journal.
    this.#db.exec('pragma wal_checkpoint(truncate)')
    return done
  }

  /** A receipt for entries of the log, in its order; where a content was erased, with the record of that. */
  receipt(indexes: readonly number[]): Receipt {
    return this.#reading(() => {
      const size = this.size
      const gone = indexes.filter((index) => !this.content(index))
      const records = gone.length === 0 ? [] : this.ofKind('erasure').filter((e) => gone.includes(this.#erasedBy(e)))
      const entries = [...new Set([...indexes, ...records.map((e) => e.index)])]
        .sort((a, b) => a - b)
        .map((index) => this.#proven(entryOf(this.#one('select * from entry where idx = ?', index)!), size))
      return { schema: 'guiju/receipt/1', key: this.#key(), checkpoint: this.checkpoint(), entries }
    })
  }

  /**
   * All entries of a case with a record of this export at their end, and proofs that the log grew from the checkpoints
   * given out with earlier exports of it and from `since`. Nothing where `since` is no checkpoint of this log.
   */
  export(about: string, since?: string): LedgerExport | undefined {
    return this.#transaction(() => {
      const before = this.entries(about)
      const given = before.filter((e) => e.kind === 'export').map((e) => this.#noteAt(e.index + 1))
      let asked: number | undefined
      if (since !== undefined && !given.includes(since)) {
        asked = this.#opened(since)?.size
        if (asked === undefined || (asked > 0 && this.#noteAt(asked) !== since)) return undefined
        given.push(since)
      }
      const record = { entries: before.length, ...(asked === undefined ? {} : { since: asked }) }
      this.#append([{ about, kind: 'export', text: JSON.stringify(record) }])
      const size = this.size
      const earlier = given.slice(-MOST_EARLIER).flatMap((checkpoint) => {
        const found = checkpoint === undefined ? undefined : this.#opened(checkpoint)
        return found
          ? [{ checkpoint: checkpoint!, proof: consistency(found.size, size, this.#nodes, hash).map(toHex) }]
          : []
      })
      const entries = this.entries(about).map((entry) => this.#proven(entry, size))
      const checkpoint = this.checkpoint()
      return { schema: 'guiju/ledger-export/1', about, key: this.#key(), checkpoint, earlier, entries }
    })
  }

  /** Does some work that no other writer comes between. */
  holding<T>(work: () => T): T {
    return this.#transaction(work)
  }

  /** Proof that an earlier size of the log is its beginning, as hex. */
  consistency(first: number): string[] {
    return this.#reading(() => consistency(first, this.size, this.#nodes, hash).map(toHex))
  }

  /** Reads everything again and says what is not as it was written. */
  verify(): StoreFault[] {
    return this.#reading(() => {
      const faults: StoreFault[] = []
      const erased = new Set<number>()
      let at = ''
      const turns = new Map<string, number>()
      const nodes = new Map<string, Uint8Array>()
      const read: Nodes = (level, index) => nodes.get(`${level}/${index}`)!
      let size = 0
      for (const row of this.#db.prepare('select * from entry order by idx').iterate() as Iterable<Row>) {
        const entry = entryOf(row)
        const { index, about } = entry
        if (index !== size || entry.turn !== (turns.get(about) ?? 0) || entry.at < at)
          faults.push({ index, what: 'order' })
        turns.set(about, entry.turn + 1)
        at = entry.at
        const content = this.content(index)
        if (content && toHex(digestOf(content, hash)) !== entry.digest) faults.push({ index, what: 'content' })
        if (content && entry.kind === 'erasure') {
          const erasure = readErasure(content.text)
          if (erasure) erased.add(erasure.index)
        }
        for (const node of completed(size, leafHash(leafOf(entry), hash), read, hash)) {
          nodes.set(`${node.level}/${node.index}`, node.hash)
          const kept = this.#one('select hash from node where level = ? and idx = ?', node.level, node.index)
          if (!kept || !equal(kept['hash'] as Uint8Array, node.hash)) faults.push({ index, what: 'node' })
        }
        size += 1
      }
      if (Number(this.#one('select count(*) as n from node')!['n']) !== nodes.size) faults.push({ what: 'node' })
      for (const row of this.#all('select e.idx from entry e left join content c using (idx) where c.idx is null'))
        if (!erased.has(Number(row['idx']))) faults.push({ index: Number(row['idx']), what: 'missing' })
      for (const index of erased) if (this.content(index)) faults.push({ index, what: 'erased' })
      let last = 0
      for (const row of this.#all('select size, note from checkpoint order by size')) {
        last = Number(row['size'])
        const found = this.#opened(String(row['note']))
        const whole = found && found.origin === this.#origin && found.size === last && last <= size
        if (!whole || !equal(found.root, rootOf(last, read, hash))) faults.push({ what: 'checkpoint' })
      }
      if (last !== size) faults.push({ what: 'checkpoint' })
      return faults
    })
  }

  #append(additions: readonly Addition[]): Entry[] {
    const written: Entry[] = []
    let size = this.size
    let at = String(this.#one('select at from entry where idx = ?', size - 1)?.['at'] ?? '')
    for (const { about, kind, text } of additions) {
      const clock = this.#now().toISOString()
      if (clock > at) at = clock
      const content: Content = { salt: randomBytes(16).toString('hex'), text }
      const turn = Number(this.#one('select coalesce(max(turn) + 1, 0) as n from entry where about = ?', about)!['n'])
      const entry: Entry = { index: size, at, about, turn, kind, digest: toHex(digestOf(content, hash)) }
      this.#write(entry, content)
      size += 1
      written.push(entry)
    }
    this.#run('insert or replace into checkpoint values (?, ?)', size, this.#signed(size))
    return written
  }

  #write(entry: Entry, content: Content | undefined): void {
    const { index, at, about, turn, kind, digest } = entry
    this.#run('insert into entry values (?, ?, ?, ?, ?, ?)', index, at, about, turn, kind, digest)
    if (content) this.#run('insert into content values (?, ?, ?)', index, content.salt, content.text)
    for (const node of completed(index, leafHash(leafOf(entry), hash), this.#nodes, hash))
      this.#run('insert into node values (?, ?, ?)', node.level, node.index, node.hash)
  }

  /** The entry whose content an erasure took; -1 where its record cannot be read. */
  #erasedBy({ index }: Entry): number {
    return readErasure(this.content(index)?.text ?? '')?.index ?? -1
  }

  /** The checkpoint that was signed at a size; not every size has one. */
  #noteAt(size: number): string | undefined {
    const row = this.#one('select note from checkpoint where size = ?', size)
    return row && String(row['note'])
  }

  #opened(note: string): Checkpoint | undefined {
    return openCheckpoint(note, this.#signer.name, this.#signer.publicKey, hash, verifySignature)
  }

  #signed(size: number): string {
    const root = rootOf(size, this.#nodes, hash)
    return signCheckpoint({ origin: this.#origin, size, root }, this.#signer, hash)
  }

  #proven(entry: Entry, size: number): Proven {
    const content = this.content(entry.index)
    const proof = inclusion(entry.index, size, this.#nodes, hash).map(toHex)
    return content ? { entry, content, proof } : { entry, proof }
  }

  #key(): Receipt['key'] {
    return { name: this.#signer.name, publicKey: this.publicKey }
  }

  readonly #nodes: Nodes = (level, index) => {
    const row = this.#one('select hash from node where level = ? and idx = ?', level, index)
    if (!row) throw new Error(`the log misses subtree ${level}/${index}`)
    return row['hash'] as Uint8Array
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec('begin immediate')
    try {
      const value = work()
      this.#db.exec('commit')
      return value
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback')
      throw error
    }
  }

  /** One view of the log, whatever others write meanwhile. */
  #reading<T>(work: () => T): T {
    if (this.#db.isTransaction) return work()
    this.#db.exec('begin')
    try {
      return work()
    } finally {
      this.#db.exec('rollback')
    }
  }

  #one(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values) as Row | undefined
  }
  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...values) as Row[]
  }
  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepared(sql).run(...values)
  }
  #prepared(sql: string): StatementSync {
    let made = this.#statements.get(sql)
    if (!made) {
      made = this.#db.prepare(sql)
      this.#statements.set(sql, made)
    }
    return made
  }
}

type Row = Readonly<Record<string, unknown>>

function entryOf(row: Row): Entry {
  const text = (key: string) => String(row[key])
  return {
    index: Number(row['idx']),
    at: text('at'),
    about: text('about'),
    turn: Number(row['turn']),
    kind: text('kind'),
    digest: text('digest'),
  }
}
