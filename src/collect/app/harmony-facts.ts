import type { Evidence } from '../../facts/evidence.ts'
import type { Recorder, RowRecorder } from '../../facts/reading.ts'
import type { Text } from '../../law/text.ts'
import { dataItem } from '../catalog/data-items.ts'
import { harmonyApis, possibleOnHarmony } from '../catalog/device-apis.ts'
import { type HarmonyPermission, harmonyPermission } from '../catalog/permissions.ts'
import { matchLibrary, matchOhpm } from '../catalog/sdks.ts'
import type { RequestedPermission } from '../harmony/module.ts'
import { type HarmonyPackage, type HarmonyPart, reasonOf } from '../harmony/package.ts'
import type { Beside } from './carrier.ts'
import { compareItem, comparePermission } from './compare.ts'
import { type HarmonyCode, harmonyCode } from './harmony-code.ts'
import { purposeOf } from './purpose-text.ts'
import { SdkFinds } from './sdk-facts.ts'
import { textRuns } from './text-runs.ts'
import { WordingSearch } from './wording.ts'
import { recordWording } from './wording-facts.ts'

const STATIC_ONLY: Text = {
  zh: '静态读取看不到代码是否运行，也看不到原生代码、网页和服务器下发的行为，列表不完整',
  en: 'static reading does not see whether code runs, nor native code, web pages or what a server sends: the list is open',
}

/** Records the facts of a HarmonyOS package; returns what was not examined. */
export function recordHarmony(
  pkg: HarmonyPackage,
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
): readonly Text[] {
  const wording = new WordingSearch()
  for (const { text, locator } of pkg.texts()) wording.look(text, locator)
  for (const { place, bytes } of pkg.parts.flatMap((p) => p.codeFiles))
    for (const run of textRuns(bytes)) wording.look(run, place)
  const code = harmonyCode(pkg)
  const native = pkg.parts.some((p) => p.libraries.length > 0)
  const whole = absentModules(pkg).length === 0
  const read = code.complete && whole && pkg.parts.every((p) => p.resourcesRead) && !drawn(pkg)
  recordWording(
    {
      artifact: pkg.artifact,
      hits: wording.hits,
      places: 'resources.index, ets/modules.abc, resources/rawfile',
      read,
      complete: read && !native && pkg.onlyKnownFiles,
    },
    app,
    beside.policy,
  )
  recorder.problem(...pkg.problems)
  const target = pkg.parts[0]?.module.targetApi
  if (target !== undefined) app.show('targetSdk', target, at(pkg, pkg.parts[0]!.modulePlace))
  recorder.list(app, 'consentBoxes', 'consentBox').yield(STATIC_ONLY)
  recordPermissions(pkg, code, app, recorder, beside)
  recordPackages(pkg, code, app, recorder, beside)
  recordLaunch(pkg, code, app, recorder)
  recordData(pkg, code, app, recorder, beside)
  return limitsOf(pkg, code, native)
}

const at = (pkg: HarmonyPackage, locator: string, excerpt?: string): Evidence => ({
  artifact: pkg.artifact,
  locator,
  ...(excerpt === undefined ? {} : { excerpt: excerpt.slice(0, 120) }),
  method: 'static',
})

/** Frameworks that draw their screens from files of their own. */
const DRAWS = /^lib(?:flutter|app|unity|il2cpp|cocos2d\w*|cocos|hermes|jsc|rnoh_app)\.so$/

const drawn = (pkg: HarmonyPackage): boolean => pkg.parts.some((p) => p.libraries.some((l) => DRAWS.test(l.name)))

/** Shared modules it needs that are not in the package. */
function absentModules(pkg: HarmonyPackage): string[] {
  const there = new Set(pkg.parts.map((p) => p.module.name))
  return [...new Set(pkg.parts.flatMap((p) => p.module.dependencies))].filter((name) => !there.has(name))
}

interface Request {
  readonly part: HarmonyPart
  readonly permission: RequestedPermission
}

function recordPermissions(
  pkg: HarmonyPackage,
  code: HarmonyCode,
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
): void {
  const list = recorder.list(app, 'permissions', 'permission')
  const absent = absentModules(pkg)
  if (absent.length > 0)
    list.open({
      zh: `依赖的共享包没有提供，其中可能另有权限：${absent.join('、')}`,
      en: `shared packages were not supplied and may ask for more: ${absent.join(', ')}`,
    })
  const requests = new Map<string, Request[]>()
  for (const part of pkg.parts)
    for (const permission of part.module.permissions) {
      const known = requests.get(permission.name) ?? []
      known.push({ part, permission })
      requests.set(permission.name, known)
    }
  for (const [name, all] of requests) {
    const known = harmonyPermission(name)
    const places = all.map((r) => at(pkg, `${r.part.modulePlace} ${r.permission.place}`, name))
    const row = list.add(recorder.row('permission', name)).seen(...places)
    row.show('id', name).show('group', known?.group)
    // What the system grants without asking needs no purpose at a request that never comes.
    const personal = known !== undefined && known.grant === 'user' && known.items.length > 0
    row.show('personal', personal, ...places)
    if (!personal) continue
    const native = pkg.parts.some((p) => p.libraries.length > 0)
    if (isUsed(known, code, native) === false) row.indicate('used', false, ...places)
    recordReason(pkg, code, known, all, row)
    if (beside.policy) comparePermission(row, [known.zh, ...known.namesZh], beside.policy)
  }
}

/** Permissions whose interfaces are in the table, so that not finding one means something. */
const TOLD_BY_CODE = new Set(harmonyApis.flatMap((api) => (api.weak ? [] : (api.permissions ?? []))))

/** Whether any code was found that the permission serves; undefined where none is in the table, or code was not read. */
function isUsed(known: HarmonyPermission, code: HarmonyCode, native: boolean): boolean | undefined {
  const serves = code.uses.some(
    ({ api }) =>
      (api.permissions ?? []).includes(known.permission) || (api.item !== undefined && known.items.includes(api.item)),
  )
  return serves ? true : code.complete && !native && TOLD_BY_CODE.has(known.permission) ? false : undefined
}

/** Whether byte code holds the name anywhere: constant lists stand apart from the strings code refers to. */
const namedInCode = (pkg: HarmonyPackage, permission: string): boolean =>
  pkg.parts.some((p) => p.codeFiles.some(({ bytes }) => bytes.includes(permission)))

/** The text the system shows with the request, of the module that gives the best one. */
function recordReason(
  pkg: HarmonyPackage,
  code: HarmonyCode,
  known: HarmonyPermission,
  all: readonly Request[],
  row: RowRecorder,
): void {
  const names = [known.zh, known.en, known.permission, ...known.namesZh]
  const told = all.map(({ part, permission }) => {
    const reason = reasonOf(part, permission)
    const place = `${part.modulePlace} ${permission.place}.reason`
    const named = permission.reason !== undefined || permission.reasonId !== undefined
    // A reference that an unread index might have resolved says nothing.
    const kind = reason ? purposeOf(reason.text, names) : named && !part.resourcesRead ? 'unclear' : 'none'
    return { kind, where: at(pkg, place, reason?.text || permission.reason || '（没有 reason）'), permission }
  })
  const scene = told.find(({ permission: { usedScene } }) => !usedScene || usedScene.abilities.length === 0)
  const stated = told.find((t) => t.kind === 'stated')
  if (stated) row.show('purposeTold', true, stated.where)
  else if (told.every((t) => t.kind === 'none')) {
    const where = told.map((t) => t.where)
    // Where code asks for nothing, or never names this permission, there is no request for a reason to go with.
    const asked = code.asks === undefined || (code.asks && namedInCode(pkg, known.permission))
    if (!asked) row.indicate('purposeTold', false, ...where)
    else row.show('purposeTold', false, ...where)
  } else {
    const weak = told.find((t) => t.kind === 'vague' || t.kind === 'foreign')
    if (weak) row.indicate('purposeUnclear', true, weak.where)
  }
  if (scene) row.indicate('purposeUnclear', true, at(pkg, scene.where.locator, '没有 usedScene'))
}

function recordPackages(
  pkg: HarmonyPackage,
  code: HarmonyCode,
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
): void {
  const found = new SdkFinds(possibleOnHarmony)
  for (const [name, { files, importedBy }] of code.packages) {
    const excerpt = importedBy === undefined ? files[0]! : `${importedBy} → ${name}`
    const locator = pkg.parts.find((p) => p.code?.records.some((r) => r.package === name))?.codePlace ?? ''
    found.add(matchOhpm(name), importedBy === undefined ? 'indicated' : 'shown', at(pkg, locator, excerpt))
  }
  // Packages a HAR depends on come with it; those a HAP's build names may be its tools.
  for (const part of pkg.parts)
    if (part.module.type === 'har')
      for (const [name, version] of part.packages)
        found.add(matchOhpm(name), 'indicated', at(pkg, 'oh-package.json5', `${name} ${version}`))
  for (const part of pkg.parts)
    for (const library of part.libraries)
      found.add(matchLibrary(library.name), undefined, at(pkg, library.locator, library.name))
  found.record(app, recorder, beside.policy)
}

/** What the file of the main ability imports: it is loaded when the app starts. A lead only. */
function recordLaunch(pkg: HarmonyPackage, code: HarmonyCode, app: RowRecorder, recorder: Recorder): void {
  const list = recorder.list(app, 'accesses', 'access')
  list.yield(STATIC_ONLY)
  for (const part of pkg.parts) {
    const main = part.module.abilities.find((a) => a.name === part.module.mainElement)
    const source = main?.source?.replace(/^\.\//, '').replace(/\.e?ts$/, '')
    const file = source && part.code?.records.find((r) => r.name.endsWith(source))?.name
    if (!file) continue
    recordAsking(pkg, code, part, file, list, recorder)
    for (const use of code.uses) {
      if (use.part !== part || !use.files.includes(file) || use.api.item === undefined || use.api.weak === true)
        continue
      const call = `${use.module} ${use.member}`
      const where: Evidence = { ...at(pkg, part.codePlace ?? '', call), path: [file, call] }
      const row = list.add(recorder.row('access', `${file} ${use.api.id}`, 'indicated')).seen(where)
      row.show('id', row.id).show('api', call).show('item', use.api.item).indicate('phase', 'before-consent', where)
    }
  }
}

/** Permissions asked for by the main ability's own file, where no other file asks. */
function recordAsking(
  pkg: HarmonyPackage,
  code: HarmonyCode,
  part: HarmonyPart,
  file: string,
  list: ReturnType<Recorder['list']>,
  recorder: Recorder,
): void {
  const asking = (part.code?.records ?? []).filter((r) => r.requests.includes('@ohos:abilityAccessCtrl'))
  if (code.asks !== true || asking.length !== 1 || asking[0]!.name !== file) return
  const asked = part.module.permissions
    .map((p) => harmonyPermission(p.name))
    .filter((p) => p?.grant === 'user' && p.items.length > 0 && namedInCode(pkg, p.permission))
    .map((p) => p!.permission.replace('ohos.permission.', ''))
  if (asked.length === 0) return
  const call = `requestPermissionsFromUser(${asked.join(', ')})`
  const where: Evidence = { ...at(pkg, part.codePlace ?? '', call), path: [file, call] }
  const row = list.add(recorder.row('access', `${file} request`, 'indicated')).seen(where)
  row.show('id', row.id).show('api', call).indicate('phase', 'before-consent', where)
}

/** Kinds of data that code can read. */
function recordData(
  pkg: HarmonyPackage,
  code: HarmonyCode,
  app: RowRecorder,
  recorder: Recorder,
  beside: Beside,
): void {
  const list = recorder.list(app, 'collections', 'collection')
  list.yield(STATIC_ONLY)
  const declared = new Set(pkg.parts.flatMap((p) => p.module.permissions.map((r) => r.name)))
  const rows = new Map<string, RowRecorder>()
  for (const { api, part, module, member, files, own } of code.uses) {
    const { item, permissions, weak } = api
    if (item === undefined) continue
    if (permissions !== undefined && !permissions.some((name) => declared.has(name))) continue
    const where = at(pkg, part.codePlace ?? '', `${files[0]} → ${module} ${member}`)
    const known = rows.get(item)
    const row = known ?? list.add(recorder.row('collection', item, weak ? 'indicated' : 'shown'))
    rows.set(item, row.seen(where))
    if (!known) {
      row.show('item', dataItem(item)?.zh ?? item).show('asked', false)
      compareItem(row, item, beside.policy, beside.category)
    }
    if (!own || weak === true) continue
    // Only the app's own files import the module, and code names its member: it is the app that reads.
    if (permissions !== undefined) row.show('byApp', true, where)
    else row.indicate('byApp', true, where)
  }
}

function limitsOf(pkg: HarmonyPackage, code: HarmonyCode, native: boolean): Text[] {
  const limits: Text[] = [
    {
      zh: '只读取了安装包和所给文件，没有运行App；字节码只看源文件、导入的模块和文字，没有逐条分析指令。',
      en: 'Only the package and the given files were read; the app was not run. Of byte code, source files, imported modules and texts were read, not the instructions.',
    },
  ]
  if (!code.complete)
    limits.push({
      zh: '部分代码或文字读不出来，没有找到不等于没有。',
      en: 'Some code or texts could not be read, so nothing found means nothing.',
    })
  if (native)
    limits.push({
      zh: '含原生库，未分析其代码。',
      en: 'There are native libraries whose code was not analysed.',
    })
  const absent = absentModules(pkg)
  if (absent.length > 0)
    limits.push({
      zh: `依赖的共享包（HSP）没有提供，没有检查：${absent.join('、')}。`,
      en: `Shared packages (HSP) it depends on were not supplied and not examined: ${absent.join(', ')}.`,
    })
  if (pkg.kind === 'har')
    limits.push({
      zh: 'HAR是供其他应用使用的库，不是完整的应用。',
      en: 'A HAR is a library for other apps, not an app of its own.',
    })
  return limits
}
