import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../cli/errors.ts'
import { type BlobStore, Blobs, StorageError } from '../store/state/blobs.ts'
import { S3Blobs, type S3Place } from '../store/state/s3.ts'

type Env = Readonly<Record<string, string | undefined>>

const A_DAY = 24 * 60 * 60_000

/** Where uploads are kept: in the store, or in the bucket an option or `GUIJU_ARTIFACTS` names. Rejects with `InputError`. */
export async function blobsOf(store: string, option: string | undefined, env: Env = process.env): Promise<BlobStore> {
  const address = option ?? env['GUIJU_ARTIFACTS']
  for (const folder of ['incoming', join('artifacts', 'incoming')]) await sweep(join(store, folder))
  if (address === undefined) return new Blobs(store)
  const place = placeOf(address, env)
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env
  if (!accessKeyId || !secretAccessKey) throw new InputError('artifacts.credentials')
  const blobs = new S3Blobs(store, place, { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) })
  await blobs.check().catch((error: unknown) => {
    if (error instanceof StorageError) throw new InputError('artifacts.unusable', { name: address, why: error.why })
    throw error
  })
  return blobs
}

/** `s3://bucket/prefix?endpoint=https://…&region=…&style=path|host` */
export function placeOf(address: string, env: Env): S3Place {
  const invalid = () => new InputError('artifacts.invalid', { value: address.replace(/\/\/[^@/]*@/, '//') })
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 's3:' || url.username !== '' || url.port !== '' || url.hash !== '') throw invalid()
  const { hostname: bucket, searchParams: asked } = url
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw invalid()
  for (const name of asked.keys()) if (!['endpoint', 'region', 'style'].includes(name)) throw invalid()
  const region = asked.get('region') ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1'
  const own = asked.get('endpoint')
  const style = asked.get('style') ?? (own === null ? 'host' : 'path')
  if ((style !== 'path' && style !== 'host') || !/^[a-z0-9-]{1,60}$/.test(region)) throw invalid()
  const amazon = `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  const at = own === null || URL.canParse(own) ? new URL(own ?? amazon) : undefined
  if (!at || !/^https?:$/.test(at.protocol) || at.pathname !== '/' || at.search !== '' || at.username !== '')
    throw invalid()
  const path = url.pathname.replace(/^\/+|\/+$/g, '')
  if (!/^[\w./-]{0,300}$/.test(path)) throw invalid()
  return { endpoint: at.origin, bucket, region, style, prefix: path === '' ? '' : `${path}/` }
}

/** Takes away what uploads left that were cut off by a kill. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const old = await stat(path).then(
      (s) => s.mtimeMs < Date.now() - A_DAY,
      () => false,
    )
    if (old) await rm(path, { force: true })
  }
}
