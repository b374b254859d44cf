import rows from './data-items.json' with { type: 'json' }

/**
 * A word that means the item only in some surroundings. All conditions that are given must hold:
 * none of `notBefore` ends right before it, none of `notAfter` starts right after it, and one of
 * `near` stands within `NEAR` characters on either side.
 */
export interface ContextWord {
  readonly word: string
  readonly near?: readonly string[]
  readonly notBefore?: readonly string[]
  readonly notAfter?: readonly string[]
}

/** One kind of personal data in the controlled vocabulary. */
export interface DataItem {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** The wider item this is a part of. */
  readonly parent?: string
  /** Other wider items under which policies also name it (Wi-Fi data under location, for one). */
  readonly alsoUnder?: readonly string[]
  /** 个人敏感信息 (2019 method's term) or 敏感个人信息 (PIPL); `sensitiveBy` says after which. */
  readonly sensitive: boolean
  readonly sensitiveBy?: string
  /** Identifies a device or a person by itself (ANDROID_ID does, the device model does not). */
  readonly identifier?: boolean
  /** Names in policies, safe to match alone. */
  readonly synonymsZh: readonly string[]
  readonly synonymsEn: readonly string[]
  /** Names that need their surroundings looked at. */
  readonly context?: readonly ContextWord[]
}

/** How far around a context word its `near` words are looked for, in characters. */
export const NEAR = 16

export const dataItems: readonly DataItem[] = rows

const byId: ReadonlyMap<string, DataItem> = new Map(dataItems.map((item) => [item.id, item]))

/** The item of that id, or undefined. */
export function dataItem(id: string): DataItem | undefined {
  return byId.get(id)
}

/** All wider items of an item, nearest first, without itself. */
export function widerItems(id: string): readonly string[] {
  const found = new Set<string>()
  const queue = [id]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const item = byId.get(next)
    for (const wider of [...(item?.parent ? [item.parent] : []), ...(item?.alsoUnder ?? [])]) {
      if (wider === id || found.has(wider)) continue
      found.add(wider)
      queue.push(wider)
    }
  }
  return [...found]
}

/** True when naming `named` also names `item`: the same item or a wider one of it. */
export function covers(named: string, item: string): boolean {
  return named === item || widerItems(item).includes(named)
}
