import { same, type Text } from '../../law/text.ts'
import type { Proven, Receipt } from '../ledger/receipt.ts'
import { receiptText, type Tools, verifyReceipt } from '../ledger/receipt.ts'
import { hex, type Sha256 } from './digest.ts'
import { isBefore } from './moment.ts'
import { announcement, type DrawRecord, type When } from './record.ts'
import type { Check } from './verify.ts'

/** What the log of draws holds of a commitment: what is published of it. */
export const commitmentText = (record: DrawRecord): string =>
  JSON.stringify(announcement({ ...record, stage: 'committed' }))

/** What the log of draws holds of a result. */
export async function resultText({ commitment, reveal }: DrawRecord, sha256: Sha256): Promise<string> {
  const { at, on, seed, result } = reveal!
  const digest = hex(await sha256.of([JSON.stringify(result)]))
  return JSON.stringify({ commitment, at, ...(on === undefined ? {} : { on }), seed, result: digest })
}

/** When a logged result was drawn. */
export function resultTime(text: string | undefined): When | undefined {
  try {
    const { at, on } = JSON.parse(text ?? '') as Partial<When>
    return typeof at === 'string' ? { at, ...(typeof on === 'string' ? { on } : {}) } : undefined
  } catch {
    return undefined
  }
}

const fails = (zh: string, en: string): Check => ({ id: 'log', ok: false, say: { zh, en } })

interface Announced {
  readonly commitment?: string
  readonly plan?: { readonly id?: string; readonly randomness?: unknown; readonly organiser?: string }
}

/**
 * Says whether a draw stands in its log as it is on file, that its id was committed once, and which other commitments
 * the log holds on the same randomness.
 */
export async function checkLog(
  record: DrawRecord,
  log: Receipt,
  sha256: Sha256,
  tools: Tools,
): Promise<{ readonly check: Check; readonly cautions: readonly Text[] }> {
  const found = verifyReceipt(receiptText(log), tools)
  if (!found.ok || !found.checkpoint) {
    const why = found.faults[0]?.say ?? same('?')
    return { check: fails(`抽取日志有误：${why.zh}`, `the log of draws does not verify: ${why.en}`), cautions: [] }
  }
  if (found.entries.length !== found.checkpoint.size || found.entries.some((e, i) => e.entry.index !== i))
    return {
      check: fails('抽取日志不完整：有条目缺失', 'the log of draws is not whole: entries are missing'),
      cautions: [],
    }
  const own = found.entries.filter((e) => e.entry.about === record.plan.id)
  const commitments = own.filter((e) => e.entry.kind === 'commitment')
  const result = own.filter((e) => e.entry.kind === 'result')
  const written = record.reveal ? await resultText(record, sha256) : undefined
  const fits =
    commitments.length === 1 &&
    commitments[0]!.content?.text === commitmentText(record) &&
    (written === undefined ? result.length === 0 : result.length === 1 && result[0]!.content?.text === written)
  if (!fits)
    return {
      check: fails(
        '抽取日志中的承诺或结果与文件不同',
        'commitment or result in the log of draws are not those of this file',
      ),
      cautions: [],
    }
  const { at } = commitments[0]!.entry
  const { randomness } = record.plan
  if (record.committedOn === undefined && !isBefore(at, randomness.at))
    return {
      check: fails(
        `承诺写入日志（${at}）不早于随机数公布`,
        `the commitment was logged (${at}) after the numbers were known`,
      ),
      cautions: [],
    }
  const others = found.entries.filter(
    (e) => e.entry.kind === 'commitment' && e !== commitments[0] && isOnSame(e, record),
  )
  const names = others.map((e) => e.entry.about).join(', ')
  return {
    check: {
      id: 'log',
      ok: true,
      say: {
        zh: `已写入签名的抽取日志（第${commitments[0]!.entry.index + 1}条，共${found.checkpoint.size}条），本编号只承诺一次`,
        en: `the draw stands in the signed log (entry ${commitments[0]!.entry.index + 1} of ${found.checkpoint.size}), and its id was committed once`,
      },
    },
    cautions:
      others.length === 0
        ? []
        : [
            {
              zh: `日志中另有${others.length}个承诺使用同一随机数：${names}。请核对是否为同一次抽查`,
              en: `the log holds ${others.length} more commitment(s) on the same numbers: ${names}; see whether they are of the same inspection`,
            },
          ],
  }
}

function isOnSame({ content }: Proven, record: DrawRecord): boolean {
  try {
    const { plan } = JSON.parse(content?.text ?? '') as Announced
    return JSON.stringify(plan?.randomness) === JSON.stringify(record.plan.randomness)
  } catch {
    return true
  }
}
