import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { type Digest, digestOf } from '../app/target.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { Budget, BudgetError, type Limits } from '../budget.ts'
import { decode } from '../document/decode.ts'
import { looksLikeWorkbook, readSheets } from '../log/sheets.ts'
import { type CsvRow, readCsv } from './csv.ts'
import { dayIn } from './day.ts'

export const TICKET_LIMITS: Limits = { bytes: 256 << 20, entries: 500_000, depth: 16, steps: 400_000_000, ms: 60_000 }
const MOST_BYTES = 64 << 20

export type TicketKind = 'request' | 'complaint'
/** The right a request is about, where its kind says so. */
export type TicketRight = 'access' | 'correct' | 'delete' | 'close-account' | 'complain'

export interface Ticket {
  readonly id: string
  readonly line: number
  readonly kind?: TicketKind
  readonly right?: TicketRight
  readonly receivedOn?: string
  /** `null`: still open. */
  readonly closedOn?: string | null
  /** Working days promised for this ticket; `null`: the table has the column and the cell is empty. */
  readonly promisedWorkdays?: number | null
}

export interface TicketLog {
  readonly name: string
  readonly input: Digest
  readonly tickets: readonly Ticket[]
  /** Every row was read. */
  readonly complete: boolean
  readonly problems: readonly Problem[]
}

export interface TicketsUnread {
  readonly error: 'file.missing' | 'file.unreadable' | 'tickets.unreadable'
  readonly values: Readonly<Record<string, string | Text>>
}

/** Column titles, compared without blanks, width, case and what stands in brackets. */
const COLUMNS = {
  id: /^(?:工单号?|单号|工单编号|受理编号|请求编号|编号|序号|ticket(?:id|no|number)?|id|no|number|case(?:id|no)?)$/,
  kind: /^(?:类别|类型|工单类型|请求类型|诉求类型|业务类型|kind|type|category|requesttype)$/,
  received:
    /^(?:收到日期?|收到时间|接收(?:日期|时间)|受理(?:日期?|时间)|提交(?:日期?|时间)|申请(?:日期?|时间)|创建(?:日期?|时间)|登记(?:日期?|时间)|投诉(?:日期|时间)|received(?:on|at|date)?|created(?:on|at|date)?|opened(?:on|at)?|submitted(?:on|at)?|dateofrequest|requestdate|daterequested|datereceived)$/,
  closed:
    /^(?:办结(?:日期?|时间)|完成(?:日期?|时间)|处理完成(?:日期|时间)|办理完成(?:日期|时间)|关闭(?:日期?|时间)|结案(?:日期?|时间)|解决(?:日期|时间)|答复(?:日期|时间)|closed(?:on|at|date)?|completed(?:on|at)?|resolved(?:on|at)?|finished(?:on|at)?|done(?:on|at)?|dateclosed|closedate|answered(?:on|at)?)$/,
  promised: /^(?:承诺(?:时限|期限|工作日|办结时限)?|时限|promised(?:workdays|days)?|sla|promise|limit)$/,
} as const
type Column = keyof typeof COLUMNS

const titleOf = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/[\s_:.-]+/g, '')
    .toLowerCase()

const unreadable = (name: string, why: Text): TicketsUnread => ({ error: 'tickets.unreadable', values: { name, why } })

/** Reads a table of tickets: CSV in any usual encoding, or a workbook's first sheet. Never throws for bad content. */
export async function readTickets(path: string): Promise<TicketLog | TicketsUnread> {
  const input = digestOf(path)
  if ('error' in input) return input
  const name = basename(path)
  if (input.bytes === 0) return unreadable(path, { zh: '文件是空的', en: 'the file is empty' })
  if (input.bytes > MOST_BYTES)
    return unreadable(path, { zh: `超过 ${MOST_BYTES >> 20} MB`, en: `it is larger than ${MOST_BYTES >> 20} MB` })
  const read = await ticketsIn(readFileSync(path), name)
  return 'no' in read ? unreadable(path, read.no) : { name, input, ...read }
}

/** The tickets in the bytes of a table, or why there are none. */
export async function ticketsIn(
  bytes: Buffer,
  name: string,
  budget: Budget = new Budget(TICKET_LIMITS),
): Promise<Pick<TicketLog, 'tickets' | 'complete' | 'problems'> | { readonly no: Text }> {
  const log = new ProblemLog(name)
  let rows: readonly CsvRow[]
  let complete = true
  try {
    rows = await rowsOf(bytes, budget, log)
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    log.spent('', error)
    return { no: log.problems[0]!.message }
  }
  const [head, ...body] = rows
  const of = columnsOf(head?.cells ?? [])
  if (of.received === undefined)
    return {
      no: {
        zh: '第一行没有“收到日期”一类的列名，请参照 guiju facts template app 中 tickets 的字段',
        en: 'its first row names no column for the day received: see the fields of tickets in guiju facts template app',
      },
    }
  const tickets = body.map((row) => {
    const ticket = ticketOf(row, of, log)
    if (ticket.receivedOn === undefined || (ticket.closedOn === undefined && of.closed !== undefined)) complete = false
    return ticket
  })
  const unsure = contradicted(tickets)
  for (const { line } of unsure)
    log.add('tickets.row', `line ${line}`, {
      zh: '同一编号、同一收到日期有几行，办结日期不同，无法确定哪一行为准',
      en: 'several rows have that id and day received and different days closed: which one holds cannot be told',
    })
  return {
    tickets: tickets.map((ticket) => {
      if (!unsure.has(ticket)) return ticket
      const { closedOn: _, ...known } = ticket
      return known
    }),
    complete: complete && unsure.size === 0,
    problems: log.problems,
  }
}

/** Rows about one ticket that do not agree on when it was closed. */
function contradicted(tickets: readonly Ticket[]): ReadonlySet<Ticket> {
  const first = new Map<string, Ticket>()
  const found = new Set<Ticket>()
  for (const ticket of tickets) {
    if (ticket.receivedOn === undefined) continue
    const name = JSON.stringify([ticket.id, ticket.kind, ticket.receivedOn])
    const other = first.get(name)
    if (other === undefined) first.set(name, ticket)
    else if (other.closedOn !== ticket.closedOn) found.add(other).add(ticket)
  }
  return found
}

async function rowsOf(bytes: Buffer, budget: Budget, log: ProblemLog): Promise<readonly CsvRow[]> {
  if (!looksLikeWorkbook(bytes)) return readCsv(decode(bytes, budget, log).text.replace(/^\ufeff/, ''), budget)
  const [first] = (await readSheets(bytes, budget, log)) ?? []
  return (first?.rows ?? [])
    .map((cells, i) => ({ line: i + 1, cells }))
    .filter(({ cells }) => cells.some((c) => c.trim() !== ''))
}

function columnsOf(head: readonly string[]): Partial<Record<Column, number>> {
  const of: Partial<Record<Column, number>> = {}
  for (const [i, cell] of head.entries())
    for (const [name, pattern] of Object.entries(COLUMNS) as [Column, RegExp][])
      if (of[name] === undefined && pattern.test(titleOf(cell))) {
        of[name] = i
        break
      }
  return of
}

const STILL_OPEN = /^(?:[-—/]*|无|未(?:办结|完成|关闭|处理)|处理中|办理中|进行中|open|pending|n\/?a|null|none)$/i

function ticketOf({ line, cells }: CsvRow, of: Partial<Record<Column, number>>, log: ProblemLog): Ticket {
  const cell = (column: Column) => (of[column] === undefined ? undefined : (cells[of[column]] ?? '').trim())
  const odd = (what: Text) => log.add('tickets.row', `line ${line}`, what)
  const id = cell('id') || `line ${line}`
  const received = dayIn(cell('received') ?? '')
  if (received === undefined) odd({ zh: '收到日期不是可确定的日期', en: 'the day received is no day that can be told' })
  const kind = cell('kind')
  const { kind: known, right } = kindOf(kind)
  if (kind !== undefined && known === undefined)
    odd({ zh: '看不出是请求还是投诉', en: 'it cannot be told whether it is a request or a complaint' })
  const closed = closedOf(cell('closed'))
  if (closed === 'odd') odd({ zh: '办结日期不是可确定的日期', en: 'the day closed is no day that can be told' })
  const backwards = received !== undefined && typeof closed === 'string' && closed !== 'odd' && closed < received
  if (backwards) odd({ zh: '办结日期早于收到日期', en: 'it was closed before it was received' })
  const promised = promisedOf(cell('promised'))
  return {
    id,
    line,
    ...(known ? { kind: known } : {}),
    ...(right ? { right } : {}),
    ...(received === undefined ? {} : { receivedOn: received }),
    ...(closed === 'odd' || closed === undefined || backwards ? {} : { closedOn: closed }),
    ...(promised === undefined ? {} : { promisedWorkdays: promised }),
  }
}

function closedOf(cell: string | undefined): string | null | 'odd' | undefined {
  if (cell === undefined) return undefined
  if (STILL_OPEN.test(cell)) return null
  return dayIn(cell) ?? 'odd'
}

function promisedOf(cell: string | undefined): number | null | undefined {
  if (cell === undefined) return undefined
  if (STILL_OPEN.test(cell)) return null
  const days = /^(\d{1,3})\s*(?:个?工作日|workdays?|working days?|wd)?$/i.exec(cell.normalize('NFKC'))
  return days ? Number(days[1]) : undefined
}

const RIGHTS: readonly (readonly [RegExp, TicketRight])[] = [
  [/注销|销户|close|deactivat|cancel/i, 'close-account'],
  [/删除|delet|eras|remov/i, 'delete'],
  [/更正|修改|补充|correct|rectif|updat/i, 'correct'],
  [/查询|查阅|访问|复制|导出|access|copy|export|portab/i, 'access'],
]

function kindOf(cell: string | undefined): { readonly kind?: TicketKind; readonly right?: TicketRight } {
  if (cell === undefined) return {}
  if (/投诉|举报|申诉|complain|report|grievance/i.test(cell)) return { kind: 'complaint', right: 'complain' }
  const right = RIGHTS.find(([pattern]) => pattern.test(cell))?.[1]
  if (right) return { kind: 'request', right }
  return /请求|申请|撤回|权利|request|withdraw|right/i.test(cell) ? { kind: 'request' } : {}
}
