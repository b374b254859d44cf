import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { dataItem } from '../catalog/data-items.ts'
import { itemOfPrivacyType, possibleOnIos } from '../catalog/device-apis.ts'
import { type IosUsage, iosUsage } from '../catalog/permissions.ts'
import { matchFramework, matchObjcClass, type Sdk } from '../catalog/sdks.ts'
import type { IosBundle, IosPackage } from '../ios/package.ts'
import { shownText, type Usage } from '../ios/usage.ts'
import type { Beside } from './carrier.ts'
import { compareItem, comparePermission } from './compare.ts'
import { type IosCode, iosCode } from './ios-code.ts'
import { purposeOf } from './purpose-text.ts'
import { SdkFinds } from './sdk-facts.ts'
import { WordingSearch } from './wording.ts'
import { recordWording } from './wording-facts.ts'

const STATIC_ONLY: Text = {
  zh: '静态读取看不到代码是否运行，也看不到网页和服务器下发的行为，列表不完整',
  en: 'static reading does not see whether code runs, nor web pages or what a server sends: the list is open',
}

/** Records the facts of an iOS package; returns what was not examined. */
export function recordIos(pkg: IosPackage, app: RowRecorder, recorder: Recorder, beside: Beside): readonly Text[] {
  const code = iosCode(pkg)
  const own = new WordingSearch()
  const theirs = new WordingSearch()
  for (const { text, locator } of pkg.texts()) own.look(text, locator)
  for (const part of [pkg.app, ...pkg.parts])
    for (const text of part.code?.strings() ?? [])
      (matchFramework(part.name) ? theirs : own).look(text, part.binary ?? part.path)
  // Words of an SDK are not the app's, but they may stand on its screens: they count against saying that there are none.
  const { anyConsent, anyChannel } = { ...theirs.hits, ...own.hits }
  // Short Swift strings stand inside instructions, so that words not found may still be there.
  const read = code.complete && !code.swift && !code.drawn && pkg.textsComplete()
  recordWording(
    {
      artifact: pkg.artifact,
      hits: { ...own.hits, ...(anyConsent && { anyConsent }), ...(anyChannel && { anyChannel }) },
      places: '*.strings, *.nib, 可执行文件, 资源文件',
      read,
      complete: read && pkg.onlyKnownFiles,
    },
    app,
    beside.policy,
  )
  recorder.problem(...pkg.problems)
  recorder.list(app, 'consentBoxes', 'consentBox').yield(STATIC_ONLY)
  recordUsages(pkg, code, app, recorder, beside)
  recordFrameworks(pkg, code, app, recorder, beside)
  recordEarly(pkg, app, recorder)
  recordData(pkg, code, app, recorder, beside)
  return limitsOf(pkg, code)
}

const at = (pkg: IosPackage, locator: string, excerpt?: string): Evidence => ({
  artifact: pkg.artifact,
  locator,
  ...(excerpt === undefined ? {} : { excerpt: excerpt.slice(0, 120) }),
  method: 'static',
})

/** The permissions the package declares a text for, and those it asks for without one. */
function recordUsages(pkg: IosPackage, code: IosCode, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const list = recorder.list(app, 'permissions', 'permission')
  const declared = new Set(pkg.usages.map((u) => u.key))
  for (const usage of pkg.usages) {
    const known = iosUsage(usage.key)
    const where = at(pkg, `${pkg.infoPlace} ${usage.key}`)
    const row = list.add(recorder.row('permission', usage.key)).seen(where)
    row.show('id', usage.key).show('group', known?.zh)
    const personal = known !== undefined && known.items.length > 0
    row.show('personal', personal, where)
    if (!personal) continue
    const served = known && isUsed(usage.key, known, code)
    if (served === false) row.indicate('used', false, where)
    const unsure = replaced(known, declared) || served === false || !pkg.usagesRead || !usage.plain
    recordPurpose(pkg, usage, known, unsure, row)
    if (beside.policy) comparePermission(row, [known.zh, ...known.namesZh], beside.policy)
  }
  for (const use of code.uses) {
    const [key] = use.api.usage ?? []
    const known = key === undefined ? undefined : iosUsage(key)
    if (!use.asks || known === undefined || known.items.length === 0) continue
    if (
      (use.api.usage ?? []).some((k) => declared.has(k) || (iosUsage(k)?.replacedBy ?? []).some((r) => declared.has(r)))
    )
      continue
    // The system shows a request only with a text: code of an SDK that may never run proves nothing.
    const where = at(pkg, use.locator, use.call)
    const row = list.add(recorder.row('permission', known.key, use.own ? 'shown' : 'indicated')).seen(where)
    row.show('id', known.key).show('group', known.zh).show('personal', true, where)
    const missing = at(pkg, pkg.infoPlace, `没有 ${known.key}`)
    if (use.own) row.show('purposeTold', false, missing, where)
    else row.indicate('purposeTold', false, missing, where)
  }
}

/** A key of older systems that stands beside the one in use today. */
const replaced = (known: IosUsage, declared: ReadonlySet<string>): boolean =>
  (known.replacedBy ?? []).some((key) => declared.has(key))

/** Whether any code was found that the permission serves; undefined where not all code could be read. */
function isUsed(key: string, known: IosUsage, code: IosCode): boolean | undefined {
  const serves = code.uses.some(
    ({ api }) => (api.usage ?? []).includes(key) || (api.item !== undefined && known.items.includes(api.item)),
  )
  return serves ? true : code.complete && !code.drawn && TOLD_BY_CODE.has(key) ? false : undefined
}

/** Keys whose use cannot be missed: every interface they stand for is in the table. */
const TOLD_BY_CODE = new Set([
  'NSLocationWhenInUseUsageDescription',
  'NSLocationAlwaysAndWhenInUseUsageDescription',
  'NSLocationAlwaysUsageDescription',
  'NSContactsUsageDescription',
  'NSCalendarsUsageDescription',
  'NSCalendarsFullAccessUsageDescription',
  'NSHealthShareUsageDescription',
  'NSBluetoothAlwaysUsageDescription',
  'NSSpeechRecognitionUsageDescription',
  'NSHomeKitUsageDescription',
])

function recordPurpose(pkg: IosPackage, usage: Usage, known: IosUsage, unsure: boolean, row: RowRecorder): void {
  const shown = shownText(usage)
  const where = at(pkg, shown.locator, shown.text === '' ? '（空）' : shown.text)
  const names = [known.zh, known.en, known.key, ...known.namesZh]
  switch (purposeOf(shown.text, names)) {
    case 'none':
      if (unsure) row.indicate('purposeTold', false, where)
      else row.show('purposeTold', false, where)
      break
    case 'stated':
      row.show('purposeTold', true, where)
      break
    case 'vague':
    case 'foreign':
      row.indicate('purposeUnclear', true, where)
      break
    case 'unclear':
      break
  }
}

function recordFrameworks(pkg: IosPackage, code: IosCode, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const found = new SdkFinds(possibleOnIos)
  const imports = new Set(pkg.app.code?.imports)
  for (const part of pkg.parts) {
    const sdk = matchFramework(part.name)
    const called = part.code?.exports.find((name) => imports.has(name))
    const where = at(pkg, part.path, called === undefined ? part.name : `${part.name} ← ${called}`)
    found.add(sdk, called !== undefined ? 'shown' : part.kind === 'resources' ? undefined : 'indicated', where)
    const [collected] = part.manifest?.collected ?? []
    if (collected) found.declares(sdk, at(pkg, part.manifest!.locator, collected.type))
  }
  for (const [part, classes] of code.linked)
    for (const name of classes) found.add(matchObjcClass(name), 'indicated', at(pkg, part.binary ?? part.path, name))
  for (const { sdk, where } of launched(pkg)) found.add(sdk, 'shown', where)
  found.record(app, recorder, beside.policy)
}

/** SDKs whose classes the app delegate, a class of the app itself, refers to when the app has launched. */
function launched(pkg: IosPackage): { readonly sdk: Sdk; readonly where: Evidence }[] {
  return (pkg.app.code?.launch ?? []).flatMap(({ className, path }) => {
    const sdk = matchObjcClass(className)
    const delegate = /^-\[(\S+) /.exec(path[0] ?? '')?.[1] ?? ''
    if (!sdk || matchObjcClass(delegate)) return []
    const where = { ...at(pkg, pkg.app.binary ?? '', className), path: [...path, className], sdk: sdk.zh }
    return [{ sdk, where }]
  })
}

/** Code of SDKs that runs when it is loaded, or that the app delegate starts: a lead for collection before consent. */
function recordEarly(pkg: IosPackage, app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'accesses', 'access')
  list.yield(STATIC_ONLY)
  const add = (sdk: Sdk, call: string, where: Evidence) => {
    if (!sdk.collects?.items.some(possibleOnIos)) return
    const row = list.add(recorder.row('access', call, 'indicated')).seen(where)
    row.show('id', call).show('api', call).show('sdk', sdk.zh)
    row.indicate('phase', 'before-consent', where).indicate('toThirdParty', true, where)
  }
  for (const part of [pkg.app, ...pkg.parts])
    for (const name of part.code?.loading ?? []) {
      const sdk = matchObjcClass(name)
      const call = `+[${name} load]`
      if (sdk) add(sdk, call, { ...at(pkg, part.binary ?? part.path, call), path: [call], sdk: sdk.zh })
    }
  for (const { sdk, where } of launched(pkg)) add(sdk, where.path!.join(' → '), where)
}

/** Kinds of data the app's own privacy manifest declares, and those its code can read. */
function recordData(pkg: IosPackage, code: IosCode, app: RowRecorder, recorder: Recorder, beside: Beside): void {
  const list = recorder.list(app, 'collections', 'collection')
  list.yield(STATIC_ONLY)
  const declared = new Set(pkg.usages.map((u) => u.key))
  const rows = new Map<string, RowRecorder>()
  const rowOf = (item: string, shown: boolean): RowRecorder => {
    const known = rows.get(item)
    if (known) return known
    const row = list.add(recorder.row('collection', item, shown ? 'shown' : 'indicated'))
    rows.set(item, row)
    row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
    compareItem(row, item, beside.policy, beside.category)
    return row
  }
  const declare = (part: IosBundle, own: boolean) => {
    for (const { type } of part.manifest?.collected ?? []) {
      const item = itemOfPrivacyType(type)
      if (item === undefined) continue
      const where = at(pkg, part.manifest!.locator, type)
      const row = rowOf(item, true).seen(where)
      // The app's own manifest states what its own code collects; each SDK brings its own.
      if (own) row.show('byApp', true, where)
    }
  }
  declare(pkg.app, true)
  for (const part of pkg.parts) declare(part, false)
  for (const use of code.uses) {
    const { item, usage, weak } = use.api
    if (item === undefined) continue
    if (usage !== undefined && !usage.some((key) => declared.has(key))) continue
    const row = rowOf(item, false).seen(at(pkg, use.locator, use.call))
    if (use.own && weak !== true) row.indicate('byApp', true, at(pkg, use.locator, use.call))
  }
}

function limitsOf(pkg: IosPackage, code: IosCode): Text[] {
  const limits: Text[] = [
    {
      zh: '只读取了安装包和所给文件，没有运行App；代码只看符号、类名、选择子和文字，除启动方法外没有分析指令。',
      en: 'Only the package and the given files were read; the app was not run. Of code, symbols, class names, selectors and texts were read, and of instructions only those of the launch method.',
    },
  ]
  if (code.encrypted)
    limits.push({
      zh: '代码已被商店加密（cryptid=1），没有读到代码和其中的文字：没有找到不等于没有。',
      en: 'The code is encrypted by the store (cryptid=1) and was not read, nor were its texts: nothing found means nothing.',
    })
  else if (!code.complete)
    limits.push({
      zh: '部分代码读不出来或没有符号表，没有找到不等于没有。',
      en: 'Some code could not be read or has no symbol table, so nothing found means nothing.',
    })
  if (code.swift)
    limits.push({
      zh: '含Swift代码：15个字节以内的文字写在指令里，没有检查。',
      en: 'There is Swift code: its texts of up to 15 bytes stand inside instructions and were not examined.',
    })
  if (code.drawn)
    limits.push({
      zh: '界面由跨平台框架绘制，其中的文字没有检查。',
      en: 'Screens are drawn by a cross-platform framework; their texts were not examined.',
    })
  if (pkg.parts.some((p) => p.kind === 'extension'))
    limits.push({
      zh: '应用扩展只读取了代码和隐私清单。',
      en: 'Of app extensions only code and privacy manifests were read.',
    })
  return limits
}
