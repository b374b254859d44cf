import harmony from './apis-harmony.json' with { type: 'json' }
import ios from './apis-ios.json' with { type: 'json' }
import privacy from './privacy-types-ios.json' with { type: 'json' }

/**
 * iOS code that reads one kind of personal data or asks for a permission. It is used where one of `classes` is taken
 * from the system and one of `selectors` is sent (either alone where the other is not given), or one of `functions` is
 * called.
 */
export interface IosApi {
  readonly id: string
  readonly classes?: readonly string[]
  readonly selectors?: readonly string[]
  readonly functions?: readonly string[]
  /** Kind of data it reads; absent where it only asks or writes. */
  readonly item?: string
  /** Keys of Info.plist, one of which iOS wants for it. */
  readonly usage?: readonly string[]
  /** Selectors or functions that do nothing but ask for exactly `usage[0]`. */
  readonly asks?: readonly string[]
  readonly identifier: boolean
  /** It may also serve other ends: a lead only. */
  readonly weak?: boolean
  readonly source: string
}

/** HarmonyOS interfaces that read one kind of personal data: modules as byte code names them, and their members. */
export interface HarmonyApi {
  readonly id: string
  readonly modules: readonly string[]
  readonly members?: readonly string[]
  readonly item?: string
  readonly permissions?: readonly string[]
  readonly identifier: boolean
  readonly weak?: boolean
  readonly source: string
}

export const iosApis: readonly IosApi[] = ios
export const harmonyApis: readonly HarmonyApi[] = harmony

const privacyItems = new Map((privacy.types as readonly { type: string; item?: string }[]).map((t) => [t.type, t.item]))

/** The kind of data an entry of a privacy manifest stands for; undefined for an unknown entry or one without a kind. */
export const itemOfPrivacyType = (type: string): string | undefined => privacyItems.get(type)

/** Kinds of data only other platforms have: what a vendor says of them says nothing of an app on this one. */
const ANDROID_ONLY = [
  'imei',
  'imsi',
  'iccid',
  'android-id',
  'gaid',
  'serial',
  'mac',
  'drm-id',
  'sim',
  'running-apps',
  'app-list',
]
const IOS_ONLY = ['idfa', 'idfv']
const notOnIos = new Set([...ANDROID_ONLY, 'oaid'])
const notOnHarmony = new Set([...ANDROID_ONLY, ...IOS_ONLY])

export const possibleOnIos = (item: string): boolean => !notOnIos.has(item)
export const possibleOnHarmony = (item: string): boolean => !notOnHarmony.has(item)
