import { utils, type WorkBook, write } from '@e965/xlsx'
import { judgeApp } from '../../src/cli/audit.ts'
import type { Beside } from '../../src/collect/app/carrier.ts'
import { ProblemLog } from '../../src/collect/archive/problem-log.ts'
import { recordLogs } from '../../src/collect/log/facts.ts'
import type { Own } from '../../src/collect/log/parties.ts'
import { type Content, contentOf, type Log } from '../../src/collect/log/read.ts'
import { Recorder } from '../../src/facts/reading.ts'
import type { Determination } from '../../src/judge/result.ts'

/** Workbooks and texts as the tools write them, and what they are judged to show. */
export const NEAR = Date.UTC(2026, 10, 1)

export type Rows = readonly (readonly (string | number)[])[]

/** A workbook of sheets, as `.xls` or `.xlsx`. */
export function workbook(sheets: Readonly<Record<string, Rows>>, bookType: 'xls' | 'xlsx'): Buffer {
  const book: WorkBook = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((r) => [...r])), name)
  return Buffer.from(write(book, { type: 'buffer', bookType, compression: bookType === 'xlsx' }) as Uint8Array)
}

const ID_STACK = [
  'android.provider.Settings$Secure.getString(Native Method)',
  'com.example.shop.App.onCreate(App.java:12)',
  'android.app.Instrumentation.callApplicationOnCreate(Instrumentation.java:1192)',
].join('\r\n')

export const CAMILLE_HEAD = ['隐私政策状态', '时间点', '行为主体', '操作行为', '行为描述', '传入参数', '调用堆栈']
/** A row of camille; month as its script writes it. */
export const camilleRow = (
  state: '前' | '后' | '',
  time: string,
  over: Partial<Record<number, string>> = {},
): string[] =>
  [
    state === '' ? '' : `同意隐私政策${state}`,
    time,
    'APP本身',
    '获取系统信息',
    '获取安卓ID',
    '参数0：{}\r\n参数1："android_id"',
    ID_STACK,
  ].map((cell, i) => over[i] ?? cell)

export const camille = (...rows: string[][]): Buffer =>
  workbook({ App_privacy_compliance_testing: [CAMILLE_HEAD, ...rows] }, 'xls')

export async function read(
  bytes: Buffer | string,
  name = 'log',
): Promise<Content | { readonly no: { zh: string; en: string } }> {
  return contentOf(Buffer.from(bytes), name, NEAR, undefined, new ProblemLog(name))
}

/** Outcome of every act, from logs alone, keyed by place; contents must be readable. */
export async function judged(
  files: Readonly<Record<string, Buffer | string>>,
  options: { own?: Own; consentAt?: number; beside?: Beside } = {},
): Promise<Readonly<Record<string, Determination>>> {
  const logs: Log[] = []
  for (const [name, bytes] of Object.entries(files)) {
    const problems = new ProblemLog(name)
    const content = await contentOf(Buffer.from(bytes), name, NEAR, undefined, problems)
    if ('no' in content) throw new Error(`${name}: ${content.no.en}`)
    logs.push({ name, content, input: { name, sha256: '', bytes: 0 }, problems: problems.problems })
  }
  const own = options.own ?? { packageName: 'com.example.shop' }
  const kind = own.host === undefined ? ('app.android' as const) : ('app.web' as const)
  const id = `${kind}:${own.packageName ?? `https://${own.host}`}`
  const recorder = new Recorder('log')
  const app = recorder.row('app', id)
  recordLogs(logs, app, recorder, options.beside ?? {}, {
    own,
    ...(options.consentAt === undefined ? {} : { consentAt: options.consentAt }),
  })
  const result = judgeApp({ kind, id, name: id, version: '', inputs: [] }, [recorder.reading()], [], '2026-11-01')
  return Object.fromEntries(result.determinations.map((d) => [d.provision.slice('app-pi-2019#'.length), d]))
}

/** One view of a screen. */
export interface ViewOf {
  readonly text?: string
  readonly id?: string
  readonly className?: string
  readonly checkable?: boolean
  readonly checked?: boolean
  readonly clickable?: boolean
  readonly password?: boolean
  readonly inside?: readonly ViewOf[]
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const node = (view: ViewOf, packageName: string): string =>
  `<node index="0" text="${escaped(view.text ?? '')}" resource-id="${view.id ? `${packageName}:id/${view.id}` : ''}" class="${view.className ?? 'android.widget.TextView'}" package="${packageName}" content-desc="" checkable="${view.checkable === true}" checked="${view.checked === true}" clickable="${view.clickable === true}" password="${view.password === true}" bounds="[0,0][1,1]">${(view.inside ?? []).map((v) => node(v, packageName)).join('')}</node>`

/** A uiautomator dump. */
export const screen = (views: readonly ViewOf[], packageName = 'com.example.shop'): string =>
  `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><hierarchy rotation="0">${node({ className: 'android.widget.FrameLayout', inside: views }, packageName)}</hierarchy>`

export const button = (text: string): ViewOf => ({ text, className: 'android.widget.Button', clickable: true })

export const consentScreen = screen([
  { text: '温馨提示' },
  { text: '请您在使用前阅读《隐私政策》和《用户协议》' },
  button('不同意'),
  button('同意'),
])
export const mainScreen = screen([button('首页'), button('分类'), button('购物车'), button('我的')])
