import type { Text } from '../../law/text.ts'

/** Words of what is still to be done for a result, and of the screen of coverage. */
export const TASK_WORDS = {
  title: { zh: '要弄清这些，还需要什么', en: 'What would settle what cannot be told' },
  lead: {
    zh: '按一份材料能弄清的条款多少排列；条款号可点开。',
    en: 'Ordered by how much one piece of material settles; each act opens.',
  },
  task: { zh: '需要的材料', en: 'Material' },
  facts: { zh: '事实', en: 'Facts' },
  settles: { zh: '能弄清的条款', en: 'Would settle' },
  attest: { zh: '由负责人声明', en: 'Attest' },
  attestLead: {
    zh: '附证据的声明才作为事实，没有证据的只是线索；提交后以原来的材料重新检查。同一事实以最新的声明为准，以前的声明保留在对象页面。',
    en: 'An answer counts as a fact only with evidence, without it is a lead. The check runs again on the same material. Of one fact the newest answer counts; earlier ones stay on the page of the subject.',
  },
  attestCli: {
    zh: '这个结果不是在本工作台检查的：请用命令行的 --attest 提交声明（guiju facts template attestation 给出表格）。',
    en: 'This result was not made by a job of this workbench: attest on the command line with --attest (guiju facts template attestation gives a form).',
  },
  stands: {
    zh: '以下是此前（可能就较早版本）作出的声明：未重新回答的，继续作为这次检查的事实；情况已变的，请重新回答。',
    en: 'Attested before, perhaps of an earlier version: what is not answered anew stands in this check, too. Answer anew what has changed.',
  },
  by: { zh: '声明人（姓名、职务）', en: 'Attested by (name and office)' },
  on: { zh: '日期', en: 'Day' },
  evidence: { zh: '证据文件', en: 'Evidence' },
  send: { zh: '提交声明并重新检查', en: 'Attest and check again' },

  attested: { zh: '历次声明', en: 'What was attested' },
  said: { zh: '声明的事实', en: 'Facts' },
  answer: { zh: '回答', en: 'Answer' },
  isReplaced: { zh: '已有更新的声明', en: 'A newer one counts' },
  sent: { zh: '提交', en: 'Sent in' },
  replaced: { zh: '已被更新的声明代替', en: 'a newer one counts' },
  noEvidence: { zh: '没有证据：只是线索', en: 'none: a lead only' },
  checked: { zh: '重新检查', en: 'Checked again' },
  theJob: { zh: '任务', en: 'job' },

  coverage: { zh: '覆盖', en: 'Coverage' },
  coverageLead: {
    zh: '每条规定由什么判断。数字可点开；“仅有文本”没有可核对的要求，“不作判断”是边界，“尚未”附原因。',
    en: 'What judges each provision. Every number opens; “text only” asks nothing that can be checked, “boundary” is not judged, “not yet” comes with its reason.',
  },
  instrument: { zh: '规范', en: 'Instrument' },
  all: { zh: '合计', en: 'All' },
  provision: { zh: '条款', en: 'Provision' },
  gist: { zh: '要旨', en: 'Gist' },
  judged: { zh: '判断', en: 'Judged by' },
  whom: { zh: '由谁、为何', en: 'By what, or why not' },
  allInstruments: { zh: '全部规范', en: 'All instruments' },
} as const satisfies Readonly<Record<string, Text>>

/** One provision as the screen of coverage lists it. */
export interface CoveredRow {
  readonly provision: string
  readonly gist: Text
  readonly cover: string
  readonly by: readonly string[]
  readonly why: Text
}

export interface CoverageScreen {
  readonly screen: 'coverage'
  readonly asked: { readonly instrument?: string; readonly cover?: string }
  readonly covers: readonly { readonly id: string; readonly name: Text }[]
  readonly instruments: readonly {
    readonly id: string
    readonly title: Text
    readonly all: number
    readonly totals: Readonly<Record<string, number>>
  }[]
  readonly rows: readonly CoveredRow[]
}
