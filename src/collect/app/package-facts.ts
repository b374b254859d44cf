import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import type { ApiSite, LaunchPath } from '../android/code.ts'
import type { Checkable, Layout } from '../android/layouts.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import { type AndroidPermission, androidPermissions } from '../catalog/permissions.ts'
import { matchComponent, matchLibrary, sdk as sdkById } from '../catalog/sdks.ts'
import type { PolicyScan } from '../policy/scan.ts'
import type { Beside } from './carrier.ts'
import { compareItem, comparePermission } from './compare.ts'
import { ownCode } from './own-code.ts'
import type { PackageScan } from './package-scan.ts'
import { SdkFinds } from './sdk-facts.ts'
import { WORDING } from './wording.ts'
import { recordWording } from './wording-facts.ts'

const permissionByName = new Map(androidPermissions.map((p) => [p.permission, p]))

const STATIC_ONLY: Text = {
  zh: '静态分析看不到反射、原生代码、网页和服务器下发的行为，列表不完整',
  en: 'static analysis does not see reflection, native code, web pages or what a server sends: the list is open',
}
/** Records the facts of a package, compared with the policy and category where they were given. */
export function recordPackage(scan: PackageScan, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const { pkg, code } = scan
  recorder.problem(...pkg.problems, ...code.problems)
  if (pkg.manifest) app.show('targetSdk', pkg.manifest.effectiveTargetSdk, manifestAt(scan, 'uses-sdk'))
  const packers = pkg.packers.filter((p) => p.strength === 'shown')
  if (packers.length > 0) app.show('packed', true)
  else if (scan.missing.start) app.indicate('packed', true, manifestAt(scan, 'application'))
  else if (pkg.packers.length === 0) app.show('packed', false)
  const [certificate] = pkg.signature.certificates
  app.show('certificate', certificate?.sha256, {
    artifact: pkg.artifact,
    locator: certificate?.scheme ?? '',
    method: 'static',
  })
  recordWording(
    {
      artifact: pkg.artifact,
      hits: scan.wording.hits,
      places: 'resources.arsc, res/layout, classes*.dex, assets',
      read: scan.textsRead,
      complete: scan.textsComplete,
    },
    app,
    beside.policy,
  )
  recordBoxes(scan, app, recorder)
  recordPermissions(scan, app, recorder, beside.policy)
  recordSdks(scan, app, recorder, beside.policy)
  recordAccesses(scan, app, recorder)
  recordCollections(scan, app, recorder, beside)
}

const manifestAt = (scan: PackageScan, what: string): Evidence => ({
  artifact: scan.pkg.artifact,
  locator: `AndroidManifest.xml ${what}`,
  method: 'static',
})

/** Check boxes that stand for consent by their own words, or by the nearest words where they have none. */
function recordBoxes(scan: PackageScan, app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'consentBoxes', 'consentBox')
  list.yield(STATIC_ONLY)
  const used = layoutsUsed(scan)
  for (const layout of scan.layouts)
    for (const box of layout.checkables) {
      const text = consentText(box)
      if (text === undefined) continue
      const where: Evidence = {
        artifact: scan.pkg.artifact,
        locator: `${layout.path}:${box.line}`,
        excerpt: `${box.element} checked=${box.checked ?? '?'} “${text.slice(0, 80)}”`,
        method: 'static',
      }
      const row = list.add(recorder.row('consentBox', where.locator)).seen(where)
      row.show('id', where.locator).show('text', text.slice(0, 80))
      // A box no code shows, or a style that a theme may replace, is only likely to be seen ticked.
      if (box.from !== 'style' && !box.hidden && used.has(layout)) row.show('ticked', box.checked, where)
      else row.indicate('ticked', box.checked, where)
    }
}

/** Layouts that code names, and those they include. */
function layoutsUsed(scan: PackageScan): Set<Layout> {
  const ticked = scan.layouts.some((l) => l.checkables.some((box) => box.checked === true))
  const named = ticked ? scan.code.resourcesNamed(scan.layouts.map((l) => l.id).filter((id) => id > 0)) : new Set()
  const used = new Set(scan.layouts.filter((layout) => named.has(layout.id)))
  for (const layout of used)
    for (const other of scan.layouts)
      if (other.name !== undefined && layout.includes.includes(other.name)) used.add(other)
  return used
}

function consentText(box: Checkable): string | undefined {
  const words = (texts: Checkable['texts']) => texts.map((t) => t.zh ?? t.default ?? '').filter((t) => t.trim() !== '')
  const own = words(box.texts)
  const near = own.length > 0 ? own : words(box.nearby).slice(0, 1)
  return near.find((t) => WORDING.consentBox.test(t) && WORDING.consentObject.test(t))
}

function recordPermissions(
  scan: PackageScan,
  app: RowRecorder,
  recorder: Recorder,
  policy: PolicyScan | undefined,
): void {
  const { manifest } = scan.pkg
  const list = recorder.list(app, 'permissions', 'permission')
  if (!manifest) list.open({ zh: '清单文件读不出来', en: 'the manifest could not be read' })
  for (const declared of manifest?.permissions ?? []) {
    const known = permissionByName.get(declared.name)
    const where = manifestAt(scan, declared.name + (declared.implied ? ' (implied)' : ''))
    const row = list.add(recorder.row('permission', declared.name)).seen(where)
    row.show('id', declared.name).show('group', known?.group)
    const personal = known !== undefined && known.level !== 'normal' && known.items.length > 0
    row.show('personal', personal, where)
    if (personal && !usesPermission(scan, known)) row.indicate('used', false, where)
    if (personal && policy) comparePermission(row, [known.zh, ...known.namesZh], policy)
  }
}

/** Whether any code was found that the permission or its data would serve. */
function usesPermission(scan: PackageScan, known: AndroidPermission): boolean {
  if (!scan.textsRead) return true
  const serves = (site: ApiSite) =>
    site.api.permission === known.permission ||
    (site.api.orPermissions ?? []).includes(known.permission) ||
    known.items.some((item) => item === site.api.item || widerItems(site.api.item).includes(item))
  return scan.code.sites.some((site) => site.reached !== 'never' && serves(site))
}

function recordSdks(scan: PackageScan, app: RowRecorder, recorder: Recorder, policy: PolicyScan | undefined): void {
  const found = new SdkFinds()
  const { artifact } = scan.pkg
  for (const component of scan.pkg.manifest?.components ?? [])
    found.add(
      ownCode(scan.pkg, component.name) ? undefined : matchComponent(component.name),
      component.enabled ? 'shown' : undefined,
      { ...manifestAt(scan, `${component.kind} ${component.name}`), excerpt: component.name },
    )
  for (const [id, { classes, reached }] of scan.code.owners) {
    const excerpt = `${classes} 个类${reached ? '，代码可达' : ''}`
    found.add(sdkById(id), reached ? 'shown' : undefined, {
      artifact,
      locator: 'classes.dex',
      excerpt,
      method: 'static',
    })
  }
  for (const library of scan.pkg.nativeLibraries)
    found.add(matchLibrary(library.name), undefined, {
      artifact,
      locator: library.locator,
      excerpt: library.name,
      method: 'static',
    })
  found.record(app, recorder, policy)
}

/** Code of these SDKs is its vendor's; everything else is the app's own doing. */
const sdkName = (id: string | undefined): string | undefined => (id === undefined ? undefined : (sdkById(id)?.zh ?? id))

const GUARD_WORDS: Readonly<Record<string, Text>> = {
  preference: { zh: '读取偏好设置', en: 'reads a preference' },
  method: { zh: '调用判断方法', en: 'asks a method' },
  field: { zh: '读取字段', en: 'reads a field' },
  permission: { zh: '检查权限', en: 'checks a permission' },
}

function pathEvidence(
  scan: PackageScan,
  site: { locator: string; owner: string | undefined },
  path: LaunchPath,
  call: string,
): Evidence {
  const sdk = sdkName(site.owner)
  return {
    artifact: scan.pkg.artifact,
    locator: site.locator,
    excerpt: call,
    method: 'static',
    path: [...path.methods, call],
    ...(path.guards.length > 0 ? { guards: path.guards.map((g) => `${GUARD_WORDS[g.kind]!.zh} ${g.text}`) } : {}),
    ...(sdk === undefined ? {} : { sdk }),
  }
}

const callName = (site: ApiSite): string => {
  const argument = site.argument === undefined ? '' : JSON.stringify(site.argument)
  return `${site.api.class}.${site.called}(${argument})`
}

/**
 * Calls before any interaction. The phase is shown only under the reading of act 3.1: no consent wording anywhere in a
 * package that was read completely, and an unconditional direct path to an identifier by a constant argument.
 */
function recordAccesses(scan: PackageScan, app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'accesses', 'access')
  list.yield(STATIC_ONLY)
  const noConsent = scan.textsComplete && scan.wording.hits.anyConsent === undefined
  for (const [id, site] of earlySites(scan)) {
    const call = callName(site)
    const where = pathEvidence(scan, site, site.launch, call)
    const shown = noConsent && provesEarlyRead(site, site.launch)
    const row = list.add(recorder.row('access', id)).seen(where)
    row.show('id', id).show('api', call).show('item', site.api.item)
    if (shown) row.show('phase', 'before-consent', where)
    else row.indicate('phase', 'before-consent', where)
    const owner = site.owner === undefined ? undefined : sdkById(site.owner)
    if (!owner) continue
    row.show('sdk', owner.zh)
    const sourced =
      owner.collects?.checked !== 'unchecked' &&
      owner.collects?.items.some((i) => i === site.api.item || widerItems(site.api.item).includes(i))
    if (sourced) row.show('toThirdParty', true, where)
    else row.indicate('toThirdParty', true, where)
  }
  for (const request of scan.code.permissionRequests) {
    const personal = (request.permissions ?? []).filter((p) => (permissionByName.get(p)?.items.length ?? 0) > 0)
    if (!request.launch || request.framework || personal.length === 0) continue
    const call = `requestPermissions(${personal.map((p) => p.replace('android.permission.', '')).join(', ')})`
    const where = pathEvidence(scan, request, request.launch, call)
    const row = list.add(recorder.row('access', `request@${request.method}`)).seen(where)
    row.show('id', row.id).show('api', call).indicate('phase', 'before-consent', where)
  }
  recordBundles(scan, app)
}

type EarlySite = ApiSite & { readonly launch: LaunchPath }

/** One place for each API and method that calls it: the one that proves most. */
function earlySites(scan: PackageScan): Map<string, EarlySite> {
  const found = new Map<string, EarlySite>()
  for (const site of scan.code.sites) {
    if (!isEarly(site) || site.framework || site.api.weak === true) continue
    const id = `${site.api.id}@${site.method}`
    const known = found.get(id)
    if (!known || (provesEarlyRead(site, site.launch) && !provesEarlyRead(known, known.launch))) found.set(id, site)
  }
  return found
}

const isEarly = (site: ApiSite): site is EarlySite => site.launch !== undefined

const provesEarlyRead = (site: ApiSite, path: LaunchPath): boolean =>
  path.unconditional &&
  path.direct &&
  path.guards.length === 0 &&
  site.match === 'exact' &&
  !site.reflection &&
  site.api.identifier &&
  site.api.constant !== undefined &&
  site.argument !== undefined &&
  site.api.weak !== true

/** Several permission groups asked at launch, or granted together on installation. */
function recordBundles(scan: PackageScan, app: RowRecorder): void {
  const groups = (names: readonly string[]) =>
    new Set(
      names
        .map((n) => permissionByName.get(n))
        .filter((p): p is AndroidPermission => p?.level === 'dangerous')
        .map((p) => p.group ?? p.permission),
    )
  for (const request of scan.code.permissionRequests) {
    if (!request.launch || groups(request.permissions ?? []).size < 2) continue
    const short = (request.permissions ?? []).map((p) => p.replace('android.permission.', '')).join(', ')
    app.indicate(
      'permissionsTogether',
      true,
      pathEvidence(scan, request, request.launch, `requestPermissions(${short})`),
    )
    return
  }
  const { manifest } = scan.pkg
  const declared = groups((manifest?.permissions ?? []).map((p) => p.name))
  if (manifest && manifest.effectiveTargetSdk < 23 && declared.size >= 2)
    app.indicate('permissionsTogether', true, {
      ...manifestAt(scan, 'uses-sdk'),
      excerpt: `targetSdkVersion=${manifest.effectiveTargetSdk}，${declared.size}组危险权限`,
    })
}

/** Kinds of personal data that reachable code obtains, with permission where one is needed. */
function recordCollections(scan: PackageScan, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const granted = new Set((scan.pkg.manifest?.permissions ?? []).map((p) => p.name))
  const list = recorder.list(app, 'collections', 'collection')
  list.yield(STATIC_ONLY)
  const rows = new Map<string, RowRecorder>()
  for (const site of scan.code.sites) {
    if (site.framework || site.reached === 'never' || site.match !== 'exact') continue
    const needed = site.api.permission
    const allowed = needed === null || granted.has(needed) || (site.api.orPermissions ?? []).some((p) => granted.has(p))
    if (!allowed) continue
    const sdk = sdkName(site.owner)
    const where: Evidence = {
      artifact: scan.pkg.artifact,
      locator: site.locator,
      excerpt: callName(site),
      method: 'static',
      path: [...((site.launch ?? site.later)?.methods ?? [site.method]), callName(site)],
      ...(sdk === undefined ? {} : { sdk }),
    }
    const { item } = site.api
    const known = rows.get(item)
    const row = known ?? list.add(recorder.row('collection', item, site.api.weak ? 'indicated' : 'shown'))
    rows.set(item, row)
    if (!known) {
      row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
      compareItem(row, item, beside.policy, beside.category)
    }
    if (!known || site.owner === undefined) row.seen(where)
    // Code outside the app's own package may be a library no table knows: that it is the app's is only likely.
    if (site.owner !== undefined || site.api.weak === true || site.reflection) continue
    if (ownCode(scan.pkg, site.className)) row.show('byApp', true, where)
    else row.indicate('byApp', true, where)
  }
}

/** What a static reading of this package does not cover, in words. */
export function limitsOf(scan: PackageScan): Text[] {
  const limits: Text[] = [
    {
      zh: '只读取了安装包和所给文件，没有运行App；服务器下发的内容、原生代码和网页中的行为没有检查。',
      en: 'Only the package and the given files were read; the app was not run. Server content, native code and web pages were not examined.',
    },
  ]
  const kinds = new Set(scan.code.limits.map((l) => l.kind))
  if (scan.missing.start && scan.pkg.packers.length === 0)
    limits.push({
      zh: '清单声明的启动组件不在代码中，可能已加固、动态加载或缺少拆分包：没有找到不等于没有。',
      en: 'Components that start the app are not in the code, which may be packed, loaded later or in a missing split: nothing found means nothing.',
    })
  if (scan.pkg.partial)
    limits.push({
      zh: '这是需要拆分包才能运行的主包，拆分包没有提供，其中的文字和代码没有检查。',
      en: 'This base does not run without its splits, which were not supplied; their texts and code were not examined.',
    })
  for (const packer of scan.pkg.packers)
    limits.push({
      zh: `已加固（${packer.name.zh}）：看到的不是真正的代码，没有找到不等于没有。`,
      en: `Packed (${packer.name.en}): the real code was not seen, so nothing found means nothing.`,
    })
  if (scan.pkg.nativeLibraries.length > 0) {
    const names = new Set(scan.pkg.nativeLibraries.map((l) => l.name))
    limits.push({
      zh: `含${names.size}个原生库，未分析其代码。`,
      en: `${names.size} native libraries whose code was not analysed.`,
    })
  }
  if (kinds.has('dynamic-code'))
    limits.push({
      zh: '启动阶段动态加载代码，加载的内容没有检查。',
      en: 'Code is loaded at launch; what is loaded was not examined.',
    })
  if (kinds.has('web-view') || kinds.has('js-bridge'))
    limits.push({
      zh: '启动阶段打开网页，网页中的行为没有检查。',
      en: 'Web pages are opened at launch and were not examined.',
    })
  if (scan.pkg.embeddedCode.length > 0)
    limits.push({
      zh: `包内另有${scan.pkg.embeddedCode.length}个代码文件，没有检查。`,
      en: `${scan.pkg.embeddedCode.length} further code files inside were not examined.`,
    })
  if (!scan.code.complete)
    limits.push({
      zh: '部分代码读不出来，没有找到不等于没有。',
      en: 'Some code could not be read, so nothing found means nothing.',
    })
  return limits
}
