import { type Ref, ref } from '../law/ref.ts'
import type { Text } from '../law/text.ts'

/** Rules of Guiju's own, where no instrument sets any: good practice, cited as `guiju-practice#n`, never as law. */
export const OWN_RULES: readonly Text[] = [
  {
    zh: '整改以前后两份证据说明：问题原来怎样，改后怎样',
    en: 'a correction is shown by evidence before and after',
  },
  {
    zh: '整改报告逐项回应通知所列的每一问题：已改，或者附理由和证据提出异议',
    en: 'a rectification report answers each problem of the notice: corrected, or disputed with reasons and evidence',
  },
  { zh: '在通知给定的期限内提交整改报告', en: 'the report is handed in within the time the notice gives' },
  {
    zh: '自查结论可以附证据提出异议，由作出结论以外的人复核并写明理由',
    en: 'a finding can be disputed with evidence, and someone else than its author reviews it and gives reasons',
  },
  {
    zh: '结论在复测通过或者复核撤销以后才了结',
    en: 'a finding is closed after a new test passed, or after the review withdrew it',
  },
]

/** `guiju-practice#1` … */
export const own = (n: number): Ref => ref(`guiju-practice#${n}`)

export const OWN_NOTE: Text = {
  zh: '标为 guiju-practice 的步骤是规矩自定的做法，不是法律要求',
  en: 'steps cited as guiju-practice are Guiju’s own way of working, not demands of the law',
}
