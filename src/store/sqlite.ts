import type * as Sqlite from 'node:sqlite'

let loaded: Promise<typeof Sqlite> | undefined

/** `node:sqlite` without the line on standard error that calls it experimental: the Node that runs us is pinned. */
export function sqlite(): Promise<typeof Sqlite> {
  loaded ??= (async () => {
    const own = Object.getOwnPropertyDescriptor(process, 'emitWarning')
    const warn = process.emitWarning.bind(process)
    process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
      if (!String(warning).includes('SQLite')) warn(warning, ...rest)
    }) as typeof process.emitWarning
    try {
      return await import('node:sqlite')
    } finally {
      if (own) Object.defineProperty(process, 'emitWarning', own)
    }
  })()
  return loaded
}
