import type { Phase } from '../app/events.ts'
import type { Call } from './calls.ts'
import type { Moment } from './time.ts'

/** One row of a hook log with its place. */
export interface Logged {
  readonly call: Call
  readonly moment?: Moment
  /** The tool's own mark. */
  readonly phase?: Phase
  readonly locator: string
}

/** What a tool that hooks interfaces wrote, in the words of its own marks. */
export interface HookLog {
  readonly kind: 'hooks'
  /** The tool: `camille`, `AppScan`, `PrivacySentry`, `Frida`, or `hooks` where it cannot be told. */
  readonly tool: string
  readonly rows: readonly Logged[]
  /** Package the log says it is of. */
  readonly app?: string
  /** Whether the watch began before the app's first code. */
  readonly fromStart: boolean
  /** Whether the log says that the watch was ended in order. */
  readonly ended: boolean
  /** Interfaces the log says were watched. */
  readonly watched?: readonly string[]
  /** Choices the log marks. */
  readonly chose: ReadonlySet<'agree' | 'refuse'>
}

/** `同意隐私政策前` and the like, as tools write the state. */
export function phaseOf(text: string): Phase | undefined {
  const mark = text.trim().toLowerCase().replaceAll('_', '-')
  if (mark.length === 0 || mark.length > 40) return undefined
  if (/^(?:before-?consent|before|pre-?consent|false|0)$|(?:同意|授权|确认).{0,8}前|未同意/.test(mark))
    return 'before-consent'
  if (/^(?:after-?refusal|refused|rejected|denied)$|(?:拒绝|不同意).{0,8}后|已拒绝/.test(mark)) return 'after-refusal'
  if (/^(?:after-?consent|after|post-?consent|true|1)$|(?:同意|授权|确认).{0,8}后|已同意/.test(mark))
    return 'after-consent'
  return undefined
}
