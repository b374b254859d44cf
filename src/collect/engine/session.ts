import type { Text } from '../../law/text.ts'

export type Rows = readonly Readonly<Record<string, unknown>>[]

/** One session with an engine. What is kept in it is gone when it is closed. Methods throw `EngineError`. */
export interface Session {
  /** What people call the engine, with no address. */
  readonly title: string
  readonly run: (sql: string) => Promise<void>
  readonly rows: (sql: string) => Promise<Rows>
  /** Names of a table's columns in their order; undefined where there is no such table. Ask before anything is run. */
  readonly columnsOf: (table: readonly string[]) => Promise<readonly string[] | undefined>
  /** Tables that a name without a schema may mean, for a hint. */
  readonly tables: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** What an engine refuses that is not the fault of a query: it cannot be reached, or lacks rights, memory or time. */
export class EngineError extends Error {
  readonly what: 'unreachable' | 'refused'
  /** One line without the address. */
  readonly why: Text
  constructor(what: EngineError['what'], why: Text) {
    super(why.en)
    this.name = 'EngineError'
    this.what = what
    this.why = why
  }
}

/** Milliseconds to wait for a connection. */
export const PATIENCE = 10_000

/** Where an address leads, without user, password or options: `postgres://host:5432/books`. */
export function placeOf(address: string): string {
  try {
    const { protocol, host, pathname } = new URL(address)
    return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
  } catch {
    return `${/^[a-z][a-z0-9+.-]*:\/\//i.exec(address)?.[0] ?? ''}…`
  }
}

/** A message of an engine or a socket in one short line, without what the address keeps to itself. */
export function lineOf(message: string, address: string): string {
  let line = message.split('\n')[0]!.trim().slice(0, 240)
  for (const secret of secretsOf(address)) line = line.replaceAll(secret, '…')
  return line
}

function secretsOf(address: string): string[] {
  const [, credentials = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i.exec(address) ?? []
  const cut = credentials.indexOf(':')
  const parts = cut < 0 ? [credentials] : [credentials.slice(cut + 1), credentials.slice(0, cut)]
  const options = [...address.matchAll(/[?&](?:password|user)=([^&#]*)/gi)].map(([, value = '']) => value)
  return [...parts, ...options].flatMap((part) => [part, decoded(part)]).filter((part) => part.length > 2)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What a socket says, for people. */
export function socketSays(error: unknown): Text {
  const { code = '' } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ECONNREFUSED':
      return { zh: '拒绝连接，没有服务在该端口', en: 'nothing listens there' }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { zh: '找不到该主机', en: 'there is no such host' }
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { zh: '没有应答', en: 'no answer' }
    default:
      return code === '' ? { zh: '连接中断', en: 'the connection broke' } : { zh: code, en: code }
  }
}
