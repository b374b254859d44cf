import type { Rule } from '../../judge/rule.ts'
import p21 from './2.1.ts'
import p22 from './2.2.ts'
import p23 from './2.3.ts'
import p24 from './2.4.ts'
import p25 from './2.5.ts'
import p26 from './2.6.ts'
import p31 from './3.1.ts'
import p32 from './3.2.ts'
import p33 from './3.3.ts'
import p34 from './3.4.ts'
import p35 from './3.5.ts'
import p41 from './4.1.ts'
import p42 from './4.2.ts'
import p43 from './4.3.ts'
import p44 from './4.4.ts'
import p45 from './4.5.ts'
import p51 from './5.1.ts'
import p52 from './5.2.ts'
import p53 from './5.3.ts'

/** The duties of an operator, in the order of the provisions. */
export const networkRules: readonly Rule[] = [
  ...p21,
  ...p22,
  ...p23,
  ...p24,
  ...p25,
  ...p26,
  ...p31,
  ...p32,
  ...p33,
  ...p34,
  ...p35,
  ...p41,
  ...p42,
  ...p43,
  ...p44,
  ...p45,
  ...p51,
  ...p52,
  ...p53,
]
