import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sites } from './all.ts'
import type { Answer, Site } from './site.ts'

/** Hosts that stand for real services: their names lead to the local server. */
export const OTHER_HOSTS = [
  'hm.baidu.com',
  's4.cnzz.com',
  'www.google-analytics.com',
  'collect.tracker.example',
  'cdn.static.example',
  'consent.frames.example',
  'choices.frames.example',
  'ads.partner.example',
]

export interface Served {
  readonly server: Server
  readonly port: number
  readonly hosts: ReadonlyMap<string, string>
  urlOf(site: Site): string
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Serves all sites on one port of loopback, each as `<name>.localhost`. */
export async function serveSites(port = 0): Promise<Served> {
  const byName = new Map(sites.map((site) => [site.name, site]))
  const answers = new Map<string, Answer>()
  for (const site of sites)
    for (const [host, answer] of Object.entries(site.hosts ?? {})) answers.set(`${host}`, answer)
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      body += piece
    })
    request.on('end', () => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '')
      const url = new URL(request.url ?? '/', `http://${host}`)
      const name = host.replace(/\.localhost$/, '')
      const site = byName.get(name)
      const answer = site ? site.pages[url.pathname] : answers.get(host)
      const at = `:${(server.address() as AddressInfo).port}`
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      response.setHeader('access-control-allow-headers', '*')
      if (site && answer === undefined) {
        response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
        response.end('<h1>404</h1><p>页面不存在</p>')
        return
      }
      const text = typeof answer === 'function' ? answer(request, response, body) : answer
      if (response.writableEnded) return
      if (text === undefined) {
        response.writeHead(200, { 'content-type': 'image/gif' })
        response.end(GIF)
        return
      }
      if (!response.hasHeader('content-type'))
        response.setHeader(
          'content-type',
          url.pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
        )
      response.end(text.replaceAll('{port}', at))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const used = (server.address() as AddressInfo).port
  return {
    server,
    port: used,
    hosts: new Map(OTHER_HOSTS.map((host) => [host, `127.0.0.1:${used}`])),
    urlOf: (site) => `http://${site.name}.localhost:${used}/`,
  }
}

if (process.argv[1] === import.meta.filename) {
  const served = await serveSites(Number(process.argv[2] ?? 0))
  for (const site of sites) console.log(served.urlOf(site))
}
