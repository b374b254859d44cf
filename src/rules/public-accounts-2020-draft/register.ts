import type { Rule } from '../../judge/rule.ts'
import art5p1 from './art5.p1.ts'
import art5p2 from './art5.p2.ts'
import art6p1 from './art6.p1.ts'
import art6p2 from './art6.p2.ts'
import art7p1 from './art7.p1.ts'
import art7p2 from './art7.p2.ts'
import art7p3 from './art7.p3.ts'
import art8p1 from './art8.p1.ts'
import art8p2 from './art8.p2.ts'
import art8p3 from './art8.p3.ts'
import art9p1 from './art9.p1.ts'
import art9p2 from './art9.p2.ts'
import art9p3 from './art9.p3.ts'
import art10p1 from './art10.p1.ts'
import art10p2 from './art10.p2.ts'
import art10p3 from './art10.p3.ts'
import art11p1 from './art11.p1.ts'
import art11p2 from './art11.p2.ts'
import art11p3 from './art11.p3.ts'
import art12p1 from './art12.p1.ts'
import art12p2 from './art12.p2.ts'
import art13p1 from './art13.p1.ts'
import art13p2 from './art13.p2.ts'
import art14p1 from './art14.p1.ts'
import art14p2 from './art14.p2.ts'
import art15p1 from './art15.p1.ts'
import art16p2 from './art16.p2.ts'
import art16p3 from './art16.p3.ts'
import art17p2 from './art17.p2.ts'
import art17p3 from './art17.p3.ts'
import art18 from './art18.ts'
import art19p1 from './art19.p1.ts'
import art19p2 from './art19.p2.ts'
import art20p2 from './art20.p2.ts'
import art21p2 from './art21.p2.ts'

/** Every rule of the draft, in the order of its provisions. */
export const accountRules: readonly Rule[] = [
  ...art5p1,
  ...art5p2,
  ...art6p1,
  ...art6p2,
  ...art7p1,
  ...art7p2,
  ...art7p3,
  ...art8p1,
  ...art8p2,
  ...art8p3,
  ...art9p1,
  ...art9p2,
  ...art9p3,
  ...art10p1,
  ...art10p2,
  ...art10p3,
  ...art11p1,
  ...art11p2,
  ...art11p3,
  ...art12p1,
  ...art12p2,
  ...art13p1,
  ...art13p2,
  ...art14p1,
  ...art14p2,
  ...art15p1,
  ...art16p2,
  ...art16p3,
  ...art17p2,
  ...art17p3,
  ...art18,
  ...art19p1,
  ...art19p2,
  ...art20p2,
  ...art21p2,
]
