import type { CaseFile } from '../cases/event.ts'
import { CaseError } from '../cases/event.ts'
import { drift, replay } from '../cases/fold.ts'
import {
  type CaseProof,
  caseExport,
  caseExportText,
  checkpointIn,
  PROOF_NAMES,
  verifyCaseProof,
} from '../cases/ledger/case-export.ts'
import { claimsOf } from '../cases/ledger/claims.ts'
import { receiptText } from '../cases/ledger/receipt.ts'
import { findProcedure } from '../cases/registry.ts'
import type { Text } from '../law/text.ts'
import { verifyHtml } from '../report/html.ts'
import { pick, type ReportLang } from '../report/lang.ts'
import {
  type CasePlace,
  casePlace,
  eraseKept,
  exportKept,
  type KeptFound,
  readKept,
  receiptFor,
  verifyKept,
} from '../store/case-ledger.ts'
import { storeFolder } from '../store/folder.ts'
import { ledgerTools } from '../store/ledger.ts'
import { type CaseOptions, caseError } from './case.ts'
import { InputError } from './errors.ts'
import { readBytes } from './input.ts'
import { dayOf, formatsOf, languageOf } from './options.ts'
import { writeAll } from './output.ts'

export interface ProofOptions extends CaseOptions {
  readonly event?: readonly string[]
  readonly since?: string
  readonly page?: string
  readonly key?: string
  readonly reason?: string
  readonly cites?: string
  readonly all?: boolean
}

const MOST_BYTES = 256 * 2 ** 20

/** `guiju case export <case>`: the whole case with what proves it; with `--event`, a receipt for those events. */
export async function exportCommand(name: string, options: ProofOptions): Promise<void> {
  const store = storeFolder(options.store)
  const place = casePlace(store, name)
  const text = await guarded(name, store, async () => {
    if (options.event) return receiptText(await receiptFor(store, place, options.event))
    const since = options.since === undefined ? undefined : checkpointIn(await textOf(options.since))
    if (options.since !== undefined && since === undefined)
      throw new InputError('case.noProof', { name: options.since })
    const file = caseExport(await exportKept(store, place, since))!
    return caseExportText(file)
  })
  const files = new Map<string, string>()
  if (options.out !== undefined) files.set(options.out, text)
  if (options.page !== undefined) {
    const lang = languageOf(options, 'en')
    files.set(options.page, await verifyHtml(lang === 'both' ? 'zh' : lang, { name: `${place.about}.json`, text }))
  }
  await writeAll(files)
  if (options.out === undefined) process.stdout.write(text)
}

/** `guiju case erase <case>`: the content of some events or of all; the ledger keeps that, why and when. */
export async function eraseCommand(name: string, options: ProofOptions): Promise<void> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['text', 'json'], ['text'])
  if (!options.reason?.trim()) throw new InputError('case.reason')
  if ((options.event === undefined) === (options.all !== true)) throw new InputError('case.what')
  const store = storeFolder(options.store)
  const place = casePlace(store, name)
  const mark = {
    on: dayOf(options),
    reason: options.reason.trim(),
    ...(options.cites === undefined ? {} : { cites: options.cites }),
  }
  const entries = await guarded(name, store, () => eraseKept(store, place, options.event ?? [], mark))
  if (format === 'json')
    process.stdout.write(
      `${JSON.stringify({ schema: 'guiju/case-erased/1', case: place.about, erased: entries.length, ...mark }, null, 2)}\n`,
    )
  else
    process.stdout.write(
      `${pick({ zh: `已删除${entries.length}条内容，账本保留条目和删除记录`, en: `erased the content of ${entries.length} entries; the ledger keeps the entries and a record of it` }, lang)}\n`,
    )
}

interface Report {
  readonly ok: boolean
  readonly what: Text
  readonly faults: readonly { readonly entry?: number; readonly say: Text }[]
  readonly notes: readonly Text[]
  readonly shows: readonly Text[]
  readonly doesNotShow: readonly Text[]
  readonly key?: string
  readonly checkpoint?: string
}

/** `guiju case verify <case|export|receipt>`: 0 where everything holds, 1 where something was changed. */
export async function verifyCommand(name: string, options: ProofOptions): Promise<0 | 1> {
  const lang = languageOf(options, 'en')
  const [format] = formatsOf(options, ['text', 'json'], ['text'])
  const store = storeFolder(options.store)
  const place = casePlace(store, name)
  const publicKey = options.key === undefined ? undefined : await keyOf(options.key)
  const earlier = options.since === undefined ? undefined : checkpointIn(await textOf(options.since))
  if (options.since !== undefined && earlier === undefined)
    throw new InputError('case.noProof', { name: options.since })
  const bytes = place.kept ? undefined : await bytesOf(name)
  const text = bytes?.toString('utf8')
  const proof =
    text === undefined
      ? undefined
      : verifyCaseProof(text, ledgerTools, {
          ...(publicKey === undefined ? {} : { publicKey }),
          ...(earlier === undefined ? {} : { earlier }),
        })
  // Bytes that are no UTF-8 are all read as one and the same sign: what else holds, they were not written by us.
  const isText = text === undefined || Buffer.from(text, 'utf8').equals(bytes!)
  const report = proof ? ofProof(isText ? proof : withFault(proof, NO_TEXT)) : await ofStore(store, place, name)
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ schema: 'guiju/case-verification/1', ...report }, null, 2)}\n`)
  else process.stdout.write(`${linesOf(report, lang).join('\n')}\n`)
  return report.ok ? 0 : 1
}

const NO_TEXT: Text = {
  zh: '文件中有不是 UTF-8 的字节：被改动或损坏',
  en: 'the file holds bytes that are no UTF-8: it was changed or damaged',
}

const withFault = (proof: CaseProof, say: Text): CaseProof => ({
  ...proof,
  ok: false,
  faults: [...proof.faults, { say }],
})

function ofProof(proof: CaseProof): Report {
  const { kind, ok, faults, notes, found, key, standing } = proof
  const { checkpoint } = found
  const drifted = ok && standing && !standing.gone ? driftOf(standing.file as CaseFile) : []
  return {
    ok,
    what: PROOF_NAMES[kind],
    faults: faults.map(({ index, say }) => (index === undefined ? { say } : { entry: index, say })),
    notes: [...notes, ...drifted],
    ...claimsOf(proof),
    ...(key ? { key: key.publicKey } : {}),
    ...(checkpoint ? { checkpoint: `${checkpoint.origin} ${checkpoint.size}` } : {}),
  }
}

/** Events judged otherwise today than when they were recorded: the rules changed since. */
function driftOf(file: CaseFile): Text[] {
  const procedure = findProcedure(file.procedure)
  if (!procedure)
    return [
      {
        zh: `没有程序 ${file.procedure}，步骤未重新判断`,
        en: `there is no procedure ${file.procedure}: the steps were not judged again`,
      },
    ]
  try {
    return drift(replay(procedure, file)).map((s) => ({
      zh: `步骤 ${s.id} 记录为${s.event.outcome}，今日重新判断为${s.outcome}`,
      en: `step ${s.id} was recorded ${s.event.outcome} and is ${s.outcome} when judged again`,
    }))
  } catch (error) {
    if (!(error instanceof CaseError)) throw error
    return [
      {
        zh: `步骤不能重新判断：${error.where}${error.text.zh}`,
        en: `the steps cannot be judged again: ${error.where} ${error.text.en}`,
      },
    ]
  }
}

const STORE_WHAT: Text = { zh: '案件和整个账本', en: 'the case and the whole ledger' }
const STORE_FAULTS: Readonly<Record<KeptFound['faults'][number]['what'], Text>> = {
  checkpoint: {
    zh: '签名的检查点与账本不符：条目被增删或改动',
    en: 'a signed checkpoint does not fit the ledger: entries were added, taken out or changed',
  },
  order: { zh: '条目不在其位，或时间倒退', en: 'the entry is out of turn, or its time runs back' },
  node: {
    zh: '条目与哈希树不符：种类、次序、时间或摘要被改动',
    en: 'the entry does not fit the hash tree: kind, order, time or digest was changed',
  },
  content: { zh: '内容与摘要不符：被改动', en: 'the content does not fit its digest: it was changed' },
  missing: { zh: '内容缺失，也没有删除记录', en: 'the content is missing, and no erasure is recorded' },
  erased: { zh: '内容已记录为删除，却仍在', en: 'the content is recorded as erased and is still there' },
  file: { zh: '账本文件损坏，读不出来', en: 'the file of the ledger is damaged and cannot be read' },
}

async function ofStore(store: string, place: CasePlace, name: string): Promise<Report> {
  const found = await guarded(name, store, () => verifyKept(store, place)).catch((error: unknown) => {
    if (error instanceof InputError && error.code === 'store.ledger') return 'unreadable' as const
    throw error
  })
  if (found === 'unreadable')
    return {
      ok: false,
      what: STORE_WHAT,
      faults: [{ say: STORE_FAULTS.file }],
      notes: [],
      shows: [],
      doesNotShow: [],
    }
  if (!found) return ofPlain(await guarded(name, store, () => readKept(store, place)))
  const { standing, departs } = found
  const faults: { entry?: number; say: Text }[] = found.faults.map(({ index, what }) => ({
    ...(index === undefined ? {} : { entry: index }),
    say: STORE_FAULTS[what],
  }))
  if (!standing) faults.push({ say: { zh: '账本中的案件读不出来', en: 'the case in the ledger cannot be read' } })
  if (departs !== undefined)
    faults.push({
      say: {
        zh: `案件文件的 ${departs} 与账本不同：被改动或截断`,
        en: `${departs} of the case file is not what the ledger holds: it was changed or cut off`,
      },
    })
  for (const { entry } of standing?.taken ?? [])
    if (entry.turn > 0)
      faults.push({
        entry: entry.index,
        say: {
          zh: '案件文件在账本之外被改动后重新读入',
          en: 'the case file was changed outside the ledger and read in anew',
        },
      })
  const notes: Text[] = []
  if (found.interrupted)
    notes.push({
      zh: '上一次写入中断：账本完整，下一个命令会补全案件文件',
      en: 'a writer was interrupted: the ledger is whole, and the next command completes the file',
    })
  const ok = faults.length === 0
  return {
    ok,
    what: STORE_WHAT,
    faults,
    notes: [...notes, ...(standing && !standing.gone ? driftOf(standing.file as CaseFile) : [])],
    shows: ok
      ? [
          {
            zh: `账本 ${found.size} 条记录和案件文件与签名一致`,
            en: `all ${found.size} entries of the ledger and the case file are as they were signed`,
          },
        ]
      : [],
    doesNotShow: ok
      ? [
          {
            zh: '整个账本没有被换成旧的副本：请与先前的导出文件或回执核对',
            en: 'that the whole ledger was not put back to an older copy: compare with an earlier export or receipt',
          },
        ]
      : [],
    key: found.publicKey,
    checkpoint: found.checkpoint.split('\n').slice(0, 2).join(' '),
  }
}

/** A case file that no ledger knows: only its own outcomes can be checked. */
function ofPlain(file: CaseFile): Report {
  const drifted = driftOf(file)
  return {
    ok: drifted.length === 0,
    what: { zh: '案件文件', en: 'case file' },
    faults: drifted.map((say) => ({ say })),
    notes: [
      {
        zh: '账本中没有该案件：只重新判断了各步骤，改动查不出来',
        en: 'no ledger knows this case: its steps were judged again, and what was changed cannot be seen',
      },
    ],
    shows: [],
    doesNotShow: [],
  }
}

const HEADS: Readonly<Record<'notes' | 'shows' | 'doesNotShow', Text>> = {
  notes: { zh: '请注意', en: 'note' },
  shows: { zh: '证明了', en: 'this shows' },
  doesNotShow: { zh: '没有证明', en: 'this does not show' },
}

function linesOf(report: Report, lang: ReportLang): string[] {
  const say = (text: Text): string => pick(text, lang)
  const lines = report.ok
    ? [`✓ ${say(report.what)}: ${say({ zh: '核验无误', en: 'verified' })}`]
    : report.faults.map(
        ({ entry, say: text }) =>
          `✗ ${entry === undefined ? '' : `${say({ zh: `第${entry}条`, en: `entry ${entry}` })}: `}${say(text)}`,
      )
  if (report.checkpoint) lines.push(`  ${report.checkpoint}`)
  if (report.key) lines.push(`  ${say({ zh: '公钥', en: 'key' })} ${report.key}`)
  for (const part of ['notes', 'shows', 'doesNotShow'] as const)
    if (report[part].length > 0) lines.push('', `${say(HEADS[part])}:`, ...report[part].map((t) => `  ${say(t)}`))
  return lines
}

async function keyOf(value: string): Promise<string> {
  if (/^[A-Za-z0-9+/]{43}=$/.test(value)) return value
  const text = (await textOf(value)).trim()
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return text
  throw new InputError('case.key', { value })
}

const textOf = async (name: string): Promise<string> => (await bytesOf(name)).toString('utf8')

async function bytesOf(name: string): Promise<Buffer> {
  try {
    return await readBytes(name, MOST_BYTES)
  } catch (error) {
    throw caseError(error, name, '')
  }
}

async function guarded<T>(name: string, store: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw caseError(error, name, store)
  }
}
