import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art5.p1', 'qualified', {
    reads: '应当取得国家法律法规规定的相关资质',
    title: { zh: '平台已取得法定资质', en: 'The platform holds the qualifications the law asks for' },
    records: [platform.qualified],
    remedy: {
      zh: '取得提供公众账号信息服务所需的许可或备案，并留存证照。',
      en: 'Obtain the licences or filings the service needs and keep them at hand.',
    },
  }),
]
