import type { Text } from '../../law/text.ts'
import type { CaseProof } from './case-export.ts'

const KEY_NOTE: Text = {
  zh: '该密钥确属签发机关：请与其公布的公钥核对（--key）',
  en: 'that this key is that of the body that keeps the ledger: compare it with the one it publishes (--key)',
}
const LATER_NOTE: Text = {
  zh: '此后是否另有步骤：请索取新的导出文件（--since 可核对其延续）',
  en: 'whether steps followed later: ask for a new export (--since checks that it goes on from this one)',
}
const TRUE_NOTE: Text = {
  zh: '所记内容是否属实',
  en: 'whether what was recorded is true',
}

/** What a proof that holds shows, and what no proof of its kind can. */
export function claimsOf({ kind, ok, found }: Pick<CaseProof, 'kind' | 'ok' | 'found'>): {
  readonly shows: readonly Text[]
  readonly doesNotShow: readonly Text[]
} {
  const { entries, erased } = found
  if (!ok) return { shows: [], doesNotShow: [] }
  const shows: Text[] = [
    kind === 'receipt'
      ? {
          zh: `自 ${entries[0]!.entry.at} 起就在签名的账本中，一字未改：${entries.length} 条`,
          en: `in the signed ledger since ${entries[0]!.entry.at}, not a letter changed: ${entries.length} of its entries`,
        }
      : {
          zh: `案件 ${entries[0]!.entry.about} 的记录一条不少，内容、次序、时间未改：${entries.length} 条`,
          en: `every entry of the case “${entries[0]!.entry.about}” is there, content, order and time unchanged: ${entries.length}`,
        },
    ...erased.map((e) => ({
      zh: `第${e.index}条的内容已于${e.on}删除：${e.reason}${e.cites ? `（${e.cites}）` : ''}`,
      en: `the content of entry ${e.index} was erased on ${e.on}: ${e.reason}${e.cites ? ` (${e.cites})` : ''}`,
    })),
    ...(kind === 'receipt'
      ? entries.map(({ entry }) => ({
          zh: `第${entry.index}条：${entry.kind}，${entry.at}`,
          en: `entry ${entry.index}: ${entry.kind}, ${entry.at}`,
        }))
      : []),
  ]
  return { shows, doesNotShow: [KEY_NOTE, LATER_NOTE, TRUE_NOTE] }
}
