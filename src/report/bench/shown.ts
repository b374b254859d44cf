import type { Text } from '../../law/text.ts'
import type { Change } from '../compare.ts'
import type { CaseScreen, Job } from './screen.ts'
import { BENCH_WORDS as W } from './words.ts'

/** How the screens and their tables say a moment and a state. */

const EAST = 8 * 3_600_000

/** A moment, in milliseconds since 1970 UTC, in Beijing time to the minute. */
export const moment = (at: number): string => new Date(at + EAST).toISOString().slice(0, 16).replace('T', ' ')

export const JOB_STATES: Readonly<Record<Job['state'], Text>> = {
  queued: W.jobQueued,
  running: W.jobRunning,
  done: W.jobDone,
  failed: W.jobFailed,
  cancelled: W.jobCancelled,
}

export const STEP_OUTCOMES: Readonly<Record<CaseScreen['steps'][number]['outcome'], Text>> = {
  done: W.done,
  late: W.late,
  refused: W.refused,
  observed: W.observed,
}

export const DUE_STATES: Readonly<Record<CaseScreen['due'][number]['status'], Text>> = {
  running: W.running,
  overdue: W.overdue,
  met: W.met,
  late: W.late,
  'no-limit': W.noLimit,
}

export const CHANGES: Readonly<Record<Change['kind'], Text>> = {
  worse: W.worse,
  fixed: W.fixed,
  changed: W.changed,
  new: W.new,
  gone: W.gone,
  evidence: W.evidence,
  same: W.same,
}
