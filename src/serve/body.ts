import { ApiError } from './error.ts'

/** Milliseconds within which a JSON body is there, and between two chunks of an upload. */
const WHOLE = 30_000
const PAUSE = 30_000

/** Bytes a second that an upload comes at least, on average and once it had some time. */
const LEAST = 1000

/** Chunks of a body, none awaited longer than the pause. Throws `ApiError` for one that stalls, or trickles. */
export async function* chunksOf(request: Request, pause = PAUSE): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (!reader) return
  const start = Date.now()
  let size = 0
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), pause)
      if (done) return
      size += value.byteLength
      const took = Date.now() - start
      if (took > 2 * pause && size < (LEAST * took) / 1000) throw new ApiError('slow')
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The JSON of a body. Throws `ApiError` for one that is too large, too slow or none. */
export async function jsonOf(request: Request, limit: number, whole = WHOLE): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new ApiError('type', { type: 'application/json' })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new ApiError('large', { limit })
  const chunks: Uint8Array[] = []
  let size = 0
  const until = Date.now() + whole
  for await (const chunk of chunksOf(request, whole)) {
    size += chunk.byteLength
    if (size > limit) throw new ApiError('large', { limit })
    if (Date.now() > until) throw new ApiError('slow')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) as unknown
  } catch {
    throw new ApiError('json')
  }
}

function within<T>(work: Promise<T>, most: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError('slow')), most)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
