import type { Text } from '../../law/text.ts'
import type { ProblemLog } from '../archive/problem-log.ts'
import type { Budget } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { readHtml } from '../document/html.ts'
import { looksLikeWorkbook, readSheets } from '../log/sheets.ts'
import { readCsv } from '../tickets/csv.ts'
import { dayIn } from '../tickets/day.ts'
import { type Found, type Scan, text, unknownScan } from './scan-found.ts'
import { plainTitle } from './values.ts'

/** Rows that stand together, with how each is found again. */
interface Table {
  readonly rows: readonly (readonly string[])[]
  readonly place: (row: number) => string
  /** What the whole page is of, where the rows do not say. */
  readonly asset?: string
  readonly foundOn?: string
}

const names = (...words: string[]): ReadonlySet<string> => new Set(words)

/** Titles of the columns that Chinese host checks and scanners, Golin among them, write; those before go before. */
const COLUMNS = {
  title: [
    names(
      '检查项',
      '检查内容',
      '核查项',
      '核查内容',
      '测评项',
      '测评指标',
      '安全基线',
      '项目',
      '控制点',
      'item',
      'check',
    ),
  ],
  verdict: [
    names('是否符合', '符合情况', '判定', '结论', 'verdict', 'status'),
    names('结果', '检查结果', '核查结果', '测评结果', 'result'),
  ],
  asset: [names('主机', 'ip', 'ip地址', '地址', '资产', '设备', '主机名', 'host', 'asset')],
  port: [names('端口', 'port')],
  service: [names('组件', '服务', '协议', 'service')],
  account: [names('用户', '用户名', 'user')],
  secret: [names('密码', '口令', 'password')],
  mode: [names('模式', '类型', 'mode')],
  weakness: [names('漏洞信息', '漏洞名称', '漏洞')],
  reference: [names('漏洞特征文件', '漏洞编号', 'cve')],
  address: [names('漏洞url', '漏洞地址', 'url')],
} as const
type Column = keyof typeof COLUMNS
type Cells = (column: Column) => string

const BROKEN = /^(?:不符合|部分符合|否|不合格|未通过|fail(?:ed)?|×|✗)$/i

/** What the rows of a table show, by the columns it has; the first that fits. */
const FORMS: readonly {
  readonly of: readonly Column[]
  readonly say: (
    cell: Cells,
  ) =>
    | { readonly title: string; readonly severity?: 'info'; readonly reference?: string; readonly asset?: string }
    | undefined
}[] = [
  // Whoever was found with a weak password: never who, and never the password.
  {
    of: ['asset', 'account', 'secret'],
    say: (cell) => ({ title: `弱口令 ${cell('mode')}`.trim(), reference: cell('port') }),
  },
  {
    of: ['weakness', 'address'],
    say: (cell) => ({
      title: cell('weakness') || cell('reference'),
      reference: cell('reference'),
      asset: bare(cell('address')),
    }),
  },
  {
    of: ['asset', 'port', 'service'],
    say: (cell) => ({ title: `${cell('port')} ${cell('service')}`.trim(), severity: 'info', reference: cell('port') }),
  },
  { of: ['title', 'verdict'], say: (cell) => (BROKEN.test(cell('verdict')) ? { title: cell('title') } : undefined) },
]

/** An address without what signs in to it or may name a person. */
const bare = (address: string): string => address.replace(/\/\/[^/@\s]*@/, '//').replace(/[?#].*$/, '')

/** A row of titles stands among the first. */
const MOST_ABOVE = 10

/** Host checks and scans as workbooks, CSV or pages: rows that say of something that it does not conform. */
export async function tableScan(
  bytes: Buffer,
  name: string,
  found: Found,
  budget: Budget,
  log: ProblemLog,
): Promise<Scan | Text> {
  const tables = await tablesIn(bytes, name, budget, log)
  if (!Array.isArray(tables)) return tables
  let known = 0
  for (const table of tables) {
    const head = headOf(table)
    if (!head) continue
    known += 1
    for (const [i, row] of table.rows.entries()) {
      if (i <= head.row) continue
      const cell: Cells = (column) => {
        const at = head.columns.get(column)
        return at === undefined ? '' : text(row[at])
      }
      const said = head.form.say(cell)
      if (!said || said.title === '') continue
      found.add({
        asset: cell('asset') || table.asset,
        foundOn: table.foundOn,
        ...said,
        id: table.place(i),
        locator: table.place(i),
      })
    }
  }
  if (known === 0) return unknownScan(name)
  return found.scan('host-check', log)
}

function headOf({ rows }: Table) {
  for (const [row, cells] of rows.slice(0, MOST_ABOVE).entries()) {
    const titles = cells.map(plainTitle)
    const columns = new Map<Column, number>()
    for (const column of Object.keys(COLUMNS) as Column[]) {
      const at = COLUMNS[column].map((some) => titles.findIndex((t) => some.has(t))).find((i) => i >= 0)
      if (at !== undefined) columns.set(column, at)
    }
    const form = FORMS.find(({ of }) => of.every((c) => columns.has(c)))
    if (form) return { row, columns, form }
  }
  return undefined
}

async function tablesIn(bytes: Buffer, name: string, budget: Budget, log: ProblemLog): Promise<Table[] | Text> {
  if (looksLikeWorkbook(bytes)) {
    const sheets = await readSheets(bytes, budget, log)
    if (!sheets) return log.problems[0]?.message ?? unknownScan(name)
    const place = (sheet: string) => (row: number) =>
      sheets.length > 1 ? `${text(sheet)} row ${row + 1}` : `row ${row + 1}`
    return sheets.map((sheet) => ({ rows: sheet.rows, place: place(sheet.name) }))
  }
  const { text: content } = decode(bytes, budget, log)
  if (isPage(content)) return pageTables(content, budget, log)
  const rows = readCsv(content.replace(/^\ufeff/, ''), budget)
  return [{ rows: rows.map(({ cells }) => cells), place: (row) => `row ${rows[row]?.line ?? row + 1}` }]
}

/** Whether a text is an HTML page, whatever stands before its first element. */
export const isPage = (content: string): boolean =>
  /^\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|table)\b/i.test(
    content.slice(0, 12_000),
  )

/** The tables of a page. Its heading may name the host, `name_Linux安全策略核查`, and its head the day it was made. */
function pageTables(content: string, budget: Budget, log: ProblemLog): Table[] {
  const { blocks } = readHtml(content, budget, log)
  const heads = blocks.flatMap((b) => (b.kind === 'heading' && b.level === 1 ? [b.text] : []))
  const asset = heads.map((h) => /^(.{1,80})_[A-Za-z ]{0,40}安全(?:策略|配置)核查$/.exec(h.trim())?.[1]).find((a) => a)
  const said = blocks.flatMap((b) => (b.kind === 'paragraph' || b.kind === 'heading' ? [b.text] : [])).slice(0, 20)
  const foundOn = said
    .map((line) => /(?:^|生成(?:时间|日期)\s*[:：]?\s*)(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2})/.exec(line.trim())?.[1])
    .flatMap((written) => (written === undefined ? [] : (dayIn(written) ?? [])))[0]
  return blocks
    .filter((b) => b.kind === 'table')
    .map((table, t) => ({
      rows: table.rows.map((row) => row.map((cell) => (cell.spanned ? '' : cell.text))),
      place: (row: number) => `table ${t + 1}, row ${row + 1}`,
      ...(asset === undefined ? {} : { asset }),
      ...(foundOn === undefined ? {} : { foundOn }),
    }))
}
