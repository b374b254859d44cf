import type { Text } from '../../law/text.ts'
import { timeOf } from './time.ts'

export interface Header {
  readonly name: string
  readonly value: string
}

/** One request of a HAR with what it sent. */
export interface HarEntry {
  /** Place in the file, from 0. */
  readonly index: number
  readonly at?: number
  readonly method: string
  readonly url: URL
  readonly headers: readonly Header[]
  /** Body sent, as text. */
  readonly body?: string
  readonly bodyType?: string
  /** Pairs of a form, where the tool took the body apart. */
  readonly form: readonly Header[]
  readonly status: number
  readonly responseType: string
  readonly page?: string
  /** What the browser says it asked for, where it does: `document`, `script` … */
  readonly resource?: string
}

export interface Har {
  readonly kind: 'har'
  /** Tool that wrote it. */
  readonly creator: string
  readonly entries: readonly HarEntry[]
  /** Records that are no requests over the network, or damaged. */
  readonly passedOver: number
  /** The first page asked for. */
  readonly document?: HarEntry
  /** Origin of the first page; `data:` and the like where nothing came over the network. */
  readonly origin: string
}

export interface NoHar {
  readonly no: Text
}

const MOST_ENTRIES = 100_000
const MOST_PAIRS = 400
/** Characters kept of one body: what follows is not searched. */
const MOST_BODY = 1 << 20

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** Reads a HAR of any of the known tools; tolerant of what they leave out or add. */
export function readHar(given: string): Har | NoHar {
  const body = given.replace(/^\ufeff/, '').trim()
  const call = /^[\w$.]{1,64}\s*\(/.exec(body)
  const json = call ? body.slice(call[0].length, body.lastIndexOf(')')) : body
  let root: Json
  try {
    root = object(JSON.parse(json) as unknown)
  } catch {
    return { no: { zh: 'HAR 不是有效的 JSON，请重新导出', en: 'the HAR is not valid JSON: export it again' } }
  }
  const log = object(root['log'])
  if (!Array.isArray(log['entries']))
    return {
      no: { zh: 'HAR 中没有请求记录（log.entries），请重新导出', en: 'the HAR has no log.entries: export it again' },
    }
  const records = log['entries'] as readonly unknown[]
  if (records.length === 0)
    return { no: { zh: 'HAR 中一条请求也没有，请重新抓取', en: 'the HAR holds no request: capture it again' } }
  const entries: HarEntry[] = []
  for (const [index, raw] of records.slice(0, MOST_ENTRIES).entries()) {
    const entry = entryOf(object(raw), index)
    if (entry) entries.push(entry)
  }
  const document = documentOf(entries, list(log['pages']).map(object))
  const creator = object(log['creator'])
  return {
    kind: 'har',
    creator: [text(creator['name']), text(creator['version'])]
      .filter((t) => t !== '')
      .join(' ')
      .slice(0, 80),
    entries,
    passedOver: records.length - entries.length,
    origin: document?.url.origin ?? schemeOf(records[0]),
    ...(document ? { document } : {}),
  }
}

function entryOf(raw: Json, index: number): HarEntry | undefined {
  const request = object(raw['request'])
  const url = urlOf(text(request['url']))
  if (!url) return undefined
  const response = object(raw['response'])
  const post = object(request['postData'])
  const body = bodyOf(post)
  const at = timeOf(raw['startedDateTime'])
  const page = text(raw['pageref'])
  const resource = text(raw['_resourceType'] ?? raw['resourceType'])
  const mime = text(object(response['content'])['mimeType']) || headerOf(pairs(response['headers']), 'content-type')
  return {
    index,
    ...(at === undefined ? {} : { at }),
    method: text(request['method']).slice(0, 16) || 'GET',
    url,
    headers: pairs(request['headers']),
    ...(body === '' ? {} : { body }),
    bodyType: text(post['mimeType']),
    form: pairs(post['params']),
    status: Number(response['status']) || 0,
    responseType: mime,
    ...(page === '' ? {} : { page }),
    ...(resource === '' ? {} : { resource }),
  }
}

const schemeOf = (record: unknown): string =>
  /^[a-z][a-z0-9+.-]{0,20}:/i.exec(text(object(object(record)['request'])['url']))?.[0].toLowerCase() ?? 'unknown'

function bodyOf(post: Json): string {
  const given = text(post['text']).slice(0, MOST_BODY)
  const coded = text(post['encoding'] ?? post['_encoding']).toLowerCase() === 'base64'
  return coded ? Buffer.from(given, 'base64').toString('utf8') : given
}

function pairs(value: unknown): Header[] {
  return list(value)
    .slice(0, MOST_PAIRS)
    .map(object)
    .map((pair) => ({ name: text(pair['name']).slice(0, 256), value: text(pair['value']).slice(0, 16_384) }))
    .filter((pair) => pair.name !== '')
}

const headerOf = (headers: readonly Header[], name: string): string =>
  headers.find((h) => h.name.toLowerCase() === name)?.value ?? ''

function urlOf(given: string): URL | undefined {
  if (!/^(?:https?|wss?):\/\//i.test(given) || given.length > 65_536) return undefined
  try {
    return new URL(given)
  } catch {
    return undefined
  }
}

/** The document the first page is of, after redirects; without pages, the first document of all. */
function documentOf(entries: readonly HarEntry[], pages: readonly Json[]): HarEntry | undefined {
  const page = text(pages[0]?.['id'])
  const ofPage = entries.filter((e) => page !== '' && e.page === page)
  const among = ofPage.length > 0 ? ofPage : entries
  const html = (e: HarEntry) => e.resource === 'document' || /html/i.test(e.responseType)
  const answered = (e: HarEntry) => e.status < 300 || e.status >= 400
  return among.find((e) => html(e) && answered(e)) ?? among.find(html) ?? among[0] ?? entries[0]
}
