import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('3.7', {
  reads: '欺诈、诱骗',
  title: { zh: '以欺诈、诱骗方式误导用户同意', en: 'Users are misled into consent' },
  requires: app.practiceMatches.isTrue(),
  ceiling: {
    by: 'human',
    why: {
      zh: '是否欺诈、诱骗涉及目的和情境，须由人判断。',
      en: 'Whether users were misled turns on purpose and setting: a person must judge.',
    },
  },
  remedy: {
    zh: '如实说明目的；同意与拒绝按钮同样醒目；不以红包、奖励诱导授权。',
    en: 'State the real purpose; make agree and refuse equally plain; do not lure with rewards.',
  },
  leads: [
    {
      when: app.choicesUnequal.isTrue(),
      say: {
        zh: '同意与拒绝按钮不同样醒目（大小、底色、字号或对比度）',
        en: 'The buttons to agree and to refuse are not equally plain (size, fill, type or contrast)',
      },
    },
    {
      when: app.refusalOffered.isFalse(),
      say: { zh: '只有同意按钮，没有拒绝按钮', en: 'There is a button to agree and none to refuse' },
    },
  ],
  examples: [{ name: 'any app', facts: {}, expect: 'untested' }],
})
