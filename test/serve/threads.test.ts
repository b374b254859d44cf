import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiError } from '../../src/serve/error.ts'
import { Stopped, THREAD_LIMITS, Threads } from '../../src/serve/threads.ts'

const file = new URL('../support/odd-thread.ts', import.meta.url)
const threads = (limits: Partial<typeof THREAD_LIMITS> = {}) => new Threads(file, { ...THREAD_LIMITS, ...limits })

/** A door that is opened once. */
function door() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

describe('work in a thread of its own', () => {
  it('is stopped at its deadline, out of memory, and when it dies, and leaves its place to the next', async () => {
    for (const [told, why, limits] of [
      ['never', 'time', { time: 2000 }],
      ['hoard', 'memory', { heap: 32 }],
      ['exit', 'broke', {}],
      ['throw', 'broke', {}],
    ] as const) {
      const own = threads({ ...limits, at: 1 })
      const ended = own.run<string, string>('a', async (send) => send(told))
      await assert.rejects(ended, (error) => error instanceof Stopped && error.why === why, told)
      const next = own.run<string, string>('a', async (send) => send('answer'))
      assert.equal(await next, 'answered')
    }
  })

  it('is answered with what keeps it from being fed', async () => {
    const own = threads({ at: 1 })
    const fails = own.run<string, string>('a', async () => {
      throw new ApiError('missing')
    })
    await assert.rejects(fails, { code: 'missing' })
    assert.equal(await own.run<string, string>('a', async (send) => send('answer')), 'answered')
  })

  it('waits for its turn, whoever has none running first, and is refused where too much waits', async () => {
    const own = threads({ at: 2, waiting: 4 })
    const order: string[] = []
    const doors: ReturnType<typeof door>[] = []
    const run = (of: string) => {
      const one = door()
      doors.push(one)
      return own.run<string, string>(of, async (send) => {
        order.push(of)
        await one.opened
        send('answer')
      })
    }
    const all = [run('a1'), run('a'), run('a'), run('a'), run('b')]
    await assert.rejects(run('a'), { code: 'busy', status: 503 })
    all.push(run('c'))
    await assert.rejects(run('d'), { code: 'busy' })
    assert.deepEqual(order, ['a1', 'a'])
    doors[0]!.open()
    await all[0]
    await new Promise((go) => setImmediate(go))
    assert.deepEqual(order, ['a1', 'a', 'b'])
    for (const { open } of doors) open()
    await Promise.all(all)
    assert.deepEqual(order.slice().sort(), ['a', 'a', 'a', 'a1', 'b', 'c'])
  })

  it('finds a thread that waits for it once there was any, and one that died meanwhile it does not', async () => {
    const own = threads({ at: 1, spare: true })
    for (const told of ['answer', 'throw', 'answer', 'exit', 'answer']) {
      const ended = own.run<string, string>('a', async (send) => send(told))
      if (told === 'answer') assert.equal(await ended, 'answered')
      else await assert.rejects(ended, Stopped)
    }
    const started: string[] = []
    const dies = new Threads(new URL('../support/dying-thread.ts', import.meta.url), { ...THREAD_LIMITS, spare: true })
    // Whoever finds it dead, or dying, is told so, and the next is given another.
    for (let n = 0; n < 3; n += 1)
      await dies
        .run<string, string>('a', async (send) => send('x'))
        .then(
          () => started.push('answered'),
          (error) => started.push(error instanceof Stopped ? error.why : String(error)),
        )
    assert.deepEqual(started, ['broke', 'broke', 'broke'])
  })
})
