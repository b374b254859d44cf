import type { Text } from '../law/text.ts'
import type { Evidence } from './evidence.ts'

/** Where an entry of a list comes from: the app itself, its policy, or both. */
export type Origin = 'both' | 'seen' | 'stated'

/** What the policy says of an entry, and where. */
export interface Stated {
  readonly purposes: readonly string[]
  readonly items: readonly string[]
  readonly means: readonly string[]
  readonly places: readonly Evidence[]
}

/** One kind of personal information. */
export interface CollectedEntry {
  readonly item: string
  readonly name: Text
  /** Sensitive by the source the catalogue names. */
  readonly sensitive: boolean
  readonly origin: Origin
  readonly seen: readonly Evidence[]
  /** SDKs whose code obtains it. */
  readonly sdks: readonly string[]
  readonly stated: Stated
}

/** One recipient. */
export interface SharedEntry {
  readonly name: string
  readonly company: string
  readonly origin: Origin
  readonly seen: readonly Evidence[]
  readonly stated: Stated
}

/** The two lists an app owes its users: what it collects, and with whom it shares. A draft for a person to complete. */
export interface TwoLists {
  readonly subject: string
  readonly name: string
  readonly version: string
  /** False where no policy was read: nothing is then said of what it states. */
  readonly policy: boolean
  readonly collected: readonly CollectedEntry[]
  readonly shared: readonly SharedEntry[]
}
