import type { Norm } from '../../law/instrument.ts'
import { roleName } from '../../law/role.ts'
import type { Text } from '../../law/text.ts'
import { MODALITY_NAMES, STANDING_NAMES } from '../law-words.ts'
import { type LawDocument, type LawNode, nodesOf } from './document.ts'

/** Columns of the table, one row for each norm, or for the provision where it has none. */
const COLUMNS = [
  'ref',
  'cited_zh',
  'cited_en',
  'text_zh',
  'text_en',
  'gist_zh',
  'gist_en',
  'modality',
  'modality_zh',
  'bearer',
  'bearer_zh',
  'counterpart',
  'act_zh',
  'act_en',
  'condition_zh',
  'condition_en',
  'deadline',
  'deadline_from_zh',
  'numbers',
  'sanction_zh',
  'sanction_en',
  'checked_by',
  'cites',
  'in_force_from',
  'in_force_until',
  'standing',
  'standing_zh',
  'sha256',
  'text_check',
  'missing',
] as const

/** The provisions of several instruments as rows of text, the names of the columns first. */
export function lawRows(documents: readonly LawDocument[]): readonly (readonly string[])[] {
  return [
    COLUMNS,
    ...documents.flatMap((document) =>
      [...nodesOf(document.provisions)].flatMap((node) =>
        node.norms.length === 0 ? [row(document, node)] : node.norms.map((norm) => row(document, node, norm)),
      ),
    ),
  ]
}

function row(document: LawDocument, node: LawNode, norm?: Norm): string[] {
  const period = node.inForce ?? document.inForce
  const { deadline } = norm ?? {}
  const cells: Record<(typeof COLUMNS)[number], string> = {
    ref: `${document.id}#${node.place}`,
    cited_zh: `${document.title.zh}${node.name.zh}`,
    cited_en: document.title.en === null ? node.name.en : `${document.title.en}, ${node.name.en}`,
    text_zh: node.zh.text ?? '',
    text_en: node.en.text ?? '',
    gist_zh: node.gist?.zh ?? '',
    gist_en: node.gist?.en ?? '',
    modality: norm?.modality ?? '',
    modality_zh: norm ? MODALITY_NAMES[norm.modality].zh : '',
    bearer: norm?.bearer ?? '',
    bearer_zh: norm?.bearer ? roleName(norm.bearer).zh : '',
    counterpart: norm?.counterpart ?? '',
    act_zh: norm?.act.zh ?? '',
    act_en: norm?.act.en ?? '',
    condition_zh: norm?.condition?.zh ?? '',
    condition_en: norm?.condition?.en ?? '',
    deadline: deadline?.parameter ?? (deadline?.period ? `${deadline.period.n} ${deadline.period.unit}` : ''),
    deadline_from_zh: deadline?.from.zh ?? '',
    numbers: (norm?.numbers ?? [])
      .map((n) => `${n.comparator} ${n.value} ${n.unit.en}${n.of ? ` (${n.of.en})` : ''}`)
      .join('; '),
    sanction_zh: norm?.sanction?.zh ?? '',
    sanction_en: norm?.sanction?.en ?? '',
    checked_by: norm?.checkedBy ?? '',
    cites: node.cites
      .map(
        ({ title, place }) =>
          `${title === undefined ? document.id : `《${title}》`}${place === undefined ? '' : `#${place}`}`,
      )
      .join('; '),
    in_force_from: period?.from ?? '',
    in_force_until: period?.until ?? document.inForce?.until ?? '',
    standing: document.standing ?? '',
    standing_zh: document.standing ? STANDING_NAMES[document.standing].zh : '',
    sha256: node.zh.hash ?? '',
    text_check: node.zh.text === null ? '' : node.zh.check,
    missing: [...(node.zh.missing ? ['zh'] : []), ...(node.en.missing ? ['en'] : [])].join(' '),
  }
  return COLUMNS.map((column) => cells[column])
}

/** What a spreadsheet would take for a formula is led by an apostrophe. */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

/** Rows as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((cells) => cells.map((cell) => quoted(safe(cell))).join(',')).join('\r\n')}\r\n`

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Names and short notes of the table, for a second sheet. */
export const COLUMN_NOTES: readonly (readonly [string, Text])[] = [
  [
    'text_zh, text_en',
    { zh: '使用者导入的原文和译文；空格表示未导入', en: 'the text as imported; empty where none was imported' },
  ],
  ['gist_zh, gist_en', { zh: '本项目撰写的要旨，不是原文', en: 'this project’s gist, not the text' }],
  ['sha256', { zh: '规范化中文原文的哈希', en: 'hash of the normalised official Chinese text' }],
  ['text_check', { zh: '导入的原文与哈希是否一致', en: 'whether the imported text has that hash' }],
]
