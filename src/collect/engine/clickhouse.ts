import { randomUUID } from 'node:crypto'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { EngineError, lineOf, PATIENCE, type Rows, type Session, socketSays } from './session.ts'

/** Answers are small; more than this is no answer of ours. */
const MOST_BYTES = 256 << 20
const PORT = 8123
const SECURE_PORT = 8443
/** Seconds a session may stand idle. */
const IDLE = 3600

/**
 * A session over ClickHouse's HTTP interface at `clickhouse://user:password@host:8123/database`, with `?secure=true`
 * over TLS. User and password may come from CLICKHOUSE_USER and CLICKHOUSE_PASSWORD. Temporary tables live in the session.
 */
export async function openClickHouse(address: string, settings: readonly string[]): Promise<Session> {
  const to = new URL(address)
  const tls =
    /^(1|true)$/.test(to.searchParams.get('secure') ?? to.searchParams.get('ssl') ?? '') ||
    to.port === String(SECURE_PORT)
  const user = decodeURIComponent(to.username) || process.env.CLICKHOUSE_USER
  const password = decodeURIComponent(to.password) || process.env.CLICKHOUSE_PASSWORD
  const query = new URLSearchParams({
    session_id: `guiju-${randomUUID()}`,
    session_timeout: String(IDLE),
    wait_end_of_query: '1',
    default_format: 'JSONEachRow',
    ...(to.pathname.length > 1 ? { database: decodeURIComponent(to.pathname.slice(1)) } : {}),
  })
  const options = {
    host: to.hostname.replace(/^\[|\]$/g, ''),
    port: Number(to.port) || (tls ? SECURE_PORT : PORT),
    method: 'POST',
    path: `/?${query}`,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(user === undefined ? {} : { 'x-clickhouse-user': user }),
      ...(password === undefined ? {} : { 'x-clickhouse-key': password }),
    },
  }
  const ask = async (sql: string): Promise<string> => {
    const { status, body } = await post(tls ? secure : plain, options, sql)
    if (status === 200) return body
    throw faultOf(status, body, address)
  }
  const rows = async (sql: string): Promise<Rows> => {
    const body = await ask(sql)
    try {
      return body
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Rows[number])
    } catch {
      throw new EngineError('unreachable', NOT_CLICKHOUSE)
    }
  }
  for (const setting of settings) await ask(setting)
  return {
    title: 'ClickHouse',
    async run(sql) {
      await ask(sql)
    },
    rows,
    async columnsOf(table) {
      try {
        return (await rows(`DESCRIBE TABLE ${table.map(quoted).join('.')}`)).map((row) => String(row.name))
      } catch (error) {
        if (error instanceof Missing) return undefined
        throw error
      }
    },
    tables: async () => (await rows('SHOW TABLES LIMIT 1000')).map((row) => String(row.name)),
    async close() {
      // The server lets go of the session by itself; its temporary tables go with it.
    },
  }
}

const quoted = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
const NOT_CLICKHOUSE = {
  zh: '不是 ClickHouse 的 HTTP 接口（端口一般为 8123）',
  en: 'this is not the HTTP interface of ClickHouse, which is at port 8123 as a rule',
}

interface Answered {
  readonly status: number
  readonly body: string
}

/** One request; only the connection has a time limit, a query takes as long as it takes. */
function post(send: typeof plain, options: RequestOptions, sql: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) =>
      reject(error instanceof EngineError ? error : new EngineError('unreachable', said(error)))
    const asked = send(options, (answer) => {
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        if (size > MOST_BYTES)
          asked.destroy(new EngineError('refused', { zh: '应答过大', en: 'the answer is too large' }))
        else parts.push(part)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }))
      answer.on('error', failed)
    })
    const patience = setTimeout(
      () => asked.destroy(new EngineError('unreachable', { zh: '没有应答', en: 'no answer' })),
      PATIENCE,
    )
    asked.on('socket', (socket) => {
      if (!socket.connecting) clearTimeout(patience)
      socket.once('connect', () => clearTimeout(patience))
    })
    asked.on('error', (error) => {
      clearTimeout(patience)
      failed(error)
    })
    asked.end(sql)
  })
}

/** Whoever does not speak HTTP there. */
const said = (error: unknown) =>
  String((error as NodeJS.ErrnoException).code).startsWith('HPE_') ? NOT_CLICKHOUSE : socketSays(error)

class Missing extends EngineError {}

/** Faults of the address and rights by ClickHouse's own codes; a statement it cannot read is a fault of ours. */
function faultOf(status: number, body: string, address: string): Error {
  const code = Number(/Code: (\d+)/.exec(body)?.[1] ?? 0)
  const line = lineOf(body.replace(/ \(version .*$/s, ''), address)
  switch (code) {
    case 0:
      return new EngineError('unreachable', status === 401 || status === 403 ? DENIED : NOT_CLICKHOUSE)
    case 192: // unknown user
    case 193: // wrong password
    case 194: // password required
    case 516: // authentication failed
      return new EngineError('unreachable', DENIED)
    case 81: // unknown database
      return new EngineError('unreachable', { zh: '没有该数据库', en: 'there is no such database' })
    case 60: // unknown table
      return new Missing('refused', { zh: line, en: line })
    case 46: // unknown function
    case 47: // unknown identifier
    case 62: // syntax
    case 43: // illegal type of argument
    case 386: // no common type
      return new Error(line)
    default:
      return new EngineError('refused', { zh: line, en: line })
  }
}

const DENIED = { zh: '用户名或密码不被接受', en: 'the user or password is not accepted' }
