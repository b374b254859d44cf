import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Engine } from './engine.ts'

/** Python that has `chdb` and `pyspark`: `.ci/run` makes one. */
export const PYTHON = process.env.GUIJU_TEST_PYTHON ?? 'python3'

interface Said {
  readonly ready?: string
  readonly folder?: string
  readonly error?: string
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
}

/** An engine behind one of the Python programs of this folder, which answers a line with a line. */
export async function startPython(
  program: string,
  ...args: string[]
): Promise<{
  readonly engine: Engine
  readonly version: string
  /** Where the program stands. */
  readonly folder: string
  /** Has it run a script. */
  readonly script: (path: string) => Promise<void>
  readonly stop: () => Promise<void>
}> {
  const child = spawn(PYTHON, [join(import.meta.dirname, program), ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => {
    told = (told + chunk.toString()).slice(-4000)
  })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<Said> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${program} ended: ${told}`)
      if (value.startsWith('{')) return JSON.parse(value) as Said
    }
  }
  const ask = async (what: Readonly<Record<string, string>>): Promise<Said> => {
    child.stdin.write(`${JSON.stringify(what)}\n`)
    const said = await next()
    if (said.error !== undefined) throw new Error(said.error)
    return said
  }
  const { ready = '', folder = '' } = await next()
  return {
    version: ready,
    folder,
    async script(path) {
      await ask({ script: path })
    },
    engine: {
      async run(sql) {
        await ask({ run: sql })
      },
      rows: async (sql) => (await ask({ rows: sql })).rows ?? [],
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
