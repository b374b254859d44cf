import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './sources.ts'

/** `type.name` → the number as smali writes it, from the R.java that aapt wrote under `folder`. */
export function resourceIds(folder: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const path of filesUnder(folder).filter((file) => file.endsWith('R.java'))) {
    let type = ''
    for (const line of readFileSync(join(folder, path), 'utf8').split('\n')) {
      const opened = /public static final class (\w+)/.exec(line)
      if (opened) type = opened[1]!
      const field = /public static final int (\w+)=(0x[0-9a-f]+);/.exec(line)
      if (field) ids.set(`${type}.${field[1]}`, field[2]!)
    }
  }
  return ids
}

/** Smali with every `{R.type.name}` replaced by its number. Throws for a name the resources do not have. */
export function withIds(smali: string, ids: ReadonlyMap<string, string>, file: string): string {
  return smali.replace(/\{R\.(\w+\.\w+)\}/g, (_, name: string) => {
    const id = ids.get(name)
    if (!id) throw new Error(`${file}: no resource R.${name}`)
    return id
  })
}
