import { readFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type BlobStore, NoBlob, StorageError } from '../../store/state/blobs.ts'
import type { Db } from '../../store/state/database.ts'
import {
  type Claim,
  claimJob,
  completeJob,
  failJob,
  LEASE,
  type Progress,
  releaseDead,
  releaseJob,
  renewJob,
  type Trouble,
} from '../../store/state/jobs.ts'
import type { JobRow } from '../../store/state/tables.ts'
import { JOB_LIMITS, type JobLimits, JobProcess } from './child-process.ts'
import { jobInput } from './input.ts'
import { keepPictures } from './pictures.ts'
import { NoArtifact, prepare } from './prepare.ts'
import { NoResult, readResult } from './result-file.ts'
import type { Said } from './task.ts'

export interface QueueOptions {
  readonly db: Db
  readonly blobs: BlobStore
  readonly store: string
  readonly version: string
  /** Jobs at once. */
  readonly at?: number
  readonly limits?: JobLimits
}

/** Milliseconds between two looks for a job, and between two renewals. */
const LOOK = 1000
const RENEW = LEASE / 5
/** Milliseconds before a job is given back that the storage of uploads held up. */
const REST = 10_000

const GONE: Trouble = { code: 'job.artifact', zh: '所需的上传文件已被删除', en: 'an upload it needs was removed' }
const NO_RESULT: Trouble = { code: 'job.result', zh: '没有得到可用的结果', en: 'it came to no usable result' }

/**
 * Runs the jobs of a database, each in a process of its own. Any number of these may work on one database: each job is
 * held by one, and taken up by another when its holder is gone.
 */
export class Queue {
  readonly #options: QueueOptions
  readonly #owner = ownerName()
  readonly #running = new Map<string, { readonly process: JobProcess }>()
  readonly #working = new Set<Promise<void>>()
  #timer: ReturnType<typeof setInterval> | undefined
  #looking = false
  #again = false
  #ended = false

  constructor(options: QueueOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    await releaseDead(this.#options.db, isDead)
    const folders = join(this.#options.store, 'work')
    for (const owner of await readdir(folders).catch(() => [] as string[]))
      if (isDead(owner)) await rm(join(folders, owner), { recursive: true, force: true })
    this.#timer = setInterval(() => this.look(), LOOK)
    this.#timer.unref()
    this.look()
  }

  /** Looks for jobs now. */
  look(): void {
    if (this.#looking) {
      this.#again = true
      return
    }
    this.#looking = true
    void this.#take().finally(() => {
      this.#looking = false
      if (this.#again) {
        this.#again = false
        this.look()
      }
    })
  }

  /** Kills the process of a job that was cancelled. */
  stop(id: string): void {
    this.#running.get(id)?.process.stop()
  }

  /** Ends; what runs is given back. */
  async end(): Promise<void> {
    this.#ended = true
    clearInterval(this.#timer)
    for (const { process } of this.#running.values()) process.stop()
    await Promise.all(this.#working)
  }

  async #rest(claim: Claim): Promise<void> {
    for (let waited = 0; waited < REST && !this.#ended; waited += LOOK) {
      await new Promise((go) => setTimeout(go, LOOK))
      if (waited % RENEW < LOOK) await renewJob(this.#options.db, claim, undefined).catch(complain)
    }
  }

  async #take(): Promise<void> {
    const { db, at = 2 } = this.#options
    try {
      while (!this.#ended && this.#working.size < at) {
        const job = await claimJob(db, this.#owner)
        if (!job) return
        const work: Promise<void> = this.#work(job).finally(() => {
          this.#working.delete(work)
          if (!this.#ended) this.look()
        })
        this.#working.add(work)
      }
    } catch (error) {
      if (!this.#ended) complain(error)
    }
  }

  async #work(job: JobRow): Promise<void> {
    const { db, blobs, store, version, limits = JOB_LIMITS } = this.#options
    const claim: Claim = { ...job, owner: this.#owner }
    const folder = join(store, 'work', this.#owner, `${job.id}-${job.attempt}`)
    let progress: Progress = { stage: 'preparing', done: 0, of: 4 }
    let renewal: ReturnType<typeof setInterval> | undefined
    try {
      await mkdir(folder, { recursive: true })
      const input = jobInput.parse(JSON.parse(job.input))
      const task = await prepare(db, blobs, job.workspace_id, input, join(folder, 'in'), store)
      const out = join(folder, 'result.json')
      const child = new JobProcess({ task, version, out }, limits, (said) => {
        progress = progressOf(said)
        void keep()
      })
      const keep = async () => {
        if (!(await renewJob(db, claim, progress).catch(() => true))) child.stop()
      }
      this.#running.set(job.id, { process: child })
      renewal = setInterval(() => void keep(), RENEW)
      await keep()
      const ended = await child.ended
      clearInterval(renewal)
      if (ended.end === 'trouble') await failJob(db, claim, ended.trouble)
      else if (ended.end === 'done') {
        const owner = { workspace: job.workspace_id, account: job.account_id }
        // Before the transaction that keeps the result: what it speaks of is there when it is.
        if (input.kind === 'audit')
          for await (const result of readResult(out)) await keepPictures({ db, blobs }, owner, result, folder)
        await completeJob(db, claim, readResult(out))
      } else await releaseJob(db, claim)
    } catch (error) {
      if (error instanceof NoArtifact || error instanceof NoBlob) await failJob(db, claim, GONE).catch(complain)
      else if (error instanceof NoResult) await failJob(db, claim, NO_RESULT).catch(complain)
      else {
        complain(error)
        // The storage may be back in a while; until then the job stays with who has it.
        if (error instanceof StorageError) await this.#rest(claim)
        await releaseJob(db, claim).catch(complain)
      }
    } finally {
      clearInterval(renewal)
      this.#running.delete(job.id)
      await rm(folder, { recursive: true, force: true })
    }
  }
}

const DONE: Readonly<Record<Extract<Said, { say: 'stage' }>['stage'], number>> = { reading: 1, judging: 2, saving: 3 }

const progressOf = ({ stage, what }: Extract<Said, { say: 'stage' }>): Progress => ({
  stage,
  done: DONE[stage],
  of: 4,
  ...(what ? { what: what.slice(0, 300) } : {}),
})

const complain = (error: unknown): void => {
  process.stderr.write(`guiju: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

/** Machine, process and when that process began, so that a number used again is not taken for the same process. */
function ownerName(): string {
  return `${hostname().replace(/[^\w.-]/g, '_')}-${process.pid}-${startOf(process.pid) ?? Date.now()}`
}

function isDead(owner: string): boolean {
  const [, host, pid, start] = /^(.*)-(\d+)-(\d+)$/.exec(owner) ?? []
  if (host !== hostname().replace(/[^\w.-]/g, '_')) return false
  const now = startOf(Number(pid))
  return now === undefined ? process.platform === 'linux' : now !== start
}

/** When a process began, as the system counts it; undefined where there is none or the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
