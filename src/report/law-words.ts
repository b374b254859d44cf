import type { Modality, Standing } from '../law/instrument.ts'
import type { Text } from '../law/text.ts'

/** How a norm is said, for readers. */
export const MODALITY_NAMES = {
  must: { zh: '应当', en: 'shall' },
  'must-not': { zh: '不得', en: 'shall not' },
  may: { zh: '可以', en: 'may' },
  encouraged: { zh: '鼓励', en: 'encouraged' },
  'described-act': { zh: '认定情形', en: 'described act' },
  definition: { zh: '定义', en: 'definition' },
  scope: { zh: '适用范围', en: 'scope' },
  liability: { zh: '责任', en: 'liability' },
  commencement: { zh: '施行', en: 'commencement' },
  statement: { zh: '说明', en: 'statement' },
} as const satisfies Record<Modality, Text>

export const STANDING_NAMES = {
  'in-force': { zh: '施行中', en: 'in force' },
  'not-yet': { zh: '尚未施行', en: 'not yet in force' },
  replaced: { zh: '已被替代', en: 'replaced' },
  draft: { zh: '草案，未生效', en: 'draft, never in force' },
} as const satisfies Record<Standing, Text>

export const NOT_BINDING: Text = { zh: '没有约束力', en: 'binds no one' }
