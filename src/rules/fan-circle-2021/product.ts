import type { Rule } from '../../judge/rule.ts'
import n1 from './1.ts'
import n2 from './2.ts'
import n3 from './3.ts'
import n4 from './4.ts'
import n5 from './5.ts'
import n6 from './6.ts'
import n7 from './7.ts'
import { features, programmes } from './8.ts'
import n9 from './9.ts'
import n10 from './10.ts'

/** The measures of the notice over what a site offers, in their order. */
export const productRules: readonly Rule[] = [
  ...n1,
  ...n2,
  ...n3,
  ...n4,
  ...n5,
  ...n6,
  ...n7,
  ...features,
  ...n9,
  ...n10,
]

/** Those over programmes. */
export const onlineProgrammeRules: readonly Rule[] = programmes
