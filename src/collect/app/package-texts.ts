import { isUtf8 } from 'node:buffer'
import type { AndroidPackage } from '../android/package.ts'
import type { Zip, ZipEntry } from '../archive/zip.ts'
import { type Budget, BudgetError } from '../budget.ts'
import { textRuns } from './text-runs.ts'
import type { WordingSearch } from './wording.ts'

/** One file is searched up to this size, all files together up to that one. */
const MAX_FILE = 32 << 20
const MAX_ALL = 48 << 20
/** Files of unknown kinds: words stand in small ones. */
const MAX_UNKNOWN = 2 << 20
/** Folders whose files code may show or load: everything but code, resources and signatures. */
const FOLDERS = /^(?:assets|res\/raw[^/]*|res\/xml[^/]*)\//
const OUTSIDE = /^(?:res|lib|META-INF|kotlin|r|R)\/|\.(?:dex|arsc|kotlin_builtins|kotlin_module|properties|version)$/i
const TEXT = /\.(?:html?|xhtml|js|mjs|json|txt|md|xml|properties|ya?ml|csv|strings|css|wxml|wxss|vue|lua|ini|cfg)$/i
/** Holds no words that could be searched for, or only a font's or a picture's own. */
const NO_WORDS =
  /\.(?:png|jpe?g|webp|gif|bmp|ico|heic|avif|svga?|ttf|otf|ttc|woff2?|eot|mp3|ogg|wav|aac|m4a|amr|mid|flac|opus|mp4|webm|mov|3gp|pag|tflite|onnx|glsl|vert|frag|prof|profm|pem|crt|cer|bks|p12)$/i
/** Compiled screens of frameworks that do not draw from resources: Dart, Hermes, IL2CPP metadata, JavaScript bundles. */
const SCREENS =
  /(?:^|\/)(?:libapp\.so|index\.android\.bundle|[\w.-]+\.(?:bundle|jsbundle|hbc|jsc|wgt|lua|luac)|global-metadata\.dat|kernel_blob\.bin)$/i

/**
 * Searches what stands outside resources and DEX for words: text files, compiled screens, files of unknown kinds. False
 * where something was too large, could not be read, or may hold words that no search finds (archives, ciphertext).
 */
export function searchFiles(pkg: AndroidPackage, wording: WordingSearch, budget: Budget): boolean {
  try {
    return searchAll(pkg, wording, budget)
  } catch (error) {
    if (error instanceof BudgetError) return false
    throw error
  }
}

function searchAll(pkg: AndroidPackage, wording: WordingSearch, budget: Budget): boolean {
  let complete = true
  let left = MAX_ALL
  const libraries = new Set<string>()
  for (const { zip } of [pkg.base, ...pkg.splits])
    for (const entry of zip.entries) {
      if (entry.name.endsWith('/') || !wanted(entry.name) || NO_WORDS.test(entry.name)) continue
      if (isSecondAbi(entry.name, libraries)) continue
      const most = TEXT.test(entry.name) || SCREENS.test(entry.name) ? MAX_FILE : MAX_UNKNOWN
      const bytes = entry.size > Math.min(most, left) ? undefined : zip.read(entry, MAX_FILE)
      if (bytes === undefined) {
        complete = false
        continue
      }
      left -= bytes.length
      budget.steps(bytes.length >> 3)
      if (!searchFile(zip, entry, bytes, wording)) complete = false
    }
  return complete
}

/** The same library for another processor holds the same words. */
function isSecondAbi(entry: string, seen: Set<string>): boolean {
  const name = /^lib\/[^/]+\/([^/]+)$/.exec(entry)?.[1]
  if (name === undefined) return false
  if (seen.has(name)) return true
  seen.add(name)
  return false
}

const wanted = (name: string): boolean => SCREENS.test(name) || FOLDERS.test(name) || !OUTSIDE.test(name)

/** True when all words the file can hold were looked at. */
function searchFile(zip: Zip, entry: ZipEntry, bytes: Buffer, wording: WordingSearch): boolean {
  const where = zip.locator(entry)
  if (TEXT.test(entry.name) && (isUtf8(bytes) || bytes.length === 0)) {
    wording.look(unescaped(bytes.toString('utf8')), where)
    return true
  }
  if (TEXT.test(entry.name)) wording.look(new TextDecoder('gb18030').decode(bytes), where)
  if (isCompressed(bytes)) return false
  for (const run of textRuns(bytes)) wording.look(unescaped(run), where)
  return TEXT.test(entry.name) || isPlain(bytes)
}

/** ZIP and gzip: their words stand compressed, and what looks like a word is chance. */
const isCompressed = (bytes: Buffer): boolean =>
  bytes.length > 4 && (bytes.readUInt32BE(0) === 0x504b0304 || bytes.readUInt16BE(0) === 0x1f8b)

const isPlain = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes(0)

/** `\u9690\u79c1` and `&#38544;&#31169;` as the words they stand for. */
function unescaped(text: string): string {
  if (!text.includes('\\u') && !text.includes('&#')) return text
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(x[0-9a-f]{1,5}|\d{1,6});/gi, (all, code: string) => {
      const point = code[0] === 'x' || code[0] === 'X' ? Number.parseInt(code.slice(1), 16) : Number(code)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all
    })
}
