import type { Strength } from '../../facts/evidence.ts'
import { findDataItems } from '../catalog/data-item-words.ts'
import { dataItem, widerItems } from '../catalog/data-items.ts'
import { isFramework } from '../catalog/framework.ts'
import { matchClass, matchName, type Sdk, sdk as sdkOf } from '../catalog/sdks.ts'
import { apisOfCall, apisOfUri, constantFits, type SensitiveApi, sensitiveApis } from '../catalog/sensitive-apis.ts'

/** One row of a hook log, before it means anything. */
export interface Call {
  readonly className?: string
  readonly method?: string
  /** Arguments as written; undefined where the log does not give them. */
  readonly args?: readonly string[]
  /** What the tool says the call is, in words. */
  readonly words?: string
  /** Stack frames, innermost first, as `package.Class.method`. */
  readonly stack: readonly string[]
  /** Who the tool says called. */
  readonly subject?: string
}

/** What a call is. */
export interface Recognised {
  /** Class and method, or the tool's words. */
  readonly api: string
  readonly item?: string
  /** Catalogue row, where class and method are known. */
  readonly row?: SensitiveApi
  readonly strength: Strength
  readonly sdk?: Sdk
  /** The app's own class that called. */
  readonly own?: string
  /** Permissions asked for, by full name. */
  readonly permissions?: readonly string[]
}

/** Besides identifiers and sensitive data: kinds whose reading alone is collection of personal information. */
const TELLING = new Set([
  'app-list',
  'accounts',
  'audio-files',
  'calendar',
  'camera',
  'cell',
  'coarse-location',
  'email',
  'microphone',
  'name',
  'notifications',
  'photos',
  'screen-content',
  'ssid',
  'wifi-list',
])
/** An address read on the device may be any host's. */
const VAGUE = new Set(['ip'])

/** Whether reading an item is by itself collection of personal information; other items are indications. */
export function tells(item: string): boolean {
  const known = dataItem(item)
  return !VAGUE.has(item) && (known?.identifier === true || known?.sensitive === true || TELLING.has(item))
}

const FRAME = /([A-Za-z_][\w$]*(?:\.[\w$<>]+)+)\s*\(/g
const MOST_FRAMES = 64

/** The frames of a stack as text, innermost first. */
export function framesOf(text: string): string[] {
  const frames: string[] = []
  for (const match of text.slice(0, 32_768).matchAll(FRAME)) {
    frames.push(match[1]!.replace(/^L(?=[a-z])/, ''))
    if (frames.length >= MOST_FRAMES) break
  }
  return frames
}

const splitFrame = (frame: string): [string, string] => {
  const dot = frame.lastIndexOf('.')
  return [frame.slice(0, dot), frame.slice(dot + 1)]
}

/** The running class of a declared one. */
const DECLARED: Readonly<Record<string, string>> = {
  'android.app.ApplicationPackageManager': 'android.content.pm.PackageManager',
  'android.app.ContextImpl$ApplicationContentResolver': 'android.content.ContentResolver',
}
export const RESOLVER = 'android.content.ContentResolver'
const HOOK_TOOLS = /^(?:com\.yl\.lib\.|de\.robv\.android\.xposed\.|java\.lang\.(?:Exception|Throwable|Thread)\b)/

/**
 * What a logged call reads, by class and method first (its own or the innermost known frame), else by the tool's words.
 * `ownPackage` keeps a vendor's own app from being taken for the vendor's SDK.
 */
export function recognise(call: Call, ownPackage?: string): Recognised | undefined {
  const named = call.className && call.method ? [`${call.className}.${call.method}`] : []
  const frames = [...named, ...call.stack.filter((frame) => !HOOK_TOOLS.test(frame))]
  const caller = callerOf(call, frames, ownPackage)
  const asked = permissionsIn(call)
  if (asked)
    return {
      api: `requestPermissions(${asked.map(short).join(', ')})`,
      strength: 'shown',
      permissions: asked,
      ...caller,
    }
  for (const frame of frames) {
    const [written, method] = splitFrame(frame)
    const className = DECLARED[written] ?? written
    const rows = rowsOf(className, method, call.args)
    if (rows.length > 0) {
      const found = settle(rows, call)
      if (!found) return undefined
      const { row, strength } = found
      const argument = row.constant && strength === 'shown' ? `(${fitting(row, call.args!)})` : ''
      return {
        api: `${className}.${method}${argument}`,
        item: row.item,
        row,
        strength: tells(row.item) ? strength : 'indicated',
        ...caller,
      }
    }
    if (!isFramework(className) && frame !== named[0]) break
  }
  return byWords(call, caller)
}

const short = (permission: string) => permission.replace('android.permission.', '')

function rowsOf(className: string, method: string, args: readonly string[] | undefined): readonly SensitiveApi[] {
  const uri = (args ?? []).flatMap((a) => /content:\/\/[\w./-]{1,120}/.exec(a) ?? [])[0]
  if (className === RESOLVER) return uri ? apisOfUri(uri) : []
  return apisOfCall(className, method)
}

/** Of the rows for one method the one its arguments fit; indicated where the argument that decides is not logged. */
function settle(
  rows: readonly SensitiveApi[],
  call: Call,
): { readonly row: SensitiveApi; readonly strength: Strength } | undefined {
  const plain = rows.find((r) => !r.constant)
  if (plain) return { row: plain, strength: plain.weak ? 'indicated' : 'shown' }
  const { args } = call
  if (args === undefined || args.length === 0) {
    // The tool's own words may say which of the rows it is.
    const said = itemsIn(call.words ?? '')
    const row = rows.find((r) => said.includes(r.item))
    return row ? { row, strength: 'indicated' } : undefined
  }
  const row = rows.find((r) => fitting(r, args) !== undefined)
  return row && { row, strength: row.weak ? 'indicated' : 'shown' }
}

/** The argument that makes a row fit. Tools count the receiver differently, so any argument may be it. */
function fitting(row: SensitiveApi, args: readonly string[]): string | undefined {
  const bare = args.map((a) => a.trim().replace(/^["']|["']$/g, ''))
  return bare.find((a) =>
    constantFits(row, /^\d{1,9}$/.test(a) && typeof row.constant!.anyOf[0] === 'number' ? Number(a) : a),
  )
}

const PERMISSION = /\b(?:[a-z][\w]*\.)+permission\.[A-Z][A-Z0-9_]{2,60}\b/g

/** Permissions a call asks the user for. */
function permissionsIn(call: Call): readonly string[] | undefined {
  const asks =
    call.method?.startsWith('requestPermission') === true ||
    (call.method === undefined && /申请(?:具体)?权限|requestPermissions/.test(call.words ?? ''))
  if (!asks) return undefined
  return [...new Set((call.args ?? []).flatMap((a) => a.slice(0, 8192).match(PERMISSION) ?? []))]
}

function callerOf(call: Call, frames: readonly string[], ownPackage: string | undefined): { sdk?: Sdk; own?: string } {
  for (const frame of frames) {
    const [className] = splitFrame(frame)
    if (isFramework(className) || (call.className === className && frame === frames[0])) continue
    if (ownPackage !== undefined && (className === ownPackage || className.startsWith(`${ownPackage}.`)))
      return { own: className }
    const sdk = matchClass(className)
    return sdk ? { sdk } : {}
  }
  const subject = call.subject?.trim()
  if (!subject || /^(?:main|app|app本身|应用本身|宿主|自身)$/i.test(subject)) return {}
  const [match, ...more] = matchName(subject).filter((m) => m.confidence !== 'vendor')
  const sdk = matchClass(subject) ?? (match && more.every((m) => m.id === match.id) ? sdkOf(match.id) : undefined)
  return sdk ? { sdk } : {}
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/安卓\s*id|android\s*_?id/i, 'android-id'],
  [/oaid/i, 'oaid'],
  [/imsi\/iccid|iccid/i, 'iccid'],
  [/imei|meid|设备(?:唯一)?识别码/i, 'imei'],
  [/imsi/i, 'imsi'],
  [/bssid/i, 'bssid'],
  [/ssid/i, 'ssid'],
  [/mac\s*(?:地址|address)?/i, 'mac'],
  [/序列号|serial/i, 'serial'],
  [/通(?:信|讯)录|联系人/, 'contacts'],
  [/通话记录/, 'call-log'],
  [/短信/, 'sms'],
  [/(?:其他|已安装).{0,6}(?:app|应用)|应用列表|安装列表/i, 'app-list'],
  [/基站/, 'cell'],
  [/电话号码|手机号/, 'phone-number'],
  [/位置|定位|经纬度/, 'location'],
  [/摄像头|相机|拍照/, 'camera'],
  [/录音|麦克风/, 'microphone'],
  [/剪[切贴]板/, 'clipboard'],
  [/日历/, 'calendar'],
  [/相册/, 'photos'],
  [/ip\s*地址/i, 'ip'],
]

const itemsIn = (words: string): string[] => {
  const text = words.slice(0, 400)
  const own = WORDS.find(([pattern]) => pattern.test(text))
  return own ? [own[1]] : findDataItems(text).map((m) => m.item)
}

const byMethod = (() => {
  let built: Map<string, string | null> | undefined
  return (method: string): string | undefined => {
    if (!built) {
      built = new Map()
      for (const { methods, item, constant, weak } of sensitiveApis)
        for (const m of methods) built.set(m, constant || weak || (built.has(m) && built.get(m) !== item) ? null : item)
    }
    return built.get(method) ?? undefined
  }
})()

/** A method alone, or the tool's words: `getImei`, 获取IMEI. */
function byWords(call: Call, caller: { sdk?: Sdk; own?: string }): Recognised | undefined {
  const words = call.words ?? ''
  if (/getApplicationInfo|运营商|MCC\/MNC|国家代码|网络(?:类型|名称|是否)|是否可用/.test(words)) return undefined
  const method = call.method ?? /\b(?:get|request|query|open)[A-Z]\w{3,40}\b/.exec(words)?.[0]
  const known = method === undefined ? undefined : byMethod(method)
  const item = known ?? itemsIn(words)[0]
  if (item === undefined) return undefined
  // A hook on Settings.Secure.getString fires for every key: its arguments must not speak against the words.
  const denied = item === 'android-id' && (call.args ?? []).length > 0 && !call.args!.some((a) => /android_id/i.test(a))
  if (denied) return undefined
  return { api: (method ?? words).slice(0, 120), item, strength: tells(item) ? 'shown' : 'indicated', ...caller }
}

/** Whether public sources say that the SDK collects the item or one it is part of. */
export const sourced = (sdk: Sdk, item: string): boolean =>
  sdk.collects !== undefined &&
  sdk.collects.checked !== 'unchecked' &&
  sdk.collects.items.some((i) => i === item || widerItems(item).includes(i))
