import { isDict, type Plist, type PlistDict } from './plist.ts'

/** One text of a usage description, in the package's own language or a localised one. */
export interface UsageText {
  /** `zh-Hans`, or `base` for Info.plist itself. */
  readonly locale: string
  readonly text: string
  readonly locator: string
}

/** A key of Info.plist whose text iOS shows when it asks, with all its texts. */
export interface Usage {
  readonly key: string
  readonly texts: readonly UsageText[]
  /** False where a value is no text: what iOS makes of it is not known. */
  readonly plain: boolean
}

/** Strings for Info.plist in one language. */
export interface InfoStrings {
  readonly locale: string
  readonly table: PlistDict
  readonly locator: string
}

const USAGE = /^(?:NS\w+UsageDescription|NFCReaderUsageDescription|NSLocationTemporaryUsageDescriptionDictionary)$/

/** Usage descriptions of Info.plist, and those only a localisation gives. */
export function usagesOf(info: PlistDict, localised: readonly InfoStrings[], locator: string): Usage[] {
  const keys = new Set([...info.keys()].filter((key) => USAGE.test(key)))
  return [...keys].map((key) => ({
    key,
    plain: [info.get(key), ...localised.map(({ table }) => table.get(key))].every(
      (value) => value === undefined || typeof value === 'string' || isDict(value),
    ),
    texts: [
      { locale: 'base', text: textIn(info.get(key)), locator: `${locator} ${key}` },
      ...localised.flatMap(({ locale, table, locator: place }) =>
        table.has(key) ? [{ locale, text: textIn(table.get(key)), locator: `${place} ${key}` }] : [],
      ),
    ],
  }))
}

/** The text itself; of a dictionary of purposes, all its texts; of anything else, none. */
function textIn(value: Plist | undefined): string {
  if (typeof value === 'string') return value
  return isDict(value) ? [...value.values()].filter((v) => typeof v === 'string').join('；') : ''
}

const SIMPLIFIED = /^zh(?:[-_]Hans)?(?:[-_]CN)?$|^Chinese$/i
const CHINESE = /^zh|^Chinese$/i

/**
 * The text a phone set to simplified Chinese shows: its own localisation, any Chinese one, then the base, or another
 * language where the base has none.
 */
export const shownText = (usage: Usage): UsageText =>
  usage.texts.find((t) => SIMPLIFIED.test(t.locale)) ??
  usage.texts.find((t) => CHINESE.test(t.locale)) ??
  usage.texts.find((t) => t.text.trim() !== '') ??
  usage.texts[0]!
