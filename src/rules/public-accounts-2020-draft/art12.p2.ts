import { account, platform } from '../../facts/accounts.ts'
import { documents, duty } from './duty.ts'

export default [
  documents('art12.p2', 'follow-controls', {
    reads: '及时发现、处置账号订阅关注数量的异常变动情况',
    title: {
      zh: '有发现、处置关注数量异常变动的技术手段',
      en: 'Technical means find and handle unusual changes in followers',
    },
    records: [platform.followControls],
    remedy: {
      zh: '健全技术手段，及时发现和处置异常变动。',
      en: 'Provide means to find and handle unusual changes in time.',
    },
    reading: {
      zh: '登记表中关注数的异常变动只作线索：尺度由规矩自定，正常活动也会带来增长。',
      en: 'Unusual changes in the register are leads only: the measure is Guiju’s own, and ordinary events bring growth too.',
    },
  }),
  duty('art12.p2', 'forced', {
    reads: '未经互联网用户知情同意，不得强制订阅关注其他用户公众账号',
    title: { zh: '没有强制订阅关注', en: 'Nobody is made to follow an account' },
    subject: account,
    requires: account.forcedFollow.isFalse(),
    remedy: {
      zh: '取消强制订阅关注，恢复用户原有关注并告知。',
      en: 'Undo forced follows, restore what users followed, and tell them.',
    },
    examples: [
      { name: 'none', facts: { forcedFollow: false }, expect: 'passed' },
      { name: 'some', facts: { forcedFollow: true }, expect: 'failed' },
      { name: 'not said', facts: {}, expect: 'cantTell' },
    ],
  }),
]
