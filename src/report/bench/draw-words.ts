import type { Text } from '../../law/text.ts'

export interface ShownDraw {
  /** The commitment. */
  readonly id: string
  readonly name: string
  readonly title: string
  readonly organiser: string
  readonly stage: 'committed' | 'revealed'
  readonly committed: string
  readonly at: string
  readonly revealed: string | null
  readonly subjects: number
  readonly drawn: number
}

interface DrawnRow {
  readonly subject: string
  readonly inspectors: readonly string[]
  readonly substitutes: readonly string[]
}

export interface DrawScreen {
  readonly screen: 'draw'
  readonly draw: ShownDraw
  /** May reveal it. */
  readonly keeps: boolean
  readonly tiers: readonly {
    readonly id: string
    readonly of: number
    readonly ratio: string
    readonly number: number
    readonly drawn: readonly DrawnRow[]
    readonly substitutes: readonly DrawnRow[]
    readonly more: number
  }[]
  readonly sources: readonly { readonly id: string; readonly name: string; readonly hint: string }[]
  readonly values: readonly { readonly id: string; readonly value: string }[]
  readonly verification: {
    readonly ok: boolean
    readonly checks: readonly { readonly ok: boolean; readonly say: Text }[]
    readonly cautions: readonly Text[]
    readonly shows: readonly Text[]
    readonly doesNotShow: readonly Text[]
  }
}

/** Words of the screens of draws. */
export const DRAW_WORDS = {
  title: { zh: '抽取', en: 'Draws' },
  lead: {
    zh: '先承诺名单和将来公布的随机数，再以公布的随机数抽取；任何人都可以重算。一个编号只能承诺一次，每次承诺都在签名的日志里。',
    en: 'Lists and randomness to come are committed to first; the draw uses what is published then, and anybody computes it again. An id is committed once, and every commitment is in the signed log.',
  },
  none: { zh: '还没有抽取。', en: 'There are no draws yet.' },
  commit: { zh: '承诺', en: 'Commit' },
  newDraw: { zh: '新的抽取', en: 'A new draw' },
  plan: {
    zh: '方案（JSON 或 YAML，与 guiju draw commit 所读相同）',
    en: 'The plan (JSON or YAML, as guiju draw commit reads it)',
  },
  planFile: { zh: '或者选择文件', en: 'or choose a file' },
  name: { zh: '编号', en: 'Id' },
  what: { zh: '名称', en: 'Title' },
  organiser: { zh: '组织者', en: 'Organiser' },
  stage: { zh: '阶段', en: 'Stage' },
  subjects: { zh: '名单', en: 'On the list' },
  drawn: { zh: '抽取数', en: 'Drawn' },
  at: { zh: '随机数公布', en: 'Numbers published' },
  committedStep: { zh: '承诺', en: 'Committed' },
  waitStep: { zh: '等待随机数', en: 'Wait for the numbers' },
  revealStep: { zh: '揭示', en: 'Revealed' },
  verifyStep: { zh: '核验', en: 'Verified' },
  committed: { zh: '已承诺', en: 'Committed' },
  revealed: { zh: '已揭示', en: 'Revealed' },
  commitment: { zh: '承诺值', en: 'Commitment' },
  announcement: { zh: '可公布的承诺', en: 'What is published of it' },
  file: { zh: '抽取文件', en: 'The file of the draw' },
  page: { zh: '自行核验的网页', en: 'Verify-it-yourself page' },
  reveal: { zh: '揭示', en: 'Reveal' },
  revealLead: {
    zh: '填入公布的随机数（多个数用逗号分隔）；早于公布时间的揭示会被拒绝。只能抽取一次。',
    en: 'Enter what was published (several numbers with commas); before its time a reveal is refused. It is drawn once.',
  },
  revealSure: {
    zh: '一次承诺只抽取一次，确定以这些随机数抽取？',
    en: 'One commitment is drawn once. Draw with these?',
  },
  values: { zh: '使用的随机数', en: 'The randomness used' },
  tiers: { zh: '各层级', en: 'Tiers' },
  tier: { zh: '层级 {id}：{number} / {of}（{ratio}）', en: 'Tier {id}: {number} of {of} ({ratio})' },
  subject: { zh: '对象', en: 'Subject' },
  inspectors: { zh: '检查人员', en: 'Inspectors' },
  substitutes: { zh: '候补人员', en: 'Substitute inspectors' },
  substituteSubjects: { zh: '候补对象（按顺序）', en: 'Substitute subjects, in order' },
  more: { zh: '另有 {n} 个，见抽取文件', en: '{n} more, in the file' },
  verification: { zh: '核验', en: 'Verification' },
  holds: { zh: '全部成立', en: 'everything holds' },
  fails: { zh: '有不成立的', en: 'something does not hold' },
  cautions: { zh: '请注意', en: 'Note' },
  shows: { zh: '证明了', en: 'This shows' },
  doesNotShow: { zh: '没有证明', en: 'This does not show' },
} as const satisfies Readonly<Record<string, Text>>
