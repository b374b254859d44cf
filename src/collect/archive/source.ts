import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number
  /** At most `length` bytes from `offset`; fewer at the end. Never allocates more than what is there. */
  read(offset: number, length: number): Buffer
  close(): void
}

/** A part of a source that really exists: start and length cut to its size. */
function within(size: number, offset: number, length: number): { start: number; length: number } {
  const start = Math.min(Math.max(0, offset), size)
  return { start, length: Math.min(Math.max(0, length), size - start) }
}

/** Reads a buffer in place, without copies. */
export function bufferSource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read(offset, length) {
      const part = within(bytes.length, offset, length)
      return bytes.subarray(part.start, part.start + part.length)
    },
    close() {},
  }
}

/**
 * Opens a file for positional reads; nothing is kept in memory.
 * @throws the system's error when the file cannot be opened, and an error with code `EISDIR` for a folder
 */
export function fileSource(path: string): ByteSource {
  // Without waiting: a named pipe would block until someone writes to it.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  const stat = fstatSync(fd)
  if (!stat.isFile()) {
    closeSync(fd)
    throw Object.assign(new Error(`not a file: ${path}`), { code: 'EISDIR' })
  }
  let open = true
  return {
    size: stat.size,
    read(offset, length) {
      if (!open) throw new Error('source is closed')
      const part = within(stat.size, offset, length)
      const bytes = Buffer.allocUnsafe(part.length)
      let done = 0
      while (done < part.length) {
        const got = readSync(fd, bytes, done, part.length - done, part.start + done)
        if (got === 0) break
        done += got
      }
      return done === part.length ? bytes : bytes.subarray(0, done)
    },
    close() {
      if (open) closeSync(fd)
      open = false
    },
  }
}

/** A part of another source as a source of its own; closing it leaves the other open. */
export function rangeSource(source: ByteSource, offset: number, length: number): ByteSource {
  const outer = within(source.size, offset, length)
  return {
    size: outer.length,
    read(at, count) {
      const part = within(outer.length, at, count)
      return source.read(outer.start + part.start, part.length)
    },
    close() {},
  }
}
