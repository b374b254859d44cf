import { conduct } from '../../facts/lending.ts'
import { rule } from '../../judge/rule.ts'

export default rule({
  id: 'internet-lending-2021#6',
  cites: 'internet-lending-2021#6',
  reads: '督促商业银行对不符合本通知要求的互联网贷款业务制定整改计划',
  inForce: { from: '2021-02-19' },
  title: {
    zh: '过渡期内不达标的，有按“一行一策”制定的整改计划',
    en: 'A bank that falls short within the transition period has a rectification plan of its own',
  },
  subject: conduct,
  appliesWhen: conduct.fellShort.isTrue(),
  requires: conduct.rectificationPlan.isTrue(),
  remedy: {
    zh: '逐项列出不达标的要求，按过渡期截止日倒排压降安排，报监管部门并按期完成。',
    en: 'List what is not met, plan the reduction back from the end of the transition period, report it and complete it in time.',
  },
  reading: {
    zh: '督促整改是监管部门的职责，这里只核对银行有无整改计划；由人回答并附证据。第二条、第五条对存量业务自然结清的要求在各条中判断。',
    en: 'Pressing for rectification is the regulator’s duty; only whether the bank has a plan is checked here, by a person’s answer with evidence. How existing business runs off is judged under sections 2 and 5.',
  },
  examples: [
    { name: 'fell short, has a plan', facts: { fellShort: true, rectificationPlan: true }, expect: 'passed' },
    { name: 'fell short, has none', facts: { fellShort: true, rectificationPlan: false }, expect: 'failed' },
    { name: 'met everything', facts: { fellShort: false }, expect: 'inapplicable' },
    { name: 'not answered', facts: {}, expect: 'cantTell' },
  ],
})
