import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from './errors.ts'
import { fileName } from './output.ts'

/** Whether a target is a page to open. */
export const isAddress = (target: string): boolean => /^https?:\/\//i.test(target)

/**
 * Opens a page in a browser, three times over, and keeps what it saw in a folder. Returns the folder, which is audited
 * like any other. Throws `InputError` when there is nothing to keep.
 */
export async function runPage(address: string, out: string, allowPrivate: boolean): Promise<string> {
  const { runConsent } = await import('../collect/web/run.ts')
  const made = await runConsent(address, { allowPrivate })
  if ('code' in made) throw new InputError(`web.${made.code}`, { name: address, why: made.what })
  const folder = join(out, `${fileName(new URL(made.run.url).host)}.run`)
  await writeFolder(folder, made.files)
  return folder
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
