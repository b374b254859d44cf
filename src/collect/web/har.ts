import type { RequestEvent, RunEvent } from './events.ts'

/** A phase's requests as HTTP Archive 1.2, so that any HAR viewer opens them. Bodies of answers are not kept. */
export function harOf(name: string, title: string, url: string, events: readonly RunEvent[]): string {
  const requests = events.filter((event): event is RequestEvent => event.kind === 'request')
  const time = (at: number) => new Date(at).toISOString()
  const start = requests[0]?.at ?? 0
  return JSON.stringify(
    {
      log: {
        version: '1.2',
        creator: { name: 'guiju', version: '1' },
        pages: [{ startedDateTime: time(start), id: name, title: `${title} ${url}`, pageTimings: {} }],
        entries: requests.map((request) => ({
          pageref: name,
          startedDateTime: time(request.at),
          time: 0,
          request: {
            method: request.method,
            url: request.url,
            httpVersion: '',
            cookies: [],
            headers: [
              ...(request.cookie === undefined ? [] : [{ name: 'Cookie', value: request.cookie }]),
              ...(request.referrer === undefined ? [] : [{ name: 'Referer', value: request.referrer }]),
            ],
            queryString: [],
            headersSize: -1,
            bodySize: request.body?.length ?? 0,
            ...(request.body === undefined ? {} : { postData: { mimeType: '', text: request.body } }),
          },
          response: {
            status: request.status ?? 0,
            statusText: request.refused ?? '',
            httpVersion: '',
            cookies: [],
            headers: (request.sets ?? []).map((value) => ({ name: 'Set-Cookie', value })),
            content: { size: 0, mimeType: request.mime ?? '' },
            redirectURL: '',
            headersSize: -1,
            bodySize: -1,
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: 0 },
          _resourceType: request.type,
        })),
      },
    },
    null,
    1,
  )
}
