/**
 * Builds the example packages from `examples/<name>/src`, or checks that the committed ones are those of the sources.
 *
 *   node scripts/examples/build-apk.ts [--check] [name…]
 *
 * The same sources give the same bytes: one fixed time for all entries, one order, one key, signatures without a random
 * part. Exit code 1 where a check finds a difference, 2 where a tool is missing or a source does not compile.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { resourceIds, withIds } from './resource-ids.ts'
import { type BuildRecord, exampleNames, filesUnder, readRecipe, sha256, sourcesHash } from './sources.ts'
import { aapt, apksigner, smali, zipalign } from './tools.ts'
import { type PackedFile, unzip, zip } from './zip-writer.ts'

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url))

/** Copies smali folders into one, with `{R.type.name}` replaced by the number aapt gave. */
function gather(folders: readonly string[], ids: ReadonlyMap<string, string>, out: string): void {
  for (const folder of folders) {
    for (const path of filesUnder(folder).filter((file) => file.endsWith('.smali'))) {
      const target = join(out, path)
      if (existsSync(target)) throw new Error(`two sources for the class ${path}`)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, withIds(readFileSync(join(folder, path), 'utf8'), ids, path))
    }
  }
}

/** The package of an example as bytes; works in `work`, an empty folder. */
function build(name: string, work: string): Buffer {
  const source = join(EXAMPLES, name, 'src')
  const { stubs, stubsInSecondDex } = readRecipe(join(EXAMPLES, name))
  const inWork = (path: string) => join(work, path)
  const optional = (path: string) => (existsSync(join(source, path)) ? join(source, path) : undefined)

  mkdirSync(inWork('ids'), { recursive: true })
  aapt(join(source, 'AndroidManifest.xml'), join(source, 'res'), optional('assets'), inWork('ids'), inWork('res.apk'))
  const ids = resourceIds(inWork('ids'))

  const stubFolders = stubs.map((stub) => join(EXAMPLES, 'sdk-stubs', stub))
  const own = join(source, 'smali')
  const dexes = stubsInSecondDex ? [[own], stubFolders] : [[own, ...stubFolders]]
  const code = dexes.map((folders, i): PackedFile => {
    const dex = `classes${i === 0 ? '' : i + 1}.dex`
    gather(folders, ids, inWork(`smali${i}`))
    smali(inWork(`smali${i}`), inWork(dex))
    return { name: dex, bytes: readFileSync(inWork(dex)) }
  })

  const libraries = optional('lib')
  const native = libraries
    ? filesUnder(libraries).map((path) => ({ name: `lib/${path}`, bytes: readFileSync(join(libraries, path)) }))
    : []
  const resources = unzip(readFileSync(inWork('res.apk')), inflateRawSync)
    .map((file) => ({ ...file, stored: file.name === 'resources.arsc' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const order = (file: PackedFile) => (file.name === 'AndroidManifest.xml' ? 0 : file.name.endsWith('.dex') ? 1 : 2)
  const entries = [...resources, ...code, ...native].sort((a, b) => order(a) - order(b))
  writeFileSync(inWork('unaligned.apk'), zip(entries))
  zipalign(inWork('unaligned.apk'), inWork('aligned.apk'))
  apksigner(join(EXAMPLES, 'keys'), inWork('aligned.apk'), inWork('signed.apk'))
  return readFileSync(inWork('signed.apk'))
}

/** Names of the entries that two packages do not share, for the message of a failed check. */
function differences(a: Buffer, b: Buffer): string {
  const read = (apk: Buffer) => new Map(unzip(apk, inflateRawSync).map((file) => [file.name, sha256(file.bytes)]))
  const [left, right] = [read(a), read(b)]
  const names = [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name))
  return names.length === 0 ? 'only compression or signature' : names.join(', ')
}

function main(args: readonly string[]): number {
  const check = args.includes('--check')
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const known = exampleNames(EXAMPLES)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown) {
    console.error(`no example "${unknown}"; there are: ${known.join(', ')}`)
    return 2
  }
  let differing = 0
  for (const name of wanted.length > 0 ? wanted : known) {
    const work = mkdtempSync(join(tmpdir(), 'guiju-example-'))
    try {
      const apk = build(name, work)
      const target = join(EXAMPLES, name, `${name}.apk`)
      if (check) {
        const committed = existsSync(target) ? readFileSync(target) : Buffer.alloc(0)
        const same = committed.equals(apk)
        if (!same) differing++
        console.log(
          same
            ? `${name}: ${sha256(apk)} is that of the sources`
            : `${name}: differs from its sources (${committed.length === 0 ? 'no package' : differences(committed, apk)})`,
        )
      } else {
        const record: BuildRecord = {
          schema: 'guiju/example-build/1',
          sources: sourcesHash(EXAMPLES, name),
          apk: { name: `${name}.apk`, sha256: sha256(apk), bytes: apk.length },
        }
        writeFileSync(target, apk)
        writeFileSync(join(EXAMPLES, name, 'build.json'), `${JSON.stringify(record, null, 2)}\n`)
        console.log(`${name}: ${apk.length} bytes, ${record.apk.sha256}`)
      }
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  }
  return differing === 0 ? 0 : 1
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
