import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Result } from '../../judge/result.ts'
import { checkResult } from '../../report/schema.ts'

/** What a job came to, on its way from the child: a line for the head, and one for each subject. */

/** A file that no result was written to, or that was not written to its end. */
export class NoResult extends Error {}

/** Bytes of one subject; more is no result of ours. */
const MOST = 256 * 2 ** 20

export async function writeResult(path: string, { results, ...head }: Result): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.write(`${JSON.stringify({ ...head, subjects: results.length })}\n`)
    for (const one of results) await file.write(`${JSON.stringify(one)}\n`)
  } finally {
    await file.close()
  }
}

/** The result again, one subject at a time, each checked. Throws `NoResult`. */
export async function* readResult(path: string): AsyncGenerator<Result> {
  let head: (Omit<Result, 'results'> & { readonly subjects: number }) | undefined
  let subjects = 0
  for await (const line of linesOf(path)) {
    const read = JSON.parse(line) as unknown
    if (!head) {
      head = read as typeof head
      continue
    }
    const { subjects: _, ...of } = head
    const checked = checkResult({ ...of, results: [read] })
    if (!checked.ok) throw new NoResult(checked.problems[0]?.at)
    subjects += 1
    yield checked.result
  }
  if (!head || subjects !== head.subjects) throw new NoResult('it ends too early')
}

/** Lines that a line feed ends: other ends of a line may be in a text. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, end)]).toString()
      parts = []
      size = 0
      from = end + 1
    }
    parts.push(chunk.subarray(from))
    size += chunk.length - from
    if (size > MOST) throw new NoResult('a line is too long')
  }
}
