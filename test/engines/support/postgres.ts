import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Engine } from './engine.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A cluster of its own in a folder that goes with it, ordered as Chinese is and not by code points; never run by root. */
export async function startPostgres(): Promise<{
  readonly engine: Engine
  readonly address: string
  readonly stop: () => Promise<void>
}> {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(a) - Number(b))
  const bin = `/usr/lib/postgresql/${versions.at(-1)}/bin`
  const data = mkdtempSync(join(tmpdir(), 'guiju-postgres-'))
  const root = userInfo().uid === 0
  if (root) {
    const id = (what: string) => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout)
    chownSync(data, id('-u'), id('-g'))
    chmodSync(data, 0o700)
  }
  const as = (command: string, ...args: string[]) => {
    const own = [`${bin}/${command}`, ...args]
    const [program, ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...own] : own
    const done = spawnSync(program!, rest, { encoding: 'utf8', cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`)
  }
  const port = await freePort()
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh']
  as('initdb', '-D', data, '-U', 'guiju', '--auth=trust', '--no-sync', '--encoding=UTF8', ...locale)
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${data} -c fsync=off`
  as('pg_ctl', '-D', data, '-w', '-l', join(data, 'log'), '-o', settings, 'start')
  const address = `postgres://guiju@127.0.0.1:${port}/postgres`
  const client = new Client({
    connectionString: address,
    types: { getTypeParser: () => (value: string) => value } as never,
  })
  await client.connect()
  return {
    address,
    engine: {
      async run(sql) {
        await client.query(sql)
      },
      rows: async (sql) => (await client.query(sql)).rows,
    },
    async stop() {
      await client.end()
      as('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
