import type { Client } from 'pg'
import { EngineError, lineOf, PATIENCE, type Session, socketSays } from './session.ts'

/** A session reads one state of the database; days and numbers leave as text in one form. */
const SETTINGS = [
  "SET datestyle = 'ISO, YMD'",
  "SET timezone = 'Asia/Shanghai'",
  'SET extra_float_digits = 1',
  'SET standard_conforming_strings = on',
]

/** A session in PostgreSQL at `postgres://…`; what the address does not say comes from PGUSER, PGPASSWORD and so on. */
export async function openPostgres(address: string): Promise<Session> {
  const { default: pg } = await import('pg')
  const said = (error: unknown) => faultOf(error, address)
  let client: Client
  try {
    client = new pg.Client({
      connectionString: address,
      connectionTimeoutMillis: PATIENCE,
      application_name: 'guiju',
      types: { getTypeParser: () => (value: string) => value } as never,
    })
    client.on('error', () => undefined)
    await client.connect()
    for (const statement of SETTINGS) await client.query(statement)
  } catch (error) {
    throw said(error)
  }
  let begun = false
  const ask = async (sql: string) => {
    try {
      if (!begun) {
        begun = true
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
      }
      return await client.query(sql)
    } catch (error) {
      throw said(error)
    }
  }
  return {
    title: 'PostgreSQL',
    async run(sql) {
      await ask(sql)
    },
    rows: async (sql) => (await ask(sql)).rows,
    async columnsOf(table) {
      try {
        const found = await client.query(`SELECT * FROM ${table.map(quoted).join('.')} LIMIT 0`)
        return found.fields.map((field) => field.name)
      } catch (error) {
        if (NOT_THERE.has(codeOf(error))) return undefined
        throw said(error)
      }
    },
    async tables() {
      const sql = `SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 LIMIT 1000`
      return (await client.query(sql)).rows.map((row) => String(row.name))
    },
    async close() {
      await client.end().catch(() => undefined)
    },
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '')

/** Undefined table, schema or database. */
const NOT_THERE: ReadonlySet<string> = new Set(['42P01', '3F000', '0A000'])

/** A fault of ours – a statement PostgreSQL cannot read – stays what it is. */
function faultOf(error: unknown, address: string): unknown {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (code === '28P01' || code === '28000')
    return new EngineError('unreachable', { zh: '用户名或密码不被接受', en: 'the user or password is not accepted' })
  if (code === '3D000') return new EngineError('unreachable', { zh: '没有该数据库', en: 'there is no such database' })
  if (/^(53|57|58|25|42501|22|54)/.test(code)) {
    const line = lineOf(message, address)
    return new EngineError('refused', { zh: line, en: line })
  }
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08')) return error
  if (/timeout/i.test(message)) return new EngineError('unreachable', { zh: '没有应答', en: 'no answer' })
  if (/SSL/i.test(message))
    return new EngineError('unreachable', {
      zh: `加密连接失败（${lineOf(message, address)}）`,
      en: `no secure connection: ${lineOf(message, address)}`,
    })
  return new EngineError('unreachable', socketSays(error))
}
