import { param } from '../../facts/param.ts'
import type { Grace } from '../../judge/rule.ts'

/** What holds for the sections that have a transition period: within it an excess is a case for a plan. */
export const transition: Grace = {
  until: param('internet-lending.transition-until'),
  need: {
    fact: 'bank.rectificationPlan',
    how: {
      zh: '提供整改计划及其进度：过渡期内超出限额的，凭计划核实能否按期整改完毕',
      en: 'supply the rectification plan and how far it has come: within the transition period an excess turns on it',
    },
  },
  say: {
    zh: '判断日仍在过渡期内（过渡期截止日未核对原文），尚不能认定为不符合：',
    en: 'The day judged lies in the transition period (its end not verified against the text), so this cannot be told yet:',
  },
}
