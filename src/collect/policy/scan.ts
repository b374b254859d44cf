import type { Problem } from '../../facts/problem.ts'

/** What a sentence is about; the order is that of the CAPP-130 labels 0 to 10. */
export const TOPICS = [
  'collection',
  'permissions',
  'sharing',
  'use',
  'storage',
  'security',
  'special-groups',
  'user-control',
  'contact',
  'policy-change',
  'cessation',
] as const
export type Topic = (typeof TOPICS)[number]

/** Where something stands in the policy. Give it to `locate` for words. */
export interface Place {
  /** Index into `PolicyScan.sections`. */
  readonly section: number
  /** Title of that section, empty for the text before the first heading. */
  readonly title: string
  /** Index into `PolicyScan.sentences`. */
  readonly sentence?: number
  /** Number of the table in the document, from 1, and the row in it, from 1, headers counted. */
  readonly table?: number
  readonly row?: number
}

/** One found thing: where, and its words in short (at most 120 characters, personal numbers masked). */
export interface Found {
  readonly at: Place
  readonly excerpt: string
}

export interface Section {
  readonly title: string
  readonly level: number
  /** Topic of the title, or the one most of its sentences have. */
  readonly topic?: Topic
  /** Index of the section this one is a part of. */
  readonly parent?: number
}

export interface Sentence {
  readonly text: string
  readonly section: number
  /** Number of the block in the document: sentences of one paragraph share it. */
  readonly block: number
  readonly topics: readonly Topic[]
  /** It was read as part of a record of a list. */
  readonly record?: true
}

export interface Language {
  /** Share of Han characters among letters, 0 to 1. */
  readonly han: number
  /** Share of traditional-only characters among those that have two forms. */
  readonly traditional: number
  /**
   * `other`: so little Chinese that absence of anything shows nothing (`unread` says so). `traditional` and `simplified` need one side to
   * have 90 % of the characters that have two forms; otherwise `mixed`.
   */
  readonly kind: 'simplified' | 'traditional' | 'mixed' | 'other' | 'none'
  /** A link of this page that leads to a simplified Chinese version. */
  readonly simplifiedLink?: string
}

export interface Length {
  /** Characters without blanks. */
  readonly chars: number
  /** Sentences as ended by 。！？ or by the end of a paragraph (a list after ； counts as one). */
  readonly sentences: number
  /** Characters per sentence: mean, 90th percentile, maximum. */
  readonly mean: number
  readonly p90: number
  readonly max: number
  /** Mean number of clauses (parts between ，；：) per sentence. */
  readonly clauses: number
  /** Deepest nesting of brackets. */
  readonly brackets: number
}

export interface PolicyDate extends Found {
  /** `YYYY-MM-DD`. */
  readonly day: string
}

export interface Dates {
  readonly updated?: PolicyDate
  readonly effective?: PolicyDate
  readonly published?: PolicyDate
  readonly version?: Found & { readonly value: string }
}

export interface Operator {
  readonly name?: Found & { readonly value: string }
  readonly address?: Found & { readonly value: string }
}

/** A data item by its id in the catalogue, and the words that name it. */
export interface NamedItem {
  readonly id: string
  readonly text: string
}

export type Act = 'collect' | 'use' | 'share' | 'transfer' | 'disclose' | 'entrust' | 'store' | 'delete'

/**
 * What narrows a statement. A negated statement with any of these is no denial: `consent` (未经同意不会), `condition`
 * (如…, 在…时), `exception` (除…外, 但…), `purpose` (不会用于…), `unrelated` (与服务无关的, 其他), `background`
 * (不在后台), `hedge` (不会主动, 一般不), `part` (原始的, 完整的), `forbidden` (法律禁止的), `subject` (it is not clear
 * that the operator is the one who does not).
 */
export type Limit =
  | 'consent'
  | 'condition'
  | 'exception'
  | 'purpose'
  | 'unrelated'
  | 'background'
  | 'hedge'
  | 'part'
  | 'forbidden'
  | 'subject'

export interface Statement extends Found {
  readonly actor: 'we' | 'third-party'
  readonly act: Act
  readonly items: readonly NamedItem[]
  /** The object is personal information in general and no item is named. */
  readonly general: boolean
  readonly purposes: readonly string[]
  readonly means?: string
  /** Permission as the policy names it (相机权限). */
  readonly permission?: string
  readonly negated: boolean
  readonly conditional: boolean
  readonly limits: readonly Limit[]
  /** The list of items is left open: 等, 例如, 包括但不限于. */
  readonly openEnd: boolean
  /** The text says that the information must be given, or that the service is refused without it. */
  readonly mandatory: boolean
  /** There are purposes and all are to improve service or experience, to push, or to develop products. */
  readonly onlyImprovement: boolean
}

/** A cell or a labelled value with real words in it. */
export interface Told {
  readonly text: string
  /** The cell is empty and the value of an earlier row was carried down to it: likely, not certain. */
  readonly inherited?: boolean
}

export type MeansKind =
  | 'on-device'
  | 'embedded'
  | 'automatic'
  | 'interface'
  | 'server'
  | 'user-provided'
  | 'permission'
  | 'web'
  | 'safeguard'
  | 'other'

export interface ToldMeans extends Told {
  readonly kinds: readonly MeansKind[]
  /** The words speak only of how the data is protected (去标识化), not of how it is taken or passed on. */
  readonly safeguardOnly: boolean
  /** `row`: its own cell or words. `intro`: one sentence before the list says it for all rows. */
  readonly from: 'row' | 'intro'
}

export interface ToldItems extends Told {
  readonly items: readonly NamedItem[]
  readonly openEnd: boolean
  /** The row says that no personal information is taken (无, 不收集). */
  readonly none: boolean
}

export interface ThirdParty extends Found {
  readonly form: 'table' | 'list' | 'prose'
  readonly name?: string
  readonly company?: string
  readonly purpose?: Told
  readonly means?: ToldMeans
  readonly items?: ToldItems
  readonly permissions: readonly string[]
  readonly link?: string
  /** Words of the row that stand under no label that was understood. */
  readonly unsorted?: string
  /** Running text right before the list, which may speak for all its rows. */
  readonly intro?: string
  /** All words of the row, cells separated by ` | `, cut to 1,000 characters, numbers masked. */
  readonly raw: string
}

export type Right =
  | 'access'
  | 'correct'
  | 'delete'
  | 'close-account'
  | 'withdraw-consent'
  | 'opt-out-personalised'
  | 'copy'
  | 'complain'

/**
 * A way to use a right. `path`: named steps in the app. `page`: one named page, button or function. `system`: the
 * settings of the device. `contact`: a named channel (customer service, an address). `reference`: points elsewhere
 * in the policy.
 */
export interface Method extends Found {
  readonly kind: 'path' | 'page' | 'system' | 'contact' | 'reference'
  readonly text: string
}

export interface TimeLimit extends Found {
  readonly n: number
  readonly unit: 'workday' | 'day' | 'hour' | 'month'
  /** `respond`: an answer or a result is promised within it. `extension`: a longer limit for hard cases. */
  readonly kind: 'respond' | 'extension'
  /** What the promise is about, as far as the sentence says. */
  readonly about: readonly (Right | 'request')[]
}

export type ConditionKind =
  | 'id-in-hand'
  | 'id-copy'
  | 'written'
  | 'mail'
  | 'offline'
  | 'manual-review'
  | 'balance'
  | 'unbind'
  | 'notarised'
  | 'reason'
  | 'fee'
  | 'face'
  | 'waiting'
  | 'identity-check'

/** A condition the text puts before a right. */
export interface Condition extends Found {
  readonly kind: ConditionKind
  readonly text: string
  /** 需/应/必须/只能 and no 可能 before it. */
  readonly mandatory: boolean
  /** The sentence offers another way (或, 也可以). */
  readonly alternative: boolean
}

export interface RightScan {
  readonly present: boolean
  /** Sentences that offer the right. */
  readonly offers: readonly Found[]
  readonly methods: readonly Method[]
  readonly limits: readonly TimeLimit[]
  readonly conditions: readonly Condition[]
  /** 及时, 尽快, 合理期限: words in place of a limit. */
  readonly mentionsLimitWords: boolean
}

export interface Channel extends Found {
  readonly kind: 'email' | 'phone' | 'address' | 'online' | 'officer'
  /** Masked in the middle for e-mail and telephone. */
  readonly value: string
  /** The sentence or its section is about complaints, questions or contact. */
  readonly forComplaints: boolean
}

export type NoticeWay = 'popup' | 'push' | 'notice' | 'email' | 'sms' | 'page' | 'phone' | 'prominent'

export interface ChangeNotice {
  readonly present: boolean
  readonly found: readonly Found[]
  readonly ways: readonly NoticeWay[]
  /** Consent is asked again when the change is material. */
  readonly reconsent: boolean
}

export interface Retention {
  readonly present: boolean
  readonly found: readonly Found[]
  readonly place: readonly ('domestic' | 'abroad')[]
  /** A period, or the rule by which it ends. */
  readonly period: boolean
}

export interface Minors {
  readonly present: boolean
  readonly found: readonly Found[]
  readonly guardianConsent: boolean
}

export interface PermissionRow extends Found {
  readonly permission: string
  readonly purpose?: Told
  readonly items: readonly NamedItem[]
}

export interface SharingClause extends Found {
  readonly act: 'share' | 'transfer' | 'disclose' | 'entrust'
  readonly negated: boolean
  readonly limits: readonly Limit[]
  /** Consent of the user is named as the basis. */
  readonly consent: boolean
  /** 匿名化, 去标识化. */
  readonly anonymised: boolean
}

export interface Refusal extends Found {
  readonly items: readonly NamedItem[]
  /** `service`: the whole service stops; `feature`: a named or corresponding function; `none`: says that nothing else stops. */
  readonly effect: 'service' | 'feature' | 'none'
}

export interface Personalisation extends Found {
  readonly kind: 'recommendation' | 'advertising' | 'push'
  readonly negated: boolean
}

/** Another document the policy sends its reader to: what it says is not in this scan. */
export interface Reference extends Found {
  readonly kind: 'third-parties' | 'permissions' | 'collected' | 'children' | 'other'
  readonly title: string
  readonly href?: string
}

/** What a document is by its own name; `other` stands beside a policy (for children, on cookies, a list, a sign-in page). */
export type DocumentKind = 'policy' | 'agreement' | 'other' | 'unknown'

/** Why the whole of a policy was not read; absence of anything in such a document shows nothing. */
export type Unread =
  | 'blank'
  | 'scripted'
  | 'framed'
  | 'images'
  | 'error-page'
  | 'gated'
  | 'format'
  | 'language'
  | 'budget'
  | 'another-document'
  | 'cut-off'
  | 'links-only'

/** Everything the text of one policy says, with its places. It judges nothing. */
export interface PolicyScan {
  readonly artifact: string
  readonly format: string
  readonly charset: string
  /** Empty when the text was read to its end; otherwise lists below are open. */
  readonly unread: readonly Unread[]
  readonly title: string
  readonly kind: DocumentKind
  /** All words in reading order, tables too, in simplified characters and lower case, numbers masked: for looking whether a name occurs. */
  readonly words: string
  readonly sections: readonly Section[]
  /** In reading order, except that lines read as records of a list (third-party lists) come last. Tables are not here. */
  readonly sentences: readonly Sentence[]
  readonly language: Language
  readonly length: Length
  readonly dates: Dates
  readonly operator: Operator
  readonly hasCollectionRules: { readonly value: boolean; readonly evidence: readonly Found[] }
  readonly statements: readonly Statement[]
  readonly thirdParties: readonly ThirdParty[]
  /** SDKs and companies named in running text and in no list. */
  readonly namedThirdParties: readonly ThirdParty[]
  readonly rights: Readonly<Record<Right, RightScan>>
  readonly channels: readonly Channel[]
  /** Promises to answer requests and complaints, wherever they stand. */
  readonly limits: readonly TimeLimit[]
  readonly changeNotice: ChangeNotice
  readonly retention: Retention
  readonly minors: Minors
  readonly permissionsTable: readonly PermissionRow[]
  readonly impliedConsent: readonly Found[]
  readonly refusal: readonly Refusal[]
  readonly automatedCollection: readonly Found[]
  readonly sharing: readonly SharingClause[]
  readonly personalisation: readonly Personalisation[]
  readonly references: readonly Reference[]
  readonly problems: readonly Problem[]
}

/** The place in words: `我们如何共享 › 句 41`, `第三方清单 › 表 2 行 5`. */
export function locate(at: Place): string {
  const part =
    at.table !== undefined
      ? `表 ${at.table}${at.row === undefined ? '' : ` 行 ${at.row}`}`
      : at.sentence === undefined
        ? ''
        : `句 ${at.sentence + 1}`
  return [at.title, part].filter(Boolean).join(' › ')
}
