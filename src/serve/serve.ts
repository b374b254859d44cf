import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { InputError } from '../cli/errors.ts'
import { storeFolder } from '../store/folder.ts'
import { application } from './application.ts'

export interface ServeOptions {
  readonly port: string
  readonly reports: string
  /** The store whose laws are shown; by default as for every command. */
  readonly store?: string
}

/** Serves a folder of reports on loopback. Resolves when it listens; throws `InputError` for a bad or busy port. */
export async function serve(options: ServeOptions): Promise<Server> {
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InputError('port.invalid', { value: options.port })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new InputError('port.busy', { value: port }) : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  server.on('request', getRequestListener(application(options.reports, bound, storeFolder(options.store)).fetch))
  process.stdout.write(`http://127.0.0.1:${bound}/\n`)
  return server
}
