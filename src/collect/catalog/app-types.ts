import type { Text } from '../../law/text.ts'
import table from './app-types.json' with { type: 'json' }

/** Personal information without which the basic service cannot run. */
export interface NecessaryItem extends Text {
  /** Ids of the data items meant; a wider id stands for all its parts (`identity` for any document). */
  readonly items: readonly string[]
  /** Only in this case. */
  readonly when?: Text
}

/** One of the 39 common app types of the 2021 provisions on necessary personal information. */
export interface AppType extends Text {
  readonly id: string
  /** Number in article 5. */
  readonly no: number
  /** Everyday names of the type. */
  readonly namesZh: readonly string[]
  readonly service: Text
  readonly necessary: readonly NecessaryItem[]
  /** The basic service can be used without any personal information (13 of the 39). */
  readonly noneNeeded: boolean
  readonly source: string
}

export const appTypes: readonly AppType[] = table.types

/** First day of the provisions, `YYYY-MM-DD`. */
export const appTypesInForce: string = table.inForce

/** The type of that id, number, official name (with or without 类), everyday name or English name. */
export function appType(name: string): AppType | undefined {
  const wanted = name.normalize('NFKC').trim().toLowerCase().replace(/类$/, '')
  return (
    appTypes.find(
      (type) =>
        type.id === wanted || type.zh === wanted || String(type.no) === wanted || type.en.toLowerCase() === wanted,
    ) ?? appTypes.find((type) => type.namesZh.some((one) => one.toLowerCase() === wanted))
  )
}
