import { access, constants, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { InputError } from './errors.ts'
import { fileName } from './output.ts'

/** Whether a target is an address and not a path. Only those of http and https can be opened. */
export const isAddress = (target: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(target)

/** A target as it can be read: a page is run first, and the folder of its run told on stderr. Throws `InputError`. */
export async function placeOf(target: string, out: string, allowPrivate: boolean): Promise<string> {
  if (!isAddress(target)) return target
  const folder = await runPage(target, out, allowPrivate)
  process.stderr.write(`${folder}\n`)
  return folder
}

/**
 * Opens a page in a browser, three times over, and keeps what it saw in a folder. Returns the folder, which is audited
 * like any other. Throws `InputError` when there is nothing to keep.
 */
export async function runPage(address: string, out: string, allowPrivate: boolean): Promise<string> {
  await mustBeWritable(out)
  const { runConsent } = await import('../collect/web/run.ts')
  const made = await runConsent(address, { allowPrivate })
  if ('code' in made) throw new InputError(`web.${made.code}`, { name: address, why: made.what })
  const folder = join(out, `${fileName(new URL(made.run.url).host)}.run`)
  await writeFolder(folder, made.files)
  return folder
}

/** A run takes time: a folder that cannot be written is told before it. Creates nothing. */
async function mustBeWritable(out: string): Promise<void> {
  for (let at = resolve(out); ; at = dirname(at)) {
    try {
      if (!(await stat(at)).isDirectory()) throw Object.assign(new Error(at), { code: 'ENOTDIR' })
      return await access(at, constants.W_OK | constants.X_OK)
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'error'
      if (why !== 'ENOENT' || at === dirname(at)) throw new InputError('out.unwritable', { name: out, why })
    }
  }
}

/** Writes a folder so that a reader never sees half of one. */
async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  let staged: string | undefined
  try {
    await mkdir(dirname(folder), { recursive: true })
    staged = await mkdtemp(join(dirname(folder), '.guiju-'))
    for (const [name, bytes] of files) await writeFile(join(staged, name), bytes)
    await rm(folder, { recursive: true, force: true })
    await rename(staged, folder)
  } catch (error) {
    if (staged !== undefined) await rm(staged, { recursive: true, force: true })
    throw new InputError('out.unwritable', { name: folder, why: (error as NodeJS.ErrnoException).code ?? 'error' })
  }
}
