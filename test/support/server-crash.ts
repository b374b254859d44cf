import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type CasePlace, casePlace, workspacePlace } from '../../src/store/case-ledger.ts'
import { inspect } from './case-crash.ts'
import { freshStore, propose, WORD } from './kept-case.ts'

const server = fileURLToPath(new URL('case-server.ts', import.meta.url))

interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> } | undefined>
}

/** A server on a store; `blocks` bounds its files to so many KB, as a full disk does. */
async function start(store: string, blocks?: number): Promise<Running> {
  const child =
    blocks === undefined
      ? spawn(process.execPath, [server, store], { stdio: ['ignore', 'pipe', 'ignore'] })
      : spawn('bash', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, server, store], {
          stdio: ['ignore', 'pipe', 'ignore'],
        })
  const ended = once(child, 'close')
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve)
    void ended.then(() => reject(new Error('the server ended')))
  })
  const { address, headers } = JSON.parse(line) as { address: string; headers: Record<string, string> }
  return {
    child,
    ended,
    async ask(method, path, body) {
      const { host } = new URL(address)
      const answer = await fetch(`${address}api/workspaces/main/cases${path}`, {
        method,
        headers: { ...headers, host, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch(() => undefined)
      if (!answer) return undefined
      const json = (await answer.json().catch(() => ({}))) as Record<string, unknown>
      return { status: answer.status, json }
    },
  }
}

const step = (tag: string, lines = 1) => ({
  ...WORD,
  data: { ...WORD.data, evidence: [tag, ...Array.from({ length: lines }, () => 'x'.repeat(400))] },
})

async function stop({ child, ended }: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.kill(signal)
  await ended
}

async function opened(): Promise<{ store: string; place: CasePlace; running: Running }> {
  const store = freshStore()
  const running = await start(store)
  const made = await running.ask('POST', '', { id: 'one', procedure: 'inspection-2018' })
  assert.equal(made?.status, 201, JSON.stringify(made))
  return { store, place: workspacePlace(store, 'main', 'one'), running }
}

/** Posts steps until the server answers no more, or refuses for want of room; the tags it acknowledged. */
async function post(running: Running, name: string, most: number, lines?: number): Promise<string[]> {
  const acknowledged: string[] = []
  for (let i = 0; i < most; i += 1) {
    const answer = await running.ask('POST', '/one/events', step(`${name}-${i}`, lines))
    if (answer?.status !== 200) break
    acknowledged.push(`${name}-${i}`)
  }
  return acknowledged
}

/** Several clients of one server and a command line beside it: all of what each recorded is there. */
export async function clients(count: number, each: number): Promise<void> {
  const { store, place, running } = await opened()
  const own = (async () => {
    const tags: string[] = []
    for (let i = 0; i < each; i += 1) {
      await propose(store, casePlace(store, 'main/one'), step(`cli-${i}`))
      tags.push(`cli-${i}`)
    }
    return tags
  })()
  const done = await Promise.all([own, ...Array.from({ length: count }, (_, i) => post(running, `c${i}`, each))])
  await stop(running)
  assert.equal(done.flat().length, (count + 1) * each)
  assert.equal(await inspect(store, place, done.flat()), (count + 1) * each)
}

/** The server is ended by SIGKILL while clients write, again and again; the next one goes on. */
export async function serverKilled(rounds: number, random: () => number): Promise<void> {
  const { store, place, running: first } = await opened()
  let running = first
  const acknowledged: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const writing = [0, 1].map((i) => post(running, `r${round}c${i}`, 10_000))
    await new Promise((resolve) => setTimeout(resolve, 30 + random() * 150))
    await stop(running, 'SIGKILL')
    acknowledged.push(...(await Promise.all(writing)).flat())
    await inspect(store, place, acknowledged)
    running = await start(store)
    const shown = await running.ask('GET', '')
    const { steps } = (shown!.json['items'] as { steps: number }[])[0]!
    assert.ok(steps >= acknowledged.length, `${steps} steps are shown, ${acknowledged.length} were acknowledged`)
    assert.equal((await running.ask('GET', '/one/verification'))!.json['ok'], true)
  }
  assert.equal((await running.ask('POST', '/one/events', WORD))!.status, 200)
  await stop(running)
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The server runs out of room, so many KB above its largest file: what it acknowledged is there, it says so, and with room again the case goes on. */
export async function serverFull(room: number): Promise<void> {
  const { store, place, running: roomy } = await opened()
  await stop(roomy)
  const largest = Math.max(...filesIn(store).map((file) => statSync(file).size))
  const running = await start(store, Math.ceil(largest / 1024) + room)
  const acknowledged = await post(running, 'full', 10_000, 10)
  const refused = await running.ask('POST', '/one/events', step('more', 10))
  assert.ok([500, 507].includes(refused!.status), JSON.stringify(refused))
  await stop(running)
  const count = await inspect(store, place, acknowledged)
  assert.ok(count - acknowledged.length <= 2, `${count} events, ${acknowledged.length} acknowledged`)
  const again = await start(store)
  assert.equal((await again.ask('POST', '/one/events', WORD))!.status, 200)
  await stop(again)
}
