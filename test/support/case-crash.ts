import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CasePlace, casePlace, openInLedger, readKept, verifyKept } from '../../src/store/case-ledger.ts'
import { emptyCase, freshStore, propose, WORD } from './kept-case.ts'

const writer = fileURLToPath(new URL('case-writer.ts', import.meta.url))

interface Writer {
  readonly child: ChildProcess
  readonly lines: string[]
  readonly ended: Promise<unknown>
  readonly ready: Promise<void>
  /** Something was acknowledged, or the writer has ended. */
  readonly working: Promise<void>
}

/** A writer in a process of its own; `blocks` bounds its files to so many KB, as a full disk does. */
function start(store: string, name: string, count: number, blocks?: number): Writer {
  const own = [writer, store, 'one', name, String(count)]
  const child =
    blocks === undefined
      ? spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, ...own], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
  const lines: string[] = []
  let rest = ''
  const ready = Promise.withResolvers<void>()
  const working = Promise.withResolvers<void>()
  child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
    const parts = (rest + piece).split('\n')
    rest = parts.pop()!
    lines.push(...parts)
    ready.resolve()
    if (tags(parts).length > 0) working.resolve()
  })
  const ended = once(child, 'close')
  void ended.then(() => {
    ready.resolve()
    working.resolve()
  })
  return { child, lines, ended, ready: ready.promise, working: working.promise }
}

const tags = (lines: readonly string[]): string[] => lines.filter((l) => l.startsWith('ack ')).map((l) => l.slice(4))

export async function openOne(): Promise<{ store: string; place: CasePlace }> {
  const store = freshStore()
  const place = casePlace(store, 'one')
  await openInLedger(store, place, emptyCase('one'))
  return { store, place }
}

/** Everything acknowledged is there once, the file is whole and the ledger verifies. */
export async function inspect(store: string, place: CasePlace, acknowledged: readonly string[]): Promise<number> {
  const found = (await verifyKept(store, place))!
  assert.deepEqual([found.faults, found.departs], [[], undefined])
  const onDisk = JSON.parse(readFileSync(place.path, 'utf8')) as { events: unknown[] }
  const { events } = await readKept(store, place)
  assert.ok(onDisk.events.length <= events.length)
  const seen = events.map((e) => (e.data['evidence'] as string[])[0]!)
  assert.equal(new Set(seen).size, seen.length, 'an event is there twice')
  for (const tag of acknowledged) assert.ok(seen.includes(tag), `${tag} was acknowledged and is lost`)
  // After that the file is what the ledger holds, and nothing is left beside it but what living writers write.
  assert.deepEqual(JSON.parse(readFileSync(place.path, 'utf8')).events, events)
  return events.length
}

/** Several writers at once: all of what each recorded is there, in one order. */
export async function together(writers: number, each: number): Promise<void> {
  const { store, place } = await openOne()
  const all = Array.from({ length: writers }, (_, i) => start(store, `w${i}`, each))
  await Promise.all(all.map((w) => w.ended))
  const done = all.flatMap((w) => tags(w.lines))
  assert.equal(
    done.length,
    writers * each,
    all
      .flatMap((w) => w.lines)
      .filter((l) => l.startsWith('fail'))
      .join('\n'),
  )
  assert.equal(await inspect(store, place, done), writers * each)
  assert.deepEqual(readdirSync(dirname(place.path)), ['one.json'])
}

/** Two writers, one of them ended by SIGKILL after a while, again and again on one case. */
export async function killed(rounds: number, random: () => number): Promise<number> {
  const { store, place } = await openOne()
  const acknowledged: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const victims = [0, 1].map((i) => start(store, `r${round}w${i}`, 10_000))
    // Every fourth round may end before anything was written; in the others there is something to lose.
    await Promise.all(victims.map((v) => (round % 4 === 3 ? v.ready : v.working)))
    for (const { child } of victims) {
      await new Promise((resolve) => setTimeout(resolve, random() * 60))
      child.kill('SIGKILL')
    }
    await Promise.all(victims.map((v) => v.ended))
    acknowledged.push(...victims.flatMap((v) => tags(v.lines)))
    await inspect(store, place, acknowledged)
  }
  await propose(store, place, WORD)
  return acknowledged.length
}

/** A writer that runs out of room: what it acknowledged is there, and with room again the case goes on. */
export async function fullDisk(blocks: number): Promise<void> {
  const { store, place } = await openOne()
  const one = start(store, 'full', 10_000, blocks)
  await one.ended
  assert.ok(
    one.lines.some((l) => l.startsWith('fail ')),
    one.lines.slice(-3).join('\n'),
  )
  const acknowledged = tags(one.lines)
  const count = await inspect(store, place, acknowledged)
  assert.ok(count - acknowledged.length <= 1, `${count} events, ${acknowledged.length} acknowledged`)
  await propose(store, place, WORD)
  assert.equal((await readKept(store, place)).events.length, count + 1)
}
