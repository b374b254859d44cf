import { app } from '../../facts/app.ts'
import { any } from '../../facts/terms.ts'
import { act, naming } from './act.ts'

export default act('3.6', {
  reads: '未提供非定向推送信息的选项',
  title: { zh: '定向推送而未提供非定向的选项', en: 'Targeted content without an option that is not targeted' },
  appliesWhen: any(app.personalises.isTrue(), app.policy.personalises.isTrue()),
  requires: app.personalisationOff.isTrue(),
  remedy: {
    zh: '在设置中提供关闭个性化推荐和个性化广告的开关，并保证关闭后生效。',
    en: 'Offer a switch for personalised content and advertising in the settings, and make it work.',
  },
  leads: [
    {
      when: app.personalisationOff.isFalse(),
      say: {
        zh: '安装包（以及所提供的隐私政策）中未发现关闭个性化推荐的入口',
        en: 'No way to switch off personalisation was found in the package, nor in the policy where one was supplied',
      },
    },
    {
      when: app.sdks.some((sdk) => sdk.personalises.isTrue()),
      say: naming('name', {
        zh: '含广告或个性化推荐类SDK：{names}',
        en: 'Advertising or personalisation SDKs: {names}',
      }),
    },
  ],
  examples: [
    { name: 'switch offered', facts: { personalises: true, personalisationOff: true }, expect: 'passed' },
    { name: 'no switch in a walked app', facts: { personalises: true, personalisationOff: false }, expect: 'failed' },
    {
      name: 'no personalisation',
      facts: { personalises: false, policy: { personalises: false } },
      expect: 'inapplicable',
    },
    { name: 'settings not walked', facts: { personalises: true }, expect: 'cantTell' },
  ],
})
