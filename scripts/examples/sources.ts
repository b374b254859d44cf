import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** `examples/<name>/src/recipe.json`: what goes into the package besides the app's own sources. */
export interface Recipe {
  /** Folders of `examples/sdk-stubs` whose classes the app carries. */
  readonly stubs: readonly string[]
  /** Puts those classes into `classes2.dex`. */
  readonly stubsInSecondDex: boolean
}

/** `examples/<name>/build.json`: which sources gave which bytes, so that a change without a rebuild is found. */
export interface BuildRecord {
  readonly schema: 'guiju/example-build/1'
  /** SHA-256 over all source files, their paths, and the certificate. */
  readonly sources: string
  readonly apk: { readonly name: string; readonly sha256: string; readonly bytes: number }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Every file under a folder, as sorted paths with `/` from that folder. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

export const readRecipe = (example: string): Recipe =>
  JSON.parse(readFileSync(join(example, 'src/recipe.json'), 'utf8')) as Recipe

/** The folders of an example that are built: names with a `src/recipe.json`, sorted. */
export function exampleNames(examples: string): string[] {
  return filesUnder(examples)
    .filter((path) => /^[^/]+\/src\/recipe\.json$/.test(path))
    .map((path) => path.split('/')[0]!)
}

/** SHA-256 of everything a package is made of. */
export function sourcesHash(examples: string, name: string): string {
  const { stubs } = readRecipe(join(examples, name))
  const folders = [`${name}/src`, ...[...stubs].sort().map((stub) => `sdk-stubs/${stub}`)]
  const paths = folders.flatMap((folder) => filesUnder(join(examples, folder)).map((path) => `${folder}/${path}`))
  const hash = createHash('sha256')
  for (const path of [...paths, 'keys/example.x509.pem']) {
    const bytes = readFileSync(join(examples, path))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** An iOS or HarmonyOS example, written by `test/support/device-examples.ts`. */
export interface DeviceExample {
  readonly name: string
  /** `walk/walk.ipa` */
  readonly file: string
}

/** The examples built here, sorted by name. */
export function deviceExamples(examples: string): DeviceExample[] {
  return filesUnder(examples).flatMap((path) => {
    const found = /^([^/]+)\/src\/(ipa|hap)\.json$/.exec(path)
    return found ? [{ name: found[1]!, file: `${found[1]}/${found[1]}.${found[2]}` }] : []
  })
}
