import { dictOf, listOf, type Plist, textOf, textsOf } from './plist.ts'

/** What a privacy manifest (`PrivacyInfo.xcprivacy`) declares. */
export interface PrivacyManifest {
  readonly locator: string
  readonly tracking: boolean | undefined
  readonly trackingDomains: readonly string[]
  readonly collected: readonly CollectedData[]
  readonly reasonApis: readonly { readonly category: string; readonly reasons: readonly string[] }[]
}

export interface CollectedData {
  /** `NSPrivacyCollectedDataTypePreciseLocation` */
  readonly type: string
  readonly linked: boolean
  readonly tracking: boolean
  readonly purposes: readonly string[]
}

export function privacyManifest(plist: Plist | undefined, locator: string): PrivacyManifest | undefined {
  const dict = dictOf(plist)
  if (dict === undefined) return undefined
  const tracking = dict.get('NSPrivacyTracking')
  return {
    locator,
    tracking: typeof tracking === 'boolean' ? tracking : undefined,
    trackingDomains: textsOf(dict.get('NSPrivacyTrackingDomains')),
    collected: listOf(dict.get('NSPrivacyCollectedDataTypes')).flatMap((entry) => {
      const row = dictOf(entry)
      const type = textOf(row?.get('NSPrivacyCollectedDataType'))
      if (row === undefined || type === undefined) return []
      return [
        {
          type,
          linked: row.get('NSPrivacyCollectedDataTypeLinked') === true,
          tracking: row.get('NSPrivacyCollectedDataTypeTracking') === true,
          purposes: textsOf(row.get('NSPrivacyCollectedDataTypePurposes')),
        },
      ]
    }),
    reasonApis: listOf(dict.get('NSPrivacyAccessedAPITypes')).flatMap((entry) => {
      const row = dictOf(entry)
      const category = textOf(row?.get('NSPrivacyAccessedAPIType'))
      return row && category ? [{ category, reasons: textsOf(row.get('NSPrivacyAccessedAPITypeReasons')) }] : []
    }),
  }
}
