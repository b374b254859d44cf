import { app } from '../../facts/app.ts'
import { all } from '../../facts/terms.ts'
import { act, naming, telling } from './act.ts'

export default act('5.1', {
  reads: '客户端直接向第三方提供',
  title: {
    zh: '未经同意且未匿名化，客户端直接向第三方提供个人信息',
    en: 'The client gives personal information to third parties without consent or anonymisation',
  },
  requires: app.accesses.none((access) =>
    all(access.phase.among('before-consent', 'after-refusal'), access.toThirdParty.isTrue()),
  ),
  tell: telling('sdk', {
    zh: '未经用户同意，第三方即取得个人信息：{names}',
    en: 'Third parties obtain personal information without consent: {names}',
  }),
  remedy: {
    zh: '用户同意之后再初始化第三方SDK；确需提前的，先做匿名化处理。',
    en: 'Start third-party SDKs only after consent, or anonymise first.',
  },
  leads: [
    {
      when: app.accesses.some((access) =>
        all(access.phase.among('before-consent', 'after-refusal'), access.toThirdParty.isTrue()),
      ),
      say: naming('sdk', {
        zh: '启动路径上有第三方SDK读取个人信息：{names}',
        en: 'Third-party SDKs read personal information on the launch path: {names}',
      }),
    },
  ],
  examples: [
    {
      name: 'nothing to third parties before consent',
      facts: {
        accesses: [
          { phase: 'before-consent', toThirdParty: false },
          { phase: 'after-consent', toThirdParty: true },
        ],
      },
      expect: 'passed',
    },
    {
      name: 'SDK takes it before consent',
      facts: { accesses: { rows: [{ sdk: 'A', phase: 'before-consent', toThirdParty: true }], open: true } },
      expect: 'failed',
    },
    {
      name: 'tracker goes on after refusal',
      facts: { accesses: { rows: [{ sdk: 'A', phase: 'after-refusal', toThirdParty: true }], open: true } },
      expect: 'failed',
    },
    { name: 'package only', facts: { accesses: { rows: [], open: true } }, expect: 'cantTell' },
  ],
})
