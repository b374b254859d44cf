import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { S3Blobs } from '../../../src/store/state/s3.ts'

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' }
export const ENV = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }

export interface Moto {
  readonly endpoint: string
  /** A new bucket, what `--artifacts` calls it, and a client whose scratch files are in a folder. */
  bucket(name: string, folder: string): Promise<{ readonly address: string; readonly blobs: S3Blobs }>
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The S3 of PyPI's moto, in a process of its own. */
export async function startMoto(python: string): Promise<Moto> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const gone = () => child.kill('SIGKILL')
  process.once('exit', gone)
  for (let left = 200; ; left -= 1) {
    const up = await fetch(`${endpoint}/moto-api/`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (up) break
    if (left === 0 || child.exitCode !== null) throw new Error('moto did not start')
    await new Promise((go) => setTimeout(go, 200))
  }
  return {
    endpoint,
    async bucket(name, folder) {
      const made = await fetch(`${endpoint}/${name}`, { method: 'PUT', headers: SIGNED })
      if (!made.ok) throw new Error(await made.text())
      const place = { endpoint, bucket: name, prefix: 'guiju/', region: 'us-east-1', style: 'path' as const }
      return {
        address: `s3://${name}/guiju?endpoint=${endpoint}&region=us-east-1`,
        blobs: new S3Blobs(folder, place, CREDENTIALS),
      }
    },
    async close() {
      process.off('exit', gone)
      gone()
      await ended
    },
  }
}

/** It looks at the service and region of a credential, not at the signature. */
const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
}
