import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, telling } from './act.ts'

export default act('3.4', {
  reads: '默认选择同意',
  title: { zh: '以默认勾选等非明示方式征求同意', en: 'Consent by default or without an express act' },
  requires: all(
    app.consentBoxes.none((box) => box.ticked.isTrue()),
    app.consentImplied.isFalse(),
  ),
  tell: telling('text', { zh: '默认勾选：{names}', en: 'Ticked by default: {names}' }),
  remedy: {
    zh: '取消默认勾选，由用户主动勾选或点击“同意”；不以“登录即代表同意”代替。',
    en: 'Leave the box empty and let the user tick it or press agree; “by logging in you agree” does not do.',
  },
  leads: [
    {
      when: app.consentImplied.isTrue(),
      say: {
        zh: '含“登录（继续使用）即代表同意”一类文字，是否同时提供主动勾选待核实',
        en: 'There is wording such as “by logging in you agree”; whether an active choice is offered too is to be checked',
      },
    },
    {
      when: app.refusalOffered.isFalse(),
      say: {
        zh: '征求同意的弹窗没有拒绝按钮',
        en: 'The request for consent has no button to refuse',
      },
    },
    {
      when: app.policy.impliesConsent.isTrue(),
      say: { zh: '隐私政策写有“使用即视为同意”', en: 'The policy takes use for consent' },
    },
  ],
  examples: [
    {
      name: 'box empty, active choice',
      facts: { consentBoxes: [{ ticked: false }], consentImplied: false },
      expect: 'passed',
    },
    {
      name: 'box ticked',
      facts: { consentBoxes: { rows: [{ ticked: true, text: '我已阅读并同意' }], open: true } },
      expect: 'failed',
    },
    { name: 'no box seen in the package', facts: { consentBoxes: { rows: [], open: true } }, expect: 'cantTell' },
  ],
})
