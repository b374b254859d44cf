import { type Message, type Session, within } from './cdp.ts'
import { KEPT_SCRIPT, type Kept } from './kept.ts'

export interface StoredItem {
  readonly origin: string
  /** Local storage outlives the visit, session storage does not. */
  readonly local: boolean
  /** Kept in a database or a cache instead; both outlive the visit. */
  readonly in?: 'indexedDB' | 'cache'
  readonly name: string
  readonly value: string
}

/** What a page's frames keep in local and session storage; the first of them in databases and caches too. */
export async function storedIn(session: Session): Promise<StoredItem[]> {
  const tree = await within(session.try('Page.getFrameTree'), 1000)
  /** The first frame of each origin. */
  const frames = new Map<string, string>()
  const visit = (node: Message | undefined) => {
    const origin = String(node?.['frame']?.securityOrigin ?? '')
    if (/^https?:/.test(origin) && !frames.has(origin)) frames.set(origin, String(node?.['frame'].id))
    for (const child of (node?.['childFrames'] ?? []) as Message[]) visit(child)
  }
  visit(tree?.['frameTree'])
  const items: StoredItem[] = []
  for (const origin of [...frames.keys()].slice(0, 12))
    for (const isLocalStorage of [true, false]) {
      const found = await within(
        session.try('DOMStorage.getDOMStorageItems', { storageId: { securityOrigin: origin, isLocalStorage } }),
        1000,
      )
      for (const [name, value] of ((found?.['entries'] ?? []) as string[][]).slice(0, 200))
        items.push({
          origin,
          local: isLocalStorage,
          name: String(name).slice(0, 200),
          value: String(value).slice(0, 4000),
        })
    }
  const kept = [...frames].slice(0, 4).map(([origin, frameId]) => keptIn(session, origin, frameId))
  return [...items, ...(await Promise.all(kept)).flat()]
}

/** What a frame's origin keeps in databases and caches. */
async function keptIn(session: Session, origin: string, frameId: string): Promise<StoredItem[]> {
  const world = await within(session.try('Page.createIsolatedWorld', { frameId }), 1000)
  const contextId = world?.['executionContextId'] as number | undefined
  if (contextId === undefined) return []
  const answer = await within(
    session.try('Runtime.evaluate', {
      expression: KEPT_SCRIPT,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    }),
    1500,
  )
  return ((answer?.['result']?.value ?? []) as Kept[])
    .slice(0, 100)
    .map(([place, name, value]) => ({ origin, local: true, in: place, name, value }))
}
