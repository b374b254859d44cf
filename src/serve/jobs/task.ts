import type { AuditOptions } from '../../cli/audit.ts'
import type { Trouble } from '../../store/state/jobs.ts'

/** What a child process is given: the arguments of the command it runs. */
export type Task =
  | { readonly kind: 'audit'; readonly target: string; readonly options: AuditOptions }
  | {
      readonly kind: 'check'
      readonly mapping: string
      readonly folder: string
      readonly store: string
      readonly on?: string
    }

export interface Order {
  readonly task: Task
  readonly version: string
  /** Where the result goes. */
  readonly out: string
}

/** What a child says. */
export type Said =
  | { readonly say: 'ready' }
  | { readonly say: 'stage'; readonly stage: 'reading' | 'judging' | 'saving'; readonly what?: string }
  | { readonly say: 'done' }
  | { readonly say: 'trouble'; readonly trouble: Trouble }
