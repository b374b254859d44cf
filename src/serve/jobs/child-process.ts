import { type ChildProcess, fork } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Trouble } from '../../store/state/jobs.ts'
import type { Order, Said } from './task.ts'

export interface JobLimits {
  /** Milliseconds. */
  readonly time: number
  /** Bytes resident, of the process and all it starts. */
  readonly memory: number
}

export const JOB_LIMITS: JobLimits = { time: 15 * 60_000, memory: 3 * 2 ** 30 }

/** How a child process ended. `lost`: by no fault of the job, as when it was killed. */
export type Ended =
  | { readonly end: 'done' }
  | { readonly end: 'trouble'; readonly trouble: Trouble }
  | { readonly end: 'stopped' }
  | { readonly end: 'lost' }

const TIME: Trouble = { code: 'job.time', zh: '超过时间上限，已停止', en: 'stopped: it took longer than allowed' }
const MEMORY: Trouble = {
  code: 'job.memory',
  zh: '超过内存上限，已停止',
  en: 'stopped: it used more memory than allowed',
}
const BROKE: Trouble = {
  code: 'job.broke',
  zh: '内部错误，已停止：请查看服务日志',
  en: 'stopped by an internal error: see the log of the server',
}

/** Milliseconds between two looks at the memory. */
const LOOK = 500
const HEAP_SHARE = 0.7

/** A job in a process group of its own, that can be killed as a whole. */
export class JobProcess {
  readonly ended: Promise<Ended>
  readonly #child: ChildProcess
  #reason: Ended | undefined

  constructor(order: Order, limits: JobLimits, onStage: (said: Extract<Said, { say: 'stage' }>) => void) {
    const own = `./child${extname(import.meta.url)}`
    const heap = Math.floor((limits.memory * HEAP_SHARE) / 2 ** 20)
    const child = fork(fileURLToPath(new URL(own, import.meta.url)), [], {
      execArgv: [`--max-old-space-size=${heap}`],
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: withoutSecrets(process.env),
    })
    this.#child = child
    const timer = setTimeout(() => this.#stop({ end: 'trouble', trouble: TIME }), limits.time)
    const watch = setInterval(async () => {
      if (child.pid !== undefined && (await residentOf(child.pid)) > limits.memory)
        this.#stop({ end: 'trouble', trouble: MEMORY })
    }, LOOK)
    child.on('message', (said: Said) => {
      if (said.say === 'ready') child.send(order)
      else if (said.say === 'stage') onStage(said)
      else if (said.say === 'trouble') this.#reason ??= { end: 'trouble', trouble: said.trouble }
      else this.#reason ??= { end: 'done' }
    })
    this.ended = new Promise((resolve) => {
      const finish = (code: number | null, signal: NodeJS.Signals | null) => {
        clearTimeout(timer)
        clearInterval(watch)
        this.#kill()
        resolve(this.#reason ?? verdictOf(code, signal))
      }
      child.once('exit', finish)
      child.once('error', () => finish(null, null))
    })
  }

  /** Kills it and all it started. */
  stop(): void {
    this.#stop({ end: 'stopped' })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  #stop(reason: Ended): void {
    this.#reason ??= reason
    this.#kill()
  }

  #kill(): void {
    if (this.#child.pid === undefined) return
    try {
      process.kill(-this.#child.pid, 'SIGKILL')
    } catch {
      // The group is gone already.
    }
  }
}

/** Out of heap, V8 aborts; any other signal came from outside. */
function verdictOf(code: number | null, signal: NodeJS.Signals | null): Ended {
  if (signal === 'SIGABRT' || code === 134) return { end: 'trouble', trouble: MEMORY }
  return signal !== null || code === null ? { end: 'lost' } : { end: 'trouble', trouble: BROKE }
}

/** A job reads strangers' files: it is given no password of the environment. */
const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/password|secret|token|key|credential|^PG|DATABASE/i.test(name)),
  )

const PAGE = 4096

/** Bytes resident of a process group; 0 where the system does not tell. */
async function residentOf(group: number): Promise<number> {
  let bytes = 0
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // pid (name) state ppid pgrp … rss is the 24th field; the name may hold anything but is in brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[2]) === group) bytes += Number(fields[21]) * PAGE
  }
  return bytes
}
