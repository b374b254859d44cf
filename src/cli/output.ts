import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InputError, oneLine } from './errors.ts'

/** Writes files so that a reader never sees half of one: all are written beside their place, then moved. */
export async function writeAll(files: ReadonlyMap<string, string | Uint8Array | Iterable<string>>): Promise<void> {
  const staged: { from: string; to: string; folder: string }[] = []
  let at = ''
  try {
    for (const [path, content] of files) {
      at = path
      await mkdir(dirname(path), { recursive: true })
      const folder = await mkdtemp(join(dirname(path), '.guiju-'))
      staged.push({ from: join(folder, basename(path)), to: path, folder })
      await writeFile(join(folder, basename(path)), content)
    }
    for (const { from, to } of staged) {
      at = to
      await rename(from, to)
    }
  } catch (error) {
    throw new InputError('out.unwritable', { name: at, why: (error as NodeJS.ErrnoException).code ?? 'error' })
  } finally {
    for (const { folder } of staged) await rm(folder, { recursive: true, force: true })
  }
}

/** A file name from an id: letters, digits, dot, dash and underscore stay. */
export const fileName = (id: string): string =>
  id
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 120) || 'subject'

/** One line that rewrites itself on a terminal and stays silent in a pipe. */
export class Progress {
  readonly #stream: NodeJS.WriteStream
  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
  }
  show(done: number, all: number, what: string): void {
    if (!this.#stream.isTTY) return
    const width = 24
    const filled = Math.round((done / Math.max(all, 1)) * width)
    this.#stream.write(
      `\r\u001b[K[${'█'.repeat(filled)}${'░'.repeat(width - filled)}] ${done}/${all} ${oneLine(what).slice(0, 60)}`,
    )
  }
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K')
  }
}
