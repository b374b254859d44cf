import type { Choices } from '../../facts/choice.ts'
import type { Outcome, Result, SubjectKind } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import type { Change } from '../compare.ts'
import type { Lang } from '../lang.ts'
import type { AggregateScreen } from './aggregate-screen.ts'
import type { CommitmentsScreen } from './commitments-screen.ts'
import type { DrawScreen, ShownDraw } from './draw-words.ts'
import type { CoverageScreen } from './task-words.ts'
import type { Facet, TasksScreen } from './tasks-screen.ts'

/** What stands around a screen of the workbench. */
export interface Frame {
  readonly lang: Lang
  readonly who: { readonly name: string; readonly operator: boolean } | null
  /** Sent back with every change; none without a session. */
  readonly csrf: string | null
  readonly workspaces: readonly WorkspaceName[]
  readonly workspace: Workspace | null
  /** Where the tables of this screen are to be had as a workbook; none where it has none. */
  readonly tables: string | null
}

export interface WorkspaceName {
  readonly id: string
  readonly name: string
  readonly demo: boolean
}

export interface Workspace extends WorkspaceName {
  readonly separated: boolean
  readonly role: string | null
  readonly rights: readonly string[]
}

export type Counts = Readonly<Record<Outcome, number>>

export interface Head {
  readonly id: string
  readonly subject: string
  readonly asOf: string
  readonly version: string
  readonly made: number
  readonly summary: Counts
}

export interface ShownSubject {
  readonly id: string
  readonly key: string
  readonly kind: SubjectKind
  readonly name: string
  readonly changed: number
  readonly latest: Head
}

export interface Due {
  readonly case: string
  readonly title: Text
  readonly citation: string
  readonly who: Text
  readonly due: string
  readonly status: 'running' | 'overdue'
  readonly workdays: number
  readonly why: Text
}

export interface Job {
  readonly id: string
  readonly kind: 'audit' | 'check'
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly title: string
  readonly attempt: number
  readonly progress: { readonly stage: string; readonly done: number; readonly of: number; readonly what?: string }
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null
  readonly made: number
  readonly started: number | null
  readonly ended: number | null
  readonly results: readonly { readonly subject: string; readonly result: string }[]
}

/** What somebody attested of a subject. */
export interface ShownAttestation {
  readonly id: string
  readonly by: string
  readonly on: string
  readonly sender: string
  readonly made: number
  readonly result: string
  readonly job: string
  readonly answers: readonly {
    readonly fact: string
    readonly title: Text
    readonly value: boolean | string
    /** What the value of a choice means. */
    readonly words?: Text
    /** No newer one says it anew. */
    readonly counts: boolean
  }[]
  readonly evidence: readonly { readonly sha256: string; readonly name: string }[]
}

/** A finding that is not put right for the time being. */
export interface ShownException {
  readonly id: string
  readonly subject: { readonly id: string; readonly name: string }
  readonly rule: string
  readonly provision: string
  readonly what: Text
  readonly basis: string
  readonly reason: string
  readonly until: string
  readonly maker: string
  readonly made: number
  /** `settled` where the latest result does not hold the finding any more. */
  readonly state: 'holds' | 'ended' | 'withdrawn' | 'settled'
  readonly withdrawn: { readonly by: string; readonly at: number } | null
  readonly evidence: readonly { readonly sha256: string; readonly name: string }[]
}

/** What is wrong with an inventory that a form wrote, and its content as names and values: null where it is no YAML. */
export interface InventoryChecked {
  readonly problems: readonly Text[]
  readonly networks: number
  readonly content: Readonly<Record<string, unknown>> | null
}

export interface ProvisionCount {
  readonly provision: string
  /** What the first rule that reads it asks. */
  readonly title: Text | null
  readonly failed: number
  readonly cantTell: number
}

export interface ShownCase {
  readonly id: string
  readonly procedure: string
  readonly title: Text
  readonly state: Text
  readonly steps: number
  readonly refused: number
  readonly open: number
  readonly overdue: number
  readonly next: string | null
}

/** A step, a gate and a due day as a case screen shows them. */
export interface CaseScreen {
  readonly screen: 'case'
  readonly id: string
  readonly title: Text
  readonly state: Text
  readonly asOf: string
  readonly side: string
  readonly sides: readonly { readonly id: string; readonly name: Text }[]
  readonly roles: readonly { readonly id: string; readonly name: Text; readonly side: string }[]
  readonly steps: readonly {
    readonly id: string
    readonly title: Text
    readonly day: string
    readonly by: string
    readonly side: string
    readonly outcome: 'done' | 'late' | 'refused' | 'observed'
    readonly missing: readonly { readonly step: Text; readonly citation: string }[]
    /** Documents that can be made of it. */
    readonly documents: readonly { readonly type: string; readonly title: Text }[]
  }[]
  readonly due: readonly {
    readonly title: Text
    readonly citation: string
    readonly who: Text
    readonly due?: string
    readonly status: 'running' | 'overdue' | 'met' | 'late' | 'no-limit'
    readonly doneOn?: string
  }[]
  readonly next: readonly {
    readonly type: string
    readonly title: Text
    readonly missing: readonly { readonly step: Text; readonly citation: string }[]
    readonly tooEarlyUntil: string | null
    /** What an event of this kind may say, field by field. */
    readonly fields: readonly {
      readonly name: string
      readonly title: Text
      readonly type: string
      readonly choices: Choices
      readonly optional: boolean
    }[]
    readonly by: readonly string[]
    /** Documents of such a step: drafts of them can be made before it is taken. */
    readonly documents: readonly { readonly type: string; readonly title: Text }[]
  }[]
  readonly notes: readonly Text[]
  /** The ledger or the file of the case is not as it was signed; null where the page does not say. */
  readonly isAltered: boolean | null
}

export interface Day {
  readonly day: string
  readonly works: boolean
  readonly why: Text
  readonly announced: boolean
  readonly due: readonly Due[]
}

/** A declared field as a form asks for it. */
export interface FormField {
  readonly name: string
  readonly title: Text
  readonly type: 'boolean' | 'text' | 'date' | 'decimal'
  readonly choices: Choices
}

export type Screen =
  | {
      readonly screen: 'home'
      readonly on: string
      readonly due: readonly Due[]
      readonly subjects: readonly ShownSubject[]
      readonly all: number
      readonly provisions: readonly ProvisionCount[]
      /** Those that end soon. */
      readonly exceptions: readonly ShownException[]
      /** What is to be done, by kind. */
      readonly tasks: readonly Facet[]
      readonly jobs: readonly Job[]
    }
  | {
      readonly screen: 'subjects'
      readonly asked: { readonly kind?: string; readonly q?: string; readonly outcome?: string; readonly from: number }
      readonly kinds: readonly SubjectKind[]
      readonly most: number
      readonly all: number
      readonly items: readonly ShownSubject[]
    }
  | {
      readonly screen: 'subject'
      readonly id: string
      readonly key: string
      readonly kind: SubjectKind
      readonly name: string
      readonly history: readonly Head[]
      readonly attestations: readonly ShownAttestation[]
      readonly exceptions: readonly ShownException[]
    }
  | {
      readonly screen: 'result'
      readonly id: string
      readonly subject: string
      readonly result: Result
      readonly made: number
      /** Since the result before this one; none where this is the first. */
      readonly since: { readonly id: string; readonly head: Head; readonly changes: readonly Change[] } | null
      readonly exceptions: readonly ShownException[]
      /** Facts a person can attest to have it checked again; null where no job of this workbench made it. */
      readonly attest: readonly FormField[] | null
      /** What was attested of the subject before, at whatever result of it. */
      readonly attested: readonly ShownAttestation[]
      readonly on: string
    }
  | {
      readonly screen: 'compare'
      readonly name: string
      readonly subject: string
      readonly before: Head
      readonly after: Head
      readonly changes: readonly Change[]
    }
  | {
      readonly screen: 'provision'
      readonly provision: string
      readonly outcome: string
      readonly gist: Text | null
      readonly items: readonly {
        readonly subject: string
        readonly name: string
        readonly kind: SubjectKind
        readonly key: string
        readonly result: string
      }[]
    }
  | TasksScreen
  | { readonly screen: 'start'; readonly categories: readonly string[]; readonly on: string }
  | {
      readonly screen: 'inventory'
      readonly operator: readonly FormField[]
      readonly lists: readonly {
        readonly name: string
        readonly title: Text
        /** Its rows say which network they belong to. */
        readonly belongs: boolean
        readonly fields: readonly FormField[]
      }[]
    }
  | { readonly screen: 'jobs'; readonly items: readonly Job[] }
  | { readonly screen: 'job'; readonly job: Job }
  | {
      readonly screen: 'cases'
      readonly items: readonly ShownCase[]
      readonly procedures: readonly {
        readonly id: string
        readonly title: Text
        readonly sides: readonly { readonly id: string; readonly name: Text }[]
      }[]
    }
  | CaseScreen
  | { readonly screen: 'draws'; readonly items: readonly ShownDraw[] }
  | DrawScreen
  | CoverageScreen
  | CommitmentsScreen
  | AggregateScreen
  | {
      readonly screen: 'calendar'
      readonly on: string
      readonly month: string
      readonly before: string
      readonly after: string
      readonly days: readonly Day[]
      readonly asked: { readonly from: string; readonly n: string; readonly unit: string }
      readonly count: {
        readonly day: string
        readonly provisional: boolean
        readonly skipped: readonly { readonly day: string; readonly why: Text }[]
        readonly madeUp: readonly { readonly day: string; readonly why: Text }[]
      } | null
    }
  | {
      readonly screen: 'admin'
      readonly members: readonly {
        readonly account: string
        readonly name: string
        readonly role: string
        readonly since: number
        readonly locked: boolean
        readonly disabled: boolean
        /** Who vouches for it; null for a local account. */
        readonly issuer: string | null
      }[]
      /** Accounts of the identity provider without any role; none where there is no provider, and for all but an operator. */
      readonly waiting: readonly {
        readonly account: string
        readonly name: string
        readonly issuer: string
        readonly made: number
      }[]
      readonly roles: readonly string[]
      readonly tokens: readonly {
        readonly id: string
        readonly name: string
        readonly account: string
        readonly scopes: readonly string[]
        readonly ends: number
        readonly used: number | null
        readonly revoked: boolean
      }[]
      readonly trail:
        | readonly {
            readonly position: number
            readonly at: number
            readonly actor: string
            readonly action: string
            readonly object: string
          }[]
        | null
      readonly brokenAt: number | null
    }
  | {
      readonly screen: 'account'
      readonly hasPassword: boolean
      /** It may have a password. */
      readonly localAccounts: boolean
      /** It has no role anywhere. */
      readonly waiting: boolean
      readonly issuers: readonly string[]
      readonly sessions: readonly {
        readonly id: string
        readonly agent: string
        readonly oidc: boolean
        readonly made: number
        readonly seen: number
        readonly current: boolean
      }[]
      /** An identity of the provider can be added. */
      readonly linkable: boolean
    }
  | {
      readonly screen: 'sign-in'
      readonly localAccounts: boolean
      /** What the button of the identity provider says, and where it leads; null where there is none. */
      readonly provider: { readonly name: Text; readonly href: string } | null
    }
  | {
      readonly screen: 'refused'
      readonly status: number
      readonly text: Text
      /** Where one who signs in goes on. */
      readonly to?: string
    }

/** What the web build gives for the workbench. */
export interface BenchPages {
  renderBench(screen: Screen, frame: Frame): string
}
