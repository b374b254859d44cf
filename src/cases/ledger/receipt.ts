import type { Text } from '../../law/text.ts'
import { type Content, type Entry, fromHex, holds, leafOf, readContent, readEntry, readErasure } from './entry.ts'
import { type Hash, leafHash, verifyConsistency, verifyInclusion } from './merkle.ts'
import { type Checkpoint, openCheckpoint, unbase64, type VerifySignature } from './note.ts'

/** An export leads on from no more checkpoints than the last ones given out. */
export const MOST_EARLIER = 20

/** What a reader holds in hand: it verifies without the log, an account or a connection. */
export interface Receipt {
  readonly schema: 'guiju/receipt/1'
  /** The key the checkpoint is signed with: compare it with the one the keeper of the log publishes. */
  readonly key: Key
  readonly checkpoint: string
  readonly entries: readonly Proven[]
}

/** Entries of one case, all of them: a receipt that ends with an `export` entry, which says how many there are. */
export interface LedgerExport extends Omit<Receipt, 'schema'> {
  readonly schema: 'guiju/ledger-export/1'
  readonly about: string
  /** Checkpoints that were given out before, each with the proof that the log grew from it. */
  readonly earlier: readonly Earlier[]
}

export interface Earlier {
  readonly checkpoint: string
  /** Consistency proof, hex. */
  readonly proof: readonly string[]
}

export interface Key {
  readonly name: string
  /** 32 bytes of Ed25519, base64. */
  readonly publicKey: string
}

export interface Proven {
  readonly entry: Entry
  /** None where it was erased. */
  readonly content?: Content
  /** Siblings from the leaf upwards, hex. */
  readonly proof: readonly string[]
}

export interface Tools {
  readonly hash: Hash
  readonly verify: VerifySignature
}

export interface Fault {
  /** The entry's place in the log, where it is about one. */
  readonly index?: number
  readonly say: Text
}

export interface LedgerFound {
  readonly ok: boolean
  readonly faults: readonly Fault[]
  readonly checkpoint?: Checkpoint
  readonly entries: readonly Proven[]
  /** The signed checkpoint and the earlier ones the log is proven to have grown from. */
  readonly known: readonly string[]
  /** Entries whose content was erased with a record of why. */
  readonly erased: readonly {
    readonly index: number
    readonly on: string
    readonly reason: string
    readonly cites?: string
  }[]
}

const say = (zh: string, en: string): Text => ({ zh, en })
const MALFORMED = say(
  '不是规矩的回执或案卷导出文件，或内容残缺',
  'no receipt or export of Guiju, or a part of it is missing',
)
const SIGNATURE = say(
  '检查点的签名无效：文件被改动，或不是该日志签发',
  'the signature of the checkpoint is not valid: the file was changed, or this log did not sign it',
)
const GROWTH = say(
  '先前的检查点与本文件不连贯：日志被改写',
  'the log did not grow from an earlier checkpoint: it was rewritten',
)
const NOT_AS_GIVEN = say(
  '先前的检查点与导出记录不符：有缺失、重复或次序被改动',
  'the earlier checkpoints are not those the records of export name: one is missing, there twice or moved',
)
const OUT_OF_ORDER = say('条目重复或次序被改动', 'an entry is there twice, or their order was changed')
const OTHER_KEY = say('签名公钥与所给的不同', 'the key is another than the one given')

const HEX64 = /^[0-9a-f]{64}$/
const KEYS: Readonly<Record<string, string>> = {
  'guiju/receipt/1': 'schema key checkpoint entries',
  'guiju/ledger-export/1': 'schema about key checkpoint earlier entries',
}

/**
 * Says whether every byte of a receipt or export is as it was written, and what was erased.
 * @param text the whole file
 * @param publicKey the log's key in base64, where the reader has it from elsewhere
 */
export function verifyReceipt(text: string, tools: Tools, publicKey?: string): LedgerFound {
  const bad = (...faults: Fault[]): LedgerFound => ({ ok: false, faults, entries: [], erased: [], known: [] })
  const receipt = readReceipt(text)
  if (!receipt) return bad({ say: MALFORMED })
  const key = unbase64(receipt.key.publicKey)
  const checkpoint = key && openCheckpoint(receipt.checkpoint, receipt.key.name, key, tools.hash, tools.verify)
  if (!checkpoint) return bad({ say: SIGNATURE })
  const faults: Fault[] = publicKey !== undefined && publicKey !== receipt.key.publicKey ? [{ say: OTHER_KEY }] : []
  for (const { entry, content, proof } of receipt.entries) {
    const { index } = entry
    const path = proof.map(fromHex)
    if (
      !verifyInclusion(leafHash(leafOf(entry), tools.hash), index, checkpoint.size, path, checkpoint.root, tools.hash)
    )
      faults.push({
        index,
        say: say(
          '该条目不在签名的日志中：内容、次序或时间被改动',
          'this entry is not in the signed log: it, its order or its time was changed',
        ),
      })
    if (content && !holds(entry, content, tools.hash))
      faults.push({
        index,
        say: say('内容与日志中的摘要不符', 'the content is not the one the log holds the digest of'),
      })
  }
  const erased = erasuresOf(receipt.entries)
  faults.push(...erasedRightly(receipt.entries, erased))
  const known = [receipt.checkpoint]
  const isOrdered = receipt.entries.every(
    ({ entry }, i) => i === 0 || receipt.entries[i - 1]!.entry.index < entry.index,
  )
  if (receipt.schema === 'guiju/receipt/1' && !isOrdered) faults.push({ say: OUT_OF_ORDER })
  if (receipt.schema === 'guiju/ledger-export/1') {
    faults.push(...wholeness(receipt))
    const given: number[] = []
    for (const one of receipt.earlier) {
      const before = grownFrom(one, receipt.key.name, key, checkpoint, tools)
      if (!before) continue
      known.push(one.checkpoint)
      given.push(before.size)
    }
    if (given.length < receipt.earlier.length) faults.push({ say: GROWTH })
    else if (given.join() !== givenBefore(receipt).join()) faults.push({ say: NOT_AS_GIVEN })
  }
  return { ok: faults.length === 0, faults, checkpoint, entries: receipt.entries, erased, known }
}

/** An earlier checkpoint, where it is signed by the same key and the log has grown from it. */
function grownFrom(
  { checkpoint, proof }: Earlier,
  name: string,
  key: Uint8Array,
  now: Checkpoint,
  { hash, verify }: Tools,
): Checkpoint | undefined {
  const before = openCheckpoint(checkpoint, name, key, hash, verify)
  if (!before || before.origin !== now.origin) return undefined
  const hasGrown = verifyConsistency(before.size, now.size, proof.map(fromHex), before.root, now.root, hash)
  return hasGrown ? before : undefined
}

/** Sizes of the checkpoints that an export leads on from, in order: those of the exports before, and the one asked for. */
function givenBefore({ entries }: LedgerExport): number[] {
  const exports = entries.filter(({ entry }) => entry.kind === 'export')
  const sizes = exports.slice(0, -1).map(({ entry }) => entry.index + 1)
  const asked = sinceOf(exports.at(-1)?.content?.text)
  return (asked === undefined ? sizes : [...sizes, asked]).slice(-MOST_EARLIER)
}

function sinceOf(record: string | undefined): number | undefined {
  if (record === undefined) return undefined
  try {
    const { since } = JSON.parse(record) as { since?: unknown }
    return typeof since === 'number' ? since : undefined
  } catch {
    return undefined
  }
}

function erasuresOf(entries: readonly Proven[]): LedgerFound['erased'] {
  return entries.flatMap(({ entry, content }) => {
    const erasure = entry.kind === 'erasure' && content ? readErasure(content.text) : undefined
    return erasure ? [erasure] : []
  })
}

/** Every entry of the case from the first to the record of the export is there, in order. */
function wholeness({ about, entries }: LedgerExport): Fault[] {
  const faults: Fault[] = []
  for (const [i, { entry }] of entries.entries()) {
    const before = entries[i - 1]?.entry
    if (entry.about !== about)
      faults.push({ index: entry.index, say: say('条目属于另一案件', 'the entry is of another case') })
    if (entry.turn !== i || (before && (entry.index <= before.index || entry.at < before.at)))
      faults.push({
        index: entry.index,
        say: say(
          `第${i + 1}条不在其位：有条目缺失、重复或次序被改动`,
          `entry ${i + 1} is out of turn: one is missing, there twice or moved`,
        ),
      })
  }
  if (entries.at(-1)?.entry.kind !== 'export')
    faults.push({
      say: say(
        '案卷末尾没有导出记录：后面的条目被删去',
        'the file does not end with the record of its export: entries were cut off',
      ),
    })
  return faults
}

/** What is missing was erased with a record, and what was erased is missing. */
function erasedRightly(entries: readonly Proven[], erased: LedgerFound['erased']): Fault[] {
  const known = new Set(erased.map((e) => e.index))
  return entries.flatMap(({ entry: { index }, content }): Fault[] => {
    if (!content && !known.has(index))
      return [{ index, say: say('内容缺失，也没有删除记录', 'the content is missing, and no erasure is recorded') }]
    if (content && known.has(index))
      return [
        { index, say: say('内容已记录为删除，却仍在文件中', 'the content is recorded as erased and is still here') },
      ]
    return []
  })
}

/** The receipt a text is, where it is one to the letter. */
function readReceipt(text: string): Receipt | LedgerExport | undefined {
  let value: Receipt | LedgerExport
  try {
    value = JSON.parse(text) as Receipt | LedgerExport
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || typeof value.schema !== 'string') return undefined
  if (!Object.hasOwn(KEYS, value.schema) || Object.keys(value).join(' ') !== KEYS[value.schema]) return undefined
  const { key, checkpoint, entries } = value
  if (typeof key !== 'object' || key === null || Object.keys(key).join(' ') !== 'name publicKey') return undefined
  if (![key.name, key.publicKey, checkpoint].every((t) => typeof t === 'string')) return undefined
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isProven)) return undefined
  if (value.schema === 'guiju/ledger-export/1') {
    const { about, earlier } = value
    if (typeof about !== 'string' || !Array.isArray(earlier) || !earlier.every(isEarlier)) return undefined
  }
  return receiptText(value) === text ? value : undefined
}

function isEarlier(value: unknown): value is Earlier {
  if (typeof value !== 'object' || value === null || Object.keys(value).join(' ') !== 'checkpoint proof') return false
  const { checkpoint, proof } = value as Earlier
  return typeof checkpoint === 'string' && areHashes(proof)
}

const areHashes = (value: unknown): boolean =>
  Array.isArray(value) && value.every((p) => typeof p === 'string' && HEX64.test(p))

function isProven(value: unknown): value is Proven {
  if (typeof value !== 'object' || value === null) return false
  const { entry, content, proof } = value as Proven
  // In the order in which they are written: another order of the same names is another file.
  const names = Object.keys(value).join(' ')
  return (
    names === (content === undefined ? 'entry proof' : 'entry content proof') &&
    readEntry(entry) !== undefined &&
    (content === undefined || readContent(content) !== undefined) &&
    areHashes(proof)
  )
}

/** A receipt as its file holds it: the only form that verifies, so that no byte is free. */
export const receiptText = (receipt: Receipt | LedgerExport): string => `${JSON.stringify(receipt, null, 1)}\n`
