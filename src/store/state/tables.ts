/** Times are milliseconds since 1970, days `YYYY-MM-DD`, flags 0 or 1. */
export interface Tables {
  readonly workspace: WorkspaceRow
  readonly account: AccountRow
  readonly member: MemberRow
  readonly withheld: WithheldRow
  readonly session: SessionRow
  readonly link: LinkRow
  readonly identity: IdentityRow
  readonly flow: FlowRow
  readonly token: TokenRow
  readonly subject: SubjectRow
  readonly result: ResultRow
  readonly determination: DeterminationRow
  readonly standing: StandingRow
  readonly tally: TallyRow
  readonly task: TaskRow
  readonly task_tally: TaskTallyRow
  readonly material: MaterialRow
  readonly artifact: ArtifactRow
  readonly attestation: AttestationRow
  readonly exception: ExceptionRow
  readonly draw: DrawRow
  readonly draw_log: DrawLogRow
  readonly job: JobRow
  readonly case_file: CaseRow
  readonly trail: TrailRow
  readonly migration: { readonly version: number; readonly at: number }
}

export interface WorkspaceRow {
  readonly id: string
  readonly name: string
  /** Readable without signing in, removable as a whole. */
  readonly demo: number
  /** The three administrators are separate: an owner has none of their rights. */
  readonly separated: number
  readonly made_at: number
}

export interface AccountRow {
  readonly id: string
  /** Unique, compared in lower case. */
  readonly name: string
  /** argon2id in PHC form; none until the person sets one. */
  readonly password: string | null
  /** May make workspaces. */
  readonly operator: number
  readonly failures: number
  readonly locked_until: number
  /** 0 where it may sign in, else a value of `DISABLED_BY`. */
  readonly disabled: number
  readonly made_at: number
}

/** Who disabled an account: whoever opens accounts where it works, or an operator. */
export const DISABLED_BY = { administrator: 1, operator: 2 } as const

export interface MemberRow {
  readonly workspace_id: string
  readonly account_id: string
  readonly role: string
  readonly since: number
  /** The identity by whose groups it was given and follows them; none where an administrator gave it. */
  readonly source: string | null
}

/** An account that an administrator removed from a workspace: no group of its identity brings it back. */
export interface WithheldRow {
  readonly workspace_id: string
  readonly account_id: string
  readonly at: number
}

export interface SessionRow {
  /** SHA-256 of what the cookie holds. */
  readonly hash: string
  readonly account_id: string
  readonly csrf: string
  readonly made_at: number
  readonly seen_at: number
  readonly ends_at: number
  /** What an identity provider gave, sealed with what the cookie holds; none for a session of a password. */
  readonly id_token: string | null
  /** Browser and system in two words; none before they were kept. */
  readonly agent: string | null
}

/** A link that signs an account in once. */
export interface LinkRow {
  readonly hash: string
  readonly account_id: string
  readonly ends_at: number
  readonly used_at: number | null
}

/** Whom an identity provider vouches for. */
export interface IdentityRow {
  readonly issuer: string
  readonly subject: string
  readonly account_id: string
  readonly made_at: number
  readonly seen_at: number
}

/** A sign-in at an identity provider that is under way. */
export interface FlowRow {
  /** SHA-256 of what the cookie holds. */
  readonly hash: string
  /** The account that asked for the identity to be added to it; none for a sign-in. */
  readonly account_id: string | null
  readonly to_path: string
  readonly ends_at: number
}

export interface TokenRow {
  readonly id: string
  readonly hash: string
  readonly workspace_id: string
  readonly account_id: string
  readonly name: string
  /** Permissions parted by spaces; never more than those of the account. */
  readonly scopes: string
  readonly made_at: number
  readonly ends_at: number
  readonly used_at: number | null
  readonly revoked_at: number | null
}

export interface SubjectRow {
  readonly id: string
  readonly workspace_id: string
  /** The id in results: kind, colon, package name, origin … */
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly latest_id: string
  readonly changed_at: number
  /** Name and key in lower case, a line each: what a search reads. */
  readonly folded: string
  /** A number of its own, under which the text is found. */
  readonly n: number
  /** Of the latest result. */
  readonly failed: number
  readonly cant_tell: number
}

export interface ResultRow {
  readonly id: string
  readonly workspace_id: string
  readonly subject_id: string
  readonly job_id: string | null
  /** SHA-256 of `body`: the same result is kept once. */
  readonly digest: string
  readonly as_of: string
  readonly version: string
  readonly made_at: number
  readonly failed: number
  readonly passed: number
  readonly cant_tell: number
  readonly inapplicable: number
  readonly untested: number
  /** `guiju/result/1` of this one subject. */
  readonly body: string
}

export interface DeterminationRow {
  readonly result_id: string
  readonly workspace_id: string
  readonly position: number
  readonly rule: string
  readonly provision: string
  readonly outcome: string
  readonly leads: number
  /** Begin of the subject's name while this is of its latest result; null afterwards. */
  readonly place: string | null
}

/** How many subjects have an outcome for a provision in their latest result, kept with each result. */
export interface StandingRow {
  readonly workspace_id: string
  readonly provision: string
  readonly outcome: string
  readonly n: number
}

/** How many subjects of a kind there are, and how many have an outcome in their latest result. */
export interface TallyRow {
  readonly workspace_id: string
  readonly kind: string
  readonly outcome: 'any' | 'failed' | 'cantTell'
  readonly n: number
}

/** What is still to be done for a subject by its latest result. */
export interface TaskRow {
  readonly workspace_id: string
  readonly subject_id: string
  /** Its place among the tasks of the subject. */
  readonly n: number
  readonly result_id: string
  readonly kind: string
  /** Kind of the subject. */
  readonly of: string
  /** Who is bound by the first provision it is about; empty where that is not said. */
  readonly role: string
  readonly material: string
  /** What it is about, parted by spaces, with one before and after. */
  readonly provisions: string
  /** Parted by spaces. */
  readonly facts: string
  readonly due: string | null
  /** Begin of the subject's name. */
  readonly place: string
}

/** How many tasks of a kind there are; under no provision each is counted once. */
export interface TaskTallyRow {
  readonly workspace_id: string
  readonly kind: string
  readonly of: string
  readonly role: string
  readonly provision: string
  /** 1 where they fall on a day. */
  readonly dated: number
  readonly n: number
}

/** What tasks ask for, each text once for as long as a task asks for it. */
export interface MaterialRow {
  readonly workspace_id: string
  readonly id: string
  readonly kind: string
  readonly zh: string
  readonly en: string
  /** Tasks that ask for it. */
  readonly n: number
}

export interface ArtifactRow {
  readonly workspace_id: string
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly account_id: string
  readonly made_at: number
}

/** An upload that something recorded rests on, under the name it had then. */
export interface HeldFile {
  readonly sha256: string
  readonly name: string
}

/** What somebody attested of a subject. */
export interface AttestationRow {
  readonly id: string
  readonly workspace_id: string
  readonly subject_id: string
  /** The result that needed it, and the job that checks again with it. */
  readonly result_id: string
  readonly job_id: string
  /** The account that sent it in. */
  readonly account_id: string
  /** Who answers for it, and since what day. */
  readonly by_name: string
  readonly on_day: string
  /** Facts by name, as JSON. */
  readonly answers: string
  /** The `HeldFile`s it rests on, as JSON. */
  readonly evidence: string
  readonly made_at: number
}

/** Why a finding is not put right for the time being. */
export interface ExceptionRow {
  readonly id: string
  readonly workspace_id: string
  readonly subject_id: string
  readonly rule: string
  readonly provision: string
  /** What allows it, and why. */
  readonly basis: string
  readonly reason: string
  /** The last day on which it holds. */
  readonly until_day: string
  /** The `HeldFile`s it rests on, as JSON. */
  readonly evidence: string
  readonly account_id: string
  readonly made_at: number
  readonly withdrawn_by: string | null
  readonly withdrawn_at: number | null
}

/** A draw of a workspace. */
export interface DrawRow {
  readonly workspace_id: string
  readonly commitment: string
  /** `guiju/draw/1`, with the salt. */
  readonly body: string
}

/** The whole signed log of the draws of a workspace, as a receipt. */
export interface DrawLogRow {
  readonly workspace_id: string
  readonly body: string
}

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

export interface JobRow {
  readonly id: string
  readonly workspace_id: string
  readonly account_id: string
  readonly kind: string
  readonly state: JobState
  /** What was asked for, as JSON. */
  readonly input: string
  /** How often a process took it up. */
  readonly attempt: number
  /** The process that runs it, and until when that claim holds unless it is renewed. */
  readonly owner: string | null
  readonly lease_until: number
  /** How far it is, as JSON. */
  readonly progress: string
  /** Why it failed, as JSON. */
  readonly error: string | null
  /** The results it came to, as JSON. */
  readonly results: string | null
  readonly made_at: number
  readonly started_at: number | null
  readonly ended_at: number | null
}

export interface CaseRow {
  readonly workspace_id: string
  readonly id: string
  readonly procedure: string
  /** Raised by each change; a change names the one it saw. */
  readonly revision: number
  /** `guiju/case/1` */
  readonly body: string
  readonly made_at: number
  readonly changed_at: number
}

/** Who did what: lines are added and never changed. Each holds the hash of the one before. */
export interface TrailRow {
  readonly workspace_id: string
  readonly position: number
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly object: string
  readonly hash: string
}
