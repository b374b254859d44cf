import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Text } from '../../law/text.ts'
import { fileSource } from '../archive/source.ts'
import { openZip } from '../archive/zip.ts'
import { Budget, PACKAGE_LIMITS } from '../budget.ts'

/** What a user named, looked at without reading it whole. Carriers are recognised by content, never by an ending. */
export interface Target {
  /** As it was given. */
  readonly given: string
  readonly kind: 'file' | 'folder' | 'url'
  /** File or folder name; the address itself for a URL. */
  readonly name: string
  /** The first bytes of a file. */
  readonly head: Buffer
  /** Names of an archive's entries, or of what stands in a folder; empty where there are none. Read when first asked. */
  names(): readonly string[]
}

/** A digest of what was read, as it stands in a result. */
export interface Digest {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

/** Why a file or folder cannot be read: an error code of the command line with its values. */
export interface Unopened {
  readonly error: 'file.missing' | 'file.unreadable'
  readonly values: Readonly<Record<string, string>>
}

const HEAD = 4096
const ADDRESS = /^https?:\/\//i

export function lookAt(given: string): Target | Unopened {
  if (ADDRESS.test(given)) return { given, kind: 'url', name: given, head: Buffer.alloc(0), names: () => [] }
  try {
    if (statSync(given).isDirectory()) {
      const names = once(() => readdirSync(given).sort())
      return { given, kind: 'folder', name: basename(given), head: Buffer.alloc(0), names }
    }
    return {
      given,
      kind: 'file',
      name: basename(given),
      head: withFile(given, headOf),
      names: once(() => entries(given)),
    }
  } catch (error) {
    return unopened(given, error)
  }
}

/** Digest of a file, read in pieces. */
export function digestOf(path: string): Digest | Unopened {
  try {
    return withFile(path, (fd, bytes) => {
      const piece = Buffer.allocUnsafe(1 << 20)
      const hash = createHash('sha256')
      for (let n = readSync(fd, piece); n > 0; n = readSync(fd, piece)) hash.update(piece.subarray(0, n))
      return { name: basename(path), sha256: hash.digest('hex'), bytes }
    })
  } catch (error) {
    return unopened(path, error)
  }
}

/** Why a file is no package at all, before any carrier is asked; undefined where that is for the carriers to say. */
export function whyNoPackage(target: Target): Text | undefined {
  if (target.kind !== 'file') return undefined
  if (target.head.length === 0) return { zh: '文件是空的', en: 'the file is empty' }
  if (target.head.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && target.names().length === 0)
    return {
      zh: '文件以 ZIP 开头但没有中央目录，多半未下载完整，请重新获取',
      en: 'it begins as a ZIP but has no central directory, so it was probably not downloaded in full: fetch it again',
    }
  return undefined
}

function headOf(fd: number): Buffer {
  const head = Buffer.alloc(HEAD)
  return head.subarray(0, readSync(fd, head, 0, HEAD, 0))
}

function entries(path: string): string[] {
  const source = fileSource(path)
  try {
    return openZip(source, new Budget(PACKAGE_LIMITS)).entries.map((entry) => entry.name)
  } finally {
    source.close()
  }
}

/** Opens without waiting (a named pipe would block) and only what is a file. */
function withFile<T>(path: string, use: (fd: number, bytes: number) => T): T {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) throw Object.assign(new Error(), { code: 'not a file' })
    return use(fd, stat.size)
  } finally {
    closeSync(fd)
  }
}

function unopened(path: string, error: unknown): Unopened {
  const code = (error as NodeJS.ErrnoException).code ?? 'error'
  return code === 'ENOENT'
    ? { error: 'file.missing', values: { name: path } }
    : { error: 'file.unreadable', values: { name: path, why: code } }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
