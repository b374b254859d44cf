import { glob, open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Text } from '../../law/text.ts'
import type { TableSource } from './mapping.ts'

export type Form = 'csv' | 'parquet' | 'xlsx'
export const FORMS: Readonly<Record<string, Form>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.xlsx': 'xlsx',
}

/** The files of one table, sorted, all of one form. */
export interface Files {
  readonly form: Form
  readonly paths: readonly string[]
}

/** More files than this are taken for a wrong pattern. */
const MOST_FILES = 10_000
const PATTERN = /[*?[\]{}]/

/** Finds the files of a table on a day. Never a network address. */
export async function filesOf(source: TableSource, asOf: string): Promise<Files | Text> {
  const paths = new Set<string>()
  for (const written of source.from) {
    const path = written.replaceAll('{asOf}', asOf)
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
      return {
        zh: `${source.name}：${path} 是网址，请先下载为文件`,
        en: `${source.name}: ${path} is an address: download it first`,
      }
    const before = paths.size
    for await (const one of PATTERN.test(path) ? glob(path) : only(path)) {
      if (PATTERN.test(one))
        return {
          zh: `${source.name}：文件名 ${one} 含通配符，请改名`,
          en: `${source.name}: the file name ${one} has a wildcard in it: rename it`,
        }
      if (await isFile(one)) paths.add(one)
      if (paths.size > MOST_FILES)
        return {
          zh: `${source.name}：${path} 匹配的文件超过 ${MOST_FILES} 个`,
          en: `${source.name}: ${path} matches more than ${MOST_FILES} files`,
        }
    }
    if (paths.size === before)
      return { zh: `${source.name}：找不到文件 ${path}`, en: `${source.name}: there is no file ${path}` }
  }
  const sorted = [...paths].sort()
  const forms = new Set(sorted.map((path) => FORMS[extname(path).toLowerCase()]))
  const [form] = forms
  if (form === undefined || forms.size > 1)
    return {
      zh: `${source.name}：请提供同一种文件，csv、parquet 或 xlsx（${sorted[0]}）`,
      en: `${source.name}: give files of one kind, csv, parquet or xlsx (${sorted[0]})`,
    }
  return { form, paths: sorted }
}

async function* only(path: string): AsyncGenerator<string> {
  yield path
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** What the beginning of a text file says of it. */
export interface TextForm {
  readonly encoding: 'utf-8' | 'gb18030'
  readonly delimiter: string
  /** Columns as the first line names them. */
  readonly columns: readonly string[]
}

const START = 4 << 20
const DELIMITERS = [',', '\t', ';', '|'] as const

/** Encoding and delimiter of a text table, by its first megabytes and its head; Chinese exports often are GB 18030. */
export async function textForm(path: string): Promise<TextForm> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0)
    const start = buffer.subarray(0, bytesRead)
    const encoding = isUtf8(start) ? 'utf-8' : 'gb18030'
    const [head = ''] = new TextDecoder(encoding).decode(start).split(/\r?\n/, 1)
    const bare = head.replace(/"(?:[^"]|"")*"/g, '')
    const often = DELIMITERS.map((d) => bare.split(d).length - 1)
    const delimiter = DELIMITERS[often.indexOf(Math.max(...often))]!
    return { encoding, delimiter, columns: cells(head, delimiter) }
  } finally {
    await file.close()
  }
}

function cells(line: string, delimiter: string): string[] {
  const found: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!
    if (c === '"') {
      if (quoted && line[i + 1] === '"') cell += line[++i]
      else quoted = !quoted
    } else if (c === delimiter && !quoted) {
      found.push(cell)
      cell = ''
    } else cell += c
  }
  return [...found, cell].map((one) => one.trim())
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
