import { basename } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { fileSource } from '../archive/source.ts'
import { openZip, type Zip, type ZipEntry } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import { type Abc, readAbc } from './abc.ts'
import { type Json, objectOf, parseJson, textOf } from './json.ts'
import { type HarmonyModule, type RequestedPermission, readModule } from './module.ts'
import { beginsAsGzip } from './recognise.ts'
import { ResourceIndex, shownValue } from './resource-index.ts'
import { readTarGz } from './tar.ts'

/** One module of the app: a HAP, an HSP, or a HAR on its own. */
export interface HarmonyPart {
  /** File in the container; empty for a single package. */
  readonly file: string
  readonly module: HarmonyModule
  /** Where its module file stands. */
  readonly modulePlace: string
  readonly resources: ResourceIndex
  /** False where its resource index is missing or could not be read. */
  readonly resourcesRead: boolean
  readonly code: Abc | undefined
  readonly codePlace: string | undefined
  /** Its byte code as it stands in the package: one file, or one for each page in the older model. */
  readonly codeFiles: readonly { readonly place: string; readonly bytes: Buffer }[]
  /** Names of its native libraries, with their places. */
  readonly libraries: readonly { readonly name: string; readonly locator: string }[]
  /** ohpm packages it is built with and their versions, as far as it says. */
  readonly packages: ReadonlyMap<string, string>
}

export interface PlacedText {
  readonly text: string
  readonly locator: string
}

export interface HarmonyPackage {
  readonly artifact: string
  readonly kind: 'hap' | 'hsp' | 'app' | 'har'
  readonly parts: readonly HarmonyPart[]
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  /** No file of a kind that may have words of its own stands unsearched. */
  readonly onlyKnownFiles: boolean
  readonly problems: readonly Problem[]
  /** Text resources and raw files. */
  texts(): Generator<PlacedText>
  textsComplete(): boolean
  close(): void
}

export interface UnreadableHarmony {
  readonly kind: 'unreadable'
  readonly why: Text
}

const MAX_JSON = 8 << 20
const MAX_INDEX = 64 << 20
const MAX_CODE = 400 << 20
const MAX_RAW = 4 << 20
const MAX_INNER = 512 << 20
const MAX_PARTS = 200
const MAX_ABC = 2000
const RAW_TEXT =
  /^assets\/.+\.js$|^resources\/(?:rawfile|resfile)\/.+\.(?:html?|js|json|txt|md)$|^assets\/.+\/rawfile\/.+\.(?:html?|js|json|txt|md)$/i

/** Files that are searched, and those that hold no words or only a picture's. */
const KNOWN =
  /\.(?:json|index|abc|map|info|png|jpe?g|gif|webp|svg|ttf|otf|mp3|wav|ogg|m4a|mp4|html?|js|txt|md|css|har|cer|p7b)$|\/$/i

/** Opens a HAP, HSP, APP or HAR. Bad content gives problems, never an exception. */
export function openHarmony(path: string, budget: Budget): HarmonyPackage | UnreadableHarmony {
  const log = new ProblemLog(basename(path))
  let source: ReturnType<typeof fileSource>
  try {
    source = fileSource(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return { kind: 'unreadable', why: { zh: `文件无法打开（${code}）`, en: `the file cannot be opened (${code})` } }
  }
  const reader = new Reader(budget, log)
  const opened = log.guard('', () => {
    if (beginsAsGzip(source.read(0, 2))) return reader.har(source.read(0, Math.min(source.size, MAX_INNER)))
    return reader.archive(openZip(source, budget, { log }))
  })
  if (opened) return { ...opened, close: () => source.close() }
  source.close()
  return { kind: 'unreadable', why: log.problems[0]?.message ?? NO_MODULE }
}

const NO_MODULE: Text = {
  zh: '没有可读的 module.json 或 config.json',
  en: 'there is no readable module.json or config.json',
}
const NO_HAR: Text = {
  zh: '不是 HAR：压缩包里没有 oh-package.json5',
  en: 'not a HAR: the archive holds no oh-package.json5',
}

type Draft = Omit<HarmonyPackage, 'close'>

class Reader {
  readonly #budget: Budget
  readonly #log: ProblemLog
  #complete = true

  constructor(budget: Budget, log: ProblemLog) {
    this.#budget = budget
    this.#log = log
  }

  archive(zip: Zip): Draft | undefined {
    const inner = zip.entries.filter((e) => /\.(?:hap|hsp)$/i.test(e.name)).slice(0, MAX_PARTS)
    const single = zip.get('module.json') !== undefined || zip.get('config.json') !== undefined
    const zips = single
      ? [{ file: '', zip }]
      : inner.flatMap((entry) => {
          const opened = zip.open(entry, MAX_INNER)
          return opened ? [{ file: entry.name, zip: opened }] : []
        })
    if (!single && zips.length < inner.length) this.#complete = false
    const found = zips.flatMap(({ file, zip: of }) => {
      const part = this.#part(file, of)
      return part ? [{ part, zip: of }] : []
    })
    if (found.length === 0) return undefined
    const type = found[0]!.part.module.type
    const kind = single ? (type === 'shared' ? 'hsp' : 'hap') : 'app'
    // The entry module names the app; the order inside a container says nothing.
    found.sort((a, b) => Number(b.part.module.type === 'entry') - Number(a.part.module.type === 'entry'))
    const known = zips.every(({ zip: of }) => of.complete && of.entries.every((e) => KNOWN.test(e.name)))
    return this.#draft(
      kind,
      found.map((f) => f.part),
      known,
      () => this.#texts(found),
    )
  }

  har(bytes: Buffer): Draft | undefined {
    const files = readTarGz(bytes, this.#budget)
    const file = (pattern: RegExp) => files?.find((f) => pattern.test(f.name))
    const described = file(/^(?:package\/)?oh-package\.json5$/)
    const own = objectOf(described && parseJson(described.bytes.toString('utf8')))
    if (own === undefined) {
      this.#log.add('harmony.har', '', NO_HAR)
      return undefined
    }
    const moduleFile = file(/^(?:package\/)?src\/main\/module\.json5?$/)
    const json = objectOf(moduleFile && parseJson(moduleFile.bytes.toString('utf8')))
    const code = file(/\.abc$/)
    const module =
      (json && readModule(json)) ?? readModule({ module: { name: textOf(own['name']) ?? '', type: 'har' } })!
    const part: HarmonyPart = {
      file: '',
      module: { ...module, bundleName: textOf(own['name']), versionName: textOf(own['version']) },
      modulePlace: moduleFile?.name ?? described!.name,
      resources: new ResourceIndex(),
      resourcesRead: false,
      code: code && this.#abc([{ place: code.name, bytes: code.bytes }]),
      codePlace: code?.name,
      codeFiles: code ? [{ place: code.name, bytes: code.bytes }] : [],
      libraries: (files ?? [])
        .filter((f) => f.name.endsWith('.so'))
        .map((f) => ({ name: basename(f.name), locator: f.name })),
      packages: versionsIn(own['dependencies']),
    }
    this.#complete = false
    return this.#draft('har', [part], false, noTexts)
  }

  #draft(
    kind: Draft['kind'],
    parts: readonly HarmonyPart[],
    onlyKnownFiles: boolean,
    texts: () => Generator<PlacedText>,
  ): Draft {
    const [first] = parts as [HarmonyPart]
    const { label, versionName } = first.module
    const named = first.resources.find(label.id ?? label.text ?? '') ?? first.resources.find(label.text ?? '')
    const log = this.#log
    return {
      artifact: log.artifact,
      kind,
      parts,
      id: parts.map((p) => p.module.bundleName).find((n) => n !== undefined),
      name: named ? shownValue(named).text : label.text?.startsWith('$') ? undefined : label.text,
      version: versionName,
      onlyKnownFiles,
      get problems() {
        return log.problems
      },
      texts,
      textsComplete: () => this.#complete,
    }
  }

  #json(zip: Zip, name: string): { json: Json | undefined; place: string } | undefined {
    const entry = zip.get(name)
    const bytes = entry && zip.read(entry, MAX_JSON)
    return bytes && { json: parseJson(bytes.toString('utf8')), place: zip.locator(entry) }
  }

  #part(file: string, zip: Zip): HarmonyPart | undefined {
    const described = this.#json(zip, 'module.json') ?? this.#json(zip, 'config.json')
    const json = objectOf(described?.json)
    const module = json && readModule(json)
    if (described === undefined || module === undefined) {
      this.#log.add('harmony.module', described?.place ?? file, NO_MODULE)
      this.#complete = false
      return undefined
    }
    const resources = new ResourceIndex()
    const index = zip.get('resources.index') ?? zip.entries.find((e) => /^assets\/.+\/resources\.index$/.test(e.name))
    const bytes = index && zip.read(index, MAX_INDEX)
    const before = this.#log.problems.length
    if (bytes) resources.add(bytes, this.#budget, this.#log, zip.locator(index))
    const resourcesRead = bytes !== undefined && this.#log.problems.length === before
    const files = zip.entries.filter((e) => e.name.endsWith('.abc')).slice(0, MAX_ABC)
    const code = files.flatMap((entry) => {
      const bytes = zip.read(entry, MAX_CODE)
      return bytes ? [{ place: zip.locator(entry), bytes }] : []
    })
    if (code.length < files.length) this.#complete = false
    return {
      file,
      module,
      modulePlace: described.place,
      resources,
      resourcesRead,
      code: this.#abc(code),
      codePlace: code[0]?.place,
      codeFiles: code,
      libraries: zip.entries
        .filter((e) => /^libs\/[^/]+\/.+\.so$/.test(e.name))
        .map((e) => ({ name: basename(e.name), locator: zip.locator(e) })),
      packages: this.#packages(zip),
    }
  }

  /** The files as one; `undefined` where none can be read. */
  #abc(files: HarmonyPart['codeFiles']): Abc | undefined {
    const read = files.map(({ place, bytes }) => readAbc(bytes, this.#budget, this.#log, place))
    const good = read.filter((abc) => abc !== undefined)
    const [first] = good
    if (first === undefined || good.length === 1)
      return first && { ...first, complete: first.complete && read.length === 1 }
    return {
      version: first.version,
      records: good.flatMap((abc) => abc.records),
      strings: [...new Set(good.flatMap((abc) => abc.strings))],
      complete: good.length === read.length && good.every((abc) => abc.complete),
    }
  }

  /** Packages the build names: those of tools and tests as well, so that being named is not being built in. */
  #packages(zip: Zip): Map<string, string> {
    const context = objectOf(this.#json(zip, 'pkgContextInfo.json')?.json) ?? {}
    return new Map(Object.entries(context).map(([name, of]) => [name, textOf(objectOf(of)?.['version']) ?? '']))
  }

  *#texts(found: readonly { part: HarmonyPart; zip: Zip }[]): Generator<PlacedText> {
    for (const { part, zip } of found) {
      const index = part.file === '' ? 'resources.index' : `${part.file}!/resources.index`
      for (const resource of part.resources.all())
        for (const value of resource.values) yield { text: value.text, locator: `${index} ${resource.name}` }
      for (const entry of zip.entries) if (RAW_TEXT.test(entry.name)) yield* this.#raw(zip, entry)
    }
  }

  *#raw(zip: Zip, entry: ZipEntry): Generator<PlacedText> {
    const bytes = zip.read(entry, MAX_RAW)
    if (bytes === undefined) this.#complete = false
    const text = bytes?.toString('utf8') ?? ''
    for (let at = 0; at < text.length; at += 8000)
      yield { text: text.slice(at, at + 8400), locator: zip.locator(entry) }
  }
}

function* noTexts(): Generator<PlacedText> {}

function versionsIn(dependencies: Json | undefined): Map<string, string> {
  return new Map(Object.entries(objectOf(dependencies) ?? {}).map(([name, version]) => [name, textOf(version) ?? '']))
}

/** The reason of a permission in the words a Chinese phone shows; undefined where it is missing or leads nowhere. */
export function reasonOf(
  part: HarmonyPart,
  permission: RequestedPermission,
): { text: string; locale: string } | undefined {
  const { reason, reasonId } = permission
  if (reason === undefined && reasonId === undefined) return undefined
  const plain = reason !== undefined && !reason.startsWith('$')
  const found = plain ? undefined : (part.resources.find(reasonId ?? '') ?? part.resources.find(reason ?? ''))
  return found ? shownValue(found) : plain ? { text: reason, locale: '' } : undefined
}
