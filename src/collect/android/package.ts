import { basename } from 'node:path'
import type { Problem } from '../../facts/problem.ts'
import type { Text } from '../../law/text.ts'
import { ProblemLog } from '../archive/problem-log.ts'
import { type ByteSource, fileSource } from '../archive/source.ts'
import { openZip, type Zip, type ZipEntry } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import { findParts, otherLanguage, type Part } from './bundle.ts'
import { type Layout, readLayouts } from './layouts.ts'
import { type AndroidManifest, readManifest } from './manifest.ts'
import { detectPackers, type Packer } from './packer.ts'
import { Resources } from './resources.ts'
import { readSignature, type Signature } from './signature.ts'

/** One APK of the package: the base, or a split. */
export interface ApkPart extends Part {
  /** Read with the resources of the whole package for the base, without resources for splits. */
  readonly manifest: AndroidManifest | undefined
}

export interface NativeLibrary {
  readonly abi: string
  /** `libweibosdkcore.so` */
  readonly name: string
  /** Place: part and entry. */
  readonly locator: string
  readonly size: number
}

export interface DexEntry {
  /** Place: part and entry, `classes2.dex` or `split.apk!/classes.dex`. */
  readonly locator: string
  readonly part: ApkPart
  readonly entry: ZipEntry
  /** Size as stated. */
  readonly size: number
}

export interface UnreadableAndroid {
  readonly kind: 'unreadable'
  /** The first says what is wrong with the file as a whole. */
  readonly problems: readonly Problem[]
}

export interface AndroidPackage {
  readonly kind: 'apk' | 'xapk' | 'apks'
  /** File name, as used in problems and evidence. */
  readonly artifact: string
  readonly base: ApkPart
  readonly splits: readonly ApkPart[]
  /** Manifest of the base; undefined with a problem when it cannot be read. */
  readonly manifest: AndroidManifest | undefined
  readonly resources: Resources
  readonly nativeLibraries: readonly NativeLibrary[]
  /** The files Android loads, in its order: `classes.dex`, `classes2.dex` … of the base, then of the splits. */
  readonly dexEntries: readonly DexEntry[]
  /** Places of other DEX files and of JAR and APK files inside; code may load them. */
  readonly embeddedCode: readonly string[]
  /** The manifest says that it needs splits and none is here: strings, code or screens are elsewhere. */
  readonly partial: boolean
  /** Names below `assets/`, of all parts. */
  readonly assetNames: readonly string[]
  readonly signature: Signature
  readonly packers: readonly Packer[]
  /** A DEX file stands in front of the ZIP (CVE-2017-13156): old systems run that instead. */
  readonly leadingDex: boolean
  /** Everything met so far; grows while parts are read. */
  readonly problems: readonly Problem[]
  /** The bytes of a DEX file; `undefined` with a problem. */
  readDex(index: number): Buffer | undefined
  /** Reads all layouts of all parts; not kept. */
  layouts(): Layout[]
  /** Closes the file. */
  close(): void
}

const MAX_MANIFEST = 16 << 20
const MAX_TABLE = 256 << 20
const LIBRARY = /^lib\/([^/]+)\/([^/]+\.so)$/
const CODE = /\.(?:dex|jar|apk)$/i

/**
 * Opens an APK, XAPK or APKS by its content, whatever its name. Only directories, manifests and resource tables are
 * read; DEX files and layouts when asked for. Bad content gives problems, never an exception.
 */
export function openAndroid(path: string, budget: Budget): AndroidPackage | UnreadableAndroid {
  const log = new ProblemLog(basename(path))
  let source: ByteSource
  try {
    source = fileSource(path)
  } catch (error) {
    log.add('file.unreadable', '', unopened((error as NodeJS.ErrnoException).code ?? ''))
    return { kind: 'unreadable', problems: log.problems }
  }
  let opened: AndroidPackage | undefined
  try {
    opened = openSource(source, budget, log)
  } finally {
    if (opened === undefined) source.close()
  }
  return opened ?? { kind: 'unreadable', problems: log.problems }
}

function openSource(source: ByteSource, budget: Budget, log: ProblemLog): AndroidPackage | undefined {
  const zip = openZip(source, budget, { log })
  if (!zip.found) {
    log.add('android.not-a-zip', '', notZip(source))
    return undefined
  }
  const bundle = findParts(zip, budget, log)
  if (bundle === undefined) return undefined
  const resources = new Resources(budget, log)
  for (const part of [bundle.base, ...bundle.splits]) if (!otherLanguage(part)) addTable(part.zip, resources)
  const base: ApkPart = { ...bundle.base, manifest: readBase(bundle.base.zip, resources, budget, log) }
  if (
    base.manifest === undefined &&
    base.zip.get('classes.dex') === undefined &&
    base.zip.get('resources.arsc') === undefined
  )
    return undefined
  const leadingDex = base.zip.source.read(0, 4).toString('latin1') === 'dex\n'
  if (leadingDex) log.add('apk.leading-dex', '', LEADING_DEX)
  return build(bundle.kind, base, bundle.splits, resources, leadingDex, budget, log, source)
}

function build(
  kind: AndroidPackage['kind'],
  base: ApkPart,
  splits: readonly ApkPart[],
  resources: Resources,
  leadingDex: boolean,
  budget: Budget,
  log: ProblemLog,
  source: ByteSource,
): AndroidPackage {
  const parts = [base, ...splits]
  const dexEntries = parts.flatMap(loadedDex)
  const loaded = new Set(dexEntries.map(({ entry }) => entry))
  const nativeLibraries: NativeLibrary[] = []
  const assetNames: string[] = []
  const embeddedCode: string[] = []
  for (const { zip } of parts)
    for (const entry of zip.entries) {
      const { name } = entry
      if (name.startsWith('assets/') && !name.endsWith('/')) assetNames.push(name)
      const library = LIBRARY.exec(name)
      if (library !== null)
        nativeLibraries.push({ abi: library[1]!, name: library[2]!, locator: zip.locator(entry), size: entry.size })
      if (CODE.test(name) && !loaded.has(entry)) embeddedCode.push(zip.locator(entry))
    }
  return {
    kind,
    artifact: log.artifact,
    base,
    splits,
    manifest: base.manifest,
    resources,
    nativeLibraries,
    dexEntries,
    embeddedCode,
    partial: splits.length === 0 && base.manifest?.splitsRequired === true,
    assetNames,
    signature: readSignature(base.zip),
    packers: detectPackers({ classes: classesOf(base.manifest), entries: entryNames(parts) }),
    leadingDex,
    get problems() {
      return log.problems
    },
    readDex(index) {
      const dex = dexEntries[index]
      return dex?.part.zip.read(dex.entry)
    },
    layouts() {
      return parts.flatMap((part) => readLayouts(part.zip, resources, budget))
    },
    close() {
      source.close()
    },
  }
}

/** `classes.dex`, then `classes2.dex` and so on until one is missing, as the runtime does. */
function loadedDex(part: ApkPart): DexEntry[] {
  const list: DexEntry[] = []
  for (let number = 1; ; number++) {
    const entry = part.zip.get(number === 1 ? 'classes.dex' : `classes${number}.dex`)
    if (entry === undefined) return list
    list.push({ locator: part.zip.locator(entry), part, entry, size: entry.size })
  }
}

function readBase(zip: Zip, resources: Resources, budget: Budget, log: ProblemLog): AndroidManifest | undefined {
  const entry = zip.get('AndroidManifest.xml')
  const bytes = entry === undefined ? undefined : zip.read(entry, MAX_MANIFEST)
  return bytes === undefined ? undefined : readManifest(bytes, resources, budget, log, zip.locator(entry!))
}

function addTable(zip: Zip, resources: Resources): void {
  const entry = zip.get('resources.arsc')
  const bytes = entry === undefined ? undefined : zip.read(entry, MAX_TABLE)
  if (bytes !== undefined) resources.add(bytes, zip.locator(entry!))
}

function classesOf(manifest: AndroidManifest | undefined): string[] {
  if (manifest === undefined) return []
  const { application } = manifest
  const own = [application?.name, application?.appComponentFactory, application?.zygotePreloadName]
  return [...own.filter((name) => name !== undefined), ...manifest.components.map(({ name }) => name)]
}

function* entryNames(parts: readonly ApkPart[]): Generator<string> {
  for (const { zip } of parts) for (const { name } of zip.entries) yield name
}

const LEADING_DEX: Text = {
  zh: '压缩包前面另有一个 DEX 文件(Janus 漏洞,CVE-2017-13156):旧版系统会执行它,而不是包内的 classes.dex;该文件未分析。',
  en: 'A DEX file stands in front of the archive (Janus, CVE-2017-13156): old systems run it instead of classes.dex. It was not analysed.',
}

function unopened(code: string): Text {
  if (code === 'ENOENT') return { zh: '文件不存在,请检查路径。', en: 'There is no such file; check the path.' }
  if (code === 'EISDIR')
    return {
      zh: '这是文件夹或特殊文件,请给出安装包文件。',
      en: 'This is a folder or a special file; give a package file.',
    }
  if (code === 'EACCES' || code === 'EPERM')
    return { zh: '没有读取该文件的权限。', en: 'There is no permission to read the file.' }
  return { zh: `文件无法打开(${code})。`, en: `The file cannot be opened (${code}).` }
}

function notZip(source: ByteSource): Text {
  if (source.size === 0) return { zh: '文件是空的。', en: 'The file is empty.' }
  return source.read(0, 4).toString('latin1') === 'PK\x03\x04'
    ? {
        zh: '文件以 ZIP 开头但没有中央目录,多半未下载完整,请重新获取。',
        en: 'The file begins as a ZIP but has no central directory; it was probably not downloaded in full. Fetch it again.',
      }
    : { zh: '不是安卓安装包:文件不是 ZIP 格式。', en: 'Not an Android package: the file is not a ZIP archive.' }
}
