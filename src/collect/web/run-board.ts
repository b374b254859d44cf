import { join } from 'node:path'
import type { RunBoard, RunMoment, RunPhase, RunShot } from '../../facts/run-board.ts'
import { digestOf } from '../app/target.ts'
import type { RunEvent } from './events.ts'
import { readRun } from './read-run.ts'
import type { PhaseRun } from './run-model.ts'
import { isThirdParty, ownerOf } from './site.ts'

/** Moments of a phase that are listed; the run holds all. */
const MOST_MOMENTS = 300
const LONGEST = 160

/** The pictures and timeline of a run in a folder; undefined where the folder holds none that can be read. */
export function runBoardIn(folder: string): RunBoard | undefined {
  const run = readRun(join(folder, 'run.json'))
  if ('why' in run) return undefined
  const shots: RunShot[] = []
  const kept = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined
    if (shots.some((s) => s.name === name)) return name
    const digest = digestOf(join(folder, name))
    if ('error' in digest) return undefined
    shots.push({ name, sha256: digest.sha256, bytes: digest.bytes })
    return name
  }
  const page = new URL(run.url)
  return {
    url: run.url.slice(0, 2000),
    startedAt: run.startedAt,
    phases: run.phases.map((phase) => phaseOf(phase, page, kept)),
    shots,
  }
}

function phaseOf(phase: PhaseRun, page: URL, kept: (name: string | undefined) => string | undefined): RunPhase {
  const start = phase.marks[0]?.at ?? phase.events[0]?.at ?? 0
  const since = (at: number) => Math.max(0, Math.round(at - start))
  let requests = 0
  const moments = phase.events.map((event) => {
    if (event.kind === 'request') requests += 1
    return momentOf(event, since(event.at), requests, page)
  })
  return {
    name: phase.name,
    ...(phase.decidedAt === undefined ? {} : { decidedAt: since(phase.decidedAt) }),
    whole: phase.whole,
    marks: phase.marks.map(({ at, act, label, shot }) => {
      const picture = kept(shot)
      return {
        at: since(at),
        act,
        ...(label === undefined ? {} : { label: label.slice(0, LONGEST) }),
        ...(picture === undefined ? {} : { shot: picture }),
      }
    }),
    moments: moments.slice(0, MOST_MOMENTS),
    more: Math.max(0, moments.length - MOST_MOMENTS),
  }
}

function momentOf(event: RunEvent, at: number, number: number, page: URL): RunMoment {
  if (event.kind !== 'request')
    return {
      at,
      kind: event.kind,
      what: (event.kind === 'call' ? event.api : event.detail).slice(0, LONGEST),
      third: false,
    }
  const url = URL.parse(event.url)
  if (!url || !/^(?:https?|wss?):$/.test(url.protocol))
    return { at, kind: 'request', what: event.url.slice(0, LONGEST), third: false, number }
  const third = isThirdParty(page, url)
  const owner = third ? ownerOf(url.hostname).zh : undefined
  return {
    at,
    kind: 'request',
    // Queries carry identifiers: host and path say enough.
    what: `${url.host}${url.pathname}`.slice(0, LONGEST),
    third,
    ...(owner === undefined || owner === url.hostname ? {} : { owner }),
    number,
  }
}
