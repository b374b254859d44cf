import { type Call, framesOf } from './calls.ts'
import { type HookLog, type Logged, phaseOf } from './hook-log.ts'
import type { Sheet } from './sheets.ts'
import { camilleTimes, type Moment, timeOf } from './time.ts'

/** Column titles of camille, AppScan and PrivacySentry, and what others call the same. */
const COLUMNS = {
  state: /^(?:隐私政策状态|隐私(?:协议|政策)?状态|是否同意隐私(?:政策|协议)|同意状态|阶段|phase|consent)$/i,
  time: /^(?:时间点|时间|触发时间|发生时间|行为时间|调用时间.*|time|timestamp|date)$/i,
  subject: /^(?:行为主体|执行主体|主体|调用主体|subject|caller)$/i,
  action: /^(?:操作行为|行为|app行为|操作|别名|类型|action|alias)$/i,
  words: /^(?:行为描述|描述|问题描述|message|messages|description)$/i,
  method: /^(?:函数名|方法名?|接口|api|method|function)$/i,
  args: /^(?:传入参数|参数|args?|arguments|parameters)$/i,
  stack: /^(?:调用堆栈|堆栈(?:信息)?|调用栈|stacks?|stack ?trace)$/i,
  count: /^(?:调用次数|次数|count)$/i,
} as const
type Column = keyof typeof COLUMNS

const CONSENT_ROW = '点击隐私协议确认'

/** The title row among the first rows of a sheet, and which column is which. */
function titles(sheet: Sheet): { readonly at: number; readonly of: Partial<Record<Column, number>> } | undefined {
  for (const [at, row] of sheet.rows.slice(0, 5).entries()) {
    const of: Partial<Record<Column, number>> = {}
    for (const [i, cell] of row.entries())
      for (const [name, pattern] of Object.entries(COLUMNS) as [Column, RegExp][])
        if (of[name] === undefined && pattern.test(cell.trim())) {
          of[name] = i
          break
        }
    const behaviour = of.action !== undefined || of.words !== undefined || of.method !== undefined
    if (behaviour && (of.stack !== undefined || of.time !== undefined)) return { at, of }
  }
  return undefined
}

/** A camille argument cell: one `参数n：value` a line. */
function argsOf(cell: string): readonly string[] | undefined {
  const text = cell.trim()
  if (text === '') return undefined
  if (text === '无参数') return []
  const numbered = text.split(/\r?\n|(?=参数\d{1,2}[：:])/).filter((part) => part.trim() !== '')
  return numbered.slice(0, 32).map((part) => part.replace(/^\s*参数\d{1,2}[：:]\s*/, '').trim())
}

const CLASS_METHOD = /((?:[A-Za-z_]\w*\.)+[A-Z][\w$]*)[.#:]+([a-z]\w*)/

/** The rows of a hook tool's workbook; undefined where no sheet has its columns. `near` dates times without a year. */
export function readHookTable(sheets: readonly Sheet[], near: number): HookLog | undefined {
  for (const sheet of sheets) {
    const found = titles(sheet)
    if (found) return tableOf(sheet, found.at, found.of, near)
  }
  return undefined
}

function tableOf(sheet: Sheet, head: number, of: Partial<Record<Column, number>>, near: number): HookLog {
  const tool = toolOf(sheet, head, of)
  const read = (row: readonly string[], column: Column) => (of[column] === undefined ? '' : (row[of[column]] ?? ''))
  const body = sheet.rows
    .map((cells, i) => ({ cells, line: i + 1 }))
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const times = body.map(({ cells }) => read(cells, 'time'))
  const moments = tool === 'camille' ? camilleTimes(times) : times.map((t) => plain(timeOf(serial(t), near)))
  const consent = body.findIndex(({ cells }) => cells.some((cell) => cell.trim() === CONSENT_ROW))
  const agreed = consent < 0 ? undefined : moments[consent]?.at
  const states = body.map(({ cells }) => phaseOf(read(cells, 'state')))
  // Told not to ask, camille writes 后 in every row: that is its default, not a mark.
  const marked = states.some((s) => s === 'before-consent' || s === 'after-refusal')
  const rows = body.flatMap(({ cells, line }, i): Logged[] => {
    if (i === consent) return []
    const moment = moments[i]
    const phase = marked ? states[i] : byConsent(moment, agreed)
    return [
      {
        call: callOf(read, cells),
        locator: `${sheet.name}!${line}`,
        ...(moment ? { moment } : {}),
        ...(phase ? { phase } : {}),
      },
    ]
  })
  const chose = new Set<'agree' | 'refuse'>()
  if (rows.some((r) => r.phase === 'after-consent')) chose.add('agree')
  if (rows.some((r) => r.phase === 'after-refusal')) chose.add('refuse')
  return { kind: 'hooks', tool, rows, fromStart: false, ended: false, chose }
}

function callOf(read: (row: readonly string[], column: Column) => string, cells: readonly string[]): Call {
  const method = read(cells, 'method').trim()
  const named = CLASS_METHOD.exec(method)
  const words = [read(cells, 'words'), read(cells, 'action')].filter((w) => w.trim() !== '').join(' ')
  const args = argsOf(read(cells, 'args'))
  const subject = read(cells, 'subject').trim()
  const bare = /^[a-z]\w{2,60}$/.test(method) ? { method } : {}
  return {
    ...(named ? { className: named[1]!, method: named[2]! } : bare),
    ...(words === '' && method === '' ? {} : { words: words || method }),
    ...(args ? { args } : {}),
    ...(subject ? { subject } : {}),
    stack: framesOf(read(cells, 'stack')),
  }
}

function toolOf(sheet: Sheet, head: number, of: Partial<Record<Column, number>>): string {
  const has = (title: string) => sheet.rows[head]!.some((cell) => cell.trim() === title)
  if (has('时间点') && has('操作行为')) return 'camille'
  if (has('别名') && has('函数名')) return 'PrivacySentry'
  if (has('主体') && of.action !== undefined) return 'AppScan'
  return 'hooks'
}

const plain = (at: number | undefined): Moment | undefined => (at === undefined ? undefined : { at })

/** A day number of a spreadsheet (days since 1899-12-30, local time) as a written time. */
function serial(text: string): string {
  if (!/^\d{5}(?:\.\d{1,12})?$/.test(text.trim())) return text
  const date = new Date(Math.round((Number(text) - 25569) * 86_400_000))
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

function byConsent(moment: Moment | undefined, agreed: number | undefined) {
  if (!moment || agreed === undefined) return undefined
  return moment.at < agreed ? ('before-consent' as const) : moment.at > agreed ? ('after-consent' as const) : undefined
}
