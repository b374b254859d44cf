/**
 * Asks a server at a steady rate, whether or not it keeps up: a request is due at its own time and its latency counts
 * from then, so that a server which stalls is not spared the requests it kept from being sent.
 */
import { Agent, request } from 'node:http'

export interface Ask {
  readonly name: string
  readonly path: string
}

export interface Order {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly asks: readonly Ask[]
  /** Requests a second. */
  readonly rate: number
  readonly seconds: number
}

export interface Told {
  /** Milliseconds of each request, by what was asked. */
  readonly took: Readonly<Record<string, readonly number[]>>
  /** The longest of the requests that were due in each second. */
  readonly longest: readonly number[]
  readonly bad: readonly string[]
  /** Requests answered a second, from the first that was due to the last that was answered. */
  readonly achieved: number
}

const CONNECTIONS = 128

export async function drive({ address, headers, asks, rate, seconds }: Order): Promise<Told> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' })
  const took: Record<string, number[]> = Object.fromEntries(asks.map((a) => [a.name, []]))
  const longest = Array.from({ length: Math.ceil(seconds) }, () => 0)
  const bad: string[] = []
  const all = Math.round(rate * seconds)
  const start = performance.now()
  let last = start
  let sent = 0
  let answered = 0
  await new Promise<void>((resolve) => {
    const ask = (n: number) => {
      const due = start + (n * 1000) / rate
      const { name, path } = asks[n % asks.length]!
      const end = (fault?: string) => {
        last = performance.now()
        const second = Math.floor(n / rate)
        longest[second] = Math.max(longest[second] ?? 0, last - due)
        if (fault === undefined) took[name]!.push(last - due)
        else bad.push(`${path}: ${fault}`)
        answered += 1
        if (answered === all) resolve()
      }
      request(new URL(path, address), { agent, headers }, (answer) => {
        answer.resume()
        answer.once('end', () => end(answer.statusCode === 200 ? undefined : String(answer.statusCode)))
      })
        .once('error', (error) => end(error.message))
        .end()
    }
    const tick = () => {
      const now = performance.now()
      while (sent < all && start + (sent * 1000) / rate <= now) {
        ask(sent)
        sent += 1
      }
      if (sent < all) setTimeout(tick, 1)
    }
    tick()
  })
  agent.destroy()
  return { took, longest, bad, achieved: (answered * 1000) / (last - start) }
}

process.once('message', (order: Order) => void drive(order).then((told) => process.send!(told, () => process.exit(0))))
