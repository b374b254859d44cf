import { fill, type Text } from '../../law/text.ts'
import { departs, jsonOf, type KeptCase, type Standing, standing } from './kept.ts'
import {
  type Fault,
  type LedgerExport,
  type LedgerFound,
  type Receipt,
  receiptText,
  type Tools,
  verifyReceipt,
} from './receipt.ts'

/**
 * A whole case on file: the case as it reads, and the entries that prove it. The first part follows from the second to
 * the letter, so that no byte of either is free.
 */
export interface CaseExport extends KeptCase {
  readonly ledger: LedgerExport
}

/** The export of a case; nothing where its entries open none. */
export function caseExport(ledger: LedgerExport): CaseExport | undefined {
  const stands = standing(ledger.entries)
  return stands && { ...stands.file, ledger }
}

/** An export as its file holds it: the only form that verifies. */
export const caseExportText = (file: CaseExport): string => `${JSON.stringify(file, null, 1)}\n`

/** What is known of a file that should prove something of a case. */
export interface CaseProof {
  readonly kind: 'case' | 'ledger' | 'receipt'
  readonly ok: boolean
  readonly faults: readonly Fault[]
  /** What a reader should know although nothing is wrong. */
  readonly notes: readonly Text[]
  readonly found: LedgerFound
  readonly key?: { readonly name: string; readonly publicKey: string }
  readonly standing?: Standing
}

export interface Compared {
  /** The log's public key in base64, where the reader has it from elsewhere. */
  readonly publicKey?: string
  /** A checkpoint the reader had before: the log must have grown from it. */
  readonly earlier?: string
}

const LEDGER = 'guiju/ledger-export/1'
const RECEIPT = 'guiju/receipt/1'

const FAULTS = {
  differs: {
    zh: '案卷的{where}与账本中的记录不同：被改动',
    en: '{where} of the case is not what the ledger holds: it was changed',
  },
  form: {
    zh: '文件不是导出时的规范形式：有多余、重复或改序的内容',
    en: 'the file does not have the form it was exported in: something is added, there twice or in another order',
  },
  none: { zh: '账本条目中没有立案记录', en: 'the entries do not open a case' },
  earlier: {
    zh: '日志没有证明它由所给的先前检查点延续而来：请用 guiju case export --since 重新导出',
    en: 'that the log grew from the earlier checkpoint is not proven here: export again with guiju case export --since',
  },
} as const satisfies Record<string, Text>

/**
 * The proof a text is, checked; nothing for a text that is no JSON or none of these: an export of a case, entries of
 * the ledger, a receipt.
 */
export function verifyCaseProof(text: string, tools: Tools, compared: Compared = {}): CaseProof | undefined {
  let value: Partial<CaseExport> & Partial<Receipt>
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { ledger } = value
  if (typeof ledger === 'object' && ledger !== null) return ofCase(value as CaseExport, text, tools, compared)
  const schema: unknown = value.schema
  if (schema !== LEDGER && schema !== RECEIPT && !(value.checkpoint && value.entries)) return undefined
  const found = verifyReceipt(text, tools, compared.publicKey)
  return proof(schema === LEDGER ? 'ledger' : 'receipt', found, [], value as Receipt, compared)
}

function ofCase(value: CaseExport, text: string, tools: Tools, compared: Compared): CaseProof {
  const { ledger, ...file } = value
  // A receipt need not hold every entry of a case: it proves none as a whole.
  const entries = ledger.schema === LEDGER ? attempt(() => receiptText(ledger)) : undefined
  const found = verifyReceipt(entries ?? '', tools, compared.publicKey)
  const stands = found.entries.length > 0 ? standing(found.entries) : undefined
  const faults: Fault[] = []
  if (found.entries.length > 0) {
    if (!stands) faults.push({ say: FAULTS.none })
    else {
      const before = faults.length
      faults.push(...differences(file as KeptCase, stands))
      const exact = attempt(() => caseExportText({ ...stands.file, ledger }) === text)
      if (faults.length === before && !exact) faults.push({ say: FAULTS.form })
    }
  }
  return proof('case', found, faults, ledger, compared, stands)
}

/** Every place where the readable part is not what the entries hold. */
function differences(file: KeptCase, { file: kept, places }: Standing): Fault[] {
  const faults: Fault[] = []
  const differs = (where: string, index?: number): void => {
    faults.push({ ...(index === undefined ? {} : { index }), say: fill(FAULTS.differs, { where }) })
  }
  for (const key of ['schema', 'procedure', 'facts'] as const) if (jsonOf(file[key]) !== jsonOf(kept[key])) differs(key)
  if (!Array.isArray(file.events)) {
    differs('events')
    return faults
  }
  const most = Math.max(file.events.length, kept.events.length)
  for (let i = 0; i < most; i += 1) {
    const [own, held] = [file.events[i], kept.events[i]]
    if (jsonOf(own) === jsonOf(held)) continue
    const where =
      own && held && typeof own === 'object'
        ? departs({ ...kept, events: [own] }, { ...kept, events: [{ ...held }] })?.replace('[0]', `[${i}]`)
        : undefined
    differs(where ?? `events[${i}]`, places[i]?.index)
  }
  return faults
}

function proof(
  kind: CaseProof['kind'],
  found: LedgerFound,
  more: readonly Fault[],
  { key }: Pick<Receipt, 'key'>,
  { earlier }: Compared,
  stands?: Standing,
): CaseProof {
  const faults = [...found.faults, ...more]
  if (earlier !== undefined && found.checkpoint && !found.known.includes(earlier)) faults.push({ say: FAULTS.earlier })
  return {
    kind,
    ok: faults.length === 0,
    faults,
    notes: stands ? notesOf(stands) : [],
    found,
    ...(found.checkpoint ? { key } : {}),
    ...(stands ? { standing: stands } : {}),
  }
}

function notesOf({ file, taken, gone }: Standing): Text[] {
  const notes: Text[] = taken.map(({ entry, events }) => ({
    zh: `${entry.at} 从文件读入案件及 ${events} 个步骤：这些步骤未经本账本的把关`,
    en: `the case was read from a file at ${entry.at} with ${events} event(s): those did not pass the gate of this ledger`,
  }))
  if (gone)
    notes.push({
      zh: `全案内容已于${gone.on}删除：${gone.reason}`,
      en: `the whole case was erased on ${gone.on}: ${gone.reason}`,
    })
  const blanks = file.events.filter((e) => e.erased).length
  if (!gone && blanks > 0)
    notes.push({
      zh: `${blanks} 个步骤的内容已依法删除，只留种类、结果和日期`,
      en: `the content of ${blanks} event(s) was erased; kind, outcome and day are left`,
    })
  return notes
}

/** The checkpoint in a proof the reader holds from before; nothing where the text is none. */
export function checkpointIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as Partial<CaseExport> & Partial<Receipt>
    const note: unknown = value.ledger?.checkpoint ?? value.checkpoint
    return typeof note === 'string' ? note : undefined
  } catch {
    return undefined
  }
}

/** A value too deep to be written again is none of ours. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** What a file of each kind is called. */
export const PROOF_NAMES: Readonly<Record<CaseProof['kind'], Text>> = {
  case: { zh: '案卷导出文件', en: 'export of a case' },
  ledger: { zh: '账本条目', en: 'entries of a ledger' },
  receipt: { zh: '回执', en: 'receipt' },
}
