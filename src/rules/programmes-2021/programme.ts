import type { Rule } from '../../judge/rule.ts'
import n1 from './1.ts'
import n2 from './2.ts'
import n3 from './3.ts'
import n4 from './4.ts'
import n5 from './5.ts'
import n7 from './7.ts'
import n8 from './8.ts'

/** The sections of the notice over programmes, in their order; section 6 only encourages. */
export const programmeRules: readonly Rule[] = [...n1, ...n2, ...n3, ...n4, ...n5, ...n7, ...n8]
