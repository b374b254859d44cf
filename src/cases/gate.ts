import type { Condition } from '../facts/tree.ts'
import type { Environment } from '../judge/environment.ts'
import { decisiveSaid } from '../judge/trace.ts'
import { TRUE, UNKNOWN } from '../judge/truth.ts'
import { type Scope, surely, walk } from '../judge/walk.ts'
import { type Span, shared, type Timing, timingOf, window } from '../judge/window.ts'
import { daysBetween } from '../law/day.ts'
import type { Ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'

/** What must hold before a step may be taken. */
export interface Guard {
  /** What has to be done or waited for, in words. */
  readonly step: Text
  readonly cites: Ref
  /** Over the case and `today`. Parts that say and cite something are reported each on its own. */
  readonly condition: Condition
  /**
   * A time limit on a step that protects the other side (answer, correction, removal, re-inspection): it never refuses
   * the step, lateness is recorded.
   */
  readonly protects?: boolean
}

export interface Missing {
  readonly step: Text
  readonly citation: Ref
  /** The facts at hand do not tell: nothing shows that it was done, and nothing that it was not. */
  readonly unknown?: true
}
export interface Overdue extends Missing {
  /** The first day that was too late. */
  readonly since: string
  /** Calendar days since the last day on which it was in time. */
  readonly days: number
}

/** Whether a step may be taken today. */
export interface Gate {
  readonly allowed: boolean
  /** Steps that are not done, or not shown to be, each with the provision that asks for it. */
  readonly missing: readonly Missing[]
  /** The first day on which no guard is too early, where waiting alone helps. */
  readonly tooEarlyUntil?: string
  /** The first day on which a guard no longer held. With `allowed` the step is late, not refused. */
  readonly tooLateSince?: string
  /** Limits that passed without refusing the step. */
  readonly late: readonly Overdue[]
  /** Limits on protective steps that cannot be told, and do not refuse them. */
  readonly unsettled: readonly Missing[]
  /** Provisions of every guard that does not hold, in order. */
  readonly citations: readonly Ref[]
  /** Why a day may still move: holidays that are not announced yet. */
  readonly caution?: Text
}

/** What is told of a gate wherever a step is shown. */
export interface Why {
  /** What is not done or not shown, with the provision that asks for it; of an observed step what it is judged by. */
  readonly missing: readonly Missing[]
  /** First lawful day, where waiting alone helps: `YYYY-MM-DD`. */
  readonly tooEarlyUntil: string | null
  /** First day that was too late. */
  readonly tooLateSince: string | null
  /** Time limits that passed without refusing the step, with calendar days. */
  readonly late: readonly Overdue[]
}

export const whyOf = ({ missing, tooEarlyUntil, tooLateSince, late }: Gate): Why => ({
  missing,
  tooEarlyUntil: tooEarlyUntil ?? null,
  tooLateSince: tooLateSince ?? null,
  late,
})

/** Judges the guards of a step on the facts of its case and the day `env.today`. There is no override. */
export function gate(guards: readonly Guard[], facts: Scope, env: Environment): Gate {
  const cautions: Text[] = []
  const watched: Environment = {
    ...env,
    after: (day, period) => {
      const caution = env.caution?.(day, period)
      if (caution) cautions.push(caution)
      return env.after(day, period)
    },
  }
  const judged = guards.map((guard) => judge(guard, facts, watched))
  const refusing = judged.filter((j) => !j.guard.protects)
  const missing = refusing.filter((j) => j.standing === 'missing').flatMap((j) => j.parts)
  const early = refusing.filter((j) => j.standing === 'early')
  const late = judged.filter((j) => j.standing === 'late')
  const opens = early.length > 0 ? firstCommonDay(judged, facts, watched) : undefined
  // Guards whose days never meet: no waiting helps, so they are missing each in its own right.
  const never = early.length > 0 && opens === undefined ? early.flatMap((j) => j.parts) : []
  const since = late.map((j) => j.timing.tooLateSince!).sort()[0]
  const caution = cautions[0]
  return {
    allowed: refusing.every((j) => j.standing === 'holds'),
    missing: [...missing, ...never],
    ...(opens === undefined ? {} : { tooEarlyUntil: opens }),
    ...(since === undefined ? {} : { tooLateSince: since }),
    late: late.filter((j) => j.guard.protects).flatMap((j) => overdue(j, env.today)),
    unsettled: judged.filter((j) => j.standing === 'unsettled').flatMap((j) => j.parts),
    citations: [
      ...new Set(judged.filter((j) => j.standing !== 'holds').flatMap((j) => j.parts.map((p) => p.citation))),
    ],
    ...(caution === undefined ? {} : { caution }),
  }
}

interface Judged {
  readonly guard: Guard
  readonly standing: 'holds' | 'missing' | 'early' | 'late' | 'unsettled'
  readonly timing: Timing
  /** The parts that keep it from holding. */
  readonly parts: readonly Missing[]
}

const IN_TIME: Timing = {}

function judge(guard: Guard, facts: Scope, env: Environment): Judged {
  if (surely(TRUE, guard.condition, facts, env)) return { guard, standing: 'holds', timing: IN_TIME, parts: [] }
  const truth = walk(guard.condition, facts, env)
  const timing = timingOf(window(guard.condition, facts, env), env.today)
  const doubt = truth === UNKNOWN ? ({ unknown: true } as const) : {}
  const parts = [...decisiveSaid(guard.condition, facts, env)].map((part) => ({
    step: part.say!,
    citation: (part.cites as Ref | undefined) ?? guard.cites,
    ...doubt,
  }))
  const standing =
    timing.tooEarlyUntil !== undefined
      ? 'early'
      : timing.tooLateSince !== undefined
        ? 'late'
        : guard.protects && truth === UNKNOWN
          ? 'unsettled'
          : 'missing'
  return {
    guard,
    standing,
    timing,
    parts: parts.length > 0 ? parts : [{ step: guard.step, citation: guard.cites, ...doubt }],
  }
}

/** The first day from today on which all guards hold that some day do; limits that only record do not end them. */
function firstCommonDay(judged: readonly Judged[], facts: Scope, env: Environment): string | undefined {
  let days: readonly Span[] = [{ from: env.today }]
  for (const { guard } of judged) {
    if (guard.protects) continue
    const spans = window(guard.condition, facts, env)
    if (spans.length === 0) continue
    days = shared(days, spans)
  }
  return days.map((s) => s.from!).sort()[0]
}

function overdue(judged: Judged, today: string): Overdue[] {
  const since = judged.timing.tooLateSince!
  return judged.parts.map((part) => ({ ...part, since, days: daysBetween(since, today) + 1 }))
}
