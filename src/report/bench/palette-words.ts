import type { Text } from '../../law/text.ts'

/** Words of the palette that goes anywhere by a few letters. */
export const PALETTE_WORDS = {
  open: { zh: '查找', en: 'Go to' },
  label: { zh: '前往对象、案件、条款或者页面', en: 'Go to a subject, a case, a provision or a screen' },
  hint: {
    zh: '输入名称、案号、条款号；↑↓ 选择，回车前往，Esc 关闭',
    en: 'Name, case or provision; ↑↓ choose, Enter goes, Esc closes',
  },
  none: { zh: '没有找到', en: 'Nothing found' },
  found: { zh: '{n} 项', en: '{n} found' },
  screen: { zh: '页面', en: 'Screen' },
  here: { zh: '本页条款', en: 'On this page' },
  subject: { zh: '对象', en: 'Subject' },
  case: { zh: '案件', en: 'Case' },
  draw: { zh: '抽取', en: 'Draw' },
  provision: { zh: '条款', en: 'Provision' },
  instrument: { zh: '规范', en: 'Law' },
} as const satisfies Readonly<Record<string, Text>>

export const PLACE_KINDS = ['subject', 'case', 'draw', 'provision', 'instrument'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** Somewhere the palette leads to. */
export interface Place {
  readonly kind: PlaceKind
  readonly title: Text
  /** What sets it apart from others of its name. */
  readonly note: string
  readonly href: string
}
