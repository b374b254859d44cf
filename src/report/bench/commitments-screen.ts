import type { Commitment } from '../../law/commitments.ts'
import { fill, type Text } from '../../law/text.ts'

/** Words of what the texts mean to reach by some day. */
export const COMMITMENT_WORDS = {
  short: { zh: '期限目标', en: 'Commitments' },
  title: { zh: '政策文本中有期限的目标', en: 'Dated commitments of the texts' },
  note: {
    zh: '只说明期限是否已过；是否实现须由主管部门的材料证明，本工具不作判断。',
    en: 'Only whether the time is over is told; whether it was reached takes material of the authorities and is not judged.',
  },
  what: { zh: '目标', en: 'Commitment' },
  until: { zh: '期限', en: 'By' },
  lastDay: { zh: '最后一日', en: 'Last day' },
  state: { zh: '状态', en: 'State' },
  ref: { zh: '出处', en: 'Source' },
  over: { zh: '期限已过 {n} 天', en: 'over for {n} days' },
  running: { zh: '还有 {n} 天', en: '{n} days left' },
  isOver: { zh: '期限已过', en: 'Over' },
  isRunning: { zh: '期限未到', en: 'Not over' },
  anyState: { zh: '全部状态', en: 'Any state' },
  asOf: { zh: '截至', en: 'As of' },
  text: { zh: '文本', en: 'Text' },
  anyText: { zh: '全部文本', en: 'Every text' },
  none: { zh: '没有符合条件的目标。', en: 'No commitment fits.' },
} as const satisfies Readonly<Record<string, Text>>

/** How it stands, with its days. */
export const stateOf = ({ state, daysLeft }: Commitment): Text =>
  fill(COMMITMENT_WORDS[state], { n: Math.abs(daysLeft) })

export interface CommitmentsScreen {
  readonly screen: 'commitments'
  readonly asked: { readonly asOf: string; readonly state?: Commitment['state']; readonly instrument?: string }
  /** Of the text asked, by state. */
  readonly counts: Readonly<Record<Commitment['state'], number>>
  readonly instruments: readonly { readonly id: string; readonly name: Text }[]
  readonly items: readonly Commitment[]
}
