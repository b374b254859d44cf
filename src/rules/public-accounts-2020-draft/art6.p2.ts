import { platform } from '../../facts/accounts.ts'
import { documents } from './duty.ts'

export default [
  documents('art6.p2', 'rules', {
    reads: '制定并公开信息内容生产、公众账号运营等管理规则、平台公约',
    title: { zh: '管理规则、平台公约已制定并公开', en: 'Rules and convention are written and public' },
    records: [platform.rulesPublished],
    remedy: { zh: '制定并公开管理规则和平台公约。', en: 'Write the rules and the convention and publish them.' },
  }),
  documents('art6.p2', 'agreement', {
    reads: '与公众账号生产运营者签订服务协议',
    title: { zh: '与生产运营者签订服务协议', en: 'A service agreement binds each producer' },
    records: [platform.agreement],
    remedy: {
      zh: '签订服务协议，写明内容发布权限、账号管理责任等双方权利义务。',
      en: 'Conclude agreements that state rights to publish, responsibility for the account and the duties of both.',
    },
  }),
]
