/** One job in a process of its own, so that its time and memory have an end. Speaks with its parent, writes one file. */
import { writeResult } from './result-file.ts'
import { runTask } from './run-task.ts'
import type { Order, Said } from './task.ts'

const say = (said: Said): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send!(said, undefined, undefined, () => resolve())
    else resolve()
  })

// Without its parent nobody waits for what it does: it ends, and with it what it started.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

process.once('message', async (order: Order) => {
  try {
    const made = await runTask(order, (stage, what) => void say({ say: 'stage', stage, ...(what ? { what } : {}) }))
    if ('code' in made) await say({ say: 'trouble', trouble: made })
    else {
      await writeResult(order.out, made)
      await say({ say: 'done' })
    }
    process.exit(0)
  } catch (error) {
    process.stderr.write(`guiju: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(3)
  }
})
await say({ say: 'ready' })
