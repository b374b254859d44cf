import type { Message, Session } from './cdp.ts'
import { LONGEST_BODY, LONGEST_URL, type RequestEvent, type Watch } from './events.ts'

/** Writes a session's requests into the watch. */
export function watchNetwork(session: Session, watch: Watch, page: () => string, via: RequestEvent['via']): void {
  // A chain of redirects keeps one id; each step is an event of its own.
  const steps = new Map<string, number>()
  const key = (id: string) => `${session.id} ${id} ${steps.get(id) ?? 0}`
  const extras = new Map<string, Partial<RequestEvent>>()
  session.on('Network.requestWillBeSent', (p) => {
    const id = String(p['requestId'])
    const request = p['request'] as Message
    const url = String(request['url'])
    if (!/^https?:|^wss?:/i.test(url)) return
    const before = p['redirectResponse'] as Message | undefined
    if (before) {
      watch.change(key(id), { status: Number(before['status']), mime: String(before['mimeType'] ?? '') })
      watch.finish(key(id))
      steps.set(id, (steps.get(id) ?? 0) + 1)
    }
    const top = (p['initiator']?.stack?.callFrames?.[0]?.url ?? p['initiator']?.url) as string | undefined
    const body = bodyOf(request)
    const referrer = (request['headers']?.['Referer'] ?? request['headers']?.['referer']) as string | undefined
    watch.request(
      key(id),
      {
        kind: 'request',
        at: Math.round(Number(p['wallTime']) * 1000) || Date.now(),
        url: url.slice(0, LONGEST_URL),
        method: String(request['method']),
        type: String(p['type'] ?? 'Other'),
        page: page(),
        ...(body === undefined ? {} : { body }),
        ...(before ? { from: String(before['url']).slice(0, LONGEST_URL) } : {}),
        ...(top ? { by: top.slice(0, 500) } : {}),
        // An origin alone tells nothing of the page.
        ...(referrer !== undefined && /^https?:\/\/[^/]+\/./i.test(referrer)
          ? { referrer: referrer.slice(0, LONGEST_URL) }
          : {}),
        ...(via ? { via } : {}),
        ...extras.get(key(id)),
      },
      p['type'] !== 'EventSource' && p['type'] !== 'Ping',
    )
    if (body === undefined && request['hasPostData'] === true)
      void session.try('Network.getRequestPostData', { requestId: id }).then((found) => {
        if (found) watch.change(key(id), { body: String(found['postData']).slice(0, LONGEST_BODY) })
      })
  })
  session.on('Network.requestWillBeSentExtraInfo', (p) => {
    const headers = p['headers'] as Record<string, string>
    const cookie = headers['Cookie'] ?? headers['cookie']
    if (cookie === undefined) return
    const id = key(String(p['requestId']))
    if (watch.has(id)) watch.change(id, { cookie: cookie.slice(0, 8192) })
    else extras.set(id, { cookie: cookie.slice(0, 8192) })
  })
  session.on('Network.responseReceived', (p) => {
    const response = p['response'] as Message
    const headers = (response['headers'] ?? {}) as Record<string, string>
    const refused = headers['x-guiju-refused']
    watch.change(key(String(p['requestId'])), {
      status: Number(response['status']),
      mime: String(response['mimeType'] ?? ''),
      ...(refused === undefined ? {} : { refused }),
    })
  })
  session.on('Network.responseReceivedExtraInfo', (p) => {
    const headers = p['headers'] as Record<string, string>
    const set = headers['Set-Cookie'] ?? headers['set-cookie']
    if (set !== undefined) watch.change(key(String(p['requestId'])), { sets: set.split('\n').slice(0, 50) })
  })
  session.on('Network.loadingFinished', (p) => watch.finish(key(String(p['requestId']))))
  session.on('Network.loadingFailed', (p) => {
    const id = key(String(p['requestId']))
    if (p['blockedReason'] !== undefined) watch.change(id, { refused: String(p['blockedReason']) })
    watch.finish(id)
  })
  session.on('Network.webSocketCreated', (p) => {
    watch.request(
      key(String(p['requestId'])),
      {
        kind: 'request',
        at: Date.now(),
        url: String(p['url']).slice(0, LONGEST_URL),
        method: 'GET',
        type: 'WebSocket',
        page: page(),
        ...(via ? { via } : {}),
      },
      false,
    )
    steps.set(`url ${String(p['requestId'])}`, 0)
    sockets.set(String(p['requestId']), String(p['url']))
  })
  const sockets = new Map<string, string>()
  session.on('Network.webSocketFrameSent', (p) => {
    const url = sockets.get(String(p['requestId']))
    if (url === undefined) return
    watch.add({
      kind: 'request',
      at: Date.now(),
      url: url.slice(0, LONGEST_URL),
      method: 'SEND',
      type: 'WebSocket',
      page: page(),
      body: String(p['response']?.payloadData ?? '').slice(0, LONGEST_BODY),
    })
  })
}

function bodyOf(request: Message): string | undefined {
  const entries = request['postDataEntries'] as { bytes?: string }[] | undefined
  if (entries && entries.length > 0) {
    const bytes = Buffer.concat(entries.map((entry) => Buffer.from(entry.bytes ?? '', 'base64'))).subarray(
      0,
      LONGEST_BODY,
    )
    const text = bytes.toString('utf8')
    return text.includes('\ufffd') ? `base64:${bytes.toString('base64')}` : text
  }
  return request['postData'] === undefined ? undefined : String(request['postData']).slice(0, LONGEST_BODY)
}
