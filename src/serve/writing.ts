import { extname } from 'node:path'
import type { Result } from '../judge/result.ts'
import type { Text } from '../law/text.ts'
import type { Frame, Screen } from '../report/bench/screen.ts'
import type { ReportFormat } from '../report/render.ts'
import { type Sheet, workbook } from '../report/xlsx.ts'
import type { Bench } from './bench.ts'
import { ApiError } from './error.ts'
import { Stopped, THREAD_LIMITS, Threads } from './threads.ts'

/** Characters of a result, and rows of a workbook, beyond which to write it would hold up whoever asks meanwhile. */
export const LARGE = { characters: 2 ** 20, rows: 2000 }

/** What a thread writes. */
export type Writes =
  | { readonly kind: 'page'; readonly screen: Screen; readonly frame: Frame }
  | { readonly kind: 'file'; readonly result: Result; readonly format: ReportFormat; readonly lang: 'zh' | 'en' }
  | { readonly kind: 'workbook'; readonly sheets: readonly Sheet[] }

/** A file of a format by its ending; a PDF as the page it is printed from. */
export type Written = readonly { readonly ending: string; readonly content: string | Uint8Array<ArrayBuffer> }[]

export const writers = (): Threads =>
  new Threads(new URL(`./writing-thread${extname(import.meta.url)}`, import.meta.url), {
    ...THREAD_LIMITS,
    spare: true,
  })

const STOPPED = {
  time: {
    zh: '内容太多，在时间上限内没有写完：请下载 JSON',
    en: 'there is too much to be written in the time allowed: download the JSON',
  },
  memory: {
    zh: '内容太多，写出时超过了内存上限：请下载 JSON',
    en: 'there is too much to be written in the memory allowed: download the JSON',
  },
  broke: {
    zh: '因内部错误没有写完：请查看服务日志',
    en: 'writing was stopped by an internal error: see the log of the server',
  },
} as const satisfies Readonly<Record<Stopped['why'], Text>>

/** Writes in a thread. Throws `ApiError` where it is too much. */
export async function writtenApart(bench: Bench, ws: string, writes: Writes): Promise<Written> {
  try {
    return await bench.writers.run<Writes, Written>(ws, async (send) => send(writes))
  } catch (error) {
    throw error instanceof Stopped ? new ApiError('refused', { ...STOPPED[error.why] }) : error
  }
}

/** A workbook, written apart where it is large. */
export async function workbookOf(bench: Bench, ws: string, sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  if (sheets.reduce((sum, { rows }) => sum + rows.length, 0) <= LARGE.rows) return workbook(sheets)
  const [file] = await writtenApart(bench, ws, { kind: 'workbook', sheets })
  return file!.content as Uint8Array<ArrayBuffer>
}
