import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { AuditOptions } from '../../cli/audit.ts'
import { artifactOf } from '../../store/state/artifacts.ts'
import type { BlobStore } from '../../store/state/blobs.ts'
import type { Db } from '../../store/state/database.ts'
import type { ArtifactRow } from '../../store/state/tables.ts'
import { type AuditInput, type CheckInput, type EvidenceFile, type JobInput, sha256Of } from './input.ts'
import type { Task } from './task.ts'

/** An upload that is gone. */
export class NoArtifact extends Error {}

/** Lays the files of a job out in a folder under the names they were given, and says what to run. */
export async function prepare(
  db: Db,
  blobs: BlobStore,
  workspace: string,
  input: JobInput,
  folder: string,
  store: string,
): Promise<Task> {
  await mkdir(folder, { recursive: true })
  const place = async (sha256: string, at: string): Promise<string> => {
    const path = join(folder, at)
    await mkdir(dirname(path), { recursive: true })
    await blobs.lay(sha256, path)
    return path
  }
  let count = 0
  const named = async (sha256: string): Promise<string> => {
    const row = await artifactOf(db, workspace, sha256)
    if (!row) throw new NoArtifact(sha256)
    count += 1
    return place(sha256, join(String(count), plainName(row.name)))
  }
  /** A file with others beside it, each under its own name. */
  const together = async (first: string, beside: readonly EvidenceFile[] = []): Promise<string> => {
    count += 1
    const into = String(count)
    const rows: ArtifactRow[] = []
    for (const file of [first, ...beside]) {
      const row = await artifactOf(db, workspace, sha256Of(file))
      if (!row) throw new NoArtifact(sha256Of(file))
      rows.push(typeof file === 'string' ? row : { ...row, name: file.name })
    }
    const names = namesBeside(rows)
    const paths: string[] = []
    for (const [n, { sha256 }] of rows.entries()) paths.push(await place(sha256, join(into, names[n]!)))
    return paths[0]!
  }
  if (input.kind === 'audit') return audit(input, named, together, store)
  const row = await artifactOf(db, workspace, input.mapping)
  if (!row) throw new NoArtifact(input.mapping)
  return check(input, plainName(row.name), place, folder, store)
}

/** Bytes of a name: a file system takes 255, and something may be put before it. */
const MOST_NAME = 200

/** A name without folders or what a shell or a screen could take amiss, of which the end is kept where it is too long. */
export function plainName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N} ._()-]+/gu, '_')
    .replace(/^\.+/, '')
  const kept = [...plain].slice(-120)
  while (Buffer.byteLength(kept.join('')) > MOST_NAME) kept.shift()
  return kept.join('').replace(/^\.+/, '') || 'upload'
}

/** Names of files that lie in one folder, each its own: a name that is taken begins with the digest. */
export function namesBeside(files: readonly Pick<ArtifactRow, 'sha256' | 'name'>[]): string[] {
  const taken = new Set<string>()
  return files.map(({ sha256, name }) => {
    const plain = plainName(name)
    const own = taken.has(plain.toLowerCase()) ? `${sha256.slice(0, 16)}-${plain}` : plain
    taken.add(own.toLowerCase())
    return own
  })
}

async function audit(
  input: AuditInput,
  named: (sha256: string) => Promise<string>,
  together: (first: string, beside?: readonly EvidenceFile[]) => Promise<string>,
  store: string,
): Promise<Task> {
  const either = async (one: AuditInput['target']) => ('url' in one ? one.url : named(one.artifact))
  const all = (many: readonly string[]) => Promise.all(many.map(named))
  const {
    with: beside,
    policy,
    policyBefore,
    before,
    log,
    consentAt,
    tickets,
    attest,
    attestEvidence,
    category,
    on,
  } = input
  const options: AuditOptions = {
    store,
    ...(beside ? { with: await all(beside) } : {}),
    ...(policy ? { policy: await either(policy) } : {}),
    ...(policyBefore ? { policyBefore: await named(policyBefore) } : {}),
    ...(before ? { before: await named(before) } : {}),
    ...(log ? { log: await all(log) } : {}),
    ...(tickets ? { tickets: await named(tickets) } : {}),
    ...(attest ? { attest: await together(attest, attestEvidence) } : {}),
    ...(consentAt === undefined ? {} : { consentAt }),
    ...(category === undefined ? {} : { category }),
    ...(on === undefined ? {} : { on }),
  }
  return { kind: 'audit', target: await either(input.target), options }
}

async function check(
  input: CheckInput,
  name: string,
  place: (sha256: string, at: string) => Promise<string>,
  folder: string,
  store: string,
): Promise<Task> {
  for (const [path, sha256] of Object.entries(input.tables)) await place(sha256, path)
  // Beside the files it names, under its own name; an archive or a file of its name among the others stands apart.
  const taken = Object.keys(input.tables).some((path) => path.split('/')[0]!.toLowerCase() === name.toLowerCase())
  const mapping = await place(input.mapping, taken ? `${name}.yaml` : name)
  return { kind: 'check', mapping, folder, store, ...(input.on === undefined ? {} : { on: input.on }) }
}
