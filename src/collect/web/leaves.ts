import { gunzipSync, inflateSync } from 'node:zlib'

/** One value found in what was sent, and the way to it: `query.d`, `body.data.device.id`. */
export interface Leaf {
  readonly path: string
  readonly value: string
}

const MOST_LEAVES = 1500
const DEEPEST = 6
const LARGEST = 1 << 20
const BASE64 = /^[A-Za-z0-9+/_-]{16,}={0,2}$/
const PAIRS = /^[\w.[\]%-]{1,80}=[^&]*(?:&[\w.[\]%-]{1,80}=[^&]*)*$/

/** Every value in an address, a body or a cookie header, decoded as far as it goes. */
export function leavesOf(parts: { url?: string; body?: string; cookie?: string }): Leaf[] {
  const found: Leaf[] = []
  const add = (path: string, value: string) => {
    if (found.length < MOST_LEAVES && value !== '') found.push({ path, value })
  }
  const open = (path: string, text: string, depth: number): void => {
    if (found.length >= MOST_LEAVES || text === '') return
    add(path, text.length > 4096 ? text.slice(0, 4096) : text)
    if (depth >= DEEPEST || text.length > LARGEST) return
    const trimmed = text.trim()
    if (/^[[{]/.test(trimmed)) {
      const parsed = json(trimmed)
      if (parsed !== undefined) {
        walk(path, parsed, depth + 1)
        return
      }
    }
    if (PAIRS.test(trimmed) && trimmed.length > 3) {
      for (const [name, value] of new URLSearchParams(trimmed)) open(`${path}.${name}`, value, depth + 1)
      return
    }
    if (/%[\da-f]{2}/i.test(trimmed)) {
      const decoded = percent(trimmed)
      if (decoded !== trimmed) {
        open(path, decoded, depth + 1)
        return
      }
    }
    const bytes = trimmed.startsWith('base64:') ? trimmed.slice(7) : trimmed
    if (BASE64.test(bytes) && !/^\d+$/.test(bytes)) {
      const inner = unpack(Buffer.from(bytes.replace(/-/g, '+').replace(/_/g, '/'), 'base64'))
      if (inner !== undefined) {
        open(path, inner, depth + 1)
        return
      }
    }
    if (/^https?:\/\//i.test(trimmed)) {
      address(path, trimmed, depth + 1)
      return
    }
    for (const separator of ['&', '|', ';', ',', '\n'])
      if (trimmed.includes(separator) && trimmed.length < 8192) {
        const pieces = trimmed.split(separator)
        if (pieces.length <= 60) for (const piece of pieces) piecesOf(path, piece.trim(), depth + 1)
        return
      }
  }
  const piecesOf = (path: string, piece: string, depth: number): void => {
    const pair = /^"?([\w.-]{1,60})"?\s*[:=]\s*(.+)$/s.exec(piece)
    if (pair) open(`${path}.${pair[1]}`, pair[2]!, depth)
    else if (piece.length < 4096) add(path, piece)
  }
  const walk = (path: string, value: unknown, depth: number): void => {
    if (found.length >= MOST_LEAVES || depth > DEEPEST + 4) return
    if (Array.isArray(value)) for (const one of value.slice(0, 200)) walk(`${path}[]`, one, depth + 1)
    else if (value !== null && typeof value === 'object')
      for (const [name, one] of Object.entries(value).slice(0, 200))
        walk(`${path}.${name.slice(0, 60)}`, one, depth + 1)
    else if (typeof value === 'string') open(path, value, depth)
    else if (typeof value === 'number') add(path, String(value))
  }
  const address = (path: string, text: string, depth: number): void => {
    const url = URL.parse(text)
    if (!url) return
    for (const [name, value] of url.searchParams) open(`${path}.${name.slice(0, 60)}`, value, depth)
    for (const segment of url.pathname.split('/'))
      if (segment.length >= 8) open(`${path}.path`, percent(segment), depth)
    if (url.hash.length > 1) open(`${path}.hash`, url.hash.slice(1), depth)
  }
  if (parts.url !== undefined) address('url', parts.url, 0)
  if (parts.body !== undefined) {
    const form = multipart(parts.body)
    if (form) for (const [name, value] of form) open(`body.${name}`, value, 1)
    else open('body', parts.body, 0)
  }
  if (parts.cookie !== undefined)
    for (const piece of parts.cookie.split(';')) {
      const at = piece.indexOf('=')
      if (at > 0) open(`cookie.${piece.slice(0, at).trim()}`, piece.slice(at + 1).trim(), 1)
    }
  return found
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function percent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Text inside bytes: deflated, or as it is; undefined where they hold no text. */
function unpack(bytes: Buffer): string | undefined {
  const inflate = { maxOutputLength: LARGEST }
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes, inflate).toString('utf8')
    if (bytes[0] === 0x78) return inflateSync(bytes, inflate).toString('utf8')
  } catch {
    return undefined
  }
  const text = bytes.toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary is told from text by them
  return text.length >= 4 && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? text : undefined
}

function multipart(body: string): [string, string][] | undefined {
  const boundary = /^--([^\r\n]{1,80})\r?\n/.exec(body)?.[1]
  if (boundary === undefined) return undefined
  const parts: [string, string][] = []
  for (const part of body.split(`--${boundary}`).slice(1, 100)) {
    const name = /name="([^"]{0,80})"/.exec(part)?.[1]
    const at = part.search(/\r?\n\r?\n/)
    if (name !== undefined && at >= 0) parts.push([name, part.slice(at).trim()])
  }
  return parts
}
