import type { SubjectKind } from '../../judge/result.ts'
import type { Text } from '../../law/text.ts'
import type { TaskKind } from '../tasks.ts'

/** Words of the list of what is still to be done over all subjects. */
export const TASKS_WORDS = {
  title: { zh: '待办', en: 'Tasks' },
  lead: {
    zh: '各对象最新结果中还要弄清、核实和到期的事项；同一材料在一个对象里只列一次。补充材料或声明后重新检查，弄清的就不再列出。',
    en: 'What the latest result of each subject still needs, what is indicated and what falls due; each piece of material once per subject. What a new check or an attestation settles leaves the list.',
  },
  task: { zh: '事项', en: 'Task' },
  kind: { zh: '类别', en: 'Kind' },
  subject: { zh: '对象', en: 'Subject' },
  ofKind: { zh: '对象种类', en: 'Kind of subject' },
  provisions: { zh: '涉及的条款', en: 'Provisions' },
  facts: { zh: '事实', en: 'Facts' },
  role: { zh: '义务主体', en: 'Bound' },
  due: { zh: '到期日', en: 'Due' },
  overdue: { zh: '已逾期', en: 'overdue' },
  act: { zh: '办理', en: 'Go on' },
  attest: { zh: '声明', en: 'Attest' },
  open: { zh: '查看', en: 'Open' },
  anyKind: { zh: '全部类别', en: 'Every kind' },
  anyRole: { zh: '全部主体', en: 'Everybody' },
  anyProvision: { zh: '全部条款', en: 'Every provision' },
  dated: { zh: '只看有到期日的', en: 'Only with a due day' },
  noRole: { zh: '未指明', en: 'not named' },
  none: { zh: '没有待办事项。', en: 'Nothing is to be done.' },
  materials: { zh: '同一份材料涉及多个对象', en: 'Asked of several subjects' },
  materialsHint: {
    zh: '按涉及的对象多少排列；数字可点开。',
    en: 'Ordered by how many subjects it is asked of; every number opens.',
  },
  n: { zh: '对象', en: 'Subjects' },
  ofSubject: { zh: '这个对象的待办', en: 'Tasks of this subject' },
  only: { zh: '只看：', en: 'Only: ' },
  clear: { zh: '取消筛选', en: 'Clear the filter' },
  counts: { zh: '各类待办', en: 'Tasks by kind' },
  all: { zh: '全部', en: 'All' },
  cases: {
    zh: '案件的期限在首页和日历。',
    en: 'Days that fall due in cases stand on the home page and in the calendar.',
  },
  tooMany: {
    zh: '超过 {most} 项：请先缩小筛选范围再导出',
    en: 'more than {most} tasks: narrow the filter before you export them',
  },
} as const satisfies Readonly<Record<string, Text>>

export const TASK_KIND_NAMES: Readonly<Record<TaskKind, Text>> = {
  due: { zh: '到期', en: 'Falls due' },
  ask: { zh: '询问', en: 'Ask' },
  attest: { zh: '声明', en: 'Attest' },
  evidence: { zh: '取材料', en: 'Fetch material' },
  rerun: { zh: '运行记录', en: 'Record a run' },
  verify: { zh: '核实线索', en: 'Look into a lead' },
}

export interface ShownTask {
  readonly kind: TaskKind
  readonly say: Text
  /** Id of the text, under which the same is found of other subjects. */
  readonly material: string
  readonly subject: string
  readonly name: string
  readonly key: string
  readonly of: SubjectKind
  readonly result: string
  readonly facts: readonly string[]
  readonly provisions: readonly string[]
  /** Who is bound by the first provision it is about. */
  readonly role: string | null
  readonly due: string | null
  /** A person can answer it in the form of the result. */
  readonly attests: boolean
}

export interface Facet {
  readonly id: string
  readonly name: Text
  readonly n: number
}

export interface AskedTasks {
  readonly kind?: string
  readonly of?: string
  readonly role?: string
  readonly provision?: string
  readonly material?: string
  readonly subject?: string
  readonly dated?: string
}

export interface TasksScreen {
  readonly screen: 'tasks'
  readonly on: string
  readonly asked: AskedTasks & { readonly from: number }
  readonly most: number
  readonly all: number
  readonly items: readonly ShownTask[]
  readonly kinds: readonly Facet[]
  readonly ofs: readonly Facet[]
  readonly roles: readonly Facet[]
  readonly provisions: readonly Facet[]
  /** What is asked of several subjects; none where something narrower is looked at. */
  readonly materials: readonly (Facet & { readonly kind: TaskKind })[]
  /** What the filter by a text or a subject stands for. */
  readonly only: Text | null
}
