import { type CodeScan, scanCode } from '../android/code.ts'
import type { Layout } from '../android/layouts.ts'
import type { AndroidPackage } from '../android/package.ts'
import type { Budget } from '../budget.ts'
import { isFramework } from '../catalog/framework.ts'
import { matchClass } from '../catalog/sdks.ts'
import { sensitiveApis } from '../catalog/sensitive-apis.ts'
import { ownCode } from './own-code.ts'
import { WordingSearch } from './wording.ts'

/** Everything one Android package shows before it is turned into facts. */
export interface PackageScan {
  readonly pkg: AndroidPackage
  readonly code: CodeScan
  readonly layouts: readonly Layout[]
  readonly wording: WordingSearch
  /** Resources and code were read and are the app's own: not finding words there is an indication. */
  readonly textsRead: boolean
  /** Besides, there is no other place in the package where words may stand: not finding them is shown. */
  readonly textsComplete: boolean
}

/** Text-like assets are searched up to this size each. */
const MAX_ASSET = 512 * 1024
const TEXT_ASSET = /\.(?:html?|js|json|txt|md|xml|properties)$/i
/** Frameworks that draw their screens from other files than resources and DEX. */
const DRAWN_ELSEWHERE =
  /(?:^|\/)(?:libapp\.so|libflutter\.so|libreactnativejni\.so|libil2cpp\.so|libunity\.so|libcocos2d\w*\.so|libjsc\.so|libhermes\.so|libweexcore\.so|libuni-?app\w*\.so)$/i

/** Reads resources, layouts, code and text assets of an opened package. */
export function scanPackage(pkg: AndroidPackage, budget: Budget): PackageScan {
  const layouts = pkg.layouts()
  const manifest = pkg.manifest
  const byName = new Map(layouts.map((l) => [l.name, l]))
  const enabled = (manifest?.components ?? []).filter((c) => c.enabled && c.kind !== 'activity-alias')
  const code = scanCode(
    {
      artifact: pkg.artifact,
      dex: pkg.dexEntries.flatMap((entry, i) => {
        const bytes = pkg.readDex(i)
        return bytes ? [{ name: entry.locator, bytes }] : []
      }),
      roots: {
        appComponentFactory: manifest?.application?.appComponentFactory,
        application: manifest?.application?.name,
        providers: enabled
          .filter((c) => c.kind === 'provider')
          .sort((a, b) => b.initOrder - a.initOrder)
          .map((c) => c.name),
        initializers: manifest?.startupInitializers ?? [],
        // Of several icons the system opens the first; the others are entry points of their own, not the app's launch.
        launchers: (manifest?.launchers ?? []).slice(0, 1).map((l) => l.activity),
        components: enabled.map((c) => ({
          kind: c.kind as 'activity' | 'service' | 'receiver' | 'provider',
          name: c.name,
          actions: c.filters.flatMap((f) => f.actions),
        })),
        clickHandlers: [...new Set(layouts.flatMap((l) => l.onClick))],
      },
      apis: sensitiveApis,
      owners: (className) => (ownCode(pkg, className) ? undefined : matchClass(className)?.id),
      framework: isFramework,
      layout: (id) => {
        const layout = byName.get(pkg.resources.name(id))
        return layout && { views: layout.customViews }
      },
    },
    budget,
  )
  const wording = new WordingSearch()
  for (const { text, name } of pkg.resources.strings()) wording.look(text, `resources.arsc ${name}`)
  for (const layout of layouts)
    for (const text of layout.texts)
      for (const shown of [text.default, text.zh])
        if (shown !== undefined) wording.look(shown, `${layout.path}:${text.line}`)
  for (const text of code.strings()) wording.look(text, 'classes.dex')
  const assetsRead = searchAssets(pkg, wording)
  const hidden = pkg.nativeLibraries.some((l) => DRAWN_ELSEWHERE.test(l.name)) || pkg.embeddedCode.length > 0
  const read = pkg.dexEntries.length > 0 && code.complete && !pkg.resources.empty && manifest !== undefined
  const textsRead = read && pkg.packers.length === 0
  return { pkg, code, layouts, wording, textsRead, textsComplete: textsRead && assetsRead && !hidden }
}

/** Searches text assets; false where one was too large or could not be read. */
function searchAssets(pkg: AndroidPackage, wording: WordingSearch): boolean {
  let complete = true
  for (const part of [pkg.base, ...pkg.splits])
    for (const entry of part.zip.entries) {
      if (!entry.name.startsWith('assets/') || !TEXT_ASSET.test(entry.name)) continue
      const bytes = entry.size > MAX_ASSET ? undefined : part.zip.read(entry, MAX_ASSET)
      if (bytes === undefined) {
        complete = false
        continue
      }
      // Long texts are looked at in overlapping pieces, so that the search stays linear.
      const text = bytes.toString('utf8')
      for (let at = 0; at < text.length; at += 8_000) wording.look(text.slice(at, at + 8_400), entry.name)
    }
  return complete
}
