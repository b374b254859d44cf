import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art11.p1', 'trade-ban', {
    reads: '禁止公众账号生产运营者违规转让借用或者非法交易买卖公众账号',
    title: { zh: '禁止违规转让借用和买卖账号', en: 'Unlawful transfer, lending and sale are banned' },
    records: [platform.tradeBan],
    remedy: {
      zh: '在服务协议和平台规则中写明禁止并执行。',
      en: 'State the ban in agreement and rules, and enforce it.',
    },
  }),
]
