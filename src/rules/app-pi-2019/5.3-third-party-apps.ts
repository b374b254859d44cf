import { app } from '../../facts/app.ts'
import { act } from './act.ts'

export default act('5.3', {
  reads: '接入第三方应用',
  title: {
    zh: '未经同意向接入的第三方应用提供个人信息',
    en: 'Connected third-party applications receive personal information without consent',
  },
  requires: app.thirdPartyApps.isFalse(),
  remedy: {
    zh: '跳转或打开第三方应用前告知接收方、目的和信息类型，并取得单独同意。',
    en: 'Before opening a third-party application, tell the recipient, purpose and data, and get separate consent.',
  },
  leads: [
    {
      when: app.thirdPartyApps.isTrue(),
      say: {
        zh: '打开其他小程序或网页时带有令牌、手机号等参数，是否事先告知并取得同意待核实',
        en: 'Another program or page is opened with a token, telephone number or the like; whether the person was told and agreed is to be checked',
      },
    },
  ],
  examples: [
    { name: 'consent each time', facts: { thirdPartyApps: false }, expect: 'passed' },
    { name: 'given without consent', facts: { thirdPartyApps: true }, expect: 'failed' },
    { name: 'unknown', facts: {}, expect: 'cantTell' },
  ],
})
