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
  examples: [
    { name: 'consent each time', facts: { thirdPartyApps: false }, expect: 'passed' },
    { name: 'given without consent', facts: { thirdPartyApps: true }, expect: 'failed' },
    { name: 'unknown', facts: {}, expect: 'cantTell' },
  ],
})
