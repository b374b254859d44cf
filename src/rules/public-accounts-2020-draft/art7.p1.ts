import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art7.p1', 'classes', {
    reads: '建立公众账号分类注册和分类生产制度',
    title: { zh: '建立分类注册和分类生产制度', en: 'Accounts are registered and publish by class' },
    records: [platform.classified],
    remedy: {
      zh: '按国家标准和规范建立分类注册、分类生产制度。',
      en: 'Register accounts and let them publish by class, after the national standards.',
    },
  }),
  documents('art7.p1', 'filing', {
    reads: '将公众账号向所在地省、自治区、直辖市网信部门备案',
    title: { zh: '公众账号已备案', en: 'Accounts are filed' },
    records: [platform.accountsFiled],
    remedy: {
      zh: '将公众账号向所在地省级网信部门备案，留存回执。',
      en: 'File the accounts with the provincial cyberspace administration and keep the receipt.',
    },
  }),
]
