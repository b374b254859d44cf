import { type CodeScan, scanCode } from '../android/code.ts'
import type { Layout } from '../android/layouts.ts'
import type { AndroidPackage } from '../android/package.ts'
import type { Budget } from '../budget.ts'
import { isFramework } from '../catalog/framework.ts'
import { matchClass } from '../catalog/sdks.ts'
import { sensitiveApis } from '../catalog/sensitive-apis.ts'
import { ownCode } from './own-code.ts'
import { searchFiles } from './package-texts.ts'
import { WordingSearch } from './wording.ts'

/** Everything one Android package shows before it is turned into facts. */
export interface PackageScan {
  readonly pkg: AndroidPackage
  readonly code: CodeScan
  readonly layouts: readonly Layout[]
  readonly wording: WordingSearch
  /** Classes the manifest names that no DEX defines: code is packed, loaded later or left out. */
  readonly missing: MissingClasses
  /** Resources and code were read and are the app's own: not finding words there is an indication. */
  readonly textsRead: boolean
  /** Besides, there is no other place in the package where words may stand: not finding them is shown. */
  readonly textsComplete: boolean
}

export interface MissingClasses {
  /** The application, the launcher or a provider: the app cannot start from the code that was read. */
  readonly start: boolean
  /** Besides, more than a quarter of all components. */
  readonly many: boolean
}

/** Frameworks that draw their screens from other files than resources and DEX; their words may be found, never missed. */
const DRAWN_ELSEWHERE =
  /(?:^|\/)(?:libapp\.so|libflutter\.so|libreactnativejni\.so|libreactnative\.so|libil2cpp\.so|libunity\.so|libtuanjie\.so|libmono\S*\.so|libcocos\w*\.so|libUE4\.so|libUnreal\.so|libgodot_android\.so|libjsc\.so|libhermes\w*\.so|libweexcore\.so|libuni-?app\w*\.so|libhippy\w*\.so|libxwalkcore\.so|libv8\w*\.so|libquickjs\w*\.so|libQt[56]\w*\.so|libmonodroid\.so|libxamarin-app\.so|libtbsqimei\.so)$/i

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
  for (const text of code.strings()) wording.look(text, 'classes.dex', true)
  const filesRead = searchFiles(pkg, wording, budget)
  const drawnElsewhere = pkg.nativeLibraries.some((l) => DRAWN_ELSEWHERE.test(l.name))
  const read = pkg.dexEntries.length > 0 && code.complete && !pkg.resources.empty && manifest !== undefined
  const missing = missingClasses(pkg, code)
  const textsRead = read && pkg.packers.length === 0 && !missing.start && !pkg.partial && !drawnElsewhere
  const laterCode = pkg.embeddedCode.length > 0 || code.limits.some((l) => l.kind === 'dynamic-code')
  const textsComplete = textsRead && filesRead && !missing.many && !laterCode
  return { pkg, code, layouts, wording, missing, textsRead, textsComplete }
}

/** What the manifest names and the code does not have. A provider or launcher that does not exist stops the app at once. */
function missingClasses(pkg: AndroidPackage, code: CodeScan): MissingClasses {
  const { manifest } = pkg
  const absent = (name: string | undefined) =>
    name !== undefined &&
    !name.startsWith('android.') &&
    !name.startsWith('com.android.internal.') &&
    !code.defines(name)
  const components = (manifest?.components ?? []).filter((c) => c.enabled && c.kind !== 'activity-alias')
  const gone = components.filter((c) => absent(c.name))
  const start =
    absent(manifest?.application?.name) ||
    absent(manifest?.application?.appComponentFactory) ||
    gone.some((c) => c.kind === 'provider') ||
    (manifest?.launchers ?? []).slice(0, 1).some((l) => absent(l.activity))
  return { start, many: start || (gone.length >= 2 && gone.length * 4 > components.length) }
}
