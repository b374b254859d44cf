import type { Evidence } from '../facts/evidence.ts'
import type { Problem } from '../facts/problem.ts'
import type { RunBoard } from '../facts/run-board.ts'
import type { TwoLists } from '../facts/two-lists.ts'
import type { Text } from '../law/text.ts'
import type { NetworkBoard } from './board.ts'
import type { BookFigures } from './book.ts'

export const OUTCOMES = ['failed', 'passed', 'cantTell', 'inapplicable', 'untested'] as const
/** The outcome words of W3C EARL. */
export type Outcome = (typeof OUTCOMES)[number]

export const SUBJECT_KINDS = [
  'app.android',
  'app.ios',
  'app.harmony',
  'app.mini-program',
  'app.web',
  'loan-book',
  'account-register',
  'product',
  'programme',
  'network',
  'organisation',
  'credit-case',
  'inspection',
] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** A fact as it is shown to a reader: its id, and its name in both languages. */
export interface FactEvidence extends Evidence {
  /** Dotted fact name, e.g. `app.calls.beforeInteraction`. */
  readonly fact: string
}

/** A fact that would settle an open question, and how to get it. */
export interface Need {
  readonly fact: string
  readonly how: Text
}

/** An indication that is not proof. */
export interface Lead {
  readonly what: Text
  readonly evidence: readonly FactEvidence[]
}

/** How the rule's law stands on the day of the judgement. */
export type LawStatus = 'in-force' | 'not-yet' | 'replaced' | 'draft'

/** The answer to one rule for one subject. Made by the engine alone. */
export interface Determination {
  /** Rule id; equals the provision for rules that read one provision. */
  readonly rule: string
  /** `<instrument>#<ref>` */
  readonly provision: string
  readonly outcome: Outcome
  readonly applies: 'direct' | 'by-reference'
  readonly status: LawStatus
  /** Whether the imported official text is the one the rule was written for. */
  readonly text: 'unchecked' | 'match' | 'stale'
  /** Why an `untested` rule was not run. */
  readonly reason?: 'human' | 'boundary'
  readonly what: Text
  readonly why: Text
  readonly fix: Text
  /** Provisions in force today beside an older one; put in where a result is printed. */
  readonly today?: readonly Text[]
  readonly evidence: readonly FactEvidence[]
  readonly needs: readonly Need[]
  readonly leads: readonly Lead[]
  /** Bulk subjects: entities per outcome. */
  readonly counts?: Readonly<Record<Outcome, number>>
  /** Bulk subjects: decisive leaf → entities. */
  readonly reasons?: Readonly<Record<string, number>>
  /** Bulk subjects: what the signs of a reason stand for, in their order: false `-`, unknown `?`, true `+`. */
  readonly leaves?: { readonly applies: readonly Text[]; readonly requires: readonly Text[] }
  /** Bulk subjects: ids of example rows, masked. */
  readonly samples?: readonly string[]
  /** Bulk subjects: how far each row uses its limit, the fullest first; the first of them where there are many. */
  readonly measured?: readonly Measured[]
}

/** One limit as one row comes to it. Amounts as text, in the unit of the field. */
export interface Measured {
  readonly id: string
  readonly outcome: Outcome
  /** At least this, and at most; absent where no bound is known. */
  readonly atLeast?: string
  readonly atMost?: string
  readonly of?: string
  /** Largest share allowed. */
  readonly limit?: string
}

export interface Input {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

export interface SubjectResult {
  readonly subject: {
    readonly kind: SubjectKind
    /** kind + `:` + package name, bundle id, appid or origin. */
    readonly id: string
    readonly name: string
    readonly version: string
    readonly inputs: readonly Input[]
  }
  readonly determinations: readonly Determination[]
  readonly summary: Readonly<Record<Outcome, number>>
  /** What was not examined, and what could not be read. */
  readonly limits: readonly Text[]
  readonly problems?: readonly Problem[]
  /** Loan books: what pictures, workbooks and trends are made of. */
  readonly book?: BookFigures
  /** Operators of networks: what the pictures of the inventory are drawn from. */
  readonly board?: NetworkBoard
  /** Websites run in a browser: what pictures and timeline are drawn from. */
  readonly run?: RunBoard
  /** Apps: the draft of what is collected and shared, where it was asked for. */
  readonly lists?: TwoLists
}

/** `guiju/result/1` */
export interface Result {
  readonly schema: 'guiju/result/1'
  readonly tool: {
    readonly name: 'guiju'
    readonly version: string
    /** SHA-256 of the rules and parameters that judged. */
    readonly rules: string
    /** Last day the working-day calendar covers. */
    readonly calendarUntil: string
  }
  /** The day whose law was applied, `YYYY-MM-DD`. */
  readonly asOf: string
  readonly results: readonly SubjectResult[]
}
