import { basename } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { fileSource } from '../archive/source.ts'
import { openZip, type Zip, type ZipEntry } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import { bestSlice, isMachO, readMachO, type Slice } from './macho.ts'
import { nibTexts } from './nib.ts'
import { dictOf, type PlistDict, readPlist, textOf } from './plist.ts'
import { type PrivacyManifest, privacyManifest } from './privacy-manifest.ts'
import { decodeText } from './text.ts'
import { type InfoStrings, type Usage, usagesOf } from './usage.ts'

/** The app, a framework, a library, an extension or a resource bundle of it. */
export interface IosBundle {
  readonly kind: 'app' | 'framework' | 'library' | 'extension' | 'resources'
  /** `Alamofire` for `Frameworks/Alamofire.framework`. */
  readonly name: string
  /** Folder or file in the archive. */
  readonly path: string
  readonly id: string | undefined
  readonly manifest: PrivacyManifest | undefined
  /** Its code in the slice phones run; `undefined` where it has none or it cannot be read. */
  readonly code: Slice | undefined
  /** Where its code stands; `undefined` where it has none. */
  readonly binary: string | undefined
}

/** A text of the app with its place. */
export interface PlacedText {
  readonly text: string
  readonly locator: string
}

export interface IosPackage {
  readonly artifact: string
  readonly app: IosBundle
  readonly parts: readonly IosBundle[]
  readonly info: PlistDict
  readonly infoPlace: string
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  readonly minimumOs: string | undefined
  readonly usages: readonly Usage[]
  /** False where a localisation of Info.plist could not be read, so that a text may be missing here. */
  readonly usagesRead: boolean
  /** Languages the app is translated into. */
  readonly locales: readonly string[]
  readonly problems: readonly Problem[]
  /** Localised strings, interface files and text resources, each once. */
  texts(): Generator<PlacedText>
  /** The package holds no file of a kind that may have words of its own and is not searched. */
  readonly onlyKnownFiles: boolean
  /** False once a text resource could not be read. */
  textsComplete(): boolean
  close(): void
}

export interface UnreadableIos {
  readonly kind: 'unreadable'
  readonly why: Text
}

const APP_INFO = /^(Payload\/[^/]+\.app\/)Info\.plist$/
const PART_INFO = /^(.+\/)?([^/]+)\.(framework|appex|app|bundle)\/Info\.plist$/
/** Files that are searched, and those that hold no words or only a picture's. */
const KNOWN =
  /\.(?:plist|strings|loctable|stringsdict|nib|html?|js|json|txt|md|jsbundle|png|jpe?g|gif|webp|svg|pdf|ttf|otf|ttc|car|mp3|wav|caf|m4a|mp4|mov|xcprivacy|mobileprovision|mom|momd|omo|metallib|dylib|supp|css|cer|der|pem)$|\/(?:PkgInfo|CodeResources)$/i
const MAX_PLIST = 16 << 20
const MAX_BINARY = 600 << 20
const MAX_TEXT = 1 << 20
const MAX_PARTS = 400

/** Opens an IPA. Bad content gives problems, never an exception. */
export function openIos(path: string, budget: Budget): IosPackage | UnreadableIos {
  const log = new ProblemLog(basename(path))
  let zip: Zip
  try {
    zip = openZip(fileSource(path), budget, { log })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return { kind: 'unreadable', why: { zh: `文件无法打开（${code}）`, en: `the file cannot be opened (${code})` } }
  }
  const opened = log.guard('', () => new Reader(zip, budget, log).open())
  if (opened && !('kind' in opened)) return opened
  zip.close()
  return opened ?? { kind: 'unreadable', why: log.problems[0]?.message ?? NO_INFO }
}

const NO_APP: Text = {
  zh: '压缩包内没有 Payload/*.app/Info.plist',
  en: 'there is no Payload/*.app/Info.plist in the archive',
}
const NO_INFO: Text = { zh: '应用的 Info.plist 读不出来', en: 'the app’s Info.plist cannot be read' }

class Reader {
  readonly #zip: Zip
  readonly #budget: Budget
  readonly #log: ProblemLog
  #complete = true
  #localisationsRead = true

  constructor(zip: Zip, budget: Budget, log: ProblemLog) {
    this.#zip = zip
    this.#budget = budget
    this.#log = log
  }

  open(): IosPackage | UnreadableIos {
    const entry = this.#zip.entries.find((e) => APP_INFO.test(e.name))
    if (entry === undefined) return { kind: 'unreadable', why: NO_APP }
    const root = APP_INFO.exec(entry.name)![1]!
    const info = this.#plist(entry)
    if (info === undefined) return { kind: 'unreadable', why: NO_INFO }
    const localised = this.#infoStrings(root)
    const app = this.#bundle('app', root, root.slice(8, -5), info)
    const parts = this.#parts(root)
    const chinese = localised.find((l) => /^zh/i.test(l.locale))?.table
    const names = ['CFBundleDisplayName', 'CFBundleName']
    const name = names.map((n) => textOf(chinese?.get(n)) ?? textOf(info.get(n))).find((n) => n)
    const log = this.#log
    const zip = this.#zip
    const binaries = new Set([app, ...parts].flatMap((p) => p.binary ?? []))
    const isCode = (file: string) => binaries.has(zip.prefix + file)
    return {
      artifact: log.artifact,
      app,
      parts,
      info,
      infoPlace: zip.locator(entry),
      id: app.id,
      name,
      version: textOf(info.get('CFBundleShortVersionString')) ?? textOf(info.get('CFBundleVersion')),
      minimumOs: textOf(info.get('MinimumOSVersion')) ?? app.code?.minimumOs,
      usages: usagesOf(info, localised, zip.locator(entry)),
      usagesRead: this.#localisationsRead && zip.complete,
      locales: this.#locales(root),
      onlyKnownFiles:
        zip.complete && zip.entries.every((e) => e.name.endsWith('/') || KNOWN.test(e.name) || isCode(e.name)),
      get problems() {
        return log.problems
      },
      texts: () => this.#texts(root),
      textsComplete: () => this.#complete,
      close: () => zip.close(),
    }
  }

  #plist(entry: ZipEntry | undefined): PlistDict | undefined {
    const bytes = entry && this.#zip.read(entry, MAX_PLIST)
    return bytes && dictOf(readPlist(bytes, this.#budget, this.#log, this.#zip.locator(entry)))
  }

  #locales(root: string): string[] {
    const found = new Set<string>()
    for (const { name } of this.#zip.entries) {
      const locale = name.startsWith(root) ? /^([^/]+)\.lproj\//.exec(name.slice(root.length))?.[1] : undefined
      if (locale !== undefined && locale !== 'Base') found.add(locale)
    }
    return [...found].sort()
  }

  /** `zh-Hans.lproj/InfoPlist.strings` of each language, and the one table newer tools compile them into. */
  #infoStrings(root: string): InfoStrings[] {
    const found: InfoStrings[] = []
    for (const entry of this.#zip.entries) {
      if (!entry.name.startsWith(root)) continue
      const rest = entry.name.slice(root.length)
      const locale = /^([^/]+)\.lproj\/InfoPlist\.strings$/.exec(rest)?.[1]
      if (locale === undefined && rest !== 'InfoPlist.loctable') continue
      const plist = this.#plist(entry)
      const locator = this.#zip.locator(entry)
      if (plist === undefined) {
        this.#localisationsRead = false
        continue
      }
      if (locale !== undefined) found.push({ locale, table: plist, locator })
      else
        for (const [name, value] of plist) {
          const table = dictOf(value)
          if (table) found.push({ locale: name, table, locator: `${locator} ${name}` })
        }
    }
    return found
  }

  #bundle(kind: IosBundle['kind'], folder: string, name: string, info: PlistDict | undefined): IosBundle {
    const manifest = this.#zip.get(`${folder}PrivacyInfo.xcprivacy`)
    const binary =
      kind === 'resources' ? undefined : this.#zip.get(folder + (textOf(info?.get('CFBundleExecutable')) ?? name))
    return {
      kind,
      name,
      path: folder,
      id: textOf(info?.get('CFBundleIdentifier')),
      manifest: manifest && privacyManifest(this.#plist(manifest), this.#zip.locator(manifest)),
      code: binary && this.#code(binary),
      binary: binary && this.#zip.locator(binary),
    }
  }

  #code(entry: ZipEntry): Slice | undefined {
    const bytes = this.#zip.read(entry, MAX_BINARY)
    const file = bytes && readMachO(bytes, this.#budget, this.#log, this.#zip.locator(entry))
    return file && bestSlice(file)
  }

  #parts(root: string): IosBundle[] {
    const kinds = { framework: 'framework', appex: 'extension', app: 'extension', bundle: 'resources' } as const
    const parts: IosBundle[] = []
    const seen = new Set<string>()
    for (const entry of this.#zip.entries) {
      if (!entry.name.startsWith(root) || parts.length >= MAX_PARTS) continue
      const rest = entry.name.slice(root.length)
      const found = PART_INFO.exec(rest)
      const library = /^Frameworks\/([^/]+\.dylib)$/.exec(rest)?.[1]
      if (found && !seen.has(entry.name)) {
        seen.add(entry.name)
        const folder = entry.name.slice(0, -'Info.plist'.length)
        parts.push(this.#bundle(kinds[found[3] as keyof typeof kinds], folder, found[2]!, this.#plist(entry)))
      } else if (library !== undefined && !library.startsWith('libswift'))
        parts.push({
          kind: 'library',
          name: library.replace(/\.dylib$/, ''),
          path: entry.name,
          id: undefined,
          manifest: undefined,
          code: this.#code(entry),
          binary: this.#zip.locator(entry),
        })
    }
    return [...parts, ...this.#bareManifests(root, seen)]
  }

  /** Resource bundles that hold a privacy manifest and no Info.plist. */
  #bareManifests(root: string, seen: ReadonlySet<string>): IosBundle[] {
    return this.#zip.entries.flatMap((entry) => {
      const found = /^(.+\/([^/]+)\.bundle\/)PrivacyInfo\.xcprivacy$/.exec(entry.name)
      if (!found || !entry.name.startsWith(root) || seen.has(`${found[1]}Info.plist`)) return []
      return [this.#bundle('resources', found[1]!, found[2]!, undefined)]
    })
  }

  *#texts(root: string): Generator<PlacedText> {
    for (const entry of this.#zip.entries) {
      if (!entry.name.startsWith(root) || entry.size === 0) continue
      const ending = /\.(strings|loctable|stringsdict|nib|html?|js|json|txt|md|jsbundle)$/i
        .exec(entry.name)?.[1]
        ?.toLowerCase()
      if (ending === undefined || otherLanguage(entry.name)) continue
      const table = ending === 'strings' || ending === 'loctable' || ending === 'stringsdict'
      const bytes = entry.size > 16 * MAX_TEXT ? undefined : this.#zip.read(entry, 16 * MAX_TEXT)
      if (bytes === undefined) this.#complete = false
      else yield* table ? this.#tableTexts(bytes, entry) : this.#fileTexts(bytes, entry, ending)
    }
  }

  *#tableTexts(bytes: Buffer, entry: ZipEntry): Generator<PlacedText> {
    const locator = this.#zip.locator(entry)
    const table = dictOf(readPlist(bytes, this.#budget, this.#log, locator))
    if (table === undefined) this.#complete = false
    else yield* flat(table, locator, 0)
  }

  *#fileTexts(bytes: Buffer, entry: ZipEntry, ending: string): Generator<PlacedText> {
    const locator = this.#zip.locator(entry)
    if (ending === 'nib') {
      const texts = this.#log.guard(locator, () => nibTexts(bytes, this.#budget))
      if (texts === undefined) this.#complete = false
      for (const text of texts ?? []) yield { text, locator }
      return
    }
    const text = isMachO(bytes) ? undefined : decodeText(bytes)
    if (text === undefined) this.#complete = false
    // Long texts are given in overlapping pieces, so that a search stays linear.
    for (let at = 0; at < (text?.length ?? 0); at += 8000) yield { text: text!.slice(at, at + 8400), locator }
  }
}

/** A table in a language other than Chinese and the app's base. */
const otherLanguage = (name: string): boolean => {
  const locale = /\/([^/]+)\.lproj\//.exec(name)?.[1]
  return locale !== undefined && !/^(?:zh|Base|en|Chinese|English)/i.test(locale)
}

function* flat(table: PlistDict, locator: string, depth: number): Generator<PlacedText> {
  for (const [key, value] of table) {
    if (typeof value === 'string') yield { text: value, locator: `${locator} ${key}` }
    const inner = depth < 4 ? dictOf(value) : undefined
    if (inner) yield* flat(inner, locator, depth + 1)
  }
}
