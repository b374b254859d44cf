import { join } from 'node:path'

/** The store: `--store`, else `$GUIJU_HOME`, else `.guiju` in the current folder. */
export function storeFolder(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return option || env['GUIJU_HOME'] || '.guiju'
}

/** Where imported law texts are kept. */
export const lawFolder = (store: string): string => join(store, 'law')
