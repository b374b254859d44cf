import type { ProblemLog } from '../archive/problem-log.ts'
import type { Zip, ZipEntry } from '../archive/zip.ts'
import type { Budget } from '../budget.ts'
import { type AndroidManifest, readManifest } from './manifest.ts'
import { Resources } from './resources.ts'

/** One APK of a package. */
export interface Part {
  /** Name of its file in the container, empty for a plain APK. */
  readonly file: string
  readonly zip: Zip
  /** As read without resources. */
  readonly manifest: AndroidManifest | undefined
}

export interface Bundle {
  readonly kind: 'apk' | 'xapk' | 'apks'
  readonly base: Part
  readonly splits: readonly Part[]
}

interface Candidates {
  readonly kind: 'xapk' | 'apks'
  readonly files: readonly ZipEntry[]
  /** File the container names as the base. */
  readonly base: string | undefined
  /** Package the container is for. */
  readonly owner: string | undefined
}

/** Inner APKs that are opened, and the largest one that is inflated into memory. */
const MAX_APKS = 300
const MAX_APK = 512 << 20
const MAX_JSON = 4 << 20
const MAX_MANIFEST = 16 << 20

/** Finds the base and the splits: the archive itself, or APKs inside it. `undefined` with a problem when there are none. */
export function findParts(zip: Zip, budget: Budget, log: ProblemLog): Bundle | undefined {
  if (zip.get('AndroidManifest.xml') !== undefined) {
    return { kind: 'apk', base: { file: '', zip, manifest: undefined }, splits: [] }
  }
  const apks = zip.entries.filter(({ name }) => /\.apk$/i.test(name))
  if (apks.length === 0) {
    if (zip.get('base/manifest/AndroidManifest.xml') !== undefined)
      log.add('android.app-bundle', '', {
        zh: '这是 AAB 发布包,请用 bundletool 生成 APKS 后再检查。',
        en: 'This is an app bundle (AAB); build an APKS from it with bundletool first.',
      })
    else
      log.add('android.no-manifest', '', {
        zh: '不是安卓安装包:压缩包内没有 AndroidManifest.xml,也没有 APK。',
        en: 'Not an Android package: the archive holds no AndroidManifest.xml and no APK.',
      })
    return undefined
  }
  const candidates = choose(zip, apks)
  const parts = openAll(zip, candidates.files, budget, log)
  const base = chooseBase(parts, candidates)
  if (base === undefined) {
    log.add('android.no-base', '', {
      zh: '容器里的 APK 都读不到清单,或都只是拆分包,缺少主包。',
      en: 'No APK in the container has a readable manifest, or all are splits and the base is missing.',
    })
    return undefined
  }
  return { kind: candidates.kind, base, splits: splitsOf(parts, base, log) }
}

/** A configuration split for a language other than Chinese; its texts are never asked for. */
export function otherLanguage(part: Part): boolean {
  const name = part.manifest?.split
  if (name === undefined || part.manifest?.isFeatureSplit === true) return false
  const config = /(?:^|\.)config\.([a-z]{2,3})(?:_[A-Za-z]+)*$/.exec(name)?.[1]
  return config !== undefined && config !== 'zh'
}

function choose(zip: Zip, apks: readonly ZipEntry[]): Candidates {
  const stated = readJson(zip)
  if (stated !== undefined) {
    const named = apks.filter(({ name }) => stated.files.includes(name))
    return { kind: 'xapk', files: named.length > 0 ? named : apks, base: stated.base, owner: stated.owner }
  }
  // bundletool: splits/ for Android 5 and later, standalones/ for older systems, universal.apk for all.
  const splits = apks.filter(({ name }) => name.startsWith('splits/'))
  if (splits.length > 0) return { kind: 'apks', files: splits, base: 'splits/base-master.apk', owner: undefined }
  const whole =
    apks.find(({ name }) => name === 'universal.apk') ?? apks.find(({ name }) => name.startsWith('standalones/'))
  if (whole !== undefined) return { kind: 'apks', files: [whole], base: whole.name, owner: undefined }
  return { kind: 'apks', files: apks, base: 'base.apk', owner: undefined }
}

/** What an XAPK's `manifest.json` says. */
function readJson(zip: Zip): { owner: string | undefined; base: string | undefined; files: string[] } | undefined {
  const entry = zip.get('manifest.json')
  const bytes = entry === undefined ? undefined : zip.read(entry, MAX_JSON)
  if (bytes === undefined) return undefined
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null) return undefined
  const { package_name: owner, split_apks: list } = json as Record<string, unknown>
  if (typeof owner !== 'string') return undefined
  const files: string[] = []
  let base: string | undefined
  for (const item of Array.isArray(list) ? list : []) {
    const { file, id } = (item ?? {}) as Record<string, unknown>
    if (typeof file !== 'string') continue
    files.push(file)
    if (id === 'base') base ??= file
  }
  return { owner, base: base ?? `${owner}.apk`, files }
}

function openAll(zip: Zip, files: readonly ZipEntry[], budget: Budget, log: ProblemLog): Part[] {
  if (files.length > MAX_APKS)
    log.add('android.too-many-apks', '', {
      zh: `容器内有 ${files.length} 个 APK,只读前 ${MAX_APKS} 个。`,
      en: `The container holds ${files.length} APKs; only the first ${MAX_APKS} are read.`,
    })
  const parts: Part[] = []
  const none = new Resources(budget, log)
  for (const file of files.slice(0, MAX_APKS)) {
    const inner = zip.open(file, MAX_APK)
    if (inner === undefined) continue
    const entry = inner.get('AndroidManifest.xml')
    const bytes = entry === undefined ? undefined : inner.read(entry, MAX_MANIFEST)
    const manifest = bytes === undefined ? undefined : readManifest(bytes, none, budget, log, inner.locator(entry!))
    if (manifest === undefined)
      log.add('android.bad-apk', zip.locator(file), {
        zh: '容器内的这个 APK 没有可读的清单,未读。',
        en: 'This APK inside the container has no readable manifest; it was not read.',
      })
    else parts.push({ file: file.name, zip: inner, manifest })
  }
  return parts
}

function chooseBase(parts: readonly Part[], candidates: Candidates): Part | undefined {
  const bases = parts.filter(({ manifest }) => manifest?.split === undefined)
  return (
    bases.find(({ file }) => file === candidates.base) ??
    bases.find(({ manifest }) => manifest?.package === candidates.owner) ??
    bases[0]
  )
}

/** The splits of the base's package, each name once: a container may hold variants for several systems. */
function splitsOf(parts: readonly Part[], base: Part, log: ProblemLog): Part[] {
  const seen = new Set<string>()
  const splits: Part[] = []
  for (const part of parts) {
    if (part === base) continue
    const { manifest } = part
    const own = manifest?.package === base.manifest?.package
    if (own && manifest?.split !== undefined && !seen.has(manifest.split)) {
      seen.add(manifest.split)
      splits.push(part)
    } else if (!own)
      log.add('android.other-apk', part.file, {
        zh: `容器内另有应用 ${manifest?.package ?? ''} 的 APK,不属于本应用,未读。`,
        en: `The container also holds an APK of ${manifest?.package ?? ''}, which is another app; it was not read.`,
      })
  }
  return splits
}
